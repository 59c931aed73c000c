"""How likely each card is recalled on a day, by the learner's log: FSRS-6, set right by what was observed.

The prediction stands beside the schedule, whatever that is. FSRS-6 with its published parameters gives R; the
chance of a right answer is σ(a + b · logit R). The learner's own a and b are fitted to the log once there are
`ENOUGH_TO_ADJUST` answers to learn from, by maximum likelihood with the penalties (a/0.5)² and ((b−1)/0.2)²:
two numbers are what a log of some hundred answers can bear, and the penalties are how much learners differ.
The inverse of the penalised curvature is the covariance from which all bands are drawn.

An answer is a card's first graded one on a study day, in a review, in practice or in a mock paper. Later ones
of that day were given minutes after the right answer was shown, and tell little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling import curves
from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import effective, in_order
from quizzer.scheduling.fsrs6 import PUBLISHED
from quizzer.scheduling.sm2 import PASS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from quizzer.scheduling.curves import Flags, Floats, Parameters, Wholes
    from quizzer.scheduling.log import Review

ENOUGH_TO_TELL = 30
"""Answers to cards seen before; with fewer no number is given."""
ENOUGH_TO_ADJUST = 100
_SPREAD = np.array([0.5, 0.2])
"""By how much learners differ in a and b: an assumption, one standard deviation."""
_SURE = 1e-6


class Answers(NamedTuple):
    """All answers of a log, by card and within a card by day; arrays of one length."""

    cards: tuple[str, ...]
    """The keys that `card` numbers; "" for what a card was before it was begun anew."""
    card: Wholes
    day: Wholes
    """The study day's ordinal."""
    quality: Wholes


class Traces(NamedTuple):
    """What all answers have left, an entry a card."""

    stability: Floats
    difficulty: Floats
    last: Wholes
    """The ordinal of the study day of the last answer."""


class Foretold(NamedTuple):
    """What was predicted of each answer to a card seen before, from what stood in the log before it."""

    recall: Floats
    """R by FSRS-6."""
    passed: Flags
    day: Wholes
    since: Wholes
    """Days since the answer before."""

    def where(self, which: Flags | Wholes) -> Foretold:
        """Some of them, by flags or by places."""
        return Foretold(self.recall[which], self.passed[which], self.day[which], self.since[which])


@dataclass(frozen=True, slots=True)
class RecallModel:
    """From FSRS-6's R to the chance of a right answer, with how sure that is."""

    intercept: float = 0.0
    slope: float = 1.0
    covariance: tuple[tuple[float, float], tuple[float, float]] = (
        (float(_SPREAD[0] ** 2), 0.0),
        (0.0, float(_SPREAD[1] ** 2)),
    )
    answers: int = 0
    """How many it was held against."""
    is_adjusted: bool = False
    parameters: tuple[float, ...] = PUBLISHED

    @property
    def is_published(self) -> bool:
        """Whether FSRS-6's parameters are the published ones."""
        return self.parameters == PUBLISHED

    @property
    def tells(self) -> bool:
        """Whether there was enough to give numbers."""
        return self.answers >= ENOUGH_TO_TELL

    def chance(self, recall: Floats) -> Floats:
        """The chance of a right answer where FSRS-6 says `recall`."""
        return chances(recall, self.intercept, self.slope)

    def draws(self, count: int, seed: int) -> Floats:
        """`count` pairs (a, b) that the log allows, in rows."""
        source = np.random.default_rng(seed)
        return source.multivariate_normal(
            [self.intercept, self.slope], np.asarray(self.covariance), count, method="eigh"
        )


def chances(recall: Floats, intercept: Floats | float, slope: Floats | float) -> Floats:
    """σ(a + b · logit R)."""
    sure = np.clip(recall, _SURE, 1 - _SURE)
    return np.asarray(1 / (1 + np.exp(-(intercept + slope * np.log(sure / (1 - sure))))))


