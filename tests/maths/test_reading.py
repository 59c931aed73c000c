"""What typed mathematics means: precedence, juxtaposition, functions without parentheses, brackets, entries, signs."""

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.shapes import infer
from quizzer.maths.tokens import ReadingError
from tests.maths.trees import picture

SCOPE = read_scope(
    "A, B, C: matrix(n, n); x, y: vector(n); a, b, c, d, gamma, x_1, x_2: scalar; f: function(vector(n) -> scalar);"
    " i, j: index(n)"
)
MEANINGS = r"""
1/2x                     → (product (div 1 2) x)
1/2 x                    → (product (div 1 2) x)
a/b/c                    → (div (div a b) c)
a/b c                    → (product (div a b) c)
2^3^2                    → (pow 2 (pow 3 2))
-x^2                     → (neg (pow x 2))
(-x)^2                   → (pow (neg x) 2)
2^-x                     → (pow 2 (neg x))
e^-x^2                   → (pow e (neg (pow x 2)))
a - b - c                → (add a (neg b) (neg c))
a - (b - c)              → (add a (neg (add b (neg c))))
a - -b                   → (add a (neg (neg b)))
-a b                     → (neg (product a b))
a*-b                     → (product a (neg b))
a b/c d                  → (product (div (product a b) c) d)
A^T B^T                  → (product (transpose A) (transpose B))
A^-1 B                   → (product (inverse A) B)
A^TB                     → (product (transpose A) B)
A'B'                     → (product (transpose A) (transpose B))
A^2'                     → (transpose (pow A 2))
x_i^2                    → (pow (sub x i) 2)
x^2_i                    → (pow (sub x i) 2)
sin x y                  → (call sin (product x y))
sin x cos y              → (product (call sin x) (call cos y))
sin 2x + 1               → (add (call sin (product 2 x)) 1)
sin x/2                  → (div (call sin x) 2)
sin x^2                  → (call sin (pow x 2))
sin^2 x                  → (pow (call sin x) 2)
sin^-1 x                 → (call arcsin x)
log x y                  → (call log (product x y))
log det(A) B             → (product (call log (call det A)) B)
tr A B + C               → (add (call tr (product A B)) C)
tr(A) B                  → (product (call tr A) B)
tr A diag(x)             → (call tr (product A (call diag x)))
sqrt 2 x                 → (product (call sqrt 2) x)
√2 a                     → (product (call sqrt 2) a)
\sqrt2 a                 → (product (call sqrt 2) a)
exp x^2                  → (call exp (pow x 2))
2 sin x cos x            → (product 2 (call sin x) (call cos x))
f(x) a                   → (product (call f x) a)
a(b + c)                 → (product a (add b c))
a (b + c)                → (product a (add b c))
ab                       → (product a b)
abx                      → (product a b x)
2ab                      → (product 2 a b)
a2                       → (product a 2)
x_1x_2                   → (product x_1 x_2)
|a||b|                   → (product (bars a) (bars b))
|a| b |c|                → (product (bars a) b (bars c))
|a - |b||                → (bars (add a (neg (bars b))))
||a| - |b||              → (bars (add (bars a) (neg (bars b))))
a!/b!                    → (div (call factorial a) (call factorial b))
2a!                      → (product 2 (call factorial a))
-a!                      → (neg (call factorial a))
2^a!                     → (pow 2 (call factorial a))
a^2!                     → (pow a (call factorial 2))
sum_i x_i y_i + 1        → (add (sum i (product (sub x i) (sub y i))) 1)
sum_i x_i * 2            → (sum i (product (sub x i) 2))
2 sum_i x_i              → (product 2 (sum i (sub x i)))
sum_i sum_j A_ij         → (sum i (sum j (sub A i j)))
sum_{k=1}^n k a          → (sum k from (product k a) 1 n)
prod_{k=1}^a k^2         → (prod k from (pow k 2) 1 a)
A ⊙ B C                  → (product (entry A B) C)
A B ⊙ C                  → (entry (product A B) C)
A ⊙ B ⊙ C                → (entry A B C)
A ⊗ B ⊗ C                → (kron A B C)
A · B · C                → (dot (dot A B) C)
a @ b * c                → (entry (product a b) c)
A 1                      → (product A (ones))
1^T A 1                  → (product (transpose (ones)) A (ones))
A I                      → (product A (identity))
A_{11}                   → (sub A 11)
A_{12}^2                 → (pow (sub A 12) 2)
(A B)_{ij}               → (sub (product A B) i j)
A^T_{ij}                 → (sub (transpose A) i j)
A^{-1}_{ij}              → (sub (inverse A) i j)
delta_{ij} x_j           → (product (delta i j) (sub x j))
x' y x'                  → (product (transpose x) y (transpose x))
[1, 2]                   → (matrix1x2 1 2)
[1 2]                    → (matrix1x2 1 2)
[1 -2]                   → (matrix1x2 1 (neg 2))
[1 - 2]                  → (add 1 (neg 2))
[a b]                    → (matrix1x2 a b)
3[a b]                   → (product 3 (product a b))
[[1, 2]]                 → (matrix1x2 1 2)
[[1], [2]]               → (matrix2x1 1 2)
[a]                      → a
[2]                      → (matrix1x1 2)
(1)                      → 1
(1, 2)                   → (tuple 1 2)
{1}                      → (setof 1)
{a}b                     → (product a b)
(0, 1]                   → (interval(] 0 1)
[0, 1]                   → (matrix1x2 0 1)
[0, 1] ∪ {2}             → (union (interval[] 0 1) 2)
x ∈ [0, 1]               → (in x (interval[] 0 1))
a = b = c                → (and (= a b) (= b c))
a < b <= c               → (and (< a b) (<= b c))
a = 1 or b = 2 and c = 3 → (or (= a 1) (and (= b 2) (= c 3)))
a = ±1                   → (or (= a 1) (= a (neg 1)))
a ± b                    → (setof (add a b) (add a (neg b)))
3 ± 2                    → (setof (add 3 2) (add 3 (neg 2)))
2 ± -3                   → (setof (add 2 (neg 3)) (add 2 (neg (neg 3))))
5%                       → 1/20
30°                      → (product 30 (div pi 180))
1e-3                     → 1/1000
0.1                      → 1/10
½ a                      → (product 1/2 a)
x² y³                    → (product (pow x 2) (pow y 3))
x⁻¹                      → (inverse x)
A⁻ᵀ                      → (transpose (inverse A))
xᵀAx                     → (product (transpose x) A x)
a⋅b                      → (dot a b)
γ a                      → (product gamma a)
ee                       → (product e e)
pi2                      → (product pi 2)
2pi                      → (product 2 pi)
"""
ROWS = [tuple(part.strip() for part in line.split("→")) for line in MEANINGS.strip().splitlines()]


