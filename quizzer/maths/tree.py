"""The tree that a text of mathematics is read into: frozen nodes, each with the span of its text.

    (A + A^T) x   is   Mul("product", (Add((Sym A, Transpose(Sym A))), Sym x))

Spans take no part in equality: two readings of one meaning are equal trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from quizzer.maths.sizes import Size


class Span(NamedTuple):
    """Columns of the text read, from `start` up to but without `end`, counted from 0."""

    start: int
    end: int


NOWHERE = Span(0, 0)

ProductKind: TypeAlias = Literal["product", "dot", "entry", "kron"]
"""`dot` is what was typed as · or \\cdot: the inner product of two columns, else an ordinary product."""

RelationKind: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">=", "in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A piece of mathematics and where in the text it stands."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Num(Node):
    """A number, exactly as spelt: 0.1 is 1/10."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Const(Node):
    """One of `pi`, `e`, `i`, `inf`."""

    name: str


@dataclass(frozen=True, slots=True)
class Sym(Node):
    """A declared name, an index or a dimension; Greek letters by word (`Sigma`), subscripts as `x_1`."""

    name: str


@dataclass(frozen=True, slots=True)
class Identity(Node):
    """The identity matrix; its size is a dimension, or is left to what stands beside it."""

    size: Node | None = None


@dataclass(frozen=True, slots=True)
class Filled(Node):
    """All entries 0 or all 1: `zeros(m, n)`, `ones(n)`; without sizes they are left to what stands beside."""

    value: int
    sizes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Add(Node):
    """A sum of two or more terms; a term that is taken away is a `Neg`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Neg(Node):
    """What stands behind a minus sign."""

    arg: Node


@dataclass(frozen=True, slots=True)
class Mul(Node):
    """A product of two or more factors, all joined in the one way that `kind` tells."""

    kind: ProductKind
    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Div(Node):
    """A quotient, `entrywise` when typed as ./ or ⊘."""

    left: Node
    right: Node
    entrywise: bool = False


@dataclass(frozen=True, slots=True)
class Pow(Node):
    """A power, `entrywise` when typed as .^ or .** ."""

    base: Node
    exponent: Node
    entrywise: bool = False


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """Aᵀ."""

    arg: Node


@dataclass(frozen=True, slots=True)
class Inverse(Node):
    """A⁻¹; of a scalar, the reciprocal."""

    arg: Node


@dataclass(frozen=True, slots=True)
class PseudoInverse(Node):
    """A⁺, Moore and Penrose's."""

    arg: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function by its canonical name (`sigmoid`, `tr`, `log`) or a declared function, of its arguments."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bars(Node):
    """|x|: the absolute value of a scalar, the determinant of a matrix."""

    arg: Node


@dataclass(frozen=True, slots=True)
class Norm(Node):
    """‖x‖; `order` is `1`, `2`, `F`, `inf`, or empty (2 of a vector, F of a matrix)."""

    arg: Node
    order: str = ""


@dataclass(frozen=True, slots=True)
class Sub(Node):
    """An entry, `A_{ik}` or `(A x)_i`; a free index makes an axis."""

    arg: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Delta(Node):
    """Kronecker's delta of two indices."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Big(Node):
    """Σ or Π of `body` over `index`, from `lower` to `upper`, or over the whole axis where they are None."""

    kind: Literal["sum", "prod"]
    body: Node
    index: str
    lower: Node | None = None
    upper: Node | None = None


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """A matrix spelt out, row by row, all rows of one length; entries may be blocks."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Tuple(Node):
    """(1, 2): ordered."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    """{1, 2}: without order or repetition; {} is the empty set."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """From `low` to `high`, each end closed or open."""

    low: Node
    high: Node
    closed_low: bool
    closed_high: bool


@dataclass(frozen=True, slots=True)
class Union(Node):
    """Sets and intervals joined by ∪."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """An equation or an inequality; a chain `0 < x < 1` is an `And`."""

    kind: RelationKind
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of these hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """One of these holds: `x = 1 or x = 2`, and x = ±1."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """E(body; variable ~ normal(mean, covariance)): in a deck's `verify` only."""

    body: Node
    variable: str
    distribution: str
    parameters: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Eye(Node):
    """The identity once its size is known; this and the two below are made by `shapes`, never read."""

    size: Size


