"""Whether two collections or relations mean the same: tuples, sets, intervals, equations, inequalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb

from quizzer.maths.diagnose import Diagnosis
from quizzer.maths.equivalence import Reference, at_precision
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.shapes import COLLECTIONS
from quizzer.maths.tree import (
    Add,
    And,
    Const,
    Interval,
    Matrix,
    Neg,
    Node,
    Or,
    Relation,
    SetOf,
    Tuple,
    Union,
)
from quizzer.maths.values import Exhausted, Imprecise, Undefined

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.grade import Verdict

_BITS = 192


def compare_collections(expected: Node, answer: Node, scope: Scope, deadline: float) -> Verdict:
    """Compare two collections, their expressions with sizes settled."""
    from quizzer.maths.grade import Verdict as Made  # noqa: PLC0415 - grade stands above and joins the two

    matcher = _Matcher(scope, deadline)
    try:
        same, wrong = matcher.same(expected, _shaped_like(expected, answer))
    except Exhausted:
        return Made("undecided", message="this could not be decided in time; judge it yourself")
    if same:
        return Made("equivalent", "sampled", points=matcher.points)
    diagnoses = (Diagnosis("entries", wrong),) if wrong else ()
    return Made("different", "refuted", diagnoses)


def _shaped_like(expected: Node, answer: Node) -> Node:
    """A pair read as the interval, a bare value as the set of one, that was asked for."""
    match expected, answer:
        case Interval(), Tuple(items=(low, high)):
            return Interval(low, high, closed_low=False, closed_high=False, span=answer.span)
        case Interval(), Matrix(rows=((low, high),)):
            return Interval(low, high, closed_low=True, closed_high=True, span=answer.span)
        case Tuple(), Matrix(rows=(row,)):
            return Tuple(row, span=answer.span)
        case SetOf(), Tuple(items=items):
            return SetOf(items, span=answer.span)
        case SetOf(), _ if not isinstance(answer, COLLECTIONS):
            return SetOf((answer,), span=answer.span)
        case _:
            return answer


class _Matcher:
    """Comparisons inside one pair of collections."""

    def __init__(self, scope: Scope, deadline: float) -> None:
        self.scope = scope
        self.deadline = deadline
        self.points = 0

    def same(self, expected: Node, answer: Node) -> tuple[bool, str]:
        """Whether the two mean the same, and which parts are wrong."""
        match expected, answer:
            case Tuple(items=wanted), Tuple(items=given):
                if len(wanted) != len(given):
                    return False, f"{len(wanted)} entries are asked for, here are {len(given)}"
                wrong = [
                    str(k)
                    for k, pair in enumerate(zip(wanted, given, strict=True), 1)
                    if not self.equal(*pair)
                ]
                return not wrong, f"wrong are the entries {', '.join(wrong)}" if wrong else ""
            case SetOf(items=wanted), SetOf(items=given):
                return self._sets(wanted, given)
            case Interval(), Interval():
                return self._intervals(expected, answer)
            case Union(parts=wanted), Union(parts=given):
                return self._matched(wanted, given), ""
            case Relation(), Relation():
                return self._relations(expected, answer), ""
            case (And(parts=wanted), And(parts=given)) | (Or(parts=wanted), Or(parts=given)):
                return self._matched(wanted, given), ""
            case _:
                if isinstance(expected, COLLECTIONS) or isinstance(answer, COLLECTIONS):
                    return False, ""
                return self.equal(expected, answer), ""

    def equal(self, one: Node, other: Node) -> bool:
        """Whether two parts mean the same."""
        if isinstance(one, COLLECTIONS) or isinstance(other, COLLECTIONS):
            return self.same(one, other)[0]
        if _is_infinite(one) or _is_infinite(other):
            return one == other
        reference = Reference(one, self.scope, other, self.deadline)
        try:
            found = reference.compare(other)
        except ValueError:  # arrays of different sizes
            return False
        if found.outcome == "undecided":
            raise Exhausted
        self.points += found.points
        return found.outcome == "equivalent"

    def _matched(self, wanted: tuple[Node, ...], given: tuple[Node, ...]) -> bool:
        """Whether every part of each has one that means the same in the other."""
        forth = all(any(self.equal(one, other) for other in given) for one in wanted)
        return forth and all(any(self.equal(one, other) for one in wanted) for other in given)

    def _sets(self, wanted: tuple[Node, ...], given: tuple[Node, ...]) -> tuple[bool, str]:
        missing = [one for one in wanted if not any(self.equal(one, other) for other in given)]
        surplus = [other for other in given if not any(self.equal(one, other) for one in wanted)]
        if not missing and not surplus:
            return True, ""
        parts = [f"{len(missing)} missing"] * bool(missing) + [f"{len(surplus)} wrong"] * bool(surplus)
        return False, "of the elements, " + " and ".join(parts)

    def _intervals(self, one: Interval, other: Interval) -> tuple[bool, str]:
        ends = self.equal(one.low, other.low) and self.equal(one.high, other.high)
        closed = (one.closed_low, one.closed_high) == (other.closed_low, other.closed_high)
        if ends and not closed:
            return False, "the ends are right, but not which of them belong to it"
        return ends and closed, ""

    def _relations(self, one: Relation, other: Relation) -> bool:
        """Equal up to sides exchanged and a constant factor, which of an inequality is positive."""
        if one.kind == "in" or other.kind == "in":
            return (
                one.kind == other.kind
                and self.equal(one.left, other.left)
                and self.equal(one.right, other.right)
            )
        first, second = _turned(one), _turned(other)
        if first.kind != second.kind:
            return False
        ratio = self._ratio(_difference(first), _difference(second))
        return ratio is not None and (first.kind in ("=", "!=") or bool(ratio > 0))

    def _ratio(self, one: Node, other: Node) -> arb | None:
        """The one number that the first is of the second at every point."""
        reference = Reference(one, self.scope, other, self.deadline)
        found: arb | None = None
        for number in range(6):
            key, drawn = reference.draw(number % 2, 0, number)
            if drawn is None:
                return None
            with at_precision(_BITS):
                try:
                    above, _ = reference.value(key, drawn, _BITS)
                    below = Evaluator(drawn.point(), self.deadline).value(other)
                    ratio = above / below
                except (Undefined, Imprecise, ZeroDivisionError):
                    return None
            if not isinstance(ratio, arb) or not ratio.is_finite() or ratio.contains(0):
                return None
            if found is not None and not found.overlaps(ratio):
                return None
            found = ratio if found is None else found
            self.points += 1
        return found


def _turned(node: Relation) -> Relation:
    """`a > b` as `b < a`."""
    if node.kind == ">":
        return Relation("<", node.right, node.left)
    if node.kind == ">=":
        return Relation("<=", node.right, node.left)
    return node


def _difference(node: Relation) -> Node:
    return Add((node.left, Neg(node.right)))


def _is_infinite(node: Node) -> bool:
    inner = node.arg if isinstance(node, Neg) else node
    return isinstance(inner, Const) and inner.name == "inf"
