"""`quizzer check`: what is wrong with decks, a sentence and a place each."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

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
    from quizzer.deck.loading import Loaded
    from quizzer.deck.problems import Problem


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print every problem; 1 where one is an error (or, with `--strict`, a warning)."""
    if options.watch:
        from quizzer.cli.watching import watch

        if options.pin:
            raise UsageError("--watch changes nothing: --pin goes without it")
        return watch(options, around)
    loaded = open_decks(options.paths, around.places.decks, bundled_folder())
    problems, checked = found_in(loaded, prove=options.prove)
    if options.pin:
        for done in _pinned(options.paths, loaded.decks):
            print(done, file=sys.stderr)
    show(options, problems, checked)
    return int(any(options.strict or problem.severity == "error" for problem in problems))


def found_in(loaded: Loaded, *, prove: bool) -> tuple[list[Problem], Checked]:
    """What is wrong with decks, and what was checked of them; with `prove` as surely as can be."""
    checked = check_all(loaded.decks)
    if prove:
        from quizzer.deck.proving import raised

        checked = replace(checked, verified=tuple(raised(checked.verified)))
    return in_file_order((*loaded.problems, *checked.problems)), checked


def show(options: argparse.Namespace, problems: Sequence[Problem], checked: Checked) -> None:
    """Print it in the form that was asked for."""
    if options.sarif:
        print(json.dumps(sarif(problems, version("quizzer")), ensure_ascii=False, indent=2))
    elif options.github:
        for problem in problems:
            print(github(problem))
    elif options.json:
        told: Any = [as_json(problem) for problem in problems]
        if options.prove:
            sure = [
                {"card": one.card, "field": one.field, "certainty": one.certainty} for one in checked.verified
            ]
            told = {"problems": told, "verified": sure}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(render(problem))
        print(_summary(problems, checked, is_proved=options.prove))


def _pinned(paths: Sequence[str], decks: Sequence[Deck]) -> list[str]:
    from quizzer.cli.pinning import pin

    if not paths:
        raise UsageError("--pin writes into decks: name those that are meant")
    return pin(decks)


def _summary(problems: Sequence[Problem], checked: Checked, *, is_proved: bool) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    found = [(errors, "error"), (len(problems) - errors, "warning")]
    told = " and ".join(_counted(*count) for count in found if count[0]) or "nothing is wrong"
    verified = len(checked.verified)
    work = f"{_counted(checked.cards, 'card')} checked, {_counted(verified, 'answer')} verified"
    if is_proved:
        proved = sum(one.certainty == "proved" for one in checked.verified)
        work += f", {proved} of them proved and {verified - proved} at random points"
    for card, instances in checked.sampled:
        work += f"; of {card} only some of {instances:,} instances"
    return f"{work}: {told}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
