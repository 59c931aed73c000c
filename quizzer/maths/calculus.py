"""What only a deck's `verify` may use: derivatives in dual numbers, expectations over normal vectors."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

from flint import arb

from quizzer.maths.arrays import added, cholesky
from quizzer.maths.tree import (
    Add,
    Axes,
    Big,
    Call,
    Div,
    Expectation,
    Matrix,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    Sub,
    Sym,
    Transpose,
    children,
)
from quizzer.maths.values import (
    Dual,
    Exhausted,
    Scalar,
    Undefined,
    Value,
    array,
    cells_of,
    is_array,
    product,
)

if TYPE_CHECKING:
    from quizzer.maths.evaluate import Evaluator

_LARGEST_DEGREE = 5  # a grid of three Gauss-Hermite nodes an axis is exact up to here
_MOST_NODES = 3**7


def derivative(evaluator: Evaluator, node: Call) -> Value:
    """The value of `diff`, `grad`, `jacobian` or `hessian` of an expression by a symbol.

    `grad` has the shape of the symbol; `jacobian` has a row for each entry of the expression and a column for
    each of the symbol, both taken column by column as `vec` does.
    """
    body, by = node.args[0], cast("Sym", node.args[1])
    at = evaluator.values[by.name]
    if node.name == "hessian":
        return _hessian(evaluator, body, by.name, at)
    height, width = _extent(at)
    if node.name == "diff":
        return _slopes(evaluator, body, by.name, at, 0)
    if node.name == "grad":
        slopes = [_slopes(evaluator, body, by.name, at, place) for place in range(height * width)]
        return array(height, width, slopes)
    columns = [
        _stacked(_slopes(evaluator, body, by.name, at, i * width + j))
        for j in range(width)
        for i in range(height)
    ]
    rows = len(columns[0])
    return array(rows, len(columns), [column[i] for i in range(rows) for column in columns])


def _extent(value: Value) -> tuple[int, int]:
    return (value.nrows(), value.ncols()) if is_array(value) else (1, 1)


def _stacked(value: Value) -> list[Scalar]:
    return cells_of(value.transpose()) if is_array(value) else [value]


def _slopes(evaluator: Evaluator, body: Node, name: str, at: Value, place: int) -> Value:
    """The derivative of each entry of the body by one entry of the variable."""
    found = _along(evaluator, body, name, at, (place,))
    rows, cols = _extent(found)
    return array(rows, cols, [_slope(cell) for cell in cells_of(found)])


def _slope(cell: Scalar) -> Scalar:
    return cell.b if isinstance(cell, Dual) else arb(0)


def _hessian(evaluator: Evaluator, body: Node, name: str, at: Value) -> Value:
    """All second derivatives, each pair once: where they are continuous the order is free (Schwarz)."""
    many = len(cells_of(at))
    found: dict[tuple[int, int], Scalar] = {}
    for i, j in itertools.combinations_with_replacement(range(many), 2):
        twice = _slope(_along(evaluator, body, name, at, (i, j)))
        found[i, j] = found[j, i] = _slope(twice)
    return array(many, many, [found[i, j] for i in range(many) for j in range(many)])


def _along(evaluator: Evaluator, body: Node, name: str, at: Value, directions: tuple[int, ...]) -> Value:
    """The body with the variable moved along one entry, or along one and then another."""
    cells: list[Scalar] = []
    for place, cell in enumerate(cells_of(at)):
        moved = cell
        for direction in directions:
            step: Scalar = arb(int(place == direction))
            moved = Dual(moved, Dual(step, arb(0)) if isinstance(moved, Dual) else step)
        cells.append(moved)
    # A derivative inside another one has an ε of its own: what the outer one moves stands still along it.
    others = {one: value for one, value in evaluator.values.items() if one != name and _is_moved(value)}
    for one, value in others.items():
        evaluator.values[one] = _still(value, len(directions))
    evaluator.values[name] = array(*_extent(at), cells)
    try:
        return evaluator.value(body)
    finally:
        evaluator.values.update(others)
        evaluator.values[name] = at


def _is_moved(value: Value) -> bool:
    return any(isinstance(cell, Dual) for cell in cells_of(value))


def _still(value: Value, times: int) -> Value:
    """The value as a constant along as many more directions."""
    cells = cells_of(value)
    for _ in range(times):
        cells = [Dual(cell, arb(0)) for cell in cells]
    return array(*_extent(value), cells)


def expectation(evaluator: Evaluator, node: Expectation) -> Value:
    """E over a normal vector, exactly, of a polynomial of degree up to five.

    By the grid of three Gauss-Hermite nodes an axis (0 and ±√3, weights 2/3 and 1/6) along the columns of
    Cholesky's factor of the covariance.

    Raises:
        Undefined: of what is no polynomial in the vector, or one of a higher degree.
        Exhausted: over a vector of more than seven entries.
    """
    degree = degree_in(node.body, node.variable)
    if degree is None or degree > _LARGEST_DEGREE:
        raise Undefined
    mean, covariance = (evaluator.value(one) for one in node.parameters)
    factor = cholesky(covariance)
    size = len(cells_of(mean))
    if 3**size > _MOST_NODES:
        raise Exhausted
    root, total = arb(3).sqrt(), None
    before = evaluator.values.get(node.variable)
    nodes = ((arb(0), arb(2) / 3), (root, arb(1) / 6), (-root, arb(1) / 6))
    for choice in itertools.product(nodes, repeat=size):
        weight: Scalar = arb(1)
        for _, part in choice:
            weight = weight * part
        step = product(factor, array(size, 1, [z for z, _ in choice]))
        evaluator.values[node.variable] = added(mean, step)
        value = product(weight, evaluator.value(node.body))
        total = value if total is None else added(total, value)
    evaluator.restore(node.variable, before)
    return total


def _whole(exponent: Node) -> int:
    return int(exponent.value) if isinstance(exponent, Num) else 0


def degree_in(node: Node, name: str) -> int | None:
    """The degree of a polynomial in a name; None where it is none."""
    if isinstance(node, Sym):
        return int(node.name == name)
    if isinstance(node, Pow) and isinstance(node.base, Norm) and node.base.order in ("", "F"):
        inner, exponent = degree_in(node.base.arg, name), node.exponent
        even = isinstance(exponent, Num) and exponent.value > 0 and exponent.value % 2 == 0
        return None if inner is None or (inner and not even) else inner * _whole(exponent)
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
