"""Answers with arbitrary constants: the families `C e^x` and `2 A e^x` are the same set of functions.

Where both families are affine in their constants, f₀ + Σ Cᵢ fᵢ, they are affine spaces of functions: the same
if neither adds a dimension to the other, which ranks of their values at random points tell. Other families of
one constant are compared member by member: a member of one has to be a member of the other.
"""

from __future__ import annotations

import itertools
import random
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from flint import arb, fmpq

from quizzer.maths.equivalence import Comparison, Reference, Witness, at_precision
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.lines import axis_line, crossings
from quizzer.maths.plan import constants_in, literal_bits, names_in, sizes_for, traits_of
from quizzer.maths.sample import Draw, Drawn, draw
from quizzer.maths.tree import Add, Call, Const, Mul, Neg, Node, Num, Pow, Sym, replaced
from quizzer.maths.univariate import NotRational, never_zero, real_zeros
from quizzer.maths.values import Exhausted, Imprecise, TooLarge, Undefined, cells_of
from quizzer.maths.watch import Switch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.solutions import Outcome
    from quizzer.maths.values import Value

_BITS = 256
_MOST_BITS = 12_000
_SPARE = 4  # rows beyond the number of columns, to tell a true dependence from one by chance
_MEMBERS = (fmpq(3, 7), fmpq(-11, 5), fmpq(17, 3), fmpq(41, 4))
_FARTHEST = 40  # power of ten
_OTHER = " of the answer"
_ROOT = "root of what is never negative"
_WIDEST = 1_500  # bits between the smallest and the largest that is met at a point
_MAGNITUDES = (0, 0, 1, -1, 2, 0, 3, -2, 4, 1, 0, 5)  # where functions have kinks

Column: TypeAlias = list[arb]


def constants_of(scope: Scope, *trees: Node) -> list[str]:
    """The arbitrary constants that trees speak of."""
    names = names_in(*trees)
    return [name for name, one in scope.symbols.items() if one.kind == "constant" and name in names]


def compare_families(expected: Node, answer: Node, scope: Scope, deadline: float) -> Comparison:
    """Compare two expressions, at least one with arbitrary constants, their shapes settled and equal."""
    found = Reference(expected, scope, answer, deadline).compare(answer)
    if found.outcome == "equivalent":
        return found
    families = _Families(expected, answer, scope, deadline)
    try:
        with at_precision(families.bits()):
            outcome = families.compare()
    except Exhausted:
        outcome = "undecided"
    if outcome == "undecided" and _is_rescaled(expected, answer, scope, deadline):
        outcome = "equivalent"
    if outcome == "equivalent" and families.parted is not None:
        witness = Witness(families.parted, families.expected_at(families.parted), None)
        return Comparison("different", witness, partial=True)
    return Comparison(outcome, found.witness if outcome == "different" else None, points=found.points)


def _is_rescaled(expected: Node, answer: Node, scope: Scope, deadline: float) -> bool:
    """Whether the one constant times a number that the two speak of makes them the same: √(x² + 2 C)."""
    mine, theirs = constants_of(scope, expected), constants_of(scope, answer)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    ratios = {fmpq(1), *(ratio for one in constants_in(expected, answer) for ratio in (one, 1 / one))}
    for ratio, sign in itertools.product(sorted(ratios), (1, -1)):
        times = Num(Fraction(sign * int(ratio.p), int(ratio.q)))
        changed = {mine[0]: Mul("product", (times, Sym(theirs[0])))}

        def change(node: Node, changed: Mapping[str, Node] = changed) -> Node | None:
            return changed.get(node.name) if isinstance(node, Sym) else None

        rescaled = replaced(expected, change)
        with suppress(Exhausted):
            if Reference(rescaled, scope, answer, deadline).compare(answer).outcome == "equivalent":
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Family:
    """An expression and its constants."""

    tree: Node
    constants: tuple[str, ...]


