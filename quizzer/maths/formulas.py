"""Relations and sets as formulas: atoms `f = 0`, `f < 0` … joined by and, or; what they say at a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.maths.tree import (
    Add,
    And,
    Const,
    Interval,
    Neg,
    Node,
    Num,
    Or,
    Relation,
    SetOf,
    Sym,
    Tuple,
    Union,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Sign: TypeAlias = Literal[-1, 0, 1] | None
"""The sign of an atom's left side; None where it has no value."""


AtomKind: TypeAlias = Literal["=", "!=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Atom:
    """`left` compared with zero."""

    kind: AtomKind
    left: Node


@dataclass(frozen=True, slots=True)
class Joined:
    """All (`and`) or any (`or`) of some formulas; of none, true or false."""

    kind: Literal["and", "or"]
    parts: tuple[Formula, ...]


Formula: TypeAlias = Atom | Joined

TRUE = Joined("and", ())
FALSE = Joined("or", ())


class NotAFormula(Exception):
    """A collection that is no condition on numbers."""


def formula_of(node: Node) -> Formula:
    """The formula of a relation, or of several joined.

    Raises:
        NotAFormula: if it is none.
    """
    match node:
        case And(parts=parts):
            return Joined("and", tuple(map(formula_of, parts)))
        case Or(parts=parts):
            return Joined("or", tuple(map(formula_of, parts)))
        case Relation(kind="in", left=left, right=right):
            return membership(left, right)
        case Relation(kind=">", left=left, right=right):
            return _compared("<", right, left)
        case Relation(kind=">=", left=left, right=right):
            return _compared("<=", right, left)
        case Relation(kind="=" | "!=" | "<" | "<=" as kind, left=left, right=right):
            return _compared(kind, left, right)
    raise NotAFormula


def membership(element: Node, node: Node) -> Formula:
    """That an element is in a set.

    Raises:
        NotAFormula: if it is no set of numbers.
    """
    match node:
        case SetOf(items=items):
            if any(
                isinstance(item, Tuple | SetOf | Interval | Union | And | Or | Relation) for item in items
            ):
                raise NotAFormula
            return Joined("or", tuple(_compared("=", element, item) for item in items))
        case Interval(low=low, high=high, closed_low=closed_low, closed_high=closed_high):
            above = _compared("<=", low, element) if closed_low else _compared("<", low, element)
            below = _compared("<=", element, high) if closed_high else _compared("<", element, high)
            return Joined("and", (above, below))
        case Tuple(items=(low, high)):
            return Joined("and", (_compared("<", low, element), _compared("<", element, high)))
        case Union(parts=parts):
            return Joined("or", tuple(membership(element, part) for part in parts))
        case Tuple() | And() | Or() | Relation():
            raise NotAFormula
    return _compared("=", element, node)


def _compared(kind: AtomKind, left: Node, right: Node) -> Formula:
    ends = infinity(left), infinity(right)
    if ends != (0, 0):
        if kind in ("<", "<="):
            return TRUE if ends[0] < ends[1] else FALSE
        return TRUE if (kind == "!=") != (ends[0] == ends[1]) else FALSE
    difference = left if isinstance(right, Num) and right.value == 0 else Add((left, Neg(right)))
    return Atom(kind, difference)


def infinity(node: Node) -> int:
    """1 of ∞, −1 of −∞, else 0."""
    if isinstance(node, Neg):
        return -infinity(node.arg)
    return int(isinstance(node, Const) and node.name == "inf")


def atoms_in(formula: Formula) -> Iterator[Atom]:
    """All atoms."""
    if isinstance(formula, Atom):
        yield formula
        return
    for part in formula.parts:
        yield from atoms_in(part)


def holds(formula: Formula, signs: Mapping[Node, Sign]) -> bool:
    """Whether a formula holds where its atoms' left sides have these signs; none holds without a value."""
    if isinstance(formula, Joined):
        parts = (holds(part, signs) for part in formula.parts)
        return all(parts) if formula.kind == "and" else any(parts)
    sign = signs[formula.left]
    if sign is None:
        return False
    return {"=": sign == 0, "!=": sign != 0, "<": sign < 0, "<=": sign <= 0}[formula.kind]


def names_of(node: Node) -> set[str]:
    """The names that stand in a relation."""
    return {inner.name for inner in walk(node) if isinstance(inner, Sym)}
