"""Relations, sets and alternatives made of parts that were read: `x = 1 or 2`, `(x, y) = (2, 3)`, `±`."""

from __future__ import annotations

from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import (
    And,
    Interval,
    Matrix,
    Node,
    Or,
    Relation,
    RelationKind,
    SetOf,
    Span,
    Tuple,
    Union,
)

_COLLECTIONS = (Tuple, SetOf, Interval, Union)


def as_values(found: Node) -> Node:
    """`1 or 2`, where the values are asked for, as a set."""
    if isinstance(found, Or) and not any(isinstance(part, Relation | And | Or) for part in found.parts):
        return SetOf(found.parts, span=found.span)
    return found


def either(plus: Node, minus: Node) -> Node:
    """What ± means: one or the other."""
    if isinstance(plus, Relation | And | Or):
        return Or((plus, minus), span=plus.span)
    if isinstance(plus, SetOf) and isinstance(minus, SetOf):  # {±1}
        return SetOf((*plus.items, *minus.items), span=plus.span)
    return SetOf((plus, minus), span=plus.span)


def related(kind: RelationKind, left: Node, right: Node, span: Span) -> Node:
    """One relation; of two tuples, `(x, y) = (2, 3)`, one of each pair; x = {1, 2} as x ∈ {1, 2}.

    Raises:
        ReadingError: where a collection stands that can't be compared.
    """
    if kind == "=" and isinstance(right, SetOf) and not isinstance(left, _COLLECTIONS):
        kind = "in"
    if kind == "in" and not isinstance(left, _COLLECTIONS):
        if not isinstance(as_set(right), _COLLECTIONS):
            right = SetOf((right,), span=right.span)  # x ∈ {0}, its braces read as a group
        return Relation(kind, left, as_set(right), span=span)
    match left, right:
        case Tuple(items=first), Tuple(items=second) if kind == "=" and len(first) == len(second):
            pairs = zip(first, second, strict=True)
            return And(tuple(related("=", one, other, span) for one, other in pairs), span=span)
    for side in (left, right):
        if isinstance(side, _COLLECTIONS):
            raise ReadingError(
                f"a relation stands between expressions, not beside {_called(side)}", side.span
            )
    return Relation(kind, left, right, span=span)


def _called(node: Node) -> str:
    return "a tuple" if isinstance(node, Tuple) else "a set"


def as_relation(node: Node, first: Node) -> Node:
    """The 2 of `x = 1 or 2` as x = 2."""
    if isinstance(first, Relation) and first.kind == "=" and not isinstance(node, Relation | And | Or):
        return Relation("=", first.left, node, span=node.span)
    return node


def as_set(node: Node) -> Node:
    """A pair, read as the interval that it is beside ∪ and ∈."""
    match node:
        case Tuple(items=(low, high)):
            return Interval(low, high, closed_low=False, closed_high=False, span=node.span)
        case Matrix(rows=((low, high),)):
            return Interval(low, high, closed_low=True, closed_high=True, span=node.span)
        case _:
            return node
