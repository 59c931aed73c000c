"""Sums of products: numbers times powers of atoms times a word of matrices.

    3 x^2 y A B'   is   {(((x, 2), (y, 1)), (A, B')): 3}

Atoms and letters are numbers out of one table for both sides of a proof, so that equal ones are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quizzer.maths.sizes import ONE

if TYPE_CHECKING:
    from quizzer.maths.sizes import Size


class Unfit(Exception):
    """This is not written out: it is of a kind that has no canonical form here, or would become too long."""


class Letter(NamedTuple):
    """A matrix, as it is, transposed, inverted, or both."""

    atom: int
    transposed: bool = False
    inverted: bool = False


Number: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[int, Number], ...]
"""Atoms in order, each with its exponent, none of which is zero."""

Word: TypeAlias = tuple[Letter, ...]
Key: TypeAlias = tuple[Monomial, Word]

NOTHING: Key = ((), ())
_MOST_TERMS = 80
_MOST_BITS = 512


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms with their coefficients, none of which is zero; and the shape of them all."""

    terms: dict[Key, Number]
    rows: Size = ONE
    cols: Size = ONE

    @property
    def is_scalar(self) -> bool:
        """Whether it is 1×1."""
        return self.rows == ONE and self.cols == ONE

    @property
    def frozen(self) -> frozenset[tuple[Key, Number]]:
        """The terms, to be looked up by."""
        return frozenset(self.terms.items())

    @property
    def only(self) -> tuple[Key, Number] | None:
        """The one term that it has; None of more, and of zero."""
        return next(iter(self.terms.items())) if len(self.terms) == 1 else None


def number(value: Number) -> Sum:
    """A number."""
    return Sum({NOTHING: _whole(value)} if value else {})


def single(atom: int, exponent: Number = 1) -> Sum:
    """A power of an atom."""
    return Sum({(((atom, exponent),), ()): 1})


def _whole(value: Number) -> Number:
    return value.numerator if value.denominator == 1 else value


def add(parts: list[Sum]) -> Sum:
    """The sum of sums of one shape.

    Raises:
        Unfit: of sums of two shapes, where a scalar is added to each entry.
    """
    first = parts[0]
    if any((one.rows, one.cols) != (first.rows, first.cols) for one in parts[1:]):
        raise Unfit
    return Sum(collected([item for one in parts for item in one.terms.items()]), first.rows, first.cols)


def collected(items: list[tuple[Key, Number]]) -> dict[Key, Number]:
    """Like terms added.

    Raises:
        Unfit: of too many, or of too long numbers.
    """
    total: dict[Key, Number] = {}
    for key, count in items:
        total[key] = total.get(key, 0) + count
    if len(total) > _MOST_TERMS or any(_length(count) > _MOST_BITS for count in total.values()):
        raise Unfit
    return {key: _whole(count) for key, count in total.items() if count}


def size(value: Number) -> Number:
    """A number without its sign."""
    return value if value >= 0 else -value


def _length(count: Number) -> int:
    return count.numerator.bit_length() + count.denominator.bit_length()


def scaled(one: Sum, by: Number) -> Sum:
    """All terms times a number other than zero."""
    return Sum({key: _whole(count * by) for key, count in one.terms.items()}, one.rows, one.cols)


def merged(one: Monomial, other: Monomial) -> Monomial:
    """The product of two monomials: exponents added."""
    if not one or not other:
        return one or other
    powers = dict(one)
    for atom, exponent in other:
        powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted((atom, _whole(exponent)) for atom, exponent in powers.items() if exponent))


def leading(one: Sum) -> Number:
    """The coefficient of the first term in order: it tells a sum from its negative and its multiples."""
    return one.terms[min(one.terms, key=_order)]


def _order(key: Key) -> tuple[object, ...]:
    monomial, word = key
    return len(word), word, len(monomial), monomial
