"""A layout in one row of cells, for formulas in prose: a/b, x_W, √(x + 1), [a, b; c, d].

What stood above, below or under a roof gets parentheses wherever the row would be read as something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.box import BLANK, Cell, Cells, cells
from quizzer.maths.typeset.columns import columns_of
from quizzer.maths.typeset.glyphs import BASE_OF_SCRIPT
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
)
from quizzer.maths.typeset.scripts import guarded, small_subscript, small_superscript
from quizzer.maths.typeset.spaces import is_word, placed

if TYPE_CHECKING:
    from quizzer.maths.typeset.glyphs import GlyphSet

COMBINING = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "check": "\u030c",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
    "underline": "\u0332",
}
"""The marks that join the glyph before them in its own cell."""


class Line:
    """Sets layouts in one row, each a tuple of cells."""

    def __init__(self, glyphs: GlyphSet) -> None:
        self.glyphs = glyphs
        self.open_ended = False  # whether the last cells set are x_W, which a letter behind it would change

    def set(self, layout: Layout, *, tight: bool = False) -> Cells:
        """The cells of a layout; `tight` inside scripts."""
        if isinstance(layout, Glyph):
            self.open_ended = False
            return cells(self.glyphs.spelt(layout.text), layout.style)
        if isinstance(layout, Row):
            return self.row(layout.items, tight=tight)
        out = self._composed(layout, tight=tight)
        if not isinstance(layout, Scripts | Limits):
            self.open_ended = False
        return out

    def _composed(self, layout: Layout, *, tight: bool) -> Cells:
        match layout:
            case Scripts(base, sub, sup):
                return self.scripts(guarded(base), sub, sup, tight=tight)
            case Limits(base, lower, upper):
                return self.scripts(base, lower, upper, tight=tight)
            case Delimited(left, body, right):
                return self.delimited(left, body, right, tight=tight)
            case Fraction(top, bottom):
                return self.fraction(top, bottom, closed=True)
            case Radical(body, degree):
                return self.radical(body, degree)
            case Accent(mark, base):
                return self.accent(mark, base)
            case Grid():
                inner = self.grid(layout)
                return (*cells("["), *inner, *cells("]")) if layout.kind == "matrix" else inner
            case _:
                return ()

    def text(self, text: str) -> Cells:
        """A text spelt with the glyphs at hand."""
        return cells(self.glyphs.spelt(text))

    def parenthesised(self, layout: Layout) -> Cells:
        """The layout between round brackets."""
        return (*cells("("), *self.set(layout), *cells(")"))

    def delimited(self, left: str, body: Layout, right: str, *, tight: bool) -> Cells:
        """A body in brackets; what LaTeX closes for the eye alone, as a case, is closed by a bracket."""
        if not isinstance(body, Grid):
            return (*self.text(left), *self.set(body, tight=tight), *self.text(right))
        if body.kind == "cases":
            right = right or "}"
        return (*self.text(left), *self.grid(body, chosen=left == "("), *self.text(right))

    def row(self, items: tuple[Layout, ...], *, tight: bool) -> Cells:
        """The items at the distances of their classes."""
        out: list[Cell] = []
        open_ended = False
        for item, gap, before, after in placed(items, self.glyphs, tight=tight):
            if isinstance(item, Fraction):
                closed = after in (None, "rel", "close", "punct")
                new = self.fraction(item.top, item.bottom, closed=closed)
                mixed = bool(out) and out[-1].glyph.isdigit()
                if before in ("op", "inner") or mixed:  # log a/b, d/dx a/b and 2 1/2 would be something else
                    new = (*cells("("), *new, *cells(")"))
                self.open_ended = False
            else:
                new = self.set(item, tight=tight)
            if not new:
                continue
            if isinstance(item, Fraction) and before == "sign":  # without a bar, it needs no distance
                space = 0
            else:
                space = gap or int(open_ended and new[0].glyph[:1].isalnum())
            out.extend((BLANK,) * space)
            out.extend(new)
            open_ended = self.open_ended
        self.open_ended = open_ended
        return tuple(out)

    def scripts(self, base: Layout, sub: Layout | None, sup: Layout | None, *, tight: bool) -> Cells:
        """Small letters where there are any, else _F and ^F."""
        out = list(self.set(base, tight=tight))
        open_ended = isinstance(base, Glyph) and is_word(self.glyphs.spelt(base.text))
        hung: list[tuple[bool, Cells]] = []
        if sub is not None:
            small = small_subscript(sub, self.glyphs)
            hung.append((bool(small), cells(small) if small else self.noted("_", sub)))
        if sup is not None:
            small = small_superscript(sup, self.glyphs)
            hung.append((bool(small), cells(small) if small else self.noted("^", sup)))
        hung.sort(key=lambda one: not one[0])  # small letters first: ∇²_W, for in ∇_W² the W would be squared
        for _, script in hung:
            out.extend(script)
        self.open_ended = open_ended or not all(is_small for is_small, _ in hung)
        return tuple(out)

    def noted(self, sign: str, script: Layout) -> Cells:
        """A script behind its sign: _F, ^(n×1)."""
        inner = self.set(script, tight=True)
        name = sign == "_" and all(_is_full_size(cell.glyph) for cell in inner)
        if len(inner) == 1 or name:
            return (*cells(sign), *inner)
        return (*cells(sign + "("), *inner, *cells(")"))

    def fraction(self, top: Layout, bottom: Layout, *, closed: bool) -> Cells:
        """a/b; `closed` if nothing follows that could seem to belong to the bottom."""
        upper = self.set(top) if _stands_as_top(top) else self.parenthesised(top)
        alone = _stands_as_bottom(bottom) or (closed and _is_big(bottom))
        lower = self.set(bottom) if alone else self.parenthesised(bottom)
        return (*upper, *cells("/"), *lower)

    def radical(self, body: Layout, degree: Layout | None) -> Cells:
        """√x, ³√(x + 1), √[2k](x); in ASCII sqrt(x), root(x, n)."""
        if self.glyphs.name == "ascii":
            name = "sqrt" if degree is None else "root"
            rest: Cells = () if degree is None else (*cells(", "), *self.set(degree))
            return (*cells(name + "("), *self.set(body), *rest, *cells(")"))
        sign = self.text("√")
        if degree is not None:
            small = small_superscript(degree, self.glyphs)
            sign = (*cells(small), *sign) if small else (*sign, *cells("["), *self.set(degree), *cells("]"))
            if not small:
                return (*sign, *self.parenthesised(body))
        short = isinstance(body, Glyph) and (len(body.text) == 1 or body.text.isdigit())
        return (*sign, *(self.set(body) if short else self.parenthesised(body)))

    def accent(self, mark: str, base: Layout) -> Cells:
        """A mark in the letter's own cell, else its name."""
        inner = self.set(base)
        if mark in COMBINING and len(inner) == 1 and self.glyphs.name == "full":
            return cells(inner[0].glyph + COMBINING[mark], inner[0].style)
        return (*cells(mark + "("), *inner, *cells(")"))

    def grid(self, grid: Grid, *, chosen: bool = False) -> Cells:
        """Rows parted by semicolons; (n choose k) where a stack is a binomial coefficient."""
        out: list[Cell] = []
        between = cells(" " if grid.kind == "aligned" else ", ")
        columns = columns_of(grid)
        after = cells(" choose " if chosen and grid.kind == "stack" else "; ")
        for number, entries in enumerate(grid.rows):
            out.extend(after if number else ())
            shown = [self.set(entry) for entry in entries]
            if grid.kind != "matrix":
                shown = [entry for entry in shown if entry]
            for at, entry in enumerate(shown):
                out.extend((cells(" | ") if columns[at].ruled else between) if at else ())
                out.extend(entry)
        return tuple(out)


