"""Whole numbers and powers: the exponent that a tree spells, roots of numbers, powers of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from quizzer.maths import elements
from quizzer.maths.tree import Div, Neg, Node, Num
from quizzer.maths.values import (
    Array,
    Imprecise,
    Scalar,
    TooLarge,
    Undefined,
    Value,
    array,
    inverse,
    plain,
    product,
)

if TYPE_CHECKING:
    from fractions import Fraction


def rational(numerator: int, denominator: int) -> Scalar:
    """A fraction as a ball."""
    return arb(fmpq(numerator, denominator))


def literal_of(node: Node) -> Fraction | None:
    """The exact rational that an exponent spells: 2, -1/2."""
    if isinstance(node, Num):
        return node.value
    match node:
        case Neg(arg=arg):
            inner = literal_of(arg)
            return None if inner is None else -inner
        case Div(left=left, right=right):
            above, below = literal_of(left), literal_of(right)
            return above / below if above is not None and below else None
        case _:
            return None


def rational_power(x: Scalar, numerator: int, denominator: int) -> Scalar:
    """A number to a literal power that is not whole: by a root, if it is one of few degrees."""
    rooted = elements.root(x, denominator) if denominator <= 64 else None
    if rooted is None:
        return elements.power(x, rational(numerator, denominator))
    return elements.whole_power(rooted, numerator)


def whole_number(value: Scalar) -> int:
    """A whole number.

    Raises:
        Undefined: if it is none.
        Imprecise: if it cannot be told from one.
        TooLarge: if it is of more than nine digits.
    """
    value = plain(value)
    if isinstance(value, acb) or not value.contains_integer():
        raise Undefined
    if not value.is_exact():
        raise Imprecise
    if abs(value) > 10**9:
        raise TooLarge
    return int(value.unique_fmpz())


def matrix_power(base: Array, exponent: int | Fraction) -> Value:
    """A square matrix to a whole power.

    Raises:
        Undefined: of one to another power, and of a singular one to a negative power.
        TooLarge: to a power of more than six digits.
    """
    if exponent.denominator != 1:
        raise Undefined
    exponent = int(exponent)
    if exponent < 0:
        base, exponent = inverse(base), -exponent
    if exponent > 10**6:
        raise TooLarge
    size = base.nrows()
    result = array(size, size, [arb(int(i == j)) for i in range(size) for j in range(size)])
    while exponent:
        if exponent & 1:
            result = product(result, base)
        exponent >>= 1
        if exponent:
            base = product(base, base)
    return result