class _Families:
    """One comparison of two families, the answer's constants renamed apart."""

    def __init__(self, expected: Node, answer: Node, scope: Scope, deadline: float) -> None:
        mine, theirs = constants_of(scope, expected), constants_of(scope, answer)

        def apart(node: Node) -> Node | None:
            return Sym(node.name + _OTHER) if isinstance(node, Sym) and node.name in theirs else None

        self.scope = scope.with_symbols({name + _OTHER: scope.symbols[name] for name in theirs})
        self.first = _Family(expected, tuple(mine))
        self.second = _Family(replaced(answer, apart), tuple(name + _OTHER for name in theirs))
        self.deadline = deadline
        self._spread = 0.0
        self.parted: Draw | None = None
        """A point where the expected family has values and the answer's has none."""

    def expected_at(self, point: Draw) -> Value:
        """The value of the expected expression at a point, its constants 1."""
        evaluator = Evaluator(point.point(), self.deadline)
        evaluator.values.update(dict.fromkeys(self.first.constants, arb(1)))
        return evaluator.value(self.first.tree)

    def bits(self) -> int:
        """A precision at which nothing that is met on the way can hide.

        Raises:
            Exhausted: if that is too much.
        """
        spread = 0.0
        with at_precision(_BITS):
            for point in self._points(2):
                for family in (self.first, self.second):
                    evaluator = Evaluator(point.point(), self.deadline)
                    with suppress(Undefined, Imprecise):
                        evaluator.value(family.tree)
                    spread = max(spread, evaluator.watch.spread)
        found = _BITS + 3 * literal_bits(self.first.tree, self.second.tree) + 4 * int(min(spread, _MOST_BITS))
        if found > _MOST_BITS:
            raise TooLarge
        return found

    def compare(self) -> Outcome:
        """Whether the two are the same set of functions."""
        points = self._points(len(self.first.constants) + len(self.second.constants) + _SPARE)
        one, other = self._affine(self.first, points), self._affine(self.second, points)
        if one is not None and other is not None:
            (start, span), (origin, directions) = one, other
            shift = [a - b for a, b in zip(origin, start, strict=True)]
            total = rank([*span, *directions, shift])
            return "equivalent" if total == rank(span) == rank(directions) else "different"
        for space, family in ((one, self.second), (other, self.first)):
            if space is not None and not self._is_inside(space, family, points):
                return "different"
        if len(self.first.constants) == len(self.second.constants) == 1:
            return self._by_members(one, other)
        return "undecided"

    def _points(self, many: int) -> list[Draw]:
        traits = traits_of(self.scope, self.first.tree, self.second.tree)
        many += len(_MAGNITUDES) if traits.kinked else 0
        found: list[Draw] = []
        for number in range(8 * many):
            source = random.Random(number)  # noqa: S311 - not for secrets
            magnitude = _MAGNITUDES[number % len(_MAGNITUDES)] if traits.kinked else 0
            point = draw(self.scope, source, sizes_for(0, traits), magnitude=magnitude, whole=1)
            self._spread = 0.0
            defined = [self._is_defined(family, point) for family in (self.first, self.second)]
            if self._spread > _WIDEST:
                continue  # an exponential of something large, which takes too many bits to tell apart
            if all(defined):
                found.append(point)
            elif defined == [True, False]:
                self.parted = self.parted or point
            if len(found) == many:
                break
        return found

    def _is_defined(self, family: _Family, point: Draw) -> bool | None:
        """Whether a member of a family has a value at a point; None where nothing can be told."""
        for constant in (1, 0, -1, 40, -40) if family.constants else (0,):
            try:
                self._value(family, point, dict.fromkeys(family.constants, fmpq(constant)))
            except Undefined:
                continue
            except Imprecise:
                return None
            return True
        return False

    def _value(self, family: _Family, point: Draw, constants: Mapping[str, fmpq | arb]) -> Column:
        evaluator = Evaluator(point.point(), self.deadline)
        evaluator.values.update({name: arb(value) for name, value in constants.items()})
        found = cells_of(evaluator.value(family.tree))
        self._spread = max(self._spread, evaluator.watch.spread)
        return found

    def _column(self, family: _Family, points: Sequence[Draw], constants: Mapping[str, fmpq]) -> Column:
        return [cell for point in points for cell in self._value(family, point, constants)]

    # ---------------------------------------------------------------- affine families

    def _affine(self, family: _Family, points: Sequence[Draw]) -> tuple[Column, list[Column]] | None:
        """Values of f₀ and of each fᵢ at the points; None where the family is not affine, or not defined."""
        zeros = dict.fromkeys(family.constants, fmpq(0))
        if not points:
            return None
        try:
            start = self._column(family, points, zeros)
            span = [
                [
                    a - b
                    for a, b in zip(
                        self._column(family, points, {**zeros, name: fmpq(1)}), start, strict=True
                    )
                ]
                for name in family.constants
            ]
            mixed = {name: fmpq(2 * k + 3, k + 2) for k, name in enumerate(family.constants)}
            for sign in (1, -5):
                whole = self._column(family, points, {name: sign * value for name, value in mixed.items()})
                for row, value in enumerate(whole):
                    parts = zip(span, mixed.values(), strict=True)
                    combined = sum((column[row] * sign * weight for column, weight in parts), start[row])
                    if not (value - combined).contains(0):
                        return None
        except (Undefined, Imprecise):
            return None
        return start, span

    def _is_inside(self, space: tuple[Column, list[Column]], family: _Family, points: Sequence[Draw]) -> bool:
        """Whether some members of a family may lie in an affine space."""
        start, span = space
        cells = len(start) // len(points)
        for k in range(3):
            chosen = {name: _MEMBERS[k] + j for j, name in enumerate(family.constants)}
            member: Column = []
            rows: list[int] = []
            for number, point in enumerate(points):
                with suppress(Undefined, Imprecise):
                    member += self._value(family, point, chosen)
                    rows += range(number * cells, (number + 1) * cells)
            shift = [a - start[row] for a, row in zip(member, rows, strict=True)]
            here = [[column[row] for row in rows] for column in span]
            if rank([*here, shift]) > rank(here):
                return False
        return True

    # ---------------------------------------------------------------- member by member

    def _by_members(self, *spaces: tuple[Column, list[Column]] | None) -> Outcome:
        outcomes: set[Outcome] = set()
        for one, other in ((self.first, self.second), (self.second, self.first)):
            found = [outcome for value in _MEMBERS if (outcome := self._is_member(one, value, other))]
            outcomes |= {*found, "equivalent" if len(found) > 1 else "undecided"}
        if "different" in outcomes:
            return "different"
        if "undecided" in outcomes:
            return "undecided"
        bounded = any(
            space is not None and not self._is_unbounded(family)
            for space, family in zip(spaces, (self.second, self.first), strict=True)
        )
        return "undecided" if bounded else "equivalent"

    def _is_unbounded(self, family: _Family) -> bool:
        """Whether a family that lies on a line of functions grows both ways: 100 arctan C reaches not all."""
        point = self._points(1)[0]
        reached: dict[int, list[arb]] = {}
        for k, sign in itertools.product(range(-_FARTHEST, _FARTHEST + 1), (1, -1)):
            with suppress(Undefined, Imprecise, TooLarge):
                found = self._value(family, point, {family.constants[0]: sign * fmpq(10) ** k})[0]
                reached.setdefault(abs(k), []).append(found)
        near = [value for k, values in reached.items() if 2 * k <= max(reached) for value in values]
        far = [value for k, values in reached.items() if 2 * k > max(reached) for value in values]
        return all(
            any(all(bool(sign * (one - other) > 1) for other in near) for one in far) for sign in (1, -1)
        )

    def _is_member(self, one: _Family, value: fmpq, other: _Family) -> Outcome | None:
        """Whether the member of one family at a value of its constant is in the other; None of no member."""
        name, chosen = other.constants[0], {one.constants[0]: value}
        points: list[Draw] = []
        for point in self._points(8):
            with suppress(Undefined, Imprecise):
                self._value(one, point, chosen)
                points.append(_with(point, chosen))
        if not points:
            return None
        if len(points) < 3:
            return "undecided"
        try:
            roots, complete = self._candidates(Add((one.tree, Neg(other.tree))), name, points[0])
        except (Undefined, Imprecise):
            return "undecided"
        for root in roots:
            with suppress(Undefined, Imprecise):
                if all(self._agrees(one, value, other, root, point) for point in points[1:]):
                    return "equivalent"
        return "different" if complete else "undecided"

    def _agrees(self, one: _Family, value: fmpq, other: _Family, root: arb, point: Draw) -> bool:
        left = self._value(one, point, {one.constants[0]: value})
        right = self._value(other, point, {other.constants[0]: root})
        return all((a - b).contains(0) for a, b in zip(left, right, strict=True))

    def _candidates(self, difference: Node, name: str, point: Draw) -> tuple[list[arb], bool]:
        """The constants that make the difference vanish at a point, and whether they are all."""
        others = {
            key: one.cells[0] for key, one in point.drawn.items() if key != name and len(one.cells) == 1
        }
        with suppress(NotRational, ZeroDivisionError, ValueError):
            return real_zeros(difference, name, others), True
        if self._never_vanishes(difference, name, point):
            return [], True
        line = axis_line(self.scope, name, point, ())

        def track(t: fmpq) -> Sequence[Switch]:
            with suppress(Undefined, Imprecise):
                evaluator = Evaluator(line.at(t).point(), self.deadline)
                return [Switch("zero", cells_of(evaluator.value(difference))[0])]
            return []

        grid = [(t, track(t)) for t, _ in line.parameters(random.Random(0))]  # noqa: S311 - not for secrets
        found = [arb((low + high) / 2, arb(high - low).upper()) for low, high in crossings(grid, track)]
        return found, False

    def _never_vanishes(self, difference: Node, name: str, point: Draw) -> bool:
        """Whether no constant makes the difference vanish at a point, as of C² + 3 and of e^C + 3."""
        held: set[Node] = set()

        def squared(node: Node) -> Node | None:
            if not (_is_never_negative(node) and name in names_in(node)):
                return None
            held.add(node)
            return Pow(Sym(_ROOT), Num(Fraction(2)))

        written = replaced(difference, squared)
        if len(held) == 1 and name not in names_in(written):
            difference, name = written, _ROOT
        evaluator = Evaluator(point.point(), self.deadline)
        with suppress(NotRational, ZeroDivisionError):
            return never_zero(difference, name, lambda part: cells_of(evaluator.value(part))[0])
        return False


