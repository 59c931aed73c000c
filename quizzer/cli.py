"""The commands; the only place that joins the rooms."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from quizzer.errors import QuizzerError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="quizzer", description="Revise the rules of mathematics.")
    parser.parse_args(arguments)
    try:
        parser.print_help()
    except QuizzerError as error:
        print(f"quizzer: {error}", file=sys.stderr)
        return error.exit_code
    return 0
