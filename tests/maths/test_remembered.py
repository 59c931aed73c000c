"""What is remembered of an expected expression changes no verdict, and saves no look that matters."""

from dataclasses import replace

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.equivalence import Reference
from quizzer.maths.grade import grade
from quizzer.maths.looks import weight_of, weight_with
from quizzer.maths.memory import _known
from quizzer.maths.parse import parse
from quizzer.maths.plainest import plainest
from quizzer.maths.plan import TWOS
from quizzer.maths.shapes import infer

SYMBOLS = "A, B: matrix(n, n); S: symmetric(n); x, y: vector(n); s, t: scalar; p: positive"
CARDS = [  # what is asked, and wrong answers whose diagnoses look at what it can be changed to
    ("(A + A^T) x", ["2 A x", "sum_j A_ij x_j", "A x", "A^T x + A x + x", "(A - A^T) x"]),
    ("A B x", ["B A x", "sum_j B_ij sum_k A_jk x_k", "sum_j A_ji sum_k B_jk x_k", "A B^T x"]),
    ("tr(A B)", ["sum_ij A_ij B_ij", "tr(A B^T)", "tr(A) tr(B)"]),
    ("s^2 + t", ["s^2", "s + t", "s^2 - t", "2 s^2 + 2 t", "t + |s| s"]),
    ("sqrt(s^2)", ["s", "-s", "|s| + 1"]),
    ("log(p s^2)", ["log p + 2 log s", "log(p) log(s^2)"]),
]


def judged(asked, answer):
    return replace(grade(asked, answer, SYMBOLS), seconds=0.0)


@pytest.mark.parametrize(("asked", "answers"), CARDS)
def test_an_answer_is_judged_the_same_whatever_was_answered_before(asked, answers):
    alone = []
    for answer in answers:
        _known.cache_clear()
        alone.append(judged(asked, answer))
    _known.cache_clear()
    assert [judged(asked, answer) for answer in answers] == alone
    assert [judged(asked, answer) for answer in reversed(answers)] == alone[::-1]
    assert all(one.kind == "different" for one in alone)


@pytest.mark.parametrize(("asked", "answers"), CARDS)
def test_the_point_that_is_shown_is_the_plainest_of_the_first_that_part(asked, answers):
    scope = read_scope(SYMBOLS)
    wanted = infer(parse(asked, scope), scope)
    for answer in answers:
        given = infer(parse(answer, scope), scope, want=wanted.shape)
        reference = Reference(wanted.tree, scope, given.tree, float("inf"))
        weights = []
        for number in range(12):
            key, drawn = reference.draw(TWOS, 0, 1000 + number, "small")
            look = reference.look(key, drawn, given.tree, 192)
            if look.witness is not None:
                weights.append(weight_with(weight_of(drawn, look.witness.expected), look.witness))
        shown = plainest(reference, given.tree)
        assert weight_with(weight_of(shown.draw, shown.expected), shown) == min(weights)
