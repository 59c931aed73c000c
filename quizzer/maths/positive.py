"""What is positive wherever it is declared, as its spelling shows: roots and logarithms there are smooth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.tree import Add, Call, Const, Div, Inverse, Mul, Neg, Node, Num, Pow, Sym

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_POSITIVE = frozenset(("positive", "natural", "probability"))


def is_positive(node: Node, scope: Scope) -> bool:
    """Whether it is made of positive numbers by products, quotients, powers, roots and exp.

    Sums are none of these, though some are positive: log(eˣ + e⁻¹⁰⁰⁰⁰) is as smooth as can be, but one of its
    parts hides the other nearly everywhere. Neither are even powers, as √(x²) has a kink.
    """
    match node:
        case Num(value=value):
            return value > 0
        case Const(name=name):
            return name in ("pi", "e")
        case Sym(name=name):
            declared = scope.symbols.get(name)
            return name in scope.dimensions if declared is None else declared.kind in _POSITIVE
        case Mul(kind="product" | "dot" | "entry", factors=factors):
            return all(is_positive(factor, scope) for factor in factors)
        case Div(left=left, right=right):
            return is_positive(left, scope) and is_positive(right, scope)
        case Inverse(arg=arg) | Call(name="sqrt", args=(arg,)):
            return is_positive(arg, scope)
        case Pow(base=base, exponent=exponent):
            return is_positive(base, scope) and _is_polynomial(exponent, scope)
        case Call(name="exp", args=(arg,)):
            return _is_polynomial(arg, scope)
    return False


def _is_polynomial(node: Node, scope: Scope) -> bool:
    """Whether it is a polynomial in real scalars, which has a value everywhere."""
    match node:
        case Num() | Const(name="pi" | "e"):
            return True
        case Sym(name=name):
            declared = scope.symbols.get(name)
            return name in scope.dimensions if declared is None else declared.shape.is_scalar
        case Add(terms=parts) | Mul(kind="product" | "dot", factors=parts):
            return all(_is_polynomial(part, scope) for part in parts)
        case Pow(base=base, exponent=Num(value=value)):
            return value.denominator == 1 and value > 0 and _is_polynomial(base, scope)
        case Neg(arg=arg):
            return _is_polynomial(arg, scope)
    return False
