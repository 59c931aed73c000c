"""Sums over indices as products of matrices: entry by entry, A B C in index form takes n⁴ steps.

What has at most two indices at a time, in products, sums and functions of entries, is done here; the rest
is said to be `None`, and is evaluated entry by entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import acb_mat, arb, arb_mat

from quizzer.maths import elements
from quizzer.maths.arrays import added, mapped, zipped
from quizzer.maths.names import ENTRYWISE
from quizzer.maths.tree import (
    Add,
    Axes,
    Big,
    Call,
    Const,
    Delta,
    Div,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    Sub,
    Sym,
    walk,
)
from quizzer.maths.values import array, is_array, product, reciprocal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.evaluate import Evaluator
    from quizzer.maths.values import Value

_LARGEST = 64  # as many entries along an axis


class _Unfit(Exception):
    """This is not to be had by matrix products."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Entries by at most two indices: none is a number, one a column, two are rows and columns."""

    labels: tuple[str, ...]
    value: Value


def contracted(evaluator: Evaluator, node: Axes | Big) -> Value | None:
    """The value of an expression in index form, or None where it must be had entry by entry."""
    sizes = {}
    labels: tuple[str, ...] = ()
    if isinstance(node, Axes):
        labels = node.indices
        sizes = {name: size.value(evaluator.sizes) for name, size in zip(labels, node.sizes, strict=True)}
    if any(not 1 < size <= _LARGEST for size in sizes.values()) or len(sizes) != len(labels):
        return None
    work = _Contraction(evaluator, sizes)
    try:
        found = work.single(node.body if isinstance(node, Axes) else node)
        if not labels:
            return found.value if not found.labels else None
        value = work.spread(found, labels)
        return value if is_array(value) else work.spread(work.filled(found, labels), labels)
    except _Unfit:
        return None


