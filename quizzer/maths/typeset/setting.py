"""A layout set in cells, in two dimensions or in one row, and checked: nothing that was written is lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import normalize

from quizzer.maths.typeset.box import Box, cells
from quizzer.maths.typeset.glyphs import BASE_OF_SCRIPT, SETS
from quizzer.maths.typeset.layout import Glyph, Layout, walk
from quizzer.maths.typeset.linear import Line
from quizzer.maths.typeset.upright import Plane

if TYPE_CHECKING:
    from quizzer.maths.typeset.glyphs import Glyphs, GlyphSet


class MissetError(Exception):
    """A box that lost a glyph or is ragged: a fault of this program, never of a deck."""


def set_two_dimensional(layout: Layout, glyphs: Glyphs = "full") -> Box:
    """The layout as a box with as many rows as it needs.

    Raises:
        MissetError: if the box does not show every glyph of the layout.
    """
    return _checked(Plane(SETS[glyphs]).set(layout), layout, SETS[glyphs])


def set_one_row(layout: Layout, glyphs: Glyphs = "full") -> Box:
    """The layout as a box of height 1, with a/b for fractions and [a, b; c, d] for matrices.

    Raises:
        MissetError: if the box does not show every glyph of the layout.
    """
    return _checked(Box((Line(SETS[glyphs]).set(layout),)), layout, SETS[glyphs])


def _checked(box: Box, layout: Layout, glyphs: GlyphSet) -> Box:
    width = box.width
    if not 0 <= box.baseline < box.height or any(len(row) != width for row in box.rows):
        raise MissetError("the rows of a formula are not equally wide")
    shown = [(_base(cell.glyph), cell.style) for row in box.rows for cell in row if cell.glyph.strip()]
    written = [
        (_base(char), leaf.style)
        for leaf in walk(layout)
        if isinstance(leaf, Glyph)
        for char, _ in cells(glyphs.spelt(leaf.text))
        if char.strip()
    ]
    lost = Counter(written) - Counter(shown)
    if lost:
        (char, style), _ = lost.most_common(1)[0]
        raise MissetError(f"the {style} glyph {char} of a formula is not shown")
    return box


def _base(glyph: str) -> str:
    """A glyph without its combining marks, and a small letter as the letter that it stands for."""
    if glyph.isascii():
        return glyph
    return BASE_OF_SCRIPT.get(glyph) or normalize("NFD", glyph)[0]
