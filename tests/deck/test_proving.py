"""`check --prove`: what was sampled is proved where algebra can, and only what was verified."""

import pytest

from quizzer.deck.checking import check_all
from quizzer.deck.checks.verified import Claim, Verified
from quizzer.deck.loading import load
from quizzer.deck.proving import raised
from quizzer.maths.declarations import read_scope
from quizzer.maths.grade import expression
from quizzer.maths.parse import parse
from quizzer.maths.shapes import infer
from quizzer.maths.symbolic import is_proved

SYMBOLS = {
    "A": "matrix(n, n)", "X": "matrix(m, n)", "S": "symmetric(n)", "P": "spd(n)", "Q": "orthogonal(n)",
    "x": "vector(n)", "b": "vector(n)", "c": "scalar", "t": "scalar", "p": "positive", "mu": "scalar",
    "v": "positive", "k": "natural",
}  # fmt: skip


def proved(answer, verify):
    scope = read_scope(SYMBOLS)
    _, wanted = expression(answer, scope)
    given = infer(parse(verify, scope, verify=True), scope, text=verify, want=wanted.shape)
    return is_proved(wanted.tree, given.tree, scope)


@pytest.mark.parametrize(
    ("answer", "verify"),
    [
        ("3 c^2", "diff(c^3, c)"),
        ("1/c", "diff(log(abs(c)), c)"),
        ("σ(c)(1 - σ(c))", "diff(σ(c), c)"),
        ("p^p (log(p) + 1)", "diff(p^p, p)"),
        ("k (k + 1) / 2", "sum_{i=1}^k i"),
        ("mu^3 + 3 mu v", "E(c^3; c ~ normal(mu, v))"),
        ("(A + A^T) x", "grad(x^T A x, x)"),
        ("2 S x", "grad(x^T S x, x)"),
        ("(A + A^T) x + b", "grad(x^T A x + b^T x + c, x)"),
        ("x / norm(x)", "grad(norm(x), x)"),
        ("A^-T", "grad(log(abs(det(A))), A)"),
        ("2 X", "grad(||X||_F^2, X)"),
        ("A", "jacobian(A x, x)"),
        ("A + A^T", "hessian(x^T A x, x)"),
        ("tr(X^T X)", "tr(X X^T)"),
        ("Q^T", "Q^-1"),
    ],
)
def test_what_algebra_can_show_is_shown(answer, verify):
    assert proved(answer, verify)


@pytest.mark.parametrize(
    ("answer", "verify", "why"),
    [
        ("2 c^2", "diff(c^3, c)", "another factor"),
        ("2 A x", "grad(x^T A x, x)", "only a symmetric A"),
        ("(A - A^T) x", "grad(x^T A x, x)", "a sign"),
        ("A^-1", "grad(log(abs(det(A))), A)", "a transpose"),
        ("A^T", "jacobian(A x, x)", "the other layout"),
        ("tr(A)", "tr(A A)", "another trace"),
        ("mu^3", "E(c^3; c ~ normal(mu, v))", "a term missing"),
        ("x", "Q x", "an orthogonal matrix is not the identity"),
        ("abs(c)", "c", "right for half of the values"),
    ],
)
def test_what_is_false_is_never_proved(answer, verify, why):
    assert not proved(answer, verify), why


DECK = """\
symbols: {A: "matrix(n, n)", x: vector(n), c: scalar}
cards:
  - {id: sure, prompt: p, answer: 3 c^2, verify: "diff(c^3, c)"}
  - {id: instances, vary: {k: [2, 3]}, prompt: "q {k}", answer: "{k} c", verify: "diff({k} c^2 / 2, c)"}
  - {id: open, prompt: r, answer: softmax(x), verify: "grad(log(sum(exp(x))), x)"}
  - {id: many, vary: {k: 1..100}, prompt: "s {k}", answer: "{k}", verify: "diff({k} c, c)"}
  - {id: wrong, prompt: t, answer: 3 c, verify: "diff(c^2, c)"}
  - {id: bare, prompt: u, answer: c}
"""


def test_a_deck_is_told_how_surely_each_answer_is_known(deck_file):
    checked = check_all(load([deck_file(DECK)]).decks)
    assert [one.card for one in checked.verified] == [
        f"deck/{name}" for name in ("sure", "instances", "open", "many")
    ]
    found = {one.card.removeprefix("deck/"): one.certainty for one in raised(checked.verified)}
    assert found == {"sure": "proved", "instances": "proved", "open": "sampled", "many": "sampled"}


def test_a_proof_that_takes_too_long_is_given_up_and_the_next_is_found():
    scope = read_scope({"x": "scalar", "n": "natural"})
    slow = Claim("1", "(x + 1)^3000 - (x + 1)^3000 + sum_{k=1}^n (sin(k x)^k)^(k^k)", scope)
    quick = Claim("2 x", "diff(x^2, x)", scope)
    found = raised(
        [Verified("slow", "verify", "sampled", (slow,)), Verified("quick", "verify", "sampled", (quick,))], 2
    )
    assert [one.certainty for one in found] == ["sampled", "proved"]
