"""A wrong answer with all that a diagnosis needs: whether a changed answer would have been right."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from flint import acb, arb, arb_mat

from quizzer.maths.canonical import proves
from quizzer.maths.clock import is_over
from quizzer.maths.equivalence import Reference, at_precision, names_in
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.recalling import Recalling
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.slips.matrix_form import matrix_form
from quizzer.maths.tree import Mul, Node, Sym, children, rebuilt, replaced, walk
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.values import Exhausted, Imprecise, Undefined, Value, cells_of, is_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quizzer.maths.declarations import Scope
    from quizzer.maths.evaluate import Point
    from quizzer.maths.values import Scalar

BITS = 192
"""The precision of a look at one point."""

MOST_CANDIDATES = 120
"""How many changed answers one kind of slip may try."""

_POINTS = ((0, 0, 0), (1, 0, 1), (0, 0, 4), (1, 0, 7))  # sizes, magnitude, number
_LONGEST_NAMED = 24
Made = TypeVar("Made")

_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError)
"""What evaluating a candidate comes to whose sizes do not fit, or in which an index belongs to no sum."""


@dataclass(slots=True)
class Case:
    """A wrong answer and what was expected, as read and as shaped."""

    expected: Node
    answer: Node
    wanted: Shaped
    given: Shaped
    scope: Scope
    reference: Reference
    deadline: float
    right: Node = field(init=False)
    """The expected expression, its products flat."""
    typed: Node = field(init=False)
    """The answer with its shapes settled, its products flat."""
    _first: tuple[Point, Value] | None = field(default=None, init=False)
    _theirs: tuple[int, Point, Value] | None = field(default=None, init=False)
    _recalled: dict[int, Recalling] = field(default_factory=dict, init=False)
    _pairs: dict[int, tuple[list[Scalar], list[Scalar]] | None] = field(default_factory=dict, init=False)

    def check_time(self) -> None:
        """Give up once the time is over.

        Raises:
            Exhausted: then.
        """
        if is_over(self.deadline):
            raise Exhausted

    def __post_init__(self) -> None:
        self.right = flattened(matrix_form(self.wanted.tree))
        self.typed = flattened(matrix_form(self.given.tree))

    @property
    def is_turned(self) -> bool:
        """Whether the answer has another shape than what is asked."""
        return self.given.shape != self.wanted.shape

    @property
    def has_names(self) -> bool:
        """Whether the expected expression is more than a number."""
        declared = self.scope.symbols.keys() | self.scope.dimensions
        if names_in(self.wanted.tree) & declared:
            return True
        return self.scope.open and any(isinstance(node, Sym) for node in walk(self.wanted.tree))

    def fits(self, candidate: Node) -> bool:
        """Whether a changed answer is what was expected."""
        if not self.meets(candidate):
            return False
        try:
            shaped = infer(candidate, self.scope, want=self.wanted.shape)
        except ShapeError:
            return False
        if shaped.shape != self.wanted.shape:
            return False
        found = self.reference.compare(shaped.tree, quick=True).outcome
        if found == "undecided":  # a power too high for any precision, as of (x − a)⁶⁰⁰¹
            return proves(self.wanted.tree, shaped.tree, self.scope)
        return found == "equivalent"

    def made(self, what: object, make: Callable[[], Made]) -> Made:
        """What is made of the expected expression alone, once for all answers to it."""
        known = self.reference.memory.made
        key = (what, self.scope)
        if key not in known:
            known[key] = make()
        found: Made = known[key]
        return found

    def likely_origins(self, what: str, make: Callable[[], list[Node]]) -> frozenset[int]:
        """Which of some changed expected expressions meet the answer at one point.

        Args:
            what: the kind of change, by which the values are remembered.
            make: makes the changed expressions.
        """
        if self._theirs is None:
            self._theirs = self._answered()
        place, point, typed = self._theirs
        values = self.made((what, place), lambda: [self._value_at(point, one) for one in make()])
        return frozenset(k for k, value in enumerate(values) if value is not None and _overlap(value, typed))

    def _value_at(self, point: Point, tree: Node) -> Value | None:
        self.check_time()
        try:
            with at_precision(BITS):
                return self._at_point(point).whole(tree)
        except (Undefined, Imprecise, *_MISSHAPEN):
            return None

    def comes_from(self, changed: Node) -> bool:
        """Whether the answer, which it meets at one point, is what a changed expected expression would be."""
        self.check_time()
        try:
            shaped = infer(changed, self.scope, want=self.given.shape)
        except (ShapeError, *_MISSHAPEN):
            return False
        if shaped.shape != self.given.shape:
            return False
        reference = Reference(shaped.tree, self.scope, self.given.tree, self.deadline)
        return reference.compare(self.given.tree, quick=True).outcome == "equivalent"

    def _answered(self) -> tuple[int, Point, Value]:
        """The number of a point where the answer has a value, the point and that value."""
        for place, (which, magnitude, number) in enumerate(_POINTS):
            key, drawn = self.reference.draw(which, magnitude, number)
            if drawn is not None:
                with suppress(Undefined, Imprecise), at_precision(BITS):
                    point = self.reference.point(key, drawn, BITS)
                    return place, point, Evaluator(point, self.deadline).value(self.given.tree)
        raise Undefined

    def meets(self, candidate: Node, wanted: Node | None = None) -> bool:
        """Whether two meet at one point: most candidates end here, before they have a shape.

        Args:
            candidate: a changed answer.
            wanted: what it is compared with, if not with what was asked.
        """
        self.check_time()
        if self._first is None:
            key, drawn = self.reference.draw(*_POINTS[0])
            if drawn is None:
                raise Undefined
            with at_precision(BITS):
                self._first = (
                    self.reference.point(key, drawn, BITS),
                    self.reference.value(key, drawn, BITS)[0],
                )
        point, expected = self._first
        try:
            with at_precision(BITS):
                value = self._at_point(point).whole(candidate)
                if wanted is not None:
                    expected = self._at_point(point).whole(wanted)
        except (Undefined, Imprecise):  # at this precision, what cannot be told is a division by zero
            return False
        except _MISSHAPEN:
            return False
        return _overlap(expected, value)

    def _at_point(self, point: Point) -> Recalling:
        """Values at a point of this case, of which there are one or two."""
        found = self._recalled.get(id(point))
        if found is None:
            found = self._recalled[id(point)] = Recalling(point, self.deadline)
        return found

    def pairs(self) -> Iterator[tuple[list[Scalar], list[Scalar]]]:
        """The entries of both sides at four points, of plain numbers at one; most slips end at the first."""
        for place, (which, magnitude, number) in enumerate(
            _POINTS if self.reference.scope.symbols or self.reference.traits.dimensions else _POINTS[:1]
        ):
            if place not in self._pairs:
                self._pairs[place] = self._pair(which, magnitude, number)
            pair = self._pairs[place]
            if pair is not None:
                yield pair

    def _pair(self, which: int, magnitude: int, number: int) -> tuple[list[Scalar], list[Scalar]] | None:
        key, drawn = self.reference.draw(which, magnitude, number)
        if drawn is None:
            return None
        with at_precision(BITS):
            expected, _ = self.reference.value(key, drawn, BITS)
            point = self.reference.point(key, drawn, BITS)
            answer = Evaluator(point, self.deadline).value(self.given.tree)
        return cells_of(expected), cells_of(answer)


def _overlap(one: Value, other: Value) -> bool:
    if type(one) is type(other) and isinstance(one, arb | arb_mat):
        return bool(one.overlaps(other))
    first, second = cells_of(one), cells_of(other)
    if len(first) != len(second):
        return False
    if is_array(one) and (not is_array(other) or one.nrows() != other.nrows()):
        return False
    return all(touch(a, b) for a, b in zip(first, second, strict=True))


def touch(one: Scalar, other: Scalar) -> bool:
    """Whether two balls meet, of which one may be real and the other complex."""
    return bool(acb(one).overlaps(other) if isinstance(other, acb) else one.overlaps(other))


def everywhere(node: Node, change: Callable[[Node], Iterable[Node]]) -> Iterator[tuple[Node, Node, Node]]:
    """The tree with `change` made in one place, for every place: the whole, the piece before and after."""
    for changed in change(node):
        yield changed, node, changed
    below = children(node)
    for position, child in enumerate(below):
        for whole, before, after in everywhere(child, change):
            yield rebuilt(node, (*below[:position], whole, *below[position + 1 :])), before, after


def flattened(tree: Node) -> Node:
    """The tree with products of products made one product, as the associative law allows."""

    def flat(node: Node) -> Node | None:
        if not isinstance(node, Mul) or not any(_joins(node, one) for one in node.factors):
            return None
        factors: list[Node] = []
        for one in node.factors:
            factors += one.factors if isinstance(one, Mul) and _joins(node, one) else [one]
        return flattened(Mul(node.kind, tuple(factors), span=node.span))

    return replaced(tree, flat)


def _joins(node: Mul, factor: Node) -> bool:
    return isinstance(factor, Mul) and factor.kind == node.kind != "dot"


def named(node: Node) -> str | None:
    """A short piece of an answer as it is written, to be quoted in a sentence."""
    try:
        text = text_of(node, "unicode")
    except KeyError:
        return None
    return text if len(text) <= _LONGEST_NAMED else None


def look_at(node: Node) -> str:
    """Where to look, as the end of a sentence."""
    name = named(node)
    return f": look at {name}." if name else "."
