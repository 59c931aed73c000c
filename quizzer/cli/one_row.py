"""Mathematics and prose in rows of plain text, for pipes, screen readers and terminals without a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.problems import visible
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.typeset.prose import plain

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.maths.witness import Rows, Shown


def prose_rows(text: str, glyphs: Glyphs) -> list[str]:
    """Prose, a row for each paragraph and each item of a list, however long; formulas in one row."""
    try:
        return plain(text, glyphs)
    except Exception:  # noqa: BLE001 - a formula costs its setting, never the sitting
        return [visible(" ".join(text.split()))]


def expression_row(text: str, scope: Scope, glyphs: Glyphs) -> str:
    """An expression of a deck as one would type it."""
    try:
        tree = parse(text, scope)
    except (ReadingError, RecursionError):
        return source_row(text)
    return tree_row(tree, glyphs, text)


def source_row(text: str) -> str:
    """An expression as it was written, marked as that, for one that cannot be set."""
    return visible(f"`{' '.join(text.split())}`")


def tree_row(tree: Node, glyphs: Glyphs, source: str = "") -> str:
    """What was read, as one would type it; of what cannot be set, its source."""
    try:
        return visible(text_of(tree, "ascii" if glyphs == "ascii" else "unicode"))
    except Exception:  # noqa: BLE001 - a formula costs its setting, never the sitting
        return source_row(source)


def witness_row(witness: Shown) -> str:
    """The point where two answers part."""
    at = ", ".join(f"{name} = {_numbers(rows)}" for name, rows in witness.names)
    yours = "no value" if witness.answer is None else _numbers(witness.answer)
    place = f"They part at {at}" if at else "In numbers"
    return visible(f"{place}: yours is {yours}, expected is {_numbers(witness.expected)}.")


def _numbers(rows: Rows) -> str:
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return "[" + "; ".join(", ".join(row) for row in rows) + "]"
