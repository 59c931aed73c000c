"""Every answer of answers.txt is judged as the file says, with the diagnosis that it demands."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quizzer.maths.grade import grade


@dataclass(frozen=True)
class Row:
    line: int
    symbols: str
    expected: str
    answer: str
    right: bool
    code: str


def rows(text):
    symbols = expected = ""
    for line, raw in enumerate(text.splitlines(), 1):
        mark, rest = raw[:1], raw[2:]
        if mark == "@":
            symbols = rest
        elif mark == "=":
            expected = rest
        elif mark in ("+", "-"):
            answer, _, code = (part.strip() for part in rest.partition("!!"))
            yield Row(line, symbols, expected, answer, mark == "+", code)


ROWS = list(rows(Path(__file__).with_name("answers.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.line}: {row.answer}" for row in ROWS])
def test_an_answer_is_judged_as_the_file_says(row):
    verdict = grade(row.expected, row.answer, row.symbols)
    if row.right:
        assert verdict.kind == "equivalent", verdict.message
    elif row.code == "shape":
        assert verdict.kind == "mis-shaped"
        assert verdict.message
    else:
        assert verdict.kind == "different", verdict.message
        assert verdict.certainty == "refuted"
        assert not row.code or row.code in [one.code for one in verdict.diagnoses]


def test_the_file_has_not_run_dry():
    assert sum(row.right for row in ROWS) > 60
    assert sum(not row.right for row in ROWS) > 50
