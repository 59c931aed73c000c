from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.log import KINDS, Review, uuid7

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)
SOUND = {"id": "1", "device": "here", "card": "deck/card", "at": AT, "kind": "review", "quality": 4}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": ""}, "needs an id"),
        ({"card": ""}, "a card"),
        ({"at": AT.replace(tzinfo=None)}, "offset"),
        ({"kind": "cram"}, "no kind 'cram'"),
        ({"quality": 6}, "from 0 to 5"),
        ({"quality": -1}, "from 0 to 5"),
        ({"hints": -1}, "count from 0"),
        ({"seconds": -0.5}, "count from 0"),
        ({"first_key": float("nan")}, "count from 0"),
        ({"kind": "undo"}, "an undo says which row"),
        ({"kind": "override", "quality": 3}, "an override says which row"),
        ({"kind": "override", "quality": None, "refers": "0"}, "says the quality"),
        ({"kind": "alias", "refers": "deck/old"}, "refers to 'card:'"),
        ({"kind": "alias", "refers": "card:deck/card"}, "another key"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_in_one_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence) as raised:
        Review(**{**SOUND, **change})
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("kind", sorted(KINDS - {"undo", "override", "alias"}))
def test_other_kinds_refer_to_nothing(kind):
    assert Review(**{**SOUND, "kind": kind}).refers == ""


def test_a_review_may_wait_for_the_learners_own_grade():
    assert Review(**{**SOUND, "quality": None, "verdict": "undecided"}).quality is None


def test_an_id_as_the_standard_writes_it():
    """The example of RFC 9562, A.6."""
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    noise = (0xCC3 << 62 | 0x18C4DC0C0C07398F).to_bytes(10, "big")
    assert uuid7(at, noise) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


moments = st.integers(0, 4_000_000_000_000).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
noises = st.binary(min_size=10, max_size=10)


@given(moments, noises)
def test_an_id_is_a_uuid_of_version_7(at, noise):
    made = UUID(uuid7(at, noise))
    assert (made.version, made.variant) == (7, RFC_4122)


@given(st.tuples(moments, noises), st.tuples(moments, noises))
def test_ids_sort_by_their_time(one, other):
    if one[0] < other[0]:
        assert uuid7(*one) < uuid7(*other)


@given(moments, noises, noises)
def test_other_noise_gives_another_id(at, noise, other):
    low = (1 << 74) - 1
    same = int.from_bytes(noise, "big") & low == int.from_bytes(other, "big") & low
    assert (uuid7(at, noise) == uuid7(at, other)) == same


@pytest.mark.parametrize(
    ("at", "noise", "sentence"),
    [(AT, b"short", "10 random bytes"), (datetime(1969, 1, 1, tzinfo=UTC), bytes(10), "outside the times")],
)
def test_an_id_that_cannot_be_made(at, noise, sentence):
    with pytest.raises(ValueError, match=sentence):
        uuid7(at, noise)
