"""What cannot be set as meant is refused with a sentence and the column where the fault was met."""

import pytest

from quizzer.maths.typeset.latex import DEEPEST, read_latex
from quizzer.maths.typeset.latex_tokens import LONGEST, LatexError

REFUSED = [
    # formula, column, words of the sentence
    (r"a + \foo{x}", 4, r"unknown command \foo"),
    (r"\sigm(x)", 0, r"did you mean \sigma?"),
    (r"\Tr(A)", 0, r"\operatorname{Tr}"),
    (r"\frac{a}{b", 8, "this brace is not closed"),
    (r"{a", 0, "this brace is not closed"),
    (r"a}", 1, "} closes no brace"),
    (r"\frac{a}", 8, r"\frac lacks what it stands for"),
    (r"\sqrt", 5, r"\sqrt lacks what it stands for"),
    (r"\sqrt[3{x}", 5, "this bracket is not closed"),
    (r"x^", 2, "^ lacks what it stands for"),
    (r"x_}", 2, "_ lacks what it stands for"),
    (r"x^\,2", 2, "^ lacks what it stands for"),
    (r"x^\displaystyle 2", 2, "^ lacks what it stands for"),
    (r"^2", 0, "nothing stands before ^"),
    (r"x^2^3", 3, "double superscript"),
    (r"x_i_j", 3, "double subscript"),
    (r"x^2'", 3, "a prime after a superscript"),
    (r"a & b", 2, "& stands outside of a matrix"),
    (r"a \\ b", 2, r"\\ stands outside of a matrix"),
    (r"\left( a", 0, r"\left has no \right"),
    (r"\left( a }", 9, "} closes no brace"),
    (r"a \right)", 2, r"\right has no \left"),
    (r"a \middle| b", 2, r"\middle has no \left"),
    (r"\left x \right)", 6, r"\left wants a bracket"),
    (r"\left( x \right", 15, r"\right wants a bracket"),
    (r"\begin{bmatrix} 1", 0, r"\begin{bmatrix} has no \end"),
    (r"\begin{bmatrix} 1 \end{pmatrix}", 18, r"is ended by \end{pmatrix}"),
    (r"\begin{tikz} x \end{tikz}", 7, "unknown environment tikz"),
    (r"\begin{array}{c} 1 & 2 \end{array}", 0, "2 cells"),
    (r"\begin{array}{cx} 1 & 2 \end{array}", 15, "not x"),
    (r"x \end{bmatrix}", 2, r"\end has no \begin"),
    (r"\text{a $x$ b}", 8, r"$ cannot stand in \text"),
    (r"\text{a \alpha}", 8, r"\alpha cannot stand in \text"),
    (r"\operatorname Tr", 14, r"\operatorname lacks what it stands for"),
    (r"\not x", 5, r"\not wants a relation"),
    (r"\substack{a & b}", 9, "single column"),
    (r"a # b", 2, r"# is written \#"),
    (r"50%", 2, r"% is written \%"),
    ("a \\", 2, "a command's name is missing"),
    ("{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1), DEEPEST, "nested more than"),
    ("x" * (LONGEST + 1), LONGEST, "at most"),
]


@pytest.mark.parametrize(("source", "column", "words"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_a_malformed_formula_is_refused_at_its_column(source, column, words):
    with pytest.raises(LatexError) as refused:
        read_latex(source)
    assert refused.value.column == column
    assert words in refused.value.message


ACCEPTED = [
    (r"\left. x \right|", "an empty bracket"),
    (r"x'^2", "a prime before a superscript"),
    (r"{}^2 x", "an empty base"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 \\ \end{bmatrix}", "a short row and an empty last one"),
    (r"\frac12", "arguments without braces"),
    (r"(0, 1]", "brackets of two kinds"),
    (r"\bigl( x \bigr)", "sizes, which a terminal has none of"),
    ("{" * (DEEPEST - 1) + "x" + "}" * (DEEPEST - 1), "the deepest nesting"),
]


@pytest.mark.parametrize(("source", "reason"), ACCEPTED, ids=[row[1] for row in ACCEPTED])
def test_what_tex_takes_is_taken(source, reason):
    assert read_latex(source) == read_latex(f" {source} "), reason
