"""What `verify` differentiates agrees with the rules of the tables, and refuses their near misses."""

import pytest

from quizzer.maths.grade import grade

SYMBOLS = (
    "A, B, X: matrix(n, n); S: symmetric(n); P: spd(n); M: invertible(n); R: matrix(m, n); D: diagonal(n);"
    " x, a, b: vector(n); y: vector(m); c, t, z, u: scalar; q: positive; f: function(scalar -> scalar);"
    " g: function(vector(n) -> scalar)"
)

RULES = [
    # inside one another, by names that differ
    ("diff(diff(z^2 u^3, u), z)", "6 z u^2"),
    ("diff(diff(sin(z u), u), z)", "cos(z u) - z u sin(z u)"),
    ("diff(diff(diff(z^2 u^4 t^3, u), t), z)", "24 z u^3 t^2"),
    ("diff(u diff(z^2, z), u)", "2 z"),
    ("jacobian(grad(a^T A b, a), b)", "A"),
    ("jacobian(grad(a^T A b, b), a)", "A^T"),
    # by a scalar
    ("diff(z^3, z)", "3 z^2"),
    ("diff(sin(z) cos(z), z)", "cos(2 z)"),
    ("diff(exp(-z^2), z)", "-2 z exp(-z^2)"),
    ("diff(z^z, z)", "z^z (1 + log(z))"),
    ("diff(2^z, z)", "2^z log(2)"),
    ("diff(log(abs(z)), z)", "1/z"),
    ("diff(abs(z), z)", "sign(z)"),
    ("diff(relu(z), z)", "step(z)"),
    ("diff(σ(z), z)", "σ(z)(1 - σ(z))"),
    ("diff(softplus(z), z)", "σ(z)"),
    ("diff(tanh(z), z)", "1 - tanh(z)^2"),
    ("diff(arctan(z), z)", "1/(1 + z^2)"),
    ("diff(arcsin(z), z)", "1/sqrt(1 - z^2)"),
    ("diff(arccos(z), z)", "-1/sqrt(1 - z^2)"),
    ("diff(arccosh(z), z)", "1/sqrt(z^2 - 1)"),
    ("diff(arcsec(z), z)", "1/(abs(z) sqrt(z^2 - 1))"),
    ("diff(arccot(z), z)", "-1/(1 + z^2)"),
    ("diff(arctanh(z), z)", "1/(1 - z^2)"),
    ("diff(sec(z), z)", "sec(z) tan(z)"),
    ("diff(erf(z), z)", "2/sqrt(pi) exp(-z^2)"),
    ("diff(gamma(q), q)", "gamma(q) digamma(q)"),
    ("diff(lgamma(q), q)", "digamma(q)"),
    ("diff(cbrt(z), z)", "1/(3 cbrt(z)^2)"),
    ("diff(z^(2/3), z)", "2/3 z^(-1/3)"),
    ("diff(sqrt(z), z)", "1/(2 sqrt(z))"),
    ("diff(log10(z), z)", "1/(z log(10))"),
    ("diff(1/z, z)", "-1/z^2"),
    ("diff(max(z, c), z)", "step(z - c)"),
    ("diff(f(z)^2, z) - 2 f(z) diff(f(z), z)", "0"),
    ("diff(z f(z), z) - z diff(f(z), z)", "f(z)"),
    ("diff((X + t A)^-1, t)", "-(X + t A)^-1 A (X + t A)^-1"),
    ("diff(det(X + t A), t)", "det(X + t A) tr((X + t A)^-1 A)"),
    ("diff(log(det(P + t^2 I)), t)", "2 t tr((P + t^2 I)^-1)"),
    ("diff(tr((X + t A)^3), t)", "3 tr((X + t A)^2 A)"),
    # gradients by a vector, in its shape
    ("grad(a^T x, x)", "a"),
    ("grad(x^T A x, x)", "(A + A^T) x"),
    ("grad(x^T S x, x)", "2 S x"),
    ("grad(norm(x), x)", "x/norm(x)"),
    ("grad(norm(x)^2, x)", "2 x"),
    ("grad(norm(R x - y)^2, x)", "2 R^T (R x - y)"),
    ("grad(norm(x - a)^-1, x)", "-(x - a)/norm(x - a)^3"),
    ("grad(sum(exp(x)), x)", "exp(x)"),
    ("grad(log(sum(exp(x))), x)", "softmax(x)"),
    ("grad(logsumexp(x), x)", "softmax(x)"),
    ("grad(prod(x), x)", "prod(x) ./ x"),
    ("grad(sum(abs(x)), x)", "sign(x)"),
    ("grad(sum(relu(x)), x)", "step(x)"),
    ("grad(sum(x .* log(x)), x)", "log(x) + 1"),
    ("grad(a^T x / (b^T x), x)", "a/(b^T x) - b (a^T x)/(b^T x)^2"),
    ("grad(exp(-x^T P x/2), x)", "-exp(-x^T P x/2) P x"),
    ("grad(log(1 + exp(-c a^T x)), x)", "-c a σ(-c a^T x)"),
    ("grad(g(x)^2, x) - 2 g(x) grad(g(x), x)", "zeros(n)"),
    # gradients by a matrix, in its shape
    ("grad(tr(X), X)", "I_n"),
    ("grad(tr(A X), X)", "A^T"),
    ("grad(tr(X A), X)", "A^T"),
    ("grad(tr(A X B), X)", "A^T B^T"),
    ("grad(tr(A X^T), X)", "A"),
    ("grad(tr(X^2), X)", "2 X^T"),
    ("grad(tr(X^T X), X)", "2 X"),
    ("grad(tr(X^T A X), X)", "(A + A^T) X"),
    ("grad(tr(X A X^T), X)", "X (A + A^T)"),
    ("grad(tr(A X B X), X)", "A^T X^T B^T + B^T X^T A^T"),
    ("grad(tr(X^3), X)", "3 (X^2)^T"),
    ("grad(tr(A M^-1), M)", "-(M^-1 A M^-1)^T"),
    ("grad(a^T M^-1 b, M)", "-M^-T a b^T M^-T"),
    ("grad(det(M), M)", "det(M) M^-T"),
    ("grad(log(abs(det(M))), M)", "M^-T"),
    ("grad(det(M)^2, M)", "2 det(M)^2 M^-T"),
    ("grad(det(A M B), M)", "det(A M B) M^-T"),
    ("grad(a^T X b, X)", "a b^T"),
    ("grad(a^T X^T b, X)", "b a^T"),
    ("grad(a^T X^T X b, X)", "X (a b^T + b a^T)"),
    ("grad((X a + b)^T S (X a + b), X)", "2 S (X a + b) a^T"),
    ("grad(||X||_F, X)", "X/||X||_F"),
    ("grad(||X||_F^2, X)", "2 X"),
    ("grad(sum(X .* X .* X), X)", "3 X .* X"),
    ("grad(sum(σ(X a)), X)", "(σ(X a) .* (1 - σ(X a))) a^T"),
    ("grad(norm(R x - y)^2, R)", "2 (R x - y) x^T"),
    # Jacobians: a row for each output, a column for each input
    ("jacobian(R x, x)", "R"),
    ("jacobian(x, x)", "I_n"),
    ("jacobian(x^T x, x)", "2 x^T"),
    ("jacobian(x x^T a, x)", "(x^T a) I + x a^T"),
    ("jacobian(exp(x), x)", "diag(exp(x))"),
    ("jacobian(softmax(x), x)", "diag(softmax(x)) - softmax(x) softmax(x)^T"),
    ("jacobian(x/norm(x), x)", "I/norm(x) - x x^T/norm(x)^3"),
    ("jacobian(a .* x, x)", "diag(a)"),
    ("jacobian(relu(A x), x)", "diag(step(A x)) A"),
    ("jacobian(vec(A X B), X)", "kron(B^T, A)"),
    ("jacobian(A X B, X)", "kron(B^T, A)"),
    ("jacobian(vec(M^-1), M)", "-kron(M^-T, M^-1)"),
    ("jacobian(X a, X)", "kron(a^T, I_n)"),
    ("jacobian(kron(a, x), x)", "kron(a, I_n)"),
    ("jacobian(diag(D) .* x, x)", "D"),
    # Hessians
    ("hessian(x^T A x, x)", "A + A^T"),
    ("hessian(norm(x)^2, x)", "2 I_n"),
    ("hessian(norm(x), x)", "I/norm(x) - x x^T/norm(x)^3"),
    ("hessian(log(sum(exp(x))), x)", "diag(softmax(x)) - softmax(x) softmax(x)^T"),
    ("hessian(sum(exp(x)), x)", "diag(exp(x))"),
    ("hessian((a^T x)^3, x)", "6 (a^T x) a a^T"),
    ("hessian(z^4, z)", "12 z^2"),
    ("hessian(σ(a^T x), x)", "σ(a^T x)(1 - σ(a^T x))(1 - 2 σ(a^T x)) a a^T"),
]

