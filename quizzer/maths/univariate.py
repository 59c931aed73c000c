"""The real zeros of an expression that is rational in one symbol, all of them, exactly separated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from flint import arb, arb_poly, fmpq, fmpq_poly

from quizzer.maths.tree import Add, Div, Inverse, Mul, Neg, Num, Pow, Sym, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzer.maths.tree import Node

Polynomial: TypeAlias = Any
"""`fmpq_poly`; python-flint ships no types."""

_HIGHEST_DEGREE = 40


class NotRational(Exception):
    """The expression is not rational in the symbol, or of too high a degree."""


def real_zeros(node: Node, name: str, others: Mapping[str, fmpq]) -> list[arb]:
    """Balls around the real zeros, in order, each around one; an exact ball where a zero is rational.

    Args:
        node: the expression.
        name: the symbol that varies.
        others: the values of all other symbols.

    Raises:
        NotRational: if the expression is not rational in the symbol.
        ZeroDivisionError: if it divides by zero.
        ValueError: if it is zero throughout.
    """
    top, bottom = _fraction(node, name, others)
    if not top:
        raise ValueError(node)
    shared = top.gcd(bottom)
    while shared.degree() > 0:  # what the denominator shares is no zero: it has no value there
        top //= shared
        shared = top.gcd(bottom)
    return _roots(top)


def never_zero(node: Node, name: str, value: Callable[[Node], arb]) -> bool:
    """Whether an expression that is rational in a symbol surely has no real zero.

    Its coefficients are balls, of a middle m and a radius of at most r: |Σ rᵢ xⁱ| ≤ r (d + 1) (1 + x^d).

    Args:
        node: the expression.
        name: the symbol that varies.
        value: the value of a part of it without the symbol.

    Raises:
        NotRational: if it is not rational in the symbol.
        ZeroDivisionError: if it divides by zero.
    """

    def leaf(part: Node) -> Polynomial | None:
        free = all(inner.name != name for inner in walk(part) if isinstance(inner, Sym))
        return arb_poly([value(part)]) if free else None

    top = arb_poly(_fraction(node, name, {}, leaf)[0])
    coefficients = top.coeffs()
    degree = top.degree()
    if degree < 0 or degree % 2 or not all(one.is_finite() for one in coefficients):
        return False
    middles = fmpq_poly([one.mid().fmpq() for one in coefficients])
    radius = max(one.rad().upper().mid().fmpq() for one in coefficients)
    spread = fmpq_poly([1] + [0] * (degree - 1) + [1]) if degree else fmpq_poly([1])
    lowest = middles * (1 if middles[0] > 0 else -1) - spread * (radius * (degree + 1))
    return bool(lowest[0] > 0) and not _roots(lowest)


def _roots(top: Polynomial) -> list[arb]:
    found: list[arb] = []
    for factor, _ in top.numer().factor()[1]:
        if factor.degree() == 1:
            found.append(arb(fmpq(-factor[0], factor[1])))
        elif factor.degree() > 1:
            found += [root.real for root, _ in factor.complex_roots() if root.imag.is_zero()]
    return sorted(found, key=float)


def _fraction(
    node: Node, name: str, others: Mapping[str, fmpq], leaf: Callable[[Node], Polynomial | None] | None = None
) -> tuple[Polynomial, Polynomial]:
    if leaf is not None and (known := leaf(node)) is not None:
        return known, fmpq_poly([1])
    match node:
        case Num(value=value):
            return fmpq_poly([fmpq(value.numerator, value.denominator)]), fmpq_poly([1])
        case Sym(name=here):
            if here == name:
                return fmpq_poly([0, 1]), fmpq_poly([1])
            if here not in others:
                raise NotRational
            return fmpq_poly([others[here]]), fmpq_poly([1])
        case Neg(arg=arg):
            top, bottom = _fraction(arg, name, others, leaf)
            return -top, bottom
        case Add(terms=terms):
            top, bottom = fmpq_poly([0]), fmpq_poly([1])
            for term in terms:
                more, below = _fraction(term, name, others, leaf)
                top, bottom = _affordable(top * below + more * bottom, bottom * below)
            return top, bottom
        case Mul(kind="product" | "dot" | "entry", factors=factors):
            top, bottom = fmpq_poly([1]), fmpq_poly([1])
            for factor in factors:
                more, below = _fraction(factor, name, others, leaf)
                top, bottom = _affordable(top * more, bottom * below)
            return top, bottom
        case Div(left=left, right=right):
            above, below = _fraction(left, name, others, leaf), _turned(_fraction(right, name, others, leaf))
            return _affordable(above[0] * below[0], above[1] * below[1])
        case Inverse(arg=arg):
            return _turned(_fraction(arg, name, others, leaf))
        case Pow(base=base, exponent=exponent):
            return _power(_fraction(base, name, others, leaf), _whole(exponent))
    raise NotRational


def _power(base: tuple[Polynomial, Polynomial], exponent: int) -> tuple[Polynomial, Polynomial]:
    top, bottom = _turned(base) if exponent < 0 else base
    exponent = abs(exponent)
    if max(top.degree(), bottom.degree(), 1) * exponent > _HIGHEST_DEGREE:
        raise NotRational
    return top**exponent, bottom**exponent


def _turned(fraction: tuple[Polynomial, Polynomial]) -> tuple[Polynomial, Polynomial]:
    if not fraction[0]:
        raise ZeroDivisionError
    return fraction[1], fraction[0]


def _affordable(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    if max(top.degree(), bottom.degree()) > _HIGHEST_DEGREE:
        raise NotRational
    return top, bottom


def _whole(node: Node) -> int:
    match node:
        case Num(value=value) if value.denominator == 1:
            return int(value)
        case Neg(arg=Num(value=value)) if value.denominator == 1:
            return -int(value)
    raise NotRational
