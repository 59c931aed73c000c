"""The form that a card may ask for: decided on the answer's tree as it was typed, and by exact algebra.

A right value in another form is a verdict of its own, with one sentence that says what the form wants.
Each form is defined in the docstring of the function that decides it. SymPy takes no part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.maths.factoring import why_not_factored
from quizzer.maths.names import nearest
from quizzer.maths.polynomials import is_scalar, whole
from quizzer.maths.quotients import can_cancel
from quizzer.maths.shapes import COLLECTIONS
from quizzer.maths.simplified import why_not_simplified
from quizzer.maths.tree import (
    Add,
    Call,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    Transpose,
    children,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzer.maths.declarations import Scope

_LARGEST = 3_000  # nodes; what is larger is not taken apart, and passes


class FormError(ValueError):
    """A form that no card can ask for: for the author of a deck."""


def checked(form: str) -> str:
    """The form's name, if it is one.

    Raises:
        FormError: if not, with what is known.
    """
    if form in FORMS:
        return form
    guess = nearest(form, FORMS)
    known = ", ".join(FORMS)
    raise FormError(f"no form `{form}`; " + (f"did you mean `{guess}`?" if guess else f"known are {known}"))


def why_not(form: str, answer: Node, expected: Node, text: str, scope: Scope) -> str | None:
    """Why an equivalent answer is not in the form asked for: one sentence, or None where it is.

    Args:
        form: one of FORMS.
        answer: as it was read, before its shapes were settled.
        expected: the author's expression; `simplified` measures by it.
        text: what was typed; `exact` looks at how numbers are spelt.
        scope: what the letters are.

    Raises:
        FormError: for an unknown form.
    """
    test = _TESTS[checked(form)]
    if sum(1 for _ in walk(answer)) > _LARGEST:
        return None
    for part in _expressions(answer):
        found = test(part, expected, text, scope)
        if found:
            return found
    return None


def _expressions(node: Node) -> Iterator[Node]:
    """The expressions in a collection or a relation; of an expression, itself."""
    if not isinstance(node, COLLECTIONS):
        yield node
        return
    for child in children(node):
        yield from _expressions(child)


def _expanded(node: Node, _expected: Node, _text: str, scope: Scope) -> str | None:
    """Every product of sums is multiplied out, in the arguments of functions too.

    So no sum stands as a factor, above a fraction's bar, behind a minus sign, or under a whole power, a
    product under none either; of matrices, no sum under a transpose. Like terms need not be collected.
    """
    for part in walk(node):
        if _holds_brackets(part, scope):
            return "multiply it out: no product, power or negative of a bracket may be left"
    return None


def _holds_brackets(node: Node, scope: Scope) -> bool:
    match node:
        case Mul(kind=kind, factors=factors):
            return kind != "kron" and any(_is_sum(factor) for factor in factors)
        case Neg(arg=arg) | Transpose(arg=arg):
            return _is_sum(arg)
        case Div(left=left):
            return _is_sum(left)
        case Pow(base=base, exponent=exponent, entrywise=False):
            power = whole(exponent)
            if power is None or power < 2:
                return False
            return _is_sum(base) or (isinstance(base, Mul) and is_scalar(base, scope))
    return False


def _is_sum(node: Node) -> bool:
    return isinstance(node, Add) or (isinstance(node, Neg) and _is_sum(node.arg))


def _factored(node: Node, _expected: Node, _text: str, scope: Scope) -> str | None:
    """A product of powers whose factors cannot be split any further over the rational numbers.

    Of a scalar, every factor is a polynomial that is irreducible over Q in its unknowns (functions such as
    sin x are unknowns) with no whole number in common; of a matrix, no sum may be left in which all terms
    share their first or last factor or a scalar. What is irreducible is factored as it stands.
    """
    return why_not_factored(node, scope)


def _lowest_terms(node: Node, _expected: Node, _text: str, scope: Scope) -> str | None:
    """In every fraction, what is above and below the bar have no factor in common.

    Numbers that divide both count, and polynomials do. A product of fractions is one fraction; plain
    numbers are added up, and stand above one another in one fraction only.
    """
    message = "cancel what is above and below the bar, as far as it goes"
    for part in walk(node):
        if isinstance(part, Div) and _is_number(part) and any(map(_has_bar, children(part))):
            return "write the number as one fraction, without a fraction inside it"
        if isinstance(part, Add) and sum(map(_is_number, part.terms)) > 1:
            return "add the numbers up to one fraction"
        if isinstance(part, Div | Mul) and is_scalar(part, scope) and can_cancel(part, scope):
            return message
    return None


def _has_bar(node: Node) -> bool:
    return any(isinstance(part, Div | Inverse) for part in walk(node))


def _is_number(node: Node) -> bool:
    """Whether it is made of plain numbers alone."""
    match node:
        case Num():
            return True
        case Neg() | Div() | Mul() | Add() | Inverse():
            return all(map(_is_number, children(node)))
        case Pow(base=base, exponent=exponent):
            return _is_number(base) and whole(exponent) is not None
    return False


def _single_fraction(node: Node, _expected: Node, _text: str, _scope: Scope) -> str | None:
    """One bar at most, and no sum, power or other fraction around it.

    A number or a sign may stand in front. What stands in an exponent or in a function's argument does not
    count, and an expression without any fraction is one over 1.
    """
    bars = list(_bars(node, under_sum=False))
    if len(bars) > 1 or any(bars):
        return "bring it over one bar: a single fraction, with no other one inside or beside it"
    return None


def _bars(node: Node, *, under_sum: bool) -> Iterator[bool]:
    """For each fraction, whether it stands inside a sum."""
    match node:
        case Call():
            return
        case Pow(base=base, exponent=exponent):
            if isinstance(exponent, Neg) or (isinstance(exponent, Num) and exponent.value < 0):
                yield under_sum
            yield from _bars(base, under_sum=under_sum or not isinstance(base, Pow | Num))
            return
        case Num(value=value):
            if value.denominator != 1:
                yield under_sum
            return
        case Div() | Inverse():
            yield under_sum
    inside = under_sum or isinstance(node, Add)
    for child in children(node):
        yield from _bars(child, under_sum=inside)


_DECIMAL = re.compile(r"\d[eE][+-]?\d|\d\.|\.\d")


def _exact(node: Node, _expected: Node, text: str, _scope: Scope) -> str | None:
    """Without decimals: whole numbers, fractions, roots and constants such as π only.

    A decimal that happens to be exact, such as 0.5, is refused too: it was asked how the number is made.
    """
    for part in walk(node):
        if isinstance(part, Num) and _DECIMAL.search(text[part.span.start : part.span.end]):
            return "give the exact value: fractions, roots and constants, no decimals"
    return None


def _simplified(node: Node, expected: Node, _text: str, scope: Scope) -> str | None:
    """Nothing is left to work out; see `simplified` for the list."""
    return why_not_simplified(node, expected, scope)


_TESTS: dict[str, Callable[[Node, Node, str, Scope], str | None]] = {
    "factored": _factored,
    "expanded": _expanded,
    "lowest-terms": _lowest_terms,
    "simplified": _simplified,
    "single-fraction": _single_fraction,
    "exact": _exact,
}

FORMS: tuple[str, ...] = tuple(_TESTS)
"""What a card's `form` may be."""
