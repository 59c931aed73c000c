"""A mock paper as a fold over its events: the clock, the deadline, what is written, flagged, handed in."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.study import paper_deeds as deeds
from quizzer.study.paper import Mark, PaperQuestion, paper_of, papers_of

START = datetime(2026, 11, 23, 18, tzinfo=timezone(timedelta(hours=1)))
QUESTIONS = (PaperQuestion("d/one", "T"), PaperQuestion("d/two", "T", steps=2), PaperQuestion("d/three", "U"))
LIMIT = timedelta(minutes=10)


class Table:
    """A paper on which things are done at minutes after its beginning."""

    def __init__(self, limit=LIMIT):
        self.events = []
        self.count = 0
        self.events.append(deeds.begin("Exam", QUESTIONS, self.now(0), limit=limit, pass_mark=60))

    def now(self, minutes):
        self.count += 1
        return deeds.Now(START + timedelta(minutes=minutes), "d", self.count.to_bytes(10, "big"))

    def do(self, minutes, deed, *given):
        self.events.append(deed(self.paper, *given, self.now(minutes)))
        return self.paper

    @property
    def paper(self):
        return paper_of(self.events)


def at(minutes):
    return START + timedelta(minutes=minutes)


def test_a_paper_holds_what_it_was_begun_with():
    paper = Table().paper
    assert (paper.name, paper.begun, paper.questions, paper.pass_mark) == ("Exam", START, QUESTIONS, 60)
    assert (paper.limit, paper.deadline) == (LIMIT, at(10))


def test_the_clock_runs_on_through_a_crash():
    """Nothing is written when a terminal is closed; who comes back finds the time gone."""
    table = Table()
    table.do(1, deeds.answer, (0, 0), "x")
    paper = table.do(7, deeds.resume)
    assert paper.deadline == at(10)
    assert paper.left(at(7)) == timedelta(minutes=3)
    assert paper.answers == {(0, 0): "x"}


def test_a_pause_stops_the_clock_and_moves_the_deadline_by_as_much():
    table = Table()
    paper = table.do(4, deeds.pause)
    assert paper.left(at(500)) == timedelta(minutes=6)
    assert not paper.is_over(at(500))
    paper = table.do(504, deeds.resume)
    assert paper.deadline == at(510)
    assert paper.pauses == (timedelta(minutes=500),)
    assert paper.taken(at(505)) == timedelta(minutes=5)


def test_a_crash_after_a_pause_was_ended_does_not_pause_again():
    table = Table()
    table.do(4, deeds.pause)
    table.do(5, deeds.resume)
    assert table.do(8, deeds.resume).deadline == at(11)


def test_the_deadline_is_kept_with_the_paper_not_worked_out_anew():
    """Two resumes after one pause, from two terminals: the deadline is the first one's."""
    table = Table()
    table.do(4, deeds.pause)
    paused = table.paper
    first = deeds.resume(paused, table.now(6))
    second = deeds.resume(paused, table.now(9))
    table.events += [first, second]
    assert table.paper.deadline == at(12)


def test_when_the_time_is_up_nothing_more_is_written():
    table = Table()
    table.do(9, deeds.answer, (0, 0), "in time")
    table.do(10, deeds.answer, (1, 0), "at the last moment")
    paper = table.do(10.001, deeds.answer, (0, 0), "too late")
    assert paper.answers == {(0, 0): "in time", (1, 0): "at the last moment"}
    assert paper.is_over(at(10))
    assert not paper.is_over(at(9.999))


def test_a_paper_found_after_its_deadline_is_handed_in_as_of_the_deadline():
    table = Table()
    paper = table.do(60, deeds.hand_in)
    assert paper.handed_in == at(10)
    assert paper.time_was_up
    assert paper.taken(at(99)) == LIMIT


def test_a_paper_handed_in_in_time_says_when():
    table = Table()
    paper = table.do(6, deeds.hand_in)
    assert (paper.handed_in, paper.time_was_up) == (at(6), False)
    assert table.do(7, deeds.answer, (0, 0), "after").answers == {}


def test_without_a_limit_a_paper_is_never_over():
    paper = Table(limit=None).paper
    assert paper.left(at(10**6)) is None
    assert not paper.is_over(at(10**6))


def test_the_last_answer_counts_and_one_may_be_taken_away():
    table = Table()
    table.do(1, deeds.answer, (0, 0), "first")
    assert table.do(2, deeds.answer, (0, 0), " second ").answers == {(0, 0): " second "}
    assert table.do(3, deeds.answer, (0, 0), "  ").answers == {}


