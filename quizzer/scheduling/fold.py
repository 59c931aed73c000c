"""The fold: from the review log, which is the truth, to what is known of each card, derived always anew."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import effective, in_order
from quizzer.scheduling.scheduler import Scheduler, Schedulers
from quizzer.scheduling.sm2 import ENOUGH_TODAY, PASS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from quizzer.scheduling.log import Review
    from quizzer.scheduling.sm2 import Memory

KEPT_FIRST_KEYS = 32
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CardState:
    """What the log says of one card."""

    memory: Memory | None = None
    """None: never reviewed."""
    suspended: bool = False
    buried_until: date | None = None
    """Not asked before this study day."""
    needs_repeat: bool = False
    """Scored below 4 at its last review and not yet 4 in a repeat; holds for that review's study day."""
    last: Review | None = None
    """The last review, with the quality that counts."""
    first_keys: tuple[float, ...] = ()
    """Seconds to the first key of the latest passed reviews, at most 32."""
    history: tuple[tuple[date, int], ...] = ()
    """Study day and quality of every review since it was last begun anew, repeats left out."""
    flagged: bool = False
    """Marked by the learner, to be come back to."""

    @property
    def reviews(self) -> int:
        """How often it was reviewed, repeats left out."""
        return len(self.history)

    @property
    def successes(self) -> int:
        """How many of its reviews were passed."""
        return self.memory.successes if self.memory else 0

    @property
    def median_first_key(self) -> float | None:
        """The median of `first_keys` in seconds; None before the first."""
        if not self.first_keys:
            return None
        ranked = sorted(self.first_keys)
        middle = len(ranked) // 2
        return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


NEW = CardState()
"""A card that the log does not know."""


def fold(
    rows: Iterable[Review],
    *,
    starts: time = FOUR,
    ef_on_fail: bool = False,
    schedulers: Schedulers | None = None,
) -> dict[str, CardState]:
    """The state of every card that the log knows, by key; rows in any order, the same one more than once.

    Args:
        rows: the log, or the union of several devices' logs.
        starts: when a study day begins, local time.
        ef_on_fail: whether EF falls on failures too (see `sm2.step`).
        schedulers: those that the cards are under; SM-2 for all if none are named.
    """
    schedulers = schedulers or Schedulers(Scheduler(ef_on_fail=ef_on_fail))
    cards: dict[str, list[Review]] = {}
    for row in effective(in_order(rows)):
        if row.kind != "exam":
            cards.setdefault(row.card, []).append(row)
    return {card: _replay(of_card, starts, schedulers.of(card)) for card, of_card in cards.items()}


def state_of_rows(
    rows: Iterable[Review],
    *,
    starts: time = FOUR,
    ef_on_fail: bool = False,
    scheduler: Scheduler | None = None,
) -> CardState:
    """The state of one card from its own rows, whatever keys they bear (see `effect.rows_by_card`)."""
    return _replay(effective(in_order(rows)), starts, scheduler or Scheduler(ef_on_fail=ef_on_fail))


def _replay(rows: Iterable[Review], starts: time, scheduler: Scheduler) -> CardState:
    memory: Memory | None = None
    suspended = needs_repeat = flagged = False
    buried_until: date | None = None
    last: Review | None = None
    first_keys: deque[float] = deque(maxlen=KEPT_FIRST_KEYS)
    history: list[tuple[date, int]] = []
    for row in rows:
        if row.kind == "review":
            if row.quality is None:
                continue
            day = study_day(row.at, starts)
            memory = scheduler.step(memory, row.quality, day)
            needs_repeat = row.quality < ENOUGH_TODAY
            last = row
            history.append((day, row.quality))
            if row.quality >= PASS and row.first_key is not None:
                first_keys.append(row.first_key)
        elif row.kind == "repeat":
            needs_repeat = needs_repeat and (row.quality is None or row.quality < ENOUGH_TODAY)
        elif row.kind == "bury":
            buried_until = study_day(row.at, starts) + _ONE_DAY
        elif row.kind in ("suspend", "resume"):
            suspended = row.kind == "suspend"
        elif row.kind in ("flag", "unflag"):
            flagged = row.kind == "flag"
        elif row.kind == "reset":
            memory, buried_until, needs_repeat, last = None, None, False, None
            first_keys.clear()
            history.clear()
    return CardState(
        memory, suspended, buried_until, needs_repeat, last, tuple(first_keys), tuple(history), flagged
    )
