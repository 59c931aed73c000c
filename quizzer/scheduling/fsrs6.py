"""FSRS-6: how a memory's stability and difficulty change with each review, and how likely it is recalled.

The published formulas (J. Ye and others, "The algorithm" of FSRS-6, as in py-fsrs 6.3), on whole study days
and without chance. With the parameters w and the ratings G = 1 again, 2 hard, 3 good, 4 easy:

    R(t, S) = (1 + F t/S)^-w20,  F = 0.9^(-1/w20) − 1      so that R(S, S) = 0.9
    S0(G) = w[G−1],  D0(G) = w4 − e^(w5 (G−1)) + 1
    S' = S (1 + e^w8 (11 − D) S^-w9 (e^(w10 (1−R)) − 1) · w15 if hard · w16 if easy)       once recalled
    S' = min(w11 D^-w12 ((S+1)^w13 − 1) e^(w14 (1−R)), S / e^(w17 w18))                    once forgotten
    S' = S · e^(w17 (G − 3 + w18)) S^-w19, no less than S unless again                      on the same day
    D' = w7 D0(4) + (1 − w7) (D − w6 (G−3) (10 − D)/9), from 1 to 10

Written out here rather than taken from the package, whose cards carry a clock and sleep a millisecond, and
which takes 45 ms to load on the way to the first question; the tests hold both to one another.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import NamedTuple

PUBLISHED = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The default parameters of FSRS-6, fitted by its authors to the logs of ten thousand learners."""
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LEAST_STABILITY = 0.001
LEAST_DIFFICULTY, MOST_DIFFICULTY = 1.0, 10.0
LONGEST = 36_500
"""Days; a century."""


class Trace(NamedTuple):
    """What is left of a card in memory."""

    stability: float
    """Days until it is recalled nine times in ten."""
    difficulty: float
    """1 to 10."""


def rating_of(quality: int) -> int:
    """From a quality of 0 to 5 to a rating: what failed is again, 3 hard, 4 good, 5 easy."""
    return max(AGAIN, quality - 1)


@lru_cache(maxsize=8)
def factor_of(parameters: tuple[float, ...] = PUBLISHED) -> float:
    """F, from the decay."""
    return float(0.9 ** (-1 / parameters[20])) - 1


def recall(days: float, stability: float, parameters: tuple[float, ...] = PUBLISHED) -> float:
    """R: how likely a memory of `stability` is recalled `days` after its last review."""
    return float((1 + factor_of(parameters) * max(0, days) / stability) ** -parameters[20])


def first(rating: int, parameters: tuple[float, ...] = PUBLISHED) -> Trace:
    """What a card's first review leaves."""
    return Trace(
        max(parameters[rating - 1], LEAST_STABILITY), _bounded(_first_difficulty(rating, parameters))
    )


def after(trace: Trace, days: int, rating: int, parameters: tuple[float, ...] = PUBLISHED) -> Trace:
    """What a review leaves that comes `days` study days after the last one; 0 is the same day."""
    w = parameters
    stability, difficulty = trace
    if days < 1:
        growth = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        grown = stability * (growth if rating == AGAIN else max(growth, 1.0))
    else:
        recalled = recall(days, stability, w)
        if rating == AGAIN:
            grown = min(
                w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - recalled) * w[14]),
                stability / exp(w[17] * w[18]),
            )
        else:
            bonus = {HARD: w[15], EASY: w[16]}.get(rating, 1.0)
            gain = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp((1 - recalled) * w[10]) - 1)
            grown = stability * (1 + gain * bonus)
    eased = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
    difficulty = w[7] * _first_difficulty(EASY, w) + (1 - w[7]) * eased
    return Trace(max(grown, LEAST_STABILITY), _bounded(difficulty))


def interval(stability: float, retention: float, parameters: tuple[float, ...] = PUBLISHED) -> int:
    """Whole days, from 1, until recall falls to `retention`."""
    days = stability / factor_of(parameters) * (retention ** (-1 / parameters[20]) - 1)
    return int(min(max(round(min(days, LONGEST)), 1), LONGEST))


def _first_difficulty(rating: int, w: tuple[float, ...]) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1


def _bounded(difficulty: float) -> float:
    return min(max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY)
