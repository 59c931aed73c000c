"""History outlives an edit: it follows the id, is offered where that changed, and is let go only on purpose."""

from dataclasses import replace

import pytest

from quizzer.scheduling.fold import fold
from quizzer.storage.log import ReviewLog

DECK = """\
deck: Traces
cards:
  - prompt: Trace of a prodct, cyclically shifted
    text: invariant
  - id: rank
    prompt: Rank of an invertible matrix
    text: full
"""


@pytest.fixture
def path(home):
    folder = home / "decks"
    folder.mkdir(parents=True)
    path = folder / "traces.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def answered(quizzer, path, monkeypatch):
    """Both cards answered in a real sitting over a real log; the name of the first."""
    replies = iter(["invariant", "full", ":q"])
    monkeypatch.setattr("builtins.input", lambda _cue="": next(replies))
    assert quizzer("study", "--plain", "traces").code == 0
    return path


def states(around):
    """What is known of each card, but for the last row as such: that bears the card's key."""
    with ReviewLog.open(around.places.data, read_only=True) as log:
        return {key: replace(state, last=None) for key, state in fold(log.rows()).items()}


EDITS = {
    "a typo put right in a prompt, of a card with an id": (
        "Rank of an invertible",
        "The rank of an invertible",
    ),
    "an answer put right": ("text: full", "text: [full, n]"),
    "a note more": ("text: full", "text: full\n    note: n."),
    "its tags": ("text: full", "text: full\n    tags: [rank]"),
    "its kind": ("text: full", 'choices: ["=full", none]'),
    "the deck's name": ("deck: Traces", "deck: Traces and ranks"),
}


@pytest.mark.parametrize("why", EDITS)
def test_an_edit_of_any_field_loses_nothing(quizzer, answered, around, why):
    before = states(around)
    answered.write_text(DECK.replace(*EDITS[why]), encoding="utf-8")
    assert quizzer("adopt").out == "All history belongs to a card.\n"
    assert "2/2" in quizzer("due", "traces").out
    assert states(around) == before


MOVES = {
    "the prompt of a card without an id was edited": lambda path: path.write_text(
        DECK.replace("prodct", "product"), encoding="utf-8"
    ),
    "the deck's file was renamed": lambda path: path.rename(path.with_name("cyclic.yaml")),
    "a card was moved to another file": lambda path: (
        path.with_name("other.yaml").write_text(
            "cards:\n  - " + DECK.rpartition("\n  - ")[2], encoding="utf-8"
        ),
        path.write_text(DECK.partition("  - id: rank")[0], encoding="utf-8"),
    ),
}


@pytest.mark.parametrize("why", MOVES)
def test_history_is_offered_to_the_card_and_taken(quizzer, answered, around, why):
    before = states(around)
    MOVES[why](answered)
    listed = quizzer("adopt").out
    assert "→" in listed
    assert states(around) == before, "listing changes nothing"
    assert quizzer("adopt", "--all").code == 0
    assert quizzer("adopt").out == "All history belongs to a card.\n"
    kept = {state for key, state in states(around).items() if not key.startswith("linear")}
    assert kept == set(before.values())


def test_history_is_given_to_a_card_that_one_names(quizzer, answered, around):
    answered.write_text(DECK.replace("id: rank", "id: completely-other"), encoding="utf-8")
    before = states(around)
    ran = quizzer("adopt", "traces/rank", "completely-other")
    assert (ran.code, ran.err) == (0, "")
    assert states(around)["traces/completely-other"] == before["traces/rank"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["traces/rank"], "takes two cards"),
        (["traces/rnak", "rank"], "did you mean"),
        (["rank", "nowhere"], "there is no card `nowhere`"),
        (["trace-of-a-prodct-cyclically-shifted-80a0a6aa", "rank"], "there is no card"),
    ],
)
def test_what_cannot_be_given_is_said_in_one_line(quizzer, answered, arguments, said):
    ran = quizzer("adopt", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_card_with_a_history_of_its_own_takes_no_other(quizzer, answered, around):
    [other] = [key for key in states(around) if key != "traces/rank"]
    ran = quizzer("adopt", other, "rank")
    assert (ran.code, "has a history of its own" in ran.err) == (2, True)


def test_a_card_begins_anew_and_the_others_go_on(quizzer, answered, around):
    before = states(around)
    assert quizzer("reset", "--yes", "rank").code == 0
    after = states(around)
    assert after["traces/rank"].memory is None
    assert {key: one for key, one in after.items() if key != "traces/rank"} == {
        key: one for key, one in before.items() if key != "traces/rank"
    }
    assert "1/2" in quizzer("due", "traces").out


def test_it_is_not_done_where_nobody_can_be_asked(quizzer, answered, around):
    before = states(around)
    ran = quizzer("reset", "rank")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert states(around) == before


@pytest.mark.parametrize(("reply", "code"), [("y", 0), ("yes", 0), ("", 1), ("n", 1), ("what", 1)])
@pytest.mark.usefixtures("answered")
def test_it_is_asked_first(quizzer, around, monkeypatch, reply, code):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _cue: reply)
    assert quizzer("reset", "rank").code == code
    assert (states(around)["traces/rank"].memory is None) == (code == 0)
