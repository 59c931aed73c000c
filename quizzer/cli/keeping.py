"""`quizzer log`: whether the answers are still what was written, and a copy of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.errors import LogUnreachable
from quizzer.storage.log import FILE_NAME, ReviewLog

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Check the log (1: something is wrong) or copy it."""
    folder = around.places.data
    if not (folder / FILE_NAME).exists():
        nothing = f"There is no log yet: {folder / FILE_NAME} is begun with the first answer."
        if options.deed == "backup":
            raise LogUnreachable(nothing)
        print(nothing)
        return 0
    with ReviewLog.open(folder, read_only=True) as log:
        if options.deed == "backup":
            target = Path(options.file).expanduser().absolute()
            log.back_up(target)
            print(f"{len(log.rows())} rows copied to {target}")
            return 0
        found = log.check()
        for problem in found:
            print(f"{log.path}: {problem}")
        if not found:
            print(f"{log.path}: {len(log.rows())} rows, each as it was written")
    return 1 if found else 0
