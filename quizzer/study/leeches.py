"""Leeches: cards that are forgotten again and again, and what can be done about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.scheduling.effect import effective, in_order
from quizzer.scheduling.sm2 import PASS
from quizzer.study import when
from quizzer.study.mistakes import recurring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from quizzer.scheduling.log import Review
    from quizzer.study.mistakes import Recurring

AFTER = 5
"""Lapses that make a leech, where the learner has set no other number."""
CURED = 3
"""Reviews passed in a row after which a card is none any more."""
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that is forgotten again and again."""

    lapses: int
    history: tuple[tuple[date, int], ...]
    """Study day and quality of every review."""
    mistake: Recurring | None
    """What recurs in its failed answers."""

    def told(self, today: date) -> tuple[str, ...]:
        """What the card is, which mistake recurs, and its latest reviews; a sentence each."""
        lines = [f"This card keeps slipping: forgotten {when.counted(self.lapses, 'time')}."]
        if self.mistake is not None:
            lines.append(self.mistake.told)
        latest = self.history[-_SHOWN:]
        graded = ", ".join(f"{when.day(day, today)}: {quality}" for day, quality in latest)
        more = "… " if len(self.history) > _SHOWN else ""
        return (*lines, f"Its grades: {more}{graded}.")


def lapses(history: Sequence[tuple[date, int]]) -> int:
    """How often a card met before was forgotten, since it was last known three times in a row.

    Args:
        history: study day and quality of every review, as `CardState.history` has it.
    """
    count = passed = 0
    for place, (_, quality) in enumerate(history):
        passed = passed + 1 if quality >= PASS else 0
        if passed == CURED:
            count = 0
        elif quality < PASS and place:  # a first meeting is no lapse: there was nothing to forget
            count += 1
    return count


def is_leech(history: Sequence[tuple[date, int]], after: int = AFTER) -> bool:
    """Whether a card has lapsed `after` times or more; with `after` 0 none ever is."""
    return 0 < after <= lapses(history)


def is_told_now(history: Sequence[tuple[date, int]], after: int = AFTER) -> bool:
    """Whether the learner is told after the last review: at the limit, then at every further half of it."""
    if not is_leech(history, after) or history[-1][1] >= PASS:
        return False
    return (lapses(history) - after) % max(1, after // 2) == 0


def leech(rows: Iterable[Review], history: Sequence[tuple[date, int]]) -> Leech:
    """What is known of a card, from its own rows in the log and from its history."""
    answers = [row for row in effective(in_order(rows)) if row.kind in ("review", "repeat")]
    return Leech(lapses(history), tuple(history), recurring(answers))
