"""Proofs by a canonical form: what they settle, and that they never settle what is false."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.maths.canonical import proves
from quizzer.maths.declarations import read_scope
from quizzer.maths.grade import grade
from quizzer.maths.parse import parse
from quizzer.maths.plan import scope_for
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from tests.maths.random_answers import SHAPES, SYMBOLS, expression, mutated, text, truly_differ

DECLARED = (
    "x, y, z: scalar; a, b: positive; n, m: natural; k: integer; w: nonnegative; A, B: matrix(d, d);"
    " S: symmetric(d); Q: orthogonal(d); X: matrix(r, d); u, v: vector(d)"
)


def proved(expected, answer, symbols=DECLARED):
    scope = read_scope(symbols)
    one = infer(parse(expected, scope), scope)
    other = infer(parse(answer, scope), scope, want=one.shape)
    if one.shape is None or one.shape != other.shape:
        return False
    return proves(one.tree, other.tree, scope_for(scope, one.tree, other.tree))


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("(x + y)^3", "x^3 + 3 x^2 y + 3 x y^2 + y^3"),
        ("1/x + 1/y", "(x + y)/(x y)"),
        ("1/(2x + 2y)", "1/(x + y)/2"),
        ("sqrt(8)", "2 sqrt(2)"),
        ("sqrt(a b)", "sqrt(a) sqrt(b)"),
        ("sqrt(x^2)", "|x|"),
        ("sqrt((x - y)^2)", "|y - x|"),
        ("log(a^x b^y)", "x log(a) + y log(b)"),
        ("log(x^2)", "2 log(|x|)"),
        ("log(8)", "3 log(2)"),
        ("log(e^x)", "x"),
        ("exp(x + y)", "e^x e^y"),
        ("exp(2 log(a))", "a^2"),
        ("4^n", "(2^n)^2"),
        ("a^(x + y)", "a^x a^y"),
        ("max(x, y)", "(x + y + |x - y|)/2"),
        ("max(x, y) + min(x, y)", "x + y"),
        ("relu(x)", "max(x, 0)"),
        ("sin(x - y)", "-sin(y - x)"),
        ("|x|^2", "x^2"),
        ("(A + B)^2", "A A + A B + B A + B B"),
        ("(A B)^-1", "B^-1 A^-1"),
        ("(A B)^T", "B^T A^T"),
        ("A B A^-1", "A (A B^-1)^-1"),
        ("tr(A B A^T)", "tr(A^T A B^T)"),
        ("tr(u v^T A)", "v^T A u"),
        ("tr(2 I + A)", "2 d + tr(A)"),
        ("u v^T u", "(v^T u) u"),
        ("Q^T A Q", "Q^-1 A Q"),
        ("u^T S v", "v^T S u"),
        ("((X^T X)^-1)^T", "(X^T X)^-1"),
        ("det(A B)", "det(B) det(A^T)"),
        ("||u||^2", "u^T u"),
        ("||X||_F^2", "tr(X X^T)"),
    ],
)
def test_algebra_settles_it(expected, answer):
    assert proved(expected, answer)
    assert grade(expected, answer, DECLARED).certainty == "proved"


@pytest.mark.parametrize(
    ("expected", "answer", "why"),
    [
        ("sqrt(x^2)", "x", "x may be negative"),
        ("log(x y)", "log(x) + log(y)", "both may be negative"),
        ("log(x^2)", "2 log(x)", "x may be negative"),
        ("x", "e^(log(x))", "the answer has no value for x < 0"),
        ("x", "sqrt(x)^2", "the answer has no value for x < 0"),
        ("y", "y + log(x) - log(x)", "what cancels had no value for x < 0"),
        ("y", "y arccos(x)/arccos(x)", "what cancels had no value for x > 1"),
        ("y", "y relu(x)/relu(x)", "what cancels is 0/0 for x < 0"),
        ("y", "y floor(x)/floor(x)", "what cancels is 0/0 from 0 to 1"),
        ("n", "n k/k", "k may be 0"),
        ("n", "n (n - 3)/(n - 3)", "n may be 3"),
        ("(-1)^n (-1)^n", "1", "it is true, but powers of −1 are not written out"),
        ("A B", "B A", "the order of a product matters"),
        ("tr(A B A B)", "tr(A A B B)", "and inside a trace"),
        ("u^T A v", "v^T A u", "A is not symmetric"),
        ("u", "(u u^T)^-1 (u u^T) u", "u uᵀ has no inverse"),
        ("det(2 A)", "2 det(A)", "each row is doubled"),
    ],
)
def test_algebra_does_not_settle_it(expected, answer, why):
    assert not proved(expected, answer), why


def near_misses():
    symbols = ""
    for raw in Path(__file__).with_name("near_misses.txt").read_text(encoding="utf-8").splitlines():
        if raw.startswith("@"):
            symbols = raw[2:]
        elif raw.startswith("!"):
            yield symbols, *(part.strip() for part in raw[2:].partition(" # ")[0].split(" ; "))


def test_no_near_miss_is_proved():
    judged = 0
    for symbols, expected, answer in near_misses():
        try:
            assert not proved(expected, answer, symbols), (symbols, expected, answer)
        except (ReadingError, ShapeError):
            continue
        judged += 1
    assert judged > 100


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(SHAPES))
def test_what_differs_is_never_proved(source, shape):
    tree = expression(source, shape)
    change = mutated(source, tree)
    if change is None or not truly_differ(tree, change.tree):
        return
    try:
        assert not proved(text(tree), text(change.tree), SYMBOLS), change.what
    except ShapeError:
        return
