"""`quizzer due`: how much is due, without the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from quizzer.cli.studying import asked_for, rules_of
from quizzer.deck.problems import visible
from quizzer.storage.log import ReviewLog
from quizzer.study.overview import overview

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings
    from quizzer.study.overview import Overview


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print the counts of all decks; nothing is written, not even a new log."""
    loaded = asked_for(options.decks, around.places)
    with ReviewLog.open(around.places.data, read_only=True) as log:
        found = overview(loaded.decks, log.rows(), around.now(), rules_of(around.settings, loaded.decks))
    if options.json:
        print(json.dumps(_as_json(found, len(loaded.problems)), ensure_ascii=False))
        return 0
    for row in _rows(found):
        print(visible(row))
    if loaded.problems:
        count = len(loaded.problems)
        print(f"{count} problem{'s' if count > 1 else ''} in the decks: `quizzer check` tells.")
    return 0


def _rows(found: Overview) -> list[str]:
    minutes = "" if found.minutes is None else f"   about {max(1, round(found.minutes))} min"
    names = [one.deck.name for one in found.decks]
    width = max(map(len, names))
    return [
        f"Due now    {found.due_now:>5}{minutes}",
        f"New today  {found.new_today:>5}   of {found.new_limit} a day",
        f"Tomorrow   {found.tomorrow:>5}",
        "",
        f"{'Deck':{width}}    due    new  learned",
        *(
            f"{one.deck.name:{width}}  {one.due:>5}  {one.new:>5}  {f'{one.learned}/{one.total}':>7}"
            for one in found.decks
        ),
    ]


def _as_json(found: Overview, problems: int) -> dict[str, Any]:
    return {
        "day": found.today.isoformat(),
        "due": found.due_now,
        "new": found.new_today,
        "tomorrow": found.tomorrow,
        "minutes": None if found.minutes is None else round(found.minutes, 1),
        "problems": problems,
        "decks": [
            {
                "deck": one.deck.slug,
                "name": one.deck.name,
                "due": one.due,
                "new": one.new,
                "learned": one.learned,
                "total": one.total,
                "retention": None if one.retention is None else round(one.retention, 4),
            }
            for one in found.decks
        ],
    }
