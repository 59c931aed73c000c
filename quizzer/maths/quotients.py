"""What stands above and below the bar of a product of fractions, and whether any of it cancels."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.polynomials import Algebra, Polynomial, TooLarge, whole
from quizzer.maths.tree import Div, Inverse, Mul, Neg, Node, Num, Pow

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope


def can_cancel(node: Node, scope: Scope) -> bool:
    """Whether a number or a polynomial divides both what is above the bar and what is below."""
    above, below = bar_of(node)
    if not below:
        return False
    try:
        algebra = Algebra(scope, *above, *below)
        top, bottom = algebra.constant(1), algebra.constant(1)
        for nodes, in_top in ((above, True), (below, False)):
            for one in nodes:
                found = algebra.quotient(one)
                up, down = (found.top, found.bottom) if in_top else (found.bottom, found.top)
                top, bottom = top * up, bottom * down
    except (TooLarge, ZeroDivisionError):
        return False
    if not top or not bottom:
        return not top
    if not top.gcd(bottom).is_constant():
        return True
    return _content(top, bottom) > 1


def _content(*polynomials: Polynomial) -> int:
    """The whole number that divides all; 1 where one has fractions for coefficients."""
    coefficients = [one for polynomial in polynomials for one in polynomial.coeffs()]
    if any(one.q != 1 for one in coefficients):
        return 1
    return math.gcd(*(int(one.p) for one in coefficients))


def bar_of(node: Node) -> tuple[list[Node], list[Node]]:
    """The factors above and below the bar of a product of fractions."""
    match node:
        case Mul(factors=factors):
            above: list[Node] = []
            below: list[Node] = []
            for factor in factors:
                up, down = bar_of(factor)
                above, below = above + up, below + down
            return above, below
        case Div(left=left, right=right):
            first, second = bar_of(left), bar_of(right)
            return first[0] + second[1], first[1] + second[0]
        case Neg(arg=arg):
            return bar_of(arg)
        case Inverse(arg=arg):
            up, down = bar_of(arg)
            return down, up
        case Pow(base=base, exponent=exponent) if (whole(exponent) or 0) < 0:
            return [], [Pow(base, Num(Fraction(-(whole(exponent) or 0))))]
    return [node], []
