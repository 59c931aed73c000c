"""`quizzer study` line by line: what is said, what each command does, and what is in the log afterwards."""

from __future__ import annotations

import builtins
from datetime import timedelta
from pathlib import Path

import pytest

from quizzer.cli.plain import COMMANDS
from quizzer.cli.studying import heard
from quizzer.storage.log import ReviewLog

DECK = r"""deck: Small
symbols: {A: "matrix(n, n)", x: vector(n)}
cards:
  - id: gradient
    prompt: Gradient of $x^T A x$ by $x$.
    answer: (A + A^T) x
    hint: [Write it as a double sum., Two terms hold each x_k.]
    mistakes: [{answer: 2 A x, say: That needs a symmetric $A$.}]
    note: If $A$ is symmetric this is $2 A x$.
    tags: [gradient]
  - id: word
    prompt: A matrix whose transpose is its inverse is …
    text: [orthogonal]
    tags: [word]
  - id: said
    recall: State the chain rule.
    answer-text: $f'(g(x))\, g'(x)$
    tags: [recall]
  - id: chosen
    prompt: The rank of $A B$ is at most …
    choices: ["=the smaller rank", the larger rank]
    tags: [choice]
  - id: two
    prompt: Two steps.
    steps:
      - {prompt: "$1 + 1$", answer: "2"}
      - {prompt: "$2 + 2$", answer: "4"}
    tags: [steps]
"""


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(DECK, encoding="utf-8")
    return str(path)


@pytest.fixture
def sit(quizzer, monkeypatch, deck):
    """A sitting that hears these lines and then the end of input."""

    def run(tag, *lines, options=()):
        heard = iter(lines)

        def hear(cue):
            try:
                return next(heard)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(builtins, "input", hear)
        return quizzer("study", deck, "--tag", tag, "--plain", *options)

    return run


@pytest.fixture
def kept(home):
    def read():
        with ReviewLog.open(home, read_only=True) as log:
            return [(row.kind, row.card.partition("/")[2], row.typed, row.quality) for row in log.rows()]

    return read


ANSWERS = [
    # tag, lines, what is said, what is kept
    (
        "gradient",
        ["A x + A'x"],
        ["Equivalent: A x + Aᵀ x", "Graded 4"],
        [("review", "gradient", "A x + A'x", 4)],
    ),
    (
        "gradient",
        ["2 A x"],
        [
            "Different: 2 A x",
            "That needs a symmetric A.",
            "They part at",
            "Right is: (A + Aᵀ) x",
            "Note: If A is",
        ],
        [("review", "gradient", "2 A x", 2)],
    ),
    ("gradient", [""], ["Not known.", "Right is: (A + Aᵀ) x", "Graded 0"], [("review", "gradient", "", 0)]),
    (
        "gradient",
        ["(A + A^)x", "(A + A')x"],
        ["Cannot be read: a power is missing after ^", "column", "Try again.", "Equivalent"],
        [("review", "gradient", "(A + A')x", 4)],
    ),
    (
        "gradient",
        ["?", "?", "?", "(A + A')x"],
        ["Hint: Write it as a double sum.", "Hint: Two terms hold each x", "no hint more", "Graded 3"],
        [("review", "gradient", "(A + A')x", 3)],
    ),
    ("word", ["Orthogonal"], ["Right.", "Graded 4"], [("review", "word", "Orthogonal", 4)]),
    ("word", ["ortogonal", "orthogonal"], ["Check the spelling"], [("review", "word", "orthogonal", 4)]),
    (
        "recall",
        ["", "7", "4"],
        ["Say it to yourself", "Right is: f′(g(x)) g′(x)", "5 right at once", "Graded 4, your own grade"],
        [("review", "said", "", None), ("override", "said", "", 4)],
    ),
    (
        "steps",
        ["2", "4"],
        ["Step 1 of 2: 1 + 1", "Step 2 of 2: 2 + 2", "Graded 4"],
        [("review", "two", "2", None), ("review", "two", "4", 4)],
    ),
]


