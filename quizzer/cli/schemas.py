"""`quizzer schema`: the JSON Schema of decks, printed, or written where an editor finds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.problems import visible
from quizzer.deck.schema import schema
from quizzer.deck.writing import SCHEMA_FILE
from quizzer.errors import QuizzerError, UsageError

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print the schema, or write it beside a deck, into a folder, or among one's own decks."""
    if options.write is None:
        print(_text(), end="")
        return 0
    target = Path(options.write).expanduser() if options.write else around.places.decks
    folder = target.parent if target.suffix in (".yaml", ".yml") else target
    if options.write and not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    print(visible(f"{write_schema(folder)}: a deck beside it begins with"))
    print(f"# yaml-language-server: $schema={SCHEMA_FILE}")
    return 0


def write_schema(folder: Path) -> Path:
    """Write the schema into a folder, in place of one that stands there.

    Raises:
        QuizzerError: it cannot be written.
    """
    path = folder / SCHEMA_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(), encoding="utf-8")
    except OSError as error:
        raise QuizzerError(f"{path} cannot be written: {error.strerror or error}") from error
    return path


def _text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
