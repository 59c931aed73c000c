"""`check --watch` in a process of its own: a block at once, one more a save, Ctrl+C ends it well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from queue import Empty, Queue

import pytest

DECK = "cards:\n  - {id: a, prompt: p, answer: x}\n"
PATIENCE = 60


@pytest.fixture
def watcher(tmp_path):
    path = tmp_path / "deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "quizzer", "check", "--watch", str(path)],
        env={**os.environ, "QUIZZER_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    rows: Queue[str] = Queue()
    reader = threading.Thread(target=lambda: [rows.put(row) for row in process.stdout], daemon=True)
    reader.start()

    def block():
        """The rows up to the summary."""
        found = []
        while not found or not found[-1].rstrip().endswith("."):
            try:
                found.append(rows.get(timeout=PATIENCE))
            except Empty:
                pytest.fail(f"no block came, only {found}")
        return "".join(found)

    yield path, process, block
    process.kill()
    process.wait()
    reader.join()
    process.stdout.close()
    process.stderr.close()


def save(path, text):
    """As editors do: a new file in the place of the old one."""
    beside = path.with_name(".deck.yaml.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_a_block_at_once_and_one_a_save_and_ctrl_c_is_no_fault(watcher):
    path, process, block = watcher
    assert block().strip().endswith("1 card checked, 0 answers verified: nothing is wrong.")
    save(path, DECK.replace("answer: x", "answer: x^"))
    broken = block()
    assert "deck.yaml\n" in broken, "which file was saved"
    assert "deck.yaml:2:33: answer: cannot be read: a power is missing after ^" in broken
    save(path, DECK)
    assert "nothing is wrong" in block()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert process.stderr.read() == ""


def test_nothing_on_the_screen_is_cleared(watcher):
    _, process, block = watcher
    assert "\x1b" not in block()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
