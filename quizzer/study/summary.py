"""The end of a sitting: how much was right, what was hard, what comes when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.scheduling.forecast import due_day
from quizzer.scheduling.sm2 import ENOUGH_TODAY, PASS

if TYPE_CHECKING:
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.study.session import Session


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that was not right at once, with the lowest grade it got and why."""

    card: Card
    quality: int
    reason: str
    times: int
    """How often it was asked in this sitting."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting came to."""

    asked: int
    """Different cards."""
    right: int
    """Of those, how many passed when asked first."""
    hard: tuple[Hard, ...]
    """Worst first."""
    due: tuple[tuple[date, int], ...]
    """How many of the cards asked come back on which study day, in order."""
    left: int
    """Cards that still wait."""


def summary(session: Session) -> Summary:
    """What the sitting has come to so far."""
    first: dict[str, int] = {}
    worst: dict[str, Hard] = {}
    times: Counter[str] = Counter()
    for outcome in session.done:
        if outcome.grade is None:
            continue
        card, (quality, reason) = outcome.asked.card, outcome.grade
        times[card.key] += 1
        first.setdefault(card.key, quality)
        if quality < ENOUGH_TODAY and (card.key not in worst or quality < worst[card.key].quality):
            worst[card.key] = Hard(card, quality, reason, 0)
    hard = [Hard(one.card, one.quality, one.reason, times[key]) for key, one in worst.items()]
    days = Counter(day for key in first if (state := session.states.get(key)) and (day := due_day(state)))
    return Summary(
        asked=len(first),
        right=sum(quality >= PASS for quality in first.values()),
        hard=tuple(sorted(hard, key=lambda one: one.quality)),
        due=tuple(sorted(days.items())),
        left=session.remaining - session.is_counted,
    )
