"""A terminal that goes away ends the program, which has nothing to lose: also where no SIGHUP comes."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time

import pytest


def until_drawn(leader: int) -> None:
    seen = b""
    end = time.monotonic() + 30
    while b"matrix" not in seen.lower() and time.monotonic() < end:
        if select.select([leader], [], [], 1)[0]:
            seen += os.read(leader, 1 << 16)
    assert b"matrix" in seen.lower()


@pytest.mark.skipif(not hasattr(select, "poll"), reason="there is no poll here")
@pytest.mark.parametrize("arguments", [(), ("study", "matrix-calculus")])
def test_a_terminal_of_another_session_that_closes_ends_the_program(tmp_path, arguments):
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | {"QUIZZER_HOME": str(tmp_path), "TERM": "xterm-256color"},
        start_new_session=True,  # with no terminal of its own: nobody sends SIGHUP
    )
    os.close(follower)
    try:
        until_drawn(leader)
        time.sleep(1.5)
        os.close(leader)
        assert process.wait(timeout=20) != 0
    finally:
        process.kill()
        process.wait()
