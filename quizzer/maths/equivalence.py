"""Whether two expressions mean the same: refuted by balls that do not meet, or agreed at random points.

No tolerance decides anything. Two balls that do not meet prove the expressions different; an agreement counts
only where the balls are narrower, by 2⁻⁶⁴, than the smallest magnitude that was met on the way to them, and
where the precision is four times what separates the smallest magnitude from the largest.
"""

from __future__ import annotations

import itertools
import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from flint import ctx, fmpq

from quizzer.maths.canonical import proves
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.facts import seed_of
from quizzer.maths.lines import axis_line, crossings, pieces, random_line
from quizzer.maths.looks import MARGIN, Comparison, Look, Tally, Witness, missing_bits, plainness
from quizzer.maths.plan import (
    TWOS,
    constants_in,
    is_kinked,
    literal_bits,
    names_in,
    plans,
    scope_for,
    sizes_turned,
    traits_of,
)
from quizzer.maths.polynomials import is_identity
from quizzer.maths.sample import Draw, Manner, draw
from quizzer.maths.values import (
    Exhausted,
    Imprecise,
    TooLarge,
    Undefined,
    Value,
    is_array,
)
from quizzer.maths.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.evaluate import Point
    from quizzer.maths.lines import Line
    from quizzer.maths.tree import Node
    from quizzer.maths.watch import Switch

__all__ = ["Comparison", "Reference", "Witness", "at_precision", "is_kinked", "names_in"]

Key: TypeAlias = tuple[object, ...]
_Place: TypeAlias = tuple[int, int, int, Manner, int]

_SPREAD = 4  # bits of precision for each bit between the smallest and the largest magnitude met
_STARTING_PRECISION = 192
_CONSTANT_PRECISION = 512
_HIGHEST_PRECISION = 20_000
_DEEPEST = 2_000
_REDRAWS = 40
_PATIENCE = 4  # draws before the sizes are dealt anew
_SHOWN = 8
_ENOUGH = 4
_SPECIAL_POINTS = 10
_NEAR_ZERO = (-3, -4, -5, -7, -9, -12, -16, -24, -40)  # powers of ten


class _Parted(Exception):
    """Two balls that do not meet."""

    def __init__(self, witness: Witness) -> None:
        super().__init__()
        self.witness = witness


class _Proved(Exception):
    """Algebra has settled that the two are equal."""


