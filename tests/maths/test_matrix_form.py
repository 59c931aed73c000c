"""Index sums as products of matrices: which product each is, and that its value stays."""

import pytest

from quizzer.maths.grade import expression, grade
from quizzer.maths.slips.matrix_form import matrix_form
from quizzer.maths.typeset.as_text import text_of

SYMBOLS = "A, B, C: matrix(n, n); x, y: vector(n); c: scalar; M: matrix(m, n); w: vector(m)"

FORMS = {
    "sum_k A_ik B_kj": "A B",
    "sum_k A_ki B_kj": "A^T B",
    "sum_k A_ik B_jk": "A B^T",
    "A_ij B_ij": "A .* B",
    "A_ji": "A^T",
    "x_i y_j": "x y^T",
    "x_i y_i": "x .* y",
    "sum_j A_ij x_j": "A x",
    "sum_i x_i y_i": "x^T y",
    "sum_ij x_i A_ij y_j": "x^T A y",
    "sum_ij A_ij B_ij": "tr(A B^T)",
    "sum_ij A_ij B_ji": "tr(A B)",
    "x_i A_ij": "diag(x) A",
    "A_ij x_j": "A diag(x)",
    "x_i A_ij y_j": "diag(x) A diag(y)",
    "2 sum_j (A_ij + A_ji) x_j": "2 ((A + A^T) x)",
    "sum_jk A_ij B_jk x_k": "A B x",
    "sum_i w_i M_ij": "M^T w",
    "A_ij + A_ji": "A + A^T",
    "sum_kl A_ik B_kl C_lj": "A B C",
    "c x_i + y_i": "c x + y",
}

AS_THEY_ARE = [
    "sum_ij A_ij",
    "x_i sum_j x_j y_j",
    "sum_i (x_i - y_i)^2",
    "sum_{i=2}^n x_i y_i",
    "x_i/x_j",
    "A B x",
]


@pytest.mark.parametrize("text", FORMS)
def test_an_index_sum_is_the_product_that_the_table_says(text):
    _, shaped = expression(text, SYMBOLS)
    assert text_of(matrix_form(shaped.tree), "ascii").replace(" * ", " ") == FORMS[text]
    assert grade(text, FORMS[text], SYMBOLS).kind == "equivalent"


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_what_is_no_chain_of_products_stays(text):
    _, shaped = expression(text, SYMBOLS)
    assert matrix_form(shaped.tree) == shaped.tree
