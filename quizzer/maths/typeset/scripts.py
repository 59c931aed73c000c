"""Which scripts are drawn with Unicode's own small letters, and what no row of prose is a place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.layout import (
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Limits,
    Radical,
    Row,
    Scripts,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.maths.typeset.glyphs import GlyphSet


def small_superscript(script: Layout, glyphs: GlyphSet) -> str | None:
    """The superscript as small letters, or None if one of its characters has none."""
    return _small(script, glyphs.superscripts)


def small_subscript(script: Layout, glyphs: GlyphSet) -> str | None:
    """The subscript as small letters, or None if one of its characters has none."""
    return _small(script, glyphs.subscripts)


def _small(script: Layout, table: Mapping[str, str]) -> str | None:
    text = _characters(script)
    if not text:
        return None
    small = [table.get(char, "") for char in text]
    return "".join(small) if all(small) else None


def _characters(script: Layout) -> str:
    """The characters of a script that is nothing but plain characters in a row, else nothing."""
    match script:
        case Glyph(text=text, style="plain"):
            return text
        case Row(items):
            texts = [_characters(item) for item in items]
            return "".join(texts) if all(texts) else ""
        case Delimited("(", body, ")"):
            inner = _characters(body)
            return f"({inner})" if inner else ""
        case _:
            return ""


def is_tall(layout: Layout, glyphs: GlyphSet, *, roots: bool = False) -> bool:
    """Whether one row of prose would be a poor place for it: a fraction, a matrix, max over x ∈ X.

    What stands in scripts is set in one row anyway, and ∑ᵢ is as clear as ∑ over i. `roots` counts roots in.
    """
    match layout:
        case Fraction() | Grid():
            return True
        case Limits(base, lower, upper):
            small = (lower is None or small_subscript(lower, glyphs)) and (
                upper is None or small_superscript(upper, glyphs)
            )
            return not small or is_tall(base, glyphs, roots=roots)
        case Scripts(base):
            return is_tall(base, glyphs, roots=roots)
        case Radical() if roots:
            return True
        case _:
            return any(is_tall(part, glyphs, roots=roots) for part in parts(layout))


def guarded(base: Layout) -> Layout:
    """The base of scripts, in parentheses if they would seem to belong to a part of it."""
    return Delimited("(", base, ")") if isinstance(base, Fraction | Radical | Scripts) else base