@pytest.mark.parametrize(("typed", "meaning"), ROWS)
def test_it_means(typed, meaning):
    assert picture(parse(typed, SCOPE)) == meaning


SAME = {
    "runs split along what is declared, the longest names first": [
        ("alpha, a, l, p, h: scalar", "alpha", "α"),
        ("x, x_1, y: scalar", "x_1y", "x_1 y"),
        ("x1, y: scalar", "x_1 y", "x1 y"),
        ("k_B, T: scalar", r"\frac{3}{2}k_BT", "3/2 k_B T"),
        ("x, y: vector(n)", "x_iy_i", "x_i y_i"),
        ("A: matrix(n, n); x: vector(n)", "sum_j A_ijx_j", "sum_j A_{ij} x_j"),
        ("x: vector(n)", r"\max_i x_i^2", "max(x_i^2)"),
        ("t, g, r, k: scalar", "tg + rk", "t g + r k"),
        ("t, r: scalar; A: matrix(n, n)", "tr(A)", "trace(A)"),
        ("i: scalar", "i i", "i*i"),
        ("sigma: scalar", "2sigma", "2σ"),
        ("y_hat, theta_hat: scalar", "ŷ + θ̂", r"\hat{y} + \hat\theta"),
        ("x_bar: scalar", "x̄", r"\bar{x}"),
        ("nabla_f: vector(n)", "∇f", r"\nabla f"),
        ("dL/dW_1: matrix(m, n)", "∂L/∂W₁", r"\frac{\partial \mathcal{L}}{\partial W_1}"),
        ("dL/dy: vector(n); x: vector(n)", "dL/dyx'", "dL/dy x'"),
        ("dL/dy: scalar; dL: scalar", "dL dL/dy", r"dL \frac{dL}{dy}"),
    ],
    "the power T": [
        ("x: vector(n); a, T: scalar", "a^T x^T x", "a^(T) x' x"),
        ("A: matrix(n, n); T: scalar", "A^-T", "A^{-T}"),
        ("T: matrix(n, n); x: vector(n)", "T^T x^T x", "T' x' x"),
        ("A: matrix(n, n)", "A^t", "A^T"),
        ("A: matrix(n, n); t: scalar", "A^t", "A^(t)"),
        ("z: complex; A: matrix(n, n)", "A^H z^*", "conj(A)' conj(z)"),
        ("z: complex; A: matrix(n, n)", "A†", "A^H"),
        ("A: matrix(n, n)", "A†", "A^+"),
        ("A: matrix(n, n)", "A^H", "A'"),
    ],
    "NumPy": [
        ("A: matrix(n, n); x: vector(n)", "A @ x * x", "(A x) .* x"),
        ("A: matrix(n, n); x: vector(n)", "A @ x**2", "A (x.^2)"),
        ("x: vector(n)", "np.exp(x) * x", "exp(x) .* x"),
        ("x: vector(n); c: scalar", "c * x", "c x"),
        ("A: matrix(n, n)", "A.T.dot(A).sum()", "sum(A' A)"),
        ("A: matrix(n, n)", "A.trace() + A.det() + A.norm('fro')", "tr(A) + det(A) + norm(A, F)"),
        ("A: matrix(n, n); x: vector(n)", "scipy.special.expit(A @ x)", "sigmoid(A x)"),
        ("F: matrix(n, n)", "F.T @ F.sum()", "F' sum(F)"),
        ("L, A: matrix(n, n)", "LA.T", "L A'"),
    ],
    "MATLAB and Julia": [
        ("A: matrix(n, n); x: vector(n)", "A.'*x", "A' x"),
        ("x: vector(n)", "exp.(x) .* x", "exp(x) ⊙ x"),
        ("a, b: scalar", "[a -b; b a]", "[[a, -b], [b, a]]"),
        ("a: scalar", "[cos(a) -sin(a); sin(a) cos(a)]", "[[cos a, -sin a], [sin a, cos a]]"),
    ],
    "LaTeX as pasted": [
        (
            "x, y: scalar",
            r"\begin{equation*} \frac xy \cdot \bigl( x - y \bigr)^{2}. \end{equation*}",
            "x/y (x - y)^2",
        ),
        (
            "A: matrix(n, n)",
            r"$$\left[ \begin{array}{cc} 1 & 2 \\[4pt] 3 & 4 \end{array} \right]$$",
            "[1 2; 3 4]",
        ),
        ("x: scalar", r"\dfrac{\mathrm{e}^{x}}{1+\mathrm{e}^{x}}", "e^x/(1 + e^x)"),
        (
            "x: vector(n)",
            r"\|x\|_{2}^{2} + \left\lVert x\right\rVert_{\infty}",
            "norm(x, 2)^2 + norm(x, inf)",
        ),
        ("A: matrix(n, n)", r"\operatorname{tr}\!\left(\mathbf{A}^{\mathsf{T}}\mathbf{A}\right)", "tr(A' A)"),
        ("x, y: scalar", r"\max\left\{x,\,y\right\}", "max(x, y)"),
        ("x: scalar", r"\sin^{2}\!x+\cos^{2}x", "sin(x)^2 + cos(x)^2"),
        ("x: vector(n)", r"\sum\nolimits_{i=1}^{n} x_i^2", "sum_{i=1}^n x_i^2"),
        ("x: scalar", r"x \in \mathbb{R}", "x ∈ ℝ"),
        ("x: scalar", r"x \not= 3", "x ≠ 3"),
        ("z, w: complex", r"\overline{z + w}", "conj(z + w)"),
        ("A: matrix(n, n)", r"\vec(A)", "vec(A)"),
    ],
}
SAME_ROWS = [(about, *row) for about, rows in SAME.items() for row in rows]