@pytest.mark.parametrize(("tag", "lines", "said", "rows"), ANSWERS)
def test_an_answer_is_judged_told_and_kept(sit, kept, *, tag, lines, said, rows):
    ran = sit(tag, *lines)
    assert (ran.code, ran.err) == (0, "")
    at = 0
    for text in said:
        assert text in ran.out[at:], ran.out
        at = ran.out.index(text, at)
    assert kept()[: len(rows)] == rows


@pytest.mark.parametrize(
    ("typed", "is_told"), [("(A + A')x", False), ("A x + A'x", True)], ids=["the deck's own form", "another"]
)
def test_the_decks_form_is_told_where_it_is_another_one(sit, typed, is_told):
    ran = sit("gradient", typed)
    assert "Equivalent" in ran.out
    assert ("The deck's form: (A + Aᵀ) x" in ran.out) is is_told


def test_options_of_a_choice_are_numbered_and_chosen_by_number(sit, kept):
    ran = sit("choice", "3", "1", ":q")
    assert "choose by number, 1 to 2" in ran.out
    shown = [line for line in ran.out.splitlines() if line.startswith(("1. ", "2. "))][:2]
    assert sorted(line[3:] for line in shown) == ["the larger rank", "the smaller rank"]
    is_right = shown[0] == "1. the smaller rank"
    assert ("Right.\n" in ran.out) == is_right
    assert kept()[-1] == ("review", "chosen", "1", 4 if is_right else 1)


def test_where_several_options_are_right_that_is_told_with_how_to_answer(sit, deck):
    path = Path(deck)
    more = DECK.replace('"=the smaller rank"', '"=the smaller rank", "=the smaller of both ranks"')
    path.write_text(more, "utf-8")
    said = sit("choice", "1").out
    assert "More than one is right: type the numbers of all that are" in said
    assert "More than one is right" not in sit("word", "orthogonal").out


def test_a_command_of_several_letters_is_no_answer(sit, kept):
    assert "There is no command :hint; :h lists those there are." in sit("gradient", ":hint").out
    assert kept() == []


def test_ctrl_c_leaves_the_cursor_in_a_row_of_its_own(capsys, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupted)
    with pytest.raises(KeyboardInterrupt):
        heard("> ")
    assert capsys.readouterr().out == "\n"


def test_what_was_hard_comes_again_until_it_is_right(sit, kept):
    ran = sit("gradient", "", "2 A x", "(A + A')x")
    assert [row[0] for row in kept()] == ["review", "repeat", "repeat"]
    assert ran.out.count("Small, again") == 2
    assert "Hard, not known: Gradient of xᵀAx by x." in ran.out.replace("xᵀ A x", "xᵀAx")


COMMANDS_GIVEN = [
    # tag, lines, what is said, the kinds of the rows kept
    ("gradient", ["(A + A')x", ":q"], "1 card, 1 right when first asked.", ["review"]),
    ("gradient", [":u"], "There is nothing to take back.", []),
    ("gradient", [":s"], "Gradient", []),
    ("gradient", [":b"], "Put aside until tomorrow.", ["bury"]),
    ("gradient", [":x"], "Put aside until it is resumed.", ["suspend"]),
    ("gradient", [":3"], "There is no grade to change.", []),
    ("gradient", [":z"], "There is no command :z.", []),
    ("gradient", ["2 A x", ":u", ":q"], "Taken back: the answer 2 A x, graded 2.", ["review", "undo"]),
    ("gradient", ["2 A x", ":u", ":y", ":q"], "Put back: the answer 2 A x", ["review", "undo", "undo"]),
    ("gradient", ["2 A x", ":t", "(A+A')x", ":q"], "1 of 1, Small, practice", ["review", "exam"]),
    (
        "gradient",
        ["2 A x", ":w", ":q"],
        "2: wrong, but a near miss. You",
        ["review"],
    ),
    ("gradient", ["2 A x", ":w", ":q"], "Grades lead to: 0–3 today, 4–5 tomorrow.", ["review"]),
    ("gradient", [":w"], "There is no grade to tell of.", []),
    ("gradient", [":t"], "There is no card to try once more.", []),
    ("gradient", [":y"], "There is nothing to put back.", []),
    ("gradient", [":f", ":r", ":q"], "1 of 1, Small, new, flagged", ["flag"]),
    ("gradient", [":f", ":f"], "No longer flagged.", ["flag", "unflag"]),
    ("gradient", ["2 A x", ":f", ":4", ":q"], "Graded 4, your own grade.", ["review", "flag", "override"]),
    ("gradient", [":n Why twice?", ":q"], "small.remarks.md.", []),
    ("gradient", ["2 A x", ":n Mind the transpose", "2 A x"], "Your remark of ", ["review", "repeat"]),
    ("gradient", [":n"], "A remark says something", []),
    ("word", ["orthogonal", ":u", ":q"], "Taken back: the answer orthogonal", ["review", "undo"]),
    ("word", ["orthogonal", ":4", ""], "Graded 4, your own grade.", ["review", "override"]),
    ("word", ["orthogonal", "orthogonal", ":q"], "There is nothing to answer any more.", ["review"]),
    ("gradient", ["2 A x", ":4", ":q"], "Graded 4, your own grade.", ["review", "override"]),
]


