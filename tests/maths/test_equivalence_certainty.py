"""How sure a verdict is: proved by algebra, refuted by a point, or sampled at so many."""

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.equivalence import Reference
from quizzer.maths.grade import grade
from quizzer.maths.parse import parse
from quizzer.maths.shapes import infer

FAR = float("inf")


@pytest.mark.parametrize(
    ("expected", "answer", "certainty"),
    [
        ("(x + y)^2", "x^2 + 2 x y + y^2", "proved"),
        ("x^2 - y^2", "(x + y)(x - y)", "proved"),
        ("1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)", "proved"),
        ("sin(x)^2 - 1", "(sin(x) - 1)(sin(x) + 1)", "proved"),
        ("sin(x)^2 + cos(x)^2", "1", "sampled"),
        ("x^2", "2 x", "refuted"),
        ("sin(x)", "sin(x)", "proved"),
    ],
)
def test_a_verdict_says_how_sure_it_is(expected, answer, certainty):
    assert grade(expected, answer, "x, y: scalar").certainty == certainty


def reference(expected, answer, symbols):
    scope = read_scope(symbols)
    one, other = (infer(parse(text, scope), scope).tree for text in (expected, answer))
    return Reference(one, scope, other, FAR), other


@pytest.mark.parametrize(
    ("expected", "answer", "symbols", "least"),
    [
        ("sin(2 x)", "2 sin(x) cos(x)", "x: scalar", 5),
        ("tr(A B)", "tr(B A)", "A, B: matrix(n, n)", 5),
        ("abs(x)", "max(x, -x)", "x: scalar", 40),
        ("cos(pi n)", "(-1)^n", "n: integer", 10),
        ("det(c A)", "c^n det(A)", "A: matrix(n, n); c: scalar", 10),
    ],
)
def test_an_agreement_tells_at_how_many_points(expected, answer, symbols, least):
    compared, tree = reference(expected, answer, symbols)
    found = compared.compare(tree)
    assert found.outcome == "equivalent"
    assert found.points >= least


def test_a_comparison_is_the_same_every_time():
    first, tree = reference("abs(x - y)", "max(x, y) - min(x, y)", "x, y: scalar")
    second, _ = reference("abs(x - y)", "max(x, y) - min(x, y)", "x, y: scalar")
    assert first.compare(tree) == second.compare(tree)


def test_a_quick_comparison_needs_fewer_points():
    compared, tree = reference("abs(x)", "max(x, -x)", "x: scalar")
    assert 0 < compared.compare(tree, quick=True).points < compared.compare(tree).points


def test_a_refutation_shows_balls_that_do_not_meet():
    compared, tree = reference("x^2", "2 x", "x: scalar")
    witness = compared.compare(tree).witness
    assert witness is not None
    assert not witness.expected.overlaps(witness.answer)


def test_an_answer_that_is_right_where_it_is_defined_is_told_from_a_wrong_one():
    partly, tree = reference("log(x^2)", "2 log(x)", "x: scalar")
    assert partly.compare(tree).partial
    wrong, tree = reference("log(x^2)", "3 log(abs(x))", "x: scalar")
    assert not wrong.compare(tree).partial
