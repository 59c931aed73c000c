"""A tree written as ASCII, Unicode or LaTeX is read back as the same tree."""

import pytest
from hypothesis import HealthCheck, given, settings

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.typeset.as_text import text_of
from tests.maths.trees import SCOPE, readable


@pytest.mark.parametrize("form", ["ascii", "unicode", "latex"])
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=readable)
def test_what_is_written_reads_back(form, tree):
    assert parse(text_of(tree, form), SCOPE) == tree


HARD = """
    -(-x) · (-x)^2 · -x^2 · (2^3)^2 · 2^3^2 · 2^-c · 2^(-c)^2 · (A B) x · A (B x) · (A ⊙ B) Σ · A ⊙ (B Σ) · A B ⊙ Σ
    (a/b)/c · a/(b/c) · a/b c · a/(b c) · (a + b)/c · a + (b + c) · a - (b - c) · a (b + c) · 2 * 3 · 2 * 0.5 · c * 1
    (A^-1)^T · (A^T)^-1 · (A^2)^T · (A^T)^2 · (A x)^T · A' x' · (A^+)^T · 1^T A 1 · I (A + B) · I_n A · ones(n) ones(n)^T
    sin(x)^2 · (sin(x))^2 · sin(x^2) · f(c)^2 · log2(c) log10(c) · root(c, 3) · logbase(c, k) · c! · (c + k)!
    |c| |k| · |c - |k|| · ‖x‖ ‖y‖ · ‖x‖_1^2 · ‖A‖_F · |c|^2 |k| · A_{ij} x_j · (A x)_i · A_{12} · x_1 · x_i^2 · (A^2)_{ij}
    sum_i x_i + 1 · (sum_i x_i) x_j · sum_{i=1}^3 sum_j A_{ij} · sum_i (x_i + 1) · delta_ij x_j · [[A, x], [x^T, 1]]
    {1} · {} · (1, 2) · (0, 1] · [0, 1) ∪ (2, inf) · c = 1 or c = 2 and k = 3 · 0 < c < 1 · c ∈ [0, 1] · dL/dy^T x
""".replace("\n", " · ")


@pytest.mark.parametrize("form", ["ascii", "unicode", "latex"])
@pytest.mark.parametrize("text", [text.strip() for text in HARD.split(" · ") if text.strip()])
def test_hard_points_read_back(form, text):
    tree = parse(text, SCOPE)
    assert parse(text_of(tree, form), SCOPE) == tree


@pytest.mark.parametrize("form", ["ascii", "unicode", "latex"])
def test_what_only_a_deck_may_write_reads_back(form):
    scope = read_scope("A, S: matrix(n, n); x, mu: vector(n); z: complex")
    for text in ("grad(x^T A x, x)", "E(x^T A x; x ~ normal(mu, S))", "2 i + conj(z)"):
        tree = parse(text, scope, verify=True)
        assert parse(text_of(tree, form), scope, verify=True) == tree
