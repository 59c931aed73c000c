"""Leeches: which cards keep slipping, and by which mistake."""

from datetime import date, datetime, timedelta, timezone

import pytest

from quizzer.scheduling.log import Review
from quizzer.study.leeches import is_leech, is_told_now, lapses, leech
from quizzer.study.mistakes import DONE, recurring

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 18, tzinfo=timezone(timedelta(hours=1)))


def history(qualities):
    return tuple((DAY + timedelta(days=day), int(quality)) for day, quality in enumerate(qualities))


@pytest.mark.parametrize(
    ("qualities", "count", "reason"),
    [
        ("", 0, "never asked"),
        ("0", 0, "a first meeting is no lapse: there was nothing to forget"),
        ("02", 1, "forgotten the next time"),
        ("414241", 3, "what is nearly right is forgotten too"),
        ("4141444", 0, "three passed in a row: it no longer slips"),
        ("414144041", 4, "two in a row are not enough"),
        ("41414441", 1, "it begins to slip again"),
    ],
)
def test_lapses_are_counted_since_a_card_was_last_known(qualities, count, reason):
    assert lapses(history(qualities)) == count, reason


def test_a_leech_is_named_at_the_limit_and_at_every_half_of_it_and_only_when_it_failed():
    told = [count for count in range(1, 12) if is_told_now(history("4" + "1" * count), 4)]
    assert told == [4, 6, 8, 10]
    assert not is_told_now(history("411114"), 4), "it was just right"
    assert is_leech(history("411114"), 4), "and is a leech all the same"
    assert not is_leech(history("4" + "1" * 50), 0), "0 is never"


def answers(*told):
    return [
        Review(
            f"{place}", "d", "deck/card", AT + timedelta(days=place), "review", "", typed, verdict, quality
        )
        for place, (typed, verdict, quality) in enumerate(told)
    ]


def test_the_mistake_that_recurs_is_named_with_how_often():
    wrong = ("A x", "different transpose", 2)
    found = leech(answers(wrong, wrong, ("", "", 0), wrong, ("x", "equivalent", 4), wrong), history("220242"))
    assert found.mistake.told == "Four times out of five you dropped the transpose, or took one too many."
    assert found.told(DAY)[0] == "This card keeps slipping: forgotten 4 times."
    assert found.told(DAY)[-1].startswith("Its grades: 2 Nov: 2, 3 Nov: 2")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("x", "different sign", 2)], None),
        ([("x", "different sign", 2), ("y", "different order", 2)], None),
        ([("", "", 0), ("", "", 0), ("x", "different", 1)], "Twice out of three you did not know it."),
        ([("2 A x", "different", 1), ("2 A  x", "different", 1)], "Twice out of two you wrote 2 A x."),
        ([("x", "different sign", 2), ("y", "different sign", 4)], None),
    ],
    ids=["once", "two kinds", "not known", "the same text", "a learner's better grade counts"],
)
def test_what_two_failed_answers_share_recurs(rows, told):
    found = recurring(answers(*rows))
    assert (found.told if found else None) == told


def test_every_diagnosis_of_a_near_miss_has_words():
    from quizzer.maths.diagnose import NEAR_MISSES

    assert set(DONE) >= NEAR_MISSES


def test_an_answer_taken_back_is_no_mistake():
    rows = answers(("x", "different sign", 2), ("x", "different sign", 2))
    undo = Review("u", "d", "deck/card", AT + timedelta(days=3), "undo", refers="1")
    assert leech([*rows, undo], history("2")).mistake is None
