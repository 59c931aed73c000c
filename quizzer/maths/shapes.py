"""The shape of every expression, before anything is computed; what has none is said in the learner's terms.

On the way what only shapes can tell is settled in the tree: |A| is a determinant or an absolute value, · an
inner product or an ordinary one, a bare I gets its size, free indices become axes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.names import ENTRYWISE
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
)
from quizzer.maths.unify import Unifier

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_UNKNOWN = re.compile(r"\?\d+")

COLLECTIONS = (Tuple, SetOf, Interval, Union, Relation, And, Or)


class ShapeError(Exception):
    """An expression that has a meaning for no sizes: one sentence, and the columns it speaks of."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


@dataclass(frozen=True, slots=True)
class Shaped:
    """A tree with its sizes settled, and its shape; `shape` is None of a collection or a relation."""

    tree: Node
    shape: Shape | None


Free = dict[str, Size]
"""The free indices of an expression and how far each runs."""


@dataclass(slots=True)
class _Found:
    """What is known of one node."""

    tree: Node
    shape: Shape
    free: Free = field(default_factory=dict)


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
    shaper = _Shaper(scope, text)
    if isinstance(tree, COLLECTIONS):
        return Shaped(shaper.settled(shaper.collection(tree)), None)
    if want is not None and not want.is_scalar and isinstance(tree, Num) and tree.value == 0:
        return Shaped(Fill(0, want.rows, want.cols, span=tree.span), want)
    found = shaper.closed(shaper.find(tree))
    if want is not None:
        before = shaper.sizes.save()
        if not shaper.sizes.agree_shapes(found.shape, want):
            shaper.sizes.restore(before)
    shape = Shape(shaper.sizes.settled(found.shape.rows), shaper.sizes.settled(found.shape.cols))
    return Shaped(shaper.settled(found.tree), shape)


