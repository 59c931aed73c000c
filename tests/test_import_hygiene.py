"""What each way into the program loads, seen in processes of their own: start-up is quick because of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "textual", "sympy", "numpy", "flint", "sqlite3", "yaml", "hypothesis", "fsrs", "rapidfuzz", "ruamel.yaml", "watchfiles",
)  # fmt: skip

LOOK = """
import json, sys
def look():
    return [name for name in {heavy!r} if name in sys.modules]
seen = None
{code}
print(json.dumps(look() if seen is None else seen), file=sys.stderr)
"""
COMMAND = """
from quizzer.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
"""


def loaded_by(code, home):
    process = subprocess.run(
        [sys.executable, "-c", LOOK.format(code=code, heavy=HEAVY)],
        env={"QUIZZER_HOME": str(home), "PATH": "", "PYTHONSAFEPATH": "1"},  # the installed package
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(process.stderr.splitlines()[-1]))


GRADE = [
    "grade",
    "--expected",
    "(A + A^T) x",
    "--answer",
    "2 A x",
    "--symbols",
    "A: matrix(n,n); x: vector(n)",
]

COMMANDS = [
    # arguments, what it may load
    (["--help"], set()),
    (["study", "--help"], set()),
    (["plan", "--help"], set()),
    (["simulate", "--help"], set()),
    (["--version"], set()),
    (["stduy"], set()),
    (["locate", "config"], {"sqlite3", "yaml"}),
    (["due"], {"sqlite3", "yaml"}),
    (["stats"], {"sqlite3", "yaml"}),
    (["stats", "--json"], {"sqlite3", "yaml"}),
    (["browse", "--plain", "is:due -kind:cloze"], {"sqlite3", "yaml"}),
    (["log", "check"], {"sqlite3", "yaml"}),
    (GRADE, {"flint"}),
]


@pytest.mark.parametrize(("arguments", "allowed"), COMMANDS, ids=lambda value: " ".join(value)[:24])
def test_a_command_loads_no_more_than_it_needs(tmp_path, arguments, allowed):
    assert loaded_by(COMMAND.format(arguments=arguments), tmp_path) <= allowed


def test_a_session_knows_neither_screen_nor_disk(tmp_path):
    assert loaded_by("import quizzer.study.session", tmp_path).isdisjoint({"textual", "sqlite3"})


def test_the_plain_mode_draws_nothing_and_so_loads_no_screen(tmp_path):
    code = COMMAND.format(arguments=["study", "--plain", "--limit", "1"])
    code = "import io\nsys.stdin = io.StringIO()\n" + code
    assert loaded_by(code, tmp_path).isdisjoint({"textual", "sympy", "numpy"})


def test_the_first_question_needs_no_judge(tmp_path):
    """Seen in the app itself when it has drawn for the first time; the judge is loaded while the learner reads."""
    code = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.tui.app import QuizzerApp, StudyRequest

seen = []
class Looking(QuizzerApp):
    def on_mount(self):
        self.call_after_refresh(lambda: seen.extend(look()))

async def draw():
    loaded = open_decks(["matrix-calculus"], Path("nowhere"), bundled_folder())
    app = Looking(loaded.decks, loaded.problems, [], device="d", keep=lambda rows: None,
                  now=lambda: datetime.now(UTC), start=StudyRequest(loaded.decks[0].cards))
    async with app.run_test() as pilot:
        await pilot.pause()
asyncio.run(draw())
"""
    seen = loaded_by(code, tmp_path)
    assert "textual" in seen
    assert seen.isdisjoint({"sympy", "numpy", "flint"})


def test_what_is_looked_for_would_be_seen(tmp_path):
    assert loaded_by("import yaml, sqlite3, textual", tmp_path) == {"yaml", "sqlite3", "textual"}
