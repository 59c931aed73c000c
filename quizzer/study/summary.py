"""The end of a sitting: how much was right, what was hard, what comes when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import due_day
from quizzer.scheduling.sm2 import ENOUGH_TODAY, PASS
from quizzer.study import when
from quizzer.study.leeches import is_leech

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    is_over: bool = False
    """Whether the time that was set is up."""
    siblings: int = 0
    """Cards that wait for tomorrow since the other side of them was asked."""
    beyond: int = 0
    """Reviews that are due beyond the day's limit."""
    slipping: tuple[Card, ...] = ()
    """Cards asked that are forgotten again and again."""

    @property
    def put_off(self) -> tuple[str, ...]:
        """What waits for another day, and why; a sentence each."""
        said: list[str] = []
        if self.is_over:
            said.append("The time is up.")
        if self.left:
            said.append(f"{when.counted(self.left, 'card')} left for another time.")
        if self.siblings:
            told = when.counted(self.siblings, "card waits", "cards wait")
            said.append(f"{told} until tomorrow, as the other side of what was asked today.")
        if self.beyond:
            told = when.counted(self.beyond, "review is", "reviews are")
            said.append(f"{told} due beyond the day's limit.")
        return tuple(said)


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
        is_over=session.is_over,
        siblings=session.siblings,
        beyond=session.beyond,
        slipping=_slipping(session, first),
    )


def _slipping(session: Session, asked: Iterable[str]) -> tuple[Card, ...]:
    after = session.rules.leech_after
    return tuple(
        card
        for key in asked
        if (card := session.cards.get(key)) and is_leech(session.states.get(key, NEW).history, after)
    )