@pytest.mark.parametrize(("tag", "lines", "said", "kinds"), COMMANDS_GIVEN)
def test_a_command_does_what_the_help_says(sit, kept, *, tag, lines, said, kinds):
    assert said in sit(tag, *lines).out
    assert [row[0] for row in kept()] == kinds


def test_the_help_lists_every_command(sit):
    out = sit("gradient", ":h").out
    for name, meaning in COMMANDS.items():
        assert f"{name}: {meaning}" in out


def test_the_last_answer_can_be_taken_back_after_a_restart(sit, kept):
    sit("word", "wrong", ":q")
    assert "Taken back: the answer wrong, graded 1." in sit("word", ":u", "orthogonal").out
    assert [(row[0], row[3]) for row in kept()] == [("review", 1), ("undo", None), ("review", 4)]


def test_a_second_try_is_offered_where_the_settings_allow_it(sit, kept, home):
    home.mkdir()
    (home / "config.toml").write_text("second_try = true", encoding="utf-8")
    out = sit("gradient", "2 A x", "(A + A')x").out
    first, _, second = out.partition("Once more? An empty line shows the right answer.")
    assert "Right is" not in first
    assert "Equivalent" in second
    assert [row[3] for row in kept()] == [2, 3]


def test_a_second_try_declined_shows_the_answer_and_keeps_the_grade(sit, kept, home):
    home.mkdir()
    (home / "config.toml").write_text("second_try = true", encoding="utf-8")
    out = sit("gradient", "2 A x", "", ":q").out
    assert "Right is: (A + Aᵀ) x" in out
    assert [row[3] for row in kept()] == [2]


def test_between_two_tries_what_was_judged_before_cannot_be_regraded(sit, kept, home):
    home.mkdir()
    (home / "config.toml").write_text("second_try = true", encoding="utf-8")
    ran = sit("word", "wrong", "", "wrong", ":4", "", ":q")
    assert "There is no grade to change." in ran.out
    assert [row[0] for row in kept()] == ["review", "repeat"]


def test_a_hint_is_not_forgotten_by_regrading_the_card_before(sit, kept):
    ran = sit("gradient", "2 A x", "?", ":2", "(A + A')x", ":q")
    assert "There is no grade to change." in ran.out
    assert kept()[-1][3] == 3


def test_glyphs_can_be_ascii_alone(sit, home):
    home.mkdir()
    (home / "config.toml").write_text('glyphs = "ascii"', encoding="utf-8")
    out = sit("gradient", "2 A x", ":q").out
    assert "Right is: (A + A^T) x" in out


