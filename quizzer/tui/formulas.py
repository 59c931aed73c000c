"""Formulas for the screen: answers and expressions of a deck, and matrices of numbers, as boxes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.box import Box, bands, beside, text_box
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.trees import set_name, set_numbers, set_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.maths.witness import Rows


def tree_box(tree: Node, source: str, glyphs: Glyphs) -> Box:
    """The box of an expression that was read; of one that cannot be set, its source, marked as that."""
    try:
        return set_tree(tree, glyphs, source=source)
    except Exception:  # noqa: BLE001 - a formula costs its picture, never the sitting
        return source_box(source, glyphs)


def source_box(source: str, glyphs: Glyphs) -> Box:
    """An expression as it was written, between backticks, for one that cannot be set."""
    return text_box(SETS[glyphs].spelt(f"`{' '.join(source.split())}`"), "error")


@lru_cache(maxsize=256)
def expression_box(text: str, scope: Scope, glyphs: Glyphs) -> Box:
    """The box of an expression as a deck writes it."""
    try:
        return tree_box(parse(text, scope), text, glyphs)
    except (ReadingError, RecursionError):
        return source_box(text, glyphs)


def numbers_box(rows: Rows, glyphs: Glyphs) -> Box:
    """A number, or a matrix of numbers in brackets."""
    return set_numbers(rows, glyphs)


def name_box(name: str, glyphs: Glyphs) -> Box:
    """A declared name."""
    return set_name(name, glyphs)


def named(label: Box, value: Box) -> Box:
    """A label before a value, on one baseline."""
    return beside((label, text_box(" "), value))


def flowed(boxes: Sequence[Box], width: int) -> list[Box]:
    """The boxes side by side, as many as a width takes, then the next below."""
    return bands(boxes, width)
