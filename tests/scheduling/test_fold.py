"""What the log says of a card, one story a test: `story` writes rows as they would be written, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from quizzer.scheduling.effect import last_in_effect, rows_by_card
from quizzer.scheduling.fold import NEW, fold, state_of_rows
from quizzer.scheduling.log import Review

START = datetime(2026, 11, 2, 18, tzinfo=UTC)
CARD = "calculus/gradient"


def story(*lines):
    """Rows from lines such as "1 day 0: review 4" and "2 day 0: undo 1": id, day, kind, quality or what it acts on."""
    rows = []
    for number, line in enumerate(lines):
        head, _, deed = line.partition(": ")
        row_id, _, day = head.split()
        kind, *rest = deed.split()
        on_card = next((word for word in rest if "/" in word and not word.startswith("card:")), CARD)
        rest = [word for word in rest if word != on_card]
        grade = next((int(word) for word in rest if word.isdecimal()), None) if kind != "undo" else None
        refers = {"undo": rest[:1], "override": rest[1:2], "alias": rest[:1]}.get(kind, [])
        rows.append(
            Review(
                id=row_id,
                device="here",
                card=on_card,
                at=START + timedelta(days=int(day), seconds=number),
                kind=kind,
                quality=grade,
                refers="".join(refers),
            )
        )
    return rows


def state(*lines):
    return fold(story(*lines)).get(CARD, NEW)


def intervals(*lines):
    """The interval that every card is left with, by its key."""
    return {card: known.memory.interval if known.memory else 0 for card, known in fold(story(*lines)).items()}


def test_a_card_the_log_does_not_know_is_absent():
    assert fold([]) == {}


def test_reviews_step():
    known = state("a day 0: review 4", "b day 1: review 4", "c day 7: review 4")
    assert known.memory.interval == 15
    assert known.memory.due == date(2026, 11, 24)
    assert known.history == ((date(2026, 11, 2), 4), (date(2026, 11, 3), 4), (date(2026, 11, 9), 4))
    assert (known.reviews, known.successes, known.last.id) == (3, 3, "c")


def test_the_setting_reaches_the_step():
    rows = story("a day 0: review 4", "b day 1: review 1")
    assert [fold(rows, ef_on_fail=on)[CARD].memory.ease for on in (False, True)] == [250, 196]


def test_the_start_of_the_day_reaches_the_step():
    rows = story("a day 0: review 4")
    assert fold(rows, starts=time(20))[CARD].memory.reviewed == date(2026, 11, 1)


def test_a_review_without_a_quality_waits_for_the_learners_own():
    assert state("a day 0: review") == NEW
    assert state("a day 0: review", "b day 0: override 3 a") == state("a day 0: review 3")


def test_a_reset_begins_anew():
    learned = ("a day 0: review 4", "b day 1: review 4", "c day 7: review 4", "d day 7: bury")
    assert state(*learned, "e day 8: reset") == NEW
    assert state(*learned, "e day 8: reset", "f day 9: review 4").memory.interval == 1
    assert state(*learned, "e day 8: suspend", "f day 9: reset").suspended


def test_a_reset_taken_back_never_was():
    learned = ("a day 0: review 4", "b day 1: review 4")
    assert state(*learned, "c day 8: reset", "d day 8: undo c") == state(*learned)


@pytest.mark.parametrize(
    ("lines", "needed", "why"),
    [
        (["a day 0: review 4"], False, "scored 4"),
        (["a day 0: review 3"], True, "passed, but below 4"),
        (["a day 0: review 1", "b day 0: repeat 3"], True, "the repeat scored below 4"),
        (["a day 0: review 1", "b day 0: repeat 3", "c day 0: repeat 4"], False, "until it scores 4"),
        (["a day 0: review 5", "b day 0: repeat 0"], False, "practice takes nothing back"),
        (["a day 0: review 1", "b day 0: repeat 4", "c day 0: undo b"], True, "the repeat was undone"),
        (
            ["a day 0: review 1", "b day 0: repeat 2", "c day 0: override 4 b"],
            False,
            "the repeat was regraded",
        ),
        (["a day 0: review 1", "b day 1: review 4"], False, "a later review decides"),
    ],
)
def test_what_scored_below_4_is_repeated(lines, needed, why):
    assert state(*lines).needs_repeat == needed, why


@pytest.mark.parametrize(
    ("lines", "same_as", "why"),
    [
        (["a day 0: review 4", "b day 0: undo a"], [], "undo"),
        (["a day 0: review 4", "b day 0: undo a", "c day 0: undo b"], ["a day 0: review 4"], "redo"),
        (
            ["a day 0: review 4", "b day 0: undo a", "c day 0: undo b", "d day 0: undo c"],
            [],
            "undo of a redo",
        ),
        (["a day 0: review 4", "b day 0: undo a", "c day 0: undo a"], [], "undone twice is undone"),
        (
            ["a day 0: review 4", "b day 0: undo a", "c day 0: undo a", "d day 0: undo c"],
            [],
            "one of two undos still holds",
        ),
        (["a day 0: review 4", "b day 0: undo nobody"], ["a day 0: review 4"], "an unknown row"),
        (["a day 0: review 4", "b day 0: undo b"], ["a day 0: review 4"], "an undo of itself"),
        (
            ["a day 0: review 4", "b day 0: undo c", "c day 0: undo b", "d day 0: undo a"],
            [],
            "a ring of undos takes nothing else along",
        ),
        (["a day 0: suspend", "b day 0: undo a"], [], "a suspension taken back"),
        (["a day 0: bury", "b day 0: undo a"], [], "a burial taken back"),
        (["a day 0: exam 0"], [], "exams leave the schedule alone"),
    ],
)
def test_undo_is_as_if_it_had_never_happened(lines, same_as, why):
    assert fold(story(*lines)) == fold(story(*same_as)), why


@pytest.mark.parametrize(
    ("lines", "quality", "why"),
    [
        (["a day 0: review 4", "b day 0: override 2 a"], 2, "regraded"),
        (["a day 0: review 4", "b day 0: override 2 a", "c day 0: override 5 a"], 5, "the last one holds"),
        (["a day 0: review 4", "b day 0: override 2 a", "c day 0: undo b"], 4, "the first grade is back"),
        (
            ["a day 0: review 4", "b day 0: override 2 a", "c day 0: override 5 a", "d day 0: undo c"],
            2,
            "the one before it is back",
        ),
        (["a day 0: review 4", "b day 0: override 2 nobody"], 4, "an unknown row"),
    ],
)
def test_an_override_is_as_if_it_had_been_graded_so(lines, quality, why):
    known, plain = state(*lines), state(f"a day 0: review {quality}")
    assert known == plain, why


def test_an_override_of_what_was_undone_changes_nothing():
    assert state("a day 0: review 4", "b day 0: undo a", "c day 0: override 5 a") == NEW


def test_an_early_override_replays_all_that_came_after():
    told = ["a day 0: review 4", "b day 1: review 4", "c day 7: review 4"]
    assert state(*told, "d day 9: override 1 a").memory.interval == 6


@pytest.mark.parametrize(
    ("lines", "suspended"),
    [
        (["a day 0: suspend"], True),
        (["a day 0: suspend", "b day 1: resume"], False),
        (["a day 0: suspend", "b day 1: resume", "c day 1: undo b"], True),
        (["a day 0: resume"], False),
    ],
)
def test_a_card_stays_suspended_until_it_is_resumed(lines, suspended):
    assert state(*lines).suspended == suspended


def test_a_card_is_buried_until_the_next_study_day():
    assert state("a day 0: bury").buried_until == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("lines", "left", "why"),
    [
        (
            ["a day 0: review 4 x/old", "b day 1: alias card:x/old x/new", "c day 1: review 4 x/new"],
            {"x/new": 6},
            "the old key's history counts for the new",
        ),
        (
            ["a day 0: review 4 x/old", "b day 1: alias card:x/old x/new", "c day 1: review 4 x/old"],
            {"x/new": 6},
            "even what another device adds under the old key",
        ),
        (
            ["a day 0: review 4 x/1", "b day 0: alias card:x/1 x/2", "c day 0: alias card:x/2 x/3"],
            {"x/3": 1},
            "renamed twice",
        ),
        (
            ["a day 0: review 4 x/1", "b day 0: alias card:x/1 x/2", "c day 0: alias card:x/2 x/1"],
            {"x/1": 1},
            "renamed and back",
        ),
        (
            ["a day 0: review 4 x/1", "b day 0: alias card:x/1 x/2", "c day 0: undo b x/2"],
            {"x/1": 1},
            "an alias undone",
        ),
        (
            ["a day 0: review 4 x/1", "b day 0: alias card:x/1 x/2", "c day 0: alias card:x/1 x/3"],
            {"x/3": 1},
            "the last alias holds",
        ),
        (
            ["a day 0: review 4 x/1", "b day 0: alias card:x/1 x/2", "c day 0: undo a x/2"],
            {},
            "an undo under the new key reaches a row under the old",
        ),
    ],
)
def test_history_follows_a_card_to_its_new_key(lines, left, why):
    assert intervals(*lines) == left, why


def test_the_time_to_the_first_key_is_that_of_passed_reviews_and_only_the_latest_are_kept():
    plain = story(*(f"{i} day {i}: review {4 if i % 2 else 1}" for i in range(80)))
    timed = [
        Review(r.id, r.device, r.card, r.at, r.kind, quality=r.quality, first_key=float(i))
        for i, r in enumerate(plain)
    ]
    known = fold(timed)[CARD]
    assert known.first_keys == tuple(float(i) for i in range(17, 80, 2))
    assert known.median_first_key == 48.0


@pytest.mark.parametrize(
    ("seconds", "median"), [((), None), ((3.0,), 3.0), ((9.0, 1.0, 2.0), 2.0), ((4.0, 1.0), 2.5)]
)
def test_median_first_key(seconds, median):
    rows = [
        Review(str(i), "here", CARD, START + timedelta(days=i), "review", quality=4, first_key=value)
        for i, value in enumerate(seconds)
    ]
    assert state_of_rows(rows).median_first_key == median


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ([], None),
        (["a day 0: review 4"], "a"),
        (["a day 0: review 4", "b day 0: override 3 a"], "b"),
        (["a day 0: review 4", "b day 0: override 3 a", "c day 0: undo b"], "a"),
        (["a day 0: review 4", "b day 0: undo a"], None),
        (["a day 0: review 4", "b day 0: undo a", "c day 0: undo b"], "a"),
    ],
)
def test_what_one_more_undo_would_act_on(lines, last):
    found = last_in_effect(story(*lines))
    assert (found.id if found else None) == last


def test_rows_stand_with_the_card_they_bear_on():
    told = story(
        "a day 0: review 4 x/1",
        "b day 0: alias card:x/1 x/2",
        "c day 0: override 2 a x/1",
        "d day 0: review 4 x/9",
        "e day 0: undo c x/1",
        "f day 0: undo nobody x/7",
    )
    cards = {card: "".join(row.id for row in rows) for card, rows in rows_by_card(told).items()}
    assert cards == {"x/2": "abce", "x/9": "d", "x/7": "f"}


def test_a_flag_marks_a_card_and_bears_on_no_schedule():
    lines = ["a day 0: review 4", "b day 0: flag"]
    assert state(*lines).flagged
    assert state(*lines).memory == state(lines[0]).memory
    assert not state(*lines, "c day 1: unflag").flagged
    assert not state(*lines, "c day 1: undo b").flagged
