from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.fold import NEW, CardState
from quizzer.scheduling.forecast import due_day, forecast, is_due, is_new, overdue_days, wants_repeat
from quizzer.scheduling.sm2 import Memory

TODAY = date(2026, 11, 23)


def ahead(days):
    return TODAY + timedelta(days=days)


def due_in(days, **more):
    return CardState(Memory(250, 2, 6, ahead(days), ahead(days - 6)), **more)


@pytest.mark.parametrize(
    ("state", "due", "new", "why"),
    [
        (NEW, False, True, "a new card is not due"),
        (CardState(suspended=True), False, False, "a suspended new card is not offered"),
        (due_in(0), True, False, "due today"),
        (due_in(-9), True, False, "overdue"),
        (due_in(1), False, False, "due tomorrow"),
        (due_in(0, suspended=True), False, False, "suspended"),
        (due_in(0, buried_until=ahead(1)), False, False, "buried until tomorrow"),
        (due_in(0, buried_until=TODAY), True, False, "buried yesterday"),
    ],
)
def test_due_and_new(state, due, new, why):
    assert (is_due(state, TODAY), is_new(state, TODAY)) == (due, new), why


@pytest.mark.parametrize(
    ("state", "wanted", "why"),
    [
        (due_in(6, needs_repeat=True), True, "scored below 4 today"),
        (due_in(5, needs_repeat=True), False, "yesterday's repeats are over"),
        (due_in(6), False, "scored well today"),
        (due_in(6, needs_repeat=True, suspended=True), False, "suspended since"),
        (NEW, False, "never reviewed"),
    ],
)
def test_repeats_belong_to_the_day_of_the_review(state, wanted, why):
    assert wants_repeat(state, TODAY) == wanted, why


def test_forecast_counts_the_overdue_today_and_leaves_out_the_new_and_the_suspended():
    states = [due_in(-3), due_in(0), due_in(2), due_in(3), NEW, due_in(1, suspended=True)]
    assert forecast(states, TODAY, 3) == [2, 0, 1]


def test_a_buried_card_falls_on_the_day_it_comes_back():
    assert forecast([due_in(-3, buried_until=ahead(1))], TODAY, 3) == [0, 1, 0]


def test_days_overdue():
    assert [overdue_days(state, TODAY) for state in (due_in(-3), due_in(0), due_in(4), NEW)] == [3, 0, 0, 0]


states = st.builds(
    due_in,
    st.integers(-10, 10),
    suspended=st.booleans(),
    buried_until=st.none() | st.integers(-3, 3).map(ahead),
)


@given(st.lists(states), st.integers(1, 12))
def test_today_of_a_forecast_is_what_is_due(cards, days):
    counts = forecast(cards, TODAY, days)
    assert counts[0] == sum(is_due(card, TODAY) for card in cards)
    assert len(counts) == days


@given(st.lists(states))
def test_a_long_forecast_loses_no_card(cards):
    assert sum(forecast(cards, TODAY, 11)) == sum(due_day(card) is not None for card in cards)
