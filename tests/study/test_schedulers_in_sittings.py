"""The scheduler that is chosen decides what a sitting says and asks: the next day, what is due, the forecast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizzer.deck.loading import load
from quizzer.scheduling.log import Review
from quizzer.scheduling.scheduler import Scheduler
from quizzer.study.overview import overview
from quizzer.study.queue import Rules
from quizzer.study.session import Moment, begin, judge, regrade

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
RULES = {
    "sm2": Rules(),
    "fsrs": Rules(scheduler="fsrs"),
    "fsrs, for the deck": Rules(decks=(("la", Scheduler("fsrs")),)),
    "fsrs, for another deck": Rules(decks=(("other", Scheduler("fsrs")),)),
}
# Learned with a 4 three weeks ago and known again with a 4 today: SM-2 says 6 days, FSRS far more.
AHEAD = {"sm2": 6, "fsrs": 33, "fsrs, for the deck": 33, "fsrs, for another deck": 6}


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    file = tmp_path_factory.mktemp("decks") / "la.yaml"
    file.write_text("deck: LA\ncards:\n  - id: one\n    prompt: A rule\n    text: word\n", encoding="utf-8")
    loaded = load([file])
    assert not loaded.problems
    return loaded.decks[0]


def row(days, quality=4):
    return Review(f"r{days}", "here", "la/one", AT - timedelta(days=days), "review", quality=quality)


@pytest.mark.parametrize("name", RULES)
def test_an_answer_is_told_the_day_that_its_scheduler_chose(deck, name):
    session = begin(deck.cards, [row(21)], AT, device="here", seed=1, rules=RULES[name])
    session, outcome = judge(session, "word", Moment(AT))
    assert outcome.grade.quality == 4
    assert (outcome.due - AT.date()).days == AHEAD[name]
    assert session.states["la/one"].memory.interval == AHEAD[name]


@pytest.mark.parametrize("name", RULES)
def test_a_grade_changed_moves_the_day_by_the_same_scheduler(deck, name):
    session = begin(deck.cards, [row(21)], AT, device="here", seed=1, rules=RULES[name])
    session, _ = judge(session, "word", Moment(AT))
    _, outcome = regrade(session, 3, Moment(AT + timedelta(seconds=9), randomness=bytes(range(10))))
    memory = RULES[name].schedulers.of("la/one").step(None, 4, (AT - timedelta(days=21)).date())
    memory = RULES[name].schedulers.of("la/one").step(memory, 3, AT.date())
    assert outcome.due == memory.due


@pytest.mark.parametrize(("name", "due", "tomorrow"), [("sm2", 1, 0), ("fsrs", 0, 1)])
def test_what_is_due_and_what_falls_due_tomorrow_go_by_it(deck, name, due, tomorrow):
    """Learned with a 4 yesterday: due today by SM-2, tomorrow by FSRS."""
    seen = overview([deck], [row(1)], AT, RULES[name])
    assert (seen.due_now, seen.tomorrow) == (due, tomorrow)
    session = begin(deck.cards, [row(1)], AT, device="here", seed=1, rules=RULES[name])
    assert (session.asked is not None) == bool(due)
