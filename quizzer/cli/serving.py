"""`quizzer serve`: the same screens in a browser on this machine, with nothing fetched from elsewhere."""

from __future__ import annotations

import html
import importlib.resources
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from quizzer.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings

HOST = "127.0.0.1"
"""Whoever reaches the page may study as the learner, so nobody but this machine does."""
EXTRA = "`quizzer serve` needs textual-serve: pip install 'quizzer[web]'"


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Serve until Ctrl+C.

    Raises:
        DecksNotFound, UsageError: no card can be asked, textual-serve is not installed, or the port is taken.
    """
    from quizzer.cli.studying import asked_for

    asked_for(options.decks, around.places)  # a visitor could only be told that something is wrong
    try:
        from quizzer.cli.web_server import LocalServer
    except ModuleNotFoundError as missing:
        raise UsageError(f"{EXTRA} ({missing.name} is not there)") from missing
    server = LocalServer(_command(options.decks), HOST, options.port, read("page.html"), read("page.js"))
    server.opens_browser = options.open
    try:
        server.serve()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{HOST}:{options.port} cannot be served from: {reason}; another port: --port {options.port + 1}"
        ) from error
    return 0


def read(name: str) -> str:
    """A file of the page; in `page.html`, `{{websocket}}` stands where the address of the sitting goes."""
    return importlib.resources.files("quizzer.cli").joinpath(name).read_text(encoding="utf-8")


def filled(page: str, websocket: str) -> str:
    """The page with the address at which the sitting is reached."""
    return page.replace("{{websocket}}", html.escape(websocket, quote=True))


def _command(decks: list[str]) -> str:
    """What a visitor's process runs, spelt for the shell."""
    words = [sys.executable, "-m", "quizzer", *(["study", "--", *decks] if decks else [])]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
