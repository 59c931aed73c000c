"""`quizzer grade`: the judge for scripts and for a look from the shell."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from quizzer.deck.problems import visible
from quizzer.errors import UsageError
from quizzer.maths.batch import as_json, as_text, graded
from quizzer.maths.declarations import DeclarationError
from quizzer.maths.forms import FormError
from quizzer.maths.grade import grade
from quizzer.maths.shapes import ShapeError
from quizzer.maths.tokens import ReadingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from quizzer.cli.surroundings import Surroundings


def run(options: argparse.Namespace, around: Surroundings) -> int:  # noqa: ARG001  every command's form
    """Print the verdict on one answer, or one on each line of a batch."""
    if options.batch is not None:
        if options.expected or options.answer is not None:
            raise UsageError("--batch reads answers from its lines: leave out --expected and --answer.")
        all_right = _batch(options.batch)
    elif options.expected and options.answer is not None:
        all_right = _one(options)
    else:
        raise UsageError("--expected and --answer are needed, or --batch FILE; see `quizzer grade --help`.")
    return 0 if all_right or not options.exit_code else 1


def _one(options: argparse.Namespace) -> bool:
    try:
        verdict = grade(
            options.expected,
            options.answer,
            options.symbols,
            form=options.form,
            restated=options.restated,
            layout=options.layout,
        )
    except DeclarationError as error:
        raise UsageError(f"--symbols: {error}") from error
    except FormError as error:
        raise UsageError(f"--form: {error}") from error
    except (ReadingError, ShapeError) as error:
        raise UsageError(f"--expected or --not: {error}") from error
    if options.json:
        print(json.dumps(as_json(verdict), ensure_ascii=False))
    else:
        for line in as_text(verdict, options.answer).split("\n"):
            print(visible(line))
    return verdict.kind == "equivalent"


def _batch(name: str) -> bool:
    with ExitStack() as stack:
        if name == "-":
            lines: Iterable[bytes] = sys.stdin.buffer
        else:
            try:
                lines = stack.enter_context(open(name, "rb"))  # noqa: PTH123  a name, not a Path, for the message
            except OSError as error:
                raise UsageError(f"{name} cannot be read: {error.strerror or error}.") from error
        gc.set_threshold(50_000)  # trees and balls make no cycles worth looking for after every 700 of them
        all_right = True
        for found in graded(lines):
            # A program at the other end of a pipe may wait for this line before it writes the next one.
            print(json.dumps(found, ensure_ascii=False), flush=True)
            all_right = all_right and found["verdict"] == "equivalent"
    return all_right
