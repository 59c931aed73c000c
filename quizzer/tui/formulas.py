"""Formulas for the screen: answers and expressions of a deck, and matrices of numbers, as boxes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.box import Box, beside, text_box
from quizzer.maths.typeset.from_tree import layout_of, name_layout
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.layout import Delimited, Glyph, Grid
from quizzer.maths.typeset.setting import MissetError, set_two_dimensional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.maths.witness import Rows

_GAP = text_box("   ")


def tree_box(tree: Node, source: str, glyphs: Glyphs) -> Box:
    """The box of an expression that was read; of one that cannot be set, its source."""
    try:
        return set_two_dimensional(layout_of(tree), glyphs)
    except MissetError:
        return text_box(SETS[glyphs].spelt(source), "error")


@lru_cache(maxsize=256)
def expression_box(text: str, scope: Scope, glyphs: Glyphs) -> Box:
    """The box of an expression as a deck writes it."""
    try:
        return tree_box(parse(text, scope), text, glyphs)
    except (ReadingError, RecursionError):
        return text_box(SETS[glyphs].spelt(text))


def numbers_box(rows: Rows, glyphs: Glyphs) -> Box:
    """A number, or a matrix of numbers in brackets."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return text_box(SETS[glyphs].spelt(rows[0][0]))
    grid = Grid(tuple(tuple(Glyph(entry) for entry in row) for row in rows))
    return set_two_dimensional(Delimited("[", grid, "]"), glyphs)


def name_box(name: str, glyphs: Glyphs) -> Box:
    """A declared name."""
    return set_two_dimensional(name_layout(name), glyphs)


def named(label: Box, value: Box) -> Box:
    """A label before a value, on one baseline."""
    return beside((label, text_box(" "), value))


def flowed(boxes: Sequence[Box], width: int) -> list[Box]:
    """The boxes side by side, as many as a width takes, then the next below."""
    bands: list[Box] = []
    for box in boxes:
        if bands and bands[-1].width + _GAP.width + box.width <= width:
            bands[-1] = beside((bands[-1], _GAP, box))
        else:
            bands.append(box)
    return bands
