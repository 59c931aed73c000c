from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.quality import GRADED, quality_of

FAST = {"first_key": 2.0, "median_first_key": 5.0, "earlier_successes": 1}

TABLE = [
    # verdict, what else, quality, reason
    ("equivalent", {}, 4, "right at once"),
    ("equivalent", FAST, 5, "right at once, and faster than usual"),
    ("equivalent", {**FAST, "earlier_successes": 0}, 4, "right at once"),
    ("equivalent", {**FAST, "first_key": 5.0}, 4, "right at once"),
    ("equivalent", {**FAST, "first_key": None}, 4, "right at once"),
    ("equivalent", {**FAST, "median_first_key": None}, 4, "right at once"),
    ("equivalent", {**FAST, "hints": 1}, 3, "right after a hint"),
    ("equivalent", {"hints": 2}, 3, "right after 2 hints"),
    ("equivalent", {**FAST, "tries": 2}, 3, "right after one retry"),
    ("equivalent", {"tries": 2, "hints": 1}, 3, "right after one retry"),
    ("equivalent", {"tries": 3}, 2, "wrong, but put right before the reveal"),
    ("wrong-form", FAST, 3, "right, but not in the form asked for"),
    ("wrong-form", {"tries": 3}, 2, "wrong, but put right before the reveal"),
    ("different", {"near_miss": True}, 2, "wrong, but a near miss"),
    ("different", {"near_miss": True, "tries": 3}, 2, "wrong, but a near miss"),
    ("different", {}, 1, "wrong"),
    ("different", {**FAST}, 1, "wrong"),
    ("different", {"blank": True, "near_miss": True}, 0, "not known"),
    ("", {"blank": True}, 0, "not known"),
]


@pytest.mark.parametrize(("verdict", "more", "quality", "reason"), TABLE)
def test_quality(verdict, more, quality, reason):
    assert quality_of(verdict, **more) == (quality, reason)


@pytest.mark.parametrize("verdict", ["malformed", "mis-shaped", "undecided", "", "Equivalent"])
def test_a_slip_of_the_keyboard_is_no_grade(verdict):
    with pytest.raises(ValueError, match="decides no quality"):
        quality_of(verdict)


answers = st.fixed_dictionaries(
    {
        "near_miss": st.booleans(),
        "hints": st.integers(0, 3),
        "tries": st.integers(1, 4),
        "first_key": st.none() | st.floats(0, 60),
        "median_first_key": st.none() | st.floats(0, 60),
        "earlier_successes": st.integers(0, 3),
    }
)


@given(st.sampled_from(sorted(GRADED)), answers)
def test_only_what_ends_right_soon_passes(verdict, answer):
    passed = quality_of(verdict, **answer).quality >= 3
    assert passed == (verdict != "different" and answer["tries"] <= 2)


@given(st.sampled_from(sorted(GRADED)), answers, st.integers(0, 3))
def test_help_never_raises_a_grade(verdict, answer, more_hints):
    helped = {**answer, "hints": answer["hints"] + more_hints}
    assert quality_of(verdict, **helped).quality <= quality_of(verdict, **answer).quality
