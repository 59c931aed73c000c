"""Whether two conditions have the same solutions: equations, inequalities, sets of numbers.

Along a line that varies one symbol, a condition can change only where an atom of it has a zero. So both are
looked at in every piece between zeros and at every zero. A piece where one holds and the other does not, or
a zero of one at which the other is surely not zero, proves them different. Zeros of what is rational in the
symbol are found all, with multiplicity; those of other expressions by their changes of sign.
"""

from __future__ import annotations

import itertools
import random
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import acb, arb, fmpq

from quizzer.maths.clock import is_over
from quizzer.maths.equivalence import at_precision
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.formulas import Formula, Sign, atoms_in, holds
from quizzer.maths.lines import Line, axis_line, crossings, touches
from quizzer.maths.plan import constants_in, literal_bits, scope_for, sizes_for, traits_of
from quizzer.maths.sample import Draw, draw
from quizzer.maths.univariate import NotRational, real_zeros
from quizzer.maths.values import Exhausted, Imprecise, TooLarge, Undefined, is_array
from quizzer.maths.watch import Switch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node

Outcome: TypeAlias = Literal["equivalent", "different", "undecided"]

_BITS = 256
_MOST_BITS = 12_000
_SLICES = 3
_MOST_SYMBOLS = 4
_WHOLE = range(-24, 41)


class _OneHolds(Exception):
    """A point where one condition holds and the other does not."""


