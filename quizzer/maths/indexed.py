"""Values by index: entries, Kronecker's delta, sums and products over an index, arrays of free indices."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from flint import arb

from quizzer.maths.arrays import added
from quizzer.maths.contraction import contracted
from quizzer.maths.powers import whole_number
from quizzer.maths.series import infinite_sum, is_infinite, of_nothing
from quizzer.maths.tree import Axes, Big, Delta, Sub, walk
from quizzer.maths.values import TooLarge, Undefined, Value, afford_cells, array, is_array, product

if TYPE_CHECKING:
    from quizzer.maths.evaluate import Evaluator

_LONGEST_SUM = 250


def entry(evaluator: Evaluator, node: Sub) -> Value:
    """An entry."""
    value = evaluator.value(node.arg)
    places = [whole_number(evaluator.value(index)) - 1 for index in node.indices]
    if not is_array(value):  # a dimension that happens to be 1
        return value
    if len(places) == 1:
        places = [places[0], 0] if value.ncols() == 1 else [0, places[0]]
    i, j = int(places[0]), int(places[1])
    if not (0 <= i < value.nrows() and 0 <= j < value.ncols()):
        raise Undefined
    return value[i, j]


def delta(evaluator: Evaluator, node: Delta) -> Value:
    """Kronecker's delta."""
    same = whole_number(evaluator.value(node.first)) == whole_number(evaluator.value(node.second))
    return arb(int(same))


def big(evaluator: Evaluator, node: Big) -> Value:
    """A sum or product over an index."""
    assert node.lower is not None
    assert node.upper is not None
    if is_infinite(node.upper):
        return infinite_sum(evaluator, node, whole_number(evaluator.value(node.lower)))
    if node.kind == "sum" and (by_products := _by_products(evaluator, node)) is not None:
        return by_products
    low, high = whole_number(evaluator.value(node.lower)), whole_number(evaluator.value(node.upper))
    if high - low > _LONGEST_SUM:
        raise TooLarge
    if high < low:
        return of_nothing(evaluator, node, low)
    before = evaluator.values.get(node.index)
    total: Value = arb(0) if node.kind == "sum" else arb(1)
    try:
        for k in range(low, high + 1):
            evaluator.values[node.index] = arb(k)
            value = evaluator.value(node.body)
            total = added(total, value) if node.kind == "sum" else product(total, value)
    finally:
        evaluator.restore(node.index, before)
    return total


def _by_products(evaluator: Evaluator, node: Axes | Big) -> Value | None:
    """Index form by products of matrices, where it has such; what has none is asked once."""
    if id(node) in evaluator.entry_by_entry:
        return None
    found = contracted(evaluator, node)
    if found is None:
        evaluator.entry_by_entry |= {id(inner) for inner in walk(node)}
    return found


def axes(evaluator: Evaluator, node: Axes) -> Value:
    """All entries of an expression with free indices."""
    sizes = [size.value(evaluator.sizes) for size in node.sizes]
    afford_cells(math.prod(sizes))
    if (found := _by_products(evaluator, node)) is not None:
        return found
    before = [evaluator.values.get(name) for name in node.indices]
    cells = []
    for places in itertools.product(*(range(1, size + 1) for size in sizes)):
        for name, place in zip(node.indices, places, strict=True):
            evaluator.values[name] = arb(place)
        cells.append(evaluator.value(node.body))
    for name, old in zip(node.indices, before, strict=True):
        evaluator.restore(name, old)
    return array(sizes[0], sizes[1] if len(sizes) > 1 else 1, cells)
