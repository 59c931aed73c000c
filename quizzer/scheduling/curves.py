"""FSRS-6 over whole arrays of cards at once: the formulas of `fsrs6`, in NumPy, for simulation.

Arrays of one argument list have one shape, or broadcast to one. The tests hold each function to its scalar
namesake, and that one to the published package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from quizzer.scheduling.fsrs6 import (
    AGAIN,
    EASY,
    HARD,
    LEAST_DIFFICULTY,
    LEAST_STABILITY,
    LONGEST,
    MOST_DIFFICULTY,
    PUBLISHED,
    factor_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Wholes: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]
    Parameters: TypeAlias = tuple[float, ...]


def recall(days: Wholes | Floats | int, stability: Floats, w: Parameters = PUBLISHED) -> Floats:
    """R of each card, `days` after its last review."""
    return np.asarray((1 + factor_of(w) * np.maximum(days, 0) / stability) ** -w[20])


def first(rating: Wholes, w: Parameters = PUBLISHED) -> tuple[Floats, Floats]:
    """Stability and difficulty after first reviews."""
    stability = np.maximum(np.asarray(w[:4])[rating - 1], LEAST_STABILITY)
    return stability, _bounded(w[4] - np.exp(w[5] * (rating - 1.0)) + 1)


def after(
    stability: Floats, difficulty: Floats, days: Wholes, rating: Wholes, w: Parameters = PUBLISHED
) -> tuple[Floats, Floats]:
    """Stability and difficulty after reviews that come `days` after the ones before."""
    recalled = recall(days, stability, w)
    grown = np.where(
        rating == AGAIN,
        forgotten(stability, difficulty, recalled, w),
        kept(stability, difficulty, recalled, w, bonus=_bonus(rating, w)),
    )
    if (same := np.asarray(days) < 1).any():
        growth = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        grown = np.where(same, stability * np.where(rating == AGAIN, growth, np.maximum(growth, 1)), grown)
    eased = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
    easiest = w[4] - np.exp(w[5] * (EASY - 1)) + 1
    return np.maximum(grown, LEAST_STABILITY), _bounded(w[7] * easiest + (1 - w[7]) * eased)


def kept(
    stability: Floats,
    difficulty: Floats,
    recalled: Floats,
    w: Parameters = PUBLISHED,
    bonus: Floats | float = 1.0,
) -> Floats:
    """Stability once a card is recalled, of which the chance was `recalled`."""
    gain = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * np.expm1((1 - recalled) * w[10])
    return np.asarray(stability * (1 + gain * bonus))


def forgotten(stability: Floats, difficulty: Floats, recalled: Floats, w: Parameters = PUBLISHED) -> Floats:
    """Stability once a card is not."""
    long = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp((1 - recalled) * w[14])
    return np.asarray(np.minimum(long, stability / np.exp(w[17] * w[18])))


def interval(stability: Floats, retention: Floats | float, w: Parameters = PUBLISHED) -> Wholes:
    """Whole days, from 1, until recall falls to `retention`."""
    days = stability / factor_of(w) * (np.asarray(retention) ** (-1 / w[20]) - 1)
    return np.clip(np.rint(days), 1, LONGEST).astype(np.int64)


def _bonus(rating: Wholes, w: Parameters) -> Floats:
    return np.where(rating == HARD, w[15], np.where(rating == EASY, w[16], 1.0))


def _bounded(difficulty: Floats) -> Floats:
    return np.clip(difficulty, LEAST_DIFFICULTY, MOST_DIFFICULTY)
