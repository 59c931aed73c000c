"""Forms that only restate the question, whatever their spelling."""

import pytest

from quizzer.maths.grade import grade

SYMBOLS = "A, B, C: matrix(n, n); x, y: vector(n); a, b, c: scalar"

# what a card's `not` says, the right answer, spellings of the `not`, and right answers that are none
TABLE = [
    ("tr(A B)", "tr(B A)", ["tr(A B)", "Tr(AB)", "trace(A B)", r"\operatorname{Tr}(\mathbf{A}\mathbf{B})", "tr (A·B)", "tr(A @ B)", "tr A B"], ["tr(B A)", "tr(A' B')", "tr((A B)')"]),
    ("A B", "A B", ["AB", "A @ B", "A*B", r"A \cdot B"], ["(B' A')'"]),
    ("a x + b y", "a x + b y", ["b y + a x", "x a + y b", "y b + x a"], ["(a x' + b y')'"]),
    ("A' + B", "A' + B", ["B + A^T", "transpose(A) + B", "B + Aᵀ"], ["(A + B')'"]),
    ("log(a b)", "log(a b)", ["log(b a)", "ln(ab)", r"\log(a \cdot b)"], ["log(b a) + 0"]),
    ("a^2", "a^2", ["a a", "a²", "a**2", "a*a"], ["a^3/a + 0"]),
    ("a/b", "a/b", ["a b^-1", "a * (1/b)", r"\frac{a}{b}", "1/b a"], ["2a/b - a/b"]),
    ("2 a b", "2 a b", ["a 2 b", "b a 2", "2ab", "a·b·2"], ["a b + b a"]),
    ("-(A x)", "-(A x)", ["-A x", "(-A) x", "-1 A x", "A (-x)"], ["0 - A x"]),
    ("A (B C)", "A B C", ["A B C", "(A B) C", "A(BC)"], ["(C' B' A')'"]),
    ("x' y", "x' y", ["x^T y", "x · y", r"x \cdot y", "dot(x, y)"], ["y' x", "tr(x y')"]),
    ("a (A x)", "a A x", ["A (a x)", "A x a", "a A x"], ["(a x' A')'"]),
    ("A ⊙ B", "A ⊙ B", ["B ⊙ A", "A .* B", "hadamard(A, B)"], ["(A' ⊙ B')'"]),
    ("kron(A, B)", "kron(A, B)", ["A ⊗ B", r"A \otimes B"], ["(A' ⊗ B')'"]),
]  # fmt: skip

SPELLINGS = [(form, expected, answer) for form, expected, same, _ in TABLE for answer in same]
OTHERS = [(form, expected, answer) for form, expected, _, others in TABLE for answer in others]


@pytest.mark.parametrize(("form", "expected", "answer"), SPELLINGS)
def test_a_restated_question_is_no_answer_in_any_spelling(form, expected, answer):
    verdict = grade([expected, form], answer, SYMBOLS, restated=[form])
    assert verdict.kind == "wrong-form", verdict
    assert [one.code for one in verdict.diagnoses] == ["restated"]


@pytest.mark.parametrize(("form", "expected", "answer"), OTHERS)
def test_what_a_rule_was_needed_for_is_an_answer(form, expected, answer):
    verdict = grade([expected, form], answer, SYMBOLS, restated=[form])
    assert verdict.kind == "equivalent"


def test_factors_that_do_not_commute_are_not_exchanged():
    assert grade("tr(B A)", "tr(B A)", SYMBOLS, restated=["tr(A B)"]).kind == "equivalent"
    assert grade("A B", "A B", SYMBOLS, restated=["B A"]).kind == "equivalent"


def test_a_wrong_answer_is_never_called_a_restatement():
    assert grade("tr(B A)", "tr(A' B)", SYMBOLS, restated=["tr(A' B)"]).kind == "different"


def test_an_inverse_of_a_matrix_that_is_spelt_out_ends():
    """Its key was once asked for by itself, without end."""
    inverse = "[[1, 2], [3, 4]]^-1"
    verdict = grade([inverse], inverse, SYMBOLS, restated=[inverse])
    assert [one.code for one in verdict.diagnoses] == ["restated"]
