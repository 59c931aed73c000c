r"""Formulas as MathML, which browsers set and print by themselves: from the same layout that terminals show.

The layout tree comes from the strict reader of LaTeX: what a deck's check accepts is what a sheet shows, and
no second program reads it once more with its own idea of LaTeX.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError
from quizzer.maths.typeset.layout import (
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Limits,
    Radical,
    Row,
    Scripts,
    Space,
)

if TYPE_CHECKING:
    from quizzer.maths.typeset.layout import Layout
    from quizzer.maths.typeset.prose import Formula

_MARKS = {
    "hat": ("mover", "^"),
    "bar": ("mover", "¯"),
    "tilde": ("mover", "~"),
    "check": ("mover", "ˇ"),
    "dot": ("mover", "˙"),
    "ddot": ("mover", "¨"),
    "vec": ("mover", "→"),
    "underline": ("munder", "_"),
    "underbrace": ("munder", "⏟"),
    "overbrace": ("mover", "⏞"),
}
_OPERATORS = ("bin", "rel", "punct", "open", "close", "big")
_VARIANTS = {"bold": "bold", "plain": "normal"}
_ALIGNS = {"l": "left", "c": "center", "r": "right"}


def mathml(formula: Formula) -> str:
    """A formula as MathML; as its source where it cannot be set."""
    try:
        layout = read_latex(formula.source)
    except LatexError:
        sign = "$$" if formula.display else "$"
        return f"<code>{escape(sign + formula.source + sign)}</code>"
    kind = ' display="block"' if formula.display else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{kind}>{_write(layout)}</math>'


def _write(layout: Layout) -> str:
    match layout:
        case Glyph():
            return _glyph(layout)
        case Space(width):
            return f'<mspace width="{width * 0.25:g}em"/>' if width else ""
        case Row(items):
            return f"<mrow>{''.join(map(_write, items))}</mrow>"
        case Fraction(top, bottom):
            return f"<mfrac>{_one(top)}{_one(bottom)}</mfrac>"
        case Radical(body, None):
            return f"<msqrt>{_write(body)}</msqrt>"
        case Radical(body, degree):
            return f"<mroot>{_one(body)}{_one(degree)}</mroot>"
        case Scripts(base, sub, sup):
            return _scripts(base, sub, sup, ("msub", "msup", "msubsup"))
        case Limits(base, lower, upper):
            return _scripts(base, lower, upper, ("munder", "mover", "munderover"))
        case Delimited(left, body, right):
            return f"<mrow>{_fence(left)}{_write(body)}{_fence(right)}</mrow>"
        case Grid():
            return _grid(layout)
        case Accent(mark, base):
            tag, sign = _MARKS[mark]
            accent = "accent" if tag == "mover" else "accentunder"
            return f'<{tag} {accent}="true">{_one(base)}<mo stretchy="true">{sign}</mo></{tag}>'


def _one(layout: Layout | None) -> str:
    """Exactly one element, as the children of a fraction or a script must be."""
    written = "" if layout is None else _write(layout)
    single = isinstance(layout, Glyph | Row | Fraction | Radical | Delimited | Grid | Accent) and written
    is_applied = isinstance(layout, Glyph) and layout.space == "op"  # a name and the sign of its application
    return written if single and not is_applied else f"<mrow>{written}</mrow>"


def _glyph(glyph: Glyph) -> str:
    text = escape(glyph.text)
    if not glyph.text.strip():
        return f"<mtext>{text.replace(' ', chr(0xA0))}</mtext>"
    if glyph.text.replace(".", "").replace(",", "").isdigit():
        return f"<mn>{text}</mn>"
    if glyph.space == "big":
        return f'<mo movablelimits="false">{text}</mo>'
    if glyph.space in _OPERATORS:
        stretch = ' stretchy="false"' if glyph.space in ("open", "close") else ""
        return f"<mo{stretch}>{text}</mo>"
    if len(glyph.text) > 1 and glyph.space != "op":
        return f"<mtext>{text}</mtext>" if " " in glyph.text else f'<mi mathvariant="normal">{text}</mi>'
    variant = _VARIANTS.get(glyph.style, "")
    is_upright = variant == "bold" or (variant == "normal" and len(glyph.text) > 1)
    apply = "<mo>&#x2061;</mo>" if glyph.space == "op" else ""
    return f'<mi mathvariant="{variant}">{text}</mi>{apply}' if is_upright else f"<mi>{text}</mi>{apply}"


def _scripts(base: Layout, low: Layout | None, high: Layout | None, tags: tuple[str, str, str]) -> str:
    if low is not None and high is not None:
        return f"<{tags[2]}>{_one(base)}{_one(low)}{_one(high)}</{tags[2]}>"
    if low is not None:
        return f"<{tags[0]}>{_one(base)}{_one(low)}</{tags[0]}>"
    return f"<{tags[1]}>{_one(base)}{_one(high)}</{tags[1]}>"


def _fence(bracket: str) -> str:
    return f'<mo stretchy="true" fence="true">{escape(bracket)}</mo>' if bracket.strip(".") else ""


def _grid(grid: Grid) -> str:
    columns = [_ALIGNS[one] for one in grid.columns if one in _ALIGNS]
    if grid.kind == "aligned":
        widest = max((len(row) for row in grid.rows), default=1)
        columns = [("right", "left")[at % 2] for at in range(widest)]
    elif grid.kind == "cases":
        columns = ["left"]
    aligned = f' columnalign="{" ".join(columns)}"' if columns else ""
    rows = "".join(
        "<mtr>" + "".join(f"<mtd>{_write(cell)}</mtd>" for cell in row) + "</mtr>" for row in grid.rows
    )
    return f"<mtable{aligned}>{rows}</mtable>"
