"""Laws of every box: nothing is lost, nothing is ragged, nothing leaves its glyph set or steers the terminal."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.maths.typeset import macros
from quizzer.maths.typeset.box import Cell
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError
from quizzer.maths.typeset.layout import EMPTY, Glyph, walk
from quizzer.maths.typeset.setting import set_one_row, set_two_dimensional

GLYPHS = ["full", "basic", "ascii"]

words = st.text("abxyzAXW019", min_size=1, max_size=3)
atoms = st.one_of(
    words,
    st.sampled_from(sorted(filter(str.isalpha, macros.SYMBOLS))).map(lambda name: f"\\{name} "),
    st.sampled_from(sorted(macros.FUNCTIONS | set(macros.LIMIT_FUNCTIONS))).map(lambda name: f"\\{name} "),
    st.sampled_from("+-=<,/!"),
    words.map(lambda text: f"\\mathbf{{{text}}}"),
    words.map(lambda text: f"\\mathbb{{{text}}}"),
    words.map(lambda text: f"\\mathcal{{{text}}}"),
    words.map(lambda text: f"\\text{{if {text}}}"),
    words.map(lambda text: f"\\operatorname{{{text}}}"),
)


def composed(inner):
    group = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    pair = st.tuples(group, group)
    accents = st.sampled_from(sorted(macros.ACCENTS))
    brackets = st.sampled_from(
        ["()", "[]", "||", ["\\{", "\\}"], ["\\|", "\\|"], ["\\lfloor", "\\rceil"], "<>", ".|"]
    )
    tables = st.sampled_from(["bmatrix", "pmatrix", "cases", "aligned", "matrix", "vmatrix"])
    return st.one_of(
        group,
        pair.map(lambda two: "\\frac{{{}}}{{{}}}".format(*two)),
        pair.map(lambda two: "\\binom{{{}}}{{{}}}".format(*two)),
        pair.map(lambda two: "{{{}}}^{{{}}}".format(*two)),
        pair.map(lambda two: "{{{}}}_{{{}}}".format(*two)),
        st.tuples(group, group, group).map(lambda three: "{{{}}}_{{{}}}^{{{}}}".format(*three)),
        pair.map(lambda two: "\\sum_{{{}}}^{{{}}}".format(*two)),
        st.tuples(words, group).map(lambda two: "\\sqrt[{}]{{{}}}".format(*two)),
        group.map("\\sqrt{{{}}}".format),
        st.tuples(accents, group).map(lambda two: "\\{}{{{}}}".format(*two)),
        pair.map(lambda two: "\\underbrace{{{}}}_{{{}}}".format(*two)),
        st.tuples(brackets, group).map(lambda two: f"\\left{two[0][0]} {two[1]} \\right{two[0][1]}"),
        st.tuples(tables, group, group, group).map(
            lambda four: "\\begin{{{}}} {} & {} \\\\ {} \\end{{{}}}".format(*four, four[0])
        ),
        st.tuples(group).map(lambda one: f"\\overset{{a}}{{{one[0]}}}"),
    )


formulas = st.recursive(atoms, composed, max_leaves=8)


def width_of(char):
    """Columns by East Asian Width and category, as wcwidth counts them."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def assert_cells_are_columns(rows):
    """Each cell is one column: a printing character and its marks, or nothing behind a wide character."""
    for row in rows:
        after_wide = False
        for cell in row:
            if after_wide:
                assert cell.glyph == ""
                after_wide = False
                continue
            assert sum(map(width_of, cell.glyph)) in (1, 2)
            assert not any(unicodedata.category(char)[0] in "CZ" and char != " " for char in cell.glyph)
            after_wide = width_of(cell.glyph[0]) == 2
        assert not after_wide


def shown(rows):
    """How often each character is on the canvas; small letters count as what they stand for."""
    text = "".join(cell.glyph for row in rows for cell in row)
    plain = unicodedata.normalize("NFKD", text.replace("′", "'").replace("°", "∘").replace("⁻", "-"))
    return Counter(char for char in plain.replace("−", "-") if not char.isspace())


@pytest.mark.parametrize("glyphs", GLYPHS)
@given(source=formulas)
@settings(max_examples=60, deadline=None)
def test_rows_are_equally_wide_and_every_leaf_is_on_the_canvas(glyphs, source):
    layout = read_latex(source)
    leaves = [leaf for leaf in walk(layout) if isinstance(leaf, Glyph)]
    for box in (set_two_dimensional(layout, glyphs), set_one_row(layout, glyphs)):
        assert len({len(row) for row in box.rows}) == 1
        assert 0 <= box.baseline < box.height
        assert_cells_are_columns(box.rows)
        canvas = shown(box.rows)
        written = [[Cell(SETS[glyphs].spelt(leaf.text), "plain") for leaf in leaves]]
        for char, times in shown(written).items():
            assert canvas[char] >= times, char


@given(source=formulas)
@settings(max_examples=60, deadline=None)
def test_ascii_means_ascii(source):
    layout = read_latex(source)
    for box in (set_two_dimensional(layout, "ascii"), set_one_row(layout, "ascii")):
        assert all(line.isascii() for line in box.lines())


BASIC = set(
    "·×÷±°¹²³½¬§…′″‾•–—‘’“”„†←↑→↓↔∂∏∑−√∞∩∫≈≠≡≤≥─│┌┐└┘┬┴║■□◦ⁿ"  # of the Windows Glyph List 4
)


@given(source=formulas)
@settings(max_examples=60, deadline=None)
def test_basic_stays_within_letters_and_common_signs(source):
    layout = read_latex(source)
    for box in (set_two_dimensional(layout, "basic"), set_one_row(layout, "basic")):
        for char in "".join(box.lines()):
            assert char.isascii() or char in BASIC or (char.isalpha() and char < "\u0530"), char


@given(source=formulas)
@settings(max_examples=60, deadline=None)
def test_one_row_is_one_row(source):
    assert set_one_row(read_latex(source)).height == 1


@given(source=st.text(r"\{}[]()^_&'|$#% abfrcsqt12lemoin", max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_formula_is_set_or_refused_within_its_text_and_never_crashes(source):
    layout, column = read_or_column(source)
    assert 0 <= column <= len(source)
    assert_cells_are_columns(set_two_dimensional(layout).rows)
    assert_cells_are_columns(set_one_row(layout).rows)


def read_or_column(source):
    """The layout; of a formula that is refused, nothing and the column."""
    try:
        return read_latex(source), 0
    except LatexError as error:
        return EMPTY, error.column


@pytest.mark.parametrize("glyphs", ["basic", "ascii"])
def test_every_symbol_is_spelt_without_a_number(glyphs):
    spelt = {name: SETS[glyphs].spelt(glyph) for name, (glyph, _) in macros.SYMBOLS.items()}
    assert not {name: text for name, text in spelt.items() if "U+" in text or not text.strip()}
    assert all(SETS[glyphs].has(char) for text in spelt.values() for char in text)


@given(text=st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_spelt_in_ascii_without_losing_a_character(text):
    spelt = SETS["ascii"].spelt(text)
    assert spelt.isascii()
    assert len(spelt) >= len(unicodedata.normalize("NFC", text))


def test_relations_that_differ_are_spelt_apart():
    """A stroke through a sign is never lost, for it turns the meaning round."""
    for relation, struck in macros.NEGATED.items():
        for glyphs in GLYPHS:
            assert SETS[glyphs].spelt(relation) != SETS[glyphs].spelt(struck)
