"""Index form by products of matrices gives what it gives entry by entry."""

import random

import pytest
from flint import arb

from quizzer.maths import indexed
from quizzer.maths.contraction import contracted
from quizzer.maths.declarations import read_scope
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.parse import parse
from quizzer.maths.sample import draw
from quizzer.maths.shapes import infer
from quizzer.maths.tree import Axes, Big, walk
from quizzer.maths.values import cells_of

SCOPE = read_scope("A, B, C: matrix(n, n); W: matrix(m, n); x, y: vector(n); z: vector(m); c: scalar")
SIZES = {"n": 4, "m": 3}

BY_PRODUCTS = [
    "sum_k A_ik x_k",
    "sum_k A_ki x_k",
    "sum_kl A_ik B_kl C_lj",
    "sum_kl A_ki B_lk C_jl",
    "sum_k A_ik x_k B_kj",
    "sum_k A_ik B_ik C_kj",
    "sum_ij x_i A_ij y_j",
    "sum_ij A_ij B_ji",
    "sum_ij A_ii B_jj",
    "sum_i A_ii x_i",
    "x_i A_ij y_j - c A_ji",
    "x_i (δ_ij - y_j)",
    "sum_k δ_ik A_kj",
    "sum_j W_ij x_j",
    "sum_i W_ij z_i",
    "sum_k W_ki W_kj",
    "exp(x_i)/sum_j exp(x_j)",
    "sum_i (x_i - c)^2",
    "sum_i x_i sum_j A_ij",
    "sum_k k x_k",
    "c + x_i",
    "sum_{j=1}^n x_i",
    "-sum_i x_i sin(y_i)",
]
ENTRY_BY_ENTRY = ["sum_k A_{1,k} x_k", "prod_i x_i", "sum_{k=2}^n x_k", "max(x_i, y_j)"]


def both_ways(text, monkeypatch):
    tree = infer(parse(text, SCOPE), SCOPE, text=text).tree
    point = draw(SCOPE, random.Random(text), SIZES).point()
    quick = Evaluator(point).value(tree)
    monkeypatch.setattr(indexed, "contracted", lambda *_: None)
    return cells_of(quick), cells_of(Evaluator(point).value(tree))


@pytest.mark.parametrize("text", BY_PRODUCTS)
def test_both_ways_agree(text, monkeypatch):
    quick, slow = both_ways(text, monkeypatch)
    assert len(quick) == len(slow)
    for one, other in zip(quick, slow, strict=True):
        assert one.overlaps(other)
        assert abs(one - other) < arb(2) ** -40


@pytest.mark.parametrize("text", BY_PRODUCTS)
def test_these_need_no_loop_over_entries(text):
    tree = infer(parse(text, SCOPE), SCOPE, text=text).tree
    point = draw(SCOPE, random.Random(text), SIZES).point()
    outermost = next(node for node in walk(tree) if isinstance(node, Axes | Big))
    assert contracted(Evaluator(point), outermost) is not None


@pytest.mark.parametrize("text", ENTRY_BY_ENTRY)
def test_what_does_not_fit_is_left_to_the_loop(text, monkeypatch):
    quick, slow = both_ways(text, monkeypatch)
    assert all(one.overlaps(other) for one, other in zip(quick, slow, strict=True))
