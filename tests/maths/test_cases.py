"""Every row of cases/*.txt is judged as it says: identities, gradients, calculus, spellings, near misses, diagnoses."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quizzer.maths.grade import grade

FILES = sorted(Path(__file__).with_name("cases").glob("*.txt"))


@dataclass(frozen=True)
class Row:
    place: str
    symbols: str
    expected: str
    answer: str
    right: bool
    code: str


def rows(path):
    """The rows of a file, in the form of answers.txt."""
    symbols = expected = ""
    for line, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, rest = raw[:1], raw[2:]
        if mark == "@":
            symbols = rest
        elif mark == "=":
            expected = rest
        elif mark in ("+", "-"):
            answer, _, code = (part.strip() for part in rest.partition("!!"))
            yield Row(f"{path.stem}:{line}", symbols, expected, answer, mark == "+", code)
        else:
            assert mark in ("", "#"), f"{path.name}:{line} has no mark"


ROWS = [row for path in FILES for row in rows(path)]


@pytest.mark.parametrize("row", ROWS, ids=[row.place for row in ROWS])
def test_a_case_is_judged_as_its_row_says(row):
    verdict = grade(row.expected, row.answer, row.symbols)
    told = f"{row.symbols} | {row.expected} | {row.answer}: {verdict.message}"
    if row.right:
        assert verdict.kind == "equivalent", told
    elif row.code == "shape":
        assert verdict.kind == "mis-shaped", told
        assert verdict.message
    else:
        assert verdict.kind == "different", told
        assert verdict.certainty == "refuted"
        assert not row.code or row.code in [one.code for one in verdict.diagnoses], told


def test_every_file_has_right_rows_and_wrong_ones():
    for path in FILES:
        found = list(rows(path))
        assert any(not row.right for row in found), path.name
        assert any(row.right for row in found) or path.stem == "diagnoses", path.name


def test_every_diagnosis_that_an_answer_alone_can_earn_is_asked_for_often():
    asked = [row.code for row in ROWS]
    codes = (
        "sign factor offset transpose transpose-inside inverse order product-kind symmetric missing-term"
        " extra-term constant domain power degrees differentiated integrated rounded entries"
    ).split()
    assert [code for code in codes if asked.count(code) < 6] == []
