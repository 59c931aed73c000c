"""Run by hand: `python tests/bench/start.py [times]`. The first question against a minimal Textual app, by turns.

Each is started in a pseudo-terminal of 80×24; what is measured is the time from the start of the process until a
word that stands in its first picture has been written. The question is drawn before the toolkit has loaded, so its
whole screen, which takes keys, is timed as well (keys pressed before wait in the terminal). Times differ from machine to machine; the ratio carries
over. `--profile` prints the slowest imports on the way instead.
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
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from quizzer.deck.finding import bundled_folder, open_decks

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("The first picture")

Minimal().run()
"""
PATIENCE = 20.0
TARGET = 1.3


def first_words():
    """What the first question begins with, before any formula."""
    deck = open_decks(["matrix-calculus"], Path("nowhere"), bundled_folder()).decks[0]
    return deck.cards[0].prompt.text.partition("$")[0].strip()[:20]


# what is run, and what its first picture says
MINIMAL_APP = ([sys.executable, "-c", MINIMAL], "first")
STUDY = [sys.executable, "-m", "quizzer", "study", "matrix-calculus"]
QUESTION = (STUDY, first_words())
WHOLE_SCREEN = (STUDY, "don't know")
HELP = ([sys.executable, "-m", "quizzer", "--help"], "usage")


def first_paint(command, word, home):
    """Seconds until the word is on the screen."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"QUIZZER_HOME": home, "TERM": "xterm-256color"}
    begun = perf_counter()
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment, start_new_session=True
    )
    os.close(follower)
    seen = b""
    try:
        while word not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode(errors="replace")):
            left = begun + PATIENCE - perf_counter()
            if left < 0 or not select.select([leader], [], [], left)[0]:
                raise SystemExit(f"{command} painted no {word!r} within {PATIENCE} s")
            try:
                seen += os.read(leader, 1 << 16)
            except OSError:  # the process is gone
                raise SystemExit(
                    f"{command} ended without {word!r}:\n{seen.decode(errors='replace')}"
                ) from None
        return perf_counter() - begun
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def measure(times):
    taken = {"minimal Textual app": [], "first question": [], "its whole screen": [], "quizzer --help": []}
    cases = dict(zip(taken, (MINIMAL_APP, QUESTION, WHOLE_SCREEN, HELP), strict=True))
    with TemporaryDirectory() as home:
        for _ in range(times + 1):  # the first of each warms the disk's cache up and makes the log
            for name, (command, word) in cases.items():
                taken[name].append(first_paint(command, word, home))
    base = median(taken["minimal Textual app"][1:])
    for name, seconds in taken.items():
        print(
            f"{name:22} median {median(seconds[1:]) * 1e3:6.0f} ms   least {min(seconds[1:]) * 1e3:6.0f} ms"
            f"   {median(seconds[1:]) / base:5.2f} × minimal"
        )
    ratio = median(taken["first question"][1:]) / base
    print(f"target: first question at most {TARGET} × minimal: {'reached' if ratio <= TARGET else 'missed'}")


def profile():
    """The imports that take the longest by themselves, in ms, and how much all of ours take."""
    code = "import quizzer.cli.studying, quizzer.tui.app, quizzer.tui.review, quizzer.tui.start"
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True
    )
    rows = []
    for line in told.stderr.splitlines()[1:]:
        own, _, name = line.removeprefix("import time:").split("|")
        rows.append((int(own) / 1000, name.strip()))
    for own, name in sorted(rows, reverse=True)[:30]:
        print(f"{own:7.1f}  {name}")
    for part in ("quizzer", "textual", "rich"):
        print(f"{sum(own for own, name in rows if name.split('.')[0] == part):7.1f}  all of {part}")


if __name__ == "__main__":
    if "--profile" in sys.argv:
        profile()
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
