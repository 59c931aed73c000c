"""Whether an expression is simplified: whether any rule of a fixed list would still make it shorter.

Not simplified is what still holds
- arithmetic: two numbers in one sum or product, a power or root of a number that can be worked out, a
  fraction that can be cancelled or has a fraction inside, a number as log 1, exp 0, sin π;
- something idle: + 0, · 1, · 0, / 1, ^1, ^0, a doubled minus, transpose or inverse, I beside a matrix;
- like terms in one sum, equal factors in one product, also hidden in a bracket with a number before it;
- terms that cancel once brackets are multiplied out, or more than twice the parts of the author's answer.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.polynomials import Algebra, TooLarge, is_scalar, whole
from quizzer.maths.quotients import can_cancel
from quizzer.maths.restated import key_of
from quizzer.maths.tree import (
    Add,
    Call,
    Const,
    Div,
    Identity,
    Inverse,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    Transpose,
    replaced,
    walk,
)

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_LIKE = "collect like terms"
_NUMBERS = "work the numbers out"
_CANCEL = "something can still be cancelled"
_IDLE = "something in it does nothing and can be left out"
_FACTORS = "write equal factors as one power"
_UNDOES = "one function undoes the other"
_TWO = Num(Fraction(2))
_POWERS = {base: frozenset(base**k for k in range(60)) for base in (2, 10)}
_LONGER = "it can be written much shorter"


def why_not_simplified(node: Node, expected: Node, scope: Scope) -> str | None:
    """What is left to simplify: one sentence, or None."""
    for part in walk(node):
        found = _in_place(part, scope)
        if found:
            return found
    return _LONGER if _parts(node) > 2 * _parts(expected) + 2 else None


def _parts(node: Node) -> int:
    return sum(1 for _ in walk(node))


def _in_place(node: Node, scope: Scope) -> str | None:
    match node:
        case Add():
            return _sum(node, scope)
        case Neg(arg=arg):
            return _IDLE if isinstance(arg, Neg) or _value(arg) == 0 else None
        case Mul():
            return _product(node, scope)
        case Div():
            return _quotient(node, scope)
        case Pow(base=base, exponent=exponent):
            return _power(base, exponent)
        case Transpose(arg=arg) | Inverse(arg=arg):
            twice = isinstance(arg, (type(node), Identity))
            return _IDLE if twice or _value(arg) is not None else None
        case Call(name=name, args=(arg,)):
            return _call(name, arg)
    return None


def _value(node: Node) -> Fraction | None:
    """The number that a node spells, with a sign at most."""
    match node:
        case Num(value=value):
            return value
        case Neg(arg=Num(value=value)):
            return -value
    return None


def _is_numeric(node: Node) -> bool:
    match node:
        case Neg(arg=arg):
            return _is_numeric(arg)
        case Div(left=left, right=right):
            return _is_numeric(left) and _is_numeric(right)
    return isinstance(node, Num)


def _sum(node: Add, scope: Scope) -> str | None:
    if any(_value(term) == 0 for term in node.terms):
        return _IDLE
    if sum(map(_is_numeric, node.terms)) > 1:
        return _NUMBERS
    if any(_is_pythagorean(one, other, scope) for one, other in itertools.permutations(node.terms, 2)):
        return "an identity of sine and cosine makes it shorter"
    bare = [_without_number(term) for term in node.terms]
    if max(Counter(key_of(one, scope) for one in bare if one is not None).values(), default=0) > 1:
        return _LIKE
    return _hidden(node, scope) if is_scalar(node, scope) else None


def _is_pythagorean(one: Node, other: Node, scope: Scope) -> bool:
    """Whether two terms are a sin² t and a cos² t."""
    sines = (node for node in walk(one) if isinstance(node, Pow) and node.exponent == _TWO)
    for node in sines:
        if isinstance(node.base, Call) and node.base.name == "sin":
            turned = _exchanged(one, node, Pow(Call("cos", node.base.args), _TWO))
            if key_of(turned, scope) == key_of(other, scope):
                return True
    return False


def _exchanged(tree: Node, piece: Node, other: Node) -> Node:
    return replaced(tree, lambda inner: other if inner == piece else None)


def _without_number(term: Node) -> Node | None:
    """A term without its numeric factors; None of a plain number."""
    match term:
        case Neg(arg=arg):
            return _without_number(arg)
        case Mul(kind=kind, factors=factors) if kind in ("product", "dot"):
            left = [one for one in map(_without_number, factors) if one is not None]
            if not left:
                return None
            return left[0] if len(left) == 1 else Mul(kind, tuple(left))
        case Div(left=above, right=below) if _is_numeric(below):
            return _without_number(above)
    return None if _is_numeric(term) else term


def _hidden(node: Add, scope: Scope) -> str | None:
    """Like terms that show, or terms that vanish, once brackets are multiplied out."""
    try:
        algebra = Algebra(scope, node)
        each = [algebra.quotient(term) for term in node.terms]
        total = algebra.quotient(node)
    except (TooLarge, ZeroDivisionError):
        return None
    if any(not one.bottom.is_constant() for one in each):
        return None
    before = Counter(monomial for one in each for monomial in one.top.to_dict())
    after = total.top.to_dict()
    if any(monomial not in after for monomial in before):
        return _LIKE
    simple = [_scaled_sum(term) for term in node.terms]
    shown = Counter(
        monomial for one, flag in zip(each, simple, strict=True) if flag for monomial in one.top.to_dict()
    )
    return _LIKE if any(count > 1 for count in shown.values()) else None


def _scaled_sum(term: Node) -> bool:
    """Whether a term is a monomial, or a number times a bracket."""
    match term:
        case Neg(arg=arg):
            return _scaled_sum(arg)
        case Mul(factors=factors):
            return sum(isinstance(one, Add) for one in factors) == 0 or all(
                isinstance(one, Add) or _is_numeric(one) for one in factors
            )
        case Pow(base=Add()):
            return False
    return True


def _product(node: Mul, scope: Scope) -> str | None:
    if node.kind == "kron":
        return None
    flat = _flat(node)
    if any(_value(one) in (0, 1, -1) for one in flat) or any(isinstance(one, Identity) for one in flat):
        return _IDLE
    if sum(map(_is_numeric, flat)) > 1:
        return _NUMBERS
    if any(isinstance(one, Div | Inverse) for one in flat) and _cancels(node, scope):
        return _CANCEL
    if all(is_scalar(one, scope) for one in flat):
        bases = [key_of(_base(one), scope) for one in flat if not _is_numeric(one)]
        return _FACTORS if max(Counter(bases).values(), default=0) > 1 else None
    if node.kind == "entry":
        return None
    for one, other in itertools.pairwise(flat):
        if key_of(_base(one), scope) == key_of(_base(other), scope) and not is_scalar(one, scope):
            square = not isinstance(one, Inverse) and not isinstance(other, Inverse)
            return _FACTORS if square else _CANCEL
    return None


def _flat(node: Mul) -> list[Node]:
    found: list[Node] = []
    for factor in node.factors:
        found += _flat(factor) if isinstance(factor, Mul) and factor.kind == node.kind else [factor]
    return found


def _base(node: Node) -> Node:
    match node:
        case Pow(base=base) | Inverse(arg=base):
            return base
    return node


def _quotient(node: Div, scope: Scope) -> str | None:
    if _value(node.right) in (1, -1):
        return _IDLE
    if isinstance(node.left, Div) or any(isinstance(part, Div) for part in _top_parts(node)):
        return "write it as one fraction, without a fraction inside it"
    above = _flat(node.left) if isinstance(node.left, Mul) else []
    numbers = _is_numeric(node.right) and any(map(_is_numeric, above)) and not is_scalar(node, scope)
    return _CANCEL if numbers or _cancels(node, scope) else None


def _top_parts(node: Div) -> list[Node]:
    """What stands right above and below the bar, sums and products taken apart."""
    found: list[Node] = []
    stack = [node.left, node.right]
    while stack:
        part = stack.pop()
        if isinstance(part, Add | Mul | Neg):
            stack.extend((part.arg,) if isinstance(part, Neg) else _below(part))
        else:
            found.append(part)
    return found


def _below(node: Add | Mul) -> tuple[Node, ...]:
    return node.terms if isinstance(node, Add) else node.factors


def _cancels(node: Node, scope: Scope) -> bool:
    return is_scalar(node, scope) and can_cancel(node, scope)


def _power(base: Node, exponent: Node) -> str | None:
    if _value(exponent) in (0, 1) or _value(base) in (0, 1):
        return _IDLE
    if isinstance(base, Const) and base.name == "e" and _holds_log(exponent):
        return _UNDOES
    if isinstance(base, Pow) and _value(base.exponent) == 2 and _is_half(exponent):
        return _UNDOES
    if isinstance(base, Pow) and whole(exponent) is not None:
        return "write a power of a power as one power"
    if _value(base) is not None and _value(exponent) is not None:
        return _NUMBERS if (whole(exponent) or 0) < 60 else None
    return None


def _is_half(node: Node) -> bool:
    return _value(node) == Fraction(1, 2) or node == Div(Num(Fraction(1)), _TWO)


def _holds_log(exponent: Node) -> bool:
    """Whether e is raised to a logarithm, or to a multiple of one."""
    parts = exponent.factors if isinstance(exponent, Mul) else (exponent,)
    return any(isinstance(one, Call) and one.name == "log" for one in parts)


_ENDS = {
    "log": (1,),
    "exp": (0,),
    "sin": (0,),
    "cos": (0,),
    "tan": (0,),
    "sinh": (0,),
    "cosh": (0,),
    "tanh": (0,),
    "arctan": (0,),
    "arcsin": (0,),
}
_WORKED_OUT = ("factorial", "log2", "log10")
_UNDONE = {"log": "exp", "exp": "log", "tr": "", "det": ""}


def _call(name: str, arg: Node) -> str | None:
    value = _value(arg)
    if value is not None and value in _ENDS.get(name, ()):
        return _NUMBERS
    if name == "sqrt" and value is not None and value.denominator == 1 and value >= 0:
        return _NUMBERS if _has_square(int(value)) else None
    if name in ("sin", "cos", "tan") and _is_known_angle(arg):
        return _NUMBERS
    if value is not None and name in _WORKED_OUT and value.denominator == 1 and value >= 0:
        worked_out = {"factorial": value < 20, "log2": value in _POWERS[2], "log10": value in _POWERS[10]}
        return _NUMBERS if worked_out[name] else None
    if name == "log" and isinstance(arg, Pow) and arg.base == Const("e"):
        return _UNDOES
    if name == "sqrt" and isinstance(arg, Pow) and _value(arg.exponent) == 2:
        return _UNDOES
    if name == "log" and isinstance(arg, Const) and arg.name == "e":
        return _NUMBERS
    if isinstance(arg, Call) and arg.name and arg.name == _UNDONE.get(name):
        return _UNDOES
    if name in ("tr", "det") and isinstance(arg, Transpose):
        return _IDLE
    return None


def _is_known_angle(arg: Node) -> bool:
    """Whether it is a multiple of π/6 or π/4."""
    match arg:
        case Const(name="pi"):
            return True
        case Neg(arg=inner) | Div(left=inner, right=Num(value=1)):
            return _is_known_angle(inner)
        case Div(left=inner, right=Num(value=below)) if below in (2, 3, 4, 6):
            return _is_known_angle(inner)
        case Mul(factors=(Num(value=value), Const(name="pi"))):
            return value.denominator in (1, 2, 3, 4, 6)
        case Mul(factors=(Div(left=Num(), right=Num(value=below)), Const(name="pi"))):
            return below in (1, 2, 3, 4, 6)
    return False


def _has_square(number: int) -> bool:
    if number in (0, 1):
        return True
    if number > 10**8:
        return math.isqrt(number) ** 2 == number
    return any(number % (k * k) == 0 for k in range(2, math.isqrt(number) + 1))