@dataclass(slots=True)
class Solutions:
    """Two conditions and what comparing them has found so far."""

    expected: Formula
    answer: Formula
    scope: Scope
    deadline: float
    bits: int = _BITS
    held: int = 0
    """At how many points both hold: if nowhere, they have not been compared."""
    doubts: int = 0
    atoms: tuple[Node, ...] = ()
    """The left sides of all atoms."""

    def compare(self) -> Outcome:
        """Whether the two have the same solutions.

        Raises:
            Exhausted: if the deadline passes.
        """
        both = [*atoms_in(self.expected), *atoms_in(self.answer)]
        self.atoms = tuple(dict.fromkeys(atom.left for atom in both))
        self.bits = _BITS + 3 * literal_bits(*self.atoms)
        self.scope = scope_for(self.scope, *self.atoms) if self.atoms else self.scope
        try:
            self.bits += 3 * int(min(self._deepest(), _MOST_BITS))
            if self.bits > _MOST_BITS:
                return "undecided"
            if not self.atoms or not self.scope.symbols:
                self._at({atom: self._sign(atom, self._base(0)) for atom in self.atoms})
            for number, name in enumerate(self._movable()):
                self._whole(name, number) if self._is_whole(name) else self._sliced(name, number)
        except _OneHolds:
            return "different"
        except TooLarge:
            return "undecided"
        return "equivalent" if self.held and not self.doubts else "undecided"

    def _deepest(self) -> float:
        """The bits between 1 and the smallest magnitude met at a random point."""
        evaluator = Evaluator(self._base(0).point(), self.deadline)
        for atom in self.atoms:
            with suppress(Undefined, Imprecise):
                evaluator.value(atom)
        return -evaluator.watch.low

    def _movable(self) -> list[str]:
        kinds = ("scalar", "positive", "nonnegative", "probability", "constant", "integer", "natural")
        names = [name for name, one in self.scope.symbols.items() if one.kind in kinds]
        return names[:_MOST_SYMBOLS]

    def _is_whole(self, name: str) -> bool:
        return self.scope.symbols[name].kind in ("integer", "natural")

    def _base(self, number: int, magnitude: int = 0) -> Draw:
        source = random.Random(number)  # noqa: S311 - not for secrets
        traits = traits_of(self.scope, *self.atoms)
        return draw(self.scope, source, sizes_for(number % 2, traits), magnitude=magnitude, whole=1)

    # ---------------------------------------------------------------- at one point

    def _value(self, atom: Node, found: Draw, moved: tuple[str, arb] | None = None) -> arb | None:
        evaluator = Evaluator(found.point(), self.deadline)
        if moved is not None:
            evaluator.values[moved[0]] = moved[1]
        value = evaluator.value(atom)
        if is_array(value):
            raise TooLarge
        real: arb | None = None if isinstance(value, acb) else value
        return real

    def _sign(self, atom: Node, found: Draw, moved: tuple[str, arb] | None = None) -> Sign | Literal["?"]:
        """The sign of an atom; `?` where it cannot be told."""
        try:
            value = self._value(atom, found, moved)
        except Undefined:
            return None
        except Imprecise:
            return "?"
        if value is None:
            return None
        if value > 0:
            return 1
        if value < 0:
            return -1
        return 0 if value.is_zero() else "?"

    def _at(self, signs: dict[Node, Sign | Literal["?"]]) -> None:
        """Compare at a point; what cannot be told from zero is taken for zero, but proves nothing then."""
        taken: dict[Node, Sign] = {atom: 0 if sign == "?" else sign for atom, sign in signs.items()}
        sure = all(sign != "?" for sign in signs.values())
        expected, answer = holds(self.expected, taken), holds(self.answer, taken)
        if expected == answer:
            self.held += expected
        elif sure:
            raise _OneHolds
        else:
            self.doubts += 1

    # ---------------------------------------------------------------- along one symbol

    def _whole(self, name: str, number: int) -> None:
        """At many whole numbers, one after another."""
        line = axis_line(self.scope, name, self._base(number), ())
        natural = self.scope.symbols[name].kind == "natural"
        constants = {int(value) for value in constants_in(*self.atoms)}
        near = {sign * (one + k) for one in constants for k in (-1, 0, 1) for sign in (1, -1)}
        for k in sorted({*_WHOLE, *near, 10**6 + 3}):
            if k > 0 or not natural:
                self._checked(line, fmpq(k))

    def _checked(self, line: Line, t: fmpq) -> None:
        if is_over(self.deadline):
            raise Exhausted
        found = line.at(t)
        with at_precision(self.bits):
            self._at({atom: self._sign(atom, found) for atom in self.atoms})

    def _sliced(self, name: str, number: int) -> None:
        """Along the symbol, with all others at random; once if there are no others."""
        slices = _SLICES if len(self.scope.symbols) > 1 else 1
        literals = constants_in(*self.atoms)
        for k, magnitude in zip(range(slices), (0, 1, -1), strict=False):
            base = self._base(10 * number + k, magnitude)
            line = axis_line(self.scope, name, base, literals)
            source = random.Random(k)  # noqa: S311 - not for secrets
            grid = [t for t, _ in line.parameters(source) if self._is_allowed(name, t)]
            for t in grid:
                self._checked(line, t)
            with at_precision(self.bits):
                zeros = self._zeros(line, name, grid)
                self._at_zeros(line, name, zeros)
            self._between(line, name, zeros)

    def _is_allowed(self, name: str, t: fmpq) -> bool:
        kind = self.scope.symbols[name].kind
        if kind == "probability":
            return bool(0 < t < 1)
        return bool(t > 0 or (t == 0 and kind == "nonnegative") or kind in ("scalar", "constant"))

    def _zeros(self, line: Line, name: str, grid: Sequence[fmpq]) -> list[tuple[arb, Node]]:
        """The zeros of each atom, as balls."""
        others = {
            one: drawn.cells[0]
            for one, drawn in line.base.drawn.items()
            if one != name and len(drawn.cells) == 1
        }
        found: list[tuple[arb, Node]] = []
        for atom in self.atoms:
            try:
                found += [(root, atom) for root in real_zeros(atom, name, others)]
            except ValueError:
                continue  # zero all along: every point has seen it
            except (NotRational, ZeroDivisionError):
                found += [(root, atom) for root in self._crossings(atom, line, grid)]
        return sorted(found, key=lambda pair: float(pair[0]))

    def _crossings(self, atom: Node, line: Line, grid: Sequence[fmpq]) -> Iterator[arb]:
        def track(t: fmpq) -> Sequence[Switch]:
            with suppress(Undefined, Imprecise):
                value = self._value(atom, line.at(t))
                if value is not None:
                    return [Switch("zero", value)]
            return []

        samples = [(t, track(t)) for t in grid]
        self.doubts += sum(1 for _ in touches(samples, track))
        for low, high in crossings(samples, track):
            yield _ball(low, high)

    def _at_zeros(self, line: Line, name: str, zeros: list[tuple[arb, Node]]) -> None:
        for root, atom in zeros:
            if not self._reaches(name, root):
                continue
            found = line.at(root.mid().fmpq())
            signs = {one: self._sign(one, found, (name, root)) for one in self.atoms if one != atom}
            if self._is_zero(atom, found, (name, root)):
                self._at({**signs, atom: 0})

    def _is_zero(self, atom: Node, found: Draw, moved: tuple[str, arb]) -> bool:
        """Whether an atom that changes its sign inside a ball is continuous there: no pole, no jump."""
        try:
            value = self._value(atom, found, moved)
        except (Undefined, Imprecise):
            return False
        return value is not None and value.is_finite() and value.contains(0)

    def _reaches(self, name: str, root: arb) -> bool:
        kind = self.scope.symbols[name].kind
        if kind == "probability":
            return bool(root > 0 and root < 1)
        return bool(kind in ("scalar", "constant") or root > 0 or (root.is_zero() and kind == "nonnegative"))

    def _between(self, line: Line, name: str, zeros: list[tuple[arb, Node]]) -> None:
        for (one, _), (other, _) in itertools.pairwise(zeros):
            if one < other:
                t = (one.mid().fmpq() * 2 + other.mid().fmpq()) / 3
                if self._is_allowed(name, t):
                    self._checked(line, t)


def _ball(low: fmpq, high: fmpq) -> arb:
    middle = arb((low + high) / 2)
    return middle if low == high else arb(middle.mid(), arb((high - low) / 2) + middle.rad() * 2)
