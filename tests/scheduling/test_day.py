from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.day import study_day

BERLIN = timezone(timedelta(hours=1))
AUCKLAND = timezone(timedelta(hours=13))
aware = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@pytest.mark.parametrize(
    ("at", "day", "why"),
    [
        (datetime(2026, 11, 23, 18, tzinfo=BERLIN), date(2026, 11, 23), "an evening"),
        (datetime(2026, 11, 24, 3, 59, 59, tzinfo=BERLIN), date(2026, 11, 23), "the night after it"),
        (datetime(2026, 11, 24, 4, 0, tzinfo=BERLIN), date(2026, 11, 24), "four o'clock sharp"),
        (
            datetime(2026, 11, 24, 0, 30, tzinfo=AUCKLAND),
            date(2026, 11, 23),
            "the wall clock counts, not UTC's",
        ),
        (datetime(2026, 3, 1, 2, tzinfo=UTC), date(2026, 2, 28), "over a month's end"),
    ],
)
def test_study_day(at, day, why):
    assert study_day(at) == day, why


def test_a_learner_may_say_when_the_day_starts():
    at = datetime(2026, 11, 24, 3, tzinfo=BERLIN)
    assert study_day(at, time(0)) == date(2026, 11, 24)
    assert study_day(at, time(6)) == date(2026, 11, 23)


def test_a_time_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        study_day(datetime(2026, 11, 24, 3))  # noqa: DTZ001


@given(aware, st.times())
def test_a_study_day_holds_the_24_hours_from_its_start(at, starts):
    day = study_day(at, starts)
    begin = datetime.combine(day, starts, at.tzinfo)
    assert begin <= at < begin + timedelta(days=1)
