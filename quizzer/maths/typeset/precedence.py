"""How tightly each kind of node binds in a row of operands; what binds too loosely is parenthesised."""

from __future__ import annotations

from quizzer.maths.tree import (
    Add,
    And,
    Big,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Num,
    Or,
    Pow,
    PseudoInverse,
    Relation,
    Sub,
    Transpose,
    Union,
)

EITHER, BOTH, RELATION, UNION, SUM, PRODUCT, MARKED, ATOM = range(8)
"""From the loosest to the tightest; `MARKED` is an operand with a power, a transpose or an index."""


def binding(node: Node) -> int:
    """The level of a node."""
    match node:
        case Or():
            return EITHER
        case And():
            return BOTH
        case Relation():
            return RELATION
        case Union():
            return UNION
        case Add() | Neg() | Big():
            return SUM
        case Num(value=value):
            if value < 0:
                return SUM
            return ATOM if value.denominator == 1 else PRODUCT
        case Mul() | Div():
            return PRODUCT
        case Pow() | Transpose() | Inverse() | PseudoInverse() | Sub():
            return MARKED
        case _:
            return ATOM


def joins_as_first(factor: Node, product: Mul) -> bool:
    """Whether the first factor of a product can stand without parentheses and be read as this very tree.

    Products are read from the left. People see juxtaposition as the tightest of them, so `(A ⊙ B) C` keeps
    its parentheses though a reading from the left would not need them.
    """
    match factor:
        case Mul(kind=kind):
            return kind == product.kind == "dot" or (kind == "product" and product.kind != "product")
        case Div(entrywise=entrywise):
            return not entrywise
        case _:
            return binding(factor) >= PRODUCT


def divides_bare(left: Node) -> bool:
    """Whether what stands left of a quotient's sign can stand without parentheses."""
    match left:
        case Mul(kind=kind):
            return kind == "product"
        case Div(entrywise=entrywise):
            return not entrywise
        case _:
            return binding(left) >= PRODUCT
