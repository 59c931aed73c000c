"""Synthetic learners of whom the truth is known: their answers, and the chance that each of these had."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from quizzer.scheduling.curves import after, first, recall
from quizzer.scheduling.fsrs6 import PUBLISHED, factor_of
from quizzer.scheduling.prediction import Answers, chances
from quizzer.scheduling.sm2 import step

EPOCH = date(2026, 1, 1)


class Truth(NamedTuple):
    """A learner: FSRS-6 with stabilities scaled, cards that differ, and slips or luck on top of R."""

    intercept: float = 0.0
    slope: float = 1.0
    scale: float = 1.0
    spread: float = 0.0
    parameters: tuple[float, ...] = PUBLISHED


LEARNERS = {
    "as published": Truth(),
    "forgets twice as fast": Truth(scale=0.5),
    "slips in one answer of ten": Truth(intercept=-0.7, slope=0.8),
    "remembers better than told": Truth(intercept=0.6, slope=1.2),
    "some cards stick, some do not": Truth(spread=0.4),
}


def history(truth: Truth, cards: int, reviews: int, seed: int):
    """Answers of `cards` cards asked `reviews` times each, early and late; and the true chance of each later one."""
    source = np.random.default_rng(seed)
    strength = truth.scale * np.exp(truth.spread * source.standard_normal(cards))
    day = source.integers(0, 60, cards)
    rating = source.choice([1, 2, 3], cards, p=[0.25, 0.1, 0.65])
    w = truth.parameters
    stability, difficulty = first(rating, w)
    days, ratings, chance = [day], [rating], []
    for _ in range(reviews - 1):
        # About when SM-2 or a learner who is early or late would ask: around the stability, widely.
        gap = np.maximum(1, np.rint(stability * np.exp(source.normal(0, 0.9, cards)))).astype(int)
        gap = np.minimum(gap, 200)
        true = chances(recall(gap, stability * strength, w), truth.intercept, truth.slope)
        passed = source.random(cards) < true
        rating = np.where(passed, source.choice([2, 3, 4], cards, p=[0.1, 0.75, 0.15]), 1)
        stability, difficulty = after(stability, difficulty, gap, rating, w)
        day = day + gap
        days.append(day)
        ratings.append(rating)
        chance.append(true)
    numbers = np.repeat(np.arange(cards), reviews)
    return (
        Answers(
            tuple(f"deck/{one}" for one in range(cards)),
            numbers,
            np.stack(days, axis=1).ravel(),
            np.stack(ratings, axis=1).ravel() + 1,
        ),
        np.stack(chance, axis=1).ravel(),
    )


def worse_models(answers, foretold):
    """Predictions that are wrong, each in its way, from the same log."""
    over = (foretold.recall ** (-1 / PUBLISHED[20]) - 1) / factor_of()  # days as a multiple of the stability
    steeper = (1 + (0.9**-2 - 1) * over) ** -0.5
    return {
        "a constant guess": np.full(len(over), foretold.passed.mean()),
        "SM-2 as a probability, 0.9^(days/interval)": 0.9 ** (foretold.since / sm2_intervals(answers)),
        "FSRS-6 with a decay of 0.5": steeper,
        "exponential forgetting, 0.9^(days/stability)": 0.9**over,
    }


def sm2_intervals(answers):
    """The interval that SM-2 had given before each answer to a card seen before."""
    found, memory, before = [], None, -1
    for card, day, quality in zip(*(column.tolist() for column in answers[1:]), strict=True):
        if card == before:
            found.append(memory.interval)
        memory = step(memory if card == before else None, quality, EPOCH + timedelta(days=day))
        before = card
    return np.array(found)
