"""How far neighbours in a row stand apart: TeX's table of atoms, rounded to whole cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from quizzer.maths.typeset.layout import (
    Accent,
    Delimited,
    Glyph,
    Layout,
    Limits,
    Row,
    Scripts,
    Space,
    spacing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.typeset.glyphs import GlyphSet
    from quizzer.maths.typeset.layout import Spacing

Edge: TypeAlias = "Spacing | Literal['sign']"


class Placed(NamedTuple):
    """An item of a row, the cells of white space before it, and the classes of the items around it."""

    item: Layout
    gap: int
    before: Edge | None
    after: Edge | None


def placed(items: tuple[Layout, ...], glyphs: GlyphSet, *, tight: bool) -> Iterator[Placed]:
    """Each item that is not white space, with its distance from the one before; `tight` is in scripts."""
    solid = [item for item in items if not isinstance(item, Space)]
    edges = [_edges(item) for item in solid]
    before: Edge | None = None
    wanted = 0
    at = 0
    for item in items:
        if isinstance(item, Space):
            wanted = max(wanted, item.width)
            continue
        left, right = edges[at]
        after: Edge | None = edges[at + 1][0] if at + 1 < len(edges) else None
        if left == "bin" and (
            before in (None, "bin", "rel", "open", "punct", "op", "big", "sign")
            or after in (None, "rel", "close", "punct")
        ):
            left = right = "sign"
        gap = _gap(before, left, tight=tight)
        worded = gap == 0 and at and {before, left} <= {"ord", "bin", "rel", "op", "sign"}
        if worded and before != "sign" and _words_touch(solid[at - 1], item, glyphs):
            gap = 1
        yield Placed(item, max(gap, wanted), before, after)
        before = right
        wanted = 0
        at += 1


def _edges(item: Layout) -> tuple[Edge, Edge]:
    if isinstance(item, Delimited):
        return "open", "close"
    if isinstance(item, Scripts) and isinstance(item.base, Delimited):
        return "open", "close"
    kind = spacing(item)
    if kind == "op" and isinstance(item, Limits) and item.lower is not None:
        kind = "big"  # lim and max stand apart from a bracket behind what they run over
    return kind, kind


def _gap(left: Edge | None, right: Edge, *, tight: bool) -> int:
    if left is None or left == "open" or right in ("close", "punct"):
        return 0
    if left == "punct" or "rel" in (left, right) or "bin" in (left, right):
        return 0 if tight else 1
    if left == "sign":
        return int(right == "inner" and not tight)
    if left == "op":
        return int(right != "open")
    return int(left == "big" or right in ("big", "op") or "inner" in (left, right))


def _words_touch(left: Layout, right: Layout, glyphs: GlyphSet) -> bool:
    one, other = _edge_text(left, glyphs, last=True), _edge_text(right, glyphs, last=False)
    if not one or not other or not one[-1].isalnum() or not other[0].isalnum():
        return False
    if "bin" in (spacing(left), spacing(right)):  # × spelt as a letter
        return True
    return is_word(one) or is_word(other) or (one[-1].isdigit() and other[0].isdigit())


def is_word(text: str) -> bool:
    """Whether it is a name of several letters, which must not run into its neighbours."""
    return len(text) > 1 and not text.isdigit() and text.replace(" ", "").isalnum()


def _edge_text(item: Layout, glyphs: GlyphSet, *, last: bool) -> str:
    while True:
        match item:
            case Glyph(text=text):
                return glyphs.spelt(text)
            case Row(items) if items:
                item = items[-1 if last else 0]
            case Scripts() if last:  # its scripts keep the next one away
                return ""
            case Scripts(base=base) | Limits(base=base) | Accent(base=base):
                item = base
            case _:
                return ""
