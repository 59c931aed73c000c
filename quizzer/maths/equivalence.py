"""Whether two expressions mean the same: refuted by balls that do not meet, or agreed at random points.

No tolerance decides anything. Two balls that do not meet prove the expressions different; an agreement counts
only where the balls are narrower, by 2⁻⁶⁴, than the smallest magnitude that was met on the way to them, and
where the precision is four times what separates the smallest magnitude from the largest.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.along import compare_along, lines_for
from quizzer.maths.canonical import proves
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.facts import seed_of
from quizzer.maths.looks import MARGIN, Comparison, Look, Tally, Witness, missing_bits
from quizzer.maths.memory import Memory
from quizzer.maths.plan import (
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
    at_precision,
    is_array,
)
from quizzer.maths.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.evaluate import Point
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
_ENOUGH = 4
_SPECIAL_POINTS = 10
_RAISED_POINTS, _ROOTED_POINTS = 6, 14
_NEAR_ZERO = (-3, -4, -5, -7, -9, -12, -16, -24, -40)  # powers of ten


class _Parted(Exception):
    """Two balls that do not meet."""

    def __init__(self, witness: Witness) -> None:
        super().__init__()
        self.witness = witness


class _Proved(Exception):
    """Algebra has settled that the two are equal."""


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
        self.seed = seed_of(tree)
        self.memory = Memory()
        self.asked = ""  # the expression's text, where it is remembered
        self._passed: tuple[Key, int] = ((), 0)  # the point along a line that is kept, the last one
        self._met = Watch()
        self._lowest = 0.0

    # ---------------------------------------------------------------- points

    def draw(
        self, which: int, magnitude: int, number: int, manner: Manner = "generic", whole: int = 0
    ) -> tuple[Key, Draw | None]:
        """A point where the expected expression has a value, and its key; None where none was found."""
        key: _Place = (which, magnitude, number, manner, whole)
        draws = self.memory.draws
        if key not in draws:
            draws[key] = self._drawn(key)
        return key, draws[key]

    def _drawn(self, key: _Place) -> Draw | None:
        which, magnitude, number, manner, whole = key
        for attempt in range(_REDRAWS if self.scope.symbols and manner != "zero" else 1):
            smaller = attempt // 8
            size = max(magnitude - smaller, min(magnitude, -smaller))
            turn = self.memory.turn + attempt // _PATIENCE
            other = number + attempt * 1000
            found = self.any_point(which, size, other, manner, max(0, whole - attempt // 2), turn=turn)
            self.memory.points.pop((key, _STARTING_PRECISION), None)  # of the attempt before
            try:
                with at_precision(_STARTING_PRECISION):
                    self.value(key, found, _STARTING_PRECISION)
            except (Undefined, TooLarge):
                continue
            except Imprecise:
                if attempt < _REDRAWS // 2:
                    continue
            self.memory.turn = turn
            return found
        return None

    def any_point(
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
        source = random.Random(self.seed * 1_000_003 + number * 211 + which)  # noqa: S311 - not for secrets
        sizes = sizes_turned(which, self.traits, self.memory.turn if turn is None else turn)
        return draw(
            self.scope,
            source,
            sizes,
            magnitude=magnitude,
            whole=whole,
            manner=manner,
            turned=number,
            in_plane=self.in_plane,
            exponents=self.traits.exponents,
        )

    def value(self, key: Key, found: Draw, bits: int) -> tuple[Value, Watch]:
        """The expected value at a point, and what was met on the way."""
        known: tuple[Value, Watch] | None = self.memory.values.get((key, bits))
        if known is not None:
            return known
        evaluator = Evaluator(self.point(key, found, bits), self.deadline)
        self._met = evaluator.watch
        value = evaluator.value(self.tree)
        known = (value, evaluator.watch)
        if not self._is_passing(key) or not is_array(value):
            self.memory.values[key, bits] = known
        return known

    def _is_passing(self, key: Key) -> bool:
        """Whether a point is one of the hundreds along lines, whose arrays are not kept."""
        return isinstance(key[0], str)

    def point(self, key: Key, found: Draw, bits: int) -> Point:
        """What every name is worth at a point, to the precision of the moment, which is `bits`."""
        known = self.memory.points.get((key, bits))
        if known is None:
            known = found.point()
            if self._is_passing(key):
                self.memory.points.pop(self._passed, None)
                self._passed = (key, bits)
            self.memory.points[key, bits] = known
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
                tally.take(self.looked(key, found, answer, max(bits, _CONSTANT_PRECISION)))
                self._prove(answer, tally, proving=proving)
            return
        for number, plan in enumerate(plans(self.traits, quick=quick)):
            key, found = self.draw(plan.which, plan.magnitude, number, "generic", plan.whole)
            if found is not None:
                tally.take(self.looked(key, found, answer, bits))
                self._prove(answer, tally, proving=proving and number == 0)
        if self.traits.special and not quick:
            for number in range(_SPECIAL_POINTS) if self.traits.broken else range(1, 3 * _SPECIAL_POINTS):
                key, found = self.draw(number % 2, 0, 600 + number, "special" if number else "zero")
                if found is not None:
                    tally.take(self.looked(key, found, answer, bits), generic=False)
        if self.traits.exponents and not quick and not self.traits.heavy:
            self._under_powers(answer, bits, tally)
        if self.traits.kinked and not quick and not self.traits.heavy:
            bits += 2 * int(self._lowest)
            for line in lines_for(self, answer):
                compare_along(self, line, answer, bits, tally)

    def _under_powers(self, answer: Node, bits: int, tally: Tally) -> None:
        """Look where negative numbers have powers: (a^b)^c is not a^(b c) at a = −2, b = 2, c = 1/2.

        Only values count there: a^b is exp(b log a) and a^(b + c) is a^b a^c, as powers to real exponents
        are meant of positive numbers, though at b = 2, or b = c = 1/2, one side has a value for others too.
        """
        for number in range(_RAISED_POINTS + _ROOTED_POINTS):
            manner: Manner = "raised" if number < _RAISED_POINTS else "rooted"
            key, found = self.draw(number % 2, 0, 800 + number, manner)
            if found is not None:
                tally.take(self.looked(key, found, answer, bits), generic=False)

    def _near_zero(self, answer: Node, tally: Tally) -> None:
        """Look ever nearer to zero, where x tanh(10^9 x²) is not yet too near to x for any precision."""
        for number, magnitude in enumerate(_NEAR_ZERO):
            key, found = self.draw(0, magnitude, 700 + number)
            if found is not None:
                tally.take(self.looked(key, found, answer, _STARTING_PRECISION))

    def _prove(self, answer: Node, tally: Tally, *, proving: bool) -> None:
        """Look for a proof, once the two have agreed at the first point, or no precision parts them there.

        Raises:
            _Proved: if there is one.
        """
        if proving and (tally.agreed or tally.unclear) and proves(self.tree, answer, self.scope):
            raise _Proved

    def looked(self, key: Key, found: Draw, answer: Node, bits: int) -> Look:
        """What is found at a point.

        Raises:
            _Parted: where the two differ.
        """
        try:
            look = self.look(key, found, answer, bits)
        except TooLarge:
            return Look("skipped")
        if look.outcome == "differ" and look.witness is not None:
            raise _Parted(look.witness)
        return look

    def look(self, key: Key, found: Draw, answer: Node, bits: int) -> Look:
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
