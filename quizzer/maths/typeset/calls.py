"""The layouts of declared names, and of functions with their arguments: Σ, x₁, √x, log₂(x), (n over k)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.layout import (
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Radical,
    Scripts,
    row,
)
from quizzer.maths.typeset.letters import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzer.maths.typeset.layout import Mark

_SHOWN = {"sigmoid": "σ", "gamma": "Γ", "digamma": "ψ", "step": "H"}
_BRACKETS = {"abs": "||", "floor": "⌊⌋", "ceil": "⌈⌉"}
_ACCENTS: dict[str, Mark] = {"hat": "hat", "bar": "bar", "tilde": "tilde", "dot": "dot", "ddot": "ddot"}


def name_layout(name: str) -> Layout:
    """A declared name: Greek by letter, what follows `_` as a subscript, `dL/dy` as a quotient of ∂s."""
    top, slash, bottom = name.partition("/")
    if slash and top.startswith("d") and bottom.startswith("d"):
        return Fraction(*(row(Glyph("∂"), name_layout(part[1:])) for part in (top, bottom)))
    base, _, script = name.partition("_")
    if base == "nabla" and script:
        return row(Glyph("∇"), name_layout(script))
    letter = Glyph(LETTERS.get(base, base))
    if not script:
        return letter
    if script in _ACCENTS:
        return Accent(_ACCENTS[script], letter)
    return Scripts(letter, sub=Glyph(LETTERS.get(script, script)))


def bracketed(layout: Layout) -> Layout:
    """The layout in round brackets."""
    return Delimited("(", layout, ")")


def listed(layouts: Iterable[Layout]) -> Layout:
    """The layouts with commas between them."""
    items: list[Layout] = []
    for layout in layouts:
        items.extend((Glyph(",", space="punct"), layout) if items else (layout,))
    return row(*items)


def call_layout(name: str, args: Sequence[Layout]) -> Layout:
    """A function by its canonical name, or a declared one, of its arguments."""
    match name, args:
        case (("abs" | "floor" | "ceil"), [inner]):
            return Delimited(_BRACKETS[name][0], inner, _BRACKETS[name][1])
        case "sqrt", [inner]:
            return Radical(inner)
        case "cbrt", [inner]:
            return Radical(inner, Glyph("3"))
        case "root", [inner, degree]:
            return Radical(inner, degree)
        case "binomial", [upper, lower]:
            return bracketed(Grid(((upper,), (lower,)), "stack"))
        case "logbase", [inner, base]:
            return _logarithm(base, inner)
        case (("log2" | "log10"), [inner]):
            return _logarithm(Glyph(name[3:]), inner)
        case _:
            shown = _SHOWN.get(name, LETTERS.get(name, name))
            head = name_layout(name) if "_" in name else Glyph(shown, space="op")
            return row(head, bracketed(listed(args)))


def _logarithm(base: Layout, inner: Layout) -> Layout:
    return row(Scripts(Glyph("log", space="op"), sub=base), bracketed(inner))
