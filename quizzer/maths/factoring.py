"""Whether an expression is written as a product that cannot be split any further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.polynomials import Algebra, TooLarge, is_scalar, whole
from quizzer.maths.tree import Add, Div, Inverse, Mul, Neg, Node, Num, Pow, Transpose, children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.declarations import Scope

_ASKED = "write it as a product whose factors cannot be split any further"
_COMMON = "a number or a factor that all terms of a bracket share can still be taken out"


def why_not_factored(node: Node, scope: Scope) -> str | None:
    """What of a factored form is missing: one sentence, or None."""
    for base in _bases(node):
        found = _scalar_base(base, scope) if is_scalar(base, scope) else _array_base(base)
        if found:
            return found
    return None


def _bases(node: Node) -> Iterator[Node]:
    """What an expression is a product of powers of."""
    match node:
        case Mul(factors=factors):
            for factor in factors:
                yield from _bases(factor)
        case Div(left=left, right=right):
            yield from _bases(left)
            yield from _bases(right)
        case Neg(arg=arg) | Inverse(arg=arg) | Transpose(arg=arg):
            yield from _bases(arg)
        case Pow(base=base, exponent=exponent) if whole(exponent) is not None:
            yield from _bases(base)
        case _:
            yield node


def _scalar_base(base: Node, scope: Scope) -> str | None:
    if not isinstance(base, Add):
        return None
    try:
        algebra = Algebra(scope, base)
        found = algebra.quotient(base)
        if not found.bottom.is_constant() and not found.top.gcd(found.bottom).is_constant():
            return _ASKED
        if not found.top:
            return _ASKED
        _, factors = found.top.factor()
    except (TooLarge, ZeroDivisionError):
        return None
    if sum(power for _, power in factors) > 1:
        return _ASKED
    if not factors:  # a sum of plain numbers
        return "work the sum of numbers out"
    coefficients = found.top.coeffs()
    if all(one.q == 1 for one in coefficients) and found.bottom.is_constant() and _common(coefficients) > 1:
        return _COMMON
    return None


def _common(coefficients: list[object]) -> int:
    common = 0
    for one in coefficients:
        other = abs(int(one.p))  # type: ignore[attr-defined]  # fmpq has no types
        while other:
            common, other = other, common % other
    return common


def _array_base(base: Node) -> str | None:
    if not isinstance(base, Add):
        return None
    terms = [_flat(term) for term in base.terms]
    first, last = {term[0] for term in terms}, {term[-1] for term in terms}
    shared = set(terms[0]).intersection(*terms[1:]) if all(len(term) > 1 for term in terms) else set()
    scalars = {one for one in shared if all(term.index(one) == 0 and _leads(one) for term in terms)}
    if len(first) == 1 or len(last) == 1 or scalars:
        return _COMMON
    return None


def _leads(node: Node) -> bool:
    return isinstance(node, Num) and node.value != 1


def _flat(node: Node) -> tuple[Node, ...]:
    """The factors of a term from left to right, signs left out."""
    match node:
        case Neg(arg=arg):
            return _flat(arg)
        case Mul(kind="product" | "dot"):
            return tuple(inner for child in children(node) for inner in _flat(child))
        case Pow(base=base, exponent=exponent) if (whole(exponent) or 0) > 1 and (whole(exponent) or 0) < 9:
            return (base,) * (whole(exponent) or 1)
    return (node,)
