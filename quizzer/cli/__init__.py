"""The commands; the only room that joins the others."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
from typing import TYPE_CHECKING

from quizzer.cli.arguments import parsed
from quizzer.cli.surroundings import Surroundings
from quizzer.errors import QuizzerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells count it: 128 and the signal's number."""
BROKEN_PIPE = 141
"""The exit code when nobody reads any more what is printed."""
OWN_FAULT = 70
"""The exit code of a fault in this program."""


def main(arguments: Sequence[str] | None = None, surroundings: Surroundings | None = None) -> int:
    """Run one command; returns its exit code.

    Args:
        arguments: what stands after `quizzer` on the command line; by default the process's own.
        surroundings: the clock, the chance and the environment; by default the real ones.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _take_any_letter()
    try:
        code = _run(parsed(given), surroundings or Surroundings.real())
        sys.stdout.flush()
    except QuizzerError as error:
        if "--debug" in given:
            raise
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more on its way out: let that go nowhere instead of complaining.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as fault:
        if "--debug" in given:
            raise
        _complain(f"a fault of its own: {type(fault).__name__}: {fault}; --debug shows where.")
        return OWN_FAULT
    return code


RUN = {
    "home": "studying:run",
    "study": "studying:run",
    "due": "due:run",
    "exam": "examining:run",
    "plan": "planning:run",
    "cram": "cramming:run",
    "stats": "looking_back:run",
    "simulate": "simulating:run",
    "browse": "browsing:run",
    "check": "checking:run",
    "new": "authoring:begin",
    "add": "authoring:add",
    "grade": "grading:run",
    "serve": "serving:run",
    "settings": "setting:run",
    "locate": "locating:run",
    "resume": "resuming:run",
    "import": "bringing:run",
    "export": "giving:run",
    "schema": "schemas:run",
    "adopt": "adopting:adopt",
    "reset": "adopting:reset",
    "log": "keeping:run",
}
"""What runs each command, `file:function` of this room: each loads only what it needs."""


def _run(options: argparse.Namespace, around: Surroundings) -> int:
    if options.command in ("home", "study"):
        # Start-up makes many things and drops few: looking for garbage all along takes a tenth of it.
        gc.set_threshold(50_000)
    file, _, name = RUN[options.command].partition(":")
    command: Callable[[argparse.Namespace, Surroundings], int] = getattr(
        importlib.import_module(f"quizzer.cli.{file}"), name
    )
    return command(options, around)


def _take_any_letter() -> None:
    """A terminal that knows ASCII alone is shown the codes of other letters, rather than nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(message: str) -> None:
    from quizzer.deck.problems import visible

    with contextlib.suppress(BrokenPipeError):
        print(f"quizzer: {visible(message)}", file=sys.stderr, flush=True)
