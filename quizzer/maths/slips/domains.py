"""Slips of the domain: right for some values only, which are named where they lie on one side of a point."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.declarations import Declaration, Scope
from quizzer.maths.equivalence import Reference, at_precision, is_kinked, names_in
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.slips.case import BITS, Case, touch
from quizzer.maths.tree import Add, Call, Const, Div, Inverse, Mul, Neg, Node, Num, Sym, replaced, walk
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.values import Imprecise, Undefined, cells_of
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzer.maths.sample import Manner

_REAL = ("scalar", "integer")
_WHOLE = ("integer", "natural")
_WAVES = ("sin", "cos", "tan", "cot", "sec", "csc")
_ARCS = ("arctan", "arccot", "arcsin", "arccos", "arcsec", "arccsc")
_MOST_BOUNDS = 11
_MOST_NAMES = 3
_MAGNITUDES = (0, 0, 0, 0, 1, 1, -1, -2, 2, 2, 3, 3, 4, 4)
_RAISED = 10  # times three points at which negative numbers have the powers that the two speak of

Values = dict[str, Node]
"""For some names, an expression that runs over a region as the names in it run over the positive numbers."""

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of the domain: in words, as expressions that run over it, and as a test."""

    words: str
    values: Values
    holds: Callable[[Numbers], bool]


@dataclass(frozen=True, slots=True)
class _Point:
    """A random point, and whether the two agree there to all digits."""

    numbers: Numbers
    agree: bool
    wholes: tuple[float, ...] = ()
    """The numbers of the symbols that stand for whole ones."""


def domain(case: Case) -> Diagnosis | None:
    """Equivalent on part of the domain, which is said where it is one side of a point."""
    if case.is_turned or not (_has_pieces(case.wanted.tree) or _has_pieces(case.given.tree)):
        return None
    points = list(_points(case))
    if not any(point.agree for point in points) or _agree_at_one_number(points):
        return None
    for region in _regions(case):
        if any(not point.agree and region.holds(point.numbers) for point in points):
            continue
        case.check_time()
        if _agree_where(case, region.values):
            return Diagnosis("domain", f"Right for {region.words} only.")
    return Diagnosis("domain", "Right on part of the domain only.")


def _has_pieces(tree: Node) -> bool:
    """Whether it may agree with another function on a part of its domain: it has kinks, or jumps at poles."""
    if is_kinked(tree):
        return True
    arcs = (node.args for node in walk(tree) if isinstance(node, Call) and node.name in _ARCS)
    inside = (inner for args in arcs for arg in args for inner in walk(arg))
    return any(
        isinstance(one, Div | Inverse) or (isinstance(one, Call) and one.name in _WAVES) for one in inside
    )


def _points(case: Case) -> Iterator[_Point]:
    names = _names(case)
    places: list[tuple[int, Manner]] = [(magnitude, "generic") for magnitude in _MAGNITUDES]
    if case.reference.traits.exponents:
        places += [(0, "raised"), (0, "rooted"), (0, "rooted")] * _RAISED
    for number, (magnitude, manner) in enumerate(places):
        key, drawn = case.reference.draw(number % 2, magnitude, number, manner)
        if drawn is None:
            continue
        with at_precision(BITS):
            point = case.reference.point(key, drawn, BITS)
            numbers = {name: float(point.values[name]) for name in names if name in point.values}
            wholes = tuple(
                float(one.cells[0]) for one in drawn.drawn.values() if one.declaration.kind in _WHOLE
            )
            try:
                expected, _ = case.reference.value(key, drawn, BITS)
                value = Evaluator(point, case.deadline).value(case.given.tree)
            except (Undefined, Imprecise):
                yield _Point(numbers, agree=False, wholes=wholes)
                continue
        pairs = zip(cells_of(expected), cells_of(value), strict=True)
        yield _Point(numbers, all(touch(one, other) for one, other in pairs), wholes)


def _agree_at_one_number(points: list[_Point]) -> bool:
    """Whether the two agree only where some whole number is the same: at n = 1, which is no domain."""
    agreed = [point.wholes for point in points if point.agree]
    return any(len(set(each)) == 1 for each in zip(*agreed, strict=True))


def _names(case: Case) -> list[str]:
    """The names whose regions are looked at; what stands in exponents decides no domain by itself."""
    used = names_in(case.wanted.tree, case.given.tree) - case.reference.traits.exponents
    declared = case.reference.scope.symbols
    return [name for name in declared if name in used and declared[name].kind in _REAL][:_MOST_NAMES]


def _regions(case: Case) -> Iterator[_Region]:
    """Regions, of one kind the wider ones first."""
    names = _names(case)
    bounds = _bounds(case)
    for one, other in itertools.permutations(names, 2):
        yield _beyond(one, other)
    for name in names:
        for bound in bounds:
            yield _above(name, bound)
        for bound in reversed(bounds):
            yield _below(name, bound)
    if len(names) > 1:
        words = f"{', '.join(map(_shown, names))} > 0"
        positive: Values = {name: Sym(name) for name in names}
        yield _Region(words, positive, lambda at: all(at[name] > 0 for name in names))
    for name in names:
        for bound in (bound for bound in reversed(bounds) if _size(bound) > 0):
            yield _within(name, bound)


def _shown(name: str) -> str:
    return text_of(Sym(name), "unicode")


def _beyond(one: str, other: str) -> _Region:
    values: Values = {one: Add((Sym(other), Sym(one)))}
    return _Region(f"{_shown(one)} > {_shown(other)}", values, lambda at: at[one] > at[other])


def _above(name: str, bound: Node) -> _Region:
    size, words = _size(bound), f"{_shown(name)} > {text_of(bound, 'unicode')}"
    return _Region(words, {name: Add((bound, Sym(name)))}, lambda at: at[name] > size)


def _below(name: str, bound: Node) -> _Region:
    size, words = _size(bound), f"{_shown(name)} < {text_of(bound, 'unicode')}"
    return _Region(words, {name: Add((bound, Neg(Sym(name))))}, lambda at: at[name] < size)


def _within(name: str, bound: Node) -> _Region:
    unit = Num(Fraction(1))
    inside = Div(Add((Sym(name), Neg(unit))), Add((Sym(name), unit)))  # from −1 to 1
    size, words = _size(bound), f"|{_shown(name)}| < {text_of(bound, 'unicode')}"
    return _Region(words, {name: Mul("product", (bound, inside))}, lambda at: abs(at[name]) < size)


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
    return reference.compare(given.tree, quick=True).outcome == "equivalent"
