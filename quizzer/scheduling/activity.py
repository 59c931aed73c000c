"""The days: how many answers each saw, and how many days follow one another."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.answered import ANSWERED
from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import ABOUT_OTHER_ROWS, regraded, undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time

    from quizzer.scheduling.answered import Answer
    from quizzer.scheduling.log import Review

_ONE_DAY = timedelta(days=1)
_NO_TIME = timedelta()


class Streaks(NamedTuple):
    """Runs of study days without a gap."""

    now: int
    """Up to today; one that ended yesterday goes on, for today is not over."""
    longest: int


def per_day(answers: Iterable[Answer]) -> dict[date, int]:
    """How many graded answers each study day saw; practice and repeats included."""
    return dict(Counter(one.day for one in answers if one.quality is not None))


def streaks(days: Mapping[date, int], today: date) -> Streaks:
    """The run of days that today belongs to, and the longest one."""
    longest = run = 0
    before: date | None = None
    for day in sorted(day for day, count in days.items() if count and day <= today):
        run = run + 1 if before is not None and day - before == _ONE_DAY else 1
        longest = max(longest, run)
        before = day
    goes_on = before is not None and today - before <= _ONE_DAY
    return Streaks(run if goes_on else 0, longest)


def streak_now(rows: Sequence[Review], today: date, *, starts: time = FOUR) -> int:
    """The run of days up to today, as `streaks` has it, without a look at all that was answered.

    Args:
        rows: the log in its order.
        today: the study day.
        starts: when a study day begins.
    """
    remarks = [row for row in rows if row.kind in ABOUT_OTHER_ROWS]
    taken_back = undone(remarks)
    graded = regraded(remarks, taken_back)
    run, last = 0, today + _ONE_DAY
    for row in reversed(rows):
        if row.kind not in ANSWERED or row.id in taken_back or (row.quality is None and row.id not in graded):
            continue
        day = study_day(row.at, starts)
        if day >= last:
            continue  # a day that is counted, or one to come
        if last - day > _ONE_DAY + (_ONE_DAY if run == 0 else _NO_TIME):
            break
        run, last = run + 1, day
    return run


def levels(days: Mapping[date, int], number: int = 4) -> tuple[int, ...]:
    """The least counts of `number` classes of busy days, each with about as many days as the others.

    The first is 1; where few counts differ there are fewer classes.
    """
    ranked = sorted(count for count in days.values() if count)
    bounds = [1, *(ranked[len(ranked) * at // number] for at in range(1, number))] if ranked else [1]
    return tuple(sorted(set(bounds)))


def level_of(count: int, bounds: tuple[int, ...]) -> int:
    """0 for a day without an answer, else the class of `levels` that the count falls into, from 1."""
    return sum(count >= least for least in bounds) if count else 0
