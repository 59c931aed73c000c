"""What the statistics screen says, as lines for a width: plots with their numbers, and rows of both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from quizzer.study import look_back_text, when
from quizzer.tui.paint import NO_LINE, beside, prose_row, sentence, spread, words
from quizzer.tui.plots import ahead, part_bar, year

if TYPE_CHECKING:
    from textual.content import Content

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.look_back_text import Row, Section
    from quizzer.study.looking_back import LookBack
    from quizzer.tui.paint import Lines

_BAR = 10
_NARROW = 60
"""Columns below which a row's numbers stand below its name."""
_LABEL = 38
"""Columns of a row's name at most."""
_LEAST_LABEL = 24


def title(of: str, width: int) -> Lines:
    """The screen's name, and what it is about."""
    return spread(words(" Statistics", "accent"), words(f"{of} ", "muted"), width)[:1]


def head_lines(found: LookBack, width: int) -> Lines:
    """All in one sentence."""
    return sentence(look_back_text.head(found), width)


def year_lines(found: LookBack, width: int, *, glyphs: Glyphs, coloured: bool) -> Lines:
    """The days, if there was one."""
    if not found.answers:
        return []
    return [NO_LINE, *year(found.days, found.today, width, glyphs=glyphs, coloured=coloured)]


def ahead_lines(found: LookBack, width: int, height: int, glyphs: Glyphs) -> Lines:
    """What falls due, drawn and in numbers."""
    lines = [NO_LINE, *sentence("What falls due, if nothing more is reviewed", width, "accent")]
    if any(found.ahead):
        days = [found.today + timedelta(days=at) for at in range(len(found.ahead))]
        heads = ["today", *(when.day(day, found.today) for day in days[1:])]
        lines += ahead(found.ahead, heads, width, height, glyphs)
    told = " · ".join(look_back_text.forecast_rows(found.ahead, found.overdue))
    return [*lines, *sentence(told, width)]


def section_lines(section: Section, width: int, glyphs: Glyphs) -> Lines:
    """A title, rows with their bars, and how to read them."""
    lines = [NO_LINE, *sentence(section.title, width, "accent")]
    told = max((len(row.told) for row in section.rows), default=0)
    longest = max((_LABEL if row.is_prose else len(row.label) for row in section.rows), default=0)
    label = min(longest, _LABEL, max(_LEAST_LABEL, width - _BAR - 4 - told))
    for row in section.rows:
        lines += _row_lines(row, label, width, glyphs)
    return [*lines, *sentence(section.said, width, "muted")]


def _row_lines(row: Row, label: int, width: int, glyphs: Glyphs) -> Lines:
    """Name, bar and numbers beside one another; where that is too narrow, the numbers below the name."""
    wide = width >= _NARROW
    name = prose_row(row.label, glyphs) if row.is_prose else words(row.label)
    name = name.truncate(max(1, label if wide else width), ellipsis=True)
    drawn = part_bar(row.part, _BAR, glyphs)
    if not wide:
        below = words("  ") if row.part is None else beside(words("  "), drawn, words("  "))
        told = sentence(row.told, max(8, width - below.cell_length))
        return [name, *(beside(below if at == 0 else _blank(below), line) for at, line in enumerate(told))]
    first = beside(name.pad_right(max(0, label - name.cell_length)), words("  "), drawn, words("  "))
    room = max(8, width - first.cell_length)
    told = [words(row.told)] if len(row.told) <= room else sentence(row.told, room)
    return [beside(first if at == 0 else _blank(first), line).rstrip() for at, line in enumerate(told)]


def _blank(like: Content) -> Content:
    return words(" " * like.cell_length)
