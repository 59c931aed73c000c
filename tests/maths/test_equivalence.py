"""What looks right and is not, and what looks wrong and is right: the rows of the tables of pairs."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quizzer.maths.grade import grade

VERDICTS = {"=": "equivalent", "!": "different", "?": "undecided"}
TABLES = ("near_misses.txt", "collections.txt", "constants.txt")


@dataclass(frozen=True)
class Row:
    table: str
    line: int
    symbols: str
    expected: str
    answer: str
    verdict: str

    def __str__(self):
        return f"{self.table}:{self.line}: {self.expected} ; {self.answer}"


def rows(table):
    symbols = ""
    text = Path(__file__).with_name(table).read_text(encoding="utf-8")
    for line, raw in enumerate(text.splitlines(), 1):
        mark, rest = raw[:1], raw[2:]
        if mark == "@":
            symbols = rest
        elif mark in VERDICTS:
            expected, answer = (part.strip() for part in rest.partition(" # ")[0].split(" ; "))
            yield Row(table, line, symbols, expected, answer, VERDICTS[mark])


ROWS = [row for table in TABLES for row in rows(table)]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_pair_is_judged_as_the_table_says(row):
    verdict = grade(row.expected, row.answer, row.symbols)
    assert verdict.kind == row.verdict, verdict.message
    if row.verdict == "different":
        assert verdict.certainty == "refuted"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verdict", ["equivalent", "different"])
def test_no_table_has_run_dry(table, verdict):
    assert sum(row.table == table and row.verdict == verdict for row in ROWS) > 10
