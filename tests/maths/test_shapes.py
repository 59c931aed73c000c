"""Every expression has a shape before anything is computed; what has none is said in the learner's own pieces."""

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.sizes import ONE, SCALAR, Shape, Size

SCOPE = read_scope(
    "A: matrix(m, n); S, Q: symmetric(n); X: matrix(b, d); W: matrix(d, k); x, y: vector(n); z: vector(m);"
    " c: scalar; v: vector(3); M: matrix(1, 1); f: function(vector(n) -> vector(m)); g: function(scalar -> scalar);"
    " i, j: index(n); p: index(m)"
)


def shape_of(text, want=None):
    return infer(parse(text, SCOPE), SCOPE, text=text, want=want).shape


SHAPES = r"""
    c            1×1
    x            n×1
    x'           1×n
    A            m×n
    A x          m×1
    x' A'        1×m
    x' S x       1×1
    x x'         n×n
    A S A'       m×m
    2 A + c      m×n
    1 - σ(X W)   b×k
    c A x + z    m×1
    x + 1        n×1
    A ⊙ A        m×n
    c ⊙ A        m×n
    A ./ (1 + A .^ 2)  m×n
    1/x          n×1
    1/(1 + exp(-X W))  b×k
    A/c          m×n
    A ⊗ x        mn×n
    x ⊗ x        n²×1
    S^3          n×n
    S^-1 x       n×1
    S^-T         n×n
    pinv(A)      n×m
    tr(S)        1×1
    det(S)       1×1
    |S|          1×1
    |c|          1×1
    ‖A‖_F        1×1
    rank(A)      1×1
    sum(A)       1×1
    diag(x)      n×n
    diag(S)      n×1
    diag(x')     n×n
    vec(A)       mn×1
    vec(S)       n²×1
    eigvals(S)   n×1
    softmax(x)   n×1
    exp(A)       m×n
    max(x, 0)    n×1
    outer(x, z)  n×m
    x·y          1×1
    x'·y'        1×1
    S·x          n×1
    ⟨x, y⟩       1×1
    ⟨A, A⟩       1×1
    M            1×1
    M x          n×1
    I x          n×1
    S + I        n×n
    A' A + c I   n×n
    S 1          n×1
    1^T A        1×n
    1^T S 1      1×1
    ones(n)      n×1
    ones(m, n) + A  m×n
    zeros(n^2)   n²×1
    A + zeros    m×n
    I_n          n×n
    eye(m + 1)   (1 + m)×(1 + m)
    A x' x       m×n
    A x x' x     m×1
    c x' y A     m×n
    x' y z       m×1
    x_i          n×1
    x_i y_j      n×n
    z_p x_i      n×m
    A_{pi}       n×m
    (A x)_p      m×1
    x_1          1×1
    A_{12}       1×1
    S_{ii}       n×1
    delta_ij x_i x_j  n×n
    sum_i x_i    1×1
    sum_i S_{ij} x_i  n×1
    sum_k x_k y_j  n×1
    sum_{k=1}^n k  1×1
    sum_{k=1}^n x_k S  n×n
    f(x)         m×1
    f(S x)' z    1×1
    g(c)         1×1
    n c          1×1
    [1, 2; 3, 4]  2×2
    [1; 2; 3]    3×1
    [x, S]       n×(1 + n)
    [S, x; x', c]  (1 + n)×(1 + n)
    [S, 0; 0, 1]  (1 + n)×(1 + n)
    [S 0; 0 Q]   2n×2n
    [A; I]       (m + n)×n
    v' v         1×1
    v_3          1×1
"""
ROWS = [[part.strip() for part in line.strip().split("  ", 1)] for line in SHAPES.strip().splitlines()]


@pytest.mark.parametrize(("typed", "shape"), ROWS)
def test_it_has_the_shape(typed, shape):
    assert str(shape_of(typed)) == shape