def _items(layout: Layout) -> tuple[Layout, ...]:
    return layout.items if isinstance(layout, Row) else (layout,)


def _stands_as_top(top: Layout) -> bool:
    """Whether `top/b` reads as a whole over b: no sum, relation or open function."""
    items = _items(top)
    if not items:
        return False
    kinds = [spacing(item) for item in items]
    if any(kind in ("bin", "rel", "punct", "big", "inner", "open", "close") for kind in kinds):
        return False
    if any(isinstance(item, Row | Grid) for item in items):
        return False
    # a function is closed only by parentheses: log x/2 is the logarithm of x/2
    return all(
        kind != "op" or (at + 1 < len(items) and isinstance(items[at + 1], Delimited))
        for at, kind in enumerate(kinds)
    )


def _stands_as_bottom(bottom: Layout) -> bool:
    """Whether `a/bottom` reads as a over the whole: one operand, a function of a bracket, or dx."""
    items = _items(bottom)
    first = items[0] if items else None
    if len(items) == 1:
        bare = isinstance(first, Glyph | Scripts | Delimited | Accent) and spacing(first) == "ord"
        return bare or isinstance(first, Radical)
    if len(items) == 2 and first is not None:
        if isinstance(items[1], Delimited):
            return spacing(first) == "op"
        return isinstance(first, Glyph) and first.text in ("d", "∂") and spacing(items[1]) == "ord"
    return False


def _is_big(layout: Layout) -> bool:
    """Whether it is a sum or product sign and what it runs over, with nothing added."""
    items = _items(layout)
    return spacing(items[0]) == "big" and all(spacing(item) not in ("bin", "rel") for item in items)


def _is_full_size(glyph: str) -> bool:
    return glyph.isalnum() and glyph not in BASE_OF_SCRIPT
