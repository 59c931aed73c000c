"""Random points that obey the declarations: of several sizes, magnitudes and signs, and small ones to show.

A draw holds exact numbers only; its values are made at whatever precision is asked for, so that a point can
be looked at again more closely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import acb, arb, fmpq, fmpq_mat

from quizzer.maths.arrays import total_of
from quizzer.maths.elements import apply
from quizzer.maths.evaluate import FunctionValue, Point
from quizzer.maths.values import Value, array, cells_of, inverse, product

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from quizzer.maths.declarations import Declaration, Scope

Manner: TypeAlias = Literal["generic", "small", "special", "zero", "raised", "rooted"]
"""`generic` numbers have 64 random bits; `small` ones are small whole numbers, for people to read.
`special` ones are zero, at an end of what is declared, or equal, as where kinks meet; `zero`: all are 0.
`raised`: numbers are mostly negative, those in exponents whole; `rooted`: halves of whole ones."""

_SPECIAL = {
    "integer": (fmpq(0), fmpq(0), fmpq(-1), fmpq(1), fmpq(2)),
    "natural": (fmpq(1), fmpq(1), fmpq(2), fmpq(3)),
    "positive": (fmpq(1), fmpq(1), fmpq(2), fmpq(1, 2)),
    "nonnegative": (fmpq(0), fmpq(0), fmpq(1), fmpq(2)),
    "probability": (fmpq(1, 2), fmpq(1, 2), fmpq(1, 4), fmpq(3, 4)),
    "simplex": (fmpq(1), fmpq(1), fmpq(1), fmpq(99)),
}
_ON_CUTS = tuple((fmpq(a), fmpq(b)) for a, b in ((-1, 0), (-2, 0), (2, 0), (0, 2), (0, -2)))
"""Complex numbers on the axes, where branch cuts lie."""

_WHOLE_EXPONENTS = (fmpq(2), fmpq(2), fmpq(3), fmpq(1), fmpq(-1), fmpq(-2), fmpq(4))
_HALVED_EXPONENTS = tuple(fmpq(a, 2) for a in (4, 4, 1, 1, 1, -1, 3, 2, 8))
"""Exponents that a binary ball holds exactly, so that a negative number has such a power."""

_SPECIAL_REALS = (fmpq(0), fmpq(0), fmpq(1), fmpq(1), fmpq(-1), fmpq(2))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The exact numbers behind one symbol's value."""

    declaration: Declaration
    rows: int
    cols: int
    cells: tuple[fmpq, ...]

    @property
    def weight(self) -> float:
        """How much there is to read in it: zeros and ones in an array are light, a scalar is at 2."""
        if len(self.cells) == 1:
            return _SCALAR_WEIGHTS.get(_small_whole(self.cells[0]), 3.0)
        return sum(_ENTRY_WEIGHTS.get(_small_whole(cell), 1.0) for cell in self.cells)


_SCALAR_WEIGHTS: dict[int | None, float] = {2: 0.8, 1: 1.0, 3: 1.0, -1: 1.2, -2: 1.4, 0: 1.5}
_ENTRY_WEIGHTS: dict[int | None, float] = {0: 0.2, 1: 0.4, 2: 0.7}


def _small_whole(cell: fmpq) -> int | None:
    """A whole number as one that is quickly looked up."""
    return int(cell.p) if cell.q == 1 else None


@dataclass(frozen=True, slots=True)
class Draw:
    """One point, exactly: sizes, and numbers for every symbol."""

    sizes: dict[str, int]
    drawn: dict[str, Drawn]
    in_plane: bool = False
    """Whether numbers are complex: then √−1 is i."""

    def point(self) -> Point:
        """The point at the precision of the moment."""
        values: dict[str, Value] = {}
        functions: dict[str, FunctionValue] = {}
        for name, one in self.drawn.items():
            if one.declaration.kind == "function":
                functions[name] = _function(one)
            else:
                values[name] = _made(one)
        return Point(self.sizes, values, functions, self.in_plane)

    def moved(self, direction: Mapping[str, tuple[fmpq, ...]], by: fmpq) -> Draw:
        """The point moved along a direction, and still as the declarations want it."""
        drawn = dict(self.drawn)
        for name, step in direction.items():
            one = self.drawn[name]
            cells = (cell + by * part for cell, part in zip(one.cells, step, strict=True))
            allowed = tuple(_allowed(cell, one.declaration.kind) for cell in cells)
            drawn[name] = Drawn(one.declaration, one.rows, one.cols, allowed)
        return Draw(self.sizes, drawn, self.in_plane)


def _allowed(number: fmpq, kind: str) -> fmpq:
    """The number folded into the range of a kind."""
    if kind in ("positive", "nonnegative", "simplex"):
        return abs(number) or fmpq(1, 1 << 20)
    if kind == "probability" and not 0 < number < 1:
        return (1 + number / (1 + abs(number))) / 2
    return number


