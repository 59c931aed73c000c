"""Answers as they were read, set for the screen: standing up where there is room, else in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.from_tree import layout_of, name_layout
from quizzer.maths.typeset.setting import set_one_row, set_two_dimensional

if TYPE_CHECKING:
    from quizzer.maths.tree import Node
    from quizzer.maths.typeset.box import Box
    from quizzer.maths.typeset.glyphs import Glyphs


def set_tree(node: Node, glyphs: Glyphs = "full", max_width: int | None = None, max_height: int = 12) -> Box:
    """The tree with the fewest parentheses that leave it this tree, as its reader would write it.

    Fractions, matrices, roots and sums stand up if the box then fits in `max_width` columns and `max_height`
    rows; else it is one row, which may be wider than `max_width` and is to be scrolled.
    """
    layout = layout_of(node)
    box = set_two_dimensional(layout, glyphs)
    fits = box.height <= max_height and (max_width is None or box.width <= max_width)
    return box if fits else set_one_row(layout, glyphs)


def set_tree_in_row(node: Node, glyphs: Glyphs = "full") -> Box:
    """The tree in one row: for a list, a title, a screen reader."""
    return set_one_row(layout_of(node), glyphs)


def set_name(name: str, glyphs: Glyphs = "full") -> Box:
    """A declared name as it is written: `Sigma` is Σ, `x_1` is x₁."""
    return set_one_row(name_layout(name), glyphs)
