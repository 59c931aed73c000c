"""Slips in a sum: a term that is missing, or one too many."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.restated import key_of
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.sizes import ONE
from quizzer.maths.slips.case import look_at
from quizzer.maths.tree import Add, Axes, Big, Call, Div, Mul, Neg, Node, Norm, Num, Pow, Sub, Transpose
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.declarations import Scope
    from quizzer.maths.restated import Key
    from quizzer.maths.slips.case import Case

_MOST_TERMS = 32
_LARGEST_POWER = 4
_MOST_COMPARED = 8


def missing_term(case: Case) -> Diagnosis | None:
    """The difference is one term of the expected sum."""
    if case.is_turned:
        return None
    for term in case.made("terms", lambda: list(dict.fromkeys(_all_terms(case)))):
        if case.fits(Add((case.typed, term))):
            return Diagnosis("missing-term", "One term of the sum is missing.")
    return None


def _all_terms(case: Case) -> list[Node]:
    """The terms of what is asked: as written, multiplied out, and pairs that are equal."""
    expanded = terms_of(case.right, case.scope)
    if len(expanded) < 2:
        return []
    return [*_as_written(case.right), *expanded, *_twice(case, expanded)]


def _twice(case: Case, terms: list[Node]) -> Iterator[Node]:
    """Pairs of terms that are equal but not written so, x'A y and y'A'x, as one."""
    shape = case.wanted.shape
    if shape is not None and shape.is_scalar and len(terms) <= _MOST_COMPARED:
        for one, other in itertools.combinations(terms, 2):
            if case.meets(one, other):
                yield Add((one, other))


def extra_term(case: Case) -> Diagnosis | None:
    """The answer without one of its terms is equivalent."""
    if case.is_turned:
        return None
    for terms in (_as_written(case.typed), terms_of(case.typed, case.scope)):
        for k, term in enumerate(terms if len(terms) > 1 else ()):
            left = terms[:k] + terms[k + 1 :]
            if case.fits(Add(tuple(left)) if len(left) > 1 else left[0]):
                return Diagnosis("extra-term", "One term is too many" + look_at(term))
    return None


def _as_written(node: Node) -> list[Node]:
    """The terms of a sum, with nothing multiplied out: (1 − q) log(1 − q) is one."""
    match node:
        case Add(terms=terms):
            return [inner for term in terms for inner in _as_written(term)]
        case Neg(arg=arg):
            return [Neg(term) for term in _as_written(arg)]
        case _:
            return [node]


def terms_of(node: Node, scope: Scope) -> list[Node]:
    """The terms of a sum, products multiplied out; at most so many."""
    match node:
        case Add(terms=terms):
            found = [inner for term in terms for inner in terms_of(term, scope)]
        case Neg(arg=arg):
            found = [Neg(term) for term in terms_of(arg, scope)]
        case Mul(kind=kind, factors=factors):
            each = [terms_of(factor, scope) for factor in factors]
            count = 1
            for one in each:
                count *= len(one)
            if count > _MOST_TERMS or kind == "dot":
                return [node]
            found = [replace(node, factors=choice) for choice in itertools.product(*each)]
        case Pow(base=Norm(arg=Add() as arg, order="" | "2" | "F" as order), exponent=Num(value=value)) if (
            value == 2 and (order != "2" or _is_column(arg, scope))
        ):
            return terms_of(Call("tr", (Mul("product", (Transpose(arg), arg)),)), scope)
        case Pow(base=Add() as base, exponent=Num(value=value)) if value in range(2, _LARGEST_POWER):
            return terms_of(Mul("product", (base,) * int(value)), scope)
        case Div(left=left):
            found = [replace(node, left=term) for term in terms_of(left, scope)]
        case Transpose(arg=arg):
            found = [Transpose(term) for term in terms_of(arg, scope)]
        case Call(name="tr" | "sum" | "mean" | "diag" | "vec", args=(arg,)):
            found = [replace(node, args=(term,)) for term in terms_of(arg, scope)]
        case Sub(arg=arg):
            found = [replace(node, arg=term) for term in terms_of(arg, scope)]
        case Axes(body=body) | Big(kind="sum", body=body):
            found = [replace(node, body=term) for term in terms_of(body, scope)]
        case _:
            return [node]
    return _collected(found, scope) if len(found) <= _MOST_TERMS else [node]


def _is_column(node: Node, scope: Scope) -> bool:
    try:
        shape = infer(node, scope).shape
    except ShapeError:  # a product made flat may only have a shape in other groups
        return False
    return shape is not None and shape.cols == ONE


def _collected(terms: list[Node], scope: Scope) -> list[Node]:
    """Equal terms as one: of (x + y)², 2 x y is one term."""
    found: dict[Key, tuple[Node, int]] = {}
    for term in terms:
        key = key_of(term, scope)
        found[key] = (term, found[key][1] + 1 if key in found else 1)
    return [
        term if count == 1 else Mul("product", (Num(Fraction(count)), term)) for term, count in found.values()
    ]
