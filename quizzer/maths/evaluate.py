"""The value of a shaped expression at one point, in ball arithmetic: numbers with rigorous error bounds."""

from __future__ import annotations

import itertools
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import acb, arb, fmpq

from quizzer.maths import elements
from quizzer.maths.arrays import (
    SEVERAL,
    WHOLE,
    added,
    chained,
    cholesky,
    eigenvalues,
    is_vector,
    kronecker,
    largest,
    mapped,
    total_of,
    zipped,
)
from quizzer.maths.names import ENTRYWISE
from quizzer.maths.tree import (
    Add,
    Axes,
    Big,
    Call,
    Const,
    Delta,
    Div,
    Expectation,
    Eye,
    Fill,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    PseudoInverse,
    Sub,
    Sym,
    Transpose,
    children,
)
from quizzer.maths.values import (
    Array,
    Dual,
    Exhausted,
    Scalar,
    Undefined,
    Value,
    array,
    cells_of,
    exponent_of,
    inverse,
    is_array,
    plain,
    product,
    reciprocal,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

_LONGEST_SUM = 5_000
_LARGEST_DEGREE = 5  # a grid of three Gauss–Hermite nodes an axis is exact up to here

FunctionValue: TypeAlias = "Callable[[list[Value]], Value]"


@dataclass(slots=True)
class Point:
    """What every name is worth at one point."""

    sizes: Mapping[str, int]
    values: Mapping[str, Value]
    functions: Mapping[str, FunctionValue] = field(default_factory=dict)


class Evaluator:
    """Values of expressions at one point.

    `hidden` is about log2 of the smallest part that any sum or saturating function so far was made of: an
    agreement means something only where balls are much narrower than that.
    """

    def __init__(self, point: Point, deadline: float = math.inf) -> None:
        self.sizes = point.sizes
        self.values = dict(point.values)
        self.functions = point.functions
        self.deadline = deadline
        self.hidden = math.inf
        self._steps = 0

    def value(self, node: Node) -> Value:
        """The value of a node.

        Raises:
            Undefined: if it has none here.
            Imprecise: if the balls are too wide to tell.
            Exhausted: if the deadline passes.
        """
        self._steps += 1
        if not self._steps & 31 and time.perf_counter() > self.deadline:
            raise Exhausted
        return _DISPATCH[type(node)](self, node)

    # ---------------------------------------------------------------- leaves

    def number(self, node: Num) -> Value:
        """A literal."""
        value = node.value
        return (
            arb(value.numerator) if value.denominator == 1 else _rational(value.numerator, value.denominator)
        )

    def constant(self, node: Const) -> Value:
        """π, e, i, ∞."""
        if node.name == "pi":
            return arb.pi()
        if node.name == "e":
            return arb.const_e()
        if node.name == "i":
            return acb(0, 1)
        raise Undefined  # infinity is a bound of intervals, no number

    def symbol(self, node: Sym) -> Value:
        """A name's value; a dimension is a number."""
        found = self.values.get(node.name)
        if found is not None:
            return found
        return arb(self.sizes[node.name])

    def eye(self, node: Eye) -> Value:
        """The identity."""
        size = node.size.value(self.sizes)
        return array(size, size, [arb(int(i == j)) for i in range(size) for j in range(size)])

    def fill(self, node: Fill) -> Value:
        """Zeros or ones."""
        rows, cols = node.rows.value(self.sizes), node.cols.value(self.sizes)
        return array(rows, cols, [arb(node.value)] * (rows * cols))

    # ---------------------------------------------------------------- arithmetic

    def sum(self, node: Add) -> Value:
        """A sum; a scalar is added to each entry of an array."""
        total: Value = None
        for term in node.terms:
            value = self.value(term)
            self._note(value)
            total = value if total is None else added(total, value)
        return total

    def _note(self, value: Value) -> None:
        if is_array(value):
            value = value[0, 0]
        exponent = exponent_of(value)
        if exponent is not None and exponent < self.hidden:
            self.hidden = exponent

    def negative(self, node: Neg) -> Value:
        """The negative."""
        return -self.value(node.arg)

    def mul(self, node: Mul) -> Value:
        """A product of any kind."""
        if node.kind == "entry":
            return self._entrywise(node.factors, lambda a, b: a * b)
        values = [self.value(factor) for factor in node.factors]
        total = values[0]
        combine = kronecker if node.kind == "kron" else product
        if combine is product and len(values) > 2:
            return chained(values)
        for value in values[1:]:
            total = combine(total, value)
        return total

    def _entrywise(self, nodes: tuple[Node, ...], combine: Callable[[Scalar, Scalar], Scalar]) -> Value:
        total = self.value(nodes[0])
        for node in nodes[1:]:
            total = zipped(total, self.value(node), combine)
        return total

    def quotient(self, node: Div) -> Value:
        """A quotient; entry by entry where an array is below."""
        left, right = self.value(node.left), self.value(node.right)
        return zipped(left, mapped(right, reciprocal), lambda a, b: a * b)

    def pow(self, node: Pow) -> Value:
        """A power: of a matrix by a whole number, else of each entry."""
        base = self.value(node.base)
        literal = _literal(node.exponent)
        if is_array(base) and not node.entrywise:
            exponent = literal if literal is not None else _whole(self.value(node.exponent))
            return _matrix_power(base, exponent)
        if literal is not None and literal.denominator == 1:
            return mapped(base, lambda x: elements.whole_power(x, literal.numerator))
        if literal is not None:
            return mapped(base, lambda x: _rational_power(x, literal.numerator, literal.denominator))
        exponent = self.value(node.exponent)
        if isinstance(node.base, Const) and node.base.name == "e":
            return mapped(exponent, lambda x: elements.apply("exp", x))
        return zipped(base, exponent, elements.power)

    def transpose(self, node: Transpose) -> Value:
        """The transpose."""
        value = self.value(node.arg)
        return value.transpose() if is_array(value) else value

    def inverse(self, node: Inverse) -> Value:
        """The inverse."""
        return inverse(self.value(node.arg))

    def pseudo_inverse(self, node: PseudoInverse) -> Value:
        """(AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹: that of a matrix of full rank, as matrices in general position are."""
        value = self.value(node.arg)
        if not is_array(value):
            return reciprocal(value)
        turned = value.transpose()
        if value.nrows() >= value.ncols():
            return product(inverse(product(turned, value)), turned)
        return product(turned, inverse(product(value, turned)))

    def matrix(self, node: Matrix) -> Value:
        """A matrix spelt out, its blocks joined."""
        rows: list[list[Scalar]] = []
        for row in node.rows:
            blocks = [self.value(entry) for entry in row]
            height = blocks[0].nrows() if is_array(blocks[0]) else 1
            for i in range(height):
                line: list[Scalar] = []
                for block in blocks:
                    line += [block[i, j] for j in range(block.ncols())] if is_array(block) else [block]
                rows.append(line)
        return array(len(rows), len(rows[0]), [cell for row in rows for cell in row])

    # ---------------------------------------------------------------- indices

    def entry(self, node: Sub) -> Value:
        """An entry."""
        value = self.value(node.arg)
        places = [_whole(self.value(index)) - 1 for index in node.indices]
        if not is_array(value):  # a dimension that happens to be 1
            return value
        if len(places) == 1:
            places = [places[0], 0] if value.ncols() == 1 else [0, places[0]]
        i, j = int(places[0]), int(places[1])
        if not (0 <= i < value.nrows() and 0 <= j < value.ncols()):
            raise Undefined
        return value[i, j]

    def delta(self, node: Delta) -> Value:
        """Kronecker's delta."""
        same = _whole(self.value(node.first)) == _whole(self.value(node.second))
        return arb(int(same))

    def big(self, node: Big) -> Value:
        """A sum or product over an index."""
        assert node.lower is not None
        assert node.upper is not None
        low, high = _whole(self.value(node.lower)), _whole(self.value(node.upper))
        if high - low > _LONGEST_SUM:
            raise Exhausted
        before = self.values.get(node.index)
        total: Value = arb(0) if node.kind == "sum" else arb(1)
        try:
            for k in range(low, high + 1):
                self.values[node.index] = arb(k)
                value = self.value(node.body)
                self._note(value)
                total = added(total, value) if node.kind == "sum" else product(total, value)
        finally:
            self._reset(node.index, before)
        return total

    def _reset(self, name: str, before: Value | None) -> None:
        if before is None:
            self.values.pop(name, None)
        else:
            self.values[name] = before

    def axes(self, node: Axes) -> Value:
        """All entries of an expression with free indices."""
        sizes = [size.value(self.sizes) for size in node.sizes]
        before = [self.values.get(name) for name in node.indices]
        cells = []
        for places in itertools.product(*(range(1, size + 1) for size in sizes)):
            for name, place in zip(node.indices, places, strict=True):
                self.values[name] = arb(place)
            cells.append(self.value(node.body))
        for name, old in zip(node.indices, before, strict=True):
            self._reset(name, old)
        return array(sizes[0], sizes[1] if len(sizes) > 1 else 1, cells)

    # ---------------------------------------------------------------- functions

    def call(self, node: Call) -> Value:
        """A function of its arguments."""
        name = node.name
        if name in self.functions:
            return self.functions[name]([self.value(arg) for arg in node.args])
        if name in ("diff", "grad", "jacobian"):
            return self._jacobian(node)
        if name == "hessian":
            return self._hessian(node)
        if name in ENTRYWISE:
            value = self.value(node.args[0])
            if name in elements.SATURATING:
                self._note_saturation(value)
            return mapped(value, lambda x: elements.apply(name, x))
        values = [self.value(arg) for arg in node.args]
        return SEVERAL[name](values) if len(values) > 1 else WHOLE[name](values[0])

    def _note_saturation(self, value: Value) -> None:
        biggest = max(abs(float(plain(abs(cell)))) for cell in map(plain, cells_of(value)))
        if biggest > 16:
            self.hidden = min(self.hidden, -3.0 * min(biggest, 1e9))

    def norm(self, node: Norm) -> Value:
        """‖x‖: of a vector the 2-norm unless told, of a matrix Frobenius' unless told."""
        value = self.value(node.arg)
        cells = cells_of(value)
        if node.order == "1" and is_vector(value):
            return total_of(elements.apply("abs", cell) for cell in cells)
        if node.order == "inf" and is_vector(value):
            return largest([elements.apply("abs", cell) for cell in cells])
        if node.order == "2" and not is_vector(value):
            return elements.apply("sqrt", largest(eigenvalues(product(value.transpose(), value))))
        if node.order in ("1", "inf"):
            turned = value.transpose() if node.order == "1" else value
            rows = [[turned[i, j] for j in range(turned.ncols())] for i in range(turned.nrows())]
            return largest([total_of(elements.apply("abs", cell) for cell in row) for row in rows])
        squares = total_of(elements.whole_power(elements.apply("abs", cell), 2) for cell in cells)
        return elements.apply("sqrt", squares)

    # ---------------------------------------------------------------- what only `verify` uses

    def _jacobian(self, node: Call) -> Value:
        """A row for each entry of the function, a column for each of the variable; `grad` in its shape."""
        body, by = node.args
        assert isinstance(by, Sym)
        at = self.values[by.name]
        columns = []
        for place in range(len(cells_of(at))):
            found = self._along(body, by.name, at, [place])
            columns.append([cell.b if isinstance(cell, Dual) else arb(0) for cell in cells_of(found)])
            rows, cols = (found.nrows(), found.ncols()) if is_array(found) else (1, 1)
        if node.name == "diff":
            return array(rows, cols, columns[0])
        if node.name == "grad":
            height = at.nrows() if is_array(at) else 1
            return array(height, len(columns) // height, [column[0] for column in columns])
        cells = [column[i] for i in range(len(columns[0])) for column in columns]
        return array(len(columns[0]), len(columns), cells)

    def _hessian(self, node: Call) -> Value:
        body, by = node.args
        assert isinstance(by, Sym)
        at = self.values[by.name]
        many = len(cells_of(at))
        cells = []
        for i, j in itertools.product(range(many), range(many)):
            found = self._along(body, by.name, at, [i, j])
            once = found.b if isinstance(found, Dual) else arb(0)
            cells.append(once.b if isinstance(once, Dual) else arb(0))
        return array(many, many, cells)

    def _along(self, body: Node, name: str, at: Value, directions: list[int]) -> Value:
        """The body with the variable moved along one entry, or along one and then another."""
        cells: list[Scalar] = []
        for place, cell in enumerate(cells_of(at)):
            moved = cell
            for direction in directions:
                step: Scalar = arb(int(place == direction))
                moved = Dual(moved, Dual(step, arb(0)) if isinstance(moved, Dual) else step)
            cells.append(moved)
        self.values[name] = array(at.nrows(), at.ncols(), cells) if is_array(at) else cells[0]
        try:
            return self.value(body)
        finally:
            self.values[name] = at

    def expectation(self, node: Expectation) -> Value:
        """E over a normal vector, exactly, of a polynomial of degree up to five.

        By the grid of three Gauss–Hermite nodes an axis (0 and ±√3, weights 2/3 and 1/6) along the columns of
        Cholesky's factor of the covariance.
        """
        degree = degree_in(node.body, node.variable)
        if degree is None or degree > _LARGEST_DEGREE:
            raise Undefined
        mean, covariance = (self.value(one) for one in node.parameters)
        factor = cholesky(covariance)
        size = len(cells_of(mean))
        root, total = arb(3).sqrt(), None
        before = self.values.get(node.variable)
        nodes = ((arb(0), arb(2) / 3), (root, arb(1) / 6), (-root, arb(1) / 6))
        for choice in itertools.product(nodes, repeat=size):
            weight: Scalar = arb(1)
            for _, part in choice:
                weight = weight * part
            step = product(factor, array(size, 1, [z for z, _ in choice]))
            self.values[node.variable] = added(mean, step)
            value = product(weight, self.value(node.body))
            total = value if total is None else added(total, value)
        self._reset(node.variable, before)
        return total


def degree_in(node: Node, name: str) -> int | None:
    """The degree of a polynomial in a name; None where it is none."""
    if isinstance(node, Sym):
        return int(node.name == name)
    below = [degree_in(child, name) for child in children(node)]
    if not any(degree is None or degree > 0 for degree in below):
        return 0
    known = [degree for degree in below if degree is not None]
    if len(known) < len(below):
        return None
    match node:
        case Add() | Neg() | Transpose() | Sub() | Matrix() | Axes():
            return max(known)
        case Mul():
            return sum(known)
        case Div() if known[1] == 0:
            return known[0]
        case Pow(exponent=Num(value=value)) if value.denominator == 1 and value >= 0:
            return known[0] * int(value)
        case Big(kind="sum"):
            return max(known)
        case Call(name="tr" | "sum" | "mean" | "vec" | "diag"):
            return known[0]
        case _:
            return None


def _rational(numerator: int, denominator: int) -> Scalar:
    return arb(fmpq(numerator, denominator))


def _literal(node: Node) -> Fraction | None:
    """The exact rational that an exponent spells: 2, -1/2."""
    match node:
        case Num(value=value):
            return value
        case Neg(arg=arg):
            inner = _literal(arg)
            return None if inner is None else -inner
        case Div(left=left, right=right):
            above, below = _literal(left), _literal(right)
            return above / below if above is not None and below else None
        case _:
            return None


def _rational_power(x: Scalar, numerator: int, denominator: int) -> Scalar:
    rooted = elements.root(x, denominator) if denominator <= 64 else None
    if rooted is None:
        return elements.power(x, _rational(numerator, denominator))
    return elements.whole_power(rooted, numerator)


def _whole(value: Scalar) -> int:
    """A whole number.

    Raises:
        Undefined: if it is none.
    """
    value = plain(value)
    if isinstance(value, acb) or not value.is_exact() or not value.is_integer():
        raise Undefined
    if abs(value) > 10**9:
        raise Exhausted
    return int(value.unique_fmpz())


def _matrix_power(base: Array, exponent: int | Fraction) -> Value:
    if exponent.denominator != 1:
        raise Undefined
    exponent = int(exponent)
    if exponent < 0:
        base, exponent = inverse(base), -exponent
    if exponent > 10**6:
        raise Exhausted
    result: Value = arb(1)
    if exponent == 0:
        return product(base, inverse(base))
    while exponent:
        if exponent & 1:
            result = product(result, base)
        exponent >>= 1
        if exponent:
            base = product(base, base)
    return result


_DISPATCH: dict[type, Callable[[Evaluator, Any], Value]] = {
    Num: Evaluator.number,
    Const: Evaluator.constant,
    Sym: Evaluator.symbol,
    Eye: Evaluator.eye,
    Fill: Evaluator.fill,
    Add: Evaluator.sum,
    Neg: Evaluator.negative,
    Mul: Evaluator.mul,
    Div: Evaluator.quotient,
    Pow: Evaluator.pow,
    Transpose: Evaluator.transpose,
    Inverse: Evaluator.inverse,
    PseudoInverse: Evaluator.pseudo_inverse,
    Matrix: Evaluator.matrix,
    Sub: Evaluator.entry,
    Delta: Evaluator.delta,
    Big: Evaluator.big,
    Axes: Evaluator.axes,
    Call: Evaluator.call,
    Norm: Evaluator.norm,
    Expectation: Evaluator.expectation,
}
