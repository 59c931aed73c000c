"""A layout in two dimensions: fractions with bars, brackets that grow, limits above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.box import BLANK, NOTHING, Box, above, beside, cells, padded, text_box, widened
from quizzer.maths.typeset.fences import fence
from quizzer.maths.typeset.layout import (
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Limits,
    Radical,
    Row,
    Scripts,
    walk,
)
from quizzer.maths.typeset.linear import COMBINING
from quizzer.maths.typeset.scripts import guarded, small_subscript, small_superscript
from quizzer.maths.typeset.spaces import placed

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Align
    from quizzer.maths.typeset.glyphs import GlyphSet


class Plane:
    """Sets layouts as boxes."""

    def __init__(self, glyphs: GlyphSet) -> None:
        self.glyphs = glyphs
        self.overhang = 1  # of a fraction's bar on each side; none inside a matrix

    def set(self, layout: Layout, *, tight: bool = False) -> Box:
        """The box of a layout; `tight` inside scripts."""
        match layout:
            case Glyph(text, style):
                return Box((cells(self.glyphs.spelt(text), style),))
            case Row(items):
                return self.row(items, tight=tight)
            case Scripts(base, sub, sup):
                return self.scripts(self.set(guarded(base), tight=tight), sub, sup)
            case Delimited(left, body, right):
                return self.delimited(left, body, right, tight=tight)
            case Fraction(top, bottom):
                return self.fraction(top, bottom)
            case Limits(base, lower, upper):
                return self.limits(base, lower, upper, tight=tight)
            case Radical(body, degree):
                return self.radical(body, degree)
            case Accent(mark, base):
                return self.accent(mark, base, tight=tight)
            case Grid():
                return self.grid(layout)
            case _:
                return NOTHING

    def text(self, text: str) -> Box:
        """A text spelt with the glyphs at hand."""
        return text_box(self.glyphs.spelt(text))

    def row(self, items: tuple[Layout, ...], *, tight: bool) -> Box:
        """The items at the distances of their classes, on one baseline."""
        boxes = []
        for item, gap, _, _ in placed(items, self.glyphs, tight=tight):
            if gap:
                boxes.append(Box(((BLANK,) * gap,)))
            boxes.append(self.set(item, tight=tight))
        return beside(boxes)

    def fraction(self, top: Layout, bottom: Layout) -> Box:
        """One over the other; the baseline is the bar."""
        overhang = self.overhang
        upper, lower = self.set(top), self.set(bottom)
        bar = text_box(self.glyphs.bar * (max(upper.width, lower.width, 1) + 2 * overhang))
        return above((upper, bar, lower), base=1)

    def scripts(self, base: Box, sub: Layout | None, sup: Layout | None) -> Box:
        """Small letters stand in the base's own rows, other scripts in rows above and below its baseline."""
        hung: list[tuple[int, Box]] = []
        if sub is not None:
            small = small_subscript(sub, self.glyphs)
            below = base.height - 1
            if small:
                hung.append((below, text_box(small)))
            else:
                hung.append((base.height if below == base.baseline else below, self.set(sub, tight=True)))
        if sup is not None:
            small = small_superscript(sup, self.glyphs)
            if small:
                hung.append((0, text_box(small)))
            else:
                box = self.set(sup, tight=True)
                hung.append((1 - box.height - (base.baseline == 0), box))
        if len(hung) == 2 and hung[0][0] == hung[1][0]:  # xᵢ²: both in one row, one after the other
            return _hung(_hung(base, hung[:1]), hung[1:])
        return _hung(base, hung)

    def limits(self, base: Layout, lower: Layout | None, upper: Layout | None, *, tight: bool) -> Box:
        """The base between what stands above and below it."""
        boxes = [self.set(base, tight=tight)]
        if lower is not None:
            boxes.append(self.set(lower, tight=True))
        if upper is not None:
            boxes.insert(0, self.set(upper, tight=True))
        return above(boxes, base=int(upper is not None))

    def delimited(self, left: str, body: Layout, right: str, *, tight: bool) -> Box:
        """The body between brackets that are as tall as it."""
        box = self.set(body, tight=tight) if body != Row(()) else NOTHING
        if isinstance(body, Grid) and (body.kind != "stack"):
            box = padded(box, int(bool(left)), int(bool(right)))
        height, baseline = box.height, box.baseline
        if height > 1 and not any(isinstance(part, _GROW) for part in walk(body)):
            height, baseline = 1, 0  # as in TeX, scripts alone make no bracket grow
        return beside(
            (fence(left, height, baseline, self.glyphs), box, fence(right, height, baseline, self.glyphs))
        )

    def radical(self, body: Layout, degree: Layout | None) -> Box:
        """The body under a roof; a single letter stands right behind the sign."""
        inner = self.set(body)
        corner, stem, foot = self.glyphs.roof
        if degree is None and inner.height == inner.width == 1 and self.glyphs.name != "ascii":
            return beside((self.text("√"), inner))
        ascii_only = self.glyphs.name == "ascii"
        tall = int(inner.height > 1)
        roof = text_box(("_" if ascii_only else self.glyphs.bar) * (inner.width + tall))
        body_box = above((roof, padded(inner, left=tall)), base=1, align="left")
        stem_box = Box(tuple(map(cells, [corner, *stem * inner.height])), body_box.baseline)
        sign = text_box(foot)
        if degree is not None:
            sign = above((self.set(degree, tight=True), sign), align="right")
        missing = stem_box.height - sign.height
        sign = padded(sign, top=max(missing, 0))
        return beside(
            [
                Box(box.rows, sign.height - inner.height + inner.baseline)
                for box in (sign, *(padded(box, top=max(-missing, 0)) for box in (stem_box, body_box)))
            ]
        )

    def accent(self, mark: str, base: Layout, *, tight: bool) -> Box:
        """A mark in the letter's own cell, else in a row above (or below)."""
        box = self.set(base, tight=tight)
        if box.height == box.width == 1 and self.glyphs.name == "full":
            glyph, style = box.rows[0][0]
            return Box((cells(glyph + COMBINING[mark], style),))
        width = max(box.width, 1)
        if mark == "underline":
            return above((box, self.text(("-" if self.glyphs.name == "ascii" else "‾") * width)))
        line = self.glyphs.bar * (width - 1)
        shapes = {"hat": "^", "bar": "_" * width, "tilde": "~", "dot": ".", "ddot": "..", "vec": line + "→"}
        return above((self.text(shapes[mark]), box), base=1)

    def grid(self, grid: Grid) -> Box:
        """The cells in columns; a blank row parts rows of which one is tall."""
        before, self.overhang = self.overhang, 0
        boxes = [[self.set(cell) for cell in row] for row in grid.rows]
        self.overhang = before
        columns = len(boxes[0])
        widths = [max(row[at].width for row in boxes) for at in range(columns)]
        lines = []
        for row in boxes:
            joined: list[Box] = []
            for at, box in enumerate(row):
                align, gap = _column(grid, at)
                joined.append(padded(widened(box, widths[at], align), left=gap if at else 0))
            lines.append(beside(joined))
        stacked: list[Box] = []
        for at, line in enumerate(lines):
            if at and (line.height > 1 or lines[at - 1].height > 1):
                stacked.append(Box(((BLANK,) * line.width,)))
            stacked.append(line)
        whole = above(stacked)
        if len(stacked) % 2:  # the middle row's own baseline, for a matrix with a middle row
            middle = len(stacked) // 2
            return Box(whole.rows, sum(box.height for box in stacked[:middle]) + stacked[middle].baseline)
        return Box(whole.rows, (whole.height - 1) // 2)


_GROW = (Fraction, Grid, Limits, Radical, Accent)


def _hung(base: Box, hung: list[tuple[int, Box]]) -> Box:
    """The base with boxes in a column at its right; each one's first row is numbered in the base's rows."""
    width = max(box.width for _, box in hung)
    top = min(0, *(row for row, _ in hung))
    bottom = max(base.height, *(row + box.height for row, box in hung))
    blank = (BLANK,) * width
    column = [blank] * (bottom - top)
    for row, box in hung:
        for at, line in enumerate(box.rows):
            column[row - top + at] = line + (BLANK,) * (width - box.width)
    grown = padded(base, top=-top, bottom=bottom - base.height)
    return Box(tuple(cells + extra for cells, extra in zip(grown.rows, column, strict=True)), grown.baseline)


def _column(grid: Grid, at: int) -> tuple[Align, int]:
    """How a column is aligned, and its distance from the one before."""
    if grid.kind == "aligned":
        return ("left", 1) if at % 2 else ("right", 3)
    return ("left", 2) if grid.kind == "cases" else ("centre", 2)
