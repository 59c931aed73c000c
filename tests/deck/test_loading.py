"""What a deck's fields become."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    NumberAnswer,
    Recall,
    Steps,
    TextAnswer,
)
from quizzer.deck.finding import bundled_folder, deck_files
from quizzer.deck.loading import load
from quizzer.deck.numbers import read_number, read_within


def texts(spelts):
    return [one.text for one in spelts]


def test_an_answer_with_all_that_belongs_to_it(card):
    one = card(r"""
      - id: quadratic
        prompt: Gradient of $x^T A x$.
        symbols: {A: "matrix(n, n)", "x, a": vector(n)}
        answer: [(A + A^T) x, A x + A^T x]
        verify: grad(x^T A x, x)
        not: grad
        mistakes: [{answer: 2 A x, say: That needs symmetry.}]
        form: expanded
        layout: any
        hint: Write it as a sum.
        note: If $A$ is symmetric this is $2 A x$.
        tags: [gradient, form]
        family: forms
        lang: en
    """)
    asked = one.question
    assert isinstance(asked, MathAnswer)
    assert texts(asked.answers) == ["(A + A^T) x", "A x + A^T x"]
    assert asked.verify.text == "grad(x^T A x, x)"
    assert texts(asked.restated) == ["grad"]
    assert [(m.answer.text, m.say.text) for m in asked.mistakes] == [("2 A x", "That needs symmetry.")]
    assert (asked.form, asked.layout) == ("expanded", "any")
    assert texts(one.hints) == ["Write it as a sum."]
    assert one.note.text.startswith("If $A$")
    assert (one.tags, one.family, one.lang) == (("gradient", "form"), "forms", "en")
    assert (one.key, one.id, one.has_own_id) == ("deck/quadratic", "quadratic", True)
    assert one.symbols == {"A": "matrix(n, n)", "x": "vector(n)", "a": "vector(n)"}
    assert str(one.scope.symbols["A"]) == "matrix(n, n)"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("prompt: p\n        text: [sum, /a+/]", TextAnswer),
        ("prompt: p\n        number: 6.93\n        within: 1%", NumberAnswer),
        ("prompt: p\n        choices: [=a, b]", ChoiceAnswer),
        ("cloze: a {{b}} c", ClozeAnswer),
        ("recall: p\n        answer-text: q", Recall),
        ("prompt: p\n        steps: [{prompt: q, answer: x}]", Steps),
    ],
)
def test_one_key_says_the_kind(card, fields, kind):
    assert isinstance(card(f"\n      - id: one\n        {fields}\n").question, kind)


@pytest.mark.parametrize(
    "written", ["no", "1e3", "012", "12:30:45", "0.50", "~", "null", "0x1F", "2026-11-23"]
)
def test_what_yaml_would_guess_at_stays_as_written(card, written):
    one = card(
        f"\n      - id: a\n        prompt: {written}\n        note: {written}\n        answer: {written}\n"
    )
    assert (one.note.text, one.prompt.text, one.question.answers[0].text) == (written, written, written)


def test_a_choice_is_right_where_it_was_marked_and_keeps_the_rest_of_its_text(card):
    one = card("\n      - id: a\n        prompt: p\n        choices: ['=yes = no', maybe]\n")
    assert [(o.text.text, o.is_right) for o in one.question.options] == [("yes = no", True), ("maybe", False)]


def test_a_cards_symbols_stand_over_the_decks_and_a_steps_over_both(loaded):
    problems, deck = loaded("""
        symbols: {A: "matrix(n, n)", x: vector(n)}
        cards:
          - id: outer
            prompt: p
            answer: x
          - id: inner
            prompt: p
            symbols: {x: scalar}
            steps:
              - {prompt: q, answer: x}
              - {prompt: q, answer: x, symbols: {x: positive, y: scalar}}
          - {id: same, prompt: p, answer: x}
    """)
    assert problems == []
    outer, inner, same = deck.cards
    assert outer.symbols == {"A": "matrix(n, n)", "x": "vector(n)"}
    assert inner.symbols == {"A": "matrix(n, n)", "x": "scalar"}
    assert [step.symbols["x"] for step in inner.question.steps] == ["scalar", "positive"]
    assert "y" in inner.question.steps[1].scope.symbols
    assert outer.scope is same.scope, "cards that declare the same share a scope"


def test_without_declarations_single_letters_are_scalars(card):
    assert card("\n      - {id: a, prompt: p, answer: x + y}\n").scope.open


def test_a_deck_without_readable_symbols_asks_nothing(loaded):
    problems, deck = loaded("symbols: {A: matrx(n)}\ncards:\n  - {id: a, prompt: p, answer: A}\n")
    assert [one.field for one in problems] == ["symbols.A"]
    assert deck is None, "A would be read as a scalar, and right answers called wrong"


def test_a_broken_card_takes_no_other_away(loaded):
    problems, deck = loaded(
        "cards:\n  - {id: a, prompt: p, answer: x}\n  - {id: b, prompt: p, answer: [}\n  - {id: c, prompt: p, answer: y}\n"
    )
    assert [one.line for one in problems] == [3]
    assert [one.id for one in deck.cards] == ["a", "c"]


class TestIds:
    def test_a_card_without_one_gets_one_from_its_prompt(self, card):
        one = card("\n      - {prompt: What is $\\nabla f$ of this?, answer: x}\n")
        assert one.id.startswith("what-is-f-of-this-")
        assert not one.has_own_id

    def test_it_outlives_a_new_line_in_the_prompt_and_the_cards_place(self, loaded):
        _, first = loaded("cards:\n  - {prompt: What is it?, answer: x}\n  - {prompt: Or this?, answer: y}\n")
        _, again = loaded(
            "cards:\n  - {prompt: Or this?, answer: y}\n  - {prompt: What  is\n      it?, answer: 2 x}\n"
        )
        assert {one.key for one in first.cards} == {one.key for one in again.cards}

    @pytest.mark.parametrize("other", ["what is it?", "What is it", "What is $it$?", "What is it??"])
    def test_case_and_marks_tell_prompts_apart(self, loaded, other):
        problems, deck = loaded(
            f"cards:\n  - {{prompt: What is it?, answer: x}}\n  - {{prompt: '{other}', answer: y}}\n"
        )
        assert problems == []
        assert len({one.id for one in deck.cards}) == 2

    def test_two_that_ask_the_same_need_ids(self, loaded):
        problems, deck = loaded("cards:\n  - {prompt: What?, answer: x}\n  - {prompt: What?, answer: y}\n")
        assert [(one.line, one.field) for one in problems] == [(3, "cards[1].prompt")]
        assert len(deck.cards) == 1


class TestReversed:
    def test_words_are_asked_for_the_other_way_round(self, loaded):
        _, deck = loaded("cards:\n  - {id: dog, prompt: Hund, text: [/dogs?/, dog], reverse: true}\n")
        there, back = deck.cards
        assert (there.reverse, back.reverse) == (False, True)
        assert (back.key, back.prompt.text) == ("deck/dog~reversed", "dog")
        assert texts(back.question.accepted) == ["Hund"]

    def test_what_cannot_be_typed_is_recalled(self, loaded):
        _, deck = loaded("cards:\n  - {id: a, prompt: 'Gradient of $a^T x$.', answer: a, reverse: yes}\n")
        back = deck.cards[1]
        assert back.prompt.text == "`a`"
        assert back.question.answer_text.text == "Gradient of $a^T x$."


def test_images_are_paths_markdown_or_mappings(card):
    one = card("\n      - {id: a, prompt: p, answer: x, images: [a.png, '![A circle](b c.png)']}\n")
    assert [(i.path.text, i.alt) for i in one.images] == [("a.png", ""), ("b c.png", "A circle")]
    one = card("\n      - {id: a, prompt: p, answer: x, images: [{path: a.png, alt: An arc}]}\n")
    assert [(i.path.text, i.alt) for i in one.images] == [("a.png", "An arc")]


class TestCloze:
    @pytest.mark.parametrize(
        ("text", "gaps", "reason"),
        [
            ("The trace is {{cyclic}}.", [("cyclic", "")], "a gap"),
            ("{{a}}{{b}}", [("a", ""), ("b", "")], "nothing between two"),
            ("It is {{cyclic::which kind?}}.", [("cyclic", "which kind?")], "a hint in its place"),
            (r"It is {{$\frac{1}{2}$}}.", [(r"$\frac{1}{2}$", "")], "TeX's braces end nothing"),
            (r"In $\mathbb{{R}}$ it is {{one}}.", [("one", "")], "inside of a formula braces are TeX's"),
            (r"In $$\mathbb{{R}}$$ it is {{one}}.", [("one", "")], "so in a formula of its own"),
            (r"It costs \$5, or {{six}}.", [("six", "")], "an escaped $ opens nothing"),
            ("Typed `{{x}}` it is {{a set}}.", [("a set", "")], "code is shown as it is"),
            ("{{ spaced out }}", [("spaced out", "")], "white space belongs to nobody"),
        ],
    )
    def test_gaps(self, card, text, gaps, reason):
        asked = card(f"\n      - id: a\n        cloze: |-\n          {text}\n").question
        assert [(gap.answer.text, gap.hint) for gap in asked.gaps] == gaps, reason

    def test_parts_and_gaps_know_their_columns(self, card):
        one = card("\n      - id: a\n        cloze: 'It''s {{cyclic}} here.'\n")
        asked = one.question
        assert texts(asked.parts) == ["It's ", " here."]
        line = one.prompt.source.line(asked.gaps[0].answer.line)
        from quizzer.deck.spelt import position_in

        assert position_in(asked.gaps[0].answer, 0)[1] - 1 == line.index("cyclic")
        assert position_in(asked.parts[1], 1)[1] - 1 == line.index("here")


class TestFiles:
    def test_a_deck_includes_others_once(self, deck_file):
        deck_file("include: [b.yaml]\ncards: [{id: a, prompt: p, answer: x}]\n", "a.yaml")
        deck_file("include: sub/c.yaml\ncards: [{id: b, prompt: p, answer: x}]\n", "b.yaml")
        last = deck_file("include: ../a.yaml\ncards: [{id: c, prompt: p, answer: x}]\n", "sub/c.yaml")
        found = load([last.parent.parent / "a.yaml", last])
        assert found.problems == ()
        assert [one.slug for one in found.decks] == ["a", "b", "c"]

    def test_what_is_included_and_not_there_is_said_where_it_is_named(self, loaded):
        problems, deck = loaded("cards: [{id: a, prompt: p, answer: x}]\ninclude: [gone.yaml]\n")
        assert [(one.line, one.column, one.message) for one in problems] == [
            (2, 11, "`gone.yaml` cannot be read: No such file or directory")
        ]
        assert len(deck.cards) == 1

    def test_two_decks_of_one_name_would_share_their_history(self, deck_file):
        one = deck_file("cards: [{id: a, prompt: p, answer: x}]\n", "one/deck.yaml")
        two = deck_file("cards: [{id: a, prompt: p, answer: x}]\n", "two/deck.yaml")
        found = load([one, two])
        assert len(found.decks) == 1
        assert [(p.path, p.field) for p in found.problems] == [(two, "id")]
        named = deck_file("id: other\ncards: [{id: a, prompt: p, answer: x}]\n", "two/deck.yaml")
        assert [d.slug for d in load([one, named]).decks] == ["deck", "other"]

    def test_the_bundled_decks_load_without_a_word(self):
        found = load(deck_files(bundled_folder()))
        assert found.problems == ()
        assert sum(len(deck.cards) for deck in found.decks) >= 40


def test_loading_reads_no_mathematics():
    """So that a large deck is there before the learner looks up."""
    code = """
