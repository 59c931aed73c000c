"""Laws of the judge, whatever the expression: reflexive, symmetric, blind to names and scale, never fooled."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizzer.maths.grade import grade
from quizzer.maths.tree import Add, Call, Inverse, Mul, Neg, Num, Pow, Sym, Transpose, replaced
from quizzer.maths.typeset.as_text import text_of
from tests.maths.random_answers import SHAPES, SYMBOLS, expression, mutated, rewritten, text, truly_differ

LAW = settings(max_examples=40, deadline=None)
SOURCES = st.randoms(use_true_random=False)


def judged(one, other):
    return grade(text(one), text(other), SYMBOLS)


def has_value(tree):
    return truly_differ(tree, tree) is not None


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_an_answer_is_equivalent_to_itself_in_every_spelling(source, shape):
    tree = expression(source, shape)
    assume(has_value(tree))
    for form in ("ascii", "unicode", "latex"):
        assert grade(text(tree), text_of(tree, form), SYMBOLS).kind == "equivalent"


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_the_order_of_a_sum_does_not_matter(source, shape):
    one, other = expression(source, shape), expression(source, shape, 2)
    assume(has_value(one) and has_value(other))
    assert judged(Add((one, other)), Add((other, one))).kind == "equivalent"


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_judging_is_symmetric(source, shape):
    one = expression(source, shape)
    change = mutated(source, one)
    assume(change is not None and truly_differ(one, change.tree) is not None)
    assert judged(one, change.tree).kind == judged(change.tree, one).kind


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_a_change_of_the_value_is_never_equivalent(source, shape):
    tree = expression(source, shape)
    change = mutated(source, tree)
    assume(change is not None and truly_differ(tree, change.tree))
    verdict = judged(tree, change.tree)
    assert verdict.kind in ("different", "mis-shaped"), (change.what, text(tree), text(change.tree))


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_an_answer_rewritten_by_the_laws_of_algebra_is_equivalent(source, shape):
    tree = expression(source, shape)
    other = rewritten(source, tree)
    assume(has_value(tree))
    assert not truly_differ(tree, other)
    assert judged(tree, other).kind == "equivalent", (text(tree), text(other))


NEW_NAMES = {"x": "t", "y": "r", "p": "q", "A": "K", "B": "L", "S": "H", "u": "w", "v": "z"}
RENAMED = "t, r: scalar; q: positive; K, L: matrix(k, k); H: symmetric(k); w, z: vector(k)"


def renamed(tree):
    return replaced(tree, lambda node: Sym(NEW_NAMES[node.name]) if isinstance(node, Sym) else None)


@LAW
@given(SOURCES, st.sampled_from(SHAPES), st.booleans())
def test_names_do_not_matter(source, shape, change):
    one = other = expression(source, shape, 2)
    if change:
        found = mutated(source, one)
        assume(found is not None)
        other = found.tree
    assume(truly_differ(one, other) is not None)
    there = grade(text(renamed(one)), text(renamed(other)), RENAMED)
    assert judged(one, other).kind == there.kind


def three_times(tree):
    return Mul("product", (Num(3), tree))


SCALINGS = {
    "by a number": three_times,
    "by a positive number": lambda tree: Mul("product", (Sym("p"), tree)),
    "by minus one": Neg,
    "by something added": lambda tree: Add((tree, tree, Neg(three_times(tree)))),
}


@pytest.mark.parametrize("name", SCALINGS)
@settings(max_examples=15, deadline=None)
@given(SOURCES, st.sampled_from(SHAPES), st.booleans())
def test_scaling_both_sides_changes_no_verdict(name, source, shape, change):
    scaled = SCALINGS[name]
    one = other = expression(source, shape, 2)
    if change:
        found = mutated(source, one)
        assume(found is not None)
        other = found.tree
    assume(truly_differ(one, other) is not None)
    assert judged(one, other).kind == judged(scaled(one), scaled(other)).kind


@LAW
@given(SOURCES, st.booleans())
def test_transposing_both_sides_changes_no_verdict(source, change):
    one = other = expression(source, "matrix", 2)
    if change:
        found = mutated(source, one)
        assume(found is not None)
        other = found.tree
    assume(truly_differ(one, other) is not None)
    assert judged(one, other).kind == judged(Transpose(one), Transpose(other)).kind


@LAW
@given(SOURCES)
def test_multiplying_by_an_invertible_matrix_changes_no_verdict(source):
    one = expression(source, "vector", 2)
    found = mutated(source, one)
    assume(found is not None and truly_differ(one, found.tree) is not None)

    def moved(tree):
        return Mul("product", (Inverse(Sym("B")), tree))

    assert judged(one, found.tree).kind == judged(moved(one), moved(found.tree)).kind


@LAW
@given(SOURCES, st.sampled_from(SHAPES))
def test_the_same_question_gets_the_same_verdict(source, shape):
    one = expression(source, shape, 2)
    found = mutated(source, one)
    assume(found is not None)
    first, second = judged(one, found.tree), judged(one, found.tree)
    assert (first.kind, first.diagnoses, first.witness) == (second.kind, second.diagnoses, second.witness)


@LAW
@given(SOURCES)
def test_a_sign_that_is_turned_is_named(source):
    tree = expression(source, "scalar", 2)
    assume(truly_differ(tree, Neg(tree)))
    verdict = judged(tree, Neg(tree))
    assert verdict.kind == "different"
    assert "sign" in [one.code for one in verdict.diagnoses]


@LAW
@given(SOURCES, st.integers(2, 9))
def test_a_constant_factor_is_named_and_is_right(source, k):
    tree = Mul("product", (Sym("x"), Add((Pow(Sym("x"), Num(2)), expression(source, "scalar", 1)))))
    assume(truly_differ(tree, Mul("product", (Num(k), tree))))
    verdict = judged(tree, Mul("product", (Num(k), tree)))
    said = {one.code: one.message for one in verdict.diagnoses}
    assert f"Off by a factor of {k}: yours is {k} times what is asked." == said.get("factor")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="xyABuvpn0123456789+-*/^'()[]{}|=,.;_ \\σ∂·⊙ᵀ∞@<>&~", max_size=40))
def test_whatever_is_typed_gets_a_verdict(typed):
    verdict = grade("A u", typed, SYMBOLS)
    assert verdict.kind in ("equivalent", "different", "mis-shaped", "malformed", "undecided")
    assert verdict.seconds < 1
    assert verdict.kind != "malformed" or verdict.message


def test_the_oracle_tells_what_differs():
    a, b = Sym("A"), Sym("B")
    product = Mul("product", (a, b))
    assert truly_differ(product, Mul("product", (b, a))) is True
    assert truly_differ(Transpose(product), Mul("product", (Transpose(b), Transpose(a)))) is False
    assert truly_differ(Call("log", (Neg(Sym("p")),)), Sym("p")) is None
