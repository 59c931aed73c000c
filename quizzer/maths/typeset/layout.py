r"""The layout tree: what stands beside, above, below and around what, before any cell is chosen.

    \frac{1}{2} x   is   Row((Fraction(Glyph("1"), Glyph("2")), Glyph("x")))

LaTeX and the trees of answers are both turned into it, so that both look the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzer.maths.typeset.box import Style

Spacing: TypeAlias = Literal["ord", "op", "big", "bin", "rel", "punct", "open", "close", "inner"]
"""TeX's classes of atoms; `op` is a function's name, `big` an operator like ∑, `inner` a fraction."""

GridKind: TypeAlias = Literal["matrix", "aligned", "cases", "stack"]

Mark: TypeAlias = Literal[
    "hat", "bar", "tilde", "check", "dot", "ddot", "vec", "underline", "underbrace", "overbrace"
]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A run of characters that stay side by side: a letter, a number, a function's name, a piece of text."""

    text: str
    style: Style = "plain"
    space: Spacing = "ord"


@dataclass(frozen=True, slots=True)
class Space:
    """White space of at least `width` cells; it swallows the space that its neighbours would have had."""

    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """Layouts side by side on one baseline."""

    items: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """`top` over `bottom`."""

    top: Layout
    bottom: Layout


@dataclass(frozen=True, slots=True)
class Radical:
    """The root of `body`, the second one if there is no degree."""

    body: Layout
    degree: Layout | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands at its lower right and upper right."""

    base: Layout
    sub: Layout | None = None
    sup: Layout | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """A base, mostly ∑ or max, with what stands right below and right above it."""

    base: Layout
    lower: Layout | None = None
    upper: Layout | None = None


@dataclass(frozen=True, slots=True)
class Delimited:
    """A body between brackets that grow with it; an empty bracket is not drawn."""

    left: str
    body: Layout
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells in columns, all rows of one length; brackets come from a `Delimited` around it.

    `columns` may say how each is aligned, as for LaTeX's `array`: `cc|c` is three, a line before the last.
    """

    rows: tuple[tuple[Layout, ...], ...]
    kind: GridKind = "matrix"
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over or under a base."""

    mark: Mark
    base: Layout


Layout: TypeAlias = Glyph | Space | Row | Fraction | Radical | Scripts | Limits | Delimited | Grid | Accent

EMPTY = Row(())


def row(*items: Layout) -> Layout:
    """The items side by side; one item stays as it is."""
    return items[0] if len(items) == 1 else Row(items)


def flat(layouts: Iterable[Layout]) -> Layout:
    """The layouts side by side, rows among them taken apart."""
    return row(*(item for one in layouts for item in (one.items if isinstance(one, Row) else (one,))))


def parts(layout: Layout) -> tuple[Layout, ...]:
    """The layouts directly below, in reading order."""
    match layout:
        case Row(items):
            return items
        case Fraction(one, other):
            return one, other
        case Radical(body, degree):
            return (body,) if degree is None else (degree, body)
        case Scripts(base, one, other) | Limits(base, one, other):
            return (base, *(part for part in (one, other) if part is not None))
        case Delimited(_, body, _):
            return (body,)
        case Accent(_, base):
            return (base,)
        case Grid(rows=rows):
            return tuple(cell for cells in rows for cell in cells)
        case _:
            return ()


def walk(layout: Layout) -> Iterator[Layout]:
    """The layout and all below it, each before what it holds."""
    stack = [layout]
    while stack:
        layout = stack.pop()
        yield layout
        stack.extend(reversed(parts(layout)))


def spacing(layout: Layout) -> Spacing:
    """The class that tells how far its neighbours keep away."""
    match layout:
        case Glyph(space=space):
            return space
        case Scripts(base=base) | Limits(base=base):
            return spacing(base)
        case Fraction() | Radical():
            return "inner"
        case Accent(base=base):
            return "ord" if isinstance(base, Glyph) else "inner"
        case Row((only,)):
            return spacing(only)
        case _:
            return "ord"


_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "|": "|", "‖": "‖"}


def paired(items: list[Layout]) -> list[Layout]:
    """The same items with every bracket, its partner and what they hold made one `Delimited`.

    Brackets without a partner, as in (0, 1], stay glyphs. Scripts at a closing bracket become the whole's.
    """
    out: list[Layout] = []
    opened: list[int] = []
    for item in items:
        head = item.base if isinstance(item, Scripts) else item
        if not isinstance(head, Glyph):
            out.append(item)
            continue
        if head.space == "open" and item is head:
            opened.append(len(out))
        elif head.space == "close" and opened:
            start = opened.pop()
            left = out[start]
            if isinstance(left, Glyph) and _CLOSING.get(left.text) == head.text:
                whole = Delimited(left.text, row(*out[start + 1 :]), head.text)
                del out[start:]
                item = replace(item, base=whole) if isinstance(item, Scripts) else whole  # noqa: PLW2901
        out.append(item)
    return out
