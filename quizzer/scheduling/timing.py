"""How long answers take: in all, in the middle, and card by card."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.answered import Answer


class Timing(NamedTuple):
    """Seconds over graded answers that were timed."""

    answers: int
    seconds: float
    """In all."""
    median: float | None
    """Of one answer; None where none was timed."""
    by_card: dict[str, tuple[float, int]]
    """Each card's own median, and over how many answers."""


def timing(answers: Iterable[Answer]) -> Timing:
    """How long the answers took; a pause counts as two minutes (see `answered.LONGEST`)."""
    of_card: dict[str, list[float]] = {}
    every: list[float] = []
    for one in answers:
        if one.quality is not None and one.seconds is not None:
            of_card.setdefault(one.card, []).append(one.seconds)
            every.append(one.seconds)
    return Timing(
        len(every),
        sum(every),
        median(every) if every else None,
        {card: (median(taken), len(taken)) for card, taken in of_card.items()},
    )
