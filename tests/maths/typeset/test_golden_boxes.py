"""Formulas stand in their boxes as golden-boxes.txt draws them, glyph by glyph and style by style."""

from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.setting import set_one_row, set_two_dimensional


def test_a_formula_fills_its_box_as_drawn(golden, drawn):
    latex, figure, _ = golden
    box = set_two_dimensional(read_latex(latex))
    marks = [">" if at == box.baseline else "|" for at in range(box.height)]
    assert [f"{mark} {line}".rstrip() for mark, line in zip(marks, drawn(box.rows), strict=True)] == figure


def test_a_formula_stands_in_one_row_as_drawn(golden, drawn):
    latex, _, one_row = golden
    box = set_one_row(read_latex(latex))
    assert drawn(box.rows) == [one_row]
    assert box.baseline == 0
