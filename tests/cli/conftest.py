"""A command run in this process, in a home of its own and at a fixed hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from quizzer.cli import main
from quizzer.cli.surroundings import Surroundings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def around(home):
    return Surroundings({"QUIZZER_HOME": str(home)}, lambda: NOON, lambda count: b"\7" * count)


@pytest.fixture
def quizzer(around, capsys):
    def run(*arguments):
        try:
            code = main(arguments, around)
        except SystemExit as done:
            code = done.code
        return Ran(code, *capsys.readouterr())

    return run
