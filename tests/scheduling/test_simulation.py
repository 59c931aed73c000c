"""The simulation: it schedules as the program does, repeats itself by its seed, and what the plan is worth in it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from quizzer.scheduling.card_arrays import NEVER, Cards, schedule
from quizzer.scheduling.final_pass import FinalPass, passes_today, worth
from quizzer.scheduling.prediction import RecallModel
from quizzer.scheduling.scheduler import Scheduler
from quizzer.scheduling.simulation import Course, Learner, _Play, marks, play, without

START = date(2026, 1, 1)
SCHEDULERS = [Scheduler(), Scheduler(ef_on_fail=True), Scheduler("fsrs"), Scheduler("fsrs", retention=0.8)]
PLAN = FinalPass()


def course(cards=120, days=60, **more):
    return Course(days, 5, np.full(cards, 1 / cards), np.arange(cards), **more)


def missed(days, share, seed):
    return frozenset(np.flatnonzero(np.random.default_rng((seed, 9)).random(days) < share).tolist())


@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=str)
def test_many_cards_are_scheduled_as_each_is(scheduler):
    source = random.Random(4)
    cards, memories = Cards.unseen(40), [None] * 40
    for day in sorted(source.choices(range(400), k=60)):
        at = np.array(sorted(source.sample(range(40), 15)))
        quality = np.array([source.randrange(6) for _ in at])
        schedule(cards, at, day, quality, scheduler)
        for card, grade in zip(at.tolist(), quality.tolist(), strict=True):
            memories[card] = scheduler.step(memories[card], grade, START + timedelta(day))
    asked = [card for card, memory in enumerate(memories) if memory]
    assert len(asked) > 30
    for card in asked:
        memory = memories[card]
        assert START + timedelta(int(cards.due[card])) == memory.due
        assert (cards.ease[card], cards.repetitions[card]) == (memory.ease, memory.repetitions)


def test_a_seed_repeats_itself_and_another_does_not():
    def total(seed):
        played = play(Cards.unseen(120), course(final_pass=PLAN), Learner(), trials=3, seed=seed)
        return played.load.tolist(), played.chance.tolist()

    assert total(1) == total(1)
    assert total(1) != total(2)


def test_the_cards_given_are_left_as_they_are():
    cards = Cards.unseen(30)
    play(cards, course(30, 20), Learner(), trials=2, seed=1)
    assert not cards.known.any()
    assert (cards.due == NEVER).all()


@pytest.mark.parametrize("final_pass", [None, PLAN])
def test_a_day_never_holds_more_than_its_minutes_and_a_skipped_one_nothing(final_pass):
    kept = course(answers_a_day=9, final_pass=final_pass, skipped=frozenset({3, 50}))
    played = play(Cards.unseen(120), kept, Learner(), trials=4, seed=2)
    answers = played.reviews + played.new + played.passes
    assert answers.max() == 9
    assert answers[:, [3, 50]].sum() == 0


def test_new_cards_stop_when_they_are_told_to():
    played = play(Cards.unseen(120), course(new_until=7), Learner(), trials=2, seed=1)
    assert played.new.sum(axis=1).tolist() == [35, 35]
    assert played.new[:, 7:].sum() == 0
    assert (played.chance == 0).sum(axis=1).tolist() == [85, 85]


def test_a_pass_is_worth_more_the_weaker_the_card_and_nothing_twice_a_day():
    stability = np.array([5.0, 20, 100, 1000, 20])
    gone = np.array([5, 5, 5, 5, 0])
    found = worth(RecallModel(), stability, np.full(5, 5.0), gone, 10)
    assert found.gain[:4].tolist() == sorted(found.gain[:4], reverse=True)
    assert found.gain[3] < PLAN.least_gain < found.gain[0]
    assert found.gain[4] == 0


def test_a_pass_leaves_the_schedule_as_it_is_and_is_spread_over_the_days():
    learned = Cards.unseen(60)
    schedule(learned, np.arange(60), -20, np.full(60, 4), Scheduler())
    learned.known[:], learned.last[:], learned.stability[:], learned.due[:] = True, -20, 15.0, 100
    under_way = _Play(learned, course(60, 10, final_pass=PLAN), Learner(), 1, 1, keep_answers=False)
    played = under_way.all_days()
    assert (under_way.cards.last >= 0).all(), "each card had its pass"
    assert played.passes.max() <= 8
    assert played.reviews.sum() == 0
    for name in ("ease", "interval", "due", "repetitions", "reviewed", "planned_stability"):
        assert (getattr(under_way.cards, name) == getattr(learned, name)).all(), name


def test_todays_passes_are_todays_share():
    learned = Cards.unseen(60)
    learned.known[:], learned.last[:], learned.stability[:], learned.due[:] = True, -20, 15.0, 100
    found = [
        len(passes_today(FinalPass(kept=kept), RecallModel(), learned, weights=np.ones(60),
                         trial=np.zeros(60, int), day=0, exam=10))
        for kept in (1.0, 0.5)
    ]  # fmt: skip
    assert found == [6, 12], "a learner who studies every other day has twice as much to do on each"


@pytest.mark.parametrize(
    ("answered", "days", "why"),
    [
        (0, 90, "who did nothing yet has no average to be held to"),
        (2000, 90, "a learner of 90 days"),
        (1, 15, "hardly anything before the pass"),
        (700, 31, "two weeks of work"),
    ],
)
def test_a_day_of_the_pass_is_bounded_by_twice_the_average_that_it_is_part_of(answered, days, why):
    most = int(PLAN.bound(np.array([answered]), days)[0])
    assert most <= 2 * (answered + most) / days, why
    assert most + 1 > 2 * (answered + most + 1) / days, "one more would be too many"


def test_a_pass_that_is_all_there_is_has_no_bound():
    assert PLAN.bound(np.array([0]), PLAN.days) is None
    assert replace(PLAN, most=None).bound(np.array([9]), 90) is None


@pytest.mark.parametrize("share", [0.0, 0.25], ids=["every day kept", "a quarter of the days missed"])
@pytest.mark.parametrize("answers", [50, None], ids=["25 minutes a day", "any number of minutes"])
def test_the_plan_gains_two_points_for_at_most_an_eighth_more_reviews_and_heaps_nothing(share, answers):
    """400 cards, ten new a day, an exam in 90 days; a card takes 30 s. tests/bench has 20 seeds."""
    gains, costs, peaks = [], [], []
    for seed in range(4):
        plain = Course(90, 10, np.full(400, 1 / 400), np.arange(400), skipped=missed(90, share, seed))
        planned = replace(plain, answers_a_day=answers, final_pass=FinalPass(kept=1 - share))
        one, two = (
            play(Cards.unseen(400), each, Learner(), trials=1, seed=seed) for each in (plain, planned)
        )
        gains.append(two.chance.mean() - one.chance.mean())
        costs.append(two.load.sum() / one.load.sum() - 1)
        peaks.append(two.load[-14:].max() / two.load.mean())
    assert np.mean(gains) >= 0.02
    assert np.mean(costs) <= 0.12
    assert max(peaks) <= 2


def test_marks_are_spread_by_doubt_and_centred_on_the_expected_mark():
    played = play(Cards.unseen(120), course(), Learner(), trials=4, seed=1)
    weights = np.full(120, 1 / 120)
    sure = RecallModel(covariance=((1e-6, 0), (0, 1e-6)), answers=9999)
    unsure = marks(played, RecallModel(), weights, draws=400, seed=1)
    certain = marks(played, sure, weights, draws=400, seed=1)
    assert np.std(certain) < np.std(unsure) / 1.5
    assert np.mean(certain) == pytest.approx(float((played.chance @ weights).mean()), abs=0.01)


def test_a_day_more_is_missed():
    assert without(course(skipped=frozenset({2})), 0, 5).skipped == {0, 2, 5}
