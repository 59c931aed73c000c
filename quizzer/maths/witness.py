"""A witness in a form that can be shown: the values of the names, and both sides, as short numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import acb, arb, ctx

from quizzer.maths.values import is_array, radius_exponent

if TYPE_CHECKING:
    from quizzer.maths.equivalence import Witness
    from quizzer.maths.values import Scalar, Value

_BITS = 256
_LONG = 40  # digits, where few do not tell two numbers apart
_NARROW = 100  # bits: a ball this narrow around a fraction of small numbers is taken to be it

Rows = tuple[tuple[str, ...], ...]
"""Numbers as text, row by row; a scalar is one row of one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where two expressions part: `answer` is None where it has no value there."""

    names: tuple[tuple[str, Rows], ...]
    sizes: tuple[tuple[str, int], ...]
    expected: Rows
    answer: Rows | None


def shown(witness: Witness) -> Shown:
    """The witness in short numbers."""
    before = ctx.prec
    ctx.prec = _BITS
    try:
        values = witness.draw.point().values
        rows = tuple((name, rows_of(value)) for name, value in values.items())
        expected = rows_of(witness.expected)
        answer = None if witness.answer is None else rows_of(witness.answer)
        if answer == expected:  # they part further behind than short numbers show
            answer, expected = rows_of(witness.answer, _LONG), rows_of(witness.expected, _LONG)
    finally:
        ctx.prec = before
    return Shown(rows, tuple(witness.draw.sizes.items()), expected, answer)


def rows_of(value: Value, digits: int = 5) -> Rows:
    """The entries of a value as short numbers."""
    if not is_array(value):
        return ((short(value, digits),),)
    return tuple(
        tuple(short(value[i, j], digits) for j in range(value.ncols())) for i in range(value.nrows())
    )


def _fraction(value: arb) -> str:
    """A fraction of small numbers, if that is what a ball holds and decimals would not end."""
    if not value.is_finite() or abs(value) > 100:
        return ""
    for denominator in range(1, 14):
        scaled = value * denominator
        whole = round(float(scaled))
        if scaled.contains(whole) and radius_exponent(scaled) < -_NARROW:
            return "" if denominator in (1, 2, 4, 5, 8, 10) else f"{whole}/{denominator}"
    return ""


def _decimal(value: arb, digits: int) -> str:
    text: str = arb(value.mid()).str(digits, radius=False)
    return text.rstrip("0").rstrip(".") if "e" not in text and "." in text else text


def short(value: Scalar, digits: int = 5) -> str:
    """A number in a few digits: whole numbers as they are, a true minus sign."""
    if isinstance(value, acb):
        if value.imag.contains(0):
            return short(value.real, digits)
        sign = "−" if value.imag < 0 else "+"
        return f"{short(value.real, digits)} {sign} {short(abs(value.imag), digits)}i"
    near = round(float(value)) if value.is_finite() and abs(value) < 10**9 else None
    if near is not None and value.contains(near):
        text = str(near)
    else:
        text = _fraction(value) or _decimal(value, digits)
    return text.replace("-", "−")