class _Shaper:
    """One inference over one tree."""

    def __init__(self, scope: Scope, text: str) -> None:
        self.scope = scope
        self.text = text
        self.sizes = Unifier()
        self.bound: set[str] = set()

    def quote(self, node: Node, last: Node | None = None) -> str:
        """What the learner typed for a node, or for all from one node to another."""
        start, end = node.span.start, (last or node).span.end
        return self.text[start:end].strip() or "this"

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

        return replaced(tree, settle)

    def collection(self, node: Node) -> Node:
        """A collection or a relation, each expression in it with its sizes settled."""
        if isinstance(node, COLLECTIONS):
            below = tuple(self.collection(child) for child in children(node))
            if isinstance(node, Relation) and not isinstance(node.right, COLLECTIONS):
                left, right = self.closed(self.find(node.left)), self.closed(self.find(node.right))
                if not (self.is_scalar(left) or self.is_scalar(right)):
                    self.same(left, right, node, "compared")
                below = (left.tree, right.tree)
            return rebuilt(node, below)
        return self.closed(self.find(node)).tree

    def closed(self, found: _Found) -> _Found:
        """Free indices made axes, in alphabetical order."""
        if not found.free:
            return found
        names = sorted(found.free.keys() - self.bound)
        if not names:
            return found
        if len(names) > 2:
            raise ShapeError(
                f"{', '.join(names)} are all free: at most two indices can be, others are summed over",
                found.tree.span,
            )
        if not self.is_scalar(found):
            raise ShapeError(
                f"`{self.quote(found.tree)}` mixes entries by index with whole arrays", found.tree.span
            )
        sizes = tuple(found.free[name] for name in names)
        shape = Shape(sizes[0], sizes[1] if len(sizes) > 1 else ONE)
        left = {name: size for name, size in found.free.items() if name in self.bound}
        return _Found(Axes(found.tree, tuple(names), sizes, span=found.tree.span), shape, left)

    def is_scalar(self, found: _Found) -> bool:
        """Whether it is 1×1."""
        return self.sizes.shape(found.shape).is_scalar

    def shown(self, found: _Found) -> str:
        """Its shape in words a learner knows, unknown sizes as `?`."""
        shape = self.sizes.shape(found.shape)
        if shape.is_scalar:
            return "a scalar"
        return _UNKNOWN.sub("?", f"{shape}")

    def joined(self, *found: _Found, node: Node) -> Free:
        """The free indices of several parts; one that runs over two axes must find them equal."""
        total: Free = {}
        for one in found:
            for name, size in one.free.items():
                if name in total and not self.sizes.agree(total[name], size):
                    known, other = self.sizes.size(total[name]), self.sizes.size(size)
                    raise ShapeError(
                        f"the index {name} runs to {known} in one place and to {other} in another", node.span
                    )
                total.setdefault(name, size)
        return total

    def same(self, one: _Found, other: _Found, node: Node, what: str) -> None:
        """Both have one shape.

        Raises:
            ShapeError: if they have not.
        """
        if not self.sizes.agree_shapes(one.shape, other.shape):
            raise ShapeError(
                f"{self.quote(one.tree)} is {self.shown(one)} and {self.quote(other.tree)} is"
                f" {self.shown(other)}: they cannot be {what}",
                node.span,
            )

    # ---------------------------------------------------------------- one node

    def find(self, node: Node) -> _Found:
        """The shape of a node and the tree with what is settled below."""
        match node:
            case Num() | Const():
                return _Found(node, SCALAR)
            case Sym():
                return self._symbol(node)
            case Identity(size=size):
                many = self._size_of(size) if size is not None else self.sizes.fresh()
                return _Found(Eye(many, span=node.span), Shape(many, many))
            case Filled(value=value, sizes=sizes):
                rows = self._size_of(sizes[0]) if sizes else self.sizes.fresh()
                cols = self._size_of(sizes[1]) if len(sizes) > 1 else ONE
                return _Found(Fill(value, rows, cols, span=node.span), Shape(rows, cols))
            case Eye(size=size):
                return _Found(node, Shape(size, size))
            case Fill(rows=rows, cols=cols):
                return _Found(node, Shape(rows, cols))
            case Axes(sizes=sizes):
                return _Found(node, Shape(sizes[0], sizes[1] if len(sizes) > 1 else ONE))
            case Add(terms=terms):
                return self._sum(node, [self.find(term) for term in terms])
            case Neg(arg=arg):
                found = self.find(arg)
                return _Found(Neg(found.tree, span=node.span), found.shape, found.free)
            case Mul():
                return self._product(node)
            case Div():
                return self._quotient(node)
            case Pow():
                return self._power(node)
            case Transpose(arg=arg):
                found = self.find(arg)
                shape = self.sizes.shape(found.shape).transposed
                return _Found(Transpose(found.tree, span=node.span), shape, found.free)
            case Inverse(arg=arg):
                found = self._square(self.find(arg), "has no inverse; .^-1 inverts entries")
                return _Found(Inverse(found.tree, span=node.span), found.shape, found.free)
            case PseudoInverse(arg=arg):
                found = self.find(arg)
                return _Found(PseudoInverse(found.tree, span=node.span), found.shape.transposed, found.free)
            case Bars(arg=arg):
                found = self.find(arg)
                name = "abs" if self.is_scalar(found) else "det"
                if name == "det":
                    found = self._square(found, "has no determinant; ‖ ‖ or norm(…) is a norm", sole=True)
                return _Found(Call(name, (found.tree,), span=node.span), SCALAR, found.free)
            case Norm(arg=arg, order=order):
                found = self.closed(self.find(arg))
                return _Found(Norm(found.tree, order, span=node.span), SCALAR, found.free)
            case Call():
                return self._call(node)
            case Sub():
                return self._entry(node)
            case Delta(first=first, second=second):
                size = self.sizes.fresh()
                letters = (one for one in (first, second) if self._free_index(one))
                return _Found(node, SCALAR, {one.name: size for one in letters if isinstance(one, Sym)})
            case Big():
                return self._big(node)
            case Matrix():
                return self._matrix(node)
            case Expectation():
                return self._expectation(node)
            case _:
                raise ShapeError("a number, a vector or a matrix is needed here", node.span)

    def _symbol(self, node: Sym) -> _Found:
        declared = self.scope.symbols.get(node.name)
        if node.name in self.bound or declared is None:
            return _Found(node, SCALAR)
        if declared.kind == "index":
            assert declared.size is not None
            return _Found(node, SCALAR, {node.name: declared.size})
        return _Found(node, declared.shape)

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
        raise ShapeError(f"`{self.quote(node)}` is not a size", node.span)

    def _square(self, found: _Found, otherwise: str, *, sole: bool = False) -> _Found:
        if not self.is_scalar(found) and not self.sizes.agree(found.shape.rows, found.shape.cols):
            quoted = self.quote(found.tree)
            raise ShapeError(
                f"{quoted} is {self.shown(found)}: only a square matrix "
                + (f"has a determinant; {quoted} {otherwise}" if sole else f"will do; {quoted} {otherwise}"),
                found.tree.span,
            )
        return found

    def _sum(self, node: Add, found: list[_Found]) -> _Found:
        arrays = [one for one in found if not self.is_scalar(one)]
        for one in arrays[1:]:
            self.same(arrays[0], one, node, "added")
        tree = Add(tuple(one.tree for one in found), span=node.span)
        return _Found(tree, arrays[0].shape if arrays else SCALAR, self.joined(*found, node=node))

    # ---------------------------------------------------------------- products, quotients, powers

    def _product(self, node: Mul) -> _Found:
        found = [self.find(factor) for factor in node.factors]
        free = self.joined(*found, node=node)
        if node.kind == "entry":
            arrays = [one for one in found if not self.is_scalar(one)]
            for one in arrays[1:]:
                self.same(arrays[0], one, node, "multiplied entry by entry")
            shape = arrays[0].shape if arrays else SCALAR
            return _Found(Mul("entry", tuple(one.tree for one in found), span=node.span), shape, free)
        if node.kind == "kron":
            shape = found[0].shape
            for one in found[1:]:
                other = self.sizes.shape(one.shape)
                shape = Shape(shape.rows * other.rows, shape.cols * other.cols)
            return _Found(Mul("kron", tuple(one.tree for one in found), span=node.span), shape, free)
        if node.kind == "dot":
            found = self._as_inner(found)
        before = self.sizes.save()
        try:
            result = self._chain(found, node)
        except ShapeError:
            self.sizes.restore(before)
            grouped = self._grouped(found) if len(found) > 2 else None
            if grouped is None:
                raise
            result = grouped
        return _Found(result.tree, result.shape, free)

    def _as_inner(self, found: list[_Found]) -> list[_Found]:
        """Two columns joined by ·: the first one is transposed; of two rows the second."""
        left, right = found
        if self.is_scalar(left) or self.is_scalar(right):
            return found
        one, other = self.sizes.shape(left.shape), self.sizes.shape(right.shape)
        if one.cols == ONE == other.cols:
            flipped = _Found(Transpose(left.tree, span=left.tree.span), one.transposed, left.free)
            return [flipped, right]
        if one.rows == ONE == other.rows:
            flipped = _Found(Transpose(right.tree, span=right.tree.span), other.transposed, right.free)
            return [left, flipped]
        return found

    def _chain(self, found: list[_Found], node: Mul) -> _Found:
        """Factors multiplied from the left."""
        shape, first = SCALAR, found[0]
        for position, one in enumerate(found):
            so_far = _Found(node, shape)
            if self.is_scalar(one):
                continue
            if self.is_scalar(so_far):
                shape, first = one.shape, found[0] if position else one
                if all(self.is_scalar(before) for before in found[:position]):
                    first = one
                continue
            if not self.sizes.agree(shape.cols, one.shape.rows):
                raise self._mismatch(found, position, first, so_far)
            shape = Shape(shape.rows, one.shape.cols)
        tree = Mul("product", tuple(one.tree for one in found), span=node.span)
        return _Found(tree, self.sizes.shape(shape))

    def _mismatch(self, found: list[_Found], position: int, first: _Found, so_far: _Found) -> ShapeError:
        one, before = found[position], found[position - 1]
        left = self.quote(first.tree, before.tree)
        right = self.quote(one.tree)
        shape = self.sizes.shape(so_far.shape)
        inner, outer = shape.cols, self.sizes.shape(one.shape).rows
        return ShapeError(
            f"{left} is {self.shown(so_far)} and {right} is {self.shown(one)}: "
            f"{self.quote(first.tree, one.tree)} needs the inner sizes {inner} and {outer} to agree",
            Span(first.tree.span.start, one.tree.span.end),
        )

    def _grouped(self, found: list[_Found]) -> _Found | None:
        """Some grouping of the factors that has a shape: `A xᵀ x` is A (xᵀ x)."""
        count = len(found)
        if count > 12:
            return None
        table: dict[tuple[int, int], _Found] = {(k, k + 1): one for k, one in enumerate(found)}
        for width in range(2, count + 1):
            for start in range(count - width + 1):
                end = start + width
                for middle in range(end - 1, start, -1):
                    left, right = table.get((start, middle)), table.get((middle, end))
                    if left is None or right is None:
                        continue
                    before = self.sizes.save()
                    span = Span(left.tree.span.start, right.tree.span.end)
                    pair = Mul("product", (left.tree, right.tree), span=span)
                    try:
                        table[start, end] = self._chain([left, right], pair)
                        break
                    except ShapeError:
                        self.sizes.restore(before)
        return table.get((0, count))

    def _quotient(self, node: Div) -> _Found:
        left, right = self.find(node.left), self.find(node.right)
        free = self.joined(left, right, node=node)
        tree = Div(left.tree, right.tree, node.entrywise, span=node.span)
        if self.is_scalar(right):
            return _Found(tree, left.shape, free)
        if self.is_scalar(left):
            vector = ONE in (self.sizes.shape(right.shape).rows, self.sizes.shape(right.shape).cols)
            if vector or node.entrywise or self._is_entrywise(node.right):
                return _Found(tree, right.shape, free)
        elif node.entrywise:
            self.same(left, right, node, "divided entry by entry")
            return _Found(tree, left.shape, free)
        one, other = self.quote(node.left), self.quote(node.right)
        raise ShapeError(
            f"{one} / {other} divides by a matrix:"
            f" write {one} {other}^-1 or {other}^-1 {one}, or ./ for entries",
            node.span,
        )

    def _is_entrywise(self, node: Node) -> bool:
        """Whether a matrix is written with entries in mind: 1/(1 + exp(-X W)) means entries."""
        match node:
            case Add(terms=terms):
                return any(self._is_entrywise(term) or isinstance(term, Num) for term in terms)
            case Neg(arg=arg):
                return self._is_entrywise(arg)
            case Call(name=name):
                return name in ENTRYWISE
            case Pow(base=Const()):
                return True
            case Mul(kind=kind):
                return kind == "entry"
            case Pow(entrywise=entrywise) | Div(entrywise=entrywise):
                return entrywise
        return False

    def _power(self, node: Pow) -> _Found:
        base, exponent = self.find(node.base), self.find(node.exponent)
        free = self.joined(base, exponent, node=node)
        tree = Pow(base.tree, exponent.tree, node.entrywise, span=node.span)
        if self.is_scalar(base):
            return _Found(tree, exponent.shape, free)
        if isinstance(node.exponent, Sym) and node.exponent.name == "T":
            return _Found(Transpose(base.tree, span=node.span), base.shape.transposed, free)
        if node.entrywise:
            if not self.is_scalar(exponent):
                self.same(base, exponent, node, "raised entry by entry")
            return _Found(tree, base.shape, free)
        quoted = self.quote(node.base)
        if not self.is_scalar(exponent):
            raise ShapeError(f"the power of {quoted} is not a number", node.span)
        if not self.sizes.agree(base.shape.rows, base.shape.cols):
            raise ShapeError(
                f"{quoted} is {self.shown(base)}: only a square matrix has powers; .^ raises entries,"
                f" {quoted}'{quoted} is an inner product",
                node.span,
            )
        return _Found(tree, base.shape, free)

    # ---------------------------------------------------------------- functions, entries, sums

    def _call(self, node: Call) -> _Found:
        name = node.name
        declared = self.scope.symbols.get(name)
        if declared is not None and declared.kind == "function":
            return self._declared_call(node)
        if name in ("diff", "grad", "jacobian", "hessian"):
            return self._derivative(node)
        found = [self.find(arg) for arg in node.args]
        tree = Call(name, tuple(one.tree for one in found), span=node.span)
        free = self.joined(*found, node=node)
        if name in ENTRYWISE or name == "softmax":
            return _Found(tree, found[0].shape, free)
        if len(found) > 1:
            arrays = [one for one in found if not self.is_scalar(one)]
            for one in arrays[1:]:
                self.same(arrays[0], one, node, "compared entry by entry")
            return _Found(tree, arrays[0].shape if arrays else SCALAR, free)
        one = self.closed(found[0])
        return _Found(Call(name, (one.tree,), span=node.span), self._shape_of(name, one, node), one.free)

    def _shape_of(self, name: str, one: _Found, node: Node) -> Shape:
        """The shape of a function of one whole array."""
        shape = self.sizes.shape(one.shape)
        if name in ("tr", "det", "logdet", "eigvals") and not self.sizes.agree(shape.rows, shape.cols):
            what = {"tr": "a trace", "eigvals": "eigenvalues"}.get(name, "a determinant")
            raise ShapeError(
                f"{self.quote(one.tree)} is {self.shown(one)}: only a square matrix has {what}", node.span
            )
        if name == "eigvals":
            return Shape(shape.rows, ONE)
        if name == "vec":
            return Shape(shape.rows * shape.cols, ONE)
        if name == "diag":
            if ONE in (shape.rows, shape.cols):
                many = shape.rows * shape.cols
                return Shape(many, many)
            if not self.sizes.agree(shape.rows, shape.cols):
                raise ShapeError(f"{self.quote(one.tree)} is {self.shown(one)}: not square", node.span)
            return Shape(shape.rows, ONE)
        return SCALAR

    def _declared_call(self, node: Call) -> _Found:
        declared = self.scope.symbols[node.name]
        found = [self.find(arg) for arg in node.args]
        for one, wanted in zip(found, declared.arguments, strict=True):
            if not self.sizes.agree_shapes(one.shape, wanted.shape):
                raise ShapeError(
                    f"{self.quote(one.tree)} is {self.shown(one)}, but {node.name} takes a {wanted}",
                    node.span,
                )
        tree = Call(node.name, tuple(one.tree for one in found), span=node.span)
        return _Found(tree, declared.shape, self.joined(*found, node=node))

    def _derivative(self, node: Call) -> _Found:
        if len(node.args) != 2 or not isinstance(node.args[1], Sym):
            raise ShapeError(f"{node.name}(f, x) takes an expression and a symbol", node.span)
        body, by = self.closed(self.find(node.args[0])), self.find(node.args[1])
        if isinstance(by.tree, Sym) and by.tree.name not in self.scope.symbols:
            raise ShapeError(f"`{by.tree.name}` is not declared", by.tree.span)
        over = self.sizes.shape(by.shape)
        inner = self.sizes.shape(body.shape)
        if node.name == "diff" and not over.is_scalar:
            raise ShapeError(
                f"diff is by a scalar; {self.quote(node.args[1])} is {self.shown(by)}", node.span
            )
        if node.name in ("grad", "hessian") and not inner.is_scalar:
            raise ShapeError(
                f"{node.name} is of a scalar; {self.quote(node.args[0])} is {self.shown(body)}", node.span
            )
        many = over.rows * over.cols
        shapes = {
            "diff": inner,
            "grad": over,
            "jacobian": Shape(inner.rows * inner.cols, many),
            "hessian": Shape(many, many),
        }
        return _Found(Call(node.name, (body.tree, by.tree), span=node.span), shapes[node.name])

    def _expectation(self, node: Expectation) -> _Found:
        variable = self.scope.symbols.get(node.variable)
        mean, covariance = (self.find(one) for one in node.parameters)
        if variable is None or not self.sizes.agree_shapes(variable.shape, mean.shape):
            raise ShapeError(f"the mean of {node.variable} must have its shape", node.span)
        rows = variable.shape.rows
        if not self.sizes.agree_shapes(covariance.shape, Shape(rows, rows)):
            raise ShapeError(f"the covariance of {node.variable} must be {rows}×{rows}", node.span)
        body = self.closed(self.find(node.body))
        tree = Expectation(
            body.tree, node.variable, node.distribution, (mean.tree, covariance.tree), span=node.span
        )
        return _Found(tree, body.shape)

    def _free_index(self, node: Node) -> bool:
        """Whether an index is a free letter: neither summed over, nor declared as a number."""
        if not isinstance(node, Sym) or node.name in self.scope.dimensions:
            return False
        declared = self.scope.symbols.get(node.name)
        return declared is None or declared.kind == "index"

    def _entry(self, node: Sub) -> _Found:
        found = self.find(node.arg)
        shape = self.sizes.shape(found.shape)
        quoted = self.quote(node.arg)
        if shape.is_scalar:
            raise ShapeError(f"{quoted} is a scalar: it has no entries", node.span)
        indices = node.indices
        vector = ONE in (shape.rows, shape.cols)
        if not vector and len(indices) == 1 and isinstance(indices[0], Num) and indices[0].value >= 11:
            indices = tuple(Num(Fraction(int(d)), span=node.span) for d in str(indices[0].value))
        if len(indices) != (1 if vector else 2):
            wanted = "one index" if vector else "two indices"
            raise ShapeError(f"{quoted} is {self.shown(found)}: an entry takes {wanted}", node.span)
        sizes = (shape.rows if shape.cols == ONE else shape.cols,) if vector else (shape.rows, shape.cols)
        free = dict(found.free)
        trees: list[Node] = []
        for index, size in zip(indices, sizes, strict=True):
            if self._free_index(index):
                name = index.name  # type: ignore[attr-defined]  # _free_index has seen that it is a Sym
                one = _Found(index, SCALAR, {name: size})
            else:
                one = self.find(index)
            free = self.joined(_Found(node, SCALAR, free), one, node=node)
            trees.append(one.tree)
        return _Found(Sub(found.tree, tuple(trees), span=node.span), SCALAR, free)

    def _big(self, node: Big) -> _Found:
        fresh = node.index not in self.bound
        self.bound.add(node.index)
        try:
            body = self.find(node.body)
        finally:
            if fresh:
                self.bound.discard(node.index)
        bounds = [self.find(one).tree if one is not None else None for one in (node.lower, node.upper)]
        free = dict(body.free)
        size = free.pop(node.index, None)
        lower, upper = bounds
        if upper is None:
            if size is None:
                raise ShapeError(
                    f"over what does {node.index} run? Write sum_{{{node.index}=1}}^n", node.span
                )
            tree: Node = Fill(1, size, ONE, span=node.span)
            upper = Call("length", (tree,), span=node.span)
        lower = lower if lower is not None else Num(Fraction(1), span=node.span)
        return _Found(Big(node.kind, body.tree, node.index, lower, upper, span=node.span), body.shape, free)

    def _matrix(self, node: Matrix) -> _Found:
        rows = [[self.closed(self.find(entry)) for entry in row] for row in node.rows]
        heights: list[Size] = []
        widths: list[Size] = [one.shape.cols for one in rows[0]]
        for row in rows:
            heights.append(row[0].shape.rows)
            for one, width in zip(row, widths, strict=True):
                shape = Shape(heights[-1], width)
                if not self.sizes.agree_shapes(one.shape, shape):
                    raise ShapeError(
                        f"the block {self.quote(one.tree)} is {self.shown(one)} where {shape} is needed",
                        node.span,
                    )
        total_rows, total_cols = Size(()), Size(())
        for height in heights:
            total_rows += height
        for width in widths:
            total_cols += width
        tree = Matrix(tuple(tuple(one.tree for one in row) for row in rows), span=node.span)
        return _Found(tree, self.sizes.shape(Shape(total_rows, total_cols)))
