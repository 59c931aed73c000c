"""Many trees at one point that share most of their pieces, as changed answers do: each is evaluated once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from quizzer.maths.evaluate import EVALUATED, Evaluator, Point
from quizzer.maths.names import DERIVATIVES
from quizzer.maths.tree import Axes, Big, Call, Expectation
from quizzer.maths.watch import Unwatched

if TYPE_CHECKING:
    from quizzer.maths.tree import Node
    from quizzer.maths.values import Value

_BINDING = frozenset((Axes, Big, Expectation))


class Recalling(Evaluator):
    """Values at one point and one precision.

    Pieces are told by identity, and are kept as long as this, so that no other can have their identity. What
    stands under a sum or a derivative has many values, and is not kept. Nothing is noted on the way.
    """

    def __init__(self, point: Point, deadline: float = math.inf) -> None:
        super().__init__(point, deadline)
        self.watch = Unwatched()
        self._known: dict[int, tuple[Node, Value]] = {}
        self._bound = False

    def whole(self, tree: Node) -> Value:
        """The value of a tree, which may take as much time as if it were the only one.

        Raises:
            Undefined, Imprecise, Exhausted, TooLarge: as `value`.
        """
        self._steps = 0
        self._bound = False
        self.entry_by_entry.clear()
        return self.value(tree)

    def value(self, node: Node) -> Value:
        """The value of a node, from memory where it has been asked for."""
        known = None if self._bound else self._known.get(id(node))
        if known is not None:
            return known[1]
        steps = self._steps = self._steps + 1
        if not steps & 31:
            self._check(steps)
        kind = type(node)
        if self._bound:
            return EVALUATED[kind](self, node)
        if kind in _BINDING or (kind is Call and node.name in DERIVATIVES):  # type: ignore[attr-defined]
            self._bound = True  # `whole` unbinds it where this raises
            found = EVALUATED[kind](self, node)
            self._bound = False
        else:
            found = EVALUATED[kind](self, node)
        self._known[id(node)] = (node, found)
        return found
