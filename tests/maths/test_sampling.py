"""Random points obey the declarations, whatever the seed, the sizes and the magnitude, moved along a line too."""

import random

import pytest
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.maths.declarations import read_scope
from quizzer.maths.equivalence import at_precision
from quizzer.maths.lines import axis_line, random_line
from quizzer.maths.parse import parse
from quizzer.maths.plan import plans, scope_for, sizes_for, traits_of
from quizzer.maths.sample import draw
from quizzer.maths.shapes import infer
from quizzer.maths.values import array, cells_of, determinant, product

SCOPE = read_scope(
    "x: scalar; q: positive; r: nonnegative; k: integer; n_1: natural; p: probability; z: complex; v: vector(n);"
    " R: matrix(m, n); S: symmetric(n); P: spd(n); M: invertible(n); Q: orthogonal(n); D: diagonal(n);"
    " s: simplex(n); f: function(vector(n) -> scalar)"
)

points = st.builds(
    lambda seed, magnitude, whole, manner, m, n: draw(
        SCOPE,
        random.Random(seed),
        {"m": m, "n": n},
        magnitude=magnitude,
        whole=whole,
        manner=manner,
        turned=seed,
    ),
    st.integers(0, 10**9),
    st.integers(-6, 6),
    st.integers(0, 12),
    st.sampled_from(["generic", "small"]),
    st.integers(2, 5),
    st.integers(2, 5),
)


def obeys(point):
    with at_precision(1024):
        values = point.point().values
    size = point.sizes["n"]
    assert values["q"] > 0
    assert values["r"] >= 0
    assert values["k"].is_integer()
    assert values["n_1"].is_integer()
    assert values["n_1"] > 0
    assert 0 < values["p"] < 1
    assert (values["R"].nrows(), values["R"].ncols()) == (point.sizes["m"], size)
    assert values["S"].overlaps(values["S"].transpose())
    with at_precision(1024):
        assert not determinant(values["M"]).contains(0)
    assert all(values["D"][i, j].is_zero() for i in range(size) for j in range(size) if i != j)
    assert all(cell > 0 for cell in cells_of(values["s"]))
    with at_precision(1024):
        assert sum(cells_of(values["s"]), arb(0)).contains(1)
        gram = product(values["Q"].transpose(), values["Q"])
        assert all(gram[i, j].contains(int(i == j)) for i in range(size) for j in range(size))
        assert all(cell.rad() < 1e-9 for cell in gram.entries())
        for k in range(1, size + 1):  # Sylvester: all leading minors are positive
            assert determinant(array(k, k, [values["P"][i, j] for i in range(k) for j in range(k)])) > 0


@given(points)
@settings(max_examples=60, deadline=None)
def test_a_point_obeys_the_declarations(point):
    obeys(point)


@given(points, points, st.fractions(-(10**6), 10**6))
@settings(max_examples=40, deadline=None)
def test_a_point_on_a_line_obeys_them_too(base, towards, t):
    if base.sizes == towards.sizes:
        moved = random_line(base, towards, ()).at(fmpq(t.numerator, t.denominator))
        with at_precision(1024):
            singular = determinant(moved.point().values["M"]).contains(0)
        if not singular:  # a line may meet one singular matrix
            obeys(moved)


@pytest.mark.parametrize("bit", [0, 1])
def test_both_kinds_of_orthogonal_matrices_are_drawn(bit):
    scope = read_scope("Q: orthogonal(n)")
    point = draw(scope, random.Random(1), {"n": 3}, turned=bit)
    with at_precision(128):
        assert determinant(point.point().values["Q"]).contains(-1 if bit else 1)


def test_points_repeat_for_a_seed():
    one, other = (draw(SCOPE, random.Random(7), {"m": 2, "n": 3}) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("t", [fmpq(0), fmpq(1000), fmpq(-7, 3)])
def test_an_axis_line_gives_a_scalar_every_value_and_moves_nothing_else(t):
    base = draw(SCOPE, random.Random(1), {"m": 2, "n": 3})
    moved = axis_line(SCOPE, "x", base, ()).at(t)
    assert moved.drawn["x"].cells == (t,)
    assert all(moved.drawn[name] == one for name, one in base.drawn.items() if name != "x")


def traits(text, symbols="A: matrix(n, n); R: matrix(m, n); T: matrix(l, m); x: scalar; k: natural"):
    scope = read_scope(symbols)
    tree = infer(parse(text, scope), scope).tree
    return traits_of(scope_for(scope, tree), tree)


def test_every_dimension_has_two_sizes_above_two_and_their_order_turns_round():
    found = traits("T R A")
    first, second = sizes_for(0, found), sizes_for(1, found)
    assert set(first) == {"l", "m", "n"}
    assert all(first[name] > 2 and second[name] > 2 and first[name] != second[name] for name in first)
    for one, other in (("l", "m"), ("m", "n"), ("l", "n")):
        assert (first[one] < first[other]) != (second[one] < second[other])


def test_what_holds_for_small_sizes_alone_meets_larger_ones():
    sizes = {sizes_for(plan.which, traits("A"))["n"] for plan in plans(traits("A"), quick=False)}
    assert len(sizes) >= 3
    assert max(sizes) >= 7


def test_a_dimension_that_counts_is_looked_at_in_many_sizes():
    found = traits("n tr(A)")
    sizes = {sizes_for(plan.which, found)["n"] for plan in plans(found, quick=False)}
    assert {2, 3} < sizes
    assert len(sizes) >= 8


def test_whole_numbers_are_drawn_small_and_large():
    found = traits("x^k")
    assert {0, 12} <= {plan.whole for plan in plans(found, quick=False)}


@pytest.mark.parametrize(
    ("text", "kinked"),
    [
        ("x^2", False),
        ("x^k", False),
        ("2^x", False),
        ("x^x", True),
        ("sqrt(x)", True),
        ("sin(x)", False),
        ("abs(x)", True),
        ("det(A)", False),
        ("x^(1/3)", True),
    ],
)
def test_what_is_analytic_is_known(text, kinked):
    assert traits(text).kinked == kinked
