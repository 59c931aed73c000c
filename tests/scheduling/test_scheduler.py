"""Two schedulers over one log: deck by deck, there and back, and nothing lost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzer.scheduling import sm2
from quizzer.scheduling.fold import fold, state_of_rows
from quizzer.scheduling.log import Review
from quizzer.scheduling.scheduler import SM2, Scheduler, Schedulers

DAY = date(2026, 3, 2)
FSRS = Scheduler("fsrs")


def log_of(cards, reviews, seed=1):
    """Reviews of many cards, a few of each kind of row among them."""
    source = random.Random(seed)
    at = datetime(2025, 1, 1, 18, tzinfo=UTC)
    rows = []
    for number in range(reviews):
        at += timedelta(minutes=source.randint(1, 240))
        kind = source.choices(["review", "repeat", "exam", "bury"], [90, 5, 4, 1])[0]
        quality = None if kind == "bury" else source.choices(range(6), [1, 2, 2, 2, 8, 3])[0]
        card = f"{'a' if number % 2 else 'b'}/{source.randrange(cards)}"
        rows.append(Review(f"{number:07}", "here", card, at, kind, quality=quality))
    return rows


@pytest.mark.parametrize("quality", range(6))
def test_sm2_steps_as_before(quality):
    known = sm2.step(sm2.step(None, 4, DAY), 4, DAY + timedelta(1))
    day = DAY + timedelta(7)
    assert SM2.step(known, quality, day) == sm2.step(known, quality, day)
    falling = Scheduler(ef_on_fail=True)
    assert falling.step(known, quality, day) == sm2.step(known, quality, day, ef_on_fail=True)


FIRST_INTERVALS = [(0, 1), (2, 1), (3, 1), (4, 2), (5, 8)]  # S0 in days, rounded, from 1


@pytest.mark.parametrize(("quality", "days"), FIRST_INTERVALS)
def test_fsrs_asks_again_when_recall_falls_to_nine_in_ten(quality, days):
    memory = FSRS.step(None, quality, DAY)
    assert (memory.interval, memory.due, memory.reviewed) == (days, DAY + timedelta(days), DAY)


def test_more_retention_asks_sooner():
    days = [replace(FSRS, retention=one).step(None, 5, DAY).interval for one in (0.8, 0.9, 0.95)]
    assert days == sorted(days, reverse=True)
    assert days[0] > days[2]


def test_fsrs_counts_lapses_successes_and_ease_as_sm2_does():
    one = two = None
    for place, quality in enumerate([4, 4, 1, 3, 5, 0]):
        day = DAY + timedelta(9 * place)
        one, two = SM2.step(one, quality, day), FSRS.step(two, quality, day)
        for name in ("ease", "repetitions", "lapses", "successes", "reviewed"):
            assert getattr(one, name) == getattr(two, name), name


def test_a_review_after_years_stays_within_the_calendar():
    memory = None
    day = date(9000, 1, 1)
    for years in range(9):
        memory = FSRS.step(memory, 5, min(day + timedelta(40_000 * years), date.max))
    assert memory.due <= date.max


def test_switching_there_and_back_gives_the_same_state():
    rows = log_of(60, 3000)
    before = fold(rows)
    other = fold(rows, schedulers=Schedulers(FSRS))
    assert fold(rows, schedulers=Schedulers(SM2)) == before
    assert fold(rows, schedulers=Schedulers(FSRS)) == other
    assert {key: state.history for key, state in other.items()} == {
        key: state.history for key, state in before.items()
    }
    moved = [
        key for key, state in before.items() if state.memory and state.memory.due != other[key].memory.due
    ]
    assert len(moved) > len(before) / 2


def test_a_deck_may_have_its_own_scheduler():
    rows = log_of(20, 600)
    mixed = fold(rows, schedulers=Schedulers(SM2, (("a", FSRS),)))
    alone = {"a": fold(rows, schedulers=Schedulers(FSRS)), "b": fold(rows)}
    assert len(mixed) == 40
    assert all(state == alone[key[0]][key] for key, state in mixed.items())


def test_one_card_is_replayed_under_its_own_scheduler():
    rows = [row for row in log_of(3, 200) if row.card == "a/1" and row.kind != "exam"]
    assert state_of_rows(rows, scheduler=FSRS) == fold(rows, schedulers=Schedulers(FSRS))["a/1"]


@pytest.mark.parametrize("scheduler", [SM2, FSRS], ids=["sm2", "fsrs"])
def test_a_quality_is_a_whole_number_from_0_to_5(scheduler):
    with pytest.raises(ValueError, match="from 0 to 5"):
        scheduler.step(None, 6, DAY)
