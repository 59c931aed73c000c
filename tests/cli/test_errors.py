"""What goes wrong around a command: the disk, the pipe, the keyboard, and a fault of its own."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from quizzer.cli import BROKEN_PIPE, INTERRUPTED, OWN_FAULT, main
from quizzer.errors import UsageError
from quizzer.storage.log import FILE_NAME, ReviewLog

NOBODY = 65534


def a_later_version(home):
    ReviewLog.open(home).close()
    with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")


def not_a_log(home):
    home.mkdir()
    (home / FILE_NAME).write_bytes(b"no database" * 1000)


def a_file_in_the_way(home):
    home.write_text("a file")


FAULTS = [
    # what is there, what is said
    (a_later_version, ["version 99", "update quizzer"]),
    (not_a_log, ["damaged", "backup"]),
    (a_file_in_the_way, ["QUIZZER_HOME"]),
]


@pytest.mark.parametrize("arguments", [["study", "--plain"], ["due"], ["log", "check"]], ids=" ".join)
@pytest.mark.parametrize(("prepare", "words"), FAULTS)
def test_a_log_that_cannot_be_used_ends_in_one_line_before_anything_is_asked(
    quizzer, home, *, arguments, prepare, words
):
    prepare(home)
    ran = quizzer(*arguments)
    if prepare is a_file_in_the_way and arguments == ["log", "check"]:
        assert "no log yet" in ran.out
        return
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
    for word in words:
        assert word in ran.err


@contextmanager
def as_an_ordinary_user():
    """Modes of files don't bind root: step down where the tests run as root."""
    if os.getuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(os.name != "posix", reason="modes of files as POSIX has them")
class TestReadOnlyFolder:
    @pytest.fixture
    def home(self, monkeypatch):
        # An ordinary user may not read root's own folders: all that is imported late is imported now,
        # and the deck lies where everyone can read it.
        import quizzer.cli.due
        import quizzer.cli.plain
        import quizzer.cli.studying
        import quizzer.settings.reading

        monkeypatch.setattr(quizzer.cli.studying, "bundled_folder", lambda: None)
        folder = Path(mkdtemp(prefix="quizzer-test-"))
        (folder / "small.yaml").write_text("deck: S\ncards:\n  - {id: a, prompt: One?, answer: '1'}\n")
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def test_a_sitting_is_refused_before_the_first_question(self, quizzer, home):
        with as_an_ordinary_user():
            ran = quizzer("study", "--plain", str(home / "small.yaml"))
        assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
        assert "read-only" in ran.err

    def test_what_is_due_is_still_told(self, quizzer, home):
        with as_an_ordinary_user():
            assert quizzer("due", str(home / "small.yaml")).code == 0


def breaking(error):
    def run(*_):
        raise error

    return run


@pytest.fixture
def broken(monkeypatch):
    def prepare(error):
        monkeypatch.setattr("quizzer.cli.locating.run", breaking(error))

    return prepare


ENDINGS = [
    # what happens, exit code, what is said
    (KeyboardInterrupt(), INTERRUPTED, []),
    (UsageError("of \x1b[31mcourse"), 2, ["quizzer: of ␛[31mcourse\n"]),
    (ZeroDivisionError("nothing"), OWN_FAULT, ["a fault of its own", "ZeroDivisionError", "--debug"]),
]


@pytest.mark.parametrize(("error", "code", "words"), ENDINGS)
def test_a_command_ends_in_a_line_and_a_code_and_never_in_a_traceback(quizzer, broken, error, code, words):
    broken(error)
    ran = quizzer("locate")
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", bool(words))
    for word in words:
        assert word in ran.err


@pytest.mark.parametrize("error", [UsageError("of course"), ZeroDivisionError()])
@pytest.mark.parametrize("arguments", [["--debug", "locate"], ["locate", "--debug"]])
def test_debug_lets_the_traceback_through(broken, around, error, arguments):
    broken(error)
    with pytest.raises(type(error)):
        main(arguments, around)


def started(*arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "quizzer", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONSAFEPATH": "1"},
        **more,
    )


def test_nobody_reading_is_no_reason_to_complain():
    with started("grade", "--batch", "-", stdin=subprocess.PIPE) as process:
        process.stdout.close()
        process.stdin.write(b'{"expected": "x", "answer": "x"}\n' * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == BROKEN_PIPE


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_ends_a_batch_quietly():
    with started("grade", "--batch", "-", stdin=subprocess.PIPE) as process:
        process.stdin.write(b'{"expected": "x", "answer": "x"}\n')
        process.stdin.flush()
        assert b"equivalent" in process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == INTERRUPTED
        assert process.stderr.read() == b""


def test_a_terminal_that_knows_ascii_alone_is_still_told():
    command = [sys.executable, "-m", "quizzer", "grade", "--expected", "x", "--answer", "Σ^"]
    environment = os.environ | {"PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert ran.returncode == 0
    assert rb"\u03a3" in ran.stdout


def test_without_a_terminal_the_decks_are_not_drawn(quizzer, home):
    ran = quizzer()
    assert (ran.code, ran.out) == (2, "")
    assert "`quizzer due`" in ran.err
    assert "`quizzer study --plain`" in ran.err
    assert not home.exists()
