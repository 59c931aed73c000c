"""The study day: a night's work before four o'clock still belongs to the day before."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

FOUR = time(4)
_ONE_DAY = timedelta(days=1)


def study_day(at: datetime, starts: time = FOUR) -> date:
    """The study day of a moment, by the wall clock that the learner saw: `at` carries its local offset.

    Raises:
        ValueError: `at` has no offset, so that nobody knows which wall clock it was read from.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{at} does not say its offset from UTC")
    day = at.date()
    return day if at.time() >= starts else day - _ONE_DAY
