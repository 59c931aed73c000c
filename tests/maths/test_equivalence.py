"""What looks right and is not, and what looks wrong and is right: every row of near_misses.txt."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quizzer.maths.grade import grade

VERDICTS = {"=": "equivalent", "!": "different", "?": "undecided"}


@dataclass(frozen=True)
class Row:
    line: int
    symbols: str
    expected: str
    answer: str
    verdict: str


def rows(text):
    symbols = ""
    for line, raw in enumerate(text.splitlines(), 1):
        mark, rest = raw[:1], raw[2:]
        if mark == "@":
            symbols = rest
        elif mark in VERDICTS:
            expected, answer = (part.strip() for part in rest.partition(" # ")[0].split(" ; "))
            yield Row(line, symbols, expected, answer, VERDICTS[mark])


ROWS = list(rows(Path(__file__).with_name("near_misses.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.line}: {row.expected} ; {row.answer}" for row in ROWS])
def test_a_pair_is_judged_as_the_file_says(row):
    verdict = grade(row.expected, row.answer, row.symbols)
    assert verdict.kind == row.verdict, verdict.message
    if row.verdict == "different":
        assert verdict.certainty == "refuted"


def test_the_file_has_not_run_dry():
    assert sum(row.verdict == "equivalent" for row in ROWS) > 120
    assert sum(row.verdict == "different" for row in ROWS) > 150
