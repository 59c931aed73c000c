"""The value of an infinite series: its first terms, and a ball for the rest.

Terms are taken that are sums of hypergeometric ones: products, quotients, powers, factorials and binomials of
what is linear in the index. Their ratios tend to a limit without oscillation, so that a geometric series
bounds the rest: where the last ratios stay below r < 1, and far terms keep below what r foretells, it is at
most 2 |a| r / (1 − r) for the last term a.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from flint import acb, arb, ctx

from quizzer.maths.tree import Add, Big, Call, Const, Div, Mul, Neg, Node, Num, Pow, Sym, children, walk
from quizzer.maths.values import Imprecise, Scalar, TooLarge, Undefined, Value, array, is_array
from quizzer.maths.watch import Watch

if TYPE_CHECKING:
    from quizzer.maths.evaluate import Evaluator

_WINDOW = 12
_MOST_TERMS = 1_200
_LARGEST_RATIO = 0.94
_FAR = (50, 400, 10_000)
_FURTHEST = 10**30


def infinite_sum(evaluator: Evaluator, node: Big, low: int) -> Scalar:
    """The sum of the body from `low` on.

    Raises:
        Undefined: where the terms grow.
        TooLarge: where it cannot be summed here: it converges too slowly, or its terms are of no known kind.
    """
    if node.kind != "sum" or not is_hypergeometric(node.body, node.index):
        raise TooLarge
    before, watch = evaluator.values.get(node.index), evaluator.watch
    evaluator.watch = Watch()  # its small terms hide nothing
    try:
        return _summed(evaluator, node, low)
    finally:
        evaluator.watch = watch
        evaluator.restore(node.index, before)


def of_nothing(evaluator: Evaluator, node: Big, low: int) -> Value:
    """A sum or product of no terms: zero or one; of matrices the zero matrix or the identity.

    A first term without a value, as x_{n+1} of an x with n entries, is taken for a scalar.
    """
    before = evaluator.values.get(node.index)
    evaluator.values[node.index] = arb(low)
    try:
        term = evaluator.value(node.body)
    except (Undefined, Imprecise):
        term = arb(0)
    finally:
        evaluator.restore(node.index, before)
    one = int(node.kind == "prod")
    if not is_array(term):
        return arb(one)
    rows, cols = term.nrows(), term.ncols()
    return array(rows, cols, [arb(one * (i == j)) for i in range(rows) for j in range(cols)])


def _summed(evaluator: Evaluator, node: Big, low: int) -> Scalar:
    total: Scalar = arb(0)
    last: list[arb] = []
    for k in range(low, low + _MOST_TERMS):
        term = _term(evaluator, node, k)
        total = total + term
        last = [*last[-_WINDOW:], abs(term)]
        if len(last) <= _WINDOW or (k - low) % 8:
            continue
        if all(size.is_zero() for size in last):
            return total
        ratio = _ratio(last)
        if ratio is None:
            continue
        if ratio < _LARGEST_RATIO:
            rest = 2 * last[-1] * ratio / (1 - ratio)
            if rest < arb(2) ** -ctx.prec * (1 + abs(total)):
                _check(evaluator, node, k, last[-1], ratio)
                return total + _around_zero(rest, complex_too=isinstance(total, acb))
        elif k - low in (2 * _WINDOW, 8 * _WINDOW):
            _check_growth(evaluator, node, low)
    raise TooLarge


def _term(evaluator: Evaluator, node: Big, k: int) -> Scalar:
    evaluator.values[node.index] = arb(k)
    term = evaluator.value(node.body)
    if is_array(term) or not isinstance(term, arb | acb):
        raise TooLarge
    return term


def _ratio(last: list[arb]) -> arb | None:
    """A bound on the ratio of each term to the one before, over the window; None where one is zero."""
    worst = arb(0)
    for one, other in itertools.pairwise(last):
        if one.contains(0):
            return None
        ratio = (other / one).upper()
        worst = max(worst, ratio)
    return worst


def _check_growth(evaluator: Evaluator, node: Big, low: int) -> None:
    """That terms far out become smaller.

    Raises:
        Undefined: if they grow even there.
        TooLarge: if they fall too slowly even there.
    """
    try:
        one, other = (abs(_term(evaluator, node, low + _FURTHEST + step)) for step in (0, 1))
    except Imprecise:
        return
    if other > one:
        raise Undefined
    if other > one * _LARGEST_RATIO:
        raise TooLarge


def _check(evaluator: Evaluator, node: Big, k: int, size: arb, ratio: arb) -> None:
    """That terms far behind are as small as the ratio foretells."""
    for far in _FAR:
        try:
            term = abs(_term(evaluator, node, k + far))
        except Imprecise:
            continue
        if not term <= 2 * size * ratio**far + arb(2) ** (-4 * ctx.prec):
            raise TooLarge


def _around_zero(radius: arb, *, complex_too: bool) -> Scalar:
    ball = arb(0, radius.upper())
    return acb(ball, ball) if complex_too else ball


def is_hypergeometric(node: Node, index: str) -> bool:
    """Whether a term is a sum of products of what has a ratio that is rational in the index."""
    if not _speaks(node, index):
        return True
    match node:
        case Sym():
            return True
        case Add() | Neg() | Mul(kind="product" | "dot"):
            return all(is_hypergeometric(child, index) for child in children(node))
        case Div(left=left, right=right):
            both = is_hypergeometric(left, index) and is_hypergeometric(right, index)
            return both and not _is_sum(right, index)
        case Pow(base=base, exponent=exponent):
            if not _speaks(base, index):
                return _is_linear(exponent, index)
            whole = isinstance(exponent, Num) and exponent.value.denominator == 1
            return whole and is_hypergeometric(base, index)
        case Call(name="factorial" | "gamma" | "binomial" | "exp", args=args):
            return all(_is_linear(arg, index) for arg in args)
    return False


def _is_sum(node: Node, index: str) -> bool:
    """Whether a denominator adds terms of different growth, such as 2^k + 3^k; polynomials may be added."""
    return any(
        isinstance(inner, Add) and any(not _is_polynomial(term, index) for term in inner.terms)
        for inner in walk(node)
    )


def _is_polynomial(node: Node, index: str) -> bool:
    if not _speaks(node, index) or isinstance(node, Sym):
        return True
    match node:
        case Add() | Neg() | Mul():
            return all(_is_polynomial(child, index) for child in children(node))
        case Pow(base=base, exponent=Num(value=value)):
            return value.denominator == 1 and value >= 0 and _is_polynomial(base, index)
    return False


def _is_linear(node: Node, index: str) -> bool:
    if not _speaks(node, index) or isinstance(node, Sym):
        return True
    match node:
        case Add() | Neg():
            return all(_is_linear(child, index) for child in children(node))
        case Mul(factors=factors):
            speaking = [factor for factor in factors if _speaks(factor, index)]
            return len(speaking) == 1 and _is_linear(speaking[0], index)
        case Div(left=left, right=right):
            return _is_linear(left, index) and not _speaks(right, index)
    return False


def _speaks(node: Node, index: str) -> bool:
    return any(isinstance(inner, Sym) and inner.name == index for inner in walk(node))


def is_infinite(node: Node) -> bool:
    """Whether a bound is ∞."""
    return isinstance(node, Const) and node.name == "inf"
