"""The shape of every expression, before anything is computed; what has none is said in the learner's terms.

On the way what only shapes can tell is settled in the tree: |A| is a determinant or an absolute value, · an
inner product or an ordinary one, a bare I gets its size, free indices become axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.shape_calls import Calls
from quizzer.maths.shaping import Found, ShapeError, balanced
from quizzer.maths.sizes import ONE, SCALAR, Shape, Size
from quizzer.maths.tree import (
    Add,
    And,
    Axes,
    Bars,
    Big,
    Call,
    Const,
    Delta,
    Div,
    Expectation,
    Eye,
    Fill,
    Filled,
    Identity,
    Interval,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Or,
    Pow,
    PseudoInverse,
    Relation,
    SetOf,
    Span,
    Sub,
    Sym,
    Transpose,
    Tuple,
    Union,
    children,
    rebuilt,
    replaced,
    walk,
)

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

__all__ = ["COLLECTIONS", "ShapeError", "Shaped", "infer"]

COLLECTIONS = (Tuple, SetOf, Interval, Union, Relation, And, Or)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A tree with its sizes settled, and its shape; `shape` is None of a collection or a relation."""

    tree: Node
    shape: Shape | None


def infer(tree: Node, scope: Scope, *, text: str = "", want: Shape | None = None) -> Shaped:
    """Find the shape of an expression.

    Args:
        tree: as it was read.
        scope: what the letters are.
        text: what was typed, to quote from.
        want: the shape that is hoped for; a size that nothing else tells is taken from it.

    Raises:
        ShapeError: if it has none.
    """
    try:
        found = _inferred(tree, scope, text, want)
    except ShapeError as error:
        if with_ones := _with_columns_of_ones(tree, scope, text, want):
            return with_ones
        raise ShapeError(error.message, Span(*balanced(text, *error.span))) from None
    if want is not None and found.shape != want:
        with_ones = _with_columns_of_ones(tree, scope, text, want)
        return with_ones if with_ones and with_ones.shape == want else found
    return found


def _with_columns_of_ones(tree: Node, scope: Scope, text: str, want: Shape | None) -> Shaped | None:
    """The expression with a 1 before a product read as the vector, as in X − 1 μᵀ, if that has a shape."""

    def change(node: Node) -> Node | None:
        if not isinstance(node, Mul) or node.kind != "product" or node.factors[0] != Num(Fraction(1)):
            return None
        ones = Filled(1, span=node.factors[0].span)
        return Mul(node.kind, (ones, *node.factors[1:]), span=node.span)

    changed = replaced(tree, change)
    if changed == tree:
        return None
    try:
        return _inferred(changed, scope, text, want)
    except ShapeError:
        return None


def _inferred(tree: Node, scope: Scope, text: str, want: Shape | None) -> Shaped:
    shaper = _Shaper(scope, text)
    if isinstance(tree, COLLECTIONS):
        return Shaped(shaper.settled(shaper.collection(tree)), None)
    if want is not None and not want.is_scalar and isinstance(tree, Num) and tree.value == 0:
        return Shaped(Fill(0, want.rows, want.cols, span=tree.span), want)
    entries = shaper.find(tree)
    found = shaper.closed(entries)
    if want is not None:
        before = shaper.sizes.save()
        if not shaper.sizes.agree_shapes(found.shape, want):
            if repeated := shaper.repeated(entries):
                raise ShapeError(
                    f"the index {repeated} is repeated but not summed over: write sum_{repeated} before it",
                    tree.span,
                )
            shaper.sizes.restore(before)
    shape = Shape(shaper.sizes.settled(found.shape.rows), shaper.sizes.settled(found.shape.cols))
    return Shaped(shaper.settled(found.tree), shape)


_SIZED = frozenset((Eye, Fill, Axes))
"""What has sizes of its own."""


