"""Prose: words wrap to the width, formulas never break, what cannot be set stands as its source."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.maths.typeset.box import BLANK
from quizzer.maths.typeset.prose import Formula, Item, Words, plain, prose_problems, read_prose, set_prose
from quizzer.maths.typeset.prose_setting import set_formula

TALL = r"where $J_{ij} = \frac{\partial f_i}{\partial x_j}$, in *numerator* layout."

SET = [
    ("one row where nothing is tall", "Gradient of $x^T A x$.", 40, ["Gradient of xᵀAx."]),
    (
        "a fraction stands up, its bar on the words' line",
        TALL,
        60,
        [
            "             ∂fᵢ",
            "where Jᵢⱼ = ─────, in 𝑛𝑢𝑚𝑒𝑟𝑎𝑡𝑜𝑟 layout.",
            "             ∂xⱼ",
        ],
    ),
    (
        "lines with tall formulas keep their own heights",
        TALL,
        20,
        [
            "             ∂fᵢ",
            "where Jᵢⱼ = ─────,",
            "             ∂xⱼ",
            "in 𝑛𝑢𝑚𝑒𝑟𝑎𝑡𝑜𝑟 layout.",
        ],
    ),
    ("a sum with small indices stays in the row", r"sum $\sum_j y_j$", 40, ["sum ∑ⱼ yⱼ"]),
    ("a sum with large ones stands up", r"$\sum_{i,j} a_{ij}$", 40, [" ∑  aᵢⱼ", "i,j"]),
    (
        "a displayed formula has lines of its own, and takes the full stop",
        "We have\n$$\\sum_i x_i = 1$$.\nSo it is.",
        40,
        ["We have", "", "  ∑ xᵢ = 1.", "  i", "", "So it is."],
    ),
    ("a formula wider than the width is not broken", "is $a+b+c+d$ so", 6, ["is", "a + b + c + d", "so"]),
    ("nor together with what touches it", "$a+b$-dimensional", 8, ["a + b-dimensional"]),
    ("a long word is cut", "abcdefgh", 5, ["abcde", "fgh"]),
    ("wide characters take two columns", "数学数学", 5, ["数学", "数学"]),
    (
        "items hang below their first word",
        "- one two three\n- four\n\nend",
        9,
        ["• one two", "  three", "• four", "", "end"],
    ),
    ("strong and code", "a **b** c", 20, ["a 𝐛 c"]),
    (
        "neither snake_case nor a product is emphasis",
        "snake_case_name and 2*3*4",
        40,
        ["snake_case_name and 2*3*4"],
    ),
    ("escapes", r"\$5 and \*", 40, ["$5 and *"]),
    ("paragraphs", "a\nb\n\n\n\nc", 40, ["a b", "", "c"]),
    ("control characters are shown, never obeyed", "a\x1b[31mb\x07", 40, ["a␛[31mb␇"]),
    ("nothing of nothing", "", 40, []),
]


@pytest.mark.parametrize(("reason", "text", "width", "lines"), SET, ids=[row[0] for row in SET])
def test_prose_is_set(drawn, reason, text, width, lines):
    assert drawn(set_prose(text, width)) == lines


def test_ascii_prose(drawn):
    lines = drawn(set_prose("- “Größe” of $\\alpha \\in \\mathbb{R}^n$ — fine", 40, "ascii"))
    assert lines == ['- "Grosse" of alpha in R^n -- fine']


def test_what_cannot_be_set_is_its_source_marked_as_an_error():
    (line,) = set_prose(r"so $\bad{x}$ it is", 40)
    assert "".join(cell.glyph for cell in line) == r"so $\bad{x}$ it is"
    marked = "".join(cell.glyph for cell in line if cell.style == "error")
    assert marked == r"$\bad{x}$"


PROBLEMS = [
    ("fine $x$ and $$y$$", []),
    (r"so $\bad{x}$", [(r"unknown command \bad", 4)]),
    ("$x", [("this $ has no partner", 0)]),
    ("a $$x$ b", [("these $$ have no partner", 2), ("this $ has no partner", 5)]),
    (r"$a}$ and $\frac{a}$", [("} closes no brace", 2), (r"\frac lacks what it stands for", 18)]),
    (r"\$5 costs", []),
]


@pytest.mark.parametrize(("text", "problems"), PROBLEMS, ids=[row[0] for row in PROBLEMS])
def test_problems_have_sentences_and_offsets_in_the_text(text, problems):
    found = prose_problems(text)
    assert [offset for _, offset in found] == [offset for _, offset in problems]
    assert all(words in told for (told, _), (words, _) in zip(found, problems, strict=True))


def test_plain_is_a_line_a_paragraph():
    text = "Of $\\frac{a}{b}$ and\n$$\\sum_i x_i$$.\n\n- one *two*\n- three"
    assert plain(text) == ["Of a/b and ∑ᵢ xᵢ.", "- one two", "- three"]
    assert plain(r"so $\bad$", "ascii") == [r"so $\bad$"]


def test_pieces_keep_their_places():
    text = "a *b* $x$\n- c `d`"
    assert read_prose(text) == (
        Words("a "),
        Words("b", "italic"),
        Words(" "),
        Formula("x", display=False, offset=7),
        Item("-", 0),
        Words("c "),
        Words("d", "code"),
    )


def test_every_formula_of_the_note_fits_in_37_columns_and_4_rows(request):
    note = request.path.with_name("note-formulas.txt").read_text(encoding="utf-8").splitlines()
    assert len(note) == 52
    for source in note:
        box = set_formula(source, "full", display=True)
        assert all(cell.style != "error" for row in box.rows for cell in row), source
        assert (box.width, box.height) <= (37, box.height), source
        assert box.height <= 4, source


def test_no_prose_of_the_first_deck_falls_back(pytestconfig):
    deck = (pytestconfig.rootpath / "decks/matrix-calculus.yaml").read_text(encoding="utf-8")

    def texts(value):
        if isinstance(value, str):
            yield value
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from texts(one)

    found = [text for text in texts(yaml.safe_load(deck)["cards"]) if "$" in text]
    assert len(found) > 40
    for text in found:
        assert prose_problems(text) == []
        assert all(cell.style != "error" for line in set_prose(text, 70) for cell in line), text


FORMULAS = ["x", "x^T A x", r"\frac{a}{b}", r"\sum_{i=1}^n x_i", "a+b+c+d+e+f+g", r"\mathbf{A}^{-T}", r"\bad"]
pieces = st.one_of(
    st.text("abc defgh.,*_`-\n数é", max_size=12),
    st.sampled_from(FORMULAS).map("${}$".format),
    st.sampled_from(FORMULAS).map("$${}$$".format),
)


@given(text=st.lists(pieces, max_size=8).map(" ".join), width=st.integers(2, 60))
@settings(max_examples=150, deadline=None)
def test_lines_keep_to_the_width_and_formulas_stay_whole(text, width):
    """Only a line that holds a formula may be wider; each formula's rows stand somewhere unbroken."""
    lines = set_prose(text, width)
    shown = ["".join(cell.glyph for cell in line) for line in lines]
    formulas = [piece for piece in read_prose(text) if isinstance(piece, Formula)]
    boxes = [set_formula(piece.source, "full", display=piece.display) for piece in formulas]
    for box in boxes:
        for row in box.lines():
            assert any(row in line for line in shown), row
    if not boxes:
        assert all(len(line) <= width for line in lines)
    assert all(line == () or line[-1] != BLANK for line in lines)


@given(text=st.text(max_size=60), width=st.integers(2, 40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_set_without_a_control_character_and_without_loss(text, width):
    lines = set_prose(text, width)
    shown = "".join(cell.glyph for line in lines for cell in line)
    assert shown.isprintable()
    letters = [char for char in text if char.isalnum() and char.isascii()]
    assert (
        [char for char in shown if char.isalnum() and char.isascii()] == letters or "$" in text or "`" in text
    )