@pytest.mark.parametrize(("about", "symbols", "one", "other"), SAME_ROWS)
def test_both_spell_the_same(about, symbols, one, other):
    scope = read_scope(symbols)
    shaped = [infer(parse(text, scope), scope, text=text) for text in (one, other)]
    assert shaped[0] == shaped[1]


DIFFERENT = [
    ("x: vector(n); c: scalar", "x_1", "c x", "an entry is no product"),
    ("A: matrix(n, n); c: scalar; T: scalar", "c^T", "c", "T over a scalar is a power"),
    ("A: matrix(n, n)", "A * A", "A .* A", "without @ a star is the matrix product"),
    ("x: scalar", "1/2x", "1/(2x)", "a quotient is read from the left"),
    ("x: scalar", "x!=3", "x! = 3", "!= is one sign"),
]


@pytest.mark.parametrize(("symbols", "one", "other", "why"), DIFFERENT)
def test_these_are_not_the_same(symbols, one, other, why):
    scope = read_scope(symbols)
    assert parse(one, scope) != parse(other, scope), why


def test_each_node_knows_its_columns():
    text = r"  2 \mathbf{A} x + \frac{1}{2}"
    total = parse(text, SCOPE)
    assert [text[node.span.start : node.span.end].strip() for node in total.terms] == [
        r"2 \mathbf{A} x",
        r"\frac{1}{2}",
    ]
    product = total.terms[0]
    assert [text[node.span.start : node.span.end] for node in product.factors] == ["2", "A", "x"]


def test_derivatives_and_expectations_are_for_a_decks_verify_only():
    assert picture(parse("grad(x^T A x, x)", SCOPE, verify=True)).startswith("(call grad")
    assert picture(parse("E(x' A x; x ~ normal(y, B))", SCOPE, verify=True)).startswith("(expectation")
    for text in ("grad(x^T A x, x)", "E(x; x ~ normal(y, B))", "diff(a^2, a)"):
        with pytest.raises(ReadingError, match="is an instruction; write its value"):
            parse(text, SCOPE)


@pytest.mark.parametrize(
    "typed", ["x = 1 or x = 2", "x = 1, x = 2", "x = 1, 2", "x ∈ {1, 2}", "1 or 2", "{1, 2}", "1, 2"]
)
def test_solutions_are_values_where_values_are_asked_for(typed):
    found = parse(typed, read_scope("x: scalar"), drop_left=True)
    assert sorted(picture(one) for one in found.items) == ["1", "2"]