class _Contraction:
    """One expression, with the indices that run and how far."""

    def __init__(self, evaluator: Evaluator, sizes: dict[str, int]) -> None:
        self.evaluator = evaluator
        self.sizes = sizes

    def single(self, node: Node) -> _Tensor:
        """The entries of a node by the indices in it."""
        found = self._single(node)
        self.evaluator.watch.note(found.value)
        return found

    def _single(self, node: Node) -> _Tensor:
        if not isinstance(node, Big) and not self._mentions(node):
            value = self.evaluator.value(node)
            if is_array(value):
                raise _Unfit
            return _Tensor((), value)
        match node:
            case Sym(name=name):
                many = self.sizes[name]
                return _Tensor((name,), array(many, 1, [arb(k) for k in range(1, many + 1)]))
            case Sub():
                return self._entry(node)
            case Delta(first=Sym(name=one), second=Sym(name=other)) if one != other:
                return self._delta(one, other)
            case Add(terms=terms):
                return self._joined([self.single(term) for term in terms], add=True)
            case Neg() | Mul() | Big():
                return self._joined(self._factors(node), add=False)
            case Pow(exponent=Num(value=exponent)) if exponent.denominator == 1:
                self.evaluator.watch.note_exponent(exponent)
                return self._each(self.single(node.base), lambda x: elements.whole_power(x, int(exponent)))
            case Pow(base=Const(name="e")):
                return self._function("exp", node.exponent)
            case Div(left=left, right=right):
                below = self._each(self.single(right), reciprocal)
                return self._joined([self.single(left), below], add=False)
            case Call(name=name, args=(arg,)) if name in ENTRYWISE:
                return self._function(name, arg)
        raise _Unfit

    def _mentions(self, node: Node) -> bool:
        sizes = self.sizes
        return any(type(inner) is Sym and inner.name in sizes for inner in walk(node))

    def _entry(self, node: Sub) -> _Tensor:
        names = [one.name for one in node.indices if isinstance(one, Sym) and one.name in self.sizes]
        if len(names) != len(node.indices) or self._mentions(node.arg):
            raise _Unfit
        value = self.evaluator.value(node.arg)
        if not isinstance(value, arb_mat | acb_mat):
            raise _Unfit
        rows, cols = value.nrows(), value.ncols()
        if len(names) == 1:
            if 1 not in (rows, cols) or rows * cols != self.sizes[names[0]]:
                raise _Unfit
            return _Tensor((names[0],), value if cols == 1 else value.transpose())
        if (rows, cols) != (self.sizes[names[0]], self.sizes[names[1]]):
            raise _Unfit
        if names[0] == names[1]:
            return _Tensor((names[0],), array(rows, 1, [value[k, k] for k in range(rows)]))
        return _Tensor((names[0], names[1]), value)

    def _delta(self, one: str, other: str) -> _Tensor:
        if self.sizes.get(one) != self.sizes.get(other):
            raise _Unfit
        many = self.sizes[one]
        cells = [arb(int(i == j)) for i in range(many) for j in range(many)]
        return _Tensor((one, other), array(many, many, cells))

    def _each(self, tensor: _Tensor, change: object) -> _Tensor:
        return _Tensor(tensor.labels, mapped(tensor.value, change))  # type: ignore[arg-type]

    def _function(self, name: str, argument: Node) -> _Tensor:
        inner = self.single(argument)
        self.evaluator.watch.call(name, [inner.value])
        lifted = self.evaluator.lifted(name, inner.value)
        return _Tensor(inner.labels, mapped(lifted, lambda x: elements.apply(name, x)))

    # ---------------------------------------------------------------- products and sums

    def _factors(self, node: Node) -> list[_Tensor]:
        """A product as its factors, sums over an index done as far as they reach."""
        if isinstance(node, Neg):
            return [_Tensor((), arb(-1)), *self._factors(node.arg)]
        if isinstance(node, Mul) and node.kind != "kron" and self._mentions(node):
            return [one for factor in node.factors for one in self._factors(factor)]
        if isinstance(node, Big):
            return self._summed(node)
        return [self.single(node)]

    def _summed(self, node: Big) -> list[_Tensor]:
        starts = isinstance(node.lower, Num) and node.lower.value == 1
        if (
            node.kind != "sum"
            or not starts
            or node.index in self.sizes
            or isinstance(node.upper, Const | None)
        ):
            raise _Unfit
        assert node.upper is not None
        if self._mentions(node.upper):
            raise _Unfit
        upper = self.evaluator.value(node.upper)
        if not isinstance(upper, arb) or not upper.is_integer() or not 1 < upper <= _LARGEST:
            raise _Unfit
        many = upper.unique_fmpz()
        assert many is not None  # of a whole number it never is
        self.sizes[node.index] = int(many)
        try:
            return self._without(self._factors(node.body), node.index)
        finally:
            del self.sizes[node.index]

    def _without(self, factors: list[_Tensor], index: str) -> list[_Tensor]:
        """The factors with one index summed over: at most two others may stand beside it."""
        left = [one for one in factors if index not in one.labels]
        within = [one for one in factors if index in one.labels]
        groups: dict[frozenset[str], _Tensor] = {}
        for one in within:
            key = frozenset(one.labels)
            groups[key] = self._joined([groups[key], one], add=False) if key in groups else one
        column = groups.pop(frozenset((index,)), _Tensor((index,), _ones(self.sizes[index], 1)))
        others = list(groups.values())
        if len(others) > 2:
            raise _Unfit
        if not others:
            total = product(_ones(1, self.sizes[index]), column.value)
            return [*left, self._noted((), total)]
        first = self._with_last(others[0], index)
        if len(others) == 1:
            return [*left, self._noted(first.labels[:1], product(first.value, column.value))]
        scaled = zipped(first.value, self.spread(column, first.labels), lambda a, b: a * b)
        second = self._with_last(others[1], index)
        labels = (first.labels[0], second.labels[0])
        return [*left, self._noted(labels, product(scaled, second.value.transpose()))]

    def _noted(self, labels: tuple[str, ...], value: Value) -> _Tensor:
        self.evaluator.watch.note(value)
        return _Tensor(labels, value)

    def _with_last(self, tensor: _Tensor, index: str) -> _Tensor:
        if tensor.labels[1] == index:
            return tensor
        return _Tensor(tensor.labels[::-1], tensor.value.transpose())

    def _joined(self, tensors: Sequence[_Tensor], *, add: bool) -> _Tensor:
        """Entries added or multiplied, where they have at most two indices together."""
        if len(tensors) == 1:
            return tensors[0]
        names = dict.fromkeys(name for one in tensors for name in one.labels)
        if len(names) > 2:
            raise _Unfit
        labels = tuple(names)
        total = self.spread(tensors[0], labels)
        for one in tensors[1:]:
            other = self.spread(one, labels)
            total = added(total, other) if add else zipped(total, other, lambda a, b: a * b)
        return _Tensor(labels if is_array(total) else (), total)

    def spread(self, tensor: _Tensor, labels: tuple[str, ...]) -> Value:
        """The entries by these indices, repeated along those that are not theirs; a number stays one."""
        value = tensor.value
        if not tensor.labels or tensor.labels == labels:
            return value
        if not set(tensor.labels) <= set(labels):
            raise _Unfit
        if tensor.labels == labels[::-1] and len(labels) == 2:
            return value.transpose()
        if tensor.labels[0] == labels[0]:
            return product(value, _ones(1, self.sizes[labels[1]]))
        return product(_ones(self.sizes[labels[0]], 1), value.transpose())

    def filled(self, tensor: _Tensor, labels: tuple[str, ...]) -> _Tensor:
        """A number as all entries by these indices."""
        cols = self.sizes[labels[1]] if len(labels) > 1 else 1
        return _Tensor(labels, product(_ones(self.sizes[labels[0]], cols), tensor.value))


def _ones(rows: int, cols: int) -> Value:
    return array(rows, cols, [arb(1)] * (rows * cols))
