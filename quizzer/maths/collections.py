"""Whether two collections or relations mean the same: tuples, sets, intervals, equations, inequalities."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from quizzer.maths.declarations import Declaration
from quizzer.maths.equivalence import Reference, at_precision
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.families import compare_families, constants_of
from quizzer.maths.formulas import Formula, NotAFormula, formula_of, infinity, membership, names_of
from quizzer.maths.shapes import COLLECTIONS
from quizzer.maths.solutions import Solutions
from quizzer.maths.substitution import solved
from quizzer.maths.tree import (
    Add,
    And,
    Call,
    Interval,
    Matrix,
    Mul,
    Neg,
    Node,
    Num,
    Or,
    Relation,
    SetOf,
    Sym,
    Tuple,
    Union,
)
from quizzer.maths.values import Exhausted, Imprecise, Undefined, cells_of
from quizzer.maths.verdict import UNDECIDED, Diagnosis, Verdict

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.solutions import Outcome
    from quizzer.maths.verdict import Certainty

_BITS = 192
_MOVED = ("the level moved", "the level scaled")
_ELEMENT = "element of the set"
_RELATIONS = (Relation, And, Or)
_SETS = (SetOf, Interval, Union)


def compare_collections(expected: Node, answer: Node, scope: Scope, deadline: float) -> Verdict:
    """Compare two collections, their expressions with sizes settled."""
    matcher = _Matcher(scope, deadline)
    expected = _as_interval(expected, answer)
    answer = _shaped_like(expected, answer)
    if isinstance(expected, Relation) and isinstance(answer, Relation):
        families = _as_families(expected, answer, scope, deadline)
        if families is not None:
            return families
    try:
        same, wrong = matcher.same(expected, answer)
        if same:
            return Verdict("equivalent", "sampled", points=matcher.points)
        outcome = _by_solutions(expected, answer, scope, deadline)
    except Exhausted:
        return Verdict("undecided", message=UNDECIDED)
    if outcome == "equivalent":
        return Verdict("equivalent", "sampled", points=matcher.points)
    if outcome == "undecided":
        return Verdict("undecided", message=UNDECIDED)
    diagnoses = (Diagnosis("entries", wrong),) if wrong else ()
    return Verdict("different", "refuted", diagnoses)


def _as_families(expected: Relation, answer: Relation, scope: Scope, deadline: float) -> Verdict | None:
    """Compare y = C e^x with y = K e^x, x y = C with 2 x y = C; None of what has no such form."""
    if not constants_of(scope, expected, answer) or not expected.kind == answer.kind == "=":
        return None
    one, other = _solved_for(expected, scope), _solved_for(answer, scope)
    if one is None or other is None or one[0] != other[0]:
        return None
    sides = one[1], other[1]
    if not one[0]:  # levels of one function are those of its multiples, and of what it is moved by
        scope = scope.with_symbols(dict.fromkeys(_MOVED, Declaration("constant")))
        moved, scaled = (Sym(name) for name in _MOVED)
        sides = tuple(Add((moved, Mul("product", (scaled, side)))) for side in sides)  # type: ignore[assignment]
    found = compare_families(*sides, scope, deadline)
    same_levels = (
        not one[0] and found.outcome == "different" and _may_share_levels(one[1], other[1], scope, deadline)
    )
    if found.outcome == "undecided" or same_levels:
        return Verdict("undecided", message=UNDECIDED)
    certainty: Certainty = "sampled" if found.outcome == "equivalent" else "refuted"
    return Verdict(found.outcome, certainty, points=found.points)


def _may_share_levels(one: Node, other: Node, scope: Scope, deadline: float) -> bool:
    """Whether one function may be a function of the other, as (x y)³ of x y: their gradients are parallel."""
    names = sorted(names_of(one) | names_of(other))
    if len(names) != 2:
        return True
    (a, b), (c, d) = ([Call("diff", (side, Sym(name))) for name in names] for side in (one, other))
    turned = Add((Mul("product", (a, d)), Neg(Mul("product", (b, c)))))
    zero = Num(Fraction(0))
    return Reference(turned, scope, zero, deadline).compare(zero).outcome != "different"


def _solved_for(node: Relation, scope: Scope) -> tuple[str, Node] | None:
    """The letter that stands alone on one side of an equation, "" for a constant, and the other side."""
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(side, Sym) and side.name not in names_of(other):
            alone = not constants_of(scope, side)
            if alone or not constants_of(scope, other):
                return side.name if alone else "", other
    return None


def _by_solutions(expected: Node, answer: Node, scope: Scope, deadline: float) -> Outcome:
    """Compare what is in two sets, or what solves two conditions; tuples differ as their parts do."""
    pair = _formulas(expected, answer)
    if pair is None:
        return "different"
    one, other, element = pair
    if element:
        scope = scope.with_symbols({_ELEMENT: Declaration("scalar")})
    found: Outcome = "undecided"
    if not any(declared.kind == "complex" for declared in scope.symbols.values()):
        found = Solutions(one, other, scope, deadline).compare()
    if found == "undecided" and not element:
        found = solved(one, other, scope, deadline)
    if found == "undecided" and isinstance(expected, SetOf) and isinstance(answer, SetOf):
        return "different"  # every element has been compared with every other
    return found


def _formulas(expected: Node, answer: Node) -> tuple[Formula, Formula, bool] | None:
    """Both as formulas, and whether they speak of the elements of a set; None where one is no such thing."""
    try:
        if isinstance(expected, _SETS) and isinstance(answer, _SETS):
            element = Sym(_ELEMENT)
            return membership(element, expected), membership(element, answer), True
        if isinstance(expected, _RELATIONS) and isinstance(answer, _RELATIONS):
            return formula_of(expected), formula_of(answer), False
        for relation, other in ((expected, answer), (answer, expected)):
            names = names_of(relation) - names_of(other)
            if isinstance(relation, _RELATIONS) and isinstance(other, _SETS) and len(names) == 1:
                pair = formula_of(relation), membership(Sym(names.pop()), other)
                return (*(pair if relation is expected else pair[::-1]), False)
    except NotAFormula:
        pass
    return None


def _as_interval(expected: Node, answer: Node) -> Node:
    """`(0, 1)` and `[0, 1]` that were expected, read as intervals where the answer is a set of numbers.

    Of two numbers, `[0, 1]` is no other way to write `(0, 1)`: the brackets may be what was asked for.
    """
    pair = isinstance(answer, Matrix) and len(answer.rows[0]) == 2 and not names_of(expected)
    if not pair and not isinstance(answer, Interval | Union | Relation | And | Or):
        return expected
    match expected:
        case Tuple(items=(low, high)):
            return Interval(low, high, closed_low=False, closed_high=False, span=expected.span)
        case Matrix(rows=((low, high),)):
            return Interval(low, high, closed_low=True, closed_high=True, span=expected.span)
    return expected


def _shaped_like(expected: Node, answer: Node) -> Node:
    """A pair read as the interval, a bare value as the set of one, that was asked for."""
    match expected, answer:
        case Relation() | And() | Or(), Tuple(items=items) if _is_bare(answer):
            return SetOf(items, span=answer.span)
        case Interval() | Union() | Relation() | And() | Or(), Tuple(items=(low, high)):
            return Interval(low, high, closed_low=False, closed_high=False, span=answer.span)
        case Interval() | Union() | Relation() | And() | Or(), Matrix(rows=((low, high),)):
            return Interval(low, high, closed_low=True, closed_high=True, span=answer.span)
        case Tuple(), Matrix(rows=(row,)):
            return Tuple(row, span=answer.span)
        case Tuple(), Matrix(rows=rows) if all(len(row) == 1 for row in rows):
            return Tuple(tuple(row[0] for row in rows), span=answer.span)
        case SetOf(), Tuple(items=items) if _is_bare(answer):
            return SetOf(items, span=answer.span)
        case Relation() | And() | Or(), _ if not isinstance(answer, COLLECTIONS) and not names_of(answer):
            return SetOf((answer,), span=answer.span)
        case SetOf() | Union() | Interval(), _ if not isinstance(answer, COLLECTIONS):
            return SetOf((answer,), span=answer.span)
        case _, Relation(kind="in", left=Sym(), right=right) if isinstance(expected, _SETS):
            return right
        case _:
            return answer


def _is_bare(node: Tuple) -> bool:
    """Whether no parentheses stand around it: `1, 2` are the elements of a set, `(1, 2)` is a pair."""
    return node.items[0].span.start == node.span.start


class _Matcher:
    """Comparisons inside one pair of collections."""

    def __init__(self, scope: Scope, deadline: float) -> None:
        self.scope = scope
        self.deadline = deadline
        self.points = 0

    def same(self, expected: Node, answer: Node) -> tuple[bool, str]:
        """Whether the two are the same part by part, and which parts are wrong."""
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
        if isinstance(one, Matrix) != isinstance(other, Matrix):
            return False
        if infinity(one) or infinity(other):
            return infinity(one) == infinity(other)
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
        left, right = _difference(first), _difference(second)
        ratio = self._ratio(left, right)
        if ratio is None or (ratio < 0 and first.kind not in ("=", "!=")):
            return False
        return self.equal(left, Mul("product", (Num(ratio), right)))

    def _ratio(self, one: Node, other: Node) -> Fraction | None:
        """The simple number that the first is of the second at one point."""
        reference = Reference(one, self.scope, other, self.deadline)
        key, drawn = reference.draw(0, 0, 0)
        if drawn is None:
            return None
        with at_precision(_BITS):
            try:
                above = cells_of(reference.value(key, drawn, _BITS)[0])
                below = cells_of(Evaluator(drawn.point(), self.deadline).value(other))
                ratio = above[0] / below[0]
            except (Undefined, Imprecise, ZeroDivisionError):
                return None
            if isinstance(ratio, acb) and ratio.imag.contains(0):
                ratio = ratio.real
            if len(above) != len(below) or not isinstance(ratio, arb) or not ratio.is_finite():
                return None
            near = Fraction(float(ratio)).limit_denominator(10_000)
            exact = fmpq(near.numerator, near.denominator)
            return near if near and (ratio - exact).contains(0) else None


def _turned(node: Relation) -> Relation:
    """`a > b` as `b < a`."""
    if node.kind == ">":
        return Relation("<", node.right, node.left)
    if node.kind == ">=":
        return Relation("<=", node.right, node.left)
    return node


def _difference(node: Relation) -> Node:
    return Add((node.left, Neg(node.right)))
