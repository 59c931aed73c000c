"""Boxes of terminal cells with a baseline, and how they are put beside and above each other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Style: TypeAlias = Literal["plain", "bold", "italic", "code", "error"]
"""How a terminal shows a glyph; `error` marks a source that could not be set."""

Align: TypeAlias = Literal["left", "centre", "right"]


class Cell(NamedTuple):
    """A glyph with its combining marks, and its style; a wide glyph is followed by a cell without one."""

    glyph: str
    style: Style


Cells: TypeAlias = tuple[Cell, ...]

BLANK = Cell(" ", "plain")


@dataclass(frozen=True, slots=True)
class Box:
    """Rows of cells, all equally wide; `baseline` is the row, from 0 at the top, that aligns with others."""

    rows: tuple[Cells, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """Its columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def height(self) -> int:
        """Its rows."""
        return len(self.rows)

    def lines(self) -> tuple[str, ...]:
        """The glyphs alone, line by line, without white space at the ends."""
        return tuple("".join(cell.glyph for cell in cells).rstrip() for cells in self.rows)


NOTHING = Box(((),))


@lru_cache(maxsize=4096)
def cells(text: str, style: Style = "plain") -> Cells:
    """The cells of a text: a combining mark joins the glyph before it, a wide glyph takes two cells.

    What a terminal would obey instead of showing becomes a visible stand-in.
    """
    if text.isascii() and text.isprintable():
        return tuple(Cell(char, style) for char in text)
    out: list[Cell] = []
    for char in text:
        glyph = visible(char)
        if unicodedata.category(glyph) in ("Mn", "Me"):
            place = next((at for at in range(len(out) - 1, -1, -1) if out[at].glyph), None)
            if place is None:
                out.append(Cell(" " + glyph, style))
            else:
                out[place] = Cell(unicodedata.normalize("NFC", out[place].glyph + glyph), out[place].style)
            continue
        out.append(Cell(glyph, style))
        if unicodedata.east_asian_width(glyph) in "WF":
            out.append(Cell("", style))
    return tuple(out)


def visible(char: str) -> str:
    """The character itself, or a picture of one that would steer the terminal or turn the reading order."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return "�"
    return " " if char.isspace() else char


def text_box(text: str, style: Style = "plain") -> Box:
    """A box of one row."""
    return Box((cells(text, style),))


def padded(box: Box, left: int = 0, right: int = 0, top: int = 0, bottom: int = 0) -> Box:
    """The box with blank cells around it; its baseline stays with its cells."""
    before, after = (BLANK,) * left, (BLANK,) * right
    rows = tuple(before + cells + after for cells in box.rows) if left or right else box.rows
    if top or bottom:
        blank = (BLANK,) * (box.width + left + right)
        rows = (blank,) * top + rows + (blank,) * bottom
    return Box(rows, box.baseline + top)


def stripped(row: Cells) -> Cells:
    """The row without the blank cells at its end."""
    end = len(row)
    while end and row[end - 1] == BLANK:
        end -= 1
    return row[:end]


def widened(box: Box, width: int, align: Align = "centre") -> Box:
    """The box padded to a width."""
    spare = width - box.width
    if spare <= 0:
        return box
    left = {"left": 0, "centre": spare // 2, "right": spare}[align]
    return padded(box, left, spare - left)


def beside(boxes: Sequence[Box]) -> Box:
    """The boxes side by side, their baselines in one row."""
    if len(boxes) == 1:
        return boxes[0]
    if not boxes:
        return NOTHING
    ascent = max(box.baseline for box in boxes)
    descent = max(box.height - box.baseline for box in boxes)
    if ascent == 0 and descent == 1:
        return Box((tuple(cell for box in boxes for cell in box.rows[0]),))
    rows: list[list[Cell]] = [[] for _ in range(ascent + descent)]
    for box in boxes:
        top = ascent - box.baseline
        blank = (BLANK,) * box.width
        for at, target in enumerate(rows):
            target.extend(box.rows[at - top] if top <= at < top + box.height else blank)
    return Box(tuple(map(tuple, rows)), ascent)


def bands(boxes: Iterable[Box], width: int, apart: int = 3) -> list[Box]:
    """The boxes side by side on their baselines, as many as a width takes, then the next below.

    None is broken: one that is wider than `width` makes a band of its own.
    """
    out: list[Box] = []
    for box in boxes:
        if out and out[-1].width + apart + box.width <= width:
            out[-1] = beside((out[-1], padded(box, left=apart)))
        else:
            out.append(box)
    return out


def above(boxes: Sequence[Box], base: int = 0, align: Align = "centre") -> Box:
    """The boxes one above the other; the baseline is that of the one numbered `base`."""
    width = max(box.width for box in boxes)
    rows = tuple(cells for box in boxes for cells in widened(box, width, align).rows)
    return Box(rows, sum(box.height for box in boxes[:base]) + boxes[base].baseline)
