"""What the long hunts of tests/bench found: texts that once broke the judge, each with what is said of it now."""

import pytest

from quizzer.maths.grade import grade
from tests.maths.random_answers import SYMBOLS

FOUND = [
    # expected, answer, verdict
    ("log(p)", r"\sum_{k=factorial(30)1}^n k^2", "mis-shaped"),  # a sum that begins at a vector
    ("x", "sum_{k=u}^n k", "mis-shaped"),
    (
        "A u",
        r"u ⊙  + \sum_{k=1u_i (delta_ij - u_j)}^n k^2",
        "mis-shaped",
    ),  # an index in a bound has a size too
    ("A u", "sum_{k=1}^{u_i} 2", "different"),  # a bound that depends on a free index: entry by entry
    ("A B", r"\sum_{k=1}^𝐱n inv(A) * Bk^2", "different"),  # a sum of no matrices is a matrix
    ("{1, 2}", "A.T @ u", "different"),  # a vector is no element of a set of numbers
    ("{1, 2}", "kron(eA, B)|x - |y|½ x|", "different"),
    ("{1, 2}", "9**9**99**kron(A, B)", "undecided"),  # thousands of entries, each of them slow
    ("y = 2x + 1", "1e-3 =+ 1e-3", "undecided"),  # an equation without names beside one with two
    ("log(p)", "sum_i iu_i v_i + |x - |y||", "different"),  # the index is a number in its sum
    ("x^2 + 1", "sinx_sinx_1^2 y = 2x + 1x9**9**91^2 x9**9**9", "undecided"),  # exponents past all floats
]


@pytest.mark.parametrize(("expected", "answer", "verdict"), FOUND)
def test_what_was_found_is_judged(expected, answer, verdict):
    assert grade(expected, answer, SYMBOLS).kind == verdict
