"""`quizzer check`: what is wrong with decks, a sentence and a place each."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from quizzer.deck.checking import check_all
from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.deck.problems import as_json, in_file_order, render
from quizzer.deck.reports import github, sarif
from quizzer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Deck
    from quizzer.deck.checking import Checked
    from quizzer.deck.problems import Problem


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print every problem; 1 where one is an error (or, with `--strict`, a warning)."""
    loaded = open_decks(options.paths, around.places.decks, bundled_folder())
    checked = check_all(loaded.decks)
    problems = in_file_order((*loaded.problems, *checked.problems))
    if options.pin:
        for done in _pinned(options.paths, loaded.decks):
            print(done, file=sys.stderr)
    if options.sarif:
        print(json.dumps(sarif(problems, version("quizzer")), ensure_ascii=False, indent=2))
    elif options.github:
        for problem in problems:
            print(github(problem))
    elif options.json:
        print(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(render(problem))
        print(_summary(problems, checked))
    return int(any(options.strict or problem.severity == "error" for problem in problems))


def _pinned(paths: Sequence[str], decks: Sequence[Deck]) -> list[str]:
    from quizzer.cli.pinning import pin

    if not paths:
        raise UsageError("--pin writes into decks: name those that are meant")
    return pin(decks)


def _summary(problems: Sequence[Problem], checked: Checked) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    found = [(errors, "error"), (len(problems) - errors, "warning")]
    told = " and ".join(_counted(*count) for count in found if count[0]) or "nothing is wrong"
    work = f"{_counted(checked.cards, 'card')} checked, {_counted(checked.verified, 'answer')} verified"
    for card, instances in checked.sampled:
        work += f"; of {card} only some of {instances:,} instances"
    return f"{work}: {told}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