class _Shaper(Calls):
    """One inference over one tree."""

    def settled(self, tree: Node) -> Node:
        """The tree with its sizes put in."""

        def settle(node: Node) -> Node | None:
            if isinstance(node, Eye):
                size = self.sizes.settled(node.size)
                return Eye(size, span=node.span)
            if isinstance(node, Fill):
                rows, cols = self.sizes.settled(node.rows), self.sizes.settled(node.cols)
                return Fill(node.value, rows, cols, span=node.span)
            if isinstance(node, Axes):
                body = self.settled(node.body)
                return Axes(body, node.indices, tuple(map(self.sizes.settled, node.sizes)), span=node.span)
            return None

        is_sized = any(type(node) in _SIZED for node in walk(tree))
        return replaced(tree, settle) if is_sized else tree

    def collection(self, node: Node) -> Node:
        """A collection or a relation, each expression in it with its sizes settled."""
        if isinstance(node, Interval):
            for end in (node.low, node.high):
                if isinstance(end, COLLECTIONS):
                    raise ShapeError("an interval ends at numbers", end.span)
        if isinstance(node, COLLECTIONS):
            below = tuple(self.collection(child) for child in children(node))
            if isinstance(node, Relation) and not isinstance(node.right, COLLECTIONS):
                left, right = self.closed(self.find(node.left)), self.closed(self.find(node.right))
                if not (self.is_scalar(left) or self.is_scalar(right)):
                    self.same(left, right, node, "compared")
                below = (left.tree, right.tree)
            return rebuilt(node, below)
        return self.closed(self.find(node)).tree

    def find(self, node: Node) -> Found:
        """The shape of a node and the tree with what is settled below."""
        match node:
            case Num() | Const():
                return Found(node, SCALAR)
            case Sym():
                return self._symbol(node)
            case Identity(size=size):
                many = self._size_of(size) if size is not None else self.sizes.fresh()
                return Found(Eye(many, span=node.span), Shape(many, many))
            case Filled(value=value, sizes=sizes):
                rows = self._size_of(sizes[0]) if sizes else self.sizes.fresh()
                cols = self._size_of(sizes[1]) if len(sizes) > 1 else ONE
                if value == 0 and not sizes:
                    cols = self.sizes.fresh()  # ones alone are a column, zeros whatever is needed
                return Found(Fill(value, rows, cols, span=node.span), Shape(rows, cols))
            case Eye(size=size):
                return Found(node, Shape(size, size))
            case Fill(rows=rows, cols=cols):
                return Found(node, Shape(rows, cols))
            case Axes(sizes=sizes):
                return Found(node, Shape(sizes[0], sizes[1] if len(sizes) > 1 else ONE))
            case Add(terms=terms):
                return self.sum_of(node, [self.find(term) for term in terms])
            case Neg(arg=arg):
                found = self.find(arg)
                return Found(Neg(found.tree, span=node.span), found.shape, found.free)
            case Mul():
                return self.product(node)
            case Div():
                return self.quotient(node)
            case Pow():
                return self.power(node)
            case Transpose(arg=arg):
                found = self.find(arg)
                shape = self.sizes.shape(found.shape).transposed
                return Found(Transpose(found.tree, span=node.span), shape, found.free)
            case Inverse(arg=arg):
                found = self.square(
                    self.find(arg), "an inverse", "pinv(…) is the pseudo-inverse, .^-1 inverts entries"
                )
                return Found(Inverse(found.tree, span=node.span), found.shape, found.free)
            case PseudoInverse(arg=arg):
                found = self.find(arg)
                return Found(PseudoInverse(found.tree, span=node.span), found.shape.transposed, found.free)
            case Bars(arg=arg):
                found = self.find(arg)
                name = "abs" if self.is_scalar(found) else "det"
                if name == "det":
                    found = self.square(found, "a determinant", "a norm is ‖…‖ or norm(…)")
                return Found(Call(name, (found.tree,), span=node.span), SCALAR, found.free)
            case Norm(arg=arg, order=order):
                found = self.closed(self.find(arg))
                return Found(Norm(found.tree, order, span=node.span), SCALAR, found.free)
            case Call():
                return self.call(node)
            case Sub():
                return self.entry(node)
            case Delta(first=first, second=second):
                size = self.sizes.fresh()
                letters = (one for one in (first, second) if self.free_index(one))
                return Found(node, SCALAR, {one.name: size for one in letters if isinstance(one, Sym)})
            case Big():
                return self.big(node)
            case Matrix():
                return self.matrix(node)
            case Expectation():
                return self.expectation(node)
            case _:
                raise ShapeError("a number, a vector or a matrix is needed here", node.span)

    def _symbol(self, node: Sym) -> Found:
        declared = self.scope.symbols.get(node.name)
        if node.name in self.bound or declared is None:
            return Found(node, SCALAR)
        if declared.kind == "index":
            assert declared.size is not None
            return Found(node, SCALAR, {node.name: declared.size})
        return Found(node, declared.shape)

    def _size_of(self, node: Node) -> Size:
        """A size as written between parentheses: a number, a dimension, products and sums of them."""
        match node:
            case Num(value=value) if value.denominator == 1 and 1 <= value <= 64:
                return Size.of(int(value))
            case Sym(name=name) if name in self.scope.dimensions or self.scope.open:
                return Size.of(name)
            case Add(terms=terms):
                total = Size(())
                for term in terms:
                    total += self._size_of(term)
                return total
            case Mul(factors=factors):
                product = ONE
                for factor in factors:
                    product *= self._size_of(factor)
                return product
            case Pow(base=base, exponent=Num(value=power)) if power in (2, 3):
                size = self._size_of(base)
                return size * size if power == 2 else size * size * size
        raise ShapeError(f"`{self.quote(node)}` is not a size", node.span)

    def repeated(self, found: Found) -> str:
        """A free index that two factors of one product carry, as where sums are left out; else empty."""
        for node in walk(found.tree):
            if isinstance(node, Mul) and node.kind == "product":
                carried = [_indices(factor) & found.free.keys() for factor in node.factors]
                for position, names in enumerate(carried):
                    for name in sorted(names):
                        if any(name in others for others in carried[position + 1 :]):
                            return name
        return ""


def _indices(node: Node) -> set[str]:
    """The letters that stand as indices in it."""
    entries = (one for one in walk(node) if isinstance(one, Sub | Delta))
    inside = (child for one in entries for child in children(one))
    return {child.name for child in inside if isinstance(child, Sym)}
