"""The plan: what it asks today, what it dares to say, and that it makes good what it promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pytest

from quizzer.deck.loading import load
from quizzer.scheduling.card_arrays import Cards
from quizzer.scheduling.log import Review
from quizzer.scheduling.scheduler import Scheduler
from quizzer.scheduling.simulation import Course, Learner, play
from quizzer.study.exam_plan import plan
from quizzer.study.exams import Exam, Part
from quizzer.study.plan_sitting import sitting_of, with_passes
from quizzer.study.planned import FARTHEST, Plan
from quizzer.study.queue import Rules, states_of
from quizzer.study.session import Moment, begin, give_up, skip
from quizzer.study.standing import SECONDS_A_CARD

TODAY = date(2026, 11, 25)
MORNING = datetime(2026, 11, 25, 10, tzinfo=timezone(timedelta(hours=1)))
CARDS = 60


@pytest.fixture(scope="module")
def cards(tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    for name in ("first", "second"):
        text = f"deck: {name}\ncards:\n" + "".join(
            f"  - id: c{one}\n    prompt: Rule {one} of {name}\n    text: word{one}\n"
            for one in range(CARDS // 2)
        )
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load([folder / "first.yaml", folder / "second.yaml"])
    assert not loaded.problems
    return [card for deck in loaded.decks for card in deck.cards]


def log_of(cards, days, new_a_day=8, seconds=20.0, seed=1):
    """What a learner of the simulation answered on the days before today."""
    count = len(cards)
    course = Course(days, new_a_day, np.full(count, 1 / count), np.arange(count))
    answers = play(Cards.unseen(count), course, Learner(), trials=1, seed=seed, keep_answers=True).answers
    return [
        Review(f"r{at:05}", "here", cards[card].key, MORNING - timedelta(days=days - day), "review",
               quality=quality, seconds=seconds)
        for at, (card, day, quality) in enumerate(zip(*(one.tolist() for one in answers), strict=True))
    ]  # fmt: skip


def exam(days=20, **more):
    return replace(Exam("Finals", TODAY + timedelta(days), (), 30, 50), **more)


def planned(cards, rows, **more) -> Plan:
    found = plan(exam(**more), cards, rows, TODAY, Rules())
    assert isinstance(found, Plan)
    return found


def answered(rows, keys, kind, quality=4):
    """The log with these cards answered this morning."""
    return [
        *rows,
        *(
            Review(f"s{at:04}{kind}", "here", key, MORNING + timedelta(seconds=at), kind, quality=quality)
            for at, key in enumerate(keys)
        ),
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"on": TODAY}, "It is today"),
        ({"on": TODAY - timedelta(3)}, "It is over: all schedules go on."),
        ({"parts": (Part("deck", "nowhere"),)}, "No card belongs to this exam"),
        ({"on": TODAY + timedelta(FARTHEST + 1)}, f"{FARTHEST + 1} days off"),
    ],
)
def test_without_a_plan_it_says_why(cards, more, says):
    found = plan(exam(**more), cards, [], TODAY, Rules())
    assert isinstance(found, str)
    assert says in found


def test_three_reviews_tell_too_little(cards):
    rows = log_of(cards, 30)[:3]
    found = planned(cards, rows)
    assert not found.tells
    assert found.habits.seconds_a_card == SECONDS_A_CARD
    assert found.habits.timed == 0


def test_today_asks_what_is_due_and_new_cards_and_nothing_that_is_suspended(cards):
    rows = log_of(cards, 5)
    asleep = [cards[0].key, cards[-1].key]
    rows += answered([], asleep, "suspend", None)
    found = planned(cards, rows)
    states = states_of(rows, Rules())
    due = {key for key, state in states.items() if state.memory and state.memory.due <= TODAY}
    assert set(found.due) == due - set(asleep)
    assert set(found.due)
    assert not set(asleep) & {*found.due, *found.new, *found.passes}
    assert all(key not in states or states[key].memory is None for key in found.new)
    assert found.new


def test_what_is_done_is_not_planned_again(cards):
    rows = log_of(cards, 45)
    before = planned(cards, rows, days=6)
    assert before.due or before.passes
    done = answered(answered(rows, before.due, "review"), before.passes, "exam")
    after = planned(cards, done, days=6)
    assert (after.due, after.new, after.passes) == ((), (), ())


@pytest.mark.parametrize(("studied", "days", "minutes"), [(4, 10, 4), (12, 20, 3), (45, 6, 2), (2, 40, 30)])
def test_todays_part_does_not_change_while_it_is_done(cards, studied, days, minutes):
    """However it goes: the first half is failed, and takes ten times as long as the answers before."""
    rows = log_of(cards, studied)
    found = planned(cards, rows, days=days, minutes_a_day=minutes)
    asked = [*((key, "review") for key in (*found.due, *found.new)), *((key, "exam") for key in found.passes)]
    half = asked[::2]
    assert half
    for key, kind in half:
        (*_, row) = answered(rows, [key], kind, 1)
        rows = [*rows, replace(row, id=f"{row.id}{key}", seconds=110.0)]
    after = planned(cards, rows, days=days, minutes_a_day=minutes)
    assert {*after.due, *after.new, *after.passes} == {key for key, _ in asked} - {key for key, _ in half}


def test_passes_leave_every_schedule_as_it_was(cards):
    rows = log_of(cards, 45)
    found = planned(cards, rows, days=6)
    assert found.passes
    done = answered(rows, found.passes, "exam", quality=1)
    assert states_of(done, Rules()) == states_of(rows, Rules())


def test_passes_are_predicted_from_though_no_schedule_hears_of_them(cards):
    rows = log_of(cards, 45)
    found = planned(cards, rows, days=6)
    knew = planned(cards, answered(rows, found.passes, "exam", quality=5), days=6)
    not_so = planned(cards, answered(rows, found.passes, "exam", quality=1), days=6)
    assert knew.stopped.mean > found.stopped.mean > not_so.stopped.mean


def test_to_follow_it_is_worth_more_than_plain_spacing_and_that_more_than_to_stop(cards):
    found = planned(cards, log_of(cards, 20), minutes_a_day=10)
    assert found.tells
    assert found.expected.mean >= found.plain.mean > found.stopped.mean
    assert found.expected.low <= found.expected.mean <= found.expected.high


def test_where_plain_spacing_is_enough_it_says_so(cards):
    """Every card known at once five times over a year: nothing can be gained."""
    rows = [
        Review(f"{card.key}{days}", "here", card.key, MORNING - timedelta(days=days), "review", quality=5)
        for days in (400, 300, 200, 100, 10)
        for card in cards
    ]
    found = planned(cards, rows)
    assert found.is_plain_enough
    assert found.passes == ()
    assert found.final_from is None
    assert not planned(cards, log_of(cards, 20), days=14, minutes_a_day=10).is_plain_enough


def test_a_short_day_begins_new_cards_before_it_reviews(cards):
    found = planned(cards, log_of(cards, 4), days=10, minutes_a_day=3)
    assert (len(found.new), len(found.due) + len(found.passes)) == (8, 1)


def test_fewer_minutes_tell_today_already(cards):
    """The exam is tomorrow: what half the minutes leave undone is left undone."""
    found = planned(cards, log_of(cards, 4), days=1, minutes_a_day=6)
    assert found.half[0] == 3
    assert found.half[1] > 0.01


def test_minutes_are_kept_day_by_day(cards):
    found = planned(cards, log_of(cards, 20), minutes_a_day=4)
    assert found.minutes_today <= 4.01
    assert max(one.minutes for one in found.ahead) <= 4.01
    assert [one.day for one in found.ahead] == [TODAY + timedelta(day) for day in range(20)]


def test_weights_decide_where_there_is_not_time_for_all(cards):
    parts = (Part("deck", "first"), Part("deck", "second", 9))
    found = planned(cards, log_of(cards, 3, new_a_day=4), days=4, minutes_a_day=3, parts=parts)
    by_name = {one.name: one for one in found.outlooks}
    assert by_name["second"].share == pytest.approx(0.9)
    assert by_name["second"].expected.mean > by_name["first"].expected.mean
    for one in found.outlooks:
        assert one.expected.low < one.expected.mean < one.expected.high
    whole = sum(one.share * one.stopped.mean for one in found.outlooks)
    assert whole == pytest.approx(found.stopped.mean), "the parts are what the whole is made of"
    assert {key.partition("/")[0] for key in found.new} == {"second"}


def test_it_is_the_same_plan_each_time_it_is_made(cards):
    rows = log_of(cards, 20)
    assert planned(cards, rows) == planned(cards, list(reversed(rows)))


def test_a_card_begun_anew_is_asked_as_new(cards):
    rows = log_of(cards, 20)
    key = planned(cards, rows).due[0]
    found = planned(cards, answered(rows, [key], "reset", None))
    assert key in found.new
    assert key not in found.due


def test_a_card_known_from_papers_alone_is_new_and_predicted(cards):
    rows = log_of(cards, 3)
    unseen = planned(cards, rows).new[-1]
    found = planned(cards, answered(rows, [unseen], "exam", 5))
    assert unseen in found.new
    assert found.stopped.mean > planned(cards, rows).stopped.mean


def test_who_missed_the_last_days_is_not_sent_to_make_up_for_them_all_at_once(cards):
    """Twenty-five of sixty had their pass, then three days were missed: all the rest would bring a point."""
    rows = [replace(row, at=row.at - timedelta(days=3)) for row in log_of(cards, 57)]
    passed = answered([], [card.key for card in cards[:25]], "exam")
    rows += [replace(row, at=row.at - timedelta(days=4)) for row in passed]
    found = planned(cards, rows, days=1, minutes_a_day=600)
    asked = len(found.due) + len(found.new) + len(found.passes)
    assert found.is_bounded
    assert 0 < asked <= 2 * (len(rows) + asked) / 61


def test_the_last_fortnight_is_no_heap_unless_that_would_cost_marks(cards):
    """Who kept pace is held to twice the average day; who begins now is not held to the little they did."""
    steady = log_of(cards, 40)
    found = planned(cards, steady, days=12, minutes_a_day=600)
    days = 40 + 12
    answers = len(steady) + sum(one.reviews + one.new + one.passes for one in found.ahead)
    assert found.is_bounded
    assert max(one.reviews + one.new + one.passes for one in found.ahead) <= 2 * answers / days
    begins = [replace(row, at=row.at - timedelta(days=20)) for row in log_of(cards, 2, new_a_day=1)]
    found = planned(cards, begins, days=12, minutes_a_day=600)
    assert not found.is_bounded
    assert found.expected.mean > 0.5


def test_no_two_sides_of_a_card_are_asked_on_one_day(tmp_path):
    text = "deck: Terms\ncards:\n" + "".join(
        f"  - {{id: c{one}, prompt: Term {one}, text: meaning{one}, reverse: true}}\n" for one in range(3)
    )
    (tmp_path / "terms.yaml").write_text(text, encoding="utf-8")
    both = [card for deck in load([tmp_path / "terms.yaml"]).decks for card in deck.cards]
    assert len(both) == 6
    first = planned(both, [], days=3)
    assert sorted(first.new) == ["terms/c0", "terms/c1", "terms/c2"]
    done = answered([], first.new, "review")
    assert planned(both, done, days=3).minutes_today == 0, "the other sides wait for tomorrow"
    assert sum(day.new for day in first.ahead) == pytest.approx(6), "and none is forgotten"
    assert len(begun(both, [], first).queue) == 3


@pytest.mark.parametrize("kind", ["suspend", "bury"])
@pytest.mark.parametrize(("studied", "part"), [(45, "passes"), (4, "new"), (20, "due")])
def test_what_rests_today_is_no_part_of_today(cards, kind, studied, part):
    rows = log_of(cards, studied)
    key = getattr(planned(cards, rows, days=6), part)[0]
    found = planned(cards, answered(rows, [key], kind, None), days=6)
    assert key not in {*found.due, *found.new, *found.passes}


def test_a_new_card_put_off_today_is_begun_later_and_no_other_twice(cards):
    few = cards[:20]
    found = planned(few, answered([], [few[0].key], "bury", None), days=10)
    assert few[0].key not in found.new
    assert found.new
    assert found.never_begun == 0
    assert sum(day.new for day in found.ahead) == pytest.approx(20)


ODD = [(1, 1, 1, 0), (2, 400, 1, 1), (3, 2, 1440, 2), (60, 16, 1, 3), (5, 8, 3, 4), (60, 1, 60, 5)]


@pytest.mark.parametrize(("count", "days", "minutes", "seed"), ODD)
def test_odd_exams_are_planned_too(cards, count, days, minutes, seed):
    few = cards[:count]
    rows = log_of(few, 10, new_a_day=1 + seed % 3, seed=seed)
    rows += answered([], [few[0].key], ("suspend", "bury", "reset")[seed % 3], None)
    found = planned(few, rows, days=days, minutes_a_day=minutes)
    assert len(found.ahead) == days
    assert 0 <= found.stopped.low <= found.stopped.mean <= found.stopped.high <= 1
    assert 0 <= found.expected.mean <= 1
    assert found.minutes_today <= minutes + 0.5
    asked = [*found.due, *found.new, *found.passes]
    assert len(asked) == len(set(asked))


def test_each_card_goes_by_its_decks_scheduler(cards):
    """The plan's first days are those of the schedule: a deck under FSRS falls due on other days."""
    rows = log_of(cards, 12)
    usual, other = Rules(), Rules(decks=(("second", Scheduler("fsrs", retention=0.95)),))
    one, two = (plan(exam(), cards, rows, TODAY, rules) for rules in (usual, other))
    for found, rules in ((one, usual), (two, other)):
        due = {key for key, state in states_of(rows, rules).items() if state.memory.due <= TODAY}
        assert set(found.due) == due
    assert set(one.due) != set(two.due)


