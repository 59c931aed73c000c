"""What was typed comes back as people write it, with the fewest parentheses that keep its meaning."""

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.tree import Neg, Sym
from quizzer.maths.typeset.box import bands, text_box
from quizzer.maths.typeset.trees import TALLEST, set_name, set_numbers, set_tree

SCOPE = read_scope(
    "A, B, X: matrix(n, n); x, y, z, mu, lambda: vector(n); a, c, t, k: scalar; W: matrix(n, 1);"
    " Sigma: spd(n); i, j: index(n); f: function(scalar -> scalar)"
)

ONE_ROW = [
    ("(A + A')x", "(A + Aᵀ) x", "a product of a sum"),
    ("2 A x", "2 A x", "factors stand apart, so that A x is never the name Ax"),
    ("X^T(σ(X W) ⊙ (1-σ(X W)))", "Xᵀ (σ(X W) ⊙ (1 − σ(X W)))", "entrywise products"),
    ("A^-T x", "A⁻ᵀ x", "an inverse transpose"),
    ("(A B) X", "(A B) X", "grouping as typed"),
    ("A (B X)", "A (B X)", "grouping as typed, the other way"),
    ("a - (c - t)", "a − (c − t)", "a difference taken away"),
    ("-(-a)", "−(−a)", "two signs"),
    ("a*(-c)", "a (−c)", "a factor with a sign"),
    ("-x^2", "−x²", "a power binds before the sign"),
    ("(-a)^2", "(−a)²", "the power of a negative"),
    ("(2^3)^2", "(2³)²", "a power of a power"),
    ("2*3", "2 · 3", "numbers need a sign between them"),
    ("x_1^2", "x₁²", "a power of a name with a subscript"),
    ("sin(a)^2", "sin(a)²", "a power of a call"),
    ("(A x)_i", "(A x)ᵢ", "an entry of a product"),
    ("mu' Sigma^-1 mu", "μᵀ Σ⁻¹ μ", "Greek by word"),
    ("a = 1 or a = 2", "a = 1 or a = 2", "alternatives"),
    ("0 < a < 1", "0 < a < 1", "a chain"),
    ("{1, 2}", "{1, 2}", "a set"),
    ("(0, 1] ∪ [2, 3)", "(0, 1] ∪ [2, 3)", "intervals"),
    ("a!", "a!", "a factorial"),
    ("0.5 x", "0.5 x", "a decimal stays one"),
    ("x .* y", "x ⊙ y", "entrywise in NumPy's habit"),
    ("kron(A, B)", "A ⊗ B", "Kronecker's product"),
    ("ln(a)", "log(a)", "one name for each function"),
    ("log_2(a)", "log₂(a)", "a base"),
    ("|x'y|", "|xᵀ y|", "bars"),
]

STANDING = [
    ("x/norm(x)", ["  x", "─────", " ‖x‖"]),
    ("1/2 x' A x", [" 1", "─── xᵀ A x", " 2"]),
    ("-(a+c)/2", ["   a + c", "− ───────", "     2"]),
    ("a/(c/t)", ["  a", "─────", "  c", " ───", "  t"]),
    ("sum_i lambda_i", ["∑ λᵢ", "i"]),
    ("sum_{k=1}^{n} k^2", [" n", " ∑  k²", "k=1"]),
    ("[[1,2],[3,4]]", ["⎡1  2⎤", "⎣3  4⎦"]),
    ("[1, -2; -10, 3]", ["⎡  1  −2⎤", "⎣−10   3⎦"]),
    ("[A, x; x', 1]", ["⎡ A  x⎤", "⎣xᵀ  1⎦"]),
    ("sqrt(a+1)", [" ┌─────", "√│a + 1"]),
    ("||A||_F^2", ["‖A‖²", "   F"]),
    ("(a/c)^2", ["⎛ a ⎞²", "⎜───⎟", "⎝ c ⎠"]),
    ("e^(-a t)", [" −a t", "e"]),
    ("binomial(a, k)", ["⎛a⎞", "⎝k⎠"]),
    ("c * sum_i x_i", ["c ⎛∑ xᵢ⎞", "  ⎝i   ⎠"]),
    ("floor(a/2)", ["⎢ a ⎥", "⎢───⎥", "⎣ 2 ⎦"]),
]


def echo(typed, **how):
    return list(set_tree(parse(typed, SCOPE), **how).lines())


@pytest.mark.parametrize(("typed", "shown", "reason"), ONE_ROW, ids=[row[2] for row in ONE_ROW])
def test_an_answer_is_echoed_in_one_row(typed, shown, reason):
    assert echo(typed) == [shown]


@pytest.mark.parametrize(("typed", "lines"), STANDING, ids=[row[0] for row in STANDING])
def test_an_answer_stands_up(typed, lines):
    assert echo(typed) == lines


def test_what_finds_no_room_is_set_in_one_row():
    assert echo("x/norm(x)", max_width=4) == ["x/‖x‖"]
    tower = "a/(" * TALLEST + "c" + ")" * TALLEST
    assert len(echo(tower)) == 1


def test_scripts_alone_make_nothing_stand_up_in_ascii():
    assert echo("(A + A')x", glyphs="ascii") == ["(A + A^T) x"]
    assert echo("x'/a", glyphs="ascii") == ["  T", " x", "----", " a"]
    assert echo("sqrt(a + 1)", glyphs="ascii") == ["  _____", "\\|a + 1"]


def test_the_deepest_tree_that_can_be_read_can_be_shown():
    node = Sym("a")
    for _ in range(150):
        node = Neg(node)
    assert echo_of(node).count("(") == 149


def echo_of(node):
    box = set_tree(node)
    assert all(cell.style == "plain" for row in box.rows for cell in row)
    return "".join(box.lines())


def test_names_and_numbers():
    assert set_name("Sigma").lines() == ("Σ",)
    assert set_name("x_1").lines() == ("x₁",)
    assert set_name("dL/dy").lines() == (" ∂L", "────", " ∂y")
    assert set_numbers((("−2.5",),)).lines() == ("−2.5",)
    assert set_numbers((("1", "−2.5"), ("0", "10"))).lines() == ("⎡1  −2.5⎤", "⎣0    10⎦")
    assert set_numbers((("1", "−2"), ("0", "10")), "ascii").lines() == ("[1  -2]", "[0  10]")


def test_boxes_stand_beside_each_other_on_their_baselines_as_a_width_allows():
    matrix = set_numbers((("1", "2"), ("0", "1")))
    fraction = set_tree(parse("a/c", SCOPE))
    one, other = bands([matrix, fraction, text_box("yours")], 17, apart=2)
    assert one.lines() == ("         a", "⎡1  2⎤  ───", "⎣0  1⎦   c")
    assert other.lines() == ("yours",)
