"""Equations against their solved form: `x = 2 and y = 1` put into `x + y = 3 and x - y = 1`.

What is solved for is put in. If an equation does not hold then, the two are different; if all hold, the
solved form is one of the solutions, and the only one where the equations are linear and independent.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb, arb_mat

from quizzer.maths.equivalence import Reference, at_precision
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.formulas import Atom, Formula, Joined
from quizzer.maths.plan import names_in
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tree import Add, Fill, Neg, Node, Num, Sym, replaced
from quizzer.maths.values import Imprecise, Undefined, Value, array, cells_of, determinant, is_array

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.sample import Draw, Manner
    from quizzer.maths.solutions import Outcome

_BITS = 192
_ZERO = Fraction(0)


def solved(one: Formula, other: Formula, scope: Scope, deadline: float) -> Outcome:
    """Compare two formulas, the expected one first, one of which is solved for some symbols."""
    for form, rest in ((other, one), (one, other)):
        solutions, equations = _solutions(form), _equations(rest)
        if solutions and equations:
            return _compared(solutions, equations, scope, deadline, is_expected=form is one)
    return "undecided"


def _equations(formula: Formula) -> list[Node] | None:
    if isinstance(formula, Atom):
        return [formula.left] if formula.kind == "=" else None
    if formula.kind != "and":
        return None
    found: list[Node] = []
    for part in formula.parts:
        more = _equations(part)
        if more is None:
            return None
        found += more
    return found


def _solutions(formula: Formula) -> dict[str, Node] | None:
    """What each symbol is, where a formula is `x = …` or several of them, none of which speaks of another."""
    atoms = formula.parts if isinstance(formula, Joined) and formula.kind == "and" else (formula,)
    found: dict[str, Node] = {}
    for atom in atoms:
        if not isinstance(atom, Atom) or atom.kind != "=":
            return None
        match atom.left:
            case Sym(name=name):
                value: Node = Num(_ZERO)
            case Add(terms=(Sym(name=name), Neg(arg=value))) | Add(terms=(value, Neg(arg=Sym(name=name)))):
                pass
            case _:
                return None
        if name in found:
            return None
        found[name] = value
    if any(names_in(value) & found.keys() for value in found.values()):
        return None
    return found


def _compared(
    solutions: dict[str, Node], equations: list[Node], scope: Scope, deadline: float, *, is_expected: bool
) -> Outcome:
    def put_in(node: Node) -> Node | None:
        return solutions.get(node.name) if isinstance(node, Sym) else None

    for equation in equations:
        try:
            shaped = infer(replaced(equation, put_in), scope)
        except ShapeError:
            return "undecided"
        shape = shaped.shape
        assert shape is not None
        nothing: Node = Num(_ZERO) if shape.is_scalar else Fill(0, shape.rows, shape.cols)
        found = Reference(nothing, scope, shaped.tree, deadline).compare(shaped.tree)
        if found.outcome != "equivalent":
            return "undecided" if found.partial else found.outcome
    return _uniqueness(solutions, equations, scope, deadline, is_expected=is_expected)


_PLACES: tuple[tuple[int, int, Manner], ...] = (
    (0, 0, "generic"),
    (1, 1, "generic"),
    (0, 600, "zero"),
    *((number % 2, 600 + number, "special") for number in range(1, 7)),
)


def _uniqueness(
    solutions: dict[str, Node], equations: list[Node], scope: Scope, deadline: float, *, is_expected: bool
) -> Outcome:
    """Whether the equations are linear in the symbols solved for, and independent.

    That is looked at where two random points are, and at those where what is declared may be singular: from
    A u = 0 follows u = 0 for nearly every A, and yet not for every one.
    """
    system = Add(tuple(equations)) if len(equations) > 1 else equations[0]
    named = Add((system, *solutions.values()))  # so that all names of both sides have values
    reference = Reference(system, scope, named, deadline)
    for which, number, manner in _PLACES:
        _, found = reference.draw(which, 0, number, manner)
        if found is None:
            if manner == "generic":
                return "undecided"
            continue
        if not _has_values(solutions, found, deadline):
            if is_expected:
                continue
            return "different" if manner != "generic" else "undecided"
        outcome = _regularity(solutions, equations, found, deadline)
        if outcome != "equivalent":
            return outcome
    return "equivalent"


def _has_values(solutions: dict[str, Node], found: Draw, deadline: float) -> bool:
    """Whether the solved form has a value at a point."""
    with at_precision(_BITS):
        evaluator = Evaluator(found.point(), deadline)
        try:
            for solution in solutions.values():
                evaluator.value(solution)
        except (Undefined, Imprecise):
            return False
    return True


def _regularity(solutions: dict[str, Node], equations: list[Node], found: Draw, deadline: float) -> Outcome:
    """`equivalent` where the equations have this one solution at a point, `different` where more."""
    names = [name for name in solutions if name in found.drawn]
    if len(names) < len(solutions):
        return "undecided"
    with at_precision(_BITS):
        evaluator = Evaluator(found.point(), deadline)
        start = {name: evaluator.values[name] for name in names}
        many = sum(len(cells_of(value)) for value in start.values())

        def at(cells: list[arb]) -> list[arb]:
            left = list(cells)
            for name in names:
                count = len(cells_of(start[name]))
                evaluator.values[name] = _like(start[name], left[:count])
                left = left[count:]
            return [cell for equation in equations for cell in cells_of(evaluator.value(equation))]

        try:
            origin = at([arb(0)] * many)
            if len(origin) != many:
                return "undecided"
            columns = [
                [a - b for a, b in zip(at([arb(int(i == j)) for i in range(many)]), origin, strict=True)]
                for j in range(many)
            ]
            steps = [cell for value in start.values() for cell in cells_of(value)]
            moved = at(steps)
        except (Undefined, Imprecise):
            return "undecided"
        matrix = arb_mat(many, many, [columns[j][i] for i in range(many) for j in range(many)])
        linear = (matrix * arb_mat(many, 1, steps)).entries()
        fits = all((a + b - c).contains(0) for a, b, c in zip(linear, origin, moved, strict=True))
        if not fits:
            return "undecided"
        measure = determinant(matrix if many > 1 else matrix[0, 0])
        if not measure.contains(0):
            return "equivalent"
        return "different" if measure == 0 else "undecided"


def _like(value: Value, cells: list[arb]) -> Value:
    return array(value.nrows(), value.ncols(), cells) if is_array(value) else cells[0]
