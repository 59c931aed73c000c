"""Slips of numbers: a value that was rounded, entries of a matrix that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb

from quizzer.maths.equivalence import at_precision
from quizzer.maths.slips.case import BITS, touch
from quizzer.maths.tree import Matrix, Neg, Node, Num, Transpose, walk
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from fractions import Fraction

    from quizzer.maths.sizes import Shape
    from quizzer.maths.slips.case import Case

_MOST_DECIMALS = 40
_TWO_DIGITS = 10
_MOST_ENTRIES = 4
_BINARY_DIGITS = (16, 17)  # of what a computer prints of a binary number, the last of them not always right


def rounded(case: Case) -> Diagnosis | None:
    """It is the expected constant, rounded or cut off; or a coefficient inside is."""
    decimals = [node.value for node in walk(case.given.tree) if isinstance(node, Num) and _places(node.value)]
    alone = case.given.tree.arg if isinstance(case.given.tree, Neg) else case.given.tree
    whole = isinstance(alone, Num) and abs(alone.value) >= _TWO_DIGITS
    if case.is_turned or not (decimals or whole):
        return None
    if isinstance(alone, Num):
        return _rounded_number(case, alone.value) if not case.has_names else None
    if min(map(_digits, decimals)) >= 2 and _is_near(case, max(map(_rounding, decimals))):
        return Diagnosis("rounded", "A number in it is rounded: give the exact value.")
    return None


def _rounded_number(case: Case, value: Fraction) -> Diagnosis | None:
    unit = 10 ** _places(value)
    for expected, answer in case.pairs():
        with at_precision(BITS):
            distance = abs(expected[0] - answer[0]) * unit
            rounded_off = not distance * 2 > 1  # of 0.625, 0.63 is just that far
            cut_off = distance < 1 and abs(answer[0]) < abs(expected[0])
            printed = (
                _digits(value) in _BINARY_DIGITS
                and abs(expected[0] - answer[0]) < abs(expected[0]) * arb(2) ** -52
            )
        if not isinstance(distance, arb) or not (rounded_off or cut_off or printed):
            return None
    digits = _digits(value)
    return Diagnosis(
        "rounded", f"This is rounded to {digits} digit{'s' * (digits > 1)}; give the exact value."
    )


def _rounding(value: Fraction) -> float:
    """By what part of itself rounding may have changed a number, at most."""
    return 1 / (2 * 10 ** _places(value) * abs(float(value))) if value else 0.0


def _is_near(case: Case, part: float) -> bool:
    near = 0
    for expected, answer in case.pairs():
        for one, other in zip(expected, answer, strict=True):
            with at_precision(BITS):
                if not bool(abs(one - other) <= abs(one) * part):
                    return False
            near += 1
    return near > 0


def _places(value: Fraction) -> int:
    """How many decimals a number has; 0 of one that is whole or no decimal."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0 and twos < _MOST_DECIMALS:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0 and fives < _MOST_DECIMALS:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else 0


def _digits(value: Fraction) -> int:
    """How many digits it is written with, those after leading zeros."""
    return len(str(abs(value.numerator) * 10 ** _places(value) // value.denominator))


def entries(case: Case) -> Diagnosis | None:
    """Some entries of a matrix or vector that is spelt out are wrong, and others right."""
    if case.is_turned or not (_is_spelt(case.expected) or _is_spelt(case.answer)):
        return None
    shape = case.wanted.shape
    if shape is None or shape.rows.number is None or shape.cols.number is None:
        return None
    wrong: set[int] = set()
    total = 0
    for expected, answer in case.pairs():
        total = len(expected)
        wrong |= {k for k, pair in enumerate(zip(expected, answer, strict=True)) if not touch(*pair)}
    if not wrong or len(wrong) == total:
        return None
    return Diagnosis("entries", _said(wrong, total, shape))


def _said(wrong: set[int], total: int, shape: Shape) -> str:
    cols = shape.cols.number or 1
    vector = 1 in (shape.rows.number, cols)
    places = [f"{k + 1}" if vector else f"({k // cols + 1}, {k % cols + 1})" for k in sorted(wrong)]
    if len(places) == 1:
        return f"Entry {places[0]} is wrong."
    if len(places) > _MOST_ENTRIES:
        return f"{len(places)} of the {total} entries are wrong."
    return f"Entries {', '.join(places[:-1])} and {places[-1]} are wrong."


def _is_spelt(node: Node) -> bool:
    while isinstance(node, Transpose | Neg):
        node = node.arg
    return isinstance(node, Matrix)
