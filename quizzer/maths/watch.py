"""What is met on the way to a value: how far magnitudes range, and where functions switch.

An agreement of two balls means something only if nothing met on the way is small enough to hide below their
radii; and a function with kinks must be looked at on both sides of each.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from flint import acb, arb

from quizzer.maths.values import Scalar, Value, cells_of, exponent_of, is_array, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_ALL_CELLS = frozenset(("softmax", "exp", "log", "eigvals"))

_SATURATION: dict[str, Callable[[float], float]] = {
    "tanh": lambda x: 2.9 * x,
    "coth": lambda x: 2.9 * x,
    "sigmoid": lambda x: 1.5 * x,
    "softplus": lambda x: 1.5 * x,
    "erf": lambda x: 1.5 * x * x,
    "erfc": lambda x: 1.5 * x * x,
    "logsumexp": lambda x: 3 * x,
    "softmax": lambda x: 3 * x,
}
"""By how many bits a function of an argument this far from zero differs from a simpler one (tanh from ±1)."""

_MOST_SWITCHES = 64
_FURTHEST = 1e15
_LEAST, _MOST = -1022, 1023  # of the exponents of floats

SIGN_SWITCHES = frozenset("abs sign relu step cbrt".split())
"""Functions with a kink or a jump where their argument is zero."""

EDGE_SWITCHES = frozenset("sqrt log log2 log10 lgamma gamma factorial digamma logdet arcsec arccsc".split())
"""Functions whose domain, or a piece of it, ends where their argument is zero."""

UNIT_SWITCHES = frozenset("arcsin arccos arccosh arctanh arccoth arcsech arcsec arccsc".split())
"""Functions whose domain ends at ±1."""

WHOLE_SWITCHES = frozenset("floor ceil".split())
"""Functions that jump at every whole number."""


class Switch(NamedTuple):
    """The argument of a function that differs on the two sides of zero, or of a whole number."""

    kind: Literal["zero", "whole"]
    at: Scalar


class Watch:
    """A record of one evaluation.

    Attributes:
        low: about log2 of the smallest magnitude met, at most 0.
        high: about log2 of the largest, at least 0.
        above: 2^(low − 1), and `below` 2^high, as far as floats go: what is between them, as nearly all is,
            need not be noted.
        switches: the arguments at which functions switch, in the order of evaluation.
    """

    __slots__ = ("above", "below", "high", "low", "switches")

    def __init__(self) -> None:
        self.low = 0.0
        self.high = 0.0
        self.above = 0.5
        self.below = 1.0
        self.switches: list[Switch] = []

    @property
    def spread(self) -> float:
        """The bits between the smallest and the largest magnitude met."""
        return self.high - self.low

    def note(self, value: Value) -> None:
        """Take a value into account: of an array, its corners."""
        if is_array(value):
            self.note_scalar(value[0, 0])
            self.note_scalar(value[value.nrows() - 1, value.ncols() - 1])
        else:
            self.note_scalar(value)

    def note_scalar(self, cell: Scalar) -> None:
        """Take a scalar into account; of real ones there are so many that they go by short ways."""
        if type(cell) is arb:
            near = abs(float(cell))
            if self.above <= near < self.below:
                return
            if 0.0 < near < math.inf:
                if cell.rel_accuracy_bits() > 0:
                    self._reach_binary(math.frexp(near)[1])
                return
        exponent = exponent_of(cell)
        if exponent is None:
            return
        if not self.low <= exponent <= self.high:
            self._reach(min(exponent, self.low), max(exponent, self.high))

    def _reach_binary(self, exponent: int) -> None:
        if exponent < self.low:
            self.low = exponent
            self.above = math.ldexp(0.5, max(exponent, _LEAST + 1))
        elif exponent > self.high:
            self.high = exponent
            self.below = math.ldexp(1.0, min(exponent, _MOST))

    def _reach(self, low: float, high: float) -> None:
        self.low, self.high = low, high
        self.above = 2.0 ** max(low - 1, _LEAST)
        self.below = 2.0 ** min(high, _MOST)

    def note_exponent(self, literal: Fraction) -> None:
        """Take the literal exponent of a power into account."""
        bits = literal.numerator.bit_length() - literal.denominator.bit_length()
        if not self.low <= bits <= self.high:
            self._reach(min(self.low, bits), max(self.high, bits))

    def call(self, name: str, values: list[Value]) -> None:
        """Take the arguments of a function into account."""
        if name in _SATURATION:
            self._saturate(name, values[0])
        if name in _ALL_CELLS:
            for cell in cells_of(values[0]):
                self.note_scalar(cell)
        if name in SIGN_SWITCHES or name in EDGE_SWITCHES:
            self.switch(values[0])
        if name in UNIT_SWITCHES:
            for cell in cells_of(values[0]):
                self._add("zero", cell - 1)
                self._add("zero", cell + 1)
        elif name in WHOLE_SWITCHES:
            for cell in cells_of(values[0]):
                self._add("whole", cell)
        elif name in ("max", "min"):
            self._ordered(values)
        elif name == "mod":
            for x, y in zip(cells_of(values[0]), cells_of(values[1]), strict=False):
                if not plain(y).contains(0):
                    self._add("whole", plain(x) / plain(y))
        elif name in ("root", "logbase", "binomial", "atan2"):
            for value in values:
                self.switch(value)

    def switch(self, value: Value) -> None:
        """Take note of arguments at whose zeros something switches."""
        for cell in cells_of(value):
            self._add("zero", cell)

    def _add(self, kind: Literal["zero", "whole"], cell: Scalar) -> None:
        cell = plain(cell)
        if len(self.switches) < _MOST_SWITCHES:
            self.switches.append(Switch(kind, cell.imag if isinstance(cell, acb) else cell))

    def _ordered(self, values: list[Value]) -> None:
        columns = [cells_of(value) for value in values] if len(values) > 1 else None
        if columns is None:
            cells = cells_of(values[0])
            pairs = list(itertools.pairwise(cells))
        else:
            longest = max(map(len, columns))
            wide = [column * longest if len(column) == 1 else column for column in columns]
            pairs = [pair for two in itertools.pairwise(wide) for pair in zip(*two, strict=False)]
        for one, other in pairs:
            if not isinstance(plain(one), acb) and not isinstance(plain(other), acb):
                self._add("zero", plain(one) - plain(other))

    def _saturate(self, name: str, value: Value) -> None:
        furthest = 0.0
        for cell in cells_of(value):
            near = abs(plain(cell))
            size = float(near) if near.is_finite() else math.inf
            furthest = max(furthest, min(size, _FURTHEST))
        if furthest > 8:
            self._reach(min(self.low, -_SATURATION[name](furthest)), self.high)


class Unwatched(Watch):
    """No record: for values that are only compared, at a precision that is looked at again."""

    __slots__ = ()

    def note(self, value: Value) -> None:
        """Nothing."""

    def note_scalar(self, cell: Scalar) -> None:
        """Nothing."""

    def note_exponent(self, literal: Fraction) -> None:
        """Nothing."""

    def call(self, name: str, values: list[Value]) -> None:
        """Nothing."""

    def switch(self, value: Value) -> None:
        """Nothing."""
