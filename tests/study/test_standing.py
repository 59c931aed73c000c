"""Where a learner stands: what a card takes, which days are kept, what came before; by what counts in the log."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from quizzer.deck.loading import load
from quizzer.scheduling.log import Review
from quizzer.study.queue import Rules
from quizzer.study.standing import SECONDS_A_CARD, Habits, standing

TODAY = date(2026, 11, 25)
MORNING = datetime(2026, 11, 25, 10, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def cards(tmp_path_factory):
    path = tmp_path_factory.mktemp("decks") / "deck.yaml"
    path.write_text(
        "deck: deck\ncards:\n"
        + "".join(f"  - id: c{one}\n    prompt: Rule {one}\n    text: word{one}\n" for one in range(30)),
        encoding="utf-8",
    )
    return list(load([path]).decks[0].cards)


def row(number, days, kind="review", quality=4, card="deck/c0", **more):
    at = MORNING - timedelta(days=days) + timedelta(seconds=number)
    return Review(f"r{number:05}", "here", card, at, kind, quality=quality, **more)


def habits(cards, rows) -> Habits:
    return standing(cards, rows, TODAY, Rules()).habits


def test_few_answers_leave_the_time_assumed(cards):
    rows = [row(at, 3, card=f"deck/c{at}", seconds=90) for at in range(9)]
    assert habits(cards, rows) == Habits(SECONDS_A_CARD, 0)


@pytest.mark.parametrize(
    ("more", "seconds", "why"),
    [
        ([], 20, "as they were timed"),
        ([("repeat", 4, 10)], 30, "a repeat is time that the card took"),
        ([("review", 4, 500)], (20 + 120) / 2, "what takes longer than two minutes was a pause"),
        ([("review", 4, None)], 20, "an answer that was not timed says nothing"),
    ],
)
def test_a_card_takes_what_its_answers_of_a_day_take(cards, more, seconds, why):
    rows = [row(at, 3, card=f"deck/c{at}", seconds=20) for at in range(12)]
    for extra, (kind, quality, spent) in enumerate(more):
        rows += [
            row(100 * (extra + 1) + at, 2, kind, quality, f"deck/c{at}", seconds=spent) for at in range(12)
        ]
    assert habits(cards, rows).seconds_a_card == pytest.approx(seconds), why


def test_the_steps_of_a_card_are_one_card(cards):
    """Three steps of ten seconds each, of which the last bears the grade."""
    rows = [
        row(10 * at + step, 3, quality=4 if step == 2 else None, card=f"deck/c{at}", seconds=10)
        for at in range(12)
        for step in range(3)
    ]
    found = habits(cards, rows)
    assert (found.seconds_a_card, found.timed) == (30, 12)


def test_what_was_taken_back_took_no_time_and_kept_no_day(cards):
    kept = [row(100 * day + at, day, card=f"deck/c{at}", seconds=20) for day in (20, 10) for at in range(12)]
    slow = [row(9000 + at, 5, card=f"deck/c{at}", seconds=110) for at in range(12)]
    undone = [row(9100 + at, 5, "undo", None, f"deck/c{at}", refers=f"r{9000 + at:05}") for at in range(12)]
    assert habits(cards, kept + slow) != habits(cards, kept)
    assert habits(cards, kept + slow + undone) == habits(cards, kept)


def test_what_came_before_counts_the_cards_in_question_alone(cards):
    rows = [row(at, 12 - at, card=f"deck/c{at}") for at in range(13)]  # the last of them today
    assert standing(cards, rows, TODAY, Rules()).before == (12, 12)
    assert standing(cards[5:8], rows, TODAY, Rules()).before == (7, 3)
    assert standing(cards[20:], rows, TODAY, Rules()).before == (0, 0)
    assert standing(cards, [], TODAY, Rules()).before == (0, 0)
