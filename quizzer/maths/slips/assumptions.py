"""Slips of what is taken for granted: a symmetric matrix, a positive number, a constant left out."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpq

from quizzer.maths.declarations import Declaration, Scope
from quizzer.maths.equivalence import Reference, at_precision, is_kinked, names_in
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.slips.case import BITS, Case
from quizzer.maths.tree import Add, Const, Div, Mul, Neg, Node, Num, Sym, replaced, walk
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.values import Imprecise, Undefined, cells_of
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Iterator

_GENERAL = ("matrix", "square", "invertible")
_REAL = ("scalar", "integer")
_MOST_BOUNDS = 11
_MOST_NAMES = 3


def symmetric(case: Case) -> Diagnosis | None:
    """Equivalent once a general matrix, or all of them, are declared symmetric."""
    if case.is_turned:
        return None
    used = names_in(case.wanted.tree, case.given.tree)
    general = [name for name, one in case.scope.symbols.items() if name in used and _is_general(one)]
    groups: list[list[str]] = [[name] for name in general]
    groups += [general] if len(general) > 1 else []
    for names in groups:
        case.check_time()
        more = {name: Declaration("symmetric", case.scope.symbols[name].shape) for name in names}
        scope = case.scope.with_symbols(more)
        reference = Reference(case.wanted.tree, scope, case.given.tree, case.deadline)
        if reference.compare(case.given.tree, quick=True).outcome == "equivalent":
            return Diagnosis("symmetric", _of_symmetric(case, names))
    return None


def _is_general(one: Declaration) -> bool:
    return one.kind in _GENERAL and not one.shape.is_scalar and one.shape.rows == one.shape.cols


def _of_symmetric(case: Case, names: list[str]) -> str:
    shown = [text_of(Sym(name), "unicode") for name in names]
    if len(shown) > 1:
        listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
        return f"Right only if {listed} are symmetric; they need not be here."
    kind = "invertible" if case.scope.symbols[names[0]].kind == "invertible" else "square"
    return f"Right only if {shown[0]} is symmetric; {shown[0]} is any {kind} matrix here."


# ---------------------------------------------------------------- part of the domain


def domain(case: Case) -> Diagnosis | None:
    """Equivalent on part of the domain, which is said where it is one side of a point."""
    if case.is_turned or not (is_kinked(case.wanted.tree) or is_kinked(case.given.tree)):
        return None
    if not _agree_somewhere(case):
        return None
    for condition, values in _regions(case):
        case.check_time()
        if _agree_where(case, values):
            return Diagnosis("domain", f"Right for {condition} only.")
    return Diagnosis("domain", "Right on part of the domain only.")


Values = dict[str, Node]
"""For some names, an expression that runs over a region as the names in it run over the positive numbers."""


def _regions(case: Case) -> Iterator[tuple[str, Values]]:
    """Regions and what runs over them, of one kind the wider ones first."""
    used = names_in(case.wanted.tree, case.given.tree)
    declared = case.reference.scope.symbols
    names = [name for name in declared if name in used and declared[name].kind in _REAL][:_MOST_NAMES]
    shown = {name: text_of(Sym(name), "unicode") for name in names}
    bounds = _bounds(case)
    for one, other in itertools.permutations(names, 2):
        yield f"{shown[one]} > {shown[other]}", {one: Add((Sym(other), Sym(one)))}
    for name in names:
        for bound in bounds:
            yield f"{shown[name]} > {text_of(bound, 'unicode')}", {name: Add((bound, Sym(name)))}
        for bound in reversed(bounds):
            yield f"{shown[name]} < {text_of(bound, 'unicode')}", {name: Add((bound, Neg(Sym(name))))}
    if len(names) > 1:
        yield f"{', '.join(shown.values())} > 0", {name: Sym(name) for name in names}
    unit = Num(Fraction(1))
    for name in names:
        for bound in (bound for bound in reversed(bounds) if _size(bound) > 0):
            inside = Div(Add((Sym(name), Neg(unit))), Add((Sym(name), unit)))  # from −1 to 1
            yield f"|{shown[name]}| < {text_of(bound, 'unicode')}", {name: Mul("product", (bound, inside))}


def _bounds(case: Case) -> list[Node]:
    """Where one side may change its form, in order: 0, ±1, ±π/2, and numbers that the two contain."""
    half = Div(Const("pi"), Num(Fraction(2)))
    found: list[Node] = [Num(Fraction(0)), Num(Fraction(1)), Neg(Num(Fraction(1))), half, Neg(half)]
    for node in walk(Add((case.expected, case.answer))):
        if isinstance(node, Num) and node not in found and len(found) < _MOST_BOUNDS:
            found += [node, Neg(node)]
    return sorted(found, key=_size)


def _size(bound: Node) -> float:
    match bound:
        case Num(value=value):
            return float(value)
        case Neg(arg=arg):
            return -_size(arg)
    return math.pi / 2


def _agree_where(case: Case, values: Values) -> bool:
    """Whether the two agree where names run over a region only."""

    def change(node: Node) -> Node | None:
        return values.get(node.name) if isinstance(node, Sym) else None

    positive = {name: Declaration("positive") for name in values}
    symbols = {**case.reference.scope.symbols, **positive}
    scope = Scope(symbols)
    try:
        wanted = infer(replaced(case.wanted.tree, change), scope, want=case.wanted.shape)
        given = infer(replaced(case.given.tree, change), scope, want=case.wanted.shape)
    except ShapeError:
        return False
    reference = Reference(wanted.tree, scope, given.tree, case.deadline)
    return reference.compare(given.tree).outcome == "equivalent"


def _agree_somewhere(case: Case) -> bool:
    """Whether the two agree at some random points, to all digits, though they differ at others."""
    agree = 0
    for number, magnitude in enumerate((0, 0, 0, 0, 1, 1, -1, -2, 2, 2, 3, 3, 4, 4)):
        key, drawn = case.reference.draw(number % 2, magnitude, number)
        if drawn is None:
            continue
        try:
            with at_precision(BITS):
                expected, _ = case.reference.value(key, drawn, BITS)
                value = Evaluator(drawn.point(), case.deadline).value(case.given.tree)
        except (Undefined, Imprecise):
            continue
        pairs = zip(cells_of(expected), cells_of(value), strict=True)
        agree += all(one.overlaps(other) for one, other in pairs)
    return agree > 0


# ---------------------------------------------------------------- the arbitrary constant


def constant(case: Case) -> Diagnosis | None:
    """Only the arbitrary constant is missing: what is left over depends on constants alone."""
    declared = case.reference.scope.symbols
    names = [name for name, one in declared.items() if one.kind == "constant"]
    missing = [name for name in names if name in names_in(case.wanted.tree) - names_in(case.given.tree)]
    if case.is_turned or not missing:
        return None
    shown = text_of(Sym(missing[0]), "unicode")
    if _depends_on_constants_alone(case, names, Add((case.wanted.tree, Neg(case.given.tree)))):
        return Diagnosis(
            "constant", f"+ {shown} is missing: an antiderivative is only known up to a constant."
        )
    if _depends_on_constants_alone(case, names, Div(case.wanted.tree, case.given.tree)):
        return Diagnosis("constant", f"The constant {shown} is missing: every multiple will do as well.")
    for name in missing:
        for value in (Fraction(0), Fraction(1)):
            if _agrees_with(case, name, value):
                shown = text_of(Sym(name), "unicode")
                return Diagnosis(
                    "constant", f"The constant {shown} is missing: this is one solution of many."
                )
    return None


def _depends_on_constants_alone(case: Case, constants: list[str], node: Node) -> bool:
    forced = tuple((name, fmpq(3 + 2 * k, 7)) for k, name in enumerate(constants))
    values = []
    for number in range(4):
        case.check_time()
        _, drawn = case.reference.draw(number % 2, 0, 40 + number, forced=forced)
        if drawn is None:
            continue
        try:
            with at_precision(BITS):
                values.append(cells_of(Evaluator(drawn.point(), case.deadline).value(node)))
        except (Undefined, Imprecise):
            continue
    if len(values) < 3 or len(values[0]) != 1:
        return False
    return all(one[0].overlaps(values[0][0]) for one in values)


def _agrees_with(case: Case, name: str, value: Fraction) -> bool:
    def change(node: Node) -> Node | None:
        return Num(value) if isinstance(node, Sym) and node.name == name else None

    wanted = replaced(case.wanted.tree, change)
    reference = Reference(wanted, case.scope, case.given.tree, case.deadline)
    return reference.compare(case.given.tree, quick=True).outcome == "equivalent"