def draw(
    scope: Scope,
    source: random.Random,
    sizes: dict[str, int],
    *,
    magnitude: int = 0,
    whole: int = 0,
    manner: Manner = "generic",
    turned: int = 0,
    in_plane: bool = False,
    exponents: frozenset[str] = frozenset(),
) -> Draw:
    """Draw a point.

    Args:
        scope: what is declared.
        source: of randomness.
        sizes: of every dimension that the scope speaks of.
        magnitude: numbers are about 10 to this power in size.
        whole: whole numbers go to about 10 to this power, and a little further.
        manner: generic, or one of the others.
        turned: the k-th symbol, if orthogonal, has determinant −1 where the k-th bit of this is set, else 1.
        in_plane: whether numbers are complex.
        exponents: names that stand in exponents only, for the manners `raised` and `rooted`.
    """
    drawn: dict[str, Drawn] = {}
    for number, (name, one) in enumerate(scope.symbols.items()):
        if one.kind == "index":
            continue
        rows, cols = one.shape.rows.value(sizes), one.shape.cols.value(sizes)
        many = _needed(one, rows, cols, sizes)
        if manner in ("raised", "rooted"):
            as_exponent = name in exponents
            cells = tuple(_under_powers(one.kind, source, manner, as_exponent) for _ in range(many))
        else:
            cells = tuple(_number(one.kind, source, magnitude, whole, manner) for _ in range(many))
        if manner == "special" and len(cells) > 1:
            cells = _singular(cells, rows, cols, source) if one.kind in ("matrix", "square") else cells
            cells = cells if any(cells) else (fmpq(1), *cells[1:])
        if one.kind == "complex" and manner == "special":
            cells = source.choice(_ON_CUTS)
        if one.kind == "invertible":
            cells = _invertible(cells, rows)
        if one.kind == "orthogonal":
            sign = -1 if turned >> number & 1 else 1
            cells = ((abs(cells[0]) or fmpq(1)) * sign, *cells[1:])
        drawn[name] = Drawn(one, rows, cols, cells)
    return Draw(sizes, drawn, in_plane)


def _needed(one: Declaration, rows: int, cols: int, sizes: dict[str, int]) -> int:
    if one.kind == "function":
        taken = sum(a.shape.rows.value(sizes) * a.shape.cols.value(sizes) for a in one.arguments)
        return rows * cols * (2 * taken + 3)
    if one.kind == "diagonal":
        return rows
    if one.kind == "complex":
        return 2
    return rows * cols


_BITS = 64


def _number(kind: str, source: random.Random, magnitude: int, whole: int, manner: Manner) -> fmpq:
    if manner in ("special", "zero"):
        choices = _SPECIAL.get(kind, _SPECIAL_REALS)
        return choices[0] if manner == "zero" else source.choice(choices)
    if kind in ("integer", "natural"):
        most = 5 if manner == "small" else 9 * 10**whole
        return fmpq(source.randint(-most if kind == "integer" else 1, most))
    if kind == "probability":
        return fmpq(1, source.randint(2, 5)) if manner == "small" else _unit(source)
    positive = kind in ("positive", "nonnegative", "simplex")
    if manner == "small":
        return fmpq(source.randint(1, 3)) if positive else fmpq(source.choice((-2, -1, 0, 0, 1, 1, 2, 2, 3)))
    bits = source.getrandbits(_BITS + 1)
    size = (1 << (_BITS - 2)) + bits  # between 1/4 and 9/4, in units of 2^-64
    if not positive and bits & 1:
        size = -size
    if magnitude < 0:
        return fmpq(size, 10**-magnitude << _BITS)
    return fmpq(size * 10**magnitude, 1 << _BITS)


def _under_powers(kind: str, source: random.Random, manner: Manner, as_exponent: bool) -> fmpq:
    """A number where powers of negative numbers are looked at: an exponent that they have, or a base."""
    if kind in ("integer", "natural"):
        return fmpq(source.choice((1, 2, 2, 3, 4, -2) if kind == "integer" else (1, 2, 2, 3, 4)))
    if not as_exponent or kind == "probability":
        number = _number(kind, source, 0, 0, "generic")
        return -abs(number) if kind == "scalar" and source.random() < _NEGATIVE else number
    number = source.choice(_WHOLE_EXPONENTS if manner == "raised" else _HALVED_EXPONENTS)
    return number if kind in ("scalar", "constant") else abs(number)


_NEGATIVE = 0.8


def _unit(source: random.Random) -> fmpq:
    """A number strictly between 0 and 1."""
    return fmpq(source.getrandbits(_BITS) | 1, 1 << _BITS)


def _singular(cells: tuple[fmpq, ...], rows: int, cols: int, source: random.Random) -> tuple[fmpq, ...]:
    """The entries, often with one row that is not zero only, or with two rows that are the same."""
    which, chance = source.randrange(rows), source.random()
    if chance < _ONE_ROW:
        return tuple(cell if k // cols == which else fmpq(0) for k, cell in enumerate(cells))
    if chance < _SAME_ROWS:
        return (*cells[:cols], *cells[:cols], *cells[2 * cols :])[: rows * cols]
    return cells


_ONE_ROW, _SAME_ROWS = 0.5, 0.7


def _invertible(cells: tuple[fmpq, ...], size: int) -> tuple[fmpq, ...]:
    """The cells, or with 7 added down the diagonal where they would be singular."""
    if fmpq_mat(size, size, list(cells)).det() != 0:
        return cells
    return tuple(cell + 7 * int(i % (size + 1) == 0) for i, cell in enumerate(cells))


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
