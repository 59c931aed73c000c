"""Lines of words and formulas, wrapped to a width: a formula is never broken, however wide."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.typeset.box import BLANK, Box, Cells, beside, cells, padded, stripped, text_box
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError
from quizzer.maths.typeset.scripts import is_tall
from quizzer.maths.typeset.setting import MissetError, set_one_row, set_two_dimensional

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Style
    from quizzer.maths.typeset.glyphs import Glyphs

DISPLAY_INDENT = 2

_CLOSING = re.compile(r"[.,;:!?…)]+")


@lru_cache(maxsize=1024)
def set_formula(source: str, glyphs: Glyphs, *, display: bool = False, in_row: bool = False) -> Box:
    """The box of a formula in prose: one row if nothing in it is tall, or if only one is wanted.

    A displayed one always stands up. What cannot be set stands as its source with its dollar signs, in the
    style `error`.
    """
    try:
        layout = read_latex(source)
        if not in_row and (display or is_tall(layout, SETS[glyphs])):
            return set_two_dimensional(layout, glyphs)
        return set_one_row(layout, glyphs)
    except (LatexError, MissetError):
        signs = "$$" if display else "$"
        return text_box(SETS[glyphs].spelt(f"{signs}{' '.join(source.split())}{signs}"), "error")


class ProseSetter:
    """Takes words and boxes in their order and keeps the lines they make."""

    def __init__(self, width: int, glyphs: Glyphs) -> None:
        self.width = max(width, 1)
        self.glyphs = SETS[glyphs]
        self.done: list[Cells] = []
        self.line: list[Box] = []  # of the line that is being filled
        self.group: list[Box] = []  # what stands together: a word, with the formulas that touch it
        self.unbroken = False  # whether a formula is among them, so that they may not be cut
        self.tail: Box | None = None  # a displayed formula, whose full stop may follow
        self.indent = 0
        self.marker: Cells = ()

    def words(self, text: str, style: Style) -> None:
        """Words; white space at either end parts them from their neighbours."""
        if self.tail is not None:
            closing = _CLOSING.match(text)
            if closing:
                self.tail = beside((self.tail, text_box(closing[0], style)))
                text = text[closing.end() :]
            self._flush_display()
        text = self.glyphs.spelt(text)
        if style == "code":
            self.group.append(text_box(text.replace("\n", " "), style))
            return
        for word in re.split(r"(\s+)", text):
            if word.isspace():
                self._flush_group()
            elif word:
                self.group.append(text_box(word, style))

    def inline(self, box: Box) -> None:
        """A formula in the line."""
        self._flush_display()
        self.group.append(box)
        self.unbroken = True

    def display(self, box: Box) -> None:
        """A formula on lines of its own, with air around it."""
        self._flush_line()
        self._part()
        self.tail = padded(box, left=DISPLAY_INDENT)

    def item(self, marker: str, indent: int) -> None:
        """The start of a list's item; its further lines hang below its first word."""
        self._flush_line()
        shown = marker if marker[0].isdigit() else "-" if self.glyphs.name == "ascii" else "•"
        self.marker = (*(BLANK,) * indent, *cells(shown), BLANK)
        if len(self.marker) >= self.width:
            self.marker = ()  # too narrow for any word beside it
        self.indent = len(self.marker)

    def paragraph(self) -> None:
        """The end of a paragraph."""
        self._flush_line()
        self._part()
        self.indent = 0

    def lines(self) -> tuple[Cells, ...]:
        """All lines, none of which ends in white space; blank lines at the end are dropped."""
        self._flush_line()
        while self.done and not self.done[-1]:
            self.done.pop()
        return tuple(self.done)

    def _part(self) -> None:
        """A blank line, unless there is one."""
        if self.done and self.done[-1]:
            self.done.append(())

    def _room(self) -> int:
        return max(self.width - self.indent, 1)

    def _flush_group(self) -> None:
        if not self.group:
            return
        group, self.group = beside(self.group), []
        breakable, self.unbroken = not self.unbroken, False
        used = sum(box.width for box in self.line)
        if self.line and used + 1 + group.width > self._room():
            self._end_line()
        elif self.line:
            self.line.append(Box(((BLANK,),)))
        if group.width > self._room() and breakable:
            for piece in _cut(group.rows[0], self._room()):
                if self.line:
                    self._end_line()
                self.line = [Box((piece,))]
        else:
            self.line.append(group)

    def _end_line(self) -> None:
        if self.line or self.marker:
            self._emit(beside(self.line))
        self.line = []

    def _emit(self, box: Box) -> None:
        for at, row in enumerate(box.rows):
            lead = self.marker if at == box.baseline and self.marker else (BLANK,) * self.indent
            self.done.append(stripped((*lead, *row)))
        self.marker = ()

    def _flush_line(self) -> None:
        self._flush_group()
        self._end_line()
        self._flush_display()

    def _flush_display(self) -> None:
        if self.tail is not None:
            self._emit(self.tail)
            self._part()
            self.tail = None


def _cut(row: Cells, width: int) -> list[Cells]:
    """A long word in pieces; a wide glyph keeps its second cell."""
    pieces = []
    while len(row) > width:
        at = width - 1 if width > 1 and not row[width].glyph else width
        pieces.append(row[:at])
        row = row[at:]
    return [*pieces, row]
