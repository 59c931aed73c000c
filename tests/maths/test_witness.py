"""The point that is shown where two expressions part: small numbers that can be checked by hand."""

import pytest
from flint import acb, arb, fmpq

from quizzer.maths.equivalence import at_precision
from quizzer.maths.grade import grade
from quizzer.maths.witness import short


def one(rows):
    assert len(rows) == 1 == len(rows[0])
    return rows[0][0]


def shown(expected, answer, symbols):
    verdict = grade(expected, answer, symbols)
    assert verdict.kind == "different"
    assert verdict.witness is not None
    return verdict.witness


@pytest.mark.parametrize(
    ("expected", "answer", "symbols"),
    [
        ("x^2", "2 x", "x: scalar"),
        ("1/(2x)", "1/2 x", "x: scalar"),
        ("p (1 - p)", "p", "p: probability"),
        ("n (n + 1)/2", "n (n - 1)/2", "n: natural"),
    ],
)
def test_a_scalar_s_witness_is_short(expected, answer, symbols):
    witness = shown(expected, answer, symbols)
    (_, rows), *rest = witness.names
    assert not rest
    assert len(one(rows)) <= 3
    assert len(one(witness.expected)) <= 4
    assert len(one(witness.answer)) <= 4
    assert witness.expected != witness.answer


def test_what_is_shown_is_true():
    witness = shown("x^2", "2 x", "x: scalar")
    x = int(one(dict(witness.names)["x"]).replace("−", "-"))
    assert one(witness.expected) == str(x**2)
    assert one(witness.answer).replace("−", "-") == str(2 * x)


def test_a_matrix_s_witness_is_two_by_two_in_small_whole_numbers():
    witness = shown("A B", "B A", "A, B: matrix(n, n)")
    assert dict(witness.sizes) == {"n": 2}
    values = {
        name: [[int(cell.replace("−", "-")) for cell in row] for row in rows] for name, rows in witness.names
    }
    a, b = values["A"], values["B"]
    assert all(abs(cell) <= 3 for rows in (a, b) for row in rows for cell in row)
    product = [[sum(a[i][k] * b[k][j] for k in range(2)) for j in range(2)] for i in range(2)]
    assert [[int(cell.replace("−", "-")) for cell in row] for row in witness.expected] == product


def test_an_identity_of_two_by_two_is_refuted_at_a_larger_size():
    witness = shown("A^2 - tr(A) A", "-det(A) I", "A: matrix(n, n)")
    assert dict(witness.sizes)["n"] > 2


def test_numbers_that_part_late_are_shown_with_as_many_digits_as_it_takes():
    witness = shown("x", "x (1 + 10^-30)", "x: scalar")
    assert one(witness.expected) != one(witness.answer)
    assert one(witness.answer).endswith("02")


def test_an_answer_without_a_value_is_shown_so():
    witness = shown("log(x^2)", "2 log(x)", "x: scalar")
    assert witness.answer is None
    assert one(dict(witness.names)["x"]).startswith("−")


def test_the_same_question_gets_the_same_witness():
    first = shown("(A + A^T) x", "2 A x", "A: matrix(n, n); x: vector(n)")
    assert first == shown("(A + A^T) x", "2 A x", "A: matrix(n, n); x: vector(n)")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (fmpq(3), "3"),
        (fmpq(-3), "−3"),
        (fmpq(1, 4), "0.25"),
        (fmpq(1, 3), "1/3"),
        (fmpq(-5, 6), "−5/6"),
        (fmpq(1, 1000), "0.001"),
        (fmpq(314159265358979, 10**14), "3.1416"),
    ],
)
def test_a_real_number_is_shown_short(number, text):
    with at_precision(256):
        assert short(arb(number)) == text


@pytest.mark.parametrize(("real", "imaginary", "text"), [(0, 1, "0 + 1i"), (2, -1, "2 − 1i"), (2, 0, "2")])
def test_a_complex_number_is_shown_in_two_parts(real, imaginary, text):
    assert short(acb(real, imaginary)) == text
