"""`quizzer browse`: the cards that a filter finds, on the screen, in rows, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from quizzer.cli.fitted import with_memory
from quizzer.cli.narrowing import read
from quizzer.cli.studying import asked_for, can_draw, on_the_screen, rules_of
from quizzer.deck.problems import visible
from quizzer.scheduling.day import study_day
from quizzer.scheduling.forecast import due_day
from quizzer.storage.log import ReviewLog
from quizzer.study.filters import answer_texts, fulfils, kind_of, no_such, subjects
from quizzer.study.leeches import is_leech, lapses
from quizzer.study.prompts import example_text
from quizzer.study.queue import states_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from textual.screen import Screen

    from quizzer.cli.surroundings import Surroundings
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.filter_parser import Condition
    from quizzer.study.filters import Subject
    from quizzer.study.queue import Rules
    from quizzer.tui.desk import Desk


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Show what the filter finds; in rows nothing is written, not even a new log."""
    query = " ".join(options.filter)
    condition = read(query)
    loaded = asked_for(options.deck, around.places)
    rules = with_memory(rules_of(around.settings, loaded.decks), around.places)
    if options.plain or options.json or not can_draw(around):
        cards = [card for deck in loaded.decks for card in deck.cards]
        with ReviewLog.open(around.places.data, read_only=True) as log:
            rows = log.rows()
        today = study_day(around.now(), rules.starts)
        every = subjects(cards, states_of(rows, rules), today, rules)
        _print(every, condition, rules, around.settings.glyphs, as_json=options.json)
        return 0

    def opening(desk: Desk) -> Screen[None]:
        from quizzer.tui.browse import BrowseScreen

        return BrowseScreen(desk, query)

    with ReviewLog.open(around.places.data) as log:
        return on_the_screen(options, around, loaded, log, rules, opening=opening)


def _print(
    every: Sequence[Subject], condition: Condition, rules: Rules, glyphs: Glyphs, *, as_json: bool
) -> None:
    found = [one for one in every if fulfils(one, condition)]
    if as_json:
        print(json.dumps([_as_json(one, rules) for one in found], ensure_ascii=False))
        return
    for one in found:
        print(visible(_row(one, glyphs)))
    if not found:
        print(no_such(condition, [one.card for one in every]) or "No card is like that.")


def _row(one: Subject, glyphs: Glyphs) -> str:
    from quizzer.cli.one_row import prose_rows

    day = due_day(one.state)
    due = day.isoformat() if day else "suspended" if one.state.suspended else "new"
    return f"{due:<10}  {one.card.key}  {' '.join(prose_rows(example_text(one.card), glyphs))}"


def _as_json(one: Subject, rules: Rules) -> dict[str, Any]:
    card, state = one.card, one.state
    memory, day = state.memory, due_day(state)
    return {
        "card": card.key,
        "deck": card.deck,
        "family": card.family,
        "tags": list(card.tags),
        "kind": kind_of(card.question),
        "prompt": card.prompt.text,
        "answers": answer_texts(card.question),
        "due": day.isoformat() if day else None,
        "interval": memory.interval if memory else None,
        "ease": memory.ease / 100 if memory else None,
        "reviews": state.reviews,
        "passed": state.successes,
        "lapses": lapses(state.history),
        "leech": is_leech(state.history, rules.leech_after),
        "suspended": state.suspended,
        "buried_until": state.buried_until.isoformat() if state.buried_until else None,
        "flagged": state.flagged,
    }
