"""What an expression evaluates to: balls, arrays of balls, and dual numbers over both.

A scalar is an `arb` (a real number with a rigorous error bound), an `acb` (complex) or a `Dual`; an array of
more than one entry is an `arb_mat`, an `acb_mat` or a `Grid`. A 1×1 array is always its scalar.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from flint import acb, acb_mat, arb, arb_mat, ctx, fmpq_mat

Scalar: TypeAlias = Any
"""`arb`, `acb` or `Dual`; python-flint ships no types."""

Array: TypeAlias = Any
"""`arb_mat`, `acb_mat` or `Grid`."""

Value: TypeAlias = Any
"""Scalar or Array."""


class Undefined(Exception):
    """The expression has no value here: the logarithm of a negative number, a division by exactly zero."""


class Pole(Undefined):
    """A factorial of a negative whole number: its reciprocal is 0, as in n!/(k!(n − k)!) for k > n."""


class Imprecise(Exception):
    """A ball is too wide to tell; more precision may help."""


class Exhausted(Exception):
    """The budget of time or memory is spent."""


class TooLarge(Exhausted):
    """This point would take too much time or memory; a point in smaller numbers may not."""


_FURTHEST = 2**50
_MOST_CELLS = 70_000
_MOST_PRODUCTS = 1_000_000


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


class Dual:
    """a + b ε with ε² = 0: a value and its derivative in one direction. Both may be Dual themselves."""

    __slots__ = ("a", "b")

    def __init__(self, a: Scalar, b: Scalar) -> None:
        self.a = a
        self.b = b

    def __add__(self, other: Scalar) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.a + other.a, self.b + other.b)
        return Dual(self.a + other, self.b)

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(-self.a, -self.b)

    def __sub__(self, other: Scalar) -> Dual:
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> Dual:
        return self.__neg__().__add__(other)

    def __mul__(self, other: Scalar) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.a * other.a, self.a * other.b + self.b * other.a)
        return Dual(self.a * other, self.b * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Scalar) -> Dual:
        if isinstance(other, Dual):
            quotient = self.a / other.a
            return Dual(quotient, (self.b - quotient * other.b) / other.a)
        return Dual(self.a / other, self.b / other)

    def __rtruediv__(self, other: Scalar) -> Dual:
        quotient = other / self.a
        return Dual(quotient, -quotient * self.b / self.a)


class Grid:
    """An array of any scalars, with the operations of `arb_mat` that evaluation uses."""

    __slots__ = ("_cells", "_cols", "_rows")

    def __init__(self, rows: int, cols: int, cells: list[Scalar]) -> None:
        self._rows, self._cols, self._cells = rows, cols, cells

    def nrows(self) -> int:
        """How many rows."""
        return self._rows

    def ncols(self) -> int:
        """How many columns."""
        return self._cols

    def entries(self) -> list[Scalar]:
        """All entries, row by row."""
        return self._cells

    def __getitem__(self, place: tuple[int, int]) -> Scalar:
        return self._cells[place[0] * self._cols + place[1]]

    def __add__(self, other: Array) -> Grid:
        return Grid(
            self._rows, self._cols, [a + b for a, b in zip(self._cells, other.entries(), strict=True)]
        )

    __radd__ = __add__

    def __neg__(self) -> Grid:
        return Grid(self._rows, self._cols, [-a for a in self._cells])

    def transpose(self) -> Grid:
        """The transpose."""
        cells = [self[i, j] for j in range(self._cols) for i in range(self._rows)]
        return Grid(self._cols, self._rows, cells)


_ARRAYS = frozenset((arb_mat, acb_mat, Grid))


def is_array(value: Value) -> bool:
    """Whether it has more than one entry."""
    return type(value) in _ARRAYS


def array(rows: int, cols: int, cells: list[Scalar]) -> Value:
    """The array of these entries, row by row; a scalar where it is 1×1."""
    if len(cells) == 1:
        return cells[0]
    kinds = {type(cell) for cell in cells}
    if Dual in kinds:
        return Grid(rows, cols, cells)
    return acb_mat(rows, cols, cells) if acb in kinds else arb_mat(rows, cols, cells)


def cells_of(value: Value) -> list[Scalar]:
    """All entries, row by row; of a scalar, itself."""
    found: list[Scalar] = value.entries() if type(value) in _ARRAYS else [value]
    return found


def afford(operations: int) -> None:
    """Allow so many multiplications at the precision of the moment.

    Raises:
        TooLarge: if they would take longer than a fraction of a second.
    """
    if operations * max(1, ctx.prec // 256) > _MOST_PRODUCTS:
        raise TooLarge


def afford_cells(cells: int) -> None:
    """Allow an array of so many entries.

    Raises:
        TooLarge: if it would fill the memory.
    """
    if cells > _MOST_CELLS:
        raise TooLarge


def product(left: Value, right: Value) -> Value:
    """The matrix product, or the scaling by a scalar.

    Raises:
        TooLarge: if it is not affordable.
    """
    if type(left) is arb and type(right) is arb:
        return left * right
    if not is_array(left) or not is_array(right):
        if isinstance(left, Dual | Grid) or isinstance(right, Dual | Grid):
            return _scaled(left, right)
        return left * right
    afford(left.nrows() * left.ncols() * right.ncols())
    if isinstance(left, Grid) or isinstance(right, Grid):
        return _grid_product(left, right)
    return _unwrapped(left * right)


def _scaled(left: Value, right: Value) -> Value:
    if is_array(right):
        left, right = right, left
    if not is_array(left):
        return left * right if isinstance(left, Dual) else right * left
    cells = [cell * right if isinstance(cell, Dual) else right * cell for cell in left.entries()]
    return array(left.nrows(), left.ncols(), cells)


def _grid_product(left: Array, right: Array) -> Value:
    rows, inner, cols = left.nrows(), left.ncols(), right.ncols()
    cells = []
    for i in range(rows):
        for j in range(cols):
            total = left[i, 0] * right[0, j]
            for k in range(1, inner):
                total = total + left[i, k] * right[k, j]
            cells.append(total)
    return array(rows, cols, cells)


def _unwrapped(value: Array) -> Value:
    return value[0, 0] if value.nrows() == 1 == value.ncols() else value


def plain(value: Value) -> Value:
    """The value without its derivatives: of a Dual, what it is a Dual of."""
    if type(value) is arb:
        return value
    while isinstance(value, Dual):
        value = value.a
    if isinstance(value, Grid):
        return array(value.nrows(), value.ncols(), [plain(cell) for cell in value.entries()])
    return value


def inverse(value: Value) -> Value:
    """The inverse of a square matrix, or the reciprocal.

    Raises:
        Undefined: of a matrix that is known to be singular.
        Imprecise: where the matrix cannot be told from a singular one.
        TooLarge: if it is not affordable.
    """
    if not is_array(value):
        return reciprocal(value)
    afford(value.nrows() ** 3)
    if isinstance(value, Grid):
        return _eliminated(value)[0]
    try:
        return value.inv()
    except ZeroDivisionError:
        rational = exactly(value)
        if rational is not None and rational.det() == 0:
            raise Undefined from None
        raise Imprecise from None


def exactly(value: Value) -> Any | None:
    """A real array as an `fmpq_mat`, where every entry is known exactly."""
    if not isinstance(value, arb_mat):
        return None
    cells = value.entries()
    if not all(cell.is_exact() and abs(exponent_of(cell) or 0) < 4096 for cell in cells):
        return None
    return fmpq_mat(value.nrows(), value.ncols(), [cell.fmpq() for cell in cells])


def determinant(value: Value) -> Scalar:
    """The determinant; of a scalar, itself."""
    if not is_array(value):
        return value
    afford(value.nrows() ** 3)
    if not isinstance(value, Grid):
        return value.det()
    try:
        return _eliminated(value)[1]
    except Imprecise:
        return _expanded(value, tuple(range(value.ncols())), 0)


def _expanded(value: Array, columns: tuple[int, ...], row: int) -> Scalar:
    """The determinant by the first row: for a singular matrix, which elimination cannot differentiate."""
    if len(columns) == 1:
        return value[row, columns[0]]
    if len(columns) > 7:
        raise TooLarge
    total: Scalar = arb(0)
    for position, column in enumerate(columns):
        minor = _expanded(value, (*columns[:position], *columns[position + 1 :]), row + 1)
        part = value[row, column] * minor
        total = total + part if position % 2 == 0 else total - part
    return total


def reciprocal(value: Scalar) -> Scalar:
    """1/value.

    Raises:
        Undefined: of exactly zero.
        Imprecise: of a ball that holds zero.
    """
    core = plain(value)
    if not core.contains(0):
        return 1 / value
    raise Undefined if core.is_zero() else Imprecise


def _eliminated(value: Array) -> tuple[Array, Scalar]:
    """Inverse and determinant by Gauss and Jordan, with the largest pivot of each column."""
    size = value.nrows()
    rows = [[value[i, j] for j in range(size)] + [arb(int(i == j)) for j in range(size)] for i in range(size)]
    det: Scalar = arb(1)
    for k in range(size):
        best = max(range(k, size), key=lambda i: float(abs(plain(rows[i][k]).mid())))
        if best != k:
            rows[k], rows[best] = rows[best], rows[k]
            det = -det
        pivot = rows[k][k]
        if plain(pivot).contains(0):
            raise Imprecise
        det = det * pivot
        rows[k] = [cell / pivot for cell in rows[k]]
        for i in range(size):
            if i != k:
                factor = rows[i][k]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return array(size, size, [cell for row in rows for cell in row[size:]]), det


def exponent_of(value: Scalar) -> int | None:
    """About log2 of its size; None for a ball that holds zero."""
    if type(value) is not arb:
        value = plain(value)
        if isinstance(value, acb):
            value = abs(value)
    near = float(value)
    if near and math.isfinite(near):
        return math.frexp(near)[1] if value.rel_accuracy_bits() > 0 else None
    if value.contains(0) or not value.is_finite():
        return None
    return _binary_exponent(value.mid())


def radius_exponent(value: Scalar) -> float:
    """About log2 of a ball's radius; -inf of an exact number, inf of one that is not finite."""
    if type(value) is not arb:
        value = plain(value)
        if isinstance(value, acb):
            return max(radius_exponent(value.real), radius_exponent(value.imag))
    if not value.is_finite():
        return math.inf
    radius = value.rad()
    if radius.is_zero():
        return -math.inf
    near = float(radius)
    if near and math.isfinite(near):
        return math.frexp(near)[1]
    return _binary_exponent(radius.mid())


def _binary_exponent(number: arb) -> int:
    """The exponent of an exact number, no further from zero than what floats can reckon with."""
    mantissa, exponent = number.man_exp()
    return max(-_FURTHEST, min(_FURTHEST, int(exponent) + int(mantissa).bit_length()))
