"""Where two answers part: values of names, yours and the expected one, side by side on their baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.typeset.box import Box, beside, padded, stripped, text_box
from quizzer.maths.typeset.from_tree import name_layout
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.layout import Delimited, Glyph, Grid, Layout, Row
from quizzer.maths.typeset.setting import set_two_dimensional

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzer.maths.typeset.box import Cells
    from quizzer.maths.typeset.glyphs import Glyphs

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""Numbers as text, row by row; a scalar is one row of one."""

APART = 3
"""Cells between two boxes of a line."""


def set_witness(
    names: Sequence[tuple[str, Rows]],
    yours: Rows | None,
    expected: Rows,
    width: int,
    glyphs: Glyphs = "full",
) -> tuple[Cells, ...]:
    """Lines such as `A = [1 2; 0 1]  x = [1; 0]   yours [2; 0]  expected [2; 2]`, brackets standing up.

    Lines are at most `width` wide unless one box alone is wider. Yours is None where it has no value.
    """
    set_of = SETS[glyphs]
    boxes = [set_two_dimensional(_equation(name, rows), glyphs) for name, rows in names]
    yours_box = text_box("undefined") if yours is None else set_two_dimensional(_value(yours), glyphs)
    expected_box = set_two_dimensional(_value(expected), glyphs)
    for word, box in (("yours", yours_box), ("expected", expected_box)):
        boxes.append(beside((text_box(set_of.spelt(word) + " "), box)))
    return placed_in_lines(boxes, width)


def placed_in_lines(boxes: Iterable[Box], width: int, apart: int = APART) -> tuple[Cells, ...]:
    """Boxes beside each other, baselines in one row, in as few lines as hold them; blank ones part tall.

    No box is broken: one that is wider than `width` stands on a line of its own.
    """
    lines: list[list[Box]] = []
    used = 0
    for box in boxes:
        if lines and used + apart + box.width <= width:
            lines[-1].append(padded(box, left=apart))
            used += apart + box.width
        else:
            lines.append([box])
            used = box.width
    rows: list[Cells] = []
    for line in lines:
        whole = beside(line)
        if rows and whole.height > 1:
            rows.append(())
        rows.extend(stripped(row) for row in whole.rows)
    return tuple(rows)


def _equation(name: str, rows: Rows) -> Layout:
    return Row((name_layout(name), Glyph("=", space="rel"), _value(rows)))


def _value(rows: Rows) -> Layout:
    if len(rows) == 1 and len(rows[0]) == 1:
        return Glyph(rows[0][0])
    return Delimited("[", Grid(tuple(tuple(map(Glyph, row)) for row in rows)), "]")
