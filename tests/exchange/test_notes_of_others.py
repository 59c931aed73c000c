"""Notes in styles of their own: cheat sheets with tables, rules line by line, lectures with aligned formulas."""

from __future__ import annotations

import pytest

from quizzer.exchange.note_tables import rows_in
from quizzer.exchange.notes import read_note
from quizzer.exchange.settling import settled
from quizzer.exchange.tex import rows_of, with_money


def drafts_of(note):
    draft, problems = settled(read_note(f"# R\n{note}\n", "N").deck)
    assert not [one for one in problems if one.severity == "error"]
    return draft.cards


def test_equations_below_each_other_are_asked_one_by_one_and_none_is_called_wrong():
    note = "$$\\begin{aligned}\n\\nabla_x (x^T A x) &= (A + A^T) x \\\\\n\\nabla_x^2 (x^T A x) &= A + A^T\n\\end{aligned}$$"
    assert [card.fields["verify"] for card in drafts_of(note)] == ["grad(x^T A x, x)", "hessian(x^T A x, x)"]


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        (r"\begin{align} a &= b \\ c &= d \end{align}", ["a  = b", "c  = d"]),
        (r"\begin{align} a &= b \\[2pt] &= c \\ d &= e \end{align}", ["a  = b = c", "d  = e"]),
        (r"\begin{split} a &= b \\ &\quad + c \end{split}", None),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} = M", None),
        (
            r"\begin{aligned} M &= \begin{pmatrix} a \\ c \end{pmatrix} \\ N &= I \end{aligned}",
            [r"M  = \begin{pmatrix} a \\ c \end{pmatrix}", "N  = I"],
        ),
        ("a = b", None),
    ],
)
def test_a_row_that_has_no_left_side_goes_on_with_the_one_above(formula, rows):
    assert rows_of(formula) == (rows or [formula])


def test_lines_that_are_an_equation_each_are_rules():
    note = "$\\sin(2x) = 2 \\sin x \\cos x$\n$\\cos(-x) = \\cos x$.\n$\\sin^2 x + \\cos^2 x = 1$"
    assert [card.fields["answer"] for card in drafts_of(note)] == ["2 sin(x) cos(x)", "cos(x)", "1"]


@pytest.mark.parametrize("note", [r"$$\det(A + B) = \det A + \det B$$", r"$$\det(2 A) = 2 \det(A)$$"])
def test_nobody_means_the_determinant_of_a_number(note):
    (card,) = drafts_of(note)
    assert card.kind == "recall"
    assert "Not so as it stands" in str(card.fields["note"])


def test_a_numbered_rule_without_a_title_has_not_the_one_of_the_rule_before():
    first, second = drafts_of("1. **Product** $\\det(AB) = \\det(A) \\det(B)$\n2. $\\det(A^T) = \\det A$")
    assert (first.fields["id"], second.fields["prompt"]) == ("product", r"$\det(A^T) =$ …")


def test_what_an_item_says_of_its_letters_holds_for_that_item_alone():
    note = "- For symmetric $A$: $\\nabla_x x^T A x = 2 A x$\n- $\\nabla_x x^T A x = (A + A^T) x$"
    assert [card.fields["symbols"]["A"] for card in drafts_of(note)] == ["symmetric(n)", "matrix(n, n)"]


DERIVATIVES = "| $f(x)$ | $f'(x)$ |\n|---|---|\n| $x^3$ | $3x^2$ |\n| $\\cos x$ | $\\sin x$ |\n"


def test_a_table_of_derivatives_is_computed_row_by_row():
    right, wrong = drafts_of(DERIVATIVES)
    assert (right.fields["answer"], right.fields["verify"]) == ("3 x^2", "diff(x^3, x)")
    assert wrong.kind == "recall"
    assert "Not so as it stands" in str(wrong.fields["note"])


def test_a_row_that_names_an_equation_is_a_rule_of_that_name():
    table = "| Name | Rule |\n|:--|--:|\n| Double angle | $\\sin(2x) = 2 \\sin x \\cos x$ |\n"
    (card,) = drafts_of(table)
    assert (card.fields["prompt"], card.fields["answer"]) == (
        r"Double angle: $\sin(2x) =$ …",
        "2 sin(x) cos(x)",
    )


def test_any_other_row_of_two_cells_asks_for_its_second():
    (card,) = drafts_of("| Term | Meaning |\n|---|---|\n| Rank | dimension of the image |\n")
    assert (card.fields["prompt"], card.fields["text"]) == ("Term: Rank. Meaning?", "dimension of the image")


def test_every_row_of_a_table_is_accounted_for_at_its_line():
    entries = read_note(f"# R\n{DERIVATIVES}", "N").account.entries
    assert [(one.line, one.fate) for one in entries] == [
        (1, "heading"), (2, "context"), (4, "checked"), (5, "recall"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | $|x|$ |", ("a", "$|x|$")),
        (r"| a \| b | c |", ("a | b", "c")),
        ("a | `x|y`", ("a", "`x|y`")),
    ],
)
def test_a_bar_within_a_formula_or_code_parts_no_cells(row, cells):
    (found,) = rows_in(f"| p | q |\n|---|---|\n{row}")
    assert (found.front, found.back) == cells


@pytest.mark.parametrize(
    "table", ["| a | b |\n| 1 | 2 |\n| 3 | 4 |", "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"]
)
def test_a_table_without_a_header_or_of_three_columns_asks_nothing(table):
    assert rows_in(table) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("costs $5", r"costs \$5"),
        ("$x$ costs $5.", r"$x$ costs \$5."),
        ("from $0$ to $1$", "from $0$ to $1$"),
        (r"costs \$5 and $x$", r"costs \$5 and $x$"),
        ("$2 + x", "$2 + x"),
    ],
)
def test_a_sum_of_money_is_no_formula(text, told):
    assert with_money(text) == told


@pytest.mark.parametrize(
    "note",
    [
        r"- Eigenvectors: $A v = \lambda v$",
        r"- Normal equations: $X^T X \hat\beta = X^T y$",
        r"- $\operatorname{tr}(A) = \sum_i \lambda_i$",
        r"- Orthogonality: $x^T y = 0$",
        r"$$A x = b$$",
    ],
)
def test_an_equation_that_determines_a_letter_is_not_called_wrong(note):
    (card,) = drafts_of(note)
    assert (card.kind, "note" in card.fields) == ("recall", False)
    assert "holds for what it determines" in card.comments[0]


@pytest.mark.parametrize("note", [r"$$(A+B)^{-1} = A^{-1} + B^{-1}$$", r"$$\frac{d}{dx} a^x = b^x$$"])
def test_a_wrong_rule_is_called_so_all_the_same(note):
    (card,) = drafts_of(note)
    assert "Not so as it stands" in str(card.fields["note"])


def test_an_item_that_speaks_of_a_function_says_which():
    note = "Consider $f(x) = x^T A x$.\n(1) $\\nabla f = (A + A^T) x$\n(2) $\\nabla^2 f = A + A^T$\n"
    first, second = drafts_of(note)
    assert first.fields["prompt"] == r"With $f(x) = x^T A x$. $\nabla f =$ …"
    assert second.fields["verify"] == "hessian(x^T A x, x)"


def test_two_pieces_without_a_question_are_asked_apart():
    table = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"
    first, second = drafts_of(f"{table}\n{table}")
    assert first.fields["recall"] != second.fields["recall"]
