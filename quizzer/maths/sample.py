"""Random points that obey the declarations: of several sizes, magnitudes and signs, and small ones to show.

A draw holds exact numbers only; its values are made at whatever precision is asked for, so that a point can
be looked at again more closely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import acb, arb, fmpq

from quizzer.maths.arrays import total_of
from quizzer.maths.elements import apply
from quizzer.maths.evaluate import FunctionValue, Point
from quizzer.maths.values import Value, array, cells_of, inverse, product

if TYPE_CHECKING:
    import random

    from quizzer.maths.declarations import Declaration, Scope

Manner: TypeAlias = Literal["generic", "small"]
"""`generic` numbers have 48 random bits; `small` ones are small whole numbers, for people to read."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The exact numbers behind one symbol's value."""

    declaration: Declaration
    rows: int
    cols: int
    cells: tuple[fmpq, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """One point, exactly: sizes, and numbers for every symbol."""

    sizes: dict[str, int]
    drawn: dict[str, Drawn]

    def point(self) -> Point:
        """The point at the precision of the moment."""
        values: dict[str, Value] = {}
        functions: dict[str, FunctionValue] = {}
        for name, one in self.drawn.items():
            if one.declaration.kind == "function":
                functions[name] = _function(one)
            else:
                values[name] = _made(one)
        return Point(self.sizes, values, functions)


def draw(
    scope: Scope,
    source: random.Random,
    sizes: dict[str, int],
    *,
    magnitude: int = 0,
    manner: Manner = "generic",
    forced: dict[str, fmpq] | None = None,
) -> Draw:
    """Draw a point.

    Args:
        scope: what is declared.
        source: of randomness.
        sizes: of every dimension that the scope speaks of.
        magnitude: numbers are about 10 to this power in size.
        manner: generic or small.
        forced: values that scalars must have.
    """
    drawn: dict[str, Drawn] = {}
    for name, one in scope.symbols.items():
        if one.kind == "index":
            continue
        rows, cols = one.shape.rows.value(sizes), one.shape.cols.value(sizes)
        many = _needed(one, rows, cols, sizes)
        if forced is not None and name in forced:
            cells = [forced[name]]
        else:
            cells = [_number(one.kind, source, magnitude, manner) for _ in range(many)]
        drawn[name] = Drawn(one, rows, cols, tuple(cells))
    return Draw(sizes, drawn)


def _needed(one: Declaration, rows: int, cols: int, sizes: dict[str, int]) -> int:
    if one.kind == "function":
        taken = sum(a.shape.rows.value(sizes) * a.shape.cols.value(sizes) for a in one.arguments)
        return rows * cols * (2 * taken + 3)
    if one.kind == "diagonal":
        return rows
    if one.kind == "complex":
        return 2
    return rows * cols


_BITS = 48


def _number(kind: str, source: random.Random, magnitude: int, manner: Manner) -> fmpq:
    if kind == "integer":
        return fmpq(source.choice((-1, 1)) * source.randint(1, 12 if manner == "generic" else 5))
    if kind == "natural":
        return fmpq(source.randint(1, 9 if manner == "generic" else 5))
    if kind == "probability":
        return fmpq(1, source.randint(2, 6)) if manner == "small" else _unit(source)
    positive = kind in ("positive", "nonnegative", "simplex")
    if manner == "small":
        return fmpq(source.randint(1, 3)) if positive else fmpq(source.choice((-2, -1, 0, 1, 1, 2, 3)))
    size = (fmpq(1, 4) + _unit(source) * 2) * fmpq(10) ** magnitude
    return size if positive or source.random() < 0.5 else -size


def _unit(source: random.Random) -> fmpq:
    """A number strictly between 0 and 1."""
    return fmpq(source.getrandbits(_BITS) | 1, 1 << _BITS)


def _made(one: Drawn) -> Value:
    """The value of a symbol: what its declaration makes of the numbers drawn."""
    kind = one.declaration.kind
    numbers = [arb(cell) for cell in one.cells]
    rows, cols = one.rows, one.cols
    if kind == "complex":
        return acb(numbers[0], numbers[-1])
    if kind == "diagonal":
        cells = [numbers[i] if i == j else arb(0) for i in range(rows) for j in range(rows)]
        return array(rows, rows, cells)
    if kind == "symmetric":
        return array(
            rows, rows, [numbers[max(i, j) * rows + min(i, j)] for i in range(rows) for j in range(rows)]
        )
    value = array(rows, cols, numbers)
    if kind == "simplex":
        total = total_of(numbers)
        return array(rows, cols, [number / total for number in numbers])
    if kind == "spd":
        turned = value.transpose() if rows > 1 else value
        return product(value, turned) + _identity(rows)
    if kind == "orthogonal":
        return _orthogonal(numbers, rows)
    return value


def _identity(size: int) -> Value:
    return array(size, size, [arb(int(i == j)) for i in range(size) for j in range(size)])


def _orthogonal(numbers: list[arb], size: int) -> Value:
    """Cayley's transform (I − K)(I + K)⁻¹ of a skew-symmetric K, with one column's sign turned at times."""
    if size == 1:
        return arb(1) if numbers[0] > 0 else arb(-1)
    cells = []
    for i in range(size):
        for j in range(size):
            number = numbers[max(i, j) * size + min(i, j)]
            cells.append(arb(0) if i == j else number if i > j else -number)
    skew = array(size, size, cells)
    turned = product(_identity(size) + (-skew), inverse(_identity(size) + skew))
    if numbers[0] > 0:
        return turned
    flip = [arb(0) if i != j else arb(-1 if i == 0 else 1) for i in range(size) for j in range(size)]
    return product(turned, array(size, size, flip))


def _function(one: Drawn) -> FunctionValue:
    """A smooth function without symmetries: sin of one random form plus another, squared, and a constant."""
    numbers = [arb(cell) for cell in one.cells]
    each = len(numbers) // (one.rows * one.cols)

    def value(arguments: list[Value]) -> Value:
        inner = [cell for argument in arguments for cell in cells_of(argument)]
        cells = []
        for start in range(0, len(numbers), each):
            taken = numbers[start : start + each]
            count = (each - 3) // 2
            first, second = taken[-1], taken[-2]
            for weight, other, cell in zip(taken[:count], taken[count : 2 * count], inner, strict=True):
                first = cell * weight + first
                second = cell * other + second
            cells.append(apply("sin", first) + second * second + taken[-3])
        return array(one.rows, one.cols, cells)

    return value
