"""Answers as they were read, names and numbers, set for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.typeset.box import text_box
from quizzer.maths.typeset.calls import name_layout
from quizzer.maths.typeset.from_tree import layout_of
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.layout import Delimited, Glyph, Grid
from quizzer.maths.typeset.scripts import is_tall
from quizzer.maths.typeset.setting import MissetError, set_one_row, set_two_dimensional

if TYPE_CHECKING:
    from quizzer.maths.tree import Node
    from quizzer.maths.typeset.box import Box
    from quizzer.maths.typeset.glyphs import Glyphs

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""Numbers as text, row by row; a scalar is one row of one."""

TALLEST = 12
"""Rows of an answer's box; what would be taller is set in one row."""


def set_tree(node: Node, glyphs: Glyphs = "full", max_width: int | None = None, source: str = "") -> Box:
    """The tree with the fewest parentheses that leave it this tree.

    Fractions, matrices, roots and sums stand up if the box then has at most `TALLEST` rows and `max_width`
    columns; else all is one row, which may be wider and is to be scrolled. Where the glyph set has no small
    letters, scripts alone make nothing stand up: A^T is what was typed. If it cannot be set, a fault of this
    program, the `source` that it was read from is shown in the style `error`.
    """
    try:
        layout = layout_of(node)
        if glyphs != "full" and not is_tall(layout, SETS[glyphs], roots=True):
            return set_one_row(layout, glyphs)
        box = set_two_dimensional(layout, glyphs)
        fits = box.height <= TALLEST and (max_width is None or box.width <= max_width)
        return box if fits else set_one_row(layout, glyphs)
    except (MissetError, RecursionError):
        return text_box(SETS[glyphs].spelt(source or text_of(node, "unicode")), "error")


def set_name(name: str, glyphs: Glyphs = "full") -> Box:
    """A declared name as people write it: `Sigma` is Σ, `x_1` is x₁."""
    return set_two_dimensional(name_layout(name), glyphs)


def set_numbers(rows: Rows, glyphs: Glyphs = "full") -> Box:
    """A number, or a matrix of numbers in brackets, digit under digit."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return text_box(SETS[glyphs].spelt(rows[0][0]))
    grid = Grid(tuple(tuple(map(Glyph, row)) for row in rows))
    return set_two_dimensional(Delimited("[", grid, "]"), glyphs)
