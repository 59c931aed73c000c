"""The README's page of the language is true: the spellings in a row read alike, the refusals are said as printed."""

import doctest
import re
from pathlib import Path

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import And, Or, Relation

PAGE = (
    (Path(__file__).parents[2] / "README.md")
    .read_text(encoding="utf-8")
    .partition("## The answer language")[2]
)
PAGE = re.split(r"^## ", PAGE, maxsplit=1, flags=re.MULTILINE)[0]
USUAL = re.search(r"declared `([^`]+)`", PAGE)[1]


def rows(heading):
    """The cells of the table under a heading, spellings without their backticks and escapes."""
    _, _, table = PAGE.partition(heading)
    for line in table.strip().splitlines()[1:]:
        if not line.startswith("|"):
            return
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", re.sub(r"\\\\\|", "\0", line))[1:-1]]
        yield [cell.replace("\\|", "|").replace("\0", "\\|") for cell in cells]


def spellings(cell):
    return re.findall(r"`([^`]+)`", cell)


SPELT = [
    (meaning, first, other, "".join(spellings(declared)) or USUAL)
    for meaning, cell, declared in rows("| meaning | spellings | declared |")
    for first, *others in [spellings(cell)]
    for other in others
]
REFUSED = [(spellings(typed)[0], said) for typed, said in rows("| typed | said |")]


def read(text, scope, *, restated):
    shaped = infer(parse(text, scope, drop_left=restated), scope, text=text)
    return shaped.tree, shaped.shape


@pytest.mark.parametrize(("meaning", "first", "other", "declared"), SPELT)
def test_the_spellings_in_a_row_read_alike(meaning, first, other, declared):
    scope = read_scope(declared)
    is_relation = isinstance(parse(first, scope), Relation | And | Or)
    expected = read(first, scope, restated=not is_relation)
    assert read(other, scope, restated=not is_relation) == expected, meaning


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_is_refused_is_said_as_the_page_says(typed, said):
    scope = read_scope(USUAL)
    with pytest.raises((ReadingError, ShapeError)) as caught:
        infer(parse(typed, scope), scope, text=typed)
    assert caught.value.message == said


def test_the_page_has_not_run_dry():
    assert len(SPELT) > 300
    assert len(REFUSED) > 10


def test_the_examples_in_python_run_as_printed():
    ran = doctest.testfile(
        str(Path(__file__).parents[2] / "README.md"), module_relative=False, encoding="utf-8"
    )
    assert ran.attempted >= 5
    assert ran.failed == 0