def test_a_question_is_answered_once_all_its_steps_are():
    table = Table()
    table.do(1, deeds.answer, (0, 0), "x")
    paper = table.do(2, deeds.answer, (1, 1), "y")
    assert paper.counts == {"answered": 1, "begun": 1, "open": 1, "flagged": 0}
    assert table.do(3, deeds.answer, (1, 0), "z").is_answered(1)


def test_a_flag_is_put_up_and_taken_down():
    table = Table()
    assert table.do(1, deeds.flag, 2).flags == {2}
    assert table.do(2, deeds.flag, 2).flags == frozenset()


def test_a_paper_that_is_put_down_takes_no_answer():
    table = Table()
    table.do(1, deeds.pause)
    assert table.do(2, deeds.answer, (0, 0), "x").answers == {}


def test_the_time_of_a_question_is_what_it_was_looked_at_and_what_nobody_saw_is_nobodys():
    table = Table()
    table.do(2, deeds.move, (1, 0))  # two minutes on the first
    table.do(3, deeds.answer, (1, 0), "x")
    table.do(3.5, deeds.move, (2, 0))  # one and a half on the second
    table.do(4, deeds.flag, 2)  # half a minute on the third, then a crash
    table.do(6, deeds.resume)
    table.do(7, deeds.pause)  # another minute
    table.do(60, deeds.resume)
    paper = table.do(61, deeds.hand_in)
    assert paper.seconds == {0: 120.0, 1: 90.0, 2: 30.0 + 60.0 + 60.0}


def test_the_place_one_was_at_is_found_again():
    table = Table()
    assert table.do(1, deeds.move, (1, 1)).place == (1, 1)
    assert table.do(2, deeds.answer, (0, 0), "x").place == (0, 0)


@pytest.mark.parametrize("place", [(9, 0), (0, 1), (-1, 0)])
def test_an_event_about_a_question_that_is_not_there_is_passed_over(place):
    table = Table()
    paper = table.do(1, deeds.answer, place, "x")
    assert (paper.answers, paper.place) == ({}, (0, 0))


def test_marks_are_kept_with_the_paper_and_the_learners_own_put_in():
    table = Table()
    table.do(5, deeds.hand_in)
    marks = (
        (Mark(1.0, "equivalent", "Equivalent", (), (), "x", ("x",)),),
        (Mark(0.0, "different", "Different", ("No.",), ("sign",), "-x", ("x",), near=True), Mark(0.0)),
        (Mark(None, "self", "Compare", typed="so"),),
    )
    assert table.do(6, deeds.mark, marks).marks == marks
    paper = table.do(7, deeds.own_mark, (2, 0), 0.5)
    assert paper.marks[2][0] == Mark(0.5, "self", "Compare", typed="so")
    assert paper.marks[:2] == marks[:2]


def test_several_papers_are_told_apart_in_the_order_in_which_they_were_begun():
    one, two = Table(), Table()
    two.events = [deeds.begin("Later", QUESTIONS, one.now(30))]
    assert [paper.name for paper in papers_of([*two.events, *one.events])] == ["Exam", "Later"]
    assert papers_of([]) == ()


DEEDS = st.lists(
    st.tuples(
        st.integers(0, 700),
        st.sampled_from(["answer", "move", "flag", "pause", "resume", "hand in"]),
        st.integers(0, 2),
        st.sampled_from(["", "x", "y"]),
    ),
    max_size=14,
)


@given(DEEDS, st.integers(0, 10**6))
def test_the_order_and_number_in_which_events_arrive_do_not_matter(done, seed):
    """So two devices' papers come together by union, as their logs do."""
    table = Table()
    for second, deed, question, typed in sorted(done, key=lambda one: one[0]):
        minutes = second / 60
        match deed:
            case "answer":
                table.do(minutes, deeds.answer, (question, 0), typed)
            case "move":
                table.do(minutes, deeds.move, (question, 0))
            case "flag":
                table.do(minutes, deeds.flag, question)
            case "pause":
                table.do(minutes, deeds.pause)
            case "resume":
                table.do(minutes, deeds.resume)
            case _:
                table.do(minutes, deeds.hand_in)
    shuffled = [*table.events, *table.events]
    random.Random(seed).shuffle(shuffled)
    assert papers_of(shuffled) == (table.paper,)
    paper = table.paper
    assert paper.deadline == START + LIMIT + sum(paper.pauses, timedelta())
    assert sum(paper.seconds.values()) <= (paper.handed_in or at(700)).timestamp() - START.timestamp() + 1e-6
