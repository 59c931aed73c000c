"""Slips of the whole answer: its sign, a factor, a constant added, the transpose, degrees for radians."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from quizzer.maths.equivalence import at_precision
from quizzer.maths.slips.case import BITS, Case, touch
from quizzer.maths.tree import Call, Const, Div, Mul, Neg, Node, Num, Transpose, replaced, walk
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzer.maths.values import Scalar

_LARGEST_RATIO = 12  # between two plain numbers, which always have a ratio
_LARGEST_MULTIPLE = 2
_POWERS_OF_TEN = frozenset(10**k for k in range(2, 13))


def sign(case: Case) -> Diagnosis | None:
    """The negative is equivalent."""
    if case.fits(Neg(case.typed)):
        return Diagnosis("sign", "The sign is the wrong way round: this is the negative of what is asked.")
    return None


def transpose(case: Case) -> Diagnosis | None:
    """The transpose is equivalent."""
    shape = case.wanted.shape
    if shape is None or shape.is_scalar or not case.fits(Transpose(case.typed)):
        return None
    if case.is_turned:
        return Diagnosis(
            "transpose", f"This is the transpose: what is asked is {shape}, this is {case.given.shape}."
        )
    return Diagnosis("transpose", "This is the transpose of what is asked.")


def factor(case: Case) -> Diagnosis | None:
    """The ratio is one constant other than ±1, at every entry of every point."""
    if case.is_turned:
        return None
    ratio = _constant_of(case, lambda expected, answer: answer / expected, zeros=True)
    if ratio is None:
        return None
    larger = bool(abs(ratio) > 1)
    with at_precision(BITS):
        known = _recognized(ratio if larger else 1 / ratio)
    if not case.has_names and not _is_telling(known):
        return None
    if known is None:
        return Diagnosis("factor", "Off by a constant factor.")
    if not known[1] and abs(known[0]) == 1:
        return None
    times = _spelt(*known)
    which = f"yours is {times} times what is asked" if larger else f"what is asked is {times} times yours"
    return Diagnosis("factor", f"Off by a factor of {times}: {which}.")


def _is_telling(known: tuple[Fraction, str] | None) -> bool:
    """Whether the ratio of two plain numbers is one that a slip makes."""
    if known is None:
        return False
    number, unit = known
    size = abs(number.numerator)
    if unit:  # any number is some multiple of π: to say which would give the answer away
        return max(size, number.denominator) <= _LARGEST_MULTIPLE
    return number.denominator == 1 and (size <= _LARGEST_RATIO or size in _POWERS_OF_TEN)


def _spelt(number: Fraction, unit: str = "") -> str:
    """A multiple of a constant: 3/2, 2π, −π/4, 4/π."""
    sign, above, below = "−" if number < 0 else "", str(abs(number.numerator)), str(number.denominator)
    if unit == "1/π":
        below = "π" if below == "1" else f"({below}π)"
    elif unit:
        above = unit if above == "1" else above + unit
    return sign + above + (f"/{below}" if below != "1" else "")


def offset(case: Case) -> Diagnosis | None:
    """The difference is one constant, the same for all entries."""
    if case.is_turned or not case.has_names:
        return None
    difference = _constant_of(case, lambda expected, answer: answer - expected, zeros=False)
    if difference is None or difference.contains(0):
        return None
    known = _recognized(difference)
    if known is None:
        return Diagnosis("offset", "Off by a constant that is added.")
    return Diagnosis("offset", f"Off by the constant {_spelt(abs(known[0]), known[1])}.")


def _constant_of(case: Case, combine: Callable[[Scalar, Scalar], Scalar], *, zeros: bool) -> Scalar | None:
    """What two sides make of each other where it is one number at every entry of every point.

    Where `zeros`, entries that are zero on both sides are passed over, and on one side alone end it.
    """
    found: list[Scalar] = []
    points = 0
    for expected, answer in case.pairs():
        points += 1
        for one, other in zip(expected, answer, strict=True):
            if zeros and (one.contains(0) or other.contains(0)):
                if one.contains(0) and other.contains(0):
                    continue
                return None
            with at_precision(BITS):
                found.append(combine(one, other))
            if not touch(found[-1], found[0]):
                return None
    if not found or (points < 3 and case.reference.scope.symbols):
        return None
    return found[0]


def _recognized(ball: Scalar) -> tuple[Fraction, str] | None:
    """The simple number that a narrow ball holds: a rational, or one times a well-known constant."""
    if not isinstance(ball, arb) or not ball.is_finite():
        return None
    with at_precision(BITS):
        pi = arb.pi()
        units = (
            ("", arb(1)),
            ("π", pi),
            ("1/π", 1 / pi),
            ("√2", arb(2).sqrt()),
            ("√3", arb(3).sqrt()),
            ("√π", pi.sqrt()),
            ("√(2π)", (2 * pi).sqrt()),
            ("log 2", arb(2).log()),
            ("log 10", arb(10).log()),
            ("e", arb(1).exp()),
        )
        for name, unit in units:
            found = _rational(ball / unit, 100_000 if not name else 400)
            if found:
                return found, name
    return None


def _rational(ball: arb, largest: int) -> Fraction | None:
    size = float(ball)
    if not math.isfinite(size):
        return None
    near = Fraction(size).limit_denominator(1000)
    if abs(near.numerator) > max(largest, 0) and abs(near.numerator) not in _POWERS_OF_TEN:
        return None
    return near if near and (ball * near.denominator).contains(near.numerator) else None


# ---------------------------------------------------------------- degrees

_ANGLES = frozenset("sin cos tan sec csc cot".split())
_ARCS = frozenset("arc" + name for name in _ANGLES)
_RIGHT_ANGLE = (Const("pi"), Num(Fraction(180)))


def degrees(case: Case) -> Diagnosis | None:
    """Equivalent once angles are degrees."""
    if case.is_turned:
        return None
    nodes = [*walk(case.right), *walk(case.typed)]
    angles = any(isinstance(one, Call) and one.name in _ANGLES | _ARCS for one in nodes)
    if not angles and Const("pi") not in nodes:
        return None
    if any(_is_turned_back(one) for one in nodes):
        return None
    for candidate in _in_degrees(case.typed, angles=angles):
        if case.fits(candidate):
            return Diagnosis("degrees", "Right in degrees: angles are in radians here.")
    return None


def _is_turned_back(node: Node) -> bool:
    """Whether it is an arc of a wave: arctan(tan x) is x for small x, in degrees as in radians."""
    if not (isinstance(node, Call) and node.name in _ARCS):
        return False
    return any(isinstance(one, Call) and one.name in _ANGLES for arg in node.args for one in walk(arg))


def _in_degrees(typed: Node, *, angles: bool) -> Iterator[Node]:
    pi, straight = _RIGHT_ANGLE
    to_radians, to_degrees = Div(pi, straight), Div(straight, pi)
    yield Mul("product", (to_radians, typed))
    yield Mul("product", (to_degrees, typed))
    if not angles:
        return
    for scale in (to_radians, to_degrees):
        yield _scaled_angles(typed, scale)


def _scaled_angles(typed: Node, scale: Node) -> Node:
    def change(node: Node) -> Node | None:
        if isinstance(node, Call) and node.name in _ANGLES:
            return Call(node.name, (Mul("product", (scale, _scaled_angles(node.args[0], scale))),))
        if isinstance(node, Call) and node.name in _ARCS:
            inverse = Div(Num(Fraction(1)), scale)
            return Mul("product", (inverse, Call(node.name, (_scaled_angles(node.args[0], scale),))))
        return None

    return replaced(typed, change)
