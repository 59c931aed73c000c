r"""LaTeX's commands that take arguments: \frac, \sqrt, \left, \begin and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset import macros
from quizzer.maths.typeset.latex_tokens import LatexError, stray
from quizzer.maths.typeset.layout import (
    EMPTY,
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Limits,
    Radical,
    Space,
    flat,
    row,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.typeset.latex import Reader
    from quizzer.maths.typeset.latex_tokens import Token
    from quizzer.maths.typeset.layout import Spacing


def symbol(glyph: str, space: Spacing, font: str) -> Glyph:
    """A character in a font; a font that lacks it leaves it as it is.

    Terminals' fonts have blackboard and calligraphic letters of Unicode's first plane only (ℝ, ℒ). In place
    of the others stands the letter itself: bold for blackboard, which began as a way to write bold by hand,
    italic for calligraphic and Fraktur.
    """
    if font in ("bold", ""):
        return Glyph(glyph, "bold" if font and space == "ord" else "plain", space)
    if font in macros.LETTERS and glyph.isalnum() and glyph.isascii():
        special = macros.LETTERS[font].get(glyph)
        return Glyph(special, space=space) if special else Glyph(glyph, macros.STAND_IN[font], space)
    return Glyph(glyph, space=space)


def _function_name(reader: Reader, token: Token) -> Layout:
    starred = reader.next.text == "*"
    if starred:
        reader.advance()
    name = Glyph(reader.raw(token), space="op")
    return Limits(name) if starred else name


def _fraction(reader: Reader, token: Token) -> Layout:
    return Fraction(reader.argument(token.text), reader.argument(token.text))


def _binomial(reader: Reader, token: Token) -> Layout:
    upper, lower = reader.argument(token.text), reader.argument(token.text)
    return Delimited("(", Grid(((upper,), (lower,)), "stack"), ")")


def _optional(reader: Reader) -> Layout | None:
    """What stands in square brackets, if they are there."""
    if reader.next.text != "[":
        return None
    opened = reader.advance()
    body = reader.formula("]")
    if reader.next.text != "]":
        raise LatexError("this bracket is not closed", opened.column)
    reader.advance()
    return body


def _root(reader: Reader, token: Token) -> Layout:
    degree = _optional(reader)
    return Radical(reader.argument(token.text), degree)


def _bracket(reader: Reader, of: str) -> str:
    token = reader.advance()
    if token.text not in macros.FENCES:
        raise LatexError(f"{of} wants a bracket", token.column)
    return macros.FENCES[token.text]


def _fenced(reader: Reader, token: Token) -> Layout:
    left = _bracket(reader, "\\left")
    body = [reader.formula()]
    while reader.next.text == "\\middle":
        reader.advance()
        body += [Glyph(_bracket(reader, "\\middle") or " ", space="rel"), reader.formula()]
    if reader.next.text != "\\right":
        if reader.next.text and reader.next.text != "\\end":
            raise stray(reader.next)
        raise LatexError("\\left has no \\right", token.column)
    reader.advance()
    return Delimited(left, flat(body), _bracket(reader, "\\right"))


def _environment(reader: Reader, token: Token) -> Layout:
    column = reader.next.column
    name = reader.raw(token)
    if name not in macros.ENVIRONMENTS:
        raise LatexError(f"unknown environment {name}", column + 1)
    kind, left, right = macros.ENVIRONMENTS[name]
    columns = _columns(reader, token) if name == "array" else ""
    rows = _table(reader)
    if reader.next.text != "\\end":
        if reader.next.text:
            raise stray(reader.next)
        raise LatexError(f"\\begin{{{name}}} has no \\end", token.column)
    end = reader.advance()
    closed = reader.raw(end)
    if closed != name:
        raise LatexError(f"\\begin{{{name}}} is ended by \\end{{{closed}}}", end.column)
    width = max(map(len, rows))
    if columns and width > len(columns.replace("|", "")):
        raise LatexError(f"a row of this array has {width} cells, more than its columns", token.column)
    grid = Grid(tuple((*cells, *(EMPTY,) * (width - len(cells))) for cells in rows), kind, columns)
    return Delimited(left, grid, right) if left or right else grid


def _columns(reader: Reader, token: Token) -> str:
    """The columns of an array, each l, c or r, with | where a line parts them."""
    start = reader.next.column + 1
    columns = reader.raw(token)
    wrong = next((at for at, char in enumerate(columns) if char not in "lcr| "), None)
    if wrong is not None:
        raise LatexError(f"a column is l, c or r, not {columns[wrong]}", start + wrong)
    return columns.replace(" ", "")


def _table(reader: Reader) -> list[tuple[Layout, ...]]:
    r"""Cells parted by &, rows parted by \\, whose last one may be empty."""
    rows: list[tuple[Layout, ...]] = []
    cells = [reader.formula()]
    while reader.next.text in ("&", "\\\\"):
        if reader.advance().text == "\\\\":
            rows.append(tuple(cells))
            cells = []
        cells.append(reader.formula())
    if cells != [EMPTY] or not rows:
        rows.append(tuple(cells))
    return rows


def _stacked(reader: Reader, token: Token) -> Layout:
    r"""\overset{above}{base} and \underset{below}{base}."""
    note, base = reader.argument(token.text), reader.argument(token.text)
    return Limits(base, lower=note) if token.text == "\\underset" else Limits(base, upper=note)


def _braced(reader: Reader, token: Token) -> Layout:
    r"""\underbrace and \overbrace, and the note that may follow as a script."""
    body = reader.argument(token.text)
    return Limits(Accent("underbrace" if token.text == "\\underbrace" else "overbrace", body))


def _arrow(reader: Reader, token: Token) -> Layout:
    r"""\xrightarrow[below]{above}."""
    below = _optional(reader)
    above = reader.argument(token.text)
    arrow = Glyph("──→" if token.text == "\\xrightarrow" else "←──", space="rel")
    return Limits(arrow, below, None if above == EMPTY else above)


def _substack(reader: Reader, token: Token) -> Layout:
    opened = reader.advance()
    if opened.text != "{":
        raise LatexError(f"{token.text} lacks what it stands for", opened.column)
    rows = _table(reader)
    if reader.next.text != "}":
        raise LatexError("this brace is not closed", opened.column)
    reader.advance()
    wide = next((cells for cells in rows if len(cells) > 1), None)
    if wide is not None:
        raise LatexError(f"{token.text} has a single column", opened.column)
    return Grid(tuple(rows), "stack")


def _modulus(reader: Reader, token: Token) -> Layout:
    return row(Space(2), Delimited("(", row(Glyph("mod", space="op"), reader.argument(token.text)), ")"))


def _negated(reader: Reader, token: Token) -> Layout:
    column = reader.next.column
    base = reader.argument(token.text)
    if not isinstance(base, Glyph) or base.text not in macros.NEGATED:
        raise LatexError("\\not wants a relation such as = or \\in", column)
    return Glyph(macros.NEGATED[base.text], base.style, base.space)


COMMANDS: dict[str, Callable[[Reader, Token], Layout]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "tbinom", "dbinom"), _binomial),
    **dict.fromkeys(("overset", "underset", "stackrel"), _stacked),
    **dict.fromkeys(("underbrace", "overbrace"), _braced),
    **dict.fromkeys(("xrightarrow", "xleftarrow"), _arrow),
    "operatorname": _function_name,
    "sqrt": _root,
    "left": _fenced,
    "begin": _environment,
    "substack": _substack,
    "pmod": _modulus,
    "not": _negated,
}
"""By name, without the backslash: a reading of what follows."""
