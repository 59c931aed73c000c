"""What the schedule would do with each grade, said before one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.sm2 import BEST, ENOUGH_TODAY
from quizzer.study import when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


class Prospect(NamedTuple):
    """What a grade leads to."""

    quality: int
    days: int
    """From today to the next review."""
    again: bool
    """Whether the card is asked once more today."""


def prospects(due: Callable[[int], date], today: date) -> tuple[Prospect, ...]:
    """What each quality leads to; `due` foretells the day of the next review from a quality."""
    return tuple(
        Prospect(quality, (due(quality) - today).days, quality < ENOUGH_TODAY) for quality in range(BEST + 1)
    )


def prospects_text(found: Sequence[Prospect]) -> str:
    """`0–3 again today, then tomorrow · 4 in 6 days · 5 in 7`: grades that lead to the same, together."""
    groups: list[list[Prospect]] = []
    for one in found:
        if groups and groups[-1][0][1:] == one[1:]:
            groups[-1].append(one)
        else:
            groups.append([one])
    said: list[str] = []
    for group in groups:
        first, last = group[0], group[-1]
        grades = f"{first.quality}" if first is last else f"{first.quality}–{last.quality}"
        coming = _coming(first.days, is_told=any("days" in text for text in said))
        if first.again:
            said.append(f"{grades} today" if first.days <= 1 else f"{grades} today, then {coming}")
        else:
            said.append(f"{grades} {coming}")
    return " · ".join(said)


def _coming(days: int, *, is_told: bool) -> str:
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return f"in {days}" if is_told else f"in {when.counted(days, 'day')}"