# ---------------------------------------------------------------- sittings that keep it


def begun(cards, rows, found):
    return sitting_of(found, cards, rows, MORNING, device="here", seed=3)


def test_a_sitting_of_the_plan_asks_its_part_of_today_each_in_its_kind(cards):
    rows = log_of(cards, 40)
    found = planned(cards, rows, days=6)
    queue = begun(cards, rows, found).queue
    by_kind = {
        kind: {item.card.key for item in queue if item.kind == kind} for kind in ("review", "new", "practice")
    }
    assert by_kind == {"review": set(found.due), "new": set(found.new), "practice": set(found.passes)}
    assert len(queue) == sum(map(len, by_kind.values()))
    assert by_kind["practice"]


def test_what_was_answered_since_the_plan_was_made_is_left_out(cards):
    rows = log_of(cards, 20)
    found = planned(cards, rows)
    later = answered(rows, found.due[:3], "review")
    assert {item.card.key for item in begun(cards, later, found).queue} >= {*found.due[3:], *found.new}
    assert not {item.card.key for item in begun(cards, later, found).queue} & set(found.due[:3])


def test_a_sitting_that_was_broken_off_owes_its_repeats(cards):
    rows = log_of(cards, 4)
    failed, weak, passed = planned(cards, rows).due[:3]
    for key, quality in ((failed, 1), (weak, 3), (passed, 4)):
        rows = [
            replace(row, id=f"{row.id}{key}") if row.at >= MORNING else row
            for row in answered(rows, [key], "review", quality)
        ]
    queue = begun(cards, rows, planned(cards, rows)).queue
    assert {item.card.key for item in queue[-2:] if item.kind == "repeat"} == {failed, weak}
    assert all(item.kind != "repeat" for item in queue[:-2])
    other = planned(cards, rows, parts=(Part("deck", "second" if failed.startswith("first") else "first"),))
    assert failed not in {item.card.key for item in begun(cards, rows, other).queue}


def test_passes_join_an_ordinary_sitting_spread_among_what_is_due(cards):
    rows = log_of(cards, 37)
    found = planned(cards, rows, days=6)
    plain = begin(cards, rows, MORNING, device="here", seed=3)
    assert plain.queue
    assert found.passes
    joined = with_passes(plain, found)
    assert [item for item in joined.queue if item.kind != "practice"] == list(plain.queue)
    assert {item.card.key for item in joined.queue if item.kind == "practice"} == set(found.passes)
    assert joined.asked == plain.asked
    assert with_passes(joined, found) == joined


def test_a_pass_that_failed_leaves_the_schedule_and_raises_the_alarm_in_the_plan(cards):
    rows = log_of(cards, 40)
    found = planned(cards, rows, days=6)
    session = begun(cards, rows, found)
    while session.asked.kind != "practice":
        session = skip(session)
    key = session.asked.card.key
    session, outcome = give_up(session, Moment(MORNING + timedelta(minutes=1)))
    assert [row.kind for row in outcome.reviews] == ["exam"]
    after = [*rows, *outcome.reviews]
    assert states_of(after, Rules())[key] == states_of(rows, Rules())[key]
    assert planned(cards, after, days=6).stopped.mean < found.stopped.mean