def _is_never_negative(node: Node) -> bool:
    match node:
        case Call(name="exp" | "abs" | "sqrt") | Pow(base=Const(name="e")):
            return True
    return False


def _with(point: Draw, chosen: Mapping[str, fmpq]) -> Draw:
    drawn = dict(point.drawn)
    for name, value in chosen.items():
        one = drawn[name]
        drawn[name] = Drawn(one.declaration, one.rows, one.cols, (value,))
    return Draw(point.sizes, drawn, point.in_plane)


def rank(columns: Sequence[Column]) -> int:
    """The number of columns that are surely independent, by elimination with the largest pivots."""
    rest = [list(column) for column in columns]
    found = 0
    while rest:
        places = [
            (column, row)
            for column, row in itertools.product(range(len(rest)), range(len(rest[0])))
            if not rest[column][row].contains(0)
        ]
        if not places:
            break
        best, row = max(places, key=lambda place: float(abs(rest[place[0]][place[1]])))
        pivot = rest.pop(best)
        found += 1
        factors = [column[row] / pivot[row] for column in rest]
        rest = [
            [a - factor * b for a, b in zip(column, pivot, strict=True)]
            for column, factor in zip(rest, factors, strict=True)
        ]
        for column in rest:
            column[row] = arb(0)
    return found
