"""The echo under the input: how an answer is read, or where reading stops and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from quizzer.tui.formulas import tree_box
from quizzer.tui.paint import box, indented, sentence, spread, words

if TYPE_CHECKING:
    from quizzer.maths.tree import Span
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.maths.verdict import Reading
    from quizzer.tui.paint import Lines, Tone

LONGEST = 2000
"""Characters that are echoed as they are typed; what is longer is read when it is judged."""


def echo(reading: Reading, typed: str, width: int, glyphs: Glyphs, scroll: int = 0) -> Lines:
    """The answer typeset, with its shape at the right; or a caret under the place where reading stops.

    Args:
        reading: how it is read.
        typed: what was typed.
        width: columns there are.
        glyphs: the glyph set.
        scroll: columns of the input that are scrolled out at the left.
    """
    if reading.kind == "empty":
        return []
    if reading.kind != "read" or reading.tree is None:
        return pointed(
            reading.message, typed, reading.span, width, glyphs=glyphs, scroll=scroll, tone="muted"
        )
    lines = box(tree_box(reading.tree, typed, glyphs))
    if reading.shape is None:
        return lines
    shape = words(reading.shape.described, "muted")
    middle = (len(lines) - 1) // 2
    beside = spread(lines[middle], shape, width)
    if len(beside) > 1:  # no room: the shape stands below
        return [*lines, beside[-1]]
    return [*lines[:middle], beside[0], *lines[middle + 1 :]]


def pointed(
    message: str, typed: str, span: Span | None, width: int, *, glyphs: Glyphs, scroll: int, tone: Tone
) -> Lines:
    """A sentence with a caret under the columns that it speaks of."""
    if span is None:
        return sentence(message, width, tone)
    arrow = "^" if glyphs == "ascii" else "▲"
    column = cell_len(typed[: span.start]) - scroll
    if not 0 <= column < width:
        return sentence(message, width, tone)
    if column + 2 + cell_len(message) <= width:
        return indented([words(f"{arrow} {message}", tone)], column)
    return [*indented([words(arrow, tone)], column), *sentence(message, width, tone)]
