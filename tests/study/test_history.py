"""One card's history, told from its rows: what was done, what was regraded, what was taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from quizzer.scheduling.log import KINDS, Review
from quizzer.study.history import DEEDS, history, old_names, rows_of

START = datetime(2026, 11, 2, 18, tzinfo=UTC)


def row(number, kind="review", card="deck/a", day=0, **more):
    return Review(f"r{number}", "here", card, START + timedelta(days=day, seconds=number), kind, **more)


def test_the_newest_stands_first_whatever_the_order_of_the_rows():
    rows = [row(1, quality=4), row(2, "bury", day=1), row(3, day=2, quality=1)]
    told = [(one.kind, one.day) for one in history(rows)]
    assert told == [("review", date(2026, 11, 4)), ("bury", date(2026, 11, 3)), ("review", date(2026, 11, 2))]
    assert history(rows[::-1]) == history(rows)


def test_a_regraded_answer_has_both_grades_and_the_override_no_line_of_its_own():
    (event,) = history([row(1, quality=1), row(2, "override", refers="r1", quality=4)])
    assert (event.quality, event.judged) == (4, 1)


def test_a_grade_that_was_confirmed_is_no_other_grade():
    (event,) = history([row(1, quality=4), row(2, "override", refers="r1", quality=4)])
    assert (event.quality, event.judged) == (4, None)


def test_what_was_taken_back_stays_in_sight_and_is_marked():
    rows = [row(1, quality=1), row(2, "undo", refers="r1")]
    (event,) = history(rows)
    assert event.is_taken_back
    (event,) = history([*rows, row(3, "undo", refers="r2")])
    assert not event.is_taken_back


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ("equivalent", "right"),
        ("wrong-form", "right, in another form"),
        ("different", "wrong"),
        ("different transpose", "wrong: you dropped the transpose, or took one too many"),
        ("different sign power", "wrong: you had a sign the wrong way round; you got a power wrong"),
        ("different unheard-of", "wrong"),
        ("self", "compared"),
        ("", "not known"),
    ],
)
def test_verdicts_are_told_in_words(verdict, told):
    (event,) = history([row(1, quality=1, verdict=verdict)])
    assert event.verdict == told


def test_a_card_has_the_rows_of_its_old_names_too_and_of_no_other_card():
    rows = [
        row(1, card="deck/old", quality=4),
        row(2, "alias", card="deck/new", refers="card:deck/old"),
        row(3, card="deck/new", quality=4),
        row(4, card="deck/other", quality=4),
    ]
    found = rows_of(rows, "deck/new", old_names(rows))
    assert [one.id for one in found] == ["r1", "r2", "r3"]
    taken_back = [*rows, row(5, "undo", card="deck/new", refers="r2")]
    assert "r1" not in [one.id for one in rows_of(taken_back, "deck/new", old_names(taken_back))]


def test_the_day_of_an_answer_is_the_study_day():
    late = Review("n", "here", "deck/a", datetime(2026, 11, 3, 3, 59, tzinfo=UTC), "review", quality=4)
    assert history([late])[0].day == date(2026, 11, 2)


def test_every_kind_of_row_has_its_words_but_those_that_act_on_others():
    assert set(DEEDS) == KINDS - {"undo", "override"}
