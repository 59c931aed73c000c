"""A fault of the typesetter is caught before it is shown: the source stands there instead."""

import pytest

from quizzer.maths.tree import Div, Sym
from quizzer.maths.typeset.box import Box
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.prose_setting import set_formula
from quizzer.maths.typeset.setting import MissetError, set_two_dimensional
from quizzer.maths.typeset.trees import set_tree
from quizzer.maths.typeset.upright import Plane


@pytest.fixture(
    params=[
        pytest.param(lambda plane, top, _: plane.set(top), id="a lost denominator"),
        pytest.param(lambda plane, _, bottom: plane.set(bottom), id="a lost numerator"),
        pytest.param(
            lambda plane, top, bottom: Box((*plane.set(top).rows, *plane.set(bottom).rows)), id="ragged rows"
        ),
    ]
)
def faulty(request, monkeypatch):
    monkeypatch.setattr(Plane, "fraction", request.param)
    set_formula.cache_clear()
    yield
    set_formula.cache_clear()


@pytest.mark.usefixtures("faulty")
def test_a_fault_is_an_error_and_never_a_wrong_formula():
    with pytest.raises(MissetError):
        set_two_dimensional(read_latex(r"\frac{ab}{\mathbf{a}}"))
    box = set_formula(r"\frac{ab}{\mathbf{a}}", "full")
    assert box.lines() == (r"$\frac{ab}{\mathbf{a}}$",)
    assert {cell.style for cell in box.rows[0]} == {"error"}


@pytest.mark.usefixtures("faulty")
def test_an_answer_that_is_misset_is_shown_as_it_was_typed():
    box = set_tree(Div(Sym("alpha"), Sym("x_1")), source="alpha/x_1")
    assert box.lines() == ("alpha/x_1",)
    assert {cell.style for cell in box.rows[0]} == {"error"}


def test_a_style_that_is_lost_is_a_fault_too(monkeypatch):
    plain = Plane.set

    def without_bold(plane, layout, **how):
        box = plain(plane, layout, **how)
        return Box(
            tuple(tuple(cell._replace(style="plain") for cell in row) for row in box.rows), box.baseline
        )

    monkeypatch.setattr(Plane, "set", without_bold)
    with pytest.raises(MissetError, match="bold"):
        set_two_dimensional(read_latex(r"\mathbf{x}"))
