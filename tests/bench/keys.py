"""Run by hand: `python -m tests.bench.keys [cards]`. A key's echo and a verdict, in a pseudo-terminal of 80×24.

A deck of 10,000 cards is studied; each answer is typed key by key, half of them right, half of them wrong in one of
several ways. What is measured is the time from the write of a key until the terminal shows it in the field, and from
Enter until it shows the verdict. By its side, in the same run: a Textual app that has an Input and nothing else.
Needs pyte, a terminal in memory (the extra `bench`).
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyte

MINIMAL = """
from textual.app import App
from textual.widgets import Input

class Minimal(App):
    def compose(self):
        yield Input()

Minimal().run()
"""
ANSWERS = 40
PAUSE = 0.06
"""Seconds between keys: a quick typist's."""
WRONG = ("{k} A x", "{k} (A' A) x", "{k} (A + A) x", "{k} (A - A') x", "{l} (A + A') x")
PATIENCE = 20.0


class Terminal:
    """A process in a pseudo-terminal, and what it shows."""

    def __init__(self, command, home):
        self.leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=os.environ | {"QUIZZER_HOME": home, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(follower)

    def __enter__(self):
        return self

    def __exit__(self, *failed):
        self.process.kill()
        self.process.wait()
        os.close(self.leader)

    def text(self):
        return "\n".join(self.screen.display)

    def read(self, seconds):
        """Whatever is written within some time."""
        if select.select([self.leader], [], [], seconds)[0]:
            # Textual asks the terminal's version and modes in sequences that pyte has no use for.
            data = re.sub(
                rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\", b"", os.read(self.leader, 1 << 16)
            )
            self.stream.feed(data)

    def until(self, shown):
        """Seconds until the screen is as it should be."""
        begun = perf_counter()
        while not shown(self.text()):
            if perf_counter() - begun > PATIENCE:
                raise SystemExit(f"not shown within {PATIENCE} s:\n{self.text()}")
            self.read(0.5)
        return perf_counter() - begun

    def rest(self, seconds):
        """Let it draw what it has to."""
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            self.read(left)

    def press(self, keys, shown):
        """Seconds from keys until what they lead to is shown."""
        os.write(self.leader, keys.encode())
        return self.until(shown)


def typed(terminal, text):
    """Seconds that each character took to be shown in the field."""
    taken = []
    for end in range(1, len(text) + 1):
        part = text[:end].rstrip()
        taken.append(terminal.press(text[end - 1], lambda shown, part=part: f" {part}" in shown))
        terminal.rest(PAUSE)
    return taken


def studied(terminal):
    """Seconds of each echo, and of each verdict."""
    echoes, verdicts = [], []
    for number in range(ANSWERS):
        terminal.until(lambda shown: "Gradient of" in shown and "judge" in shown)
        terminal.rest(0.3)
        k = int(re.search(r"\) = (\d+)", terminal.text())[1])
        form = "{k} (A + A') x" if number % 2 else WRONG[number // 2 % len(WRONG)]
        echoes += typed(terminal, form.format(k=k, l=k + 1))
        terminal.rest(0.4)
        verdicts.append(terminal.press("\r", lambda shown: "Graded" in shown))
        terminal.rest(0.6)
        terminal.press("\r", lambda shown: "Graded" not in shown)
    return echoes, verdicts


def told(name, seconds):
    """The row of the table."""
    ordered = sorted(1000 * one for one in seconds)
    tail = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    print(
        f"{name:32}{len(ordered):>6}  median {ordered[len(ordered) // 2]:6.1f} ms   p99 {tail:6.1f} ms"
        f"   most {ordered[-1]:6.1f} ms"
    )
    return tail


def main(cards):
    deck = 'deck: Forms\nsymbols: {A: "matrix(n, n)", x: vector(n)}\ncards:\n' + "".join(
        f'  - {{id: c{k}, prompt: "Gradient of $f(x) = {k} x^T A x$ with respect to $x$.", '
        f'answer: "{k} (A + A\') x", verify: "grad({k} x\' A x, x)"}}\n'
        for k in range(2, cards + 2)
    )
    with TemporaryDirectory() as home:
        path = Path(home) / "forms.yaml"
        path.write_text(deck, encoding="utf-8")
        with Terminal([sys.executable, "-c", MINIMAL], home) as minimal:
            minimal.until(str.strip)
            minimal.rest(0.5)
            base = told("a Textual Input: echo", [one for _ in range(4) for one in typed_afresh(minimal)])
        study = [sys.executable, "-m", "quizzer", "study", str(path), "--new", str(ANSWERS)]
        with Terminal(study, home) as terminal:
            echoes, verdicts = studied(terminal)
        echo, verdict = told(f"quizzer, {cards:,} cards: echo", echoes), told("quizzer: verdict", verdicts)
    print(f"echo's p99 {echo / base:.2f} × the bare Input's; targets: echo 30 ms, verdict 100 ms: ", end="")
    print("reached" if echo <= 30 and verdict <= 100 else "missed")
    return verdict


def typed_afresh(terminal):
    """The echoes of one text in an empty field."""
    taken = typed(terminal, "3 (A + A') x and more of it, as long as an answer")
    os.write(terminal.leader, b"\x01\x0b")
    terminal.rest(0.3)
    os.write(terminal.leader, b"\x7f" * 60)
    terminal.rest(0.3)
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
