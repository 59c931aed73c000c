"""Slips in a sum: a term that is missing, or one too many."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.slips.case import look_at
from quizzer.maths.tree import Add, Axes, Big, Call, Div, Mul, Neg, Node, Num, Pow, Sub, Transpose
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from quizzer.maths.slips.case import Case

_MOST_TERMS = 32
_LARGEST_POWER = 4


def missing_term(case: Case) -> Diagnosis | None:
    """The difference is one term of the expected sum."""
    if case.is_turned:
        return None
    terms = terms_of(case.right)
    if len(terms) > 1 and any(case.fits(Add((case.typed, term))) for term in terms):
        return Diagnosis("missing-term", "One term of the sum is missing.")
    return None


def extra_term(case: Case) -> Diagnosis | None:
    """The answer without one of its terms is equivalent."""
    if case.is_turned:
        return None
    terms = terms_of(case.typed)
    if len(terms) < 2:
        return None
    for k, term in enumerate(terms):
        left = terms[:k] + terms[k + 1 :]
        if case.fits(Add(tuple(left)) if len(left) > 1 else left[0]):
            return Diagnosis("extra-term", "One term is too many" + look_at(term))
    return None


def terms_of(node: Node) -> list[Node]:
    """The terms of a sum, products multiplied out; at most so many."""
    match node:
        case Add(terms=terms):
            found = [inner for term in terms for inner in terms_of(term)]
        case Neg(arg=arg):
            found = [Neg(term) for term in terms_of(arg)]
        case Mul(kind=kind, factors=factors):
            each = [terms_of(factor) for factor in factors]
            count = 1
            for one in each:
                count *= len(one)
            if count > _MOST_TERMS or kind == "dot":
                return [node]
            found = [replace(node, factors=choice) for choice in itertools.product(*each)]
        case Pow(base=Add() as base, exponent=Num(value=value)) if value in range(2, _LARGEST_POWER):
            return terms_of(Mul("product", (base,) * int(value)))
        case Div(left=left):
            found = [replace(node, left=term) for term in terms_of(left)]
        case Transpose(arg=arg):
            found = [Transpose(term) for term in terms_of(arg)]
        case Call(name="tr" | "sum" | "mean" | "diag" | "vec", args=(arg,)):
            found = [replace(node, args=(term,)) for term in terms_of(arg)]
        case Sub(arg=arg):
            found = [replace(node, arg=term) for term in terms_of(arg)]
        case Axes(body=body) | Big(kind="sum", body=body):
            found = [replace(node, body=term) for term in terms_of(body)]
        case _:
            return [node]
    return _collected(found) if len(found) <= _MOST_TERMS else [node]


def _collected(terms: list[Node]) -> list[Node]:
    """Equal terms as one: of (x + 1)², 2 x is one term."""
    counts: dict[Node, int] = {}
    for term in terms:
        key = _sorted(term)
        counts[key] = counts.get(key, 0) + 1
    return [
        term if count == 1 else Mul("product", (Num(Fraction(count)), term)) for term, count in counts.items()
    ]


def _sorted(term: Node) -> Node:
    """A product of two plain factors in one order, where one is a number."""
    if isinstance(term, Mul) and term.kind == "product":
        numbers = tuple(one for one in term.factors if isinstance(one, Num))
        rest = tuple(one for one in term.factors if not isinstance(one, Num))
        if numbers and rest:
            value = Fraction(1)
            for one in numbers:
                value *= one.value
            if value == 1:
                return rest[0] if len(rest) == 1 else Mul("product", rest)
            return Mul("product", (Num(value), *rest))
    return term
