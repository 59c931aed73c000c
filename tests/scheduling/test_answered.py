"""What the log tells of answers given: retention, streaks, agreement with the judge, time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.activity import level_of, levels, per_day, streak_now, streaks
from quizzer.scheduling.agreement import Grade, agreement
from quizzer.scheduling.answered import LONGEST, answers
from quizzer.scheduling.effect import in_order
from quizzer.scheduling.log import Review
from quizzer.scheduling.retention import (
    Share,
    by_age,
    by_group,
    remembered,
    retention,
    surely_forgotten,
    wilson,
)
from quizzer.scheduling.sm2 import PASS
from quizzer.scheduling.timing import timing

START = datetime(2026, 11, 2, 18, tzinfo=UTC)
FIRST = START.date()
CARDS = ["deck/a", "deck/b"]


def row(number, day=0, kind="review", quality=4, card="deck/a", **more):
    at = START + timedelta(days=day, seconds=number)
    return Review(id=f"r{number:03}", device="here", card=card, at=at, kind=kind, quality=quality, **more)


def reviews(*pairs, card="deck/a"):
    """Reviews from (day, quality)."""
    return [row(number, day, quality=quality, card=card) for number, (day, quality) in enumerate(pairs)]


@st.composite
def logs(draw, kinds=("review", "repeat", "exam", "reset", "suspend", "bury", "undo", "override")):
    rows = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(kinds))
        refers = f"r{draw(st.integers(0, 15)):03}" if kind in ("undo", "override") else ""
        graded = kind in ("review", "repeat", "exam", "override")
        quality = draw(st.integers(0, 5)) if graded else None
        if quality is not None and kind != "override" and draw(st.integers(0, 4)) == 0:
            quality = None
        seconds = draw(st.none() | st.floats(0, 300)) if graded else None
        day = draw(st.integers(0, 60))
        rows.append(
            row(number, day, kind, quality, draw(st.sampled_from(CARDS)), refers=refers, seconds=seconds)
        )
    return rows


def later(rows, **fields):
    at = max((one.at for one in rows), default=START) + timedelta(hours=1)
    return Review(**{"id": "later", "device": "here", "card": CARDS[0], "at": at} | fields)


def told(rows):
    """All that the folds say of a log."""
    given = answers(rows)
    return (
        [one._replace(id="") for one in given],
        retention(given),
        by_age(given),
        per_day(given),
        timing(given),
        agreement(rows),
    )


# ---------------------------------------------------------------- laws


@given(logs(), st.data())
def test_an_answer_taken_back_counts_nowhere(rows, data):
    new = later(rows, kind=data.draw(st.sampled_from(["review", "repeat", "exam"])), quality=1, seconds=3.0)
    undo = later([*rows, new], id="undo", kind="undo", refers="later")
    assert told([*rows, new, undo]) == told(rows)


@given(logs().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_does_not_matter(pair):
    rows, shuffled = pair
    assert told([*shuffled, *shuffled[:3]]) == told(rows)


@given(logs())
def test_what_is_remembered_and_what_is_forgotten_add_up(rows):
    given = answers(rows)
    asked = remembered(given)
    share = retention(given).all
    assert share.asked == len(asked)
    assert share.lapsed == sum(one.quality < PASS for one in asked)
    assert share.passed + share.lapsed == share.asked


@given(logs(), st.integers(0, 60))
def test_every_way_to_divide_the_reviews_gives_the_same_sum(rows, cut):
    given = answers(rows)
    whole = retention(given).all
    day = FIRST + timedelta(days=cut)
    before = retention(given, last=day).all
    after = retention(given, first=day + timedelta(days=1)).all
    for parts in ([before, after], by_age(given), by_group(given, lambda card: card).values()):
        assert (sum(one.passed for one in parts), sum(one.asked for one in parts)) == whole


@given(logs())
def test_each_day_with_a_graded_answer_counts_it_once(rows):
    given = answers(rows)
    assert sum(per_day(given).values()) == sum(one.quality is not None for one in given)


@given(logs(), st.integers(0, 5))
def test_a_regrade_moves_one_answer_from_kept_to_raised_or_lowered(rows, mine):
    new = later(rows, kind="review", quality=2, typed="x")
    own = later([*rows, new], id="own", kind="override", quality=mine, refers="later", typed="x")
    before, after = agreement([*rows, new]), agreement([*rows, new, own])
    assert after.grades[2] == before.grades[2]._replace(
        raised=before.grades[2].raised + (mine > 2), lowered=before.grades[2].lowered + (mine < 2)
    )
    assert after.called_right == before.called_right + (mine >= PASS)
    assert after.all.given == sum(one.given for one in after.grades)


@given(st.integers(0, 400), st.integers(0, 400))
def test_wilsons_bounds_are_the_roots_of_his_equation(part, more):
    whole = part + more
    low, high = wilson(part, whole)
    assert 0 <= low <= high <= 1
    if whole:
        share = part / whole
        assert low <= share <= high
        for bound in {low, high} - {0.0, 1.0}:
            assert (share - bound) ** 2 == pytest.approx(1.959964**2 * bound * (1 - bound) / whole, rel=1e-4)


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 50), max_size=60), st.integers(0, 400))
def test_a_streak_is_no_longer_than_the_longest_and_ends_today_or_yesterday(counts, today):
    days = {FIRST + timedelta(days=day): count for day, count in counts.items()}
    at = FIRST + timedelta(days=today)
    now, longest = streaks(days, at)
    assert now <= longest
    busy = {day for day, count in days.items() if count}
    if now:
        end = at if at in busy else at - timedelta(days=1)
        assert all(end - timedelta(days=back) in busy for back in range(now))
        assert end - timedelta(days=now) not in busy
    else:
        assert not {at, at - timedelta(days=1)} & busy


@given(logs(), st.integers(0, 62))
def test_the_run_of_days_is_found_from_the_end_as_from_the_whole(rows, today):
    day = FIRST + timedelta(days=today)
    assert streak_now(in_order(rows), day) == streaks(per_day(answers(rows)), day).now


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 50), max_size=60))
def test_a_busier_day_is_never_of_a_lower_class(counts):
    days = {FIRST + timedelta(days=day): count for day, count in counts.items()}
    bounds = levels(days)
    classes = [level_of(count, bounds) for count in range(60)]
    assert classes == sorted(classes)
    assert classes[0] == 0
    assert classes[1] == 1


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("pairs", "young", "mature", "why"),
    [
        ([(0, 1)], Share(0, 0), Share(0, 0), "the first review is learning"),
        ([(0, 1), (1, 4)], Share(1, 1), Share(0, 0), "asked the day after"),
        ([(0, 4), (20, 2)], Share(0, 1), Share(0, 0), "three weeks less a day are young"),
        ([(0, 4), (21, 3)], Share(0, 0), Share(1, 1), "three weeks are mature, and 3 is a pass"),
        ([(0, 4), (6, 4), (40, 1), (41, 4)], Share(2, 2), Share(0, 1), "age is since the review before"),
    ],
)
def test_retention(pairs, young, mature, why):
    assert retention(answers(reviews(*pairs))) == (young, mature), why


def test_a_card_begun_anew_has_its_first_review_again():
    rows = [*reviews((0, 4), (1, 4)), row(7, 2, "reset", None), row(8, 3)]
    assert [one.since for one in answers(rows)] == [None, 1, None]


def test_repeats_and_practice_say_nothing_of_memory():
    rows = [row(0), row(1, 0, "repeat"), row(2, 5, "exam"), row(3, 9)]
    assert [(one.kind, one.since) for one in remembered(answers(rows))] == [("review", 9)]


def test_a_regraded_answer_counts_as_regraded():
    rows = [*reviews((0, 4), (3, 1)), row(9, 3, "override", 4, refers="r001")]
    assert retention(answers(rows)).young == Share(1, 1)


def test_ages_begin_where_they_say():
    rows = [
        made
        for number, since in enumerate([1, 2, 6, 7, 20, 21, 59, 60, 179, 180])
        for made in (
            row(2 * number, 0, card=f"deck/{number}"),
            row(2 * number + 1, since, card=f"deck/{number}"),
        )
    ]
    assert [share.asked for share in by_age(answers(rows))] == [1, 2, 2, 2, 2, 1]


def test_with_nine_reviews_there_is_too_little_to_tell():
    assert Share(9, 9).value is None
    assert Share(9, 10).value == 0.9


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), Table I, method 3
        (15, 148, 0.0624, 0.1605),  # the same
    ],
)
def test_wilsons_interval(part, whole, low, high):
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3)])
def test_a_part_larger_than_the_whole_is_refused(part, whole):
    with pytest.raises(ValueError, match="no share"):
        wilson(part, whole)


def test_ten_slips_of_twelve_are_surer_than_two_of_two():
    assert surely_forgotten(Share(2, 12)) > surely_forgotten(Share(0, 2)) > surely_forgotten(Share(10, 12))


def test_a_second_try_is_the_judges_own_grade():
    first = row(0, quality=1, typed="2 A x")
    second = row(1, 0, "override", 3, refers="r000", typed="(A + A') x")
    own = row(2, 0, "override", 5, refers="r000", typed="(A + A') x")
    assert agreement([first, second]).grades[3] == Grade(1)
    assert agreement([first, second, own]).grades[3] == Grade(1, raised=1)
    assert agreement([first, second, own]).grades[1] == Grade()


def test_what_is_left_to_the_learner_is_no_grade_of_the_judges():
    assert agreement([row(0, quality=None), row(1, 0, "override", 2, refers="r000")]).all == Grade()


def test_an_overruling_across_the_pass_mark_is_told_apart():
    rows = [
        row(0, quality=1),
        row(1, 0, "override", 4, refers="r000"),
        row(2, quality=4),
        row(3, 0, "override", 1, refers="r002"),
    ]
    found = agreement(rows)
    assert (found.called_right, found.called_wrong) == (1, 1)
    assert found.all == Grade(2, raised=1, lowered=1)


def test_the_steps_of_a_card_are_numbered_and_timed_together():
    rows = [row(number, quality=quality, seconds=5.0) for number, quality in enumerate([None, None, 3, None])]
    given = answers(rows)
    assert [one.step for one in given] == [0, 1, 2, 0]
    assert given[2].seconds == 15.0
    assert timing(given).by_card == {"deck/a": (15.0, 1)}


def test_a_step_left_yesterday_is_no_part_of_todays_answer():
    given = answers([row(0, quality=None, seconds=5.0), row(1, 1, seconds=7.0)])
    assert (given[1].step, given[1].seconds) == (0, 7.0)


def test_a_pause_counts_as_two_minutes():
    assert timing(answers([row(0, seconds=9999.0)])).seconds == LONGEST


def test_an_alias_carries_the_history_along():
    rows = [row(0), Review("x", "here", "deck/new", START, "alias", refers="card:deck/a")]
    rows.append(replace(row(5, 3), card="deck/new"))
    assert [(one.card, one.since) for one in answers(rows)] == [("deck/new", None), ("deck/new", 3)]


@pytest.mark.parametrize(
    ("days", "now", "longest", "why"),
    [
        ([], 0, 0, "nothing yet"),
        ([20], 1, 1, "today"),
        ([19], 1, 1, "yesterday: today is not over"),
        ([18], 0, 1, "the day before yesterday is past"),
        ([10, 11, 12, 19, 20], 2, 3, "the longest lies behind"),
        ([20, 21, 22], 1, 1, "days to come, of a clock put back, are none"),
    ],
)
def test_streaks(days, now, longest, why):
    counts = {date(2026, 11, day): 1 for day in days}
    assert streaks(counts, date(2026, 11, 20)) == (now, longest), why


def test_classes_of_days_hold_about_as_many_days_each():
    days = {FIRST + timedelta(days=at): at + 1 for at in range(100)}
    bounds = levels(days)
    sizes = [sum(level_of(count, bounds) == level for count in days.values()) for level in (1, 2, 3, 4)]
    assert bounds == (1, 26, 51, 76)
    assert sizes == [25, 25, 25, 25]
