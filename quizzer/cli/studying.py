"""`quizzer` and `quizzer study`: decks, log and settings brought together for a sitting."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.cli.curtain import curtain_for
from quizzer.cli.settings import remember_theme
from quizzer.cli.suggestions import did_you_mean
from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.errors import DecksNotFound, UsageError
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.storage.log import ReviewLog
from quizzer.study.session import Moment, Rules, begin

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from textual.driver import Driver

    from quizzer.cli.settings import Settings
    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Deck
    from quizzer.deck.loading import Loaded
    from quizzer.scheduling.log import Review
    from quizzer.storage.places import Places
    from quizzer.study.session import Session


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Hold a sitting, on the screen or line by line."""
    draws = _can_draw(around)
    if options.command == "home" and not draws:
        raise UsageError(
            "the decks need a terminal to be drawn on; `quizzer due` tells the same in rows, "
            "and `quizzer study --plain` asks line by line"
        )
    rules = rules_of(around.settings)  # before anything is opened: a slip in the settings is said at once
    loaded = asked_for(getattr(options, "decks", ()), around.places)
    tag = getattr(options, "tag", None)
    if tag is not None:
        loaded = replace(loaded, decks=tagged(loaded.decks, tag))
    with ReviewLog.open(around.places.data) as log:
        if options.command == "study" and (options.plain or not draws):
            _line_by_line(options, around, loaded, log, rules)
            return 0
        return _on_the_screen(options, around, loaded, log, rules)


def asked_for(names: Sequence[str], places: Places) -> Loaded:
    """The decks that are meant, of which at least one can be asked.

    Raises:
        DecksNotFound, UsageError: there is none.
    """
    loaded = open_decks(names, places.decks, bundled_folder())
    if not loaded.decks:
        first = f": {loaded.problems[0].headline}" if loaded.problems else ""
        raise DecksNotFound(f"no card can be asked{first}; `quizzer check` tells all that is wrong")
    return loaded


def tagged(decks: Sequence[Deck], tag: str) -> tuple[Deck, ...]:
    """The decks with only those cards that bear a tag.

    Raises:
        UsageError: none does.
    """
    found = [replace(deck, cards=tuple(card for card in deck.cards if tag in card.tags)) for deck in decks]
    kept = tuple(deck for deck in found if deck.cards)
    if not kept:
        known = sorted({one for deck in decks for card in deck.cards for one in card.tags})
        guess = did_you_mean(tag, known) or f"there are {', '.join(known)}"
        raise UsageError(f"no card has the tag `{tag}`; {guess}")
    return kept


def rules_of(settings: Settings) -> Rules:
    """The learner's rules."""
    return Rules(
        settings.day_starts,
        settings.ef_on_fail,
        settings.new_a_day,
        settings.reviews_a_day,
        settings.second_try,
    )


def _can_draw(around: Surroundings) -> bool:
    if _in_a_browser(around):
        return True
    dumb = around.environment.get("TERM", "") in ("dumb", "unknown")
    # Textual draws on stderr; who sends stdout elsewhere wants text.
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) and not dumb


def _in_a_browser(around: Surroundings) -> bool:
    """Whether `quizzer serve` holds the other end, which is no terminal."""
    return "WebDriver" in around.environment.get("TEXTUAL_DRIVER", "")


def _on_the_screen(
    options: argparse.Namespace, around: Surroundings, loaded: Loaded, log: ReviewLog, rules: Rules
) -> int:
    settings, rows = around.settings, log.rows()
    session = _begun(options, around, loaded, log, rules) if options.command == "study" else None
    curtain = curtain_for(session, settings.glyphs) if session and not _in_a_browser(around) else None
    finished = False
    try:
        if curtain is not None:
            curtain.draw()
        from quizzer.tui.app import QuizzerApp, StudyRequest

        start = None
        if session is not None:
            start = StudyRequest(list(session.cards.values()), options.new, options.limit, session)
        app = QuizzerApp(
            loaded.decks,
            loaded.problems,
            rows,
            device=log.device,
            keep=_keeping(log),
            now=around.now,
            random_bytes=around.random_bytes,
            rules=rules,
            start=start,
            theme=settings.theme or None,
            glyphs=settings.glyphs,
            driver_class=_over() if curtain else None,
        )
        before = app.theme
        app.run()
        finished = True
    finally:
        if curtain is not None:
            curtain.lift(left=finished)
    if app.theme != before:
        remember_theme(around.places.config, app.theme)
    return app.return_code or 0


def _over() -> type[Driver]:
    from quizzer.tui.driver import OVER

    return OVER


def _begun(
    options: argparse.Namespace, around: Surroundings, loaded: Loaded, log: ReviewLog, rules: Rules
) -> Session:
    return begin(
        [card for deck in loaded.decks for card in deck.cards],
        log.rows(),
        around.now(),
        device=log.device,
        seed=int.from_bytes(around.random_bytes(8), "big"),
        rules=rules,
        new=options.new,
        limit=options.limit,
    )


def _line_by_line(
    options: argparse.Namespace, around: Surroundings, loaded: Loaded, log: ReviewLog, rules: Rules
) -> None:
    from quizzer.cli.plain import Sitting
    from quizzer.cli.said import Manner

    settings = around.settings
    if loaded.problems:
        print(f"{_problems(len(loaded.problems))} in the decks; `quizzer check` tells.", file=sys.stderr)
    session = _begun(options, around, loaded, log, rules)

    def moment(seconds: float | None) -> Moment:
        return Moment(around.now(), None, seconds, around.random_bytes(RANDOM_BYTES))

    def say(row: str) -> None:
        print(row, flush=True)

    manner = Manner(settings.glyphs, settings.day_starts, around.now)
    Sitting(session, _heard, say, _keeping(log), moment, time.monotonic, manner).run()


def _keeping(log: ReviewLog) -> Callable[[Sequence[Review]], None]:
    def keep(rows: Sequence[Review]) -> None:
        log.extend(rows)

    return keep


def _heard(cue: str) -> str | None:
    try:
        return input(cue)
    except EOFError:
        print()
        return None


def _problems(count: int) -> str:
    return f"{count} problem{'s' if count > 1 else ''}"
