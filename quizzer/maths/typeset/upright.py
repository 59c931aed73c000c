"""A layout in two dimensions: fractions with bars, brackets that grow, limits above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.box import BLANK, NOTHING, Box, above, beside, cells, padded, text_box
from quizzer.maths.typeset.columns import aligned, columns_of
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
    spacing,
    walk,
)
from quizzer.maths.typeset.linear import COMBINING, Line
from quizzer.maths.typeset.scripts import guarded, small_subscript, small_superscript
from quizzer.maths.typeset.spaces import placed

if TYPE_CHECKING:
    from quizzer.maths.typeset.glyphs import GlyphSet
    from quizzer.maths.typeset.layout import Mark


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
                if tight:  # TeX makes it smaller; one row of a/b is the smallest there is
                    return Box((Line(self.glyphs).set(layout, tight=True),))
                return self.fraction(top, bottom)
            case Limits(base, lower, upper):
                return self.limits(base, lower, upper, tight=tight)
            case Radical(body, degree):
                return self.radical(body, degree)
            case Accent(mark, base):
                return self.accent(mark, base, tight=tight)
            case Grid():
                return self.grid(layout, tight=tight)
            case _:
                return NOTHING

    def text(self, text: str) -> Box:
        """A text spelt with the glyphs at hand."""
        return text_box(self.glyphs.spelt(text))

    def row(self, items: tuple[Layout, ...], *, tight: bool) -> Box:
        """The items at the distances of their classes, on one baseline."""
        if tight and any(isinstance(item, Fraction) for item in items):
            return Box((Line(self.glyphs).row(items, tight=True),))
        boxes: list[Box] = []
        grown = False
        for item, gap, before, _ in placed(items, self.glyphs, tight=tight):
            box = self.set(item, tight=tight)
            grows = isinstance(item, Delimited) and box.height > 1 and _grows(item.body)
            parted = grown and spacing(item) not in ("punct", "close")
            parted = parted or (grows and before not in (None, "op", "open", "sign"))
            if gap or (parted and not tight):
                boxes.append(Box(((BLANK,) * max(gap, 1),)))
            boxes.append(box)
            grown = grows
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
        if isinstance(body, Grid) and (body.kind == "cases" or _has_tall_cell(body)):
            box = padded(box, int(bool(left)), int(bool(right)))
        height, baseline = box.height, box.baseline
        if height > 1 and not _grows(body):
            height, baseline = 1, 0  # as in TeX, scripts alone make no bracket grow
        return beside(
            (fence(left, height, baseline, self.glyphs), box, fence(right, height, baseline, self.glyphs))
        )

    def radical(self, body: Layout, degree: Layout | None) -> Box:
        """The body under a roof; a single letter stands right behind the sign."""
        inner = self.set(body)
        ascii_only = self.glyphs.name == "ascii"
        if inner.height == inner.width == 1 and not ascii_only:
            small = "" if degree is None else small_superscript(degree, self.glyphs)
            if small is not None:
                return beside((self.text(small + "√"), inner))
        corner, stem, foot = self.glyphs.roof
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

    def accent(self, mark: Mark, base: Layout, *, tight: bool) -> Box:
        """A mark in the letter's own cell, else in a row above (or below)."""
        box = self.set(base, tight=tight)
        if mark in COMBINING and box.height == box.width == 1 and self.glyphs.name == "full":
            glyph, style = box.rows[0][0]
            return Box((cells(glyph + COMBINING[mark], style),))
        width = max(box.width, 1)
        if mark in ("underbrace", "overbrace"):
            return _braced(box, self.glyphs, under=mark == "underbrace")
        if mark == "underline":
            return above((box, self.text(("-" if self.glyphs.name == "ascii" else "‾") * width)))
        line = self.glyphs.bar * (width - 1)
        shapes = {"hat": "^", "bar": "_" * width, "tilde": "~", "check": "v", "dot": ".", "ddot": ".."}
        return above((self.text(shapes.get(mark, line + "→")), box), base=1)

    def grid(self, grid: Grid, *, tight: bool = False) -> Box:
        """The cells in columns; blank rows part them where one is tall."""
        before, self.overhang = self.overhang, 0
        boxes = [[self.set(cell, tight=tight) for cell in row] for row in grid.rows]
        self.overhang = before
        columns = columns_of(grid)
        widths = [max(row[at].width for row in boxes) for at in range(len(columns))]
        lines = []
        for row in boxes:
            joined: list[Box] = []
            for box, column, width in zip(row, columns, widths, strict=True):
                joined.append(padded(aligned(box, width, column.align), left=column.gap))
            lines.append(beside(joined))
        stacked: list[Box] = []
        tall = any(line.height > 1 for line in lines)
        for at, line in enumerate(lines):
            if at and tall:
                stacked.append(Box(((BLANK,) * line.width,)))
            stacked.append(line)
        whole = above(stacked)
        bar = text_box(self.glyphs.spelt("│"))
        rows = list(whole.rows)
        place = 0
        for column, width in zip(columns, widths, strict=True):
            if column.ruled:  # in the middle of the gap
                at = place + column.gap // 2
                rows = [row[:at] + bar.rows[0] + row[at + 1 :] for row in rows]
            place += column.gap + width
        if len(stacked) % 2:  # the middle row's own baseline, for a matrix with a middle row
            middle = len(stacked) // 2
            return Box(tuple(rows), sum(box.height for box in stacked[:middle]) + stacked[middle].baseline)
        return Box(tuple(rows), (whole.height - 1) // 2)


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


def _grows(body: Layout) -> bool:
    return any(isinstance(part, _GROW) for part in walk(body))


def _has_tall_cell(grid: Grid) -> bool:
    return any(_grows(cell) for row in grid.rows for cell in row)


def _braced(box: Box, glyphs: GlyphSet, *, under: bool) -> Box:
    """A box with a brace lying under or over it."""
    width = max(box.width, 3)
    left, line, middle, right = tuple(_BRACES[glyphs.name][under])
    half = width // 2
    brace = text_box(left + line * (half - 1) + middle + line * (width - half - 2) + right)
    return above((box, brace)) if under else above((brace, box), base=1)


_BRACES = {
    "full": ("╭─┴╮", "╰─┬╯"),
    "basic": ("┌─┴┐", "└─┬┘"),
    "ascii": ("/-^\\", "\\_v/"),
}
"""The left end, the line, the middle and the right end of an over- and an underbrace."""
