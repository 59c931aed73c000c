"""What is done to whole arrays: sums entry by entry, traces, Kronecker products, eigenvalues."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from flint import acb, acb_mat, arb, fmpq_mat

from quizzer.maths import elements
from quizzer.maths.values import (
    Dual,
    Imprecise,
    Scalar,
    TooLarge,
    Undefined,
    Value,
    afford_cells,
    array,
    cells_of,
    determinant,
    exactly,
    inverse,
    is_array,
    plain,
    product,
    reciprocal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def mapped(value: Value, change: Callable[[Scalar], Scalar]) -> Value:
    """A scalar function of each entry."""
    if not is_array(value):
        return change(value)
    return array(value.nrows(), value.ncols(), [change(cell) for cell in value.entries()])


def zipped(left: Value, right: Value, combine: Callable[[Scalar, Scalar], Scalar]) -> Value:
    """A scalar operation entry by entry; a scalar goes with each entry."""
    if not is_array(right):
        return mapped(left, lambda a: combine(a, right))
    if not is_array(left):
        return mapped(right, lambda b: combine(left, b))
    cells = [combine(a, b) for a, b in zip(left.entries(), right.entries(), strict=True)]
    return array(left.nrows(), left.ncols(), cells)


def added(left: Value, right: Value) -> Value:
    """A sum; a scalar is added to each entry."""
    if type(left) is arb and type(right) is arb:
        return left + right
    if is_array(left) == is_array(right):
        return right + left if isinstance(right, Dual) else left + right
    return zipped(left, right, lambda a, b: b + a if isinstance(b, Dual) else a + b)


def chained(values: list[Value]) -> Value:
    """A product of three or more, from the right where a column ends it: that is cheaper."""
    if is_array(values[-1]) and values[-1].ncols() == 1:
        total = values[-1]
        for value in reversed(values[:-1]):
            if is_array(total) and is_array(value) and value.ncols() != total.nrows():
                break
            total = product(value, total)
        else:
            return total
    total = values[0]
    for value in values[1:]:
        total = product(total, value)
    return total


def kronecker(left: Value, right: Value) -> Value:
    """Kronecker's product."""
    if not is_array(left) or not is_array(right):
        return product(left, right)
    rows, cols = left.nrows() * right.nrows(), left.ncols() * right.ncols()
    afford_cells(rows * cols)
    height, width = right.nrows(), right.ncols()
    cells = [
        left[i // height, j // width] * right[i % height, j % width] for i in range(rows) for j in range(cols)
    ]
    return array(rows, cols, cells)


def is_vector(value: Value) -> bool:
    """Whether it has one row or one column."""
    return not is_array(value) or 1 in (value.nrows(), value.ncols())


def total_of(cells: Iterable[Scalar]) -> Scalar:
    """The sum of scalars."""
    total: Scalar = arb(0)
    for cell in cells:
        total = cell + total
    return total


def largest(cells: list[Scalar]) -> Scalar:
    """The largest of some real numbers."""
    best = cells[0]
    for cell in cells[1:]:
        best = _max(best, cell)
    return best


def _max(a: Scalar, b: Scalar) -> Scalar:
    if isinstance(a, Dual) or isinstance(b, Dual):
        if plain(a) > plain(b):
            return a
        if plain(a) < plain(b):
            return b
        raise Imprecise
    if isinstance(a, acb) or isinstance(b, acb):
        raise Undefined
    return a.max(b)


def _min(a: Scalar, b: Scalar) -> Scalar:
    return -_max(-a, -b)


def cholesky(value: Value) -> Value:
    """The lower triangular L with L Lᵀ = value."""
    if not is_array(value):
        return elements.apply("sqrt", value)
    size = value.nrows()
    rows: list[list[Scalar]] = [[arb(0)] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = value[i, j] - total_of([rows[i][k] * rows[j][k] for k in range(j)])
            rows[i][j] = elements.apply("sqrt", rest) if i == j else rest / rows[j][j]
    return array(size, size, [cell for row in rows for cell in row])


_LARGEST_SPECTRUM = 12


def eigenvalues(value: Value) -> list[Scalar]:
    """All eigenvalues; of a symmetric matrix as real numbers."""
    if not is_array(value):
        return [value]
    if any(isinstance(cell, Dual) for cell in value.entries()):
        raise Undefined
    if value.nrows() > _LARGEST_SPECTRUM:
        raise TooLarge
    try:
        found = acb_mat(value).eig()
    except ValueError:
        raise Imprecise from None
    if value.overlaps(value.transpose()):
        return sorted((one.real for one in found), key=float)
    return list(found)


def _eigvals(value: Value) -> Value:
    found = eigenvalues(value)
    return array(len(found), 1, found)


def _diag(value: Value) -> Value:
    if not is_array(value):
        return value
    if is_vector(value):
        cells, size = value.entries(), len(value.entries())
        return array(size, size, [cells[i] if i == j else arb(0) for i in range(size) for j in range(size)])
    return array(value.nrows(), 1, [value[i, i] for i in range(value.nrows())])


def _vec(value: Value) -> Value:
    """Columns stacked."""
    if not is_array(value):
        return value
    return array(value.nrows() * value.ncols(), 1, value.transpose().entries())


def _product_of(cells: list[Scalar]) -> Scalar:
    total: Scalar = arb(1)
    for cell in cells:
        total = cell * total
    return total


def _rank(value: Value) -> Scalar:
    """The rank: full if a Gram determinant says so, else counted where the entries are known exactly."""
    if not is_array(value):
        if plain(value).contains(0) and not plain(value).is_zero():
            raise Imprecise
        return arb(int(not plain(value).is_zero()))
    turned = value.transpose()
    gram = product(value, turned) if value.nrows() <= value.ncols() else product(turned, value)
    if plain(determinant(gram)).contains(0):
        rational = exactly(value)
        if rational is None:
            raise Imprecise
        return arb(rational.rank())
    return arb(min(value.nrows(), value.ncols()))


def pseudo_inverse(value: Value) -> Value:
    """Moore and Penrose's inverse: (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹ at full rank.

    Of a smaller rank, from a factorization A = C F where the entries are known exactly: Fᵀ(FFᵀ)⁻¹(CᵀC)⁻¹Cᵀ.
    """
    if not is_array(value):
        return arb(0) if plain(value).is_zero() else reciprocal(value)
    turned = value.transpose()
    tall = value.nrows() >= value.ncols()
    gram = product(turned, value) if tall else product(value, turned)
    try:
        inverted = inverse(gram)
    except (Undefined, Imprecise):
        rational = exactly(value)
        if rational is None:
            raise Imprecise from None
        return _pseudo_inverse_by_rank(rational)
    return product(inverted, turned) if tall else product(turned, inverted)


def _pseudo_inverse_by_rank(value: Any) -> Value:
    reduced, rank = value.rref()
    rows, cols = value.nrows(), value.ncols()
    if rank == 0:
        return array(cols, rows, [arb(0)] * (rows * cols))
    pivots = [next(j for j in range(cols) if reduced[i, j] != 0) for i in range(rank)]
    left = fmpq_mat(rows, rank, [value[i, j] for i in range(rows) for j in pivots])
    right = fmpq_mat(rank, cols, [reduced[i, j] for i in range(rank) for j in range(cols)])
    inner = (right * right.transpose()).inv() * (left.transpose() * left).inv()
    found = right.transpose() * inner * left.transpose()
    return array(cols, rows, [arb(cell) for cell in found.entries()])


def norm_of(value: Value, order: str) -> Scalar:
    """‖x‖ by its order: of a vector 1, inf, else the 2-norm; of a matrix 1, 2, inf, else Frobenius'."""
    cells = cells_of(value)
    if order == "1" and is_vector(value):
        return total_of(elements.apply("abs", cell) for cell in cells)
    if order == "inf" and is_vector(value):
        return largest([elements.apply("abs", cell) for cell in cells])
    if order == "2" and not is_vector(value):
        return elements.apply("sqrt", largest(eigenvalues(product(value.transpose(), value))))
    if order in ("1", "inf"):
        turned = value.transpose() if order == "1" else value
        rows = [[turned[i, j] for j in range(turned.ncols())] for i in range(turned.nrows())]
        return largest([total_of(elements.apply("abs", cell) for cell in row) for row in rows])
    squares = total_of(elements.whole_power(elements.magnitude(cell), 2) for cell in cells)
    return elements.apply("sqrt", squares)


def _softmax(value: Value) -> Value:
    powers = mapped(value, lambda x: elements.apply("exp", x))
    below = reciprocal(total_of(cells_of(powers)))
    return mapped(powers, lambda x: x * below)


def _trace(value: Value) -> Scalar:
    return total_of([value[i, i] for i in range(value.nrows())]) if is_array(value) else value


WHOLE: dict[str, Callable[[Value], Value]] = {
    "tr": _trace,
    "det": determinant,
    "logdet": lambda value: elements.apply("log", determinant(value)),
    "rank": _rank,
    "diag": _diag,
    "vec": _vec,
    "sum": lambda value: total_of(cells_of(value)),
    "prod": lambda value: _product_of(cells_of(value)),
    "mean": lambda value: total_of(cells_of(value)) / len(cells_of(value)),
    "length": lambda value: arb(len(cells_of(value))),
    "eigvals": _eigvals,
    "softmax": _softmax,
    "logsumexp": lambda value: elements.apply(
        "log", total_of([elements.apply("exp", cell) for cell in cells_of(value)])
    ),
    "max": lambda value: largest(cells_of(value)),
    "min": lambda value: -largest([-cell for cell in cells_of(value)]),
}


def _folded(combine: Callable[[Scalar, Scalar], Scalar]) -> Callable[[list[Value]], Value]:
    def fold(values: list[Value]) -> Value:
        total = values[0]
        for value in values[1:]:
            total = zipped(total, value, combine)
        return total

    return fold


def _binomial(n: Scalar, k: Scalar) -> Scalar:
    """The coefficient of x^k in (1 + x)^n: none of a negative k, so that C(n, k) is C(n, n − k)."""
    if _is_whole(k) and (k < 0 or (_is_whole(n) and 0 <= n < k)):
        return arb(0)
    if _is_whole(n) and _is_whole(k) and k >= 0 and 0 <= n < 10**9 and k < 10**9:
        return arb.bin_uiui(n.unique_fmpz(), k.unique_fmpz())
    if _is_whole(k) and 0 <= k <= 200:
        total: Scalar = arb(1)
        for step in range(int(k.unique_fmpz())):
            total = total * (n - step) / (step + 1)
        return total
    top = elements.apply("factorial", n)
    return top / (elements.apply("factorial", k) * elements.apply("factorial", n - k))


def _is_whole(x: Scalar) -> bool:
    return isinstance(x, arb) and x.is_exact() and bool(x.is_integer())


def _nth_root(x: Scalar, degree: Scalar) -> Scalar:
    if _is_whole(degree) and 0 < degree <= 64:
        return elements.root(x, int(degree.unique_fmpz()))
    return elements.power(x, reciprocal(degree))


def _angle(y: Scalar, x: Scalar) -> Scalar:
    """The angle of the point (x, y), in (−π, π]; not at the origin, nor where the cut cannot be told."""
    if isinstance(y, Dual) or isinstance(x, Dual):
        below = plain(x) * plain(x) + plain(y) * plain(y)
        slope = (plain(x) * _moved(y) - plain(y) * _moved(x)) * reciprocal(below)
        return Dual(_angle(plain(y), plain(x)), slope)
    if isinstance(y, acb) or isinstance(x, acb) or (x.is_zero() and y.is_zero()):
        raise Undefined
    found = arb.atan2(y, x)
    if found.is_finite() and found.rad() < 1:
        return found
    raise Imprecise


def _moved(x: Scalar) -> Scalar:
    if isinstance(x, Dual):
        if isinstance(x.b, Dual):
            raise Undefined  # no second derivatives
        return x.b
    return arb(0)


def _integer(x: Scalar) -> int:
    """A whole number that is known exactly.

    Raises:
        Undefined: of what is none.
        TooLarge: of a number with thousands of digits.
    """
    if not _is_whole(x):
        raise Undefined
    if abs(x) > arb(2) ** 4096:
        raise TooLarge
    return int(x.unique_fmpz())


def _polygamma(order: Scalar, x: Scalar) -> Scalar:
    if not _is_whole(order) or not 0 <= order < 1000 or isinstance(x, Dual):
        raise Undefined
    if order == 0:
        return elements.apply("digamma", x)
    found = acb(x).polygamma(acb(order))
    if not found.is_finite():
        raise Imprecise
    return found if isinstance(x, acb) else found.real


def _cross(values: list[Value]) -> Value:
    """The vector product of two vectors of three entries.

    Raises:
        Undefined: of any other.
    """
    if len(values) != 2 or any(len(cells_of(value)) != 3 for value in values):
        raise Undefined
    a, b = (cells_of(value) for value in values)
    cells = [a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3] for k in range(3)]
    return array(values[0].nrows(), values[0].ncols(), cells)


def _modulo(x: Scalar, y: Scalar) -> Scalar:
    return x - y * elements.apply("floor", x * reciprocal(y))


SEVERAL: dict[str, Callable[[list[Value]], Value]] = {
    "max": _folded(_max),
    "min": _folded(_min),
    "binomial": _folded(_binomial),
    "root": _folded(_nth_root),
    "logbase": _folded(lambda x, b: elements.apply("log", x) * reciprocal(elements.apply("log", b))),
    "atan2": _folded(_angle),
    "mod": _folded(_modulo),
    "gcd": _folded(lambda x, y: arb(math.gcd(_integer(x), _integer(y)))),
    "lcm": _folded(lambda x, y: arb(math.lcm(_integer(x), _integer(y)))),
    "polygamma": _folded(_polygamma),
    "cross": _cross,
}
