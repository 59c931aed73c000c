"""A witness in a form that can be shown: the values of the names, and both sides, as short numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import acb, arb, ctx

from quizzer.maths.values import is_array

if TYPE_CHECKING:
    from quizzer.maths.equivalence import Witness
    from quizzer.maths.values import Scalar, Value

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
    """The witness in short decimals."""
    before = ctx.prec
    ctx.prec = 128
    try:
        values = witness.draw.point().values
        rows = tuple((name, rows_of(value)) for name, value in values.items())
    finally:
        ctx.prec = before
    answer = None if witness.answer is None else rows_of(witness.answer)
    expected = rows_of(witness.expected)
    if answer == expected:  # they part further behind than short numbers show
        answer, expected = rows_of(witness.answer, 30), rows_of(witness.expected, 30)
    return Shown(rows, tuple(witness.draw.sizes.items()), expected, answer)


def rows_of(value: Value, digits: int = 5) -> Rows:
    """The entries of a value as short numbers."""
    if not is_array(value):
        return ((short(value, digits),),)
    return tuple(
        tuple(short(value[i, j], digits) for j in range(value.ncols())) for i in range(value.nrows())
    )


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
        text = arb(value.mid()).str(digits, radius=False)
        if "e" not in text and "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
