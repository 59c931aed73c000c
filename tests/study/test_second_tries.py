"""A second try before the right answer is shown: whatever comes between, the card is reviewed once."""

import pytest

from quizzer.maths import grade as judge_of_mathematics
from quizzer.maths.verdict import UNDECIDED, Verdict
from quizzer.study.queue import Rules
from quizzer.study.session import give_up, grade_self, judge, proceed

RIGHT = "(A + A^T) x"


@pytest.fixture
def tried(sit, clock):
    """A sitting in which the first answer was a near miss."""
    session, outcome = judge(sit("form", "words", rules=Rules(second_try=True)), "2 A x", clock.moment())
    assert outcome.may_retry
    return session


def test_a_slip_between_two_tries_leaves_the_second_try_open(tried, clock):
    session, slip = judge(tried, "A x^", clock.moment())
    assert (slip.kind, slip.reviews) == ("slip", ())
    session, outcome = judge(session, RIGHT, clock.moment())
    assert [row.kind for row in outcome.reviews] == ["override"]
    assert outcome.grade.quality == 3
    assert session.states["small/form"].reviews == 1
    assert (len(session.done), session.position, session.total) == (1, 1, 2)


def test_a_second_try_that_cannot_be_decided_is_graded_by_the_learner_and_reviewed_once(
    tried, clock, monkeypatch
):
    monkeypatch.setattr(
        judge_of_mathematics, "grade", lambda *_, **__: Verdict("undecided", message=UNDECIDED)
    )
    session, shown = judge(tried, "x", clock.moment())
    assert shown.awaits_grade
    assert [(row.kind, row.typed) for row in shown.reviews] == [("override", "x")], (
        "on disk before it is shown"
    )
    assert (len(session.done), session.position, session.total) == (1, 1, 2)
    session, outcome = grade_self(session, 4, clock.moment())
    assert (outcome.grade.quality, session.states["small/form"].reviews, len(session.done)) == (4, 1, 1)
    assert proceed(session).asked.card.id == "words"


def test_not_knowing_after_a_near_miss_reveals_and_keeps_its_grade(tried, clock):
    session, outcome = give_up(tried, clock.moment())
    assert (outcome.kind, outcome.grade.quality, outcome.may_retry) == ("wrong", 2, False)
    assert outcome.reviews == ()
    assert session.states["small/form"].history[-1][1] == 2
    assert proceed(session).asked.card.id == "words"
