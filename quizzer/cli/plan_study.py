"""`quizzer plan --study`: today's part of the plan as a sitting, drawn or line by line."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from quizzer.cli.studying import can_draw, heard, keeping, on_the_screen
from quizzer.deck.problems import visible
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.study.plan_sitting import sitting_of
from quizzer.study.session import Moment

if TYPE_CHECKING:
    import argparse

    from textual.screen import Screen

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.loading import Loaded
    from quizzer.storage.log import ReviewLog
    from quizzer.study.planned import Plan
    from quizzer.study.queue import Rules
    from quizzer.study.sitting import Session
    from quizzer.tui.desk import Desk

DONE = "Nothing of the plan is left for today."


def hold(
    options: argparse.Namespace,
    around: Surroundings,
    loaded: Loaded,
    log: ReviewLog,
    *,
    rules: Rules,
    plan: Plan,
) -> int:
    """Ask today's part; the passes in it are practice."""
    cards = [card for deck in loaded.decks for card in deck.cards]
    seed = int.from_bytes(around.random_bytes(8), "big")
    session = sitting_of(plan, cards, log.rows(), around.now(), device=log.device, seed=seed, rules=rules)
    if session.asked is None:
        print(DONE)
        return 0
    if options.plain or not can_draw(around):
        _line_by_line(around, log, session)
        return 0

    def opening(desk: Desk) -> Screen[None]:
        from quizzer.tui.review import ReviewScreen

        return ReviewScreen(desk, session)

    return on_the_screen(options, around, loaded, log, rules, opening=opening)


def _line_by_line(around: Surroundings, log: ReviewLog, session: Session) -> None:
    from quizzer.cli.plain import Sitting
    from quizzer.cli.said import Manner

    def moment(seconds: float | None) -> Moment:
        return Moment(around.now(), None, seconds, around.random_bytes(RANDOM_BYTES))

    def say(row: str) -> None:
        print(row, flush=True)

    passes = sum(item.kind == "practice" for item in session.queue)
    if passes:
        say(
            visible(
                f"{passes} of the {len(session.queue)} are the final pass: practice, no schedule hears of it."
            )
        )
    manner = Manner(around.settings.glyphs, around.settings.day_starts, around.now)
    Sitting(session, heard, say, keeping(log), moment, time.monotonic, manner, nothing=DONE).run()
