"""Expressions have the values that they have on paper, no value where they have none, and doubts where it is unclear."""

import pytest
from flint import acb, acb_mat, arb, arb_mat, fmpq

from quizzer.maths.declarations import read_scope
from quizzer.maths.equivalence import at_precision
from quizzer.maths.evaluate import Evaluator, Point
from quizzer.maths.parse import parse
from quizzer.maths.shapes import infer
from quizzer.maths.values import Imprecise, TooLarge, Undefined, cells_of

SCOPE = read_scope(
    "x, y: scalar; n: natural; A, B: matrix(2, 2); R: matrix(2, 3); v: vector(3); w: vector(3)"
)
VALUES = {
    "x": arb(2),
    "y": arb(-3),
    "n": arb(4),
    "A": arb_mat(2, 2, [1, 2, 3, 4]),
    "B": arb_mat(2, 2, [0, 1, -1, 2]),
    "R": arb_mat(2, 3, [1, 0, 2, 0, 1, -1]),
    "v": arb_mat(3, 1, [1, -2, 3]),
    "w": arb_mat(3, 1, [0, 1, 1]),
}
PLANE = read_scope("z: complex; x: scalar")


def evaluated(text, scope=SCOPE, values=VALUES, *, in_plane=False):
    tree = infer(parse(text, scope), scope, text=text).tree
    evaluator = Evaluator(Point({}, values, {}, in_plane))
    with at_precision(256):
        return evaluator.value(tree), evaluator.watch


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x y", [-6]),
        ("x^3", [8]),
        ("x^-2", [fmpq(1, 4)]),
        ("(-8)^(1/3)", [-2]),
        ("y^n", [81]),
        ("0^0", [1]),
        ("abs(y)", [3]),
        ("sign(y)", [-1]),
        ("sign(0)", [0]),
        ("floor(y/2)", [-2]),
        ("ceil(y/2)", [-1]),
        ("relu(y)", [0]),
        ("mod(y, 2)", [1]),
        ("max(x, y, 7)", [7]),
        ("min(v)", [-2]),
        ("n!", [24]),
        ("binomial(n, 2)", [6]),
        ("binomial(2, 5)", [0]),
        ("2/(y + 2)!", [0]),
        ("gcd(12, 18)", [6]),
        ("sum_{k=1}^n k^2", [30]),
        ("prod_{k=1}^n k", [24]),
        ("sum_{k=5}^n k", [0]),
        ("A B", [-2, 5, -4, 11]),
        ("A .* B", [0, 2, -3, 8]),
        ("A'", [1, 3, 2, 4]),
        ("A^-1", [-2, 1, fmpq(3, 2), fmpq(-1, 2)]),
        ("A^0", [1, 0, 0, 1]),
        ("A^3", [37, 54, 81, 118]),
        ("A + 1", [2, 3, 4, 5]),
        ("det(A)", [-2]),
        ("tr(A)", [5]),
        ("rank(A)", [2]),
        ("rank(v w')", [1]),
        ("vec(A)", [1, 3, 2, 4]),
        ("diag(A)", [1, 4]),
        ("kron(A, B)", [0, 1, 0, 2, -1, 2, -2, 4, 0, 3, 0, 4, -3, 6, -4, 8]),
        ("R v", [7, -5]),
        ("v' w", [1]),
        ("norm(v)^2", [14]),
        ("norm(v, 1)", [6]),
        ("||A||_F^2", [30]),
        ("sum(v)", [2]),
        ("prod(v)", [-6]),
        ("mean(v)", [fmpq(2, 3)]),
        ("cross(v, w)", [-5, -1, 1]),
        ("R pinv(R)", [1, 0, 0, 1]),
        ("A_12 + v_3", [5]),
        ("1/v", [1, fmpq(-1, 2), fmpq(1, 3)]),
        ("[1, x; y, 4]", [1, 2, -3, 4]),
    ],
)
def test_a_value_is_what_it_is_on_paper(text, value):
    found, _ = evaluated(text)
    cells = cells_of(found)
    assert len(cells) == len(value)
    with at_precision(1024):
        for cell, wanted in zip(cells, value, strict=True):
            assert cell.contains(arb(wanted))
            assert cell.rad() < 1e-60


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("sin(x)", "0.9092974268256816953960199"),
        ("log(x)", "0.6931471805599453094172321"),
        ("σ(x)", "0.8807970779778824440597291"),
        ("erf(x)", "0.9953222650189527341620693"),
        ("lgamma(x + 1/2)", "0.2846828704729191596324947"),
    ],
)
def test_a_function_has_its_value(text, near):
    found, _ = evaluated(text)
    assert abs(found - arb(near)) < arb("1e-14")
    assert found.rad() < 1e-60


@pytest.mark.parametrize(
    "text",
    [
        "log(y)",
        "log(0)",
        "sqrt(y)",
        "y^(1/2)",
        "y^x^-1",
        "1/(x - 2)",
        "0^-1",
        "arcsin(x)",
        "arccosh(0)",
        "arctanh(1)",
        "factorial(y)",
        "gamma(0)",
        "(v w')^-1",
        "atan2(0, 0)",
        "gcd(x, 1/2)",
        "tan(x)/0",
    ],
)
def test_what_has_no_value_is_undefined(text):
    with pytest.raises(Undefined):
        evaluated(text)


@pytest.mark.parametrize(
    "text", ["floor(sin(x)^2 + cos(x)^2)", "1/(sin(x)^2 + cos(x)^2 - 1)", "sign(sqrt(x)^2 - 2)"]
)
def test_what_cannot_be_told_is_imprecise(text):
    with pytest.raises(Imprecise):
        evaluated(text)


@pytest.mark.parametrize("text", ["sum_{k=1}^{10^8} k", "A^(10^8)", "⊗".join("A" * 9)])
def test_what_would_take_too_long_is_too_large(text):
    with pytest.raises(TooLarge):
        evaluated(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("z^2", acb(-3, 4)),
        ("conj(z)", acb(1, -2)),
        ("re(z)", acb(1)),
        ("im(z)", acb(2)),
        ("abs(z)^2", acb(5)),
        ("i^2", acb(-1)),
        ("sqrt(-4)", acb(0, 2)),
        ("log(-1)^2", -(acb.pi() ** 2)),
        ("arcsin(2)", acb(2).asin()),
    ],
)
def test_complex_numbers_have_their_principal_values(text, value):
    found, _ = evaluated(text, PLANE, {"z": acb(1, 2), "x": arb(1)}, in_plane=True)
    assert abs(found - value) < 1e-14


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("x", 0),
        ("x + 10^-30", -99),
        ("exp(-1000)", -1442),
        ("tanh(100)", -289),
        ("cos(10^-50) + 0", -166),
        ("erf(20)", -599),
    ],
)
def test_the_smallest_magnitude_met_is_remembered(text, low):
    _, watch = evaluated(text)
    assert abs(watch.low - low) < 2 + abs(low) / 50


def test_arguments_at_which_functions_switch_are_remembered():
    _, watch = evaluated("abs(x - 5) + max(x, y) + floor(x/4)")
    assert [(switch.kind, float(switch.at)) for switch in watch.switches] == [
        ("zero", -3),
        ("zero", 5),
        ("whole", 0.5),
    ]


def test_a_matrix_of_complex_numbers_has_complex_eigenvalues():
    found, _ = evaluated("eigvals(B)", SCOPE, {**VALUES, "B": arb_mat(2, 2, [0, -1, 1, 0])})
    assert isinstance(found, acb_mat)
    assert sum(found.entries(), acb(0)).contains(0)
