"""Expectations of polynomials in a normal vector agree with Isserlis' theorem."""

import pytest

from quizzer.maths.calculus import degree_in
from quizzer.maths.declarations import read_scope
from quizzer.maths.grade import grade
from quizzer.maths.parse import parse

SYMBOLS = "A, B: matrix(n, n); S, T: symmetric(n); Sigma: spd(n); x, mu, a, b: vector(n); c: scalar"

RULES = [
    ("x", "mu"),
    ("c", "c"),
    ("A x + b", "A mu + b"),
    ("x^T x", "tr(Sigma) + mu^T mu"),
    ("norm(x)^2", "tr(Sigma) + mu^T mu"),
    ("norm(A x - b)^2", "tr(A Sigma A^T) + norm(A mu - b)^2"),
    ("x x^T", "Sigma + mu mu^T"),
    ("(x - mu)(x - mu)^T", "Sigma"),
    ("x^T A x", "tr(A Sigma) + mu^T A mu"),
    ("(x - mu)^T A (x - mu)", "tr(A Sigma)"),
    ("(a^T x)^2", "a^T Sigma a + (a^T mu)^2"),
    ("(a^T x)(b^T x)", "a^T Sigma b + (a^T mu)(b^T mu)"),
    ("(a^T (x - mu))^3", "0"),
    ("(a^T (x - mu))^4", "3 (a^T Sigma a)^2"),
    ("x (a^T x)", "Sigma a + mu (a^T mu)"),
    (
        "(x - mu)^T S (x - mu) (x - mu)^T T (x - mu)",
        "tr(S Sigma) tr(T Sigma) + 2 tr(S Sigma T Sigma)",
    ),
    ("x^T A x a^T x", "(tr(A Sigma) + mu^T A mu) (a^T mu) + a^T Sigma (A + A^T) mu"),
    ("sum(x)", "sum(mu)"),
]

NEAR_MISSES = [
    ("x^T A x", "mu^T A mu"),
    ("x^T A x", "tr(A) tr(Sigma) + mu^T A mu"),
    ("x x^T", "Sigma"),
    ("(a^T (x - mu))^4", "(a^T Sigma a)^2"),
]


@pytest.mark.parametrize(("body", "rule"), RULES)
def test_an_expectation_is_what_the_theorem_says(body, rule):
    assert grade(rule, f"E({body}; x ~ normal(mu, Sigma))", SYMBOLS, verify=True).kind == "equivalent"


@pytest.mark.parametrize(("body", "wrong"), NEAR_MISSES)
def test_an_expectation_is_not_what_is_nearly_right(body, wrong):
    assert grade(wrong, f"E({body}; x ~ normal(mu, Sigma))", SYMBOLS, verify=True).kind == "different"


@pytest.mark.parametrize("body", ["exp(a^T x)", "(a^T x)^6", "1/(1 + x^T x)", "abs(a^T x)"])
def test_what_the_grid_would_get_wrong_is_left_undecided(body):
    assert grade("c", f"E({body}; x ~ normal(mu, Sigma))", SYMBOLS, verify=True).kind == "undecided"


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("c", 0),
        ("a^T x", 1),
        ("x^T A x", 2),
        ("norm(x)^2", 2),
        ("norm(x)", None),
        ("(x^T x)^2", 4),
        ("sin(a^T x)", None),
    ],
)
def test_the_degree_of_a_polynomial_is_known(text, degree):
    assert degree_in(parse(text, read_scope(SYMBOLS)), "x") == degree
