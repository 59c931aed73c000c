"""The value of a shaped expression at one point, in ball arithmetic: numbers with rigorous error bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import acb, arb

from quizzer.maths import elements, indexed
from quizzer.maths.arrays import (
    SEVERAL,
    WHOLE,
    added,
    chained,
    kronecker,
    mapped,
    norm_of,
    pseudo_inverse,
    zipped,
)
from quizzer.maths.calculus import derivative, expectation
from quizzer.maths.clock import is_over
from quizzer.maths.names import DERIVATIVES, ENTRYWISE
from quizzer.maths.powers import literal_of, matrix_power, rational, rational_power, whole_number
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
)
from quizzer.maths.values import (
    Exhausted,
    Pole,
    Scalar,
    TooLarge,
    Undefined,
    Value,
    afford_cells,
    array,
    inverse,
    is_array,
    product,
    reciprocal,
)
from quizzer.maths.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MOST_STEPS = 20_000
_MANY = 40  # entries

FunctionValue: TypeAlias = "Callable[[list[Value]], Value]"


@dataclass(slots=True)
class Point:
    """What every name is worth at one point."""

    sizes: Mapping[str, int]
    values: Mapping[str, Value]
    functions: Mapping[str, FunctionValue] = field(default_factory=dict)
    in_plane: bool = False
    """Whether functions that have no real value have a complex one."""


class Evaluator:
    """Values of expressions at one point; `watch` tells what was met on the way."""

    def __init__(self, point: Point, deadline: float = math.inf) -> None:
        self.sizes = point.sizes
        self.values = dict(point.values)
        self.functions = point.functions
        self.in_plane = point.in_plane
        self.deadline = deadline
        self.watch = Watch()
        self._steps = 0
        self.entry_by_entry: set[int] = set()

    def value(self, node: Node) -> Value:
        """The value of a node.

        Raises:
            Undefined: if it has none here.
            Imprecise: if the balls are too wide to tell.
            Exhausted: if the deadline passes; TooLarge if this point asks for too much.
        """
        steps = self._steps = self._steps + 1
        if not steps & 31:
            self._check(steps)
        kind = type(node)
        found = EVALUATED[kind](self, node)
        if kind in _NOTED:
            watch = self.watch
            if type(found) is not arb:
                watch.note(found)
            elif not watch.above <= abs(float(found)) < watch.below:
                watch.note_scalar(found)
        return found

    def _check(self, steps: int) -> None:
        if is_over(self.deadline):
            raise Exhausted
        if steps > _MOST_STEPS:
            raise TooLarge

    def restore(self, name: str, before: Value | None) -> None:
        """Give a name the value back that it had, or none."""
        if before is None:
            self.values.pop(name, None)
        else:
            self.values[name] = before

    # ---------------------------------------------------------------- leaves

    def number(self, node: Num) -> Value:
        """A literal."""
        above, below = node.value.as_integer_ratio()
        return arb(above) if below == 1 else rational(above, below)

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
        afford_cells(size * size)
        return array(size, size, [arb(int(i == j)) for i in range(size) for j in range(size)])

    def fill(self, node: Fill) -> Value:
        """Zeros or ones."""
        rows, cols = node.rows.value(self.sizes), node.cols.value(self.sizes)
        afford_cells(rows * cols)
        return array(rows, cols, [arb(node.value)] * (rows * cols))

    # ---------------------------------------------------------------- arithmetic

    def sum(self, node: Add) -> Value:
        """A sum; a scalar is added to each entry of an array."""
        total = self.value(node.terms[0])
        for term in node.terms[1:]:
            total = added(total, self.value(term))
        return total

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
        left = self.value(node.left)
        try:
            right = self.value(node.right)
        except Pole:
            if isinstance(node.right, Call | Mul):
                return mapped(left, lambda _: arb(0))
            raise
        return zipped(left, mapped(right, reciprocal), lambda a, b: a * b)

    def pow(self, node: Pow) -> Value:
        """A power: of a matrix by a whole number, else of each entry."""
        base = self.value(node.base)
        literal = literal_of(node.exponent)
        if literal is not None:
            self.watch.note_exponent(literal)
        if is_array(base) and not node.entrywise:
            exponent = literal if literal is not None else whole_number(self.value(node.exponent))
            return matrix_power(base, exponent)
        if literal is not None and literal.denominator == 1:
            return mapped(base, lambda x: elements.whole_power(x, literal.numerator))
        if literal is not None:
            self.watch.switch(base)
            base = self.lifted("sqrt", base)
            above, below = literal.as_integer_ratio()
            return mapped(base, self._timed([base], lambda x: rational_power(x, above, below)))
        exponent = self.value(node.exponent)
        if isinstance(node.base, Const) and node.base.name == "e":
            return mapped(exponent, self._timed([exponent], lambda x: elements.apply("exp", x)))
        self.watch.switch(base)
        base = self.lifted("sqrt", base)
        return zipped(base, exponent, self._timed([base, exponent], elements.power))

    def transpose(self, node: Transpose) -> Value:
        """The transpose."""
        value = self.value(node.arg)
        return value.transpose() if is_array(value) else value

    def inverse(self, node: Inverse) -> Value:
        """The inverse."""
        return inverse(self.value(node.arg))

    def pseudo_inverse(self, node: PseudoInverse) -> Value:
        """Moore and Penrose's inverse."""
        return pseudo_inverse(self.value(node.arg))

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

    # ---------------------------------------------------------------- functions

    def call(self, node: Call) -> Value:
        """A function of its arguments."""
        name = node.name
        if name in self.functions:
            return self.functions[name]([self.value(arg) for arg in node.args])
        if name in DERIVATIVES:
            return derivative(self, node)
        values = [self.value(arg) for arg in node.args]
        self.watch.call(name, values)
        if name in ENTRYWISE:
            return mapped(
                self.lifted(name, values[0]), self._timed(values, lambda x: elements.apply(name, x))
            )
        if len(values) == 1 and name in WHOLE:
            return WHOLE[name](values[0])
        if len(values) > 1 and name in SEVERAL:
            return SEVERAL[name](values)
        raise Undefined  # a function of two, of one

    def _timed(self, values: list[Value], change: Callable[..., Scalar]) -> Callable[..., Scalar]:
        """A scalar operation that minds the deadline where many entries are to be had."""
        if not any(is_array(value) and value.nrows() * value.ncols() > _MANY for value in values):
            return change

        def one(*cells: Scalar) -> Scalar:
            if is_over(self.deadline):
                raise Exhausted
            return change(*cells)

        return one

    def lifted(self, name: str, value: Value) -> Value:
        """Real numbers outside a function's real domain as complex ones, where numbers are complex."""
        if not self.in_plane or name not in elements.OUTSIDE:
            return value
        return mapped(value, lambda x: acb(x) if isinstance(x, arb) and elements.OUTSIDE[name](x) else x)

    def norm(self, node: Norm) -> Value:
        """‖x‖: of a vector the 2-norm unless told, of a matrix Frobenius' unless told."""
        value = self.value(node.arg)
        if not is_array(value) or node.order in ("1", "inf"):
            self.watch.switch(value)
        return norm_of(value, node.order)

    def expectation(self, node: Expectation) -> Value:
        """E over a normal vector, of a polynomial."""
        return expectation(self, node)


EVALUATED: dict[type, Callable[[Evaluator, Any], Value]] = {
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
    Sub: indexed.entry,
    Delta: indexed.delta,
    Big: indexed.big,
    Axes: indexed.axes,
    Call: Evaluator.call,
    Norm: Evaluator.norm,
    Expectation: Evaluator.expectation,
}
"""How each kind of node is evaluated."""

_NOTED = frozenset((Num, Add, Mul, Div, Pow, Inverse, Call, Norm, Big))
"""What can be large or small of its own; all else passes on what it is made of."""
