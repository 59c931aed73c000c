"""The first question in a real terminal (a pseudo one): drawn early, taken over, and the terminal given back."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals as POSIX has them")

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
DECK = """\
deck: Small
cards:
  - {id: one, prompt: "Twice $x$ is …", symbols: {x: scalar}, answer: 2 x}
  - {id: two, prompt: "Thrice $x$ is …", symbols: {x: scalar}, answer: 3 x}
"""
PATIENCE = 30.0


class Terminal:
    """A program in a terminal of its own: what it wrote so far, as it wrote it."""

    def __init__(self, leader, process):
        self.leader, self.process, self.written = leader, process, ""

    def read_until(self, done):
        end = time.monotonic() + PATIENCE
        while not done(self.written):
            left = end - time.monotonic()
            assert left > 0, self.written[-2000:]
            if not select.select([self.leader], [], [], min(left, 0.5))[0]:
                assert self.process.poll() is None or done(self.written), self.written[-2000:]
                continue
            try:
                self.written += os.read(self.leader, 1 << 16).decode(errors="replace")
            except OSError:  # the other end is closed
                assert done(self.written), self.written[-2000:]
        return self.written

    def sees(self, text):
        return self.read_until(lambda written: text in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written))

    def types(self, text):
        os.write(self.leader, text.encode())


@pytest.fixture
def terminal(tmp_path):
    import fcntl
    import pty
    import termios

    (tmp_path / "small.yaml").write_text(DECK, encoding="utf-8")

    @contextmanager
    def run(*options, columns=80, lines=24):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        before = termios.tcgetattr(follower)
        environment = os.environ | {
            "QUIZZER_HOME": str(tmp_path / "home"),
            "TERM": "xterm-256color",
            "PYTHONSAFEPATH": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "quizzer", "study", str(tmp_path / "small.yaml"), *options],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
        )
        try:
            yield Terminal(leader, process)
            assert termios.tcgetattr(follower) == before, "the terminal is as it was"
        finally:
            process.kill()
            process.wait()
            os.close(leader)
            os.close(follower)

    return run


def test_the_question_stands_there_before_the_toolkit_takes_over_and_is_never_wiped(terminal):
    with terminal() as screen:
        written = screen.sees("Twice")
        assert written.startswith(ENTER)
        assert "judge" not in written
        written = screen.sees("don't know")
        assert written.count(ENTER) == 1
        assert written.count("\x1b[2J") == 1
        screen.types("\x11")  # Ctrl+Q
        assert screen.process.wait(PATIENCE) == 0
        screen.read_until(lambda written: LEAVE in written)
        assert screen.written.count(LEAVE) == 1


def test_what_is_typed_before_the_input_is_there_arrives_in_it(terminal):
    with terminal() as screen:
        screen.sees("Twice")
        screen.types("x + x")
        screen.sees("scalar")  # the echo under the input: how it is read, and its shape
        screen.types("\x11")
        assert screen.process.wait(PATIENCE) == 0


def test_ctrl_c_before_the_toolkit_is_there_gives_the_terminal_back(terminal):
    with terminal() as screen:
        screen.sees("Twice")
        screen.process.send_signal(signal.SIGINT)
        assert screen.process.wait(PATIENCE) in (0, 130)
        screen.read_until(lambda written: LEAVE in written)


@pytest.mark.parametrize(("columns", "lines"), [(40, 10), (59, 24), (80, 10)])
def test_a_small_terminal_is_drawn_once_by_the_screen_itself(terminal, columns, lines):
    with terminal(columns=columns, lines=lines) as screen:
        written = screen.sees("Twice")
        assert written.count(ENTER) == 1
        screen.sees("judge")
        screen.types("\x11")
        assert screen.process.wait(PATIENCE) == 0


def test_with_nothing_to_ask_there_is_no_curtain(terminal):
    with terminal("--limit", "0") as screen:
        screen.sees("A limit of 0 cards asks for none")
        screen.sees("quit")
        screen.types("q")
        assert screen.process.wait(PATIENCE) == 0