def answers_of(rows: Iterable[Review], starts: time = FOUR) -> Answers:
    """The answers of a log; rows in any order, the same one more than once.

    A card that was begun anew is another one from then on: what it was before is known by no key.
    """
    numbers: dict[str, int] = {}
    keys: list[str] = []
    found: dict[tuple[int, int], int] = {}
    for row in effective(in_order(rows)):
        if row.kind in ("review", "exam") and row.quality is not None:
            card = numbers.setdefault(row.card, len(keys))
            if card == len(keys):
                keys.append(row.card)
            found.setdefault((card, study_day(row.at, starts).toordinal()), row.quality)
        elif row.kind == "reset" and (begun := numbers.pop(row.card, None)) is not None:
            keys[begun] = ""
    if not found:
        none = np.zeros(0, np.int64)
        return Answers((), none, none, none)
    table = np.array([(card, day, quality) for (card, day), quality in found.items()], np.int64)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    return Answers(tuple(keys), table[:, 0], table[:, 1], table[:, 2])


def replayed(answers: Answers, parameters: Parameters = PUBLISHED) -> tuple[Traces, Foretold]:
    """What the answers have left of each card, and what was to be expected of each answer before it came."""
    count = len(answers.cards)
    stability, difficulty = np.ones(count), np.ones(count)
    last = np.zeros(count, np.int64)
    rating = np.maximum(answers.quality - 1, 1)
    begins = np.searchsorted(answers.card, np.arange(count))
    lengths = np.diff(np.append(begins, len(answers.card)))
    expected, since = np.zeros(len(answers.card)), np.zeros(len(answers.card), np.int64)
    for rank in range(int(lengths.max(initial=0))):
        cards = np.flatnonzero(lengths > rank)
        at = begins[cards] + rank
        if rank == 0:
            stability[cards], difficulty[cards] = curves.first(rating[at], parameters)
        else:
            days = answers.day[at] - last[cards]
            since[at], expected[at] = days, curves.recall(days, stability[cards], parameters)
            stability[cards], difficulty[cards] = curves.after(
                stability[cards], difficulty[cards], days, rating[at], parameters
            )
        last[cards] = answers.day[at]
    later = np.ones(len(answers.card), bool)
    later[begins] = False
    told = Foretold(expected[later], answers.quality[later] >= PASS, answers.day[later], since[later])
    return Traces(stability, difficulty, last), told


def model_of(foretold: Foretold, parameters: Parameters = PUBLISHED) -> RecallModel:
    """The model that the log bears out.

    Until it is fitted it is as unsure as learners differ: a band that narrowed about a point which the
    answers have no say in would be narrow about the wrong place.
    """
    count = len(foretold.recall)
    if count < ENOUGH_TO_ADJUST:
        return RecallModel(answers=count, parameters=tuple(parameters))
    point, covariance = _fitted(foretold.recall, foretold.passed)
    (aa, ab), (_, bb) = covariance.tolist()
    return RecallModel(float(point[0]), float(point[1]), ((aa, ab), (ab, bb)), count, True, tuple(parameters))


def _fitted(recall: Floats, passed: Flags) -> tuple[Floats, Floats]:
    """Newton's method on the penalised likelihood, which is convex; the mode and the inverse curvature."""
    prior = np.array([0.0, 1.0])
    precision = np.diag(_SPREAD**-2.0)
    sure = np.clip(recall, _SURE, 1 - _SURE)
    features = np.stack([np.ones_like(sure), np.log(sure / (1 - sure))], axis=1)
    point = prior.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ point))
        slope = features.T @ (passed - chance) - precision @ (point - prior)
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + precision
        step = np.linalg.solve(curvature, slope)
        point = point + step * min(1.0, 2.0 / float(np.abs(step).max(initial=1e-12)))
        if float(np.abs(step).max()) < 1e-10:
            break
    return point, np.linalg.inv(curvature)


def predicted_ahead(foretold: Foretold, parameters: Parameters = PUBLISHED) -> Floats:
    """The chance that would have been given to each answer before it came, by what was known until then.

    The model is fitted anew whenever the log has grown by a quarter, on earlier days alone: no answer tells
    its own.
    """
    order = np.argsort(foretold.day, kind="stable")
    count, chance = len(order), np.empty(len(order))
    begin, end = 0, ENOUGH_TO_ADJUST
    while begin < count:
        now = order[begin:end]
        earlier = order[:begin]
        before = earlier[foretold.day[earlier] < foretold.day[now[0]]]
        chance[now] = model_of(foretold.where(before), parameters).chance(foretold.recall[now])
        begin, end = end, end * 5 // 4
    return chance
