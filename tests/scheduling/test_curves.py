"""The formulas over arrays are those over numbers, which the published package vouches for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling import curves, fsrs6

CARDS = st.lists(
    st.tuples(st.floats(0.01, 4000), st.floats(1, 10), st.integers(0, 900), st.integers(1, 4)),
    min_size=1,
    max_size=20,
)


@given(CARDS)
def test_a_step_of_many_cards_is_a_step_of_each(cards):
    stability, difficulty, days, rating = (np.array(column) for column in zip(*cards, strict=True))
    found = np.stack(curves.after(stability, difficulty, days, rating), axis=1)
    each = [fsrs6.after(fsrs6.Trace(s, d), t, g) for s, d, t, g in cards]
    np.testing.assert_allclose(found, each, rtol=1e-9)
    recalled = [fsrs6.recall(t, s) for s, _, t, _ in cards]
    np.testing.assert_allclose(curves.recall(days, stability), recalled, rtol=1e-9)


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_a_first_review_leaves_the_same(rating):
    found = curves.first(np.array([rating]))
    assert (found[0][0], found[1][0]) == pytest.approx(fsrs6.first(rating), rel=1e-12)


@given(st.lists(st.floats(0.001, 1e6), min_size=1), st.sampled_from([0.7, 0.9, 0.97]))
def test_intervals_are_the_same_to_the_day(stabilities, retention):
    found = curves.interval(np.array(stabilities), retention)
    assert found.tolist() == [fsrs6.interval(one, retention) for one in stabilities]
