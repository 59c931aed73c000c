"""Formulas, the zeros of rational expressions, and what is said of collections that differ."""

from fractions import Fraction

import pytest
from flint import fmpq

from quizzer.maths.declarations import read_scope
from quizzer.maths.formulas import Atom, Joined, NotAFormula, atoms_in, formula_of, holds, membership
from quizzer.maths.grade import grade
from quizzer.maths.parse import parse
from quizzer.maths.tree import Num, Sym
from quizzer.maths.univariate import NotRational, real_zeros

SCOPE = read_scope("x, y: scalar")
X = Sym("x")


def formula(text):
    return formula_of(parse(text, SCOPE, drop_left=False))


def signs(found, sign):
    return {atom.left: sign for atom in atoms_in(found)}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("x = 1", ["="]),
        ("x > 1", ["<"]),
        ("x >= 1", ["<="]),
        ("x != 1", ["!="]),
        ("0 < x <= 1", ["<", "<="]),
        ("x = 1 or x = 2", ["=", "="]),
        ("x in (0, 1]", ["<", "<="]),
        ("x in (0, inf)", ["<"]),
        ("x < inf", []),
    ],
)
def test_a_relation_is_a_formula_of_atoms(text, kinds):
    assert [atom.kind for atom in atoms_in(formula(text))] == kinds


@pytest.mark.parametrize(
    ("kind", "sign", "truth"),
    [
        ("=", 0, True),
        ("=", 1, False),
        ("!=", 0, False),
        ("!=", -1, True),
        ("<", -1, True),
        ("<", 0, False),
        ("<=", 0, True),
        ("<=", 1, False),
        ("<=", None, False),
        ("!=", None, False),
    ],
)
def test_an_atom_holds_by_the_sign_of_its_left_side(kind, sign, truth):
    assert holds(Atom(kind, X), {X: sign}) is truth


def test_all_of_none_hold_and_any_of_none_does_not():
    assert holds(Joined("and", ()), {})
    assert not holds(Joined("or", ()), {})


def test_a_tuple_of_three_is_no_set_of_numbers():
    with pytest.raises(NotAFormula):
        membership(X, parse("(1, 2, 3)", SCOPE))


@pytest.mark.parametrize(
    ("text", "zeros"),
    [
        ("x - 3", [3]),
        ("(x - 1)^2 (x + 2)", [-2, 1]),
        ("x^2 + 1", []),
        ("x^2 - 2", [-1.4142135623730951, 1.4142135623730951]),
        ("(x^2 - 1)/(x - 1)", [-1]),
        ("1/x", []),
        ("x y - 6", [2]),
        ("x^-1 - y", [1 / 3]),
        ("1/3 - x", [1 / 3]),
    ],
)
def test_all_real_zeros_are_found_once(text, zeros):
    found = real_zeros(parse(text, SCOPE), "x", {"y": fmpq(3)})
    assert [float(root) for root in found] == pytest.approx(zeros)
    assert all(root.rad() < 1e-12 for root in found)


@pytest.mark.parametrize("text", ["sin(x)", "x^x", "x^100", "sqrt(x)"])
def test_what_is_not_rational_is_refused(text):
    with pytest.raises(NotRational):
        real_zeros(parse(text, SCOPE), "x", {})


def test_what_is_zero_throughout_has_no_single_zeros():
    with pytest.raises(ValueError, match="Add"):
        real_zeros(parse("x - x", SCOPE), "x", {})


def test_a_rational_zero_is_exact():
    (root,) = real_zeros(parse("4 x - 3", SCOPE), "x", {})
    assert root == fmpq(3, 4)
    assert root.is_exact()
    assert Num(Fraction(3, 4)).value == Fraction(3, 4)


@pytest.mark.parametrize(
    ("expected", "answer", "said"),
    [
        ("(1, 2, 3)", "(1, 5, 4)", "2, 3"),
        ("(1, 2)", "(1, 2, 3)", "2 entries are asked for"),
        ("{1, 2}", "{1, 3}", "1 missing and 1 wrong"),
        ("(0, 1]", "[0, 1]", "not which of them belong"),
    ],
)
def test_which_parts_are_wrong_is_said(expected, answer, said):
    verdict = grade(expected, answer, "x: scalar")
    assert verdict.kind == "different"
    assert [one.code for one in verdict.diagnoses] == ["entries"]
    assert said in verdict.diagnoses[0].message
