"""The shapes of functions, entries, sums over an index, and matrices spelt out."""

from __future__ import annotations

from fractions import Fraction

from quizzer.maths.names import ENTRYWISE
from quizzer.maths.shape_products import Products
from quizzer.maths.shaping import Found, ShapeError
from quizzer.maths.sizes import ONE, SCALAR, Shape, Size
from quizzer.maths.tree import Big, Call, Expectation, Fill, Matrix, Node, Num, Sub, Sym


class Calls(Products):
    """The rules of what takes arguments, indices or blocks."""

    def call(self, node: Call) -> Found:
        """A function of scalars acts on entries; others see an array as a whole."""
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
            return Found(tree, found[0].shape, free)
        if len(found) > 1:
            arrays = [one for one in found if not self.is_scalar(one)]
            for one in arrays[1:]:
                self.same(arrays[0], one, node, "compared entry by entry")
            return Found(tree, arrays[0].shape if arrays else SCALAR, free)
        one = self.closed(found[0])
        return Found(Call(name, (one.tree,), span=node.span), self._shape_of(name, one, node), one.free)

    def _shape_of(self, name: str, one: Found, node: Node) -> Shape:
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

    def _declared_call(self, node: Call) -> Found:
        declared = self.scope.symbols[node.name]
        found = [self.find(arg) for arg in node.args]
        for one, wanted in zip(found, declared.arguments, strict=True):
            if not self.sizes.agree_shapes(one.shape, wanted.shape):
                raise ShapeError(
                    f"{self.quote(one.tree)} is {self.shown(one)}, but {node.name} takes a {wanted}",
                    node.span,
                )
        tree = Call(node.name, tuple(one.tree for one in found), span=node.span)
        return Found(tree, declared.shape, self.joined(*found, node=node))

    def _derivative(self, node: Call) -> Found:
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
        return Found(Call(node.name, (body.tree, by.tree), span=node.span), shapes[node.name])

    def expectation(self, node: Expectation) -> Found:
        """The shape of what the expectation is of."""
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
        return Found(tree, body.shape)

    def free_index(self, node: Node) -> bool:
        """Whether an index is a free letter: neither summed over, nor declared as a number."""
        if not isinstance(node, Sym):
            return False
        if node.name in self.bound:
            return True
        if node.name in self.scope.dimensions:
            return False
        declared = self.scope.symbols.get(node.name)
        return declared is None or declared.kind == "index"

    def entry(self, node: Sub) -> Found:
        """A scalar; letters among its indices stay free."""
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
            self._within(node, index, size)
            if self.free_index(index):
                name = index.name  # type: ignore[attr-defined]  # _free_index has seen that it is a Sym
                one = Found(index, SCALAR, {name: size})
            else:
                one = self.find(index)
                if not self.is_scalar(one):
                    raise ShapeError(
                        f"{self.quote(index)} is {self.shown(one)}: an index is a number", node.span
                    )
            free = self.joined(Found(node, SCALAR, free), one, node=node)
            trees.append(one.tree)
        return Found(Sub(found.tree, tuple(trees), span=node.span), SCALAR, free)

    def _within(self, node: Sub, index: Node, size: Size) -> None:
        """An index that is a number counts from 1 up to the size."""
        if not isinstance(index, Num):
            return
        if index.value < 1 or index.value.denominator != 1:
            raise ShapeError(f"{self.quote(node)}: entries are counted from 1", node.span)
        last = size.number
        if last is not None and index.value > last:
            raise ShapeError(f"{self.quote(node)} does not exist: the index runs from 1 to {last}", node.span)

    def big(self, node: Big) -> Found:
        """The shape of the body; its index is free no longer."""
        fresh = node.index not in self.bound
        self.bound.add(node.index)
        try:
            body = self.find(node.body)
        finally:
            if fresh:
                self.bound.discard(node.index)
        bounds = {one: self._bound(one) for one in (node.lower, node.upper) if one is not None}
        rest = dict(body.free)
        size = rest.pop(node.index, None)
        free = self.joined(Found(node, SCALAR, rest), *bounds.values(), node=node)
        lower = bounds[node.lower].tree if node.lower is not None else Num(Fraction(1), span=node.span)
        upper = bounds[node.upper].tree if node.upper is not None else None
        if upper is None:
            if size is None:
                raise ShapeError(
                    f"over what does {node.index} run? Write sum_{{{node.index}=1}}^n", node.span
                )
            tree: Node = Fill(1, size, ONE, span=node.span)
            upper = Call("length", (tree,), span=node.span)
        return Found(Big(node.kind, body.tree, node.index, lower, upper, span=node.span), body.shape, free)

    def _bound(self, node: Node) -> Found:
        """Where a sum or a product begins or ends: a number, which may depend on other indices.

        Raises:
            ShapeError: of an array.
        """
        found = self.find(node)
        if not self.is_scalar(found):
            raise ShapeError(
                f"`{self.quote(node)}` is {self.shown(found)}: a sum or product begins and ends at numbers",
                node.span,
            )
        return found

    def matrix(self, node: Matrix) -> Found:
        """Blocks of one height along each row and one width down each column; 0 is a block of zeros."""
        rows = [[self.closed(self.find(entry)) for entry in row] for row in node.rows]
        if any(not self.is_scalar(one) for row in rows for one in row):
            rows = [[self._zeros(one) for one in row] for row in rows]
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
        return Found(tree, self.sizes.shape(Shape(total_rows, total_cols)))

    def _zeros(self, found: Found) -> Found:
        if not (isinstance(found.tree, Num) and found.tree.value == 0):
            return found
        shape = Shape(self.sizes.fresh(), self.sizes.fresh())
        return Found(Fill(0, shape.rows, shape.cols, span=found.tree.span), shape)
