"""Exact algebra on trees: a scalar expression as a quotient of polynomials over Q.

Whatever is no sum, product, quotient or whole power (`sin x`, `x^T A x`, `e^x`, `x^n`) is an unknown of its
own, so that `sin(x)^2 - 1` is a polynomial in one unknown. No identity between such unknowns is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import fmpq, fmpq_mpoly_ctx

from quizzer.maths.shapes import COLLECTIONS, ShapeError, infer
from quizzer.maths.tree import (
    Add,
    Delta,
    Div,
    Filled,
    Identity,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Num,
    Pow,
    Sub,
    Sym,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node

Polynomial: TypeAlias = Any
"""`fmpq_mpoly`; python-flint ships no types."""

_NEVER_SCALARS = (Identity, Filled, Matrix, Sub, Delta, *COLLECTIONS)
_MOST_TERMS = 600
_HIGHEST_DEGREE = 80


class TooLarge(Exception):
    """The expression has more terms than is worth multiplying out."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A quotient of two polynomials, not reduced."""

    top: Polynomial
    bottom: Polynomial


class Algebra:
    """The polynomials in the unknowns of some trees."""

    def __init__(self, scope: Scope, *trees: Node) -> None:
        """Take the unknowns of these trees; only they and parts of them can be converted."""
        self.scope = scope
        self.unknowns: dict[Node, int] = {}
        for tree in trees:
            self._collect(tree)
        names = tuple(f"u{k}" for k in range(len(self.unknowns)))
        self._ring = fmpq_mpoly_ctx.get(names, "lex")
        self._generators = self._ring.gens()

    def _collect(self, node: Node) -> None:
        parts = _parts(node, self.scope)
        if parts is None:
            self.unknowns.setdefault(node, len(self.unknowns))
            return
        for part in parts:
            self._collect(part)

    def constant(self, value: Fraction | int) -> Polynomial:
        """A number."""
        return self._ring.constant(fmpq(value.numerator, value.denominator))

    def quotient(self, node: Node) -> Quotient:
        """The expression as one quotient.

        Raises:
            TooLarge: if it has too many terms.
            ZeroDivisionError: if it divides by what is zero.
        """
        one = self.constant(1)
        match node:
            case Num(value=value):
                return Quotient(self.constant(value), one)
            case _ if _parts(node, self.scope) is None:
                return Quotient(self._generators[self.unknowns[node]], one)
            case Add(terms=terms):
                total = Quotient(self.constant(0), one)
                for term in terms:
                    total = self._sum(total, self.quotient(term))
                return total
            case Neg(arg=arg):
                found = self.quotient(arg)
                return Quotient(-found.top, found.bottom)
            case Mul(factors=factors):
                total = Quotient(one, one)
                for factor in factors:
                    total = self._product(total, self.quotient(factor))
                return total
            case Div(left=left, right=right):
                return self._product(self.quotient(left), _turned(self.quotient(right)))
            case Inverse(arg=arg):
                return _turned(self.quotient(arg))
            case Pow(base=base, exponent=exponent):
                return self._power(self.quotient(base), whole(exponent) or 0)
        raise AssertionError(node)

    def _sum(self, one: Quotient, other: Quotient) -> Quotient:
        if one.bottom == other.bottom:
            return Quotient(one.top + other.top, one.bottom)
        top = _times(one.top, other.bottom) + _times(other.top, one.bottom)
        return Quotient(top, _times(one.bottom, other.bottom))

    def _product(self, one: Quotient, other: Quotient) -> Quotient:
        return Quotient(_times(one.top, other.top), _times(one.bottom, other.bottom))

    def _power(self, base: Quotient, exponent: int) -> Quotient:
        if exponent < 0:
            base, exponent = _turned(base), -exponent
        for part in (base.top, base.bottom):
            terms = len(part)
            if part.total_degree() * exponent > _HIGHEST_DEGREE or (terms > 1 and terms**exponent > 10**6):
                raise TooLarge
            if terms and part.is_constant() and exponent > 1000:
                raise TooLarge
        return Quotient(base.top**exponent, base.bottom**exponent)


def is_identity(one: Node, other: Node, scope: Scope) -> bool:
    """Whether two scalar expressions are the same quotient of polynomials: a proof that they are equal."""
    try:
        algebra = Algebra(scope, one, other)
        left, right = algebra.quotient(one), algebra.quotient(other)
        return bool(_times(left.top, right.bottom) == _times(right.top, left.bottom))
    except (TooLarge, ZeroDivisionError):
        return False


def whole(node: Node) -> int | None:
    """The whole number that an exponent spells."""
    match node:
        case Num(value=value) if value.denominator == 1:
            return int(value)
        case Neg(arg=Num(value=value)) if value.denominator == 1:
            return -int(value)
    return None


def is_scalar(node: Node, scope: Scope) -> bool:
    """Whether an expression is a scalar."""
    if not scope.has_arrays and not isinstance(node, _NEVER_SCALARS):
        return True
    if isinstance(node, Num):
        return True
    if isinstance(node, Sym) and node.name in scope.symbols:
        declared = scope.symbols[node.name]
        if declared.kind not in ("function", "index"):
            return declared.shape.is_scalar
    try:
        shape = infer(node, scope).shape
    except ShapeError:
        return False
    return shape is not None and shape.is_scalar


def _parts(node: Node, scope: Scope) -> tuple[Node, ...] | None:
    """What a polynomial's node is made of; None where it is an unknown."""
    match node:
        case Num():
            return ()
        case Add(terms=terms):
            return terms if is_scalar(node, scope) else None
        case Neg(arg=arg) | Inverse(arg=arg):
            return (arg,)
        case Mul(kind=kind, factors=factors):
            scalars = kind != "kron" and all(is_scalar(factor, scope) for factor in factors)
            return factors if scalars else None
        case Div(left=left, right=right):
            return (left, right) if is_scalar(left, scope) and is_scalar(right, scope) else None
        case Pow(base=base, exponent=exponent):
            return (base,) if whole(exponent) is not None and is_scalar(base, scope) else None
    return None


def _turned(quotient: Quotient) -> Quotient:
    if not quotient.top:
        raise ZeroDivisionError
    return Quotient(quotient.bottom, quotient.top)


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) * len(other) > _MOST_TERMS**2:
        raise TooLarge
    product = one * other
    if len(product) > _MOST_TERMS or product.total_degree() > _HIGHEST_DEGREE:
        raise TooLarge
    return product
