"""The shapes of sums, products, quotients and powers."""

from __future__ import annotations

import re

from quizzer.maths.names import ENTRYWISE
from quizzer.maths.shaping import Found, ShapeError, Shaping
from quizzer.maths.sizes import ONE, SCALAR, Shape
from quizzer.maths.tree import (
    Add,
    Call,
    Const,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    ProductKind,
    Span,
    Sym,
    Transpose,
)

_ANGLES = re.compile(r"[⟨<]|\\(?:left\s*\\)?langle")
_ATOM = re.compile(r"\w+|[d∂]\w*/[d∂]\w+|\\\w+(\{\w+\})?|\([^()]*\)")
_SHORT = 24  # characters of what can be said again in a hint


class Products(Shaping):
    """The rules of arithmetic."""

    def sum_of(self, node: Add, found: list[Found]) -> Found:
        """Terms of one shape; a scalar is added to each entry."""
        arrays = [one for one in found if not self.is_scalar(one)]
        for one in arrays[1:]:
            self.same(arrays[0], one, node, "added")
        tree = Add(tuple(one.tree for one in found), span=node.span)
        return Found(tree, arrays[0].shape if arrays else SCALAR, self.joined(*found, node=node))

    def product(self, node: Mul) -> Found:
        """Factors joined in the one way that the node tells."""
        found = [self.find(factor) for factor in node.factors]
        free = self.joined(*found, node=node)
        if node.kind == "entry":
            arrays = [one for one in found if not self.is_scalar(one)]
            for one in arrays[1:]:
                self.same(arrays[0], one, node, "multiplied entry by entry")
            shape = arrays[0].shape if arrays else SCALAR
            kind: ProductKind = "entry" if len(arrays) > 1 else "product"  # NumPy's 2 * A is 2 A
            return Found(Mul(kind, tuple(one.tree for one in found), span=node.span), shape, free)
        if node.kind == "kron":
            shape = found[0].shape
            for one in found[1:]:
                other = self.sizes.shape(one.shape)
                shape = Shape(shape.rows * other.rows, shape.cols * other.cols)
            return Found(Mul("kron", tuple(one.tree for one in found), span=node.span), shape, free)
        if node.kind == "dot":
            if _ANGLES.match(self.text, node.span.start):
                self.same(found[0], found[1], node, "joined in an inner product")
            found = self._as_inner(found)
        before = self.sizes.save()
        try:
            result = self._chain(found, node)
        except ShapeError:
            self.sizes.restore(before)
            grouped = self._grouped(found) if len(found) > 2 else None
            instead = grouped or self._flat_inner(found, node)
            if instead is None:
                raise
            result = instead
        return Found(result.tree, result.shape, free)

    def _as_inner(self, found: list[Found]) -> list[Found]:
        """Two columns joined by ·: the first one is transposed; of two rows the second."""
        left, right = found
        if self.is_scalar(left) or self.is_scalar(right):
            return found
        one, other = self.sizes.shape(left.shape), self.sizes.shape(right.shape)
        if one.cols == ONE == other.cols:
            flipped = Found(Transpose(left.tree, span=left.tree.span), one.transposed, left.free)
            return [flipped, right]
        if one.rows == ONE == other.rows:
            flipped = Found(Transpose(right.tree, span=right.tree.span), other.transposed, right.free)
            return [left, flipped]
        return found

    def _flat_inner(self, found: list[Found], node: Mul) -> Found | None:
        """NumPy's `x @ y` and `x @ A @ y` of flat arrays: the first column lies, what comes is a number."""
        if "@" not in self.text[node.span.start : node.span.end]:
            return None
        first = self.sizes.shape(found[0].shape)
        if first.cols != ONE or self.sizes.shape(found[-1].shape).cols != ONE:
            return None
        lying = Found(Transpose(found[0].tree, span=found[0].tree.span), first.transposed, found[0].free)
        before = self.sizes.save()
        try:
            result = self._chain([lying, *found[1:]], node)
        except ShapeError:
            self.sizes.restore(before)
            return None
        return result if self.is_scalar(result) else None

    def _chain(self, found: list[Found], node: Mul) -> Found:
        """Factors multiplied from the left."""
        shape, first = SCALAR, found[0]
        for position, one in enumerate(found):
            so_far = Found(node, shape)
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
        return Found(tree, self.sizes.shape(shape))

    def _mismatch(self, found: list[Found], position: int, first: Found, so_far: Found) -> ShapeError:
        one, before = found[position], found[position - 1]
        left = self.quote(first.tree, before.tree)
        right = self.quote(one.tree)
        shape = self.sizes.shape(so_far.shape)
        inner, outer = shape.cols, self.sizes.shape(one.shape).rows
        return ShapeError(
            f"{left} is {self.shown(so_far)} and {right} is {self.shown(one)}: "
            f"{self.quote(first.tree, one.tree)} needs the inner sizes {inner} and {outer} to agree"
            + self._meant(left, right, shape, self.sizes.shape(one.shape)),
            Span(first.tree.span.start, one.tree.span.end),
        )

    def _meant(self, left: str, right: str, one: Shape, other: Shape) -> str:
        """What a product of two arrays of one shape was likely meant to be."""
        if one != other or len(left) + len(right) > _SHORT:
            return ""
        left, right = _in_brackets(left), _in_brackets(right)
        if one.cols == ONE:
            return f"; the inner product is {left}^T {right}, entry by entry it is {left} .* {right}"
        return f"; entry by entry it is {left} .* {right}"

    def square(self, found: Found, what: str, instead: str) -> Found:
        """An array that must be square to have `what`; `instead` is what serves others."""
        if not self.is_scalar(found) and not self.sizes.agree(found.shape.rows, found.shape.cols):
            quoted, shape = self.quote(found.tree), self.shown(found)
            message = f"{quoted} is {shape}: only a square matrix has {what}; {instead}"
            raise ShapeError(message, found.tree.span)
        return found

    def _grouped(self, found: list[Found]) -> Found | None:
        """Some grouping of the factors that has a shape: `A xᵀ x` is A (xᵀ x)."""
        count = len(found)
        if count > 12:
            return None
        table: dict[tuple[int, int], Found] = {(k, k + 1): one for k, one in enumerate(found)}
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

    def quotient(self, node: Div) -> Found:
        """By a scalar, entry by entry, or a scalar by entries; never by a matrix."""
        left, right = self.find(node.left), self.find(node.right)
        free = self.joined(left, right, node=node)
        tree = Div(left.tree, right.tree, node.entrywise, span=node.span)
        if self.is_scalar(right):
            return Found(tree, left.shape, free)
        if self.is_scalar(left):
            vector = ONE in (self.sizes.shape(right.shape).rows, self.sizes.shape(right.shape).cols)
            if vector or node.entrywise or self._is_entrywise(node.right):
                return Found(tree, right.shape, free)
        elif node.entrywise:
            self.same(left, right, node, "divided entry by entry")
            return Found(tree, left.shape, free)
        one, other = self.quote(node.left), self.quote(node.right)
        what, instead = "a matrix", f"{one} {other}^-1 or {other}^-1 {one}, or ./ for entries"
        if self.is_scalar(left):
            instead = f"{one} {other}^-1, or ./ for entries"
        elif ONE in (self.sizes.shape(right.shape).rows, self.sizes.shape(right.shape).cols):
            what, instead = "a vector", "./ for entries"
        raise ShapeError(f"{one} / {other} divides by {what}: write {instead}", node.span)

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

    def power(self, node: Pow) -> Found:
        """A power of a scalar or a square matrix, or entry by entry; T over an array is a transpose."""
        base, exponent = self.find(node.base), self.find(node.exponent)
        free = self.joined(base, exponent, node=node)
        tree = Pow(base.tree, exponent.tree, node.entrywise, span=node.span)
        if self.is_scalar(base):
            return Found(tree, exponent.shape, free)
        if isinstance(node.exponent, Sym) and node.exponent.name == "T":
            return Found(Transpose(base.tree, span=node.span), base.shape.transposed, free)
        if isinstance(node.exponent, Neg) and node.exponent.arg == Sym("T"):
            base = self.square(base, "an inverse", "pinv(…) is the pseudo-inverse")
            inverse = Inverse(base.tree, span=node.span)
            return Found(Transpose(inverse, span=node.span), base.shape.transposed, free)
        if node.entrywise:
            if not self.is_scalar(exponent):
                self.same(base, exponent, node, "raised entry by entry")
            return Found(tree, base.shape, free)
        quoted = self.quote(node.base)
        if not self.is_scalar(exponent):
            raise ShapeError(f"the power of {quoted} is not a number", node.span)
        if not self.sizes.agree(base.shape.rows, base.shape.cols):
            if self._is_entrywise(node.base):  # 1 − tanh(z)² has one meaning
                return Found(Pow(base.tree, exponent.tree, entrywise=True, span=node.span), base.shape, free)
            raise ShapeError(
                f"{quoted} is {self.shown(base)}: only a square matrix has powers; .^ raises entries,"
                f" {quoted}'{quoted} is an inner product",
                node.span,
            )
        return Found(tree, base.shape, free)


def _in_brackets(quoted: str) -> str:
    """A piece as it must stand for a mark behind it to mean all of it."""
    return quoted if _ATOM.fullmatch(quoted) else f"({quoted})"