import sys
from quizzer.deck.finding import bundled_folder, deck_files
from quizzer.deck.loading import load
assert load(deck_files(bundled_folder())).decks
print([name for name in sys.modules if name in ("flint", "sympy", "numpy", "quizzer.maths.parse")])
"""
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6.93", Fraction(693, 100)),
        ("-1/3", Fraction(-1, 3)),
        ("−2", Fraction(-2)),
        (".5", Fraction(1, 2)),
        ("6.", Fraction(6)),
        ("1e-3", Fraction(1, 1000)),
        ("6.02 × 10^23", Fraction(602) * 10**21),
        ("1_000", Fraction(1000)),
        ("0.1", Fraction(1, 10)),
        *(
            (bad, None)
            for bad in ("", "-", ".", "1/0", "1 2", "e3", "1e99999", "one", "0x10", "1,5", "٣" * 5000)
        ),
    ],
)
def test_numbers_are_read_exactly(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("within", "around", "distance"),
    [
        ("1%", 200, 2),
        ("1 %", -200, 2),
        ("0.5", 200, Fraction(1, 2)),
        ("±0.5", 0, Fraction(1, 2)),
        ("1/3", 1, Fraction(1, 3)),
    ],
)
def test_within_is_a_distance_or_a_share(within, around, distance):
    assert read_within(within).distance(Fraction(around)) == distance


@pytest.mark.parametrize("bad", ["", "%", "-1", "a little", "1%%"])
def test_what_bounds_nothing_is_no_within(bad):
    assert read_within(bad) is None


def test_without_libyaml_a_deck_is_the_same_to_the_last_column(monkeypatch):
    """Where PyYAML was built without it, its own parser gives the same events."""
    import yaml

    [path] = [one for one in deck_files(bundled_folder()) if one.stem == "matrix-calculus"]
    fast = load([path])
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    slow = load([path])
    assert slow.problems == ()
    assert slow.decks[0].cards == fast.decks[0].cards
    places = [
        [(one.prompt.start, one.prompt.end, one.prompt.style) for one in each.decks[0].cards]
        for each in (fast, slow)
    ]
    assert places[0] == places[1]
