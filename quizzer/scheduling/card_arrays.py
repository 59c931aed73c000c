"""Many cards at once: what their memories and schedules hold, as arrays, and a review of some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizzer.scheduling import curves
from quizzer.scheduling.sm2 import FIRST_EASE, LEAST_EASE, PASS

if TYPE_CHECKING:
    from quizzer.scheduling.curves import Flags, Floats, Wholes
    from quizzer.scheduling.scheduler import Scheduler

NEVER = 1 << 40
"""The due day of a card never asked, and of one that is suspended."""


@dataclass(slots=True)
class Cards:
    """All that is known of the cards, of all trials in one row; a simulation changes it in place."""

    known: Flags
    stability: Floats
    difficulty: Floats
    last: Wholes
    """The day of the last answer, practice included; below 0 before today."""
    ease: Wholes
    repetitions: Wholes
    interval: Wholes
    due: Wholes
    reviewed: Wholes
    """The day of the last review that counts for the schedule."""
    planned_stability: Floats
    planned_difficulty: Floats
    """What an FSRS schedule knows: reviews alone, no practice."""

    @classmethod
    def unseen(cls, count: int) -> Cards:
        """Cards never asked."""
        ones, none = np.ones(count), np.zeros(count, np.int64)
        return cls(
            np.zeros(count, bool), ones, ones.copy(), none, np.full(count, FIRST_EASE), none.copy(),
            none.copy(), np.full(count, NEVER), none.copy(), ones.copy(), ones.copy(),
        )  # fmt: skip

    def times(self, trials: int) -> Cards:
        """The same, once for each trial."""
        return Cards(*(np.tile(getattr(self, name), trials) for name in self.__slots__))


def schedule(cards: Cards, at: Wholes, day: int, quality: Wholes, scheduler: Scheduler) -> None:
    """One review each of the cards `at`, as `Scheduler.step` has it."""
    if not len(at):
        return
    passed = quality >= PASS
    short = 5 - quality
    eased = np.maximum(LEAST_EASE, cards.ease[at] + 10 - short * (8 + short * 2))
    ease = eased if scheduler.ef_on_fail else np.where(passed, eased, cards.ease[at])
    repetitions = np.where(passed, cards.repetitions[at] + 1, 0)
    if scheduler.name == "fsrs":
        rating = np.maximum(quality - 1, 1)
        is_new = cards.due[at] == NEVER
        begun = curves.first(rating)
        gone = np.maximum(day - cards.reviewed[at], 0)
        grown = curves.after(cards.planned_stability[at], cards.planned_difficulty[at], gone, rating)
        cards.planned_stability[at] = np.where(is_new, begun[0], grown[0])
        cards.planned_difficulty[at] = np.where(is_new, begun[1], grown[1])
        interval = curves.interval(cards.planned_stability[at], scheduler.retention)
    else:
        longer = np.minimum(-(-cards.interval[at] * ease // 100), NEVER // 4)
        interval = np.where(repetitions <= 1, 1, np.where(repetitions == 2, 6, longer))
    cards.ease[at], cards.repetitions[at], cards.interval[at] = ease, repetitions, interval
    cards.due[at], cards.reviewed[at] = day + interval, day
