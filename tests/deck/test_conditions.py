"""Conditions that nobody has stated: each warning is true, and where somebody thought of them there is none."""

import pytest

from quizzer.deck.checking import check
from quizzer.deck.loading import load

SYMBOLS = """{"A, B": "matrix(n, n)", P: spd(n), G: invertible(n), "x, y": vector(n), "c, t": scalar, p: positive,
  q: nonnegative, k: natural, z: complex}"""


@pytest.fixture
def warned(deck_file):
    def run(prompt, answer, more=""):
        path = deck_file(
            f"symbols: {SYMBOLS}\ncards:\n  - id: a\n    prompt: {prompt}\n    answer: {answer}\n{more}"
        )
        loaded = load([path])
        assert loaded.problems == ()
        return check(loaded.decks)

    return run


NEEDED = [
    ("A^-1 x", "A need not have an inverse"),
    ("(A B)^-1", "A need not have an inverse; B need not have an inverse"),
    ("(G^T A)^-1 x", "A need not have an inverse"),
    ("A^-T", "A need not have an inverse"),
    ("x / c", "c may be 0, and is divided by"),
    ("1 / (p c)", "c may be 0, and is divided by"),
    ("x / c^2", "c may be 0, and is divided by"),
    ("1 / q", "q may be 0, and is divided by"),
    ("c^-1", "c may be 0, and is divided by"),
    ("1 / z", "z may be 0, and is divided by"),
    ("sqrt(c)", "c may be negative, and its square root is taken"),
    ("sqrt(p t)", "t may be negative, and its square root is taken"),
    ("c^(1/2)", "c may be negative, and a root is taken of it"),
    ("log(c)", "c need not be positive, and its logarithm is taken"),
    ("log(q)", "q need not be positive, and its logarithm is taken"),
    ("log(det(A))", "the determinant of A need not be positive"),
    ("log|G|", "the determinant of G need not be positive"),
    ("log(c) + log(c)", "c need not be positive, and its logarithm is taken"),
]
FINE = [
    ("G^-1 x", "declared so"),
    ("P^-1 x + log(det(P))", "positive definite"),
    ("(A + B)^-1", "of a sum nothing can be told"),
    ("(x^T x) A^T", "nothing is inverted"),
    ("x / norm(x)", "no letter alone"),
    ("1 / p + sqrt(q) + log(p)", "declared so"),
    ("1 / (1 + c^2)", "a sum"),
    ("sqrt(c^2)", "a square"),
    ("c^3 / 2", "a number"),
    ("log(abs(c))", "an absolute value, and 0 is no matter of taste"),
    ("log(abs(det(A)))", "an absolute value"),
    ("1 / k", "natural numbers begin at 1"),
    ("c^(1/3)", "an odd root"),
]


@pytest.mark.parametrize(("answer", "told"), NEEDED)
def test_a_condition_that_is_needed_and_not_stated_is_asked_for(warned, answer, told):
    found = warned("What is it?", answer)
    assert "; ".join(one.message for one in found) == told
    for one in found:
        assert (one.severity, one.line) == ("warning", 6)
        assert answer[one.column - 13 :].startswith(one.message.removeprefix("the determinant of ")[0])


@pytest.mark.parametrize(("answer", "why"), FINE)
def test_where_none_is_needed_nothing_is_said(warned, answer, why):
    assert warned("What is it?", answer) == [], why


@pytest.mark.parametrize(
    ("prompt", "more", "why"),
    [
        ("The inverse, $A$ being regular?", "", "the prompt states it"),
        (r"Solve for $A \ne 0$.", "", "in a formula"),
        ("What is it?", "    note: Only if $A$ is invertible.\n", "the note does"),
        ("What is it?", "    hint: Assume full rank.\n", "a hint does"),
    ],
)
def test_who_speaks_of_conditions_has_thought_of_them(warned, prompt, more, why):
    assert warned(prompt, "A^-1 x", more) == [], why


@pytest.mark.parametrize(
    ("prompt", "answer", "more", "why"),
    [
        (r"Derivative of $\log t$ by $t$.", "1 / t", "", "asked for where the question is defined"),
        (r"Halve $\frac{2}{c}$.", "1 / c", "", "the question divides, too"),
        ("Its derivative?", "1 / t", "    verify: diff(log(abs(t)), t)\n", "a verify has a domain"),
    ],
)
def test_of_scalars_nothing_is_said_where_the_question_has_the_same_domain(warned, prompt, answer, more, why):
    assert warned(prompt, answer, more) == [], why
