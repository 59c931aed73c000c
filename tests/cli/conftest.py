"""A command run in this process, in a home of its own, from a fixed hour on and with chance that repeats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

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
    ticks, draws = count(), count(1)
    return Surroundings(
        {"QUIZZER_HOME": str(home)},
        lambda: NOON + timedelta(seconds=next(ticks)),
        lambda length: next(draws).to_bytes(length, "big"),
    )


@pytest.fixture
def quizzer(around, capsys):
    def run(*arguments):
        try:
            code = main(arguments, around)
        except SystemExit as done:
            code = done.code
        return Ran(code, *capsys.readouterr())

    return run
