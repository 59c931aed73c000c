"""Words: what is forgiven, what is handed back, what is wrong."""

import pytest

from quizzer.study.numbers import NumberError, is_right_number
from quizzer.study.words import judge_words


@pytest.mark.parametrize(
    ("typed", "accepted", "judged", "why"),
    [
        ("sum", ["sum"], "right", "the word itself"),
        ("  The  Sum. ", ["the sum"], "right", "case, spacing and a full stop"),
        ("Schrodinger", ["Schrödinger"], "right", "accents"),
        ("m × n", ["/m( ?(x|×) ?)n/"], "right", "a regular expression"),
        ("m X N", ["/m( ?(x|×) ?)n/"], "right", "in any case"),
        ("m × n and more", ["/m × n/"], "wrong", "an expression matches the whole"),
        ("eigenvalu", ["eigenvalue"], "near", "a letter is missing"),
        ("egienvalue", ["eigenvalue"], "near", "two letters are swapped"),
        ("asymmetric", ["symmetric"], "wrong", "the opposite is no slip"),
        ("decreasing", ["increasing"], "wrong", "nor is this"),
        ("positive semidefinite", ["positive definite"], "wrong", "another notion"),
        ("order 2", ["order 3"], "wrong", "digits are never near"),
        ("row", ["col"], "wrong", "short words are not guessed at"),
        ("", ["sum"], "wrong", "nothing"),
    ],
)
def test_words(typed, accepted, judged, why):
    assert judge_words(typed, accepted) == judged, why


@pytest.mark.parametrize(
    ("typed", "value", "within", "right"),
    [
        ("6.93", "6.93", "1%", True),
        ("6.9993", "6.93", "1%", True),
        ("7", "6.93", "1%", False),
        ("-6.93", "6.93", "1%", False),
        ("1.01", "1", "0.01", True),
        ("1/3", "1/3", None, True),
        ("0.333", "1/3", None, False),
        ("0.333333333333333333333333333333", "1/3", None, False),
        ("pi", "3.14159", "0.001%", True),
        ("1e3", "1000", None, True),
    ],
)
def test_numbers(typed, value, within, right):
    assert is_right_number(typed, value, within) is right


@pytest.mark.parametrize("typed", ["", "six", "x", "1 2", "[1, 2]", "1/0", "9**9**9**9"])
def test_what_is_no_number_is_said_so(typed):
    with pytest.raises(NumberError):
        is_right_number(typed, "1")
