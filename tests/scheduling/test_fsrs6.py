"""FSRS-6 against the published package, step by step to 1e-9, and what must hold of its curves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating
from fsrs import Scheduler as Published
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling import fsrs6

START = datetime(2026, 1, 1, tzinfo=UTC)
REVIEWS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4)), min_size=1, max_size=12)
OTHER = tuple(
    low + (high - low) * share
    for low, high, share in zip(
        LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, [0.1, 0.4, 0.7] * 7, strict=True
    )
)


def test_the_parameters_are_those_that_were_published():
    assert fsrs6.PUBLISHED == DEFAULT_PARAMETERS


@given(REVIEWS, st.sampled_from([fsrs6.PUBLISHED, OTHER]), st.sampled_from([0.7, 0.9, 0.97]))
def test_every_step_is_the_packages_own(reviews, parameters, retention):
    published = Published(parameters, retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, at = Card(card_id=1, due=START), START
    trace, passed = None, 0
    for days, rating in reviews:
        at += timedelta(days=days)
        if trace is not None:
            expected = published.get_card_retrievability(card, at)
            assert fsrs6.recall(days, trace.stability, parameters) == pytest.approx(expected, rel=1e-9)
            trace = fsrs6.after(trace, days, rating, parameters)
        else:
            trace = fsrs6.first(rating, parameters)
        card, _ = published.review_card(card, Rating(rating), at)
        assert trace.stability == pytest.approx(card.stability, rel=1e-9)
        assert trace.difficulty == pytest.approx(card.difficulty, rel=1e-9)
        due = fsrs6.interval(trace.stability, retention, parameters)
        assert due == (card.due - at).days
        passed += 1
    assert passed == len(reviews)


@pytest.mark.parametrize(("quality", "rating"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 3), (5, 4)])
def test_what_failed_is_again_and_what_passed_is_hard_good_easy(quality, rating):
    assert fsrs6.rating_of(quality) == rating


@given(st.floats(0.01, 5000))
def test_recall_is_nine_in_ten_after_as_many_days_as_the_stability_says(stability):
    assert fsrs6.recall(stability, stability) == pytest.approx(0.9, abs=1e-12)
    assert fsrs6.recall(0, stability) == 1
