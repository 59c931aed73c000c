"""The palette of symbols: the card's letters come first, and whatever it puts into an answer can be read."""

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.grade import read
from quizzer.tui.palette_entries import entries

SCOPE = read_scope("A, B: matrix(n, n); x: vector(n); c: scalar; Sigma: spd(n)")
WITHIN = {
    "sum_": "sum_i x_i",
    "prod_": "prod_i x_i",
    " ≤ ": "c ≤ 3",
    " ≥ ": "c ≥ 3",
    " <= ": "c <= 3",
    " >= ": "c >= 3",
    " ∈ ": "c ∈ (0, 1)",
    " in ": "c in (0, 1)",
    " ∪ ": "(0, 1) ∪ (2, 3)",
    " U ": "(0, 1) U (2, 3)",
    "±": "c = ±1",
    "+/-": "c = +/-1",
    "diag(": "diag(x)",
    "kron(": "kron(A, B)",
    "I": "A + I",
}


def example(typed):
    if typed in WITHIN:
        return WITHIN[typed]
    if typed.startswith("^"):
        return f"A{typed}"
    if typed.endswith("("):
        return f"{typed}{'A' if typed in ('tr(', 'det(', 'norm(') else 'c'})"
    return f"A{typed}B" if typed.startswith(" ") else typed


@pytest.mark.parametrize("glyphs", ["full", "basic", "ascii"])
def test_whatever_is_inserted_is_read(glyphs):
    for entry in entries(("A", "Sigma"), glyphs):
        assert read(example(entry.typed), SCOPE).kind == "read", entry


def test_the_cards_own_letters_come_first_as_they_look():
    assert [entry.typed for entry in entries(("A", "Sigma"), "full")][:2] == ["A", "Σ"]
    assert [entry.typed for entry in entries(("A", "Sigma"), "ascii")][:2] == ["A", "Sigma"]


def test_in_ascii_nothing_else_is_shown_or_inserted():
    for entry in entries(("Sigma",), "ascii"):
        assert (entry.shown + entry.typed).isascii(), entry
