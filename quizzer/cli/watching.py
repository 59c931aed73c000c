"""`quizzer check --watch`: one block of problems at once, and one more each time a deck is saved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.cli.checking import found_in, show
from quizzer.deck.finding import ENDINGS, bundled_folder, is_path, open_decks
from quizzer.deck.problems import visible
from quizzer.errors import QuizzerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from quizzer.cli.surroundings import Surroundings

SETTLED = 200
"""Milliseconds in which the writes of one save come together."""
TURN = 250
"""Milliseconds after which the watcher is known to be at work, if nothing was saved."""


def watch(options: argparse.Namespace, around: Surroundings) -> int:
    """Print a block now and after each change, until Ctrl+C, which ends it well."""
    try:
        loaded = open_decks(options.paths, around.places.decks, bundled_folder())
        files = [deck.path for deck in loaded.decks] + [problem.path for problem in loaded.problems]
        for changed in _saves(_watched(options.paths, around, files)):
            _block(options, around, changed)
    except KeyboardInterrupt:
        pass
    return 0


def _block(options: argparse.Namespace, around: Surroundings, changed: str) -> None:
    """Print what is wrong now. What is on the screen stays."""
    if changed:
        is_for_people = not (options.json or options.sarif or options.github)
        head = visible(f"{around.now():%H:%M:%S}  {changed}")
        print(f"\n{head}", file=sys.stdout if is_for_people else sys.stderr)
    try:
        loaded = open_decks(options.paths, around.places.decks, bundled_folder())
    except QuizzerError as error:  # a file that is gone for now, a folder that is empty for now
        print(visible(str(error)), flush=True)
        return
    problems, checked = found_in(loaded, prove=options.prove)
    show(options, problems, checked)
    print(end="", flush=True)


def _watched(paths: Iterable[str], around: Surroundings, files: Iterable[Path]) -> list[Path]:
    """The folders in which a deck may be saved: editors write a new file in the place of the old one."""
    named = [Path(name).expanduser() for name in paths if is_path(name)]
    folders = {path if path.is_dir() else path.parent for path in (*named, *files)}
    if not paths:
        folders.add(around.places.decks)
    real = sorted({folder.resolve() for folder in folders if folder.is_dir()})
    return [folder for folder in real if not any(other in folder.parents for other in real)]


def _saves(folders: list[Path]) -> Iterator[str]:
    """Yield "" once the folders are watched, then for each save the names of the decks that were saved."""
    from watchfiles import watch as changes

    def is_deck(_kind: object, path: str) -> bool:
        return path.lower().endswith(ENDINGS) and not Path(path).name.startswith(".")

    is_first = True
    for found in changes(
        *folders,
        watch_filter=is_deck,
        debounce=SETTLED,
        rust_timeout=TURN,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if found or is_first:
            yield ", ".join(sorted({Path(path).name for _, path in found}))
        is_first = False
