"""What every shape rule builds on: a node's shape with its free indices, quoting, comparing, closing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.sizes import ONE, Shape, Size
from quizzer.maths.tokens import in_one_line, quoted
from quizzer.maths.tree import Axes, Node, Span
from quizzer.maths.unify import Unifier

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    r"""Columns widened until their braces match: from `A}\mathbf{x` to `\mathbf{A}\mathbf{x}`."""
    depth = lowest = 0
    for character in text[start:end]:
        depth += {"{": 1, "}": -1}.get(character, 0)
        lowest = min(lowest, depth)
    for _ in range(-lowest):
        opening = _OPENING.search(text, 0, start)
        if opening is None:
            break
        start, depth = opening.start(), depth + 1
    while depth > 0 and text[end : end + 1] == "}":
        end, depth = end + 1, depth - 1
    return start, end


_OPENING = re.compile(r"(?:\\[A-Za-z]+\s*)?\{[^{}]*\Z")
_UNKNOWN = re.compile(r"\?\d+")


class ShapeError(Exception):
    """An expression that has a meaning for no sizes: one sentence, and the columns it speaks of."""

    def __init__(self, message: str, span: Span) -> None:
        self.message = in_one_line(message)
        self.span = span
        super().__init__(self.message)


Free = dict[str, Size]
"""The free indices of an expression and how far each runs."""


@dataclass(slots=True)
class Found:
    """What is known of one node."""

    tree: Node
    shape: Shape
    free: Free = field(default_factory=dict)


@lru_cache(maxsize=256)
def _lone_dimension(scope: Scope) -> Size:
    """The size of an I that nothing stands beside: n, where every square matrix here is n×n; else 1."""
    shapes = {one.shape for one in scope.symbols.values() if one.kind != "function"}
    found = {shape.rows for shape in shapes if shape.rows == shape.cols and not shape.is_scalar}
    return found.pop() if len(found) == 1 else ONE


class Shaping:
    """One inference over one tree."""

    def __init__(self, scope: Scope, text: str) -> None:
        self.scope = scope
        self.text = text
        self.sizes = Unifier(_lone_dimension(scope))
        self.bound: set[str] = set()

    def quote(self, node: Node, last: Node | None = None) -> str:
        """What the learner typed for a node, or for all from one node to another."""
        start, end = balanced(self.text, node.span.start, (last or node).span.end)
        return quoted(self.text[start:end]) or "this"

    def closed(self, found: Found) -> Found:
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
        return Found(Axes(found.tree, tuple(names), sizes, span=found.tree.span), shape, left)

    def is_scalar(self, found: Found) -> bool:
        """Whether it is 1×1."""
        return self.sizes.shape(found.shape).is_scalar

    def shown(self, found: Found) -> str:
        """Its shape in words a learner knows, unknown sizes as `?`."""
        shape = self.sizes.shape(found.shape)
        if shape.is_scalar:
            return "a scalar"
        return _UNKNOWN.sub("?", f"{shape}")

    def joined(self, *found: Found, node: Node) -> Free:
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

    def same(self, one: Found, other: Found, node: Node, what: str) -> None:
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

    def find(self, node: Node) -> Found:
        """The shape of a node and the tree with what is settled below."""
        raise NotImplementedError
