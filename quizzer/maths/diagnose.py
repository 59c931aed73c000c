"""What went wrong in a wrong answer: it is tried against what learners do wrong, and what fits is named.

Every diagnosis is one more question of equivalence: the answer with one thing changed is compared with the
expected expression.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from quizzer.maths.declarations import Declaration, Scope
from quizzer.maths.equivalence import Reference, at_precision, names_in
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.tree import (
    Add,
    Call,
    Inverse,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    Sub,
    Sym,
    Transpose,
    children,
    rebuilt,
)
from quizzer.maths.values import Exhausted, Imprecise, Undefined, cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 2
"""How many diagnoses are given."""

NEAR_MISSES = frozenset(
    "sign factor offset transpose transpose-inside inverse order product-kind symmetric missing-term"
    " extra-term power domain constant".split()
)
"""Diagnoses of an answer that was nearly right: what quality 2 stands for."""

_MOST_TERMS = 32
_BITS = 192


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that went wrong: a code for machines, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """A wrong answer and what was expected, as read and as shaped."""

    expected: Node
    answer: Node
    wanted: Shaped
    given: Shaped
    scope: Scope
    reference: Reference
    deadline: float


def diagnose(case: Case) -> tuple[Diagnosis, ...]:
    """What fits, most specific first, at most two."""
    found: list[Diagnosis] = []
    for test in _TESTS:
        if time.perf_counter() > case.deadline:
            break
        try:
            one = test(case)
        except (Exhausted, Undefined, Imprecise):
            continue
        if one is not None:
            found.append(one)
            if len(found) == MOST or one.code in _SUFFICIENT:
                break
    return tuple(found)


def _equals(case: Case, candidate: Node) -> bool:
    """Whether a changed answer is what was expected."""
    try:
        shaped = infer(candidate, case.scope, want=case.wanted.shape)
    except ShapeError:
        return False
    if shaped.shape != case.wanted.shape:
        return False
    return case.reference.compare(shaped.tree, quick=True).outcome == "equivalent"


# ---------------------------------------------------------------- the whole answer


def _sign(case: Case) -> Diagnosis | None:
    if _equals(case, Neg(case.answer)):
        return Diagnosis("sign", "the sign is the wrong way round: this is the negative of what is asked")
    return None


def _transpose(case: Case) -> Diagnosis | None:
    shape = case.wanted.shape
    if shape is None or shape.is_scalar or not _equals(case, Transpose(case.answer)):
        return None
    if case.given.shape is not None and case.given.shape != shape:
        return Diagnosis(
            "transpose", f"this is the transpose of what is asked: it is {case.given.shape}, not {shape}"
        )
    return Diagnosis("transpose", "this is the transpose of what is asked")


def _factor(case: Case) -> Diagnosis | None:
    """The ratio is one constant at every entry of every point."""
    ratios = []
    for expected, answer in _pairs(case):
        for one, other in zip(expected, answer, strict=True):
            if one.contains(0) and other.contains(0):
                continue
            if other.contains(0) or one.contains(0):
                return None
            ratios.append(one / other)
    if len(ratios) < 3 or not all(ratio.overlaps(ratios[0]) for ratio in ratios):
        return None
    ratio = _recognized(ratios[0])
    if ratio is None:
        if not names_in(case.expected):
            return None  # any two numbers have a constant ratio
        return Diagnosis("factor", "off by a constant factor")
    if not names_in(case.expected) and max(abs(ratio.numerator), ratio.denominator) > 12:
        return None
    if ratio in (1, -1):
        return None
    if ratio < 0:
        return Diagnosis("factor", f"off by a factor of −{-ratio}")
    if ratio > 1:
        return Diagnosis("factor", f"too small: off by a factor of {ratio}")
    return Diagnosis("factor", f"too large: off by a factor of {1 / ratio}")


def _offset(case: Case) -> Diagnosis | None:
    """The difference is one constant number."""
    if case.wanted.shape is None or not case.wanted.shape.is_scalar or not names_in(case.expected):
        return None
    differences = [one[0] - other[0] for one, other in _pairs(case)]
    first = differences[0]
    if len(differences) < 3 or not all(one.overlaps(first) for one in differences):
        return None
    constant = _recognized(first)
    if constant is None:
        return Diagnosis("offset", "off by a constant that is added")
    return Diagnosis("offset", f"off by the constant {abs(constant)}")


def _pairs(case: Case) -> Iterator[tuple[list[arb], list[arb]]]:
    """Expected and given entries at four points."""
    if case.given.shape != case.wanted.shape:
        return
    many = 4 if case.reference.scope.symbols else 1
    for number in range(many):
        key, drawn = case.reference.draw(number % 2, 0, (0, 1, 4, 7)[number])
        if drawn is None:
            continue
        with at_precision(_BITS):
            expected, _ = case.reference.value(key, drawn, _BITS)
            answer = Evaluator(drawn.point(), case.deadline).value(case.given.tree)
        cells = cells_of(expected), cells_of(answer)
        yield cells if many > 1 else (cells[0] * 3, cells[1] * 3)


def _recognized(ball: arb) -> Fraction | None:
    """The simple rational that a narrow ball holds."""
    if not isinstance(ball, arb) or not ball.is_finite():
        return None
    near = Fraction(float(ball)).limit_denominator(1000)
    if abs(near.numerator) > 10_000:
        return None
    return near if (ball * near.denominator).contains(near.numerator) else None


# ---------------------------------------------------------------- one place in it


def _first(case: Case, candidates: Iterator[Node], diagnosis: Diagnosis) -> Diagnosis | None:
    for candidate in itertools.islice(candidates, 60):
        if _equals(case, candidate):
            return diagnosis
        if time.perf_counter() > case.deadline:
            return None
    return None


def _everywhere(node: Node, change: Callable[[Node], Iterator[Node]]) -> Iterator[Node]:
    """The tree with `change` made in one place, for every place and every change there."""
    yield from change(node)
    below = children(node)
    for position, child in enumerate(below):
        for changed in _everywhere(child, change):
            yield rebuilt(node, (*below[:position], changed, *below[position + 1 :]))


def _transpose_inside(case: Case) -> Diagnosis | None:
    def change(node: Node) -> Iterator[Node]:
        if isinstance(node, Transpose):
            yield node.arg
        elif isinstance(node, Sym) and _is_array(case.scope, node.name):
            yield Transpose(node)

    message = "one transpose inside is missing, or is one too many"
    return _first(case, _everywhere(case.answer, change), Diagnosis("transpose-inside", message))


def _is_array(scope: Scope, name: str) -> bool:
    declared = scope.symbols.get(name)
    return declared is not None and declared.kind != "function" and not declared.shape.is_scalar


def _is_square(scope: Scope, name: str) -> bool:
    return _is_array(scope, name) and scope.symbols[name].shape.rows == scope.symbols[name].shape.cols


def _inverse(case: Case) -> Diagnosis | None:
    def change(node: Node) -> Iterator[Node]:
        if isinstance(node, Inverse):
            yield node.arg
        elif isinstance(node, Sym) and _is_square(case.scope, node.name):
            yield Inverse(node)

    message = "one inverse is missing, or is one too many"
    return _first(case, _everywhere(case.answer, change), Diagnosis("inverse", message))


def _order(case: Case) -> Diagnosis | None:
    def change(node: Node) -> Iterator[Node]:
        if isinstance(node, Mul) and node.kind in ("product", "dot", "kron"):
            for i, j in itertools.combinations(range(len(node.factors)), 2):
                swapped = list(node.factors)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                yield Mul(node.kind, tuple(swapped), span=node.span)

    message = "two factors stand in the wrong order: matrices do not commute"
    return _first(case, _everywhere(case.answer, change), Diagnosis("order", message))


def _product_kind(case: Case) -> Diagnosis | None:
    def change(node: Node) -> Iterator[Node]:
        if not isinstance(node, Mul):
            return
        if node.kind == "entry":
            yield Mul("product", node.factors, span=node.span)
        elif node.kind == "product":
            for cut in range(1, len(node.factors)):
                left, right = node.factors[:cut], node.factors[cut:]
                sides = tuple(side[0] if len(side) == 1 else Mul("product", side) for side in (left, right))
                yield Mul("entry", sides, span=node.span)

    message = "one product is of the wrong kind: matrix product and entrywise product are mixed up"
    return _first(case, _everywhere(case.answer, change), Diagnosis("product-kind", message))


def _power(case: Case) -> Diagnosis | None:
    def change(node: Node) -> Iterator[Node]:
        match node:
            case Pow(base=base, exponent=Num(value=value), entrywise=entrywise):
                yield Pow(base, Num(value + 1), entrywise)
                yield Pow(base, Num(value - 1), entrywise)
            case Norm():
                yield Pow(node, Num(Fraction(2)))
            case Call(name="sqrt", args=(arg,)):
                yield arg

    return _first(case, _everywhere(case.answer, change), Diagnosis("power", "one exponent is off by one"))


def _symmetric(case: Case) -> Diagnosis | None:
    """Equivalent once a general matrix is declared symmetric."""
    if case.given.shape != case.wanted.shape:
        return None
    for name, one in case.scope.symbols.items():
        general = one.kind in ("matrix", "square", "invertible") and _is_square(case.scope, name)
        if not general or name not in names_in(case.expected, case.answer):
            continue
        scope = case.scope.with_symbols({name: Declaration("symmetric", one.shape)})
        reference = Reference(case.wanted.tree, scope, case.given.tree, case.deadline)
        if reference.compare(case.given.tree, quick=True).outcome == "equivalent":
            what = "any invertible matrix" if one.kind == "invertible" else "any square matrix"
            return Diagnosis("symmetric", f"right only if {name} is symmetric; here {name} is {what}")
    return None


# ---------------------------------------------------------------- terms


def _missing_term(case: Case) -> Diagnosis | None:
    terms = _terms(case.expected)
    if len(terms) < 2:
        return None
    candidates = (Add((case.answer, term)) for term in terms)
    message = "one term of the sum is missing"
    return _first(case, candidates, Diagnosis("missing-term", message))


def _extra_term(case: Case) -> Diagnosis | None:
    terms = _terms(case.answer)
    if len(terms) < 2:
        return None
    rest = (terms[:k] + terms[k + 1 :] for k in range(len(terms)))
    candidates = (Add(tuple(left)) if len(left) > 1 else left[0] for left in rest)
    return _first(case, candidates, Diagnosis("extra-term", "one term is too many"))


def _terms(node: Node) -> list[Node]:
    """The terms of a sum, products multiplied out; at most so many."""
    match node:
        case Add(terms=terms):
            found = [inner for term in terms for inner in _terms(term)]
        case Neg(arg=arg):
            found = [Neg(term) for term in _terms(arg)]
        case Mul(kind=kind, factors=factors):
            each = [_terms(factor) for factor in factors]
            count = 1
            for one in each:
                count *= len(one)
            if count > _MOST_TERMS or kind == "dot":
                return [node]
            found = [replace(node, factors=choice) for choice in itertools.product(*each)]
        case Transpose(arg=arg):
            found = [Transpose(term) for term in _terms(arg)]
        case Call(name="tr" | "sum", args=(arg,)):
            found = [replace(node, args=(term,)) for term in _terms(arg)]
        case Sub(arg=arg):
            found = [replace(node, arg=term) for term in _terms(arg)]
        case _:
            return [node]
    return found if len(found) <= _MOST_TERMS else [node]


_SUFFICIENT = frozenset(("sign", "factor", "offset", "transpose"))
"""Codes that say all there is to say."""

_TESTS: tuple[Callable[[Case], Diagnosis | None], ...] = (
    _transpose,
    _sign,
    _factor,
    _offset,
    _transpose_inside,
    _order,
    _missing_term,
    _extra_term,
    _inverse,
    _product_kind,
    _power,
    _symmetric,
)
