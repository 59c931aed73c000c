"""Programs killed while they write, and several that write at once, each in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from quizzer.storage.log import ReviewLog

# Appends reviews one by one; says each id when append has returned, as the shell shows the verdict then.
WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quizzer.scheduling.log import Review
from quizzer.storage.log import ReviewLog

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
start = datetime(2026, 11, 23, 18, tzinfo=UTC)
sys.stdin.readline()
with ReviewLog.open(folder) as log:
    for number in range(count):
        log.append(Review(f"{name}-{number}", name, "deck/card", start + timedelta(seconds=number), "review", quality=4))
        print(f"{name}-{number}", flush=True)
"""


def writer(folder, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def started(process):
    process.stdin.write("\n")
    process.stdin.flush()
    return process


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_right_after_any_answer_nothing_is_lost(folder):
    """Eight times over the same log, each time after another number of answers."""
    told = set()
    for run in range(8):
        with started(writer(folder, f"run{run}", 10_000)) as process:
            told |= {process.stdout.readline().strip() for _ in range(1 + 7 * run)}
            process.send_signal(signal.SIGKILL)
            told |= {line.strip() for line in process.stdout if line.endswith("\n")}
        assert process.returncode == -signal.SIGKILL
    with ReviewLog.open(folder) as log:
        kept = {row.id for row in log.rows()}
    assert told <= kept
    assert len(kept - told) <= 8, "at most the one answer a run that was kept but not yet said"


def test_several_programs_beginning_one_log_at_once_keep_every_answer(folder):
    """Making the file, too, is a race: all start where there is no folder yet."""
    writers = [writer(folder, f"program{number}", 50) for number in range(4)]
    for process in writers:
        started(process)
    for process in writers:
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        assert len(output.split()) == 50
    with ReviewLog.open(folder) as log:
        assert len(log.rows()) == 200
        assert log._connection.execute("SELECT count(*) FROM device").fetchone() == (1,)


def test_two_logs_open_in_one_program_see_each_others_answers(folder, review):
    with ReviewLog.open(folder) as one, ReviewLog.open(folder) as two:
        one.append(review(1))
        two.append(review(2))
        assert one.rows() == two.rows() == [review(1), review(2)]