NEAR_MISSES = [
    ("diff(diff(z^2 u^3, u), z)", "0 z u"),
    ("diff(z^3, z)", "3 z"),
    ("grad(x^T A x, x)", "2 A x"),
    ("grad(norm(x), x)", "x"),
    ("grad(tr(A X B), X)", "B^T A^T"),
    ("grad(det(M), M)", "det(M) M^-1"),
    ("grad(a^T M^-1 b, M)", "-M^-1 a b^T M^-1"),
    ("jacobian(vec(A X B), X)", "kron(A, B^T)"),
    ("jacobian(softmax(x), x)", "diag(softmax(x))"),
    ("hessian(x^T A x, x)", "2 A"),
    ("diff(relu(z), z)", "1"),
]


@pytest.mark.parametrize(("derivative", "rule"), RULES)
def test_a_derivative_is_what_the_tables_say(derivative, rule):
    assert grade(rule, derivative, SYMBOLS, verify=True).kind == "equivalent"


@pytest.mark.parametrize(("derivative", "wrong"), NEAR_MISSES)
def test_a_derivative_is_not_what_is_nearly_right(derivative, wrong):
    assert grade(wrong, derivative, SYMBOLS, verify=True).kind == "different"


def test_a_learner_cannot_differentiate():
    assert grade("2 x", "diff(x^2, x)", "x: scalar").kind in ("malformed", "mis-shaped")
