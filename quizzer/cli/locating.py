"""`quizzer locate`: where things lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings

_ABOUT = {
    "config": "the settings",
    "data": "the folder of the log",
    "log": "all that you answered",
    "decks": "decks of your own",
    "bundled": "decks that come with the program",
}


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print one path, or all of them with what they are."""
    from quizzer.deck.finding import bundled_folder
    from quizzer.storage.log import FILE_NAME

    places = around.places
    paths = {
        "config": places.config,
        "data": places.data,
        "log": places.data / FILE_NAME,
        "decks": places.decks,
        "bundled": bundled_folder() or "none came along",
    }
    if options.what:
        print(paths[options.what])
        return 0
    for name, path in paths.items():
        absent = "" if isinstance(path, str) or path.exists() else " (not there yet)"
        print(f"{name:8} {path}  {_ABOUT[name]}{absent}")
    return 0
