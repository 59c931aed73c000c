"""Plots for the screen: a year's days in shades of the accent, bars and columns in eighths of a cell.

A shade is never all that tells: where there is no colour the days are of different signs, the legend has
numbers, and so has every bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.scheduling.activity import levels
from quizzer.study.plots import bar, calendar, classes, columns, month_heads
from quizzer.tui.paint import beside, shade, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual.content import Content

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.tui.paint import Lines

_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_LABEL = 4
_WEEKS = 53
_FEWEST_WEEKS = 8
_SHADES = ("$foreground-muted", "$accent 35%", "$accent 55%", "$accent 75%", "$accent")
_COLOURED = "·■■■■"
_PLAIN = "·░▒▓█"
_ASCII = ".-+x#"


def year(days: Mapping[date, int], today: date, width: int, *, glyphs: Glyphs, coloured: bool) -> Lines:
    """The days of a year, a column a week, as many weeks as fit; below, what each shade stands for."""
    cell = 2 if width >= _LABEL + 2 * _WEEKS else 1
    weeks = max(_FEWEST_WEEKS, min(_WEEKS, (width - _LABEL) // cell))
    grid, bounds = calendar(today, weeks), levels(days)
    signs = _ASCII if glyphs == "ascii" else _COLOURED if coloured else _PLAIN

    def day(level: int | None) -> Content:
        if level is None:
            return words(" ")
        return shade(signs[level], _SHADES[level])

    gap = words(" " * (cell - 1))
    lines = [words(" " * _LABEL + month_heads(grid, cell), "muted")]
    for name, row in zip(_WEEKDAYS, classes(grid, days, bounds), strict=True):
        marks = [part for level in row for part in (day(level), gap)]
        lines.append(beside(words(f"{name:<{_LABEL}}", "muted"), *marks))
    legend = [beside(day(0), words(" none", "muted"))]
    for level, least in enumerate(bounds, 1):
        last = level == len(bounds)
        most = bounds[level] - 1 if not last else 0
        told = f"{least} or more" if last else f"{least}–{most}" if most > least else f"{least}"
        legend.append(beside(day(level), words(f" {told}", "muted")))
    return [*lines, *_run_on(words("answers a day:", "muted"), legend, width)]


def _run_on(head: Content, parts: Sequence[Content], width: int) -> Lines:
    """Parts after a head, level with a plot's labels, on as many lines as they take."""
    lines = [beside(words(" " * _LABEL), head)]
    for part in parts:
        if lines[-1].cell_length + 3 + part.cell_length <= width:
            lines[-1] = beside(
                lines[-1], words("   " if len(lines) > 1 or part is not parts[0] else " "), part
            )
        else:
            lines.append(beside(words(" " * _LABEL), part))
    return lines


def ahead(counts: Sequence[int], heads: Sequence[str], width: int, height: int, glyphs: Glyphs) -> Lines:
    """A column for each day to come, the highest with its number, and every seventh day's name below.

    Args:
        counts: how much falls due on each day.
        heads: the days' names.
        width: columns; days that do not fit are left out.
        height: rows of the plot.
        glyphs: what the terminal's font has.
    """
    most = max(counts, default=0)
    label = len(str(most)) + 1
    gap = 1 if width >= label + 2 * len(counts) else 0
    shown = counts[: max(1, (width - label) // (1 + gap))]
    drawn = columns(shown, height, gap=gap, ascii_only=glyphs == "ascii")
    lines = [
        beside(words(f"{most if at == 0 else '':>{label - 1}} ", "muted"), words(line, "accent"))
        for at, line in enumerate(drawn)
    ]
    axis = ""
    for at in range(0, len(shown), 7):
        place = at * (1 + gap)
        if len(axis) <= place and place + len(heads[at]) <= width - label:
            axis = axis.ljust(place) + heads[at] + " "
    return [*lines, words(" " * label + axis.rstrip(), "muted")]


def part_bar(part: float | None, width: int, glyphs: Glyphs) -> Content:
    """A bar of its whole width, the rest of it blank; None: no bar."""
    if part is None:
        return words(" " * width)
    drawn = words(bar(part, width, ascii_only=glyphs == "ascii"), "accent")
    return drawn.pad_right(width - drawn.cell_length) if drawn.cell_length < width else drawn
