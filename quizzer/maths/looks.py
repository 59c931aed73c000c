"""What comparing two expressions finds: at one point, at all of them, and in the end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import acb

from quizzer.maths.values import Scalar, Value, cells_of, exponent_of, is_array, radius_exponent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.sample import Draw
    from quizzer.maths.watch import Switch

Outcome: TypeAlias = Literal["agree", "differ", "undefined", "unclear", "skipped"]

MARGIN = 64  # bits between a ball's radius and the smallest part that it must not hide
_UNKNOWN = 192.0  # bits that a ball which is not finite is taken to lack


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
    `points` at how many points the two agreed; `proved` that algebra settled it.
    """

    outcome: Literal["equivalent", "different", "undecided"]
    witness: Witness | None = None
    partial: bool = False
    points: int = 0
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at one point, and what switches there in the expected expression and in the answer."""

    outcome: Outcome
    witness: Witness | None = None
    switches: tuple[Sequence[Switch], Sequence[Switch]] = ((), ())


@dataclass(slots=True)
class Tally:
    """The points of one comparison, counted."""

    agreed: int = 0
    unclear: int = 0
    undefined: int = 0
    parted: Witness | None = None

    def take(self, look: Look, *, generic: bool = True) -> None:
        """Count a point; one that is special says nothing by being undefined or unclear."""
        self.agreed += look.outcome == "agree"
        if generic:
            self.unclear += look.outcome == "unclear"
            self.undefined += look.outcome == "undefined"
            if look.outcome == "undefined":
                self.parted = self.parted or look.witness


def weight_of(draw: Draw, expected: Value) -> float:
    """How much there is to read in a point and in a value there: less is plainer."""
    return sum(one.weight for one in draw.drawn.values()) + sum(map(_length, cells_of(expected)))


def weight_with(weight: float, witness: Witness) -> float:
    """The weight of a witness's point and expected value, with that of the answer's value."""
    return weight if witness.answer is None else weight + sum(map(_length, cells_of(witness.answer)))


def _length(cell: Scalar) -> float:
    """About how many characters a number takes, those that are not whole made longer."""
    if isinstance(cell, acb):
        return _length(cell.real) + (0 if cell.imag.is_zero() else _length(cell.imag))
    if cell.is_exact() and cell.is_integer():
        return _digits(cell, 0.0)
    if not (cell * 120).contains_integer():
        return 8.0
    for denominator, extra in ((1, 0.0), (2, 1.5), (4, 2.5), (3, 2.5), (5, 2.5), (6, 3.5), (8, 3.5)):
        scaled = cell * denominator
        if scaled.contains_integer() and radius_exponent(scaled) < -MARGIN:
            return _digits(cell, extra)
    return 8.0


def _digits(cell: Scalar, extra: float) -> float:
    near = float(cell)
    if not math.isfinite(near):  # past what a float holds, and what anybody reads
        return 400.0
    return extra + len(str(round(near))) * 0.5


def missing_bits(expected: Value, answer: Value, low: float) -> float | None:
    """None if the balls do not meet; else by how many bits they are too wide to agree.

    Raises:
        ValueError: of arrays of different sizes.
    """
    if is_array(expected) and type(expected) is type(answer) and not expected.overlaps(answer):
        return None
    worst = -math.inf
    for one, other in zip(cells_of(expected), cells_of(answer), strict=True):
        difference = one - other
        if not difference.is_finite():
            return _UNKNOWN
        if not difference.contains(0):
            return None
        radius = radius_exponent(difference)
        if radius == -math.inf:
            continue
        size = exponent_of(one)
        lacking = radius + MARGIN - (size if size is not None and size < low else low)
        worst = max(worst, lacking)
    return worst
