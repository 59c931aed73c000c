"""Plots as rows of characters: bars and columns in eighths of a cell, a year's days week by week.

They are shapes without numbers: whoever draws one puts the numbers beside it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from quizzer.scheduling.activity import level_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_ACROSS = " ▏▎▍▌▋▊▉█"
_UP = " ▁▂▃▄▅▆▇█"
_ASCII_UP = " .:#"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEK = 7


def bar(part: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar of `part` (0 to 1) of `width` cells, without its blank rest; what is above 0 is always seen."""
    if ascii_only:
        return "#" * max(round(part * width), int(part > 0))
    eighths = max(round(part * width * 8), int(part > 0))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_ACROSS[rest] if rest else "")


def columns(values: Sequence[int], height: int, *, gap: int = 0, ascii_only: bool = False) -> list[str]:
    """A column for each value, the highest `height` cells high; rows from the top, all equally long."""
    steps = _ASCII_UP if ascii_only else _UP
    whole = len(steps) - 1
    most = max(values, default=0)
    heights = [max(round(value / most * height * whole), int(value > 0)) if most else 0 for value in values]
    between = " " * gap
    return [
        between.join(steps[max(0, min(whole, of_column - level * whole))] for of_column in heights)
        for level in reversed(range(height))
    ]


def calendar(today: date, weeks: int) -> list[list[date | None]]:
    """The days of the last `weeks` weeks: a row for each weekday from Monday, a column for each week.

    None stands for a day that is still to come.
    """
    monday = today - timedelta(days=today.weekday() + WEEK * (weeks - 1))
    return [
        [
            day if (day := monday + timedelta(days=WEEK * week + weekday)) <= today else None
            for week in range(weeks)
        ]
        for weekday in range(WEEK)
    ]


def month_heads(grid: Sequence[Sequence[date | None]], cell: int) -> str:
    """The months' names above a calendar's weeks of `cell` columns each, where a month begins.

    A name that has no room before the next one is left out.
    """
    begins: list[tuple[int, str]] = []
    for week, day in enumerate(grid[0]):
        if day is not None and (week == 0 or day.day <= WEEK):
            begins.append((week * cell, MONTHS[day.month - 1]))
    line = ""
    for (at, name), after in zip(begins, [*(at for at, _ in begins[1:]), None], strict=True):
        if after is None or after - at > len(name):
            line = line.ljust(at) + name
    return line


def classes(
    grid: Sequence[Sequence[date | None]], days: Mapping[date, int], bounds: tuple[int, ...]
) -> list[list[int | None]]:
    """The class of each day of a calendar (see `activity.level_of`); None for one to come."""
    return [
        [None if day is None else level_of(days.get(day, 0), bounds) for day in weekday] for weekday in grid
    ]
