"""Boxes drawn as text that keeps styles: bold letters as 𝐱, italic ones as 𝑥, as in a figure drawn by hand."""

import unicodedata

import pytest

WORDS = {"bold": "BOLD", "italic": "ITALIC"}
DIGITS = dict(zip("0123456789", "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split(), strict=True))


def styled(glyph, style):
    """The mathematical letter of that style; what has none is framed, so that no style is ever lost."""
    if style == "plain" or not glyph.strip():
        return glyph
    base, *marks = unicodedata.normalize("NFD", glyph)
    try:
        if style == "italic" and base == "h":
            return "ℎ"
        name = unicodedata.name(base)
        if base in DIGITS:
            return unicodedata.lookup(f"MATHEMATICAL {WORDS[style]} DIGIT {DIGITS[base]}")
        case = "CAPITAL" if "CAPITAL" in name else "SMALL"
        letter = unicodedata.lookup(f"MATHEMATICAL {WORDS[style]} {case} {name.split()[-1]}")
        return "".join((letter, *marks))
    except KeyError:
        return f"⟦{style} {glyph}⟧"


def drawn_rows(rows):
    return ["".join(styled(cell.glyph, cell.style) for cell in row).rstrip() for row in rows]


@pytest.fixture
def drawn():
    """A function from rows of cells to lines of text that show styles too."""
    return drawn_rows


def pytest_generate_tests(metafunc):
    """One test a block of golden-boxes.txt: the formula, its two-dimensional figure and its one row."""
    if "golden" in metafunc.fixturenames:
        blocks = list(golden_blocks(metafunc.config.rootpath / "tests/maths/typeset/golden-boxes.txt"))
        metafunc.parametrize("golden", blocks, ids=[block[0] for block in blocks])


def golden_blocks(path):
    for block in path.read_text(encoding="utf-8").split("\n$ ")[1:]:
        latex, *figure, one_row = block.rstrip("\n").split("\n")
        yield latex, figure, one_row.removeprefix("= ")
