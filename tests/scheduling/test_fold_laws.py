from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzer.scheduling.effect import in_order, rows_by_card
from quizzer.scheduling.fold import NEW, fold, state_of_rows
from quizzer.scheduling.log import KINDS, Review

START = datetime(2026, 11, 2, 18, tzinfo=UTC)
ZONES = [UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-5, minutes=-30))]
ALL_KINDS = tuple(sorted(KINDS))
CARDS = ["deck/a", "deck/b", "deck/c"]


@st.composite
def logs(draw, kinds=ALL_KINDS, least=0):
    """Logs of two devices over few cards, with undos, overrides and aliases that refer to rows there are, and some that are not."""
    rows = []
    for number in range(draw(st.integers(least, 14))):
        kind = draw(st.sampled_from(kinds))
        refers = ""
        card = draw(st.sampled_from(CARDS))
        if kind in ("undo", "override"):
            refers = draw(st.sampled_from([f"r{i}" for i in range(16)]))
        elif kind == "alias":
            refers = "card:" + draw(st.sampled_from([other for other in CARDS if other != card]))
        quality = draw(st.integers(0, 5)) if kind in ("review", "repeat", "override", "exam") else None
        at = START + timedelta(hours=draw(st.integers(0, 24 * 60)))
        rows.append(
            Review(
                id=f"r{number}",
                device=draw(st.sampled_from(["here", "there"])),
                card=card,
                at=at.astimezone(draw(st.sampled_from(ZONES))),
                kind=kind,
                quality=quality,
                first_key=draw(st.none() | st.floats(0, 9)),
                refers=refers,
            )
        )
    return rows


def after(rows, **fields):
    """One more row, later than all."""
    latest = max((row.at for row in rows), default=START)
    return Review(
        **{"id": "later", "device": "here", "card": CARDS[0], "at": latest + timedelta(hours=1)} | fields
    )


@given(logs().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_does_not_matter(pair):
    rows, shuffled = pair
    assert fold(shuffled) == fold(rows)


@given(
    logs(),
    st.lists(st.booleans(), min_size=14, max_size=14),
    st.lists(st.booleans(), min_size=14, max_size=14),
)
def test_logs_that_overlap_merge_by_union(rows, at_home, away):
    """Whatever each of two devices has of the rows, together they tell the same as the union, from either side."""
    home = [row for row, kept in zip(rows, at_home, strict=False) if kept]
    other = [row for row, kept in zip(rows, away, strict=False) if kept]
    union = [row for row, *kept in zip(rows, at_home, away, strict=False) if any(kept)]
    assert fold(home + other) == fold(other + home) == fold(union)


@given(logs(least=1), st.data())
def test_two_texts_under_one_id_are_settled_alike_on_both_sides(rows, data):
    row = data.draw(st.sampled_from(rows))
    moved = data.draw(
        st.sampled_from([*(row.at.astimezone(zone) for zone in ZONES), row.at + timedelta(days=1)])
    )
    forged = replace(row, at=moved, hints=data.draw(st.integers(0, 1)))
    assert [(one, one.at.isoformat()) for one in in_order([*rows, forged])] == [
        (one, one.at.isoformat()) for one in in_order([forged, *rows])
    ]


@given(logs(least=1), st.data())
def test_an_undo_then_a_redo_changes_nothing(rows, data):
    target = data.draw(st.sampled_from(rows))
    assume(all(row.refers not in ("undo", "redo") for row in rows))
    undo = after(rows, id="undo", kind="undo", refers=target.id)
    redo = after([*rows, undo], id="redo", kind="undo", refers="undo")
    assert fold([*rows, undo, redo]) == fold(rows)


@given(logs(kinds=("review", "repeat", "suspend", "resume", "bury", "override", "exam"), least=1), st.data())
def test_what_is_undone_never_happened(rows, data):
    target = data.draw(st.sampled_from(rows))
    undo = after(rows, kind="undo", refers=target.id)
    assert fold([*rows, undo]) == fold([row for row in rows if row is not target])


@given(logs(), st.integers(0, 5), st.integers(0, 5))
def test_a_review_regraded_is_a_review_so_graded(rows, first, second):
    at_first = after(rows, id="new", kind="review", quality=first)
    so_graded = replace(at_first, quality=second)
    override = after([*rows, at_first], kind="override", quality=second, refers="new")
    assert fold([*rows, at_first, override]) == fold([*rows, so_graded])


@given(logs(), st.sampled_from(["repeat", "exam"]), st.integers(0, 5))
def test_repeats_and_exams_never_change_a_memory(rows, kind, quality):
    more = fold([*rows, after(rows, kind=kind, quality=quality)])
    for card, known in fold(rows).items():
        assert (more[card].memory, more[card].history) == (known.memory, known.history)


@given(logs())
def test_a_card_reset_on_purpose_is_a_new_one_and_as_suspended_and_flagged_as_before(rows):
    row = after(rows, kind="reset")
    before, now = fold(rows), fold([*rows, row])
    (key,) = (card for card, of_card in rows_by_card([*rows, row]).items() if row in of_card)
    was = before.pop(key, NEW)
    assert now.pop(key) == replace(NEW, suspended=was.suspended, flagged=was.flagged)
    assert now == before


@given(logs())
def test_one_cards_rows_tell_all_about_it(rows):
    """So that a session may replay one card after each answer instead of the log."""
    states = fold(rows)
    for card, of_card in rows_by_card(rows).items():
        assert state_of_rows(of_card) == states.get(card, NEW)
    assert set(states) <= set(rows_by_card(rows))


@given(logs())
def test_rows_by_card_loses_no_row(rows):
    assert sorted(row.id for of_card in rows_by_card(rows).values() for row in of_card) == sorted(
        row.id for row in rows
    )


@pytest.mark.parametrize("length", [5000, 5001])
def test_a_long_chain_of_undos_is_walked_without_recursion(length):
    rows = [Review("0", "here", CARDS[0], START, "review", quality=4)]
    rows += [
        Review(str(number), "here", CARDS[0], START, "undo", refers=str(number - 1))
        for number in range(1, length + 1)
    ]
    assert bool(fold(rows)) == (length % 2 == 0)
