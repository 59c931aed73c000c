"""Which scheduler a card is under: SM-2, or FSRS-6 at a desired retention; for all cards or deck by deck.

Either is a pure step over the same log, so a change of scheduler replays the log and loses nothing. Repeats
within the day bear on neither: minutes after its answer was shown, a card tells little of what will stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.scheduling import fsrs6, sm2
from quizzer.scheduling.sm2 import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable

SchedulerName: TypeAlias = Literal["sm2", "fsrs"]
SCHEDULERS: tuple[SchedulerName, ...] = ("sm2", "fsrs")
RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
"""Outside these a retention asks for reviews every day, or for hardly any."""


@dataclass(frozen=True, slots=True)
class Scheduler:
    """One way to decide when a card is asked again."""

    name: SchedulerName = "sm2"
    ef_on_fail: bool = False
    """Of SM-2: whether EF falls on failures too."""
    retention: float = RETENTION
    """Of FSRS: how likely a card is to be recalled when it falls due."""

    def step(self, memory: Memory | None, quality: int, day: date) -> Memory:
        """The memory after a review of `quality` (0 to 5) on study day `day`.

        Raises:
            ValueError: `quality` is not one of 0, 1, 2, 3, 4, 5.
        """
        stepped = sm2.step(memory, quality, day, ef_on_fail=self.ef_on_fail)
        if self.name == "sm2":
            return stepped
        # EF, the count of successes and of lapses mean the same under both; only the interval is FSRS's own.
        rating = fsrs6.rating_of(quality)
        if memory is None:
            trace = fsrs6.first(rating)
        else:
            before = fsrs6.Trace(memory.stability, memory.difficulty)
            trace = fsrs6.after(before, max(0, (day - memory.reviewed).days), rating)
        interval = fsrs6.interval(trace.stability, self.retention)
        due = date.fromordinal(min(day.toordinal() + interval, date.max.toordinal()))
        return Memory(
            stepped.ease,
            stepped.repetitions,
            interval,
            due,
            day,
            stepped.lapses,
            stepped.successes,
            trace.stability,
            trace.difficulty,
        )


SM2 = Scheduler()


@dataclass(frozen=True, slots=True)
class Schedulers:
    """The scheduler of every card."""

    usual: Scheduler = SM2
    by_deck: tuple[tuple[str, Scheduler], ...] = ()
    """From decks' slugs, where one is scheduled otherwise."""

    def of(self, card: str) -> Scheduler:
        """The scheduler of a card, by its key."""
        if not self.by_deck:
            return self.usual
        slug = card.partition("/")[0]
        return next((scheduler for deck, scheduler in self.by_deck if deck == slug), self.usual)

    def shared(self, cards: Iterable[str]) -> Scheduler | None:
        """The one scheduler of all these cards; None where there are several."""
        found = {self.of(card) for card in cards}
        return found.pop() if len(found) == 1 else None