@pytest.mark.parametrize(
    ("options", "asked"), [(("--limit", "0"), 0), (("--new", "0"), 0), (("--limit", "1"), 1)]
)
def test_limits_are_kept(sit, options, asked):
    out = sit("gradient", ":q", options=options).out
    assert out.count("1 of 1") == asked
    assert ("A limit of 0 cards" in out or "no new cards were asked for" in out) == (asked == 0)


def test_practice_leaves_the_schedule_alone_and_ahead_does_not(sit, kept):
    assert "Nothing is learned here yet" in sit("word", options=("--practice",)).out
    sit("word", "orthogonal")
    assert "1 of 1, Small, practice" in sit("word", "orthogonal", options=("--practice",)).out
    assert [row[0] for row in kept()] == ["review", "exam"]
    assert "Nothing is due here now" in sit("word", options=("--ahead", "3")).out, "answered today already"


def test_a_time_box_says_that_the_time_is_up(quizzer, deck, monkeypatch):
    heard = iter(["", "", ""])
    monkeypatch.setattr(builtins, "input", lambda _: next(heard))
    out = quizzer("study", deck, "--plain", "--minutes", "0").out
    assert "The time is up." in out
    assert "left for another time." in out
    assert out.count("Graded") == 1


def test_a_family_that_no_card_is_of_is_refused_with_what_there_is(sit):
    ran = sit("gradient", options=("--family", "forms"))
    assert ran.code == 2
    assert "no card is of the family `forms`" in ran.err


@pytest.mark.parametrize("name", ["quizzer.cli.one_row.plain", "quizzer.cli.one_row.text_of"])
def test_what_cannot_be_set_is_shown_as_its_source(sit, kept, monkeypatch, name):
    def fail(*_, **__):
        raise IndexError("a fault of the typesetter")

    monkeypatch.setattr(name, fail)
    ran = sit("gradient", "2 A x", ":q")
    assert ran.code == 0
    assert "2 A x" in ran.out
    assert kept() == [("review", "gradient", "2 A x", 2)]


def test_a_tag_that_no_card_has_is_refused_with_a_guess(sit):
    ran = sit("gradeint")
    assert (ran.code, ran.out) == (2, "")
    assert "no card has the tag `gradeint`; did you mean `gradient`?" in ran.err


def test_a_card_answered_comes_back_on_the_day_that_is_told(sit, around, home):
    assert "Next tomorrow." in sit("word", "orthogonal").out
    assert "Nothing is due here now" in sit("word").out
    later = type(around)(around.environment, lambda: around.now() + timedelta(days=1), around.random_bytes)
    from quizzer.cli import main

    assert main(["due", "--json"], later) == 0


def test_an_answer_of_ten_thousand_characters_is_judged(sit, kept):
    ran = sit("gradient", "x + " * 2500 + "x", ":q")
    assert ran.code == 0
    assert kept() or "Try again." in ran.out


def test_control_codes_that_are_typed_are_not_obeyed(sit):
    assert "\x1b" not in sit("gradient", "\x1b[31m x", ":q").out


def test_a_broken_card_among_good_ones_is_announced_and_stops_nothing(quizzer, deck, monkeypatch):
    Path(deck).write_text(DECK + "  - {id: broken, prompt: What?, ansver: 3}\n", encoding="utf-8")
    monkeypatch.setattr(builtins, "input", lambda _: ":q")
    ran = quizzer("study", deck, "--plain")
    assert ran.code == 0
    assert "in the decks; `quizzer check` tells." in ran.err
    assert "1 of 5" in ran.out


def test_a_cloze_that_was_hard_is_told_with_its_gaps_and_not_in_the_decks_spelling(
    quizzer, tmp_path, monkeypatch
):
    path = tmp_path / "gaps.yaml"
    path.write_text("deck: Gaps\ncards:\n  - {id: c, cloze: 'Tr is {{cyclic::which?}}.'}\n", encoding="utf-8")
    heard = iter(["", ":q"])
    monkeypatch.setattr(builtins, "input", lambda _: next(heard))
    out = quizzer("study", str(path), "--plain").out
    assert "Hard, not known: Tr is [… which? …]." in out
    assert "{{" not in out
