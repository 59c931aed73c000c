"""The columns of a table: how each is aligned, how far it stands from its neighbour, where lines run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.maths.typeset.box import padded, widened
from quizzer.maths.typeset.layout import Glyph, Grid, Layout, Row

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Align, Box


class Column(NamedTuple):
    """`gap` counts the cells left of it; `ruled` says that a line runs down their middle."""

    align: Align
    gap: int
    ruled: bool = False


_ALIGNED: dict[str, Align] = {"l": "left", "c": "centre", "r": "right"}


def columns_of(grid: Grid) -> list[Column]:
    """One for each column of the grid."""
    count = len(grid.rows[0])
    if grid.kind == "aligned":  # pairs of a right and a left side
        return [Column("left", 1) if at % 2 else Column("right", 3 if at else 0) for at in range(count)]
    if grid.kind == "cases":
        return [Column("left", 2 if at else 0) for at in range(count)]
    if grid.columns:
        return _declared(grid.columns)[:count]
    return [
        Column("right" if all(_is_number(row[at]) for row in grid.rows) else "centre", 2 if at else 0)
        for at in range(count)
    ]


def _declared(letters: str) -> list[Column]:
    out: list[Column] = []
    ruled = False
    for letter in letters:
        if letter == "|":
            ruled = True
            continue
        gap = (3 if ruled else 2) if out else 2 * ruled
        out.append(Column(_ALIGNED[letter], gap, ruled))
        ruled = False
    return out


def _is_number(cell: Layout) -> bool:
    """Whether it is a number with or without a sign; those are compared digit under digit."""
    match cell:
        case Row((Glyph("−" | "+"), Glyph(text))) | Glyph(text):
            return text.lstrip("−").replace(".", "").isdigit()
        case _:
            return False


def aligned(box: Box, width: int, align: Align) -> Box:
    """The box padded to a width; what cannot be centred leans to the right, since signs stand at the left."""
    spare = width - box.width
    return padded(box, spare - spare // 2, spare // 2) if align == "centre" else widened(box, width, align)
