"""A `verify` is an expression that gives the answer, or an equation that the answer solves."""

import pytest

from quizzer.deck.checking import check_all
from quizzer.deck.loading import load
from quizzer.deck.verifying import sides
from quizzer.maths.declarations import read_scope
from quizzer.study.judging import is_refuted

SYMBOLS = "{x: positive, t: scalar, C: constant, A: invertible(n), b: vector(n)}"


@pytest.fixture
def checked(deck_file):
    def run(answer, verify):
        path = deck_file(
            f"symbols: {SYMBOLS}\ncards:\n  - id: a\n    prompt: p\n    answer: {answer}\n    verify: {verify}\n"
        )
        loaded = load([path])
        assert loaded.problems == ()
        return check_all(loaded.decks)

    return run


@pytest.mark.parametrize(
    ("answer", "verify"),
    [
        ("x log(x) - x + C", "diff(answer, x) = log(x)"),
        ("1/2 + C exp(-2 t)", "diff(answer, t) + 2 answer = 1"),
        ("A^-1 b", "A answer = b"),
        ("sqrt(x)", "answer^2 = x"),
        ("exp(t)", "diff(answer, t) - sum_{k=1}^2 k answer + 2 answer = 0"),
    ],
)
def test_an_answer_that_solves_it_is_verified(checked, answer, verify):
    found = checked(answer, verify)
    assert found.problems == ()
    assert [one.card for one in found.verified] == ["deck/a"]


@pytest.mark.parametrize(
    ("answer", "verify", "place", "said"),
    [
        ("x log(x) + C", "diff(answer, x) = log(x)", (5, 13), "it does not solve its verify: at x ="),
        ("A b", "A answer = b", (5, 13), "it does not solve its verify: at A ="),
        ("A^-1 b", "A answer^ = b", (6, 21), "cannot be read: a power is missing after ^"),
        ("A^-1 b", "A answer = b^", (6, 25), "cannot be read: a power is missing after ^"),
        ("A^-1 b", "A answer + qq = b", (6, 24), "cannot be read: `qq` is not declared here"),
        ("A^-1 b", "b answer = b", (6, 13), "has no shape: b is n×1 and"),
    ],
)
def test_one_that_does_not_and_what_cannot_be_read_are_told_in_their_place(
    checked, answer, verify, place, said
):
    [problem] = checked(answer, verify).problems
    assert ((problem.line, problem.column), problem.severity) == (place, "error")
    assert problem.message.startswith(said)
    assert checked(answer, verify).verified == ()


def test_what_it_refutes_is_not_taught():
    scope = read_scope({"x": "positive", "C": "constant"})
    assert is_refuted("x log(x) + C", "diff(answer, x) = log(x)", scope)
    assert not is_refuted("x log(x) - x + C", "diff(answer, x) = log(x)", scope)


@pytest.mark.parametrize(
    ("verify", "why"),
    [
        ("grad(x^T A x, x)", "no word `answer` and no equation"),
        ("sum_{k=1}^n k", "an equals sign inside of brackets"),
        ("answers = 2", "another word"),
        ("2 answer", "no equation"),
    ],
)
def test_what_is_no_equation_of_the_answer_is_an_expression(verify, why):
    assert sides("x", verify, read_scope({"x": "scalar"})).verify == verify, why


def test_a_declared_name_is_not_taken_away():
    scope = read_scope({"answer": "scalar"})
    assert not sides("2", "answer = 2", scope).is_equation
