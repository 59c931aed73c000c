"""What is positive wherever it is declared, as its spelling shows: roots and logarithms there are smooth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.tree import Add, Call, Const, Div, Inverse, Mul, Neg, Node, Num, Pow, Sym

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_POSITIVE = frozenset(("positive", "natural", "probability"))
_RISING = frozenset(("exp", "cosh", "sigmoid", "softplus"))
"""Functions that are positive of every real number, and have no pole."""


def is_positive(node: Node, scope: Scope) -> bool:
    """Whether an expression of real numbers is positive and defined everywhere; False where none can tell.

    An even power is none of these, as it may be zero: √(x²) has a kink.
    """
    match node:
        case Num(value=value):
            return value > 0
        case Const(name=name):
            return name in ("pi", "e")
        case Sym(name=name):
            declared = scope.symbols.get(name)
            return name in scope.dimensions if declared is None else declared.kind in _POSITIVE
        case Add(terms=terms):
            some = any(is_positive(term, scope) for term in terms)
            return some and all(is_nonnegative(term, scope) for term in terms)
        case Mul(kind="product" | "dot" | "entry", factors=factors):
            return all(is_positive(factor, scope) for factor in factors)
        case Div(left=left, right=right):
            return is_positive(left, scope) and is_positive(right, scope)
        case Inverse(arg=arg) | Call(name="sqrt", args=(arg,)):
            return is_positive(arg, scope)
        case Pow(base=base, exponent=exponent):
            return is_positive(base, scope) and _is_plain(exponent, scope)
        case Call(name=name, args=(arg,)):
            return name in _RISING and _is_plain(arg, scope)
    return False


def is_nonnegative(node: Node, scope: Scope) -> bool:
    """Whether an expression of real numbers is never negative, and has a value everywhere."""
    match node:
        case Num(value=value):
            return value >= 0
        case Sym(name=name) if name in scope.symbols:
            return scope.symbols[name].kind == "nonnegative" or is_positive(node, scope)
        case Pow(base=base, exponent=Num(value=value)) if value.denominator == 1 and value > 0:
            even = value.numerator % 2 == 0 and _is_plain(base, scope)
            return even or is_nonnegative(base, scope)
        case Add(terms=parts) | Mul(kind="product" | "dot" | "entry", factors=parts):
            return all(is_nonnegative(part, scope) for part in parts)
    return is_positive(node, scope)


def _is_plain(node: Node, scope: Scope) -> bool:
    """Whether it is a real scalar with a value everywhere: a polynomial in scalars."""
    match node:
        case Num() | Const(name="pi" | "e"):
            return True
        case Sym(name=name):
            declared = scope.symbols.get(name)
            return name in scope.dimensions if declared is None else declared.shape.is_scalar
        case Add(terms=parts) | Mul(kind="product" | "dot", factors=parts):
            return all(_is_plain(part, scope) for part in parts)
        case Pow(base=base, exponent=Num(value=value)):
            return value.denominator == 1 and value > 0 and _is_plain(base, scope)
        case Neg(arg=arg):
            return _is_plain(arg, scope)
    return False