@dataclass(frozen=True, slots=True)
class Fill(Node):
    """rows×cols entries of one value, once the sizes are known."""

    value: int
    rows: Size
    cols: Size


@dataclass(frozen=True, slots=True)
class Axes(Node):
    """The vector or matrix of `body` as its free indices run, the first one down the rows."""

    body: Node
    indices: tuple[str, ...]
    sizes: tuple[Size, ...]


def _entries(node: Matrix) -> tuple[Node, ...]:
    return tuple(entry for row in node.rows for entry in row)


def _bounded(node: Big) -> tuple[Node, ...]:
    return (node.body, *(bound for bound in (node.lower, node.upper) if bound is not None))


_BELOW: dict[type[Node], Callable[[Any], tuple[Node, ...]]] = {
    Add: attrgetter("terms"),
    **dict.fromkeys((And, Or, Union), attrgetter("parts")),
    **dict.fromkeys((Tuple, SetOf), attrgetter("items")),
    Mul: attrgetter("factors"),
    Call: attrgetter("args"),
    **dict.fromkeys((Neg, Transpose, Inverse, PseudoInverse, Bars, Norm), lambda node: (node.arg,)),
    Axes: lambda node: (node.body,),
    **dict.fromkeys((Div, Relation), attrgetter("left", "right")),
    Pow: attrgetter("base", "exponent"),
    Sub: lambda node: (node.arg, *node.indices),
    Delta: attrgetter("first", "second"),
    Big: _bounded,
    Matrix: _entries,
    Interval: attrgetter("low", "high"),
    Identity: lambda node: () if node.size is None else (node.size,),
    Filled: attrgetter("sizes"),
    Expectation: lambda node: (node.body, *node.parameters),
}
"""Where each kind keeps what stands below it; the kinds that are not here are leaves."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, from left to right."""
    below = _BELOW.get(type(node))
    return below(node) if below is not None else ()


def rebuilt(node: Node, below: tuple[Node, ...]) -> Node:
    """The same node over other children, given in the order of `children`."""
    span = node.span
    match node:
        case Add() | And() | Or() | Union() | Tuple() | SetOf():
            return type(node)(below, span=span)
        case Neg() | Transpose() | Inverse() | PseudoInverse() | Bars():
            return type(node)(below[0], span=span)
        case Mul(kind=kind):
            return Mul(kind, below, span=span)
        case Call(name=name):
            return Call(name, below, span=span)
        case Norm(order=order):
            return Norm(below[0], order, span=span)
        case Div(entrywise=entrywise):
            return Div(below[0], below[1], entrywise, span=span)
        case Relation(kind=kind):
            return Relation(kind, below[0], below[1], span=span)
        case Pow(entrywise=entrywise):
            return Pow(below[0], below[1], entrywise, span=span)
        case Sub():
            return Sub(below[0], below[1:], span=span)
        case Delta():
            return Delta(below[0], below[1], span=span)
        case Big(kind=kind, index=index, lower=lower):
            rest = list(below[1:])
            low = rest.pop(0) if lower is not None else None
            return Big(kind, below[0], index, low, rest.pop(0) if rest else None, span=span)
        case Matrix(rows=rows):
            entries = iter(below)
            return Matrix(tuple(tuple(next(entries) for _ in row) for row in rows), span=span)
        case Interval(closed_low=closed_low, closed_high=closed_high):
            return Interval(below[0], below[1], closed_low, closed_high, span=span)
        case Identity(size=Node()):
            return Identity(below[0], span=span)
        case Filled(value=value):
            return Filled(value, below, span=span)
        case Axes(indices=indices, sizes=axis_sizes):
            return Axes(below[0], indices, axis_sizes, span=span)
        case Expectation(variable=variable, distribution=distribution):
            return Expectation(below[0], variable, distribution, below[1:], span=span)
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, each before what it holds."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        below = _BELOW.get(type(node))
        if below is not None:
            stack += below(node)[::-1]


def replaced(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The tree with `change` applied from the top; where it returns None, to what stands below."""
    new = change(node)
    if new is not None:
        return new
    below = children(node)
    if not below:
        return node
    changed = tuple(replaced(child, change) for child in below)
    if all(one is other for one, other in zip(changed, below, strict=True)):
        return node
    return rebuilt(node, changed)
