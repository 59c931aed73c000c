"""All 21 parameters of FSRS-6 fitted to one learner's log, by the package's optimizer where it is installed.

It is fitted to the earlier four fifths of the answers and held against the last fifth. Where it does not
predict those better than the published parameters, these stay: more parameters than a log bears do worse.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling.fsrs6 import PUBLISHED
from quizzer.scheduling.prediction import Answers, model_of, replayed

if TYPE_CHECKING:
    from quizzer.scheduling.curves import Flags, Floats, Parameters
    from quizzer.scheduling.prediction import Foretold

ENOUGH_TO_FIT = 1000
"""Answers to cards seen before."""
_EARLIER = 0.8
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)


class NoOptimizer(Exception):
    """The optimizer's packages are not installed."""


class Fit(NamedTuple):
    """What was found."""

    parameters: tuple[float, ...]
    answers: int
    """To cards seen before, all that the log has."""
    loss: float
    """The log loss over the last fifth, with these parameters."""
    published: float
    """With the published ones."""
    until: date
    """The last study day whose answers they were fitted to; they foresaw nothing up to it."""

    @property
    def helps(self) -> bool:
        """Whether it predicts the last fifth better."""
        return self.loss < self.published


def fit(answers: Answers) -> Fit:
    """The parameters that the earlier answers suggest, with how they do on the later ones.

    Raises:
        NoOptimizer: its packages are not installed.
        ValueError: what the optimizer found are no parameters.
    """
    days = np.sort(answers.day)
    border = int(days[int(_EARLIER * len(days))]) if len(days) else date.max.toordinal()
    found = _optimal(Answers(answers.cards, *(column[answers.day < border] for column in answers[1:])))
    _, new = replayed(answers, found)
    _, old = replayed(answers)
    return Fit(
        found,
        len(old.recall),
        _loss(new, border, found),
        _loss(old, border, PUBLISHED),
        date.fromordinal(border - 1),
    )


def _loss(foretold: Foretold, border: int, parameters: Parameters) -> float:
    """The log loss over answers from `border` on, the chances adjusted by those before it."""
    late: Flags = foretold.day >= border
    chance: Floats = model_of(foretold.where(~late), parameters).chance(foretold.recall[late])
    passed = foretold.passed[late]
    if not len(passed):
        return 0.0
    return float(-np.log(np.clip(np.where(passed, chance, 1 - chance), 1e-9, 1)).mean())


def _optimal(answers: Answers) -> tuple[float, ...]:
    try:
        from fsrs.optimizer import Optimizer  # noqa: PLC0415 - an extra, and it brings PyTorch
    except ImportError as error:
        raise NoOptimizer from error
    from fsrs import Rating, ReviewLog  # noqa: PLC0415

    logs = [
        ReviewLog(card, Rating(max(1, quality - 1)), _NOON + timedelta(days=day - 730_000), None)
        for card, day, quality in zip(*(column.tolist() for column in answers[1:]), strict=True)
    ]
    found = tuple(float(one) for one in Optimizer(logs).compute_optimal_parameters())
    if len(found) != len(PUBLISHED) or not all(np.isfinite(found)) or found[20] <= 0:
        raise ValueError(f"the optimizer found no parameters of FSRS-6, but {found}")
    return found
