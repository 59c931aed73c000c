from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.sm2 import Memory, step

DAY = date(2026, 11, 23)
qualities = st.integers(0, 5)
passes = st.integers(3, 5)
fails = st.integers(0, 2)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def replayed(grades, *, ef_on_fail=False):
    """The memories that grades leave, each review on the day it falls due."""
    memories, memory, day = [], None, DAY
    for quality in grades:
        memory = step(memory, quality, day, ef_on_fail=ef_on_fail)
        memories.append(memory)
        day = memory.due
    return memories


histories = st.lists(qualities, min_size=1, max_size=12)
memories = st.builds(
    lambda grades, on_fail: replayed(grades, ef_on_fail=on_fail)[-1], histories, st.booleans()
)

GOLDEN = [
    # grades, ef_on_fail, intervals, EF after each in hundredths (None: not pinned), why
    ("555555", False, "1 6 17 50 150 465", None, "in floating point 469"),
    ("333333", False, "1 6 13 26 47 79", None, "the new EF multiplies, a fraction is rounded up"),
    ("4441444", False, "1 6 15 1 1 6 15", "250 250 250 250 250 250 250", "a failure leaves EF alone"),
    ("4441444", True, "1 6 15 1 1 6 12", "250 250 250 196 196 196 196", "as in the Delphi code"),
    ("4540433", False, "1 6 16 1 1 6 14", "250 260 260 260 260 246 232", "mixed"),
    ("4540433", True, "1 6 16 1 1 6 10", "250 260 260 180 180 166 152", "mixed, EF falls on failures"),
    (
        "333333333333",
        False,
        "1 6 13 26 47 79 121 167 218 284 370 481",
        "236 222 208 194 180 166 152 138 130 130 130 130",
        "EF stops at 1.30",
    ),
    ("555555", True, "1 6 17 50 150 465", "260 270 280 290 300 310", "the setting touches failures only"),
    ("000", False, "1 1 1", "250 250 250", "never remembered: asked daily"),
    ("000", True, "1 1 1", "170 130 130", "EF stops at 1.30 on failures too"),
]


@pytest.mark.parametrize(("grades", "ef_on_fail", "intervals", "eases", "why"), GOLDEN)
def test_golden_sequence(grades, ef_on_fail, intervals, eases, why):
    left = replayed(map(int, grades), ef_on_fail=ef_on_fail)
    assert [memory.interval for memory in left] == [int(days) for days in intervals.split()], why
    if eases:
        assert [memory.ease for memory in left] == [int(ease) for ease in eases.split()], why


def test_an_interval_runs_from_the_day_of_the_review_not_from_the_old_due_date():
    first = step(None, 4, DAY)
    late = step(first, 4, DAY + timedelta(days=30))
    assert (late.interval, late.reviewed, late.due) == (6, DAY + timedelta(days=30), DAY + timedelta(days=36))


def test_a_lapse_is_a_failure_after_a_success():
    """Failing a new card, or failing again the day after, is no further lapse."""
    assert [memory.lapses for memory in replayed([1, 1, 4, 1, 0, 4, 4, 2])] == [0, 0, 0, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("quality", [-1, 6, 50])
def test_a_quality_outside_0_to_5_is_refused(quality):
    with pytest.raises(ValueError, match="from 0 to 5"):
        step(None, quality, DAY)


def test_intervals_stop_where_the_calendar_does():
    assert replayed([5] * 14)[-1].due == date.max


@given(memories, qualities, days, st.booleans())
def test_an_interval_is_a_day_or_more_and_the_ease_1_30_or_more(memory, quality, day, on_fail):
    after = step(memory, quality, day, ef_on_fail=on_fail)
    assert after.interval >= 1
    assert after.ease >= 130
    assert after.due == day + timedelta(days=after.interval) or after.due == date.max


@given(st.none() | memories, st.tuples(qualities, qualities).map(sorted), days, st.booleans())
def test_a_better_answer_never_comes_back_sooner(memory, pair, day, on_fail):
    worse, better = (step(memory, quality, day, ef_on_fail=on_fail) for quality in pair)
    assert worse.interval <= better.interval


@given(memories, st.tuples(qualities, qualities).map(sorted), days)
def test_with_ef_on_fail_a_better_answer_never_leaves_less_ease(memory, pair, day):
    worse, better = (step(memory, quality, day, ef_on_fail=True) for quality in pair)
    assert worse.ease <= better.ease


@given(st.lists(passes, min_size=2, max_size=10))
def test_pass_upon_pass_the_interval_grows(grades):
    assert all(one.interval < next_one.interval for one, next_one in pairwise(replayed(grades)))


@given(memories, fails, days)
def test_a_failure_starts_again_and_leaves_the_ease_alone(memory, quality, day):
    after = step(memory, quality, day)
    assert (after.interval, after.repetitions, after.ease) == (1, 0, memory.ease)


@given(histories, st.booleans())
def test_the_same_grades_give_the_same_memory(grades, on_fail):
    assert replayed(grades, ef_on_fail=on_fail) == replayed(grades, ef_on_fail=on_fail)


@given(histories, st.booleans())
def test_every_step_is_exact(grades, on_fail):
    """Against the formulas as the paper writes them, in fractions."""
    ease, n, interval = Fraction(5, 2), 0, 0
    for quality, memory in zip(grades, replayed(grades, ef_on_fail=on_fail), strict=True):
        if quality >= 3 or on_fail:
            change = Fraction(1, 10) - (5 - quality) * (Fraction(8, 100) + (5 - quality) * Fraction(2, 100))
            ease = max(Fraction(13, 10), ease + change)
        n = n + 1 if quality >= 3 else 0
        interval = {0: 1, 1: 1, 2: 6}.get(n) or ceil(interval * ease)
        assert (Fraction(memory.ease, 100), memory.repetitions) == (ease, n)
        assert memory.interval == min(interval, date.max.toordinal())


@given(memories, qualities)
def test_successes_count_the_passes(memory, quality):
    assert step(memory, quality, DAY).successes == memory.successes + (quality >= 3)


def test_a_memory_cannot_be_changed():
    with pytest.raises(AttributeError):
        Memory(250, 0, 1, DAY, DAY).ease = 130