class at_precision:  # noqa: N801 - used as a function; a generator would take three times as long
    """Compute balls to this many bits."""

    __slots__ = ("before", "bits")

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = ctx.prec
        ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        ctx.prec = self.before


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
        self.tree = tree
        self.scope = scope_for(scope, tree, answer)
        self.traits = traits_of(self.scope, tree, answer)
        self.in_plane = scope.is_complex
        self.deadline = deadline
        self._seed = seed_of(tree)
        self._draws: dict[Key, Draw | None] = {}
        self._values: dict[tuple[Key, int], tuple[Value, Watch]] = {}
        self._points: dict[tuple[Key, int], Point] = {}
        self._passed: tuple[Key, int] = ((), 0)  # the point along a line that is kept, the last one
        self._met = Watch()
        self._lowest = 0.0
        self._turn = [0]  # of the sizes among the dimensions: one that gives the expected expression a value

    # ---------------------------------------------------------------- points

    def draw(
        self, which: int, magnitude: int, number: int, manner: Manner = "generic", whole: int = 0
    ) -> tuple[Key, Draw | None]:
        """A point where the expected expression has a value, and its key; None where none was found."""
        key: _Place = (which, magnitude, number, manner, whole)
        if key not in self._draws:
            self._draws[key] = self._drawn(key)
        return key, self._draws[key]

    def _drawn(self, key: _Place) -> Draw | None:
        which, magnitude, number, manner, whole = key
        for attempt in range(_REDRAWS if self.scope.symbols and manner != "zero" else 1):
            smaller = attempt // 8
            size = max(magnitude - smaller, min(magnitude, -smaller))
            turn = self._turn[0] + attempt // _PATIENCE
            other = number + attempt * 1000
            found = self._any(which, size, other, manner, max(0, whole - attempt // 2), turn=turn)
            self._points.pop((key, _STARTING_PRECISION), None)  # of the attempt before
            try:
                with at_precision(_STARTING_PRECISION):
                    self.value(key, found, _STARTING_PRECISION)
            except (Undefined, TooLarge):
                continue
            except Imprecise:
                if attempt < _REDRAWS // 2:
                    continue
            self._turn[0] = turn
            return found
        return None

    def _any(
        self,
        which: int,
        magnitude: int,
        number: int,
        manner: Manner,
        whole: int = 0,
        *,
        turn: int | None = None,
    ) -> Draw:
        """A point, whether or not the expected expression has a value there."""
        source = random.Random(self._seed * 1_000_003 + number * 211 + which)  # noqa: S311 - not for secrets
        sizes = sizes_turned(which, self.traits, self._turn[0] if turn is None else turn)
        return draw(
            self.scope,
            source,
            sizes,
            magnitude=magnitude,
            whole=whole,
            manner=manner,
            turned=number,
            in_plane=self.in_plane,
        )

    def value(self, key: Key, found: Draw, bits: int) -> tuple[Value, Watch]:
        """The expected value at a point, and what was met on the way."""
        known = self._values.get((key, bits))
        if known is not None:
            return known
        evaluator = Evaluator(self.point(key, found, bits), self.deadline)
        self._met = evaluator.watch
        value = evaluator.value(self.tree)
        known = (value, evaluator.watch)
        if not self._is_passing(key) or not is_array(value):
            self._values[key, bits] = known
        return known

    def _is_passing(self, key: Key) -> bool:
        """Whether a point is one of the hundreds along lines, whose arrays are not kept."""
        return isinstance(key[0], str)

    def point(self, key: Key, found: Draw, bits: int) -> Point:
        """What every name is worth at a point, to the precision of the moment, which is `bits`."""
        known = self._points.get((key, bits))
        if known is None:
            known = found.point()
            if self._is_passing(key):
                self._points.pop(self._passed, None)
                self._passed = (key, bits)
            self._points[key, bits] = known
        return known

    # ---------------------------------------------------------------- comparing

    def compare(self, answer: Node, *, quick: bool = False, proving: bool = False) -> Comparison:
        """Compare an answer, its shapes settled and equal to the expected ones.

        Args:
            answer: the tree.
            quick: whether fewer points do, as for a diagnosis.
            proving: whether a proof that both are the same sum of products spares all points but the first.
        """
        tally = Tally()
        try:
            self._compare(answer, tally, quick=quick, proving=proving)
            if tally.unclear and not quick:
                self._near_zero(answer, tally)
        except _Proved:
            return Comparison("equivalent", points=tally.agreed, proved=True)
        except _Parted as parted:
            return Comparison("different", parted.witness)
        except Exhausted:
            return Comparison("undecided", points=tally.agreed)
        if tally.undefined:
            return Comparison("different", tally.parted, partial=tally.agreed > 0)
        total = tally.agreed + tally.unclear
        if tally.agreed and (tally.unclear == 0 or (tally.agreed >= _ENOUGH and tally.unclear * 3 <= total)):
            return Comparison("equivalent", points=tally.agreed, proved=not quick and self._is_proved(answer))
        return Comparison("undecided", points=tally.agreed)

    def _is_proved(self, answer: Node) -> bool:
        return answer == self.tree or is_identity(self.tree, answer, self.scope)

    def _compare(self, answer: Node, tally: Tally, *, quick: bool, proving: bool) -> None:
        bits = max(_STARTING_PRECISION, 128 + 2 * literal_bits(self.tree, answer))
        if not self.scope.symbols and not self.traits.dimensions:
            key, found = self.draw(0, 0, 0)
            if found is not None:
                tally.take(self._looked(key, found, answer, max(bits, _CONSTANT_PRECISION)))
                self._prove(answer, tally, proving=proving)
            return
        for number, plan in enumerate(plans(self.traits, quick=quick)):
            key, found = self.draw(plan.which, plan.magnitude, number, "generic", plan.whole)
            if found is not None:
                tally.take(self._looked(key, found, answer, bits))
                self._prove(answer, tally, proving=proving and number == 0)
        if self.traits.special and not quick:
            for number in range(_SPECIAL_POINTS) if self.traits.broken else range(1, 3 * _SPECIAL_POINTS):
                key, found = self.draw(number % 2, 0, 600 + number, "special" if number else "zero")
                if found is not None:
                    tally.take(self._looked(key, found, answer, bits), generic=False)
        if self.traits.kinked and not quick and not self.traits.heavy:
            bits += 2 * int(self._lowest)
            for line in self._lines(answer):
                self._along(line, answer, bits, tally)

    def _near_zero(self, answer: Node, tally: Tally) -> None:
        """Look ever nearer to zero, where x tanh(10^9 x²) is not yet too near to x for any precision."""
        for number, magnitude in enumerate(_NEAR_ZERO):
            key, found = self.draw(0, magnitude, 700 + number)
            if found is not None:
                tally.take(self._looked(key, found, answer, _STARTING_PRECISION))

    def _prove(self, answer: Node, tally: Tally, *, proving: bool) -> None:
        """Look for a proof, once the two have agreed at the first point.

        Raises:
            _Proved: if there is one.
        """
        if proving and tally.agreed and proves(self.tree, answer, self.scope):
            raise _Proved

    def _looked(self, key: Key, found: Draw, answer: Node, bits: int) -> Look:
        """What is found at a point.

        Raises:
            _Parted: where the two differ.
        """
        try:
            look = self._at(key, found, answer, bits)
        except TooLarge:
            return Look("skipped")
        if look.outcome == "differ" and look.witness is not None:
            raise _Parted(look.witness)
        return look

    def _at(self, key: Key, found: Draw, answer: Node, bits: int) -> Look:
        """Compare at one point, with as much precision as it takes."""
        while True:
            with at_precision(bits):
                evaluator = Evaluator(self.point(key, found, bits), self.deadline)
                switches: tuple[Sequence[Switch], Sequence[Switch]] = ((), evaluator.watch.switches)
                try:
                    expected, watch = self.value(key, found, bits)
                    switches = (watch.switches, evaluator.watch.switches)
                    try:
                        value = evaluator.value(answer)
                    except Undefined:
                        if self.traits.heavy:  # an author's derivative: log(z) has one for z > 0 only
                            return Look("skipped", None, switches)
                        return Look("undefined", Witness(found, expected, None), switches)
                    missing = missing_bits(expected, value, min(watch.low, evaluator.watch.low))
                    if missing is None:
                        return Look("differ", Witness(found, expected, value), switches)
                    spread = max(watch.spread, evaluator.watch.spread)
                    self._lowest = max(
                        self._lowest, min(-watch.low, _DEEPEST), min(-evaluator.watch.low, _DEEPEST)
                    )
                    missing = max(missing, MARGIN + _SPREAD * spread - bits)
                except Imprecise:
                    missing = bits
                except Undefined:
                    return Look("skipped", None, (self._met.switches, switches[1]))
            if missing <= 0:
                return Look("agree", None, switches)
            bits += max(int(min(missing, _HIGHEST_PRECISION)) + 16, bits // 2)
            if bits > _HIGHEST_PRECISION:
                return Look("unclear", None, switches)

    # ---------------------------------------------------------------- lines

    def _lines(self, answer: Node) -> Iterator[Line]:
        """One line along each of the first scalars, and two through everything."""
        literals = constants_in(self.tree, answer)
        scalars = [
            name
            for name, one in self.scope.symbols.items()
            if one.kind in ("scalar", "positive", "nonnegative", "probability", "constant")
        ]
        sparse = not self.traits.broken
        for number, name in enumerate(scalars[: 2 if sparse else 4]):
            base = self._any(0, 0, 300 + number, "generic")
            yield axis_line(self.scope, name, base, literals, sparse=sparse)
        if len(self.scope.symbols) > 1 or not scalars:
            for number in range(1 if sparse else min(4, max(2, len(scalars)))):
                towards = self._any(number % 2, 0, 500 + number, "generic")
                base = self._any(number % 2, 0, 400 + number, "generic")
                yield random_line(base, towards, literals[:2], number)

    def _along(self, line: Line, answer: Node, bits: int, tally: Tally) -> None:
        """Compare all along a line, and in every piece between two switches."""
        samples: list[tuple[fmpq, tuple[Sequence[Switch], Sequence[Switch]]]] = []
        turn = self._turn[0]  # it decides the sizes of the line's base

        def look(t: fmpq, *, generic: bool) -> Look:
            found = self._looked((line.name, turn, int(t.p), int(t.q)), line.at(t), answer, bits)
            tally.take(found, generic=generic and found.outcome != "unclear")
            return found

        source = random.Random(self._seed)  # noqa: S311 - not for secrets
        for t, generic in line.parameters(source):
            samples.append((t, look(t, generic=generic).switches))
        roots: list[tuple[fmpq, fmpq]] = []
        for side, tree in enumerate((self.tree, answer)):
            ours = [(t, switches[side]) for t, switches in samples]
            with at_precision(bits):
                roots += self._crossings(ours, tree, line)
        with at_precision(bits):
            between = list(pieces(roots))
        for t, generic in between:
            look(t, generic=generic)

    def _crossings(
        self, samples: Sequence[tuple[fmpq, Sequence[Switch]]], tree: Node, line: Line
    ) -> Iterator[tuple[fmpq, fmpq]]:
        """Where a tree switches along a line; of an array's many switches a few stand for all."""
        many = any(not one.shape.is_scalar for one in self.scope.symbols.values())
        dips, most = self.traits.broken and not many, 3 if many else 12
        return crossings(samples, self._track(tree, line), dips=dips, most=most, coarse=many)

    def _track(self, tree: Node, line: Line) -> Callable[[fmpq], Sequence[Switch]]:
        return lambda t: self._switches(tree, line.at(t))

    def _switches(self, tree: Node, found: Draw) -> Sequence[Switch]:
        evaluator = Evaluator(found.point(), self.deadline)
        with suppress(Undefined, Imprecise, TooLarge):
            evaluator.value(tree)
        return evaluator.watch.switches

    # ---------------------------------------------------------------- to show

    def shown(self, answer: Node) -> Witness | None:
        """The plainest of some points in small numbers where the two part, of the smallest size that does."""
        for which in (TWOS, 0):
            parted = itertools.islice(self._small(which, answer), _SHOWN)
            best = min(parted, key=plainness, default=None)
            if best is not None:
                return best
        return None

    def _small(self, which: int, answer: Node) -> Iterator[Witness]:
        """Points in small numbers where the two part."""
        for number in range(4 * _SHOWN):
            key, found = self.draw(which, 0, 1000 + number, "small")
            if found is None or time.perf_counter() > self.deadline:
                return
            try:
                look = self._at(key, found, answer, _STARTING_PRECISION)
            except Exhausted:
                return
            if look.outcome in ("differ", "undefined") and look.witness is not None:
                yield look.witness
