"""What is said of grades: where each leads before it is chosen, why one was given, and when the card comes."""

from datetime import timedelta

import pytest

from quizzer.scheduling.fold import NEW
from quizzer.study.prospects import prospects, prospects_text
from quizzer.study.session import give_up, judge, proceed, regrade, retry, take_hint
from quizzer.study.sitting import before
from quizzer.study.told import graded_text
from quizzer.study.why import why

RIGHT = "(A + A^T) x"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((1, 1, 1, 1, 1, 1), "0–3 today · 4–5 tomorrow"),
        ((1, 1, 1, 6, 6, 6), "0–2 today · 3 today, then in 6 days · 4–5 in 6"),
        ((1, 1, 1, 15, 16, 17), "0–2 today · 3 today, then in 15 days · 4 in 16 · 5 in 17"),
        ((1, 1, 1, 1, 6, 7), "0–3 today · 4 in 6 days · 5 in 7"),
    ],
)
def test_where_each_grade_leads(clock, days, text):
    today = clock.at.date()
    assert prospects_text(prospects(lambda quality: today + timedelta(days=days[quality]), today)) == text


def test_what_a_grade_leads_to_is_what_it_then_leads_to(sit, clock):
    """For each quality the foretold day is the day that the regraded review has."""
    rows = judge(sit("form"), RIGHT, clock.moment())[0].rows
    clock.next_day()
    session, outcome = judge(sit("form", rows=rows), RIGHT, clock.moment())
    earlier = before(session, outcome)
    scheduler = session.rules.schedulers.of("small/form")
    today = clock.at.date()
    for quality in range(6):
        foretold = scheduler.step(earlier.memory, quality, today).due
        assert regrade(session, quality, clock.moment())[1].due == foretold


def test_before_an_answer_a_new_card_was_new(sit, clock):
    session, outcome = judge(sit("form"), RIGHT, clock.moment())
    session, outcome = regrade(session, 2, clock.moment())
    assert before(session, outcome) == NEW


def told(session, outcome):
    return " ".join(why(outcome, before(session, outcome)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (RIGHT, "4: right at once. 5 is given from the second time on that a card is known."),
        ("A + A", "slip"),
        ("A x", "2: wrong, but a near miss. You left out a term."),
        ("x", "1: wrong. No known slip"),
    ],
)
def test_why_an_answer_got_its_grade(sit, clock, typed, said):
    session, outcome = judge(sit("form"), typed, clock.moment(first_key=2.0))
    assert said in (outcome.kind if outcome.kind == "slip" else told(session, outcome))


def test_why_names_what_was_diagnosed_the_hint_the_speed_and_the_interval(sit, clock):
    session, outcome = judge(sit("form"), "-(A + A^T) x", clock.moment())
    assert "You had a sign the wrong way round." in told(session, outcome)
    session, outcome = judge(take_hint(sit("form")), RIGHT, clock.moment())
    assert "3: right after a hint. At once, without a hint" in told(session, outcome)
    rows = judge(sit("form"), RIGHT, clock.moment(first_key=3.0))[0].rows
    clock.next_day()
    session, outcome = judge(sit("form", rows=rows), RIGHT, clock.moment(first_key=4.0))
    assert "came after 4.0 s, on this card usually after 3.0 s; sooner than that is 5." in told(
        session, outcome
    )
    assert "The interval is 6 days; it was 1 day (ease 2.50 → 2.50)." in told(session, outcome)
    session, outcome = judge(sit("form", rows=rows), RIGHT, clock.moment(first_key=2.0))
    assert told(session, outcome).startswith("5: right at once, and faster than usual.")


def test_why_of_what_bears_on_no_schedule(sit, clock):
    session, outcome = give_up(sit("form"), clock.moment())
    assert "0: not known. Nothing was answered." in told(session, outcome)
    again, outcome = judge(retry(session), RIGHT, clock.moment())
    assert "Practice leaves the schedule as it is." in told(again, outcome)
    session, outcome = judge(proceed(session), RIGHT, clock.moment())
    assert "A repeat within the day leaves the next date as it is." in told(session, outcome)


def test_the_grade_in_a_sentence(sit, clock):
    _, outcome = judge(sit("form"), RIGHT, clock.moment())
    assert graded_text(outcome, clock.at.date()) == "Graded 4 · right at once. Next tomorrow."
    _, outcome = judge(sit("layer"), "σ(z)(1 - σ(z))", clock.moment())
    assert graded_text(outcome, clock.at.date()).startswith("This step: 4 · right at once.")
