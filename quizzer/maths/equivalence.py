"""Whether two expressions mean the same: refuted by balls that do not meet, or agreed at random points.

No tolerance decides anything. Two balls that do not meet prove the expressions different; an agreement counts
only where the balls are narrower, by 2⁻⁶⁴, than the smallest part that any sum inside was made of.
"""

from __future__ import annotations

import itertools
import math
import random
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import ctx, fmpq

from quizzer.maths.declarations import Declaration, Scope
from quizzer.maths.elements import KINKED
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.sample import Draw, Manner, draw
from quizzer.maths.tree import Axes, Call, Eye, Fill, Norm, Num, Pow, Sym, walk
from quizzer.maths.values import (
    Exhausted,
    Imprecise,
    Undefined,
    Value,
    cells_of,
    exponent_of,
    is_array,
    radius_exponent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from quizzer.maths.tree import Node

Outcome: TypeAlias = Literal["agree", "differ", "undefined", "unclear"]

_MARGIN = 64  # bits between a ball's radius and the smallest part that it must not hide
_STARTING_PRECISION = 192
_HIGHEST_PRECISION = 6_000
_REDRAWS = 40
_ENOUGH = 6
_PLANS: tuple[tuple[int, int], ...] = ((0, 0), (1, 0), (0, 1), (1, -1), (0, 0), (1, 1), (0, 2), (1, 0))
"""Points for analytic expressions: which set of sizes, and about which power of ten."""

_KINKED_PLANS: tuple[tuple[int, int], ...] = tuple(
    (k % 2, magnitude)
    for k, magnitude in enumerate((0, 0, 0, 0, 1, 1, -1, -2, 2, 2, 3, 3, 4, 4, 5, 5, -3, 0))
)


@dataclass(frozen=True, slots=True)
class Witness:
    """A point where two expressions part, or where the answer has no value though the expected one has."""

    draw: Draw
    expected: Value
    answer: Value | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing came to.

    `partial` says that the answer agreed wherever it was defined, and was undefined where it must not be;
    `points` at how many points the two agreed.
    """

    outcome: Literal["equivalent", "different", "undecided"]
    witness: Witness | None = None
    partial: bool = False
    points: int = 0


@contextmanager
def at_precision(bits: int) -> Iterator[None]:
    """Compute balls to this many bits."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


_Draws: TypeAlias = "dict[tuple[object, ...], Draw | None]"
_Values: TypeAlias = "dict[tuple[tuple[object, ...], int], tuple[Value, float]]"


@lru_cache(maxsize=64)
def _remembered(_asked: str, _names: tuple[object, ...]) -> tuple[_Draws, _Values]:
    """What is known of an expression: kept, since many answers come to one question."""
    return {}, {}


class Reference:
    """An expected expression with its points and its values there, for any number of answers."""

    def __init__(self, tree: Node, scope: Scope, answer: Node, deadline: float) -> None:
        """Take an expression.

        Args:
            tree: with its shapes settled.
            scope: what is declared.
            answer: the answer to come; names that neither uses get no value.
            deadline: on `time.perf_counter`'s clock.
        """
        names = names_in(tree, answer)
        used = {name: one for name, one in scope.symbols.items() if name in names}
        self.tree = tree
        self.scope = _opened(used, (tree, answer)) if scope.open else Scope(used)
        self.deadline = deadline
        self._dimensions = sorted(
            frozenset(itertools.chain.from_iterable(_sizes_in(self.scope)))
            | (names & scope.dimensions)
            | _sizes_of_tree(tree)
            | _sizes_of_tree(answer)
        )
        self._seed = zlib.crc32(repr(tree).encode())
        self._draws: _Draws = {}
        self._values: _Values = {}

    def remember(self, asked: str) -> None:
        """Share points and values with earlier references to the same expression over the same names.

        Args:
            asked: the expression's text; with the scope it tells the expression.
        """
        names = tuple(self.scope.symbols.items()), tuple(self._dimensions)
        self._draws, self._values = _remembered(asked, names)

    # ---------------------------------------------------------------- points

    def sizes(self, which: int) -> dict[str, int]:
        """A set of sizes: 0 and 1 have all above 2 and every dimension different in the two; 2 is all 2."""
        if which == 2:
            return dict.fromkeys(self._dimensions, 2)
        return {name: 3 + (k + which) % 4 for k, name in enumerate(self._dimensions)}

    def draw(
        self,
        which: int,
        magnitude: int,
        number: int,
        manner: Manner = "generic",
        forced: tuple[tuple[str, fmpq], ...] = (),
    ) -> tuple[tuple[object, ...], Draw | None]:
        """A point where the expected expression has a value, and its key; None where none was found."""
        key = (which, magnitude, number, manner, forced)
        if key not in self._draws:
            self._draws[key] = self._drawn(which, magnitude, number, manner, dict(forced))
        return key, self._draws[key]

    def _drawn(
        self, which: int, magnitude: int, number: int, manner: Manner, forced: dict[str, fmpq]
    ) -> Draw | None:
        for attempt in range(_REDRAWS):
            if attempt and attempt % 8 == 0:
                magnitude = 0 if not forced else magnitude
            source = random.Random(self._seed * 1_000_003 + number * 211 + attempt * 7 + which)  # noqa: S311
            found = draw(
                self.scope, source, self.sizes(which), magnitude=magnitude, manner=manner, forced=forced
            )
            try:
                with at_precision(_STARTING_PRECISION):
                    Evaluator(found.point(), self.deadline).value(self.tree)
            except Undefined:
                continue
            except Imprecise:
                if attempt < _REDRAWS // 2:
                    continue
            return found
        return None

    def value(self, key: tuple[object, ...], found: Draw, bits: int) -> tuple[Value, float]:
        """The expected value at a point, and what its balls must not hide."""
        place = (key, bits)
        if place not in self._values:
            evaluator = Evaluator(found.point(), self.deadline)
            value = evaluator.value(self.tree)
            self._values[place] = (value, evaluator.watch.low)
        return self._values[place]

    # ---------------------------------------------------------------- comparing

    def compare(self, answer: Node, *, quick: bool = False) -> Comparison:
        """Compare an answer, its shapes settled and equal to the expected ones.

        Args:
            answer: the tree.
            quick: whether fewer points do, as for a diagnosis.
        """
        agreed = undefined = unclear = 0
        parted: Witness | None = None
        bits = _bits_for(self.tree, answer)
        try:
            for key, found in self._points(answer, quick=quick):
                if found is None:
                    unclear += 1
                    continue
                outcome, witness = self._at(key, found, answer, bits)
                if outcome == "differ":
                    return Comparison("different", witness)
                agreed += outcome == "agree"
                unclear += outcome == "unclear"
                if outcome == "undefined":
                    undefined += 1
                    parted = parted or witness
        except Exhausted:
            return Comparison("undecided", points=agreed)
        if undefined:
            return Comparison("different", parted, partial=agreed > 0)
        total = agreed + unclear
        if agreed and (agreed == total or agreed >= _ENOUGH):
            return Comparison("equivalent", points=agreed)
        return Comparison("undecided", points=agreed)

    def _points(self, answer: Node, *, quick: bool) -> Iterator[tuple[tuple[object, ...], Draw | None]]:
        if not self.scope.symbols and not self._dimensions:
            yield self.draw(0, 0, 0)
            return
        kinked = is_kinked(self.tree) or is_kinked(answer)
        plans = _KINKED_PLANS if kinked else _PLANS
        if quick:
            plans = plans[: 8 if kinked else 4]
        for number, (which, magnitude) in enumerate(plans):
            yield self.draw(which, magnitude, number)
        if kinked and not quick:
            yield from self._near_literals(answer)

    def _near_literals(self, answer: Node) -> Iterator[tuple[tuple[object, ...], Draw | None]]:
        """Points around the constants that the two contain, and beyond them."""
        scalars = [name for name, one in self.scope.symbols.items() if one.kind == "scalar"][:3]
        literals = {abs(value) for tree in (self.tree, answer) for value in _literals(tree)}
        nudges = (fmpq(1, 1 << 12), -fmpq(1, 1 << 12), fmpq(1, 3))
        for name in scalars:
            for value in sorted(literals)[:6]:
                exact = fmpq(value.numerator, value.denominator)
                for sign, nudge in itertools.product((1, -1), nudges):
                    yield self.draw(0, 0, 100, forced=((name, sign * (exact + nudge)),))
                yield self.draw(0, 0, 101, forced=((name, exact * 3 + 1),))
                yield self.draw(0, 0, 101, forced=((name, -exact * 3 - 1),))

    def _at(
        self, key: tuple[object, ...], found: Draw, answer: Node, bits: int
    ) -> tuple[Outcome, Witness | None]:
        """Compare at one point, with as much precision as it takes."""
        while bits <= _HIGHEST_PRECISION:
            with at_precision(bits):
                try:
                    expected, hidden = self.value(key, found, bits)
                    evaluator = Evaluator(found.point(), self.deadline)
                    try:
                        value = evaluator.value(answer)
                    except Undefined:
                        return "undefined", Witness(found, expected, None)
                    missing = _missing_bits(expected, value, min(hidden, evaluator.watch.low))
                except Imprecise:
                    missing = bits
                except Undefined:
                    return "unclear", None
                if missing is None:
                    return "differ", Witness(found, expected, value)
                if missing <= 0:
                    return "agree", None
            bits = max(bits * 2, bits + int(min(missing, _HIGHEST_PRECISION)) + 16)
        return "unclear", None

    def shown(self, answer: Node) -> Witness | None:
        """A point in small whole numbers, of the smallest size that will do, where the two part."""
        for which, number in itertools.product((2, 0), range(16)):
            key, found = self.draw(which, 0, 1000 + number, "small")
            if found is None or time.perf_counter() > self.deadline:
                return None
            try:
                outcome, witness = self._at(key, found, answer, _STARTING_PRECISION)
            except Exhausted:
                return None
            if outcome == "differ":
                return witness
        return None


def _missing_bits(expected: Value, answer: Value, hidden: float) -> float | None:
    """None if the balls do not meet; else by how many bits they are too wide to agree."""
    if is_array(expected) and type(expected) is type(answer) and not expected.overlaps(answer):
        return None
    worst = -math.inf
    for one, other in zip(cells_of(expected), cells_of(answer), strict=True):
        difference = one - other
        if not difference.is_finite():
            return float(_STARTING_PRECISION)
        if not difference.contains(0):
            return None
        radius = radius_exponent(difference)
        if radius == -math.inf:
            continue
        size = exponent_of(one)
        floor = min(hidden, size if size is not None else 0)
        worst = max(worst, radius + _MARGIN - floor)
    return worst


def is_kinked(tree: Node) -> bool:
    """Whether a tree has a function that is not analytic everywhere, or a root."""
    for node in walk(tree):
        if isinstance(node, Norm):
            return True
        if isinstance(node, Call) and node.name in KINKED:
            return True
        if isinstance(node, Pow) and not (
            isinstance(node.exponent, Num) and node.exponent.value.denominator == 1
        ):
            return True
    return False


def _literals(tree: Node) -> set[Fraction]:
    return {node.value for node in walk(tree) if isinstance(node, Num)}


def _bits_for(*trees: Node) -> int:
    """The precision to start with: enough for every literal to be seen."""
    longest = 0
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Num):
                longest = max(
                    longest, node.value.numerator.bit_length() + node.value.denominator.bit_length()
                )
    return min(max(_STARTING_PRECISION, 128 + 2 * longest), _HIGHEST_PRECISION)


def names_in(*trees: Node) -> frozenset[str]:
    """All names that trees speak of, functions too."""
    found: set[str] = set()
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Sym | Call):
                found.add(node.name)
    return frozenset(found)


def _sizes_in(scope: Scope) -> Iterator[frozenset[str]]:
    for one in scope.symbols.values():
        for each in (one, *one.arguments):
            yield each.shape.rows.names | each.shape.cols.names


def _sizes_of_tree(tree: Node) -> frozenset[str]:
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Eye):
            found |= node.size.names
        elif isinstance(node, Fill):
            found |= node.rows.names | node.cols.names
        elif isinstance(node, Axes):
            for size in node.sizes:
                found |= size.names
    return frozenset(found)


def _opened(used: dict[str, Declaration], trees: tuple[Node, ...]) -> Scope:
    """The scope with every undeclared name in use as a scalar."""
    free = {
        node.name: Declaration("scalar") for tree in trees for node in walk(tree) if isinstance(node, Sym)
    }
    return Scope({**free, **used})
