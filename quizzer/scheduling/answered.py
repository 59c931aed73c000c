"""The log as answers: what counts of it, in order, each with how long ago the card was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import effective, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from quizzer.scheduling.log import Kind, Review

LONGEST = 120.0
"""Seconds that an answer takes at most; what took longer was a pause."""
ANSWERED: frozenset[Kind] = frozenset(("review", "repeat", "exam"))
"""Kinds of rows that hold an answer."""


class Answer(NamedTuple):
    """An answer that nothing has taken back."""

    id: str
    card: str
    """The key that the card bears now."""
    day: date
    """The study day."""
    kind: Kind
    quality: int | None
    """The one that counts; None for a step before a card's last, and for what was never graded."""
    verdict: str
    """As the row has it: the verdict's code, then those of the diagnoses."""
    typed: str
    instance: str
    step: int
    """Which step of its card it answers, counted from 0."""
    seconds: float | None
    """Of a graded answer, its steps' together; each counts as two minutes at most."""
    since: int | None
    """Study days since the card's review before; None for its first, and for what is no graded review."""

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The codes of what was diagnosed."""
        return tuple(self.verdict.split()[1:])


def answers(rows: Iterable[Review], *, starts: time = FOUR, are_ordered: bool = False) -> list[Answer]:
    """The answers of a log, oldest first; rows in any order, the same one more than once.

    A card that was begun anew has no review before its next one.

    Args:
        rows: the log.
        starts: when a study day begins, local time.
        are_ordered: whether the rows come from `effect.in_order`, which takes its time over a long log.
    """
    found: list[Answer] = []
    reviewed: dict[str, date] = {}
    steps: dict[str, tuple[date, int, float]] = {}
    """Of cards amid their steps: the day, how many are answered, and how long they took."""
    for row in effective(list(rows) if are_ordered else in_order(rows)):
        card, kind, quality = row.card, row.kind, row.quality
        if kind not in ANSWERED:
            if kind == "reset":
                reviewed.pop(card, None)
            continue
        day = study_day(row.at, starts)
        begun, step, spent = steps.pop(card, (day, 0, 0.0)) if steps else (day, 0, 0.0)
        if begun != day:
            step, spent = 0, 0.0
        seconds = None if row.seconds is None else min(row.seconds, LONGEST)
        since = None
        if quality is None:
            steps[card] = (day, step + 1, spent + (seconds or 0.0))
        else:
            if seconds is not None:
                seconds += spent
            if kind == "review":
                before = reviewed.get(card)
                since = None if before is None else max(0, (day - before).days)
                reviewed[card] = day
        found.append(
            Answer(
                row.id, card, day, kind, quality, row.verdict, row.typed, row.instance, step, seconds, since
            )
        )
    return found
