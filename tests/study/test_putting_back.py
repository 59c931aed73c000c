"""Redo: what was taken back counts again, as long as nothing was done since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quizzer.study.session import (
    bury,
    flag,
    give_up,
    is_flagged,
    judge,
    proceed,
    redo,
    regrade,
    suspend,
    undo,
)
from quizzer.study.taking_back import deed_taken_back, told

RIGHT = "(A + A^T) x"


def test_undo_then_redo_is_as_if_neither_had_been(sit, clock):
    answered, _ = judge(sit("form", "words"), RIGHT, clock.moment())
    again, _ = undo(answered, clock.moment())
    back, rows = redo(again, clock.moment())
    assert [row.kind for row in rows] == ["undo"]
    assert back.states == answered.states
    assert [outcome.typed for outcome in back.done] == [RIGHT]
    assert back.asked.card.id == "words"


def test_what_is_put_back_last_was_taken_back_first(sit, clock):
    session = sit("form", "words")
    for typed in (RIGHT, "sum"):
        session = proceed(judge(session, typed, clock.moment())[0])
    assert session.asked is None
    states = [session.states]
    for _ in range(2):
        session, _ = undo(session, clock.moment())
        states.append(session.states)
    for wanted in (states[1], states[0]):
        session, _ = redo(session, clock.moment())
        assert session.states == wanted
    assert redo(session, clock.moment())[1] == ()


def test_once_something_else_is_done_nothing_is_put_back(sit, clock):
    session, _ = undo(judge(sit("form", "words"), RIGHT, clock.moment())[0], clock.moment())
    session, _ = judge(session, "A x", clock.moment())
    assert redo(session, clock.moment()) == (session, ())


def test_redo_outlives_a_restart(sit, clock):
    answered, _ = judge(sit("form"), RIGHT, clock.moment())
    taken, _ = undo(answered, clock.moment())
    again, rows = redo(sit("form", rows=taken.rows), clock.moment())
    assert rows
    assert again.states["small/form"] == answered.states["small/form"]
    assert again.asked is None, "it is answered, and due another day"


def test_a_grade_of_ones_own_comes_back_with_its_answer(sit, clock):
    session, _ = judge(sit("form"), "A x", clock.moment())
    session, _ = regrade(session, 4, clock.moment())
    taken, rows = undo(session, clock.moment())
    assert told(deed_taken_back(taken, rows)) == "the answer A x, graded 4"
    back, rows = redo(taken, clock.moment())
    assert len(rows) == 2
    assert back.states == session.states


def test_steps_come_back_together_and_an_answer_before_them_does_not(sit, clock):
    moment = clock.moment()
    session, _ = judge(sit("layer", "form"), "σ(z)(1 - σ(z))", moment)
    session, _ = judge(proceed(session), "2 z", clock.moment())
    taken, rows = undo(session, clock.moment())
    assert len(rows) == 2
    assert redo(taken, clock.moment())[0].states == session.states


def test_what_fell_below_4_waits_for_its_repeat_once_it_is_put_back(sit, clock):
    session, _ = give_up(sit("form", "words"), clock.moment())
    session, _ = redo(undo(session, clock.moment())[0], clock.moment())
    assert [(item.card.id, item.kind) for item in session.queue] == [("words", "new"), ("form", "repeat")]


@pytest.mark.parametrize(("deed", "words"), [(bury, "until tomorrow"), (suspend, "suspending")])
def test_a_card_put_aside_is_put_aside_again(sit, clock, deed, words):
    aside, _ = deed(sit("form", "words"), clock.moment())
    taken, rows = undo(aside, clock.moment())
    assert words in told(deed_taken_back(taken, rows))
    back, _ = redo(taken, clock.moment())
    assert [item.card.id for item in back.queue] == ["words"]


def test_a_flag_is_taken_back_without_asking_anything_anew(sit, clock):
    session, outcome = judge(sit("form", "words"), RIGHT, clock.moment())
    session, row = flag(session, clock.moment())
    assert (row.kind, is_flagged(session)) == ("flag", True)
    session, _ = undo(session, clock.moment())
    assert not is_flagged(session)
    assert session.outcome == outcome, "the verdict stands as it stood"
    session, _ = redo(session, clock.moment())
    assert is_flagged(session)
    assert flag(session, clock.moment())[1].kind == "unflag"


def test_what_was_kept_last_is_taken_back_first_whatever_the_clock_said(sit, clock):
    session, _ = judge(sit("form", "words"), RIGHT, clock.moment())
    earlier = replace(clock.moment(), at=clock.at - timedelta(hours=3))
    session, _ = judge(proceed(session), "sum", earlier)
    taken, rows = undo(session, clock.moment())
    assert [row.card for row in rows] == ["small/words"]
    assert taken.asked.card.id == "words"


def test_undos_that_refer_to_one_another_in_a_ring_are_no_deed_and_hang_nothing(sit, clock):
    session, _ = judge(sit("form"), RIGHT, clock.moment())
    session, rows = undo(session, clock.moment())
    ring = (replace(rows[0], refers="other"), replace(rows[0], id="other", refers=rows[0].id))
    assert deed_taken_back(replace(session, rows=(session.rows[0], *ring)), ring) == ()