REFUSED = r"""
x' A
~~~~ x' is 1×n and A is m×n: x' A needs the inner sizes n and m to agree
2 x' A + c
  ~~~~ x' is 1×n and A is m×n: x' A needs the inner sizes n and m to agree
x y
~~~ x is n×1 and y is n×1: x y needs the inner sizes 1 and n to agree; the inner product is x^T y, entry by entry it is x .* y
A A
~~~ A is m×n and A is m×n: A A needs the inner sizes n and m to agree; entry by entry it is A .* A
S A x
~~~ S is n×n and A is m×n: S A needs the inner sizes n and m to agree
\mathbf{x}^T\mathbf{A}
~~~~~~~~~~~~~~~~~~~~~~ \mathbf{x}^T is 1×n and A is m×n: \mathbf{x}^T\mathbf{A} needs the inner sizes n and m to agree
A + x
~~~~~ A is m×n and x is n×1: they cannot be added
1 + A - x
~~~~~~~~~ A is m×n and x is n×1: they cannot be added
A ⊙ x
~~~~~ A is m×n and x is n×1: they cannot be multiplied entry by entry
A ./ x
~~~~~~ A is m×n and x is n×1: they cannot be divided entry by entry
S/Q
~~~ S / Q divides by a matrix: write S Q^-1 or Q^-1 S, or ./ for entries
c/S
~~~ c / S divides by a matrix: write c S^-1, or ./ for entries
x/y
~~~ x / y divides by a vector: write ./ for entries
A^2
~~~ A is m×n: only a square matrix has powers; .^ raises entries, A'A is an inner product
2 x^2
  ~~~ x is n×1: only a square matrix has powers; .^ raises entries, x'x is an inner product
2^x^y
  ~~~ the power of x is not a number
A^-1
~ A is m×n: only a square matrix has an inverse; pinv(…) is the pseudo-inverse, .^-1 inverts entries
|A|
 ~ A is m×n: only a square matrix has a determinant; a norm is ‖…‖ or norm(…)
det(x)
~~~~~~ x is n×1: only a square matrix has a determinant
c + tr(A)
    ~~~~~ A is m×n: only a square matrix has a trace
eigvals(A)
~~~~~~~~~~ A is m×n: only a square matrix has eigenvalues
diag(A)
~~~~~~~ A is m×n: not square
f(z)
~~~~ z is m×1, but f takes a vector(n)
g(x)
~~~~ x is n×1, but g takes a scalar
c_1
~~~ c is a scalar: it has no entries
A_i
~~~ A is m×n: an entry takes two indices
x_{ij}
~~~~~~ x is n×1: an entry takes one index
v_4
~~~ v_4 does not exist: the index runs from 1 to 3
x_0
~~~ x_0: entries are counted from 1
x_p z_p
~~~~~~~ the index p runs to n in one place and to m in another
x_i x_j y_q
~~~~~~~~~~~ i, j, q are all free: at most two indices can be, others are summed over
x_i y
~~~~~ `x_i y` mixes entries by index with whole arrays
[S, x; x, c]
~~~~~~~~~~~~ the block x is n×1 where n×n is needed
[x, z]
~~~~~~ the block z is m×1 where n×1 is needed
I_c
  ~ `c` is not a size
ones(1/2)
     ~~~ `1/2` is not a size
max(x, z)
~~~~~~~~~ x is n×1 and z is m×1: they cannot be compared entry by entry
A = x
~~~~~ A is m×n and x is n×1: they cannot be compared
(1, 2) + 3
~~~~~~ a number, a vector or a matrix is needed here
sum_k c
~~~~~~~ over what does k run? Write sum_{k=1}^n
"""
LINES = REFUSED.strip("\n").splitlines()


@pytest.mark.parametrize(("typed", "answer"), list(zip(LINES[::2], LINES[1::2], strict=True)), ids=LINES[::2])
def test_what_has_no_shape_is_said_in_the_learners_pieces(typed, answer):
    with pytest.raises(ShapeError) as caught:
        shape_of(typed)
    start, end = caught.value.span
    assert f"{' ' * start}{'~' * (end - start)} {caught.value.message}" == answer


VECTOR, SQUARE = Shape(Size.of("n"), ONE), Shape(Size.of("n"), Size.of("n"))


@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("I", SQUARE),
        ("ones", VECTOR),
        ("ones ones^T", SQUARE),
        ("0", SQUARE),
        ("0", VECTOR),
        ("c I", SQUARE),
        ("zeros", SQUARE),
    ],
)
def test_a_size_that_nothing_else_tells_is_that_of_the_right_answer(typed, want):
    assert shape_of(typed, want) == want


@pytest.mark.parametrize(
    ("symbols", "shape"),
    [
        ("A: matrix(n, n); x: vector(m)", "n×n"),
        ("x: vector(n)", "1×1"),
        ("A: square(n); B: square(m)", "1×1"),
    ],
)
def test_an_identity_alone_is_as_large_as_the_only_square_matrix_declared(symbols, shape):
    scope = read_scope(symbols)
    assert str(infer(parse("I", scope), scope).shape) == shape


@pytest.mark.parametrize(("typed", "index"), [("A_{pi} x_i", "i"), ("x_i y_i", "i"), ("x_i S_{ij} y_j", "i")])
def test_a_repeated_index_is_not_summed_and_the_learner_is_told(typed, index):
    want = SCALAR if "S" in typed or "y_i" in typed else Shape(Size.of("m"), ONE)
    with pytest.raises(
        ShapeError, match=f"the index {index} is repeated but not summed over: write sum_{index} before it"
    ):
        shape_of(typed, want)
    assert shape_of(typed) != want


def test_a_repeated_index_is_fine_where_the_shape_is_the_one_asked_for():
    assert shape_of("x_i y_i", VECTOR) == VECTOR


def test_sizes_add_and_multiply_by_name():
    n, m = Size.of("n"), Size.of("m")
    assert n + m == m + n
    assert n * m == m * n
    assert str(n * n + m + Size.of(2)) == "2 + m + n²"
    assert str(Size.of("rows") * Size.of("cols")) == "cols·rows"
    assert (n * m + n).value({"n": 3, "m": 4}) == 15
    assert Size.of(0) == Size(())


def test_free_indices_are_axes_in_alphabetical_order():
    one = infer(parse("x_i z_p", SCOPE), SCOPE).tree
    other = infer(parse("z_p x_i", SCOPE), SCOPE).tree
    assert one.indices == other.indices == ("i", "p")


def test_columns_and_hints_speak_of_whole_pieces():
    """In LaTeX a font's command belongs to its letter; a transpose in a hint is of all that stands before."""
    text = r"\mathbf{M} \mathbf{x} \mathbf{x}"
    scope = read_scope("M: matrix(n, n); x: vector(n)")
    with pytest.raises(ShapeError, match=r"inner product is \(\\mathbf\{M\} \\mathbf\{x\}\)\^T x") as caught:
        infer(parse(text, scope), scope, text=text)
    assert text[slice(*caught.value.span)] == text


@pytest.mark.parametrize("text", ["(0, ∅]", "[{1, 2}, 3)", "(1, 2) ∪ [3, (1, 2))"])
def test_an_interval_ends_at_numbers(text):
    scope = read_scope("c: scalar")
    with pytest.raises(ShapeError, match="an interval ends at numbers"):
        infer(parse(text, scope), scope, text=text)
