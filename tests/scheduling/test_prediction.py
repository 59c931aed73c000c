"""Prediction: what it takes from the log, when it dares to speak, and whether it comes true where the truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from quizzer.scheduling import curves, fsrs6
from quizzer.scheduling.log import Review
from quizzer.scheduling.prediction import (
    ENOUGH_TO_ADJUST,
    ENOUGH_TO_TELL,
    Foretold,
    RecallModel,
    answers_of,
    chances,
    model_of,
    predicted_ahead,
    replayed,
)
from quizzer.scheduling.reliability import tenths, worst_gap
from quizzer.scheduling.simulation import Played, marks
from tests.bench.learners import LEARNERS, Truth, history, worse_models

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
GAP = 0.03


def row(number, days, kind="review", quality=4, card="deck/a", **more):
    return Review(f"r{number}", "here", card, START + timedelta(days=days), kind, quality=quality, **more)


def test_the_first_answer_of_a_day_counts_whatever_it_was_given_in():
    rows = [
        row(1, 0),
        row(2, 0.01, "repeat", 5),
        row(3, 3, "exam", 1),
        row(4, 3.01, "exam", 5),
        row(5, 9, "review", 3),
        row(6, 12, "review", 5),
        row(7, 12.1, "undo", None, refers="r6"),
        row(8, 20, "review", None),
    ]
    answers = answers_of(rows)
    assert answers.cards == ("deck/a",)
    assert (answers.day - answers.day[0]).tolist() == [0, 3, 9]
    assert answers.quality.tolist() == [4, 1, 3]


def test_an_empty_log_predicts_nothing():
    traces, foretold = replayed(answers_of([]))
    assert len(traces.stability) == len(foretold.recall) == 0
    assert not model_of(foretold).tells


def test_a_replay_is_the_walk_of_each_card():
    answers, _ = history(Truth(), 30, 7, seed=3)
    traces, foretold = replayed(answers)
    seen = []
    for card in range(30):
        mine = answers.card == card
        trace, before = None, None
        for day, quality in zip(answers.day[mine].tolist(), answers.quality[mine].tolist(), strict=True):
            rating = fsrs6.rating_of(quality)
            if trace is None:
                trace = fsrs6.first(rating)
            else:
                seen.append(fsrs6.recall(day - before, trace.stability))
                trace = fsrs6.after(trace, day - before, rating)
            before = day
        assert (traces.stability[card], traces.difficulty[card]) == pytest.approx(trace, rel=1e-9)
        assert traces.last[card] == before
    np.testing.assert_allclose(foretold.recall, seen, rtol=1e-9)
    assert len(seen) == 30 * 6


@pytest.mark.parametrize(
    ("answers", "tells", "adjusted"),
    [
        (3, False, False),
        (ENOUGH_TO_TELL - 1, False, False),
        (ENOUGH_TO_TELL, True, False),
        (ENOUGH_TO_ADJUST - 1, True, False),
        (ENOUGH_TO_ADJUST, True, True),
    ],
)
def test_few_answers_tell_nothing_and_more_adjust_nothing_yet(answers, tells, adjusted):
    few = Foretold(
        np.full(answers, 0.9), np.zeros(answers, bool), np.arange(answers), np.ones(answers, np.int64)
    )
    model = model_of(few)
    assert (model.tells, model.is_adjusted) == (tells, adjusted)
    assert (model.intercept == 0) == (not adjusted)


def test_until_it_is_fitted_a_model_is_as_unsure_as_learners_differ():
    """All wrong, of ninety-nine: a band that narrowed about the unfitted point would leave the truth out."""
    count = ENOUGH_TO_ADJUST - 1
    wrong = Foretold(np.full(count, 0.9), np.zeros(count, bool), np.arange(count), np.ones(count, np.int64))
    assert model_of(wrong).covariance == RecallModel().covariance
    assert model_of(wrong).answers == count


def test_a_card_begun_anew_is_foretold_nothing_from_before():
    rows = [row(1, 0), row(2, 3), row(3, 5, "reset", None), row(4, 9, quality=1), row(5, 10)]
    answers = answers_of(rows)
    _, foretold = replayed(answers)
    assert answers.cards == ("", "deck/a")
    assert foretold.since.tolist() == [3, 1], "none bridges the reset"
    assert foretold.recall[1] == pytest.approx(fsrs6.recall(1, fsrs6.first(1).stability))
    assert answers_of(rows[:3]).cards == ("",), "as one never asked"
    back = [*rows, row(6, 11, "undo", None, refers="r3")]
    assert replayed(answers_of(back))[1].since.tolist() == [3, 6, 1]


def test_more_answers_leave_less_doubt():
    doubts = []
    for cards in (5, 40, 400):
        _, foretold = replayed(history(Truth(), cards, 5, seed=1)[0])
        doubts.append(np.trace(np.asarray(model_of(foretold).covariance)))
    assert doubts == sorted(doubts, reverse=True)


def test_a_learner_who_slips_is_found_out():
    _, foretold = replayed(history(Truth(-0.7, 0.8), 600, 8, seed=2)[0])
    model = model_of(foretold)
    assert model.intercept == pytest.approx(-0.7, abs=0.15)
    assert model.slope == pytest.approx(0.8, abs=0.12)


def test_no_prediction_hears_of_its_own_answer_or_a_later_one():
    _, foretold = replayed(history(Truth(-0.5, 1), 60, 8, seed=5)[0])
    late = foretold.day >= np.sort(foretold.day)[len(foretold.day) // 2]
    other = Foretold(foretold.recall, foretold.passed ^ late, foretold.day, foretold.since)
    early = ~late
    np.testing.assert_array_equal(predicted_ahead(foretold)[early], predicted_ahead(other)[early])


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("seed", [1, 2])
def test_predictions_come_true_within_three_points_in_each_tenth(name, seed):
    answers, truth = history(LEARNERS[name], 1500, 10, seed)
    _, foretold = replayed(answers)
    assert worst_gap(predicted_ahead(foretold), truth, foretold.since) < GAP


@pytest.mark.parametrize("name", ["as published", "forgets twice as fast"])
def test_the_same_check_catches_worse_models(name):
    answers, truth = history(LEARNERS[name], 1500, 10, seed=1)
    _, foretold = replayed(answers)
    gaps = {
        model: worst_gap(chance, truth, foretold.since)
        for model, chance in worse_models(answers, foretold).items()
    }
    assert len(gaps) == 4
    assert min(gaps.values()) > GAP, gaps


@pytest.mark.parametrize(("cards", "answers"), [(16, 48), (60, 180)], ids=["not fitted yet", "fitted"])
def test_nine_marks_of_ten_lie_within_their_band(cards, answers):
    """Learners who differ as is assumed, and an exam of every card a month later: chance alone decides."""
    count, within = 60, 0
    for seed in range(count):
        source = np.random.default_rng((seed, 77))
        intercept, slope = source.normal(0, 0.5), source.normal(1, 0.2)
        log, _ = history(Truth(intercept, slope), cards, answers // cards + 1, seed)
        traces, foretold = replayed(log)
        model = model_of(foretold)
        assert model.answers == answers
        recall = curves.recall(log.day.max() + 30 - traces.last, traces.stability)
        none = np.zeros((1, 1), np.int64)
        played = Played(none, none, none, recall[None], model.chance(recall)[None], (none[0],) * 3)
        drawn = marks(played, model, np.full(cards, 1 / cards), draws=300, seed=0)
        low, high = np.quantile(drawn, (0.05, 0.95))
        within += low <= (source.random(cards) < chances(recall, intercept, slope)).mean() <= high
    assert 0.8 <= within / count <= 0.98


def test_tenths_tell_what_they_hold_and_when_that_is_too_little():
    chance = np.linspace(0.5, 1, 200)
    passed = np.arange(200) % 4 > 0
    found = tenths(chance, passed)
    assert [one.answers for one in found] == [20] * 10
    assert all(one.tells and one.observed == 0.75 and one.low < 0.75 < one.high for one in found)
    assert [one.agrees for one in found] == [one.low <= one.predicted <= one.high for one in found]
    assert not found[0].agrees
    assert found[4].agrees
    assert not tenths(chance[:150], passed[:150])[0].tells


def test_chances_rise_with_recall():
    model = replace(RecallModel(), intercept=-0.4, slope=0.9)
    chances = model.chance(np.linspace(0, 1, 50))
    assert (np.diff(chances) >= 0).all()
    assert 0 <= chances[0] < chances[-1] <= 1
