"""Undo: a card comes back as what the log then says it is, and nothing counts twice."""

from quizzer.study.session import bury, judge, proceed, retry, skip, suspend, undo

RIGHT = "(A + A^T) x"


def test_an_answer_taken_back_is_a_review_even_where_an_older_days_repeat_was_left_undone(sit, clock):
    monday, _ = judge(sit("form"), "A x", clock.moment())
    clock.next_day()
    tuesday, _ = judge(sit("form", rows=monday.rows), RIGHT, clock.moment())
    again, _ = undo(tuesday, clock.moment())
    assert again.asked.kind == "review", "Monday's repeat is past; what was taken back was Tuesday's review"
    again, outcome = judge(again, RIGHT, clock.moment())
    assert outcome.reviews[0].kind == "review"
    assert again.states["small/form"].reviews == 2


def test_a_card_answered_and_then_put_aside_is_not_reviewed_twice_when_that_is_taken_back(sit, clock):
    for put_aside in (bury, suspend):
        session, _ = judge(sit("form", "words"), RIGHT, clock.moment())
        session, _ = put_aside(session, clock.moment())
        session, rows = undo(session, clock.moment())
        assert len(rows) == 1
        assert [item.card.id for item in session.queue] == ["words"], "the first has its review for today"
        assert session.states["small/form"].reviews == 1


def test_a_card_put_aside_before_its_answer_is_asked_when_that_is_taken_back(sit, clock):
    session, _ = bury(sit("form", "words"), clock.moment())
    session, _ = undo(session, clock.moment())
    assert (session.asked.card.id, session.asked.kind) == ("form", "new")


def test_in_practice_a_card_put_aside_comes_back_as_practice(sit, clock):
    learned, _ = judge(sit("form"), RIGHT, clock.moment())
    practice, _ = bury(sit("form", rows=learned.rows, practice=True), clock.moment())
    practice, _ = undo(practice, clock.moment())
    assert practice.asked.kind == "practice"


def test_a_retry_taken_back_leaves_the_repeat_that_the_review_asks_for(sit, clock):
    session, _ = judge(sit("form", "words"), "A x", clock.moment())
    session, _ = judge(retry(session), RIGHT, clock.moment())
    session, _ = undo(session, clock.moment())
    assert (session.asked.card.id, session.asked.kind) == ("form", "practice")
    assert [(item.card.id, item.kind) for item in session.queue[1:]] == [("words", "new"), ("form", "repeat")]


def test_practice_of_an_earlier_sitting_taken_back_leaves_a_review_that_waits(sit, clock):
    learned, _ = judge(sit("form"), RIGHT, clock.moment())
    practised, _ = judge(sit("form", rows=learned.rows, practice=True), RIGHT, clock.moment())
    clock.next_day()
    session, _ = undo(sit("form", rows=practised.rows), clock.moment())
    assert [item.kind for item in session.queue] == ["practice", "review"]


def test_practice_of_a_card_in_steps_is_taken_back_as_a_whole(sit, clock):
    learned, _ = judge(sit("layer"), "σ(z)(1 - σ(z))", clock.moment())
    learned, _ = judge(proceed(learned), "2 z", clock.moment())
    practice = sit("layer", rows=learned.rows, practice=True)
    practice, _ = judge(practice, "z", clock.moment())
    practice, _ = judge(proceed(practice), "2 z", clock.moment())
    practice, rows = undo(practice, clock.moment())
    assert len(rows) == 2
    assert practice.states["small/layer"].reviews == 1


def test_practising_a_card_again_counts_it_once(sit, clock):
    learned, _ = judge(sit("form"), RIGHT, clock.moment())
    session, _ = judge(sit("form", rows=learned.rows, practice=True), "A x", clock.moment())
    session = retry(session)
    assert (session.position, session.total) == (1, 1)
    session, _ = judge(session, RIGHT, clock.moment())
    assert (session.position, session.total, len(session.done)) == (1, 1, 1)


def test_a_retry_that_is_skipped_is_no_second_review(sit, clock):
    session, _ = judge(sit("form", "words"), "A x", clock.moment())
    session = skip(retry(session))
    assert [(item.card.id, item.kind) for item in session.queue] == [("words", "new"), ("form", "repeat")]
