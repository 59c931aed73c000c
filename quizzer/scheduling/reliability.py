"""Whether predictions came true: predicted against observed, tenth by tenth, with Wilson's bands.

By the prediction itself alone a constant guess would pass, since one chance for everything agrees with its
own average. So the same table is made a second time by the days since the card was last seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling.retention import wilson

if TYPE_CHECKING:
    from quizzer.scheduling.curves import Flags, Floats, Wholes

TENTHS = 10
ENOUGH_PER_TENTH = 20
"""Answers; a tenth with fewer says too little, and is not shown as a number."""


class Tenth(NamedTuple):
    """One tenth of the answers."""

    answers: int
    least: float
    most: float
    """What the answers were sorted by, from where to where."""
    predicted: float
    """The mean chance given."""
    observed: float
    """The share answered right."""
    low: float
    high: float
    """Wilson's band of what is observed, 95 %."""

    @property
    def tells(self) -> bool:
        """Whether it has enough answers for a number."""
        return self.answers >= ENOUGH_PER_TENTH

    @property
    def agrees(self) -> bool:
        """Whether the prediction lies within the band."""
        return self.low <= self.predicted <= self.high


def tenths(chance: Floats, passed: Flags, by: Floats | Wholes | None = None) -> tuple[Tenth, ...]:
    """Ten parts of equally many answers, sorted by `by` or else by the chance given to them."""
    keys = chance if by is None else np.asarray(by, float)
    order = np.argsort(keys, kind="stable")
    found: list[Tenth] = []
    for part in np.array_split(order, TENTHS):
        if len(part):
            right = int(passed[part].sum())
            low, high = wilson(right, len(part))
            ends = float(keys[part[0]]), float(keys[part[-1]])
            found.append(Tenth(len(part), *ends, float(chance[part].mean()), right / len(part), low, high))
    return tuple(found)


def worst_gap(chance: Floats, truth: Floats | Flags, since: Wholes) -> float:
    """The largest difference in any tenth, by the prediction and by the days since, as a share of 1.

    `truth` is what was observed, or the true chances where those are known.
    """
    return max(
        abs(float(chance[part].mean()) - float(truth[part].mean()))
        for keys in (chance, np.asarray(since, float))
        for part in np.array_split(np.argsort(keys, kind="stable"), TENTHS)
        if len(part)
    )
