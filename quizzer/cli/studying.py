"""`quizzer` and `quizzer study`: decks, log and settings brought together for a sitting."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.cli.curtain import curtain_for
from quizzer.cli.fitted import with_memory
from quizzer.cli.hangup import end_with_the_terminal
from quizzer.cli.narrowing import fulfilling, keeps, narrowed, read
from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.deck.problems import visible
from quizzer.errors import DecksNotFound, UsageError
from quizzer.scheduling.day import study_day
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.scheduling.scheduler import Scheduler
from quizzer.storage.log import ReviewLog
from quizzer.study.nothing import why_nothing
from quizzer.study.session import Moment, Rules, begin

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from textual.driver import Driver
    from textual.screen import Screen

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Deck
    from quizzer.deck.loading import Loaded
    from quizzer.scheduling.log import Review
    from quizzer.settings.kinds import Settings
    from quizzer.storage.places import Places
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.session import Session
    from quizzer.tui.desk import Desk
    from quizzer.tui.shelf import Shelf


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Hold a sitting, on the screen or line by line."""
    draws = can_draw(around)
    if options.command == "home" and not draws:
        raise UsageError(
            "the decks need a terminal to be drawn on; `quizzer due` tells the same in rows, "
            "and `quizzer study --plain` asks line by line"
        )
    settings = around.settings  # before anything is opened: a slip in the settings is said at once
    loaded = asked_for(getattr(options, "decks", ()), around.places)
    rules = with_memory(rules_of(settings, loaded.decks), around.places)
    condition = read(options.only) if getattr(options, "only", None) is not None else None
    meant = _meant(options)
    loaded = replace(loaded, decks=narrowed(loaded.decks, *meant))
    with ReviewLog.open(around.places.data) as log:
        if condition is not None:
            today = study_day(around.now(), rules.starts)
            loaded = replace(loaded, decks=fulfilling(loaded.decks, condition, log.rows(), today, rules))
        if options.command == "study" and (options.plain or not draws):
            _line_by_line(options, around, loaded, log, rules)
            return 0
        return on_the_screen(options, around, loaded, log, rules)


def _meant(options: argparse.Namespace) -> tuple[str | None, str | None]:
    """The tag and the family that the command names."""
    return getattr(options, "tag", None), getattr(options, "family", None)


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


def rules_of(settings: Settings, decks: Sequence[Deck] = ()) -> Rules:
    """The learner's rules; what is set for a deck goes by its name or slug."""
    own: list[tuple[str, Scheduler]] = []
    if settings.decks:
        from quizzer.study.exams import folded  # it brings fractions, and those decimals
    for name, one in settings.decks:
        scheduler = Scheduler(
            one.scheduler or settings.scheduler, settings.ef_on_fail, one.retention or settings.retention
        )
        wanted = folded(name)
        meant = [deck.slug for deck in decks if wanted in (folded(deck.name), folded(deck.slug))]
        own += [(slug, scheduler) for slug in meant or [wanted]]
    return Rules(
        starts=settings.day_starts,
        ef_on_fail=settings.ef_on_fail,
        new_a_day=settings.new_a_day,
        reviews_a_day=settings.reviews_a_day,
        second_try=settings.second_try,
        leech_after=settings.leech_after,
        scheduler=settings.scheduler,
        retention=settings.retention,
        decks=tuple(own),
    )


def can_draw(around: Surroundings) -> bool:
    """Whether there is a terminal to draw on."""
    if _in_a_browser(around):
        return True
    dumb = around.environment.get("TERM", "") in ("dumb", "unknown")
    # Textual draws on stderr; who sends stdout elsewhere wants text.
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) and not dumb


def _in_a_browser(around: Surroundings) -> bool:
    """Whether `quizzer serve` holds the other end, which is no terminal."""
    return "WebDriver" in around.environment.get("TEXTUAL_DRIVER", "")


def on_the_screen(
    options: argparse.Namespace,
    around: Surroundings,
    loaded: Loaded,
    log: ReviewLog,
    rules: Rules,
    *,
    opening: Callable[[Desk], Screen[None]] | None = None,
) -> int:
    """Run the app; `opening` makes the screen to begin with, in place of home or a sitting."""
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
            said = "" if session.asked else why_nothing(session, new=options.new, limit=options.limit)
            free = options.limit is None and options.minutes is None and not options.practice
            start = StudyRequest(list(session.cards.values()), session, said, with_passes=free)
        app = QuizzerApp(
            loaded.decks,
            loaded.problems,
            rows,
            device=log.device,
            keep=keeping(log),
            now=around.now,
            random_bytes=around.random_bytes,
            rules=rules,
            start=start,
            theme=settings.theme or None,
            glyphs=settings.glyphs,
            driver_class=_over() if curtain else None,
            settings=settings,
            settings_path=str(around.places.config),
            change=_changing(around.places, loaded.decks),
            exams=_exams(around, log),
            opening=opening,
            shelf=_shelf(options, around),
        )
        before = app.theme
        end_with_the_terminal()
        app.run()
        finished = True
    finally:
        if curtain is not None:
            curtain.lift(left=finished)
    if app.theme not in (before, app.desk.settings.theme):
        from quizzer.settings.writing import set_setting

        set_setting(around.places.config, "theme", app.theme)
    return app.return_code or 0


def _changing(places: Places, decks: Sequence[Deck]) -> Callable[[str, object], tuple[Settings, Rules]]:
    def change(name: str, value: object) -> tuple[Settings, Rules]:
        from quizzer.settings.writing import set_setting

        settings = set_setting(places.config, name, value)
        return settings, with_memory(rules_of(settings, decks), places)

    return change


def _exams(around: Surroundings, log: ReviewLog) -> Callable[[], ExamDesk]:
    def opened() -> ExamDesk:
        from quizzer.cli.exam_files import exam_desk  # only those who look at exams pay for them

        return exam_desk(log, around.places, around.settings.day_starts)

    return opened


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
        practice=options.practice,
        ahead=options.ahead,
        minutes=options.minutes,
    )


def _shelf(options: argparse.Namespace, around: Surroundings) -> Shelf:
    from quizzer.tui.shelf import Shelf

    meant, places = _meant(options), around.places
    return Shelf(
        places.decks, places.data, bundled_folder(), around.environment, lambda card: keeps(card, *meant)
    )


def _line_by_line(
    options: argparse.Namespace, around: Surroundings, loaded: Loaded, log: ReviewLog, rules: Rules
) -> None:
    from quizzer.cli.plain import Sitting
    from quizzer.cli.remarking import Remarking
    from quizzer.cli.said import Manner
    from quizzer.deck.remarks import Remarks

    settings = around.settings
    if loaded.problems:
        print(f"{_problems(len(loaded.problems))} in the decks; `quizzer check` tells.", file=sys.stderr)
    session = _begun(options, around, loaded, log, rules)

    def moment(seconds: float | None) -> Moment:
        return Moment(around.now(), None, seconds, around.random_bytes(RANDOM_BYTES))

    def say(row: str) -> None:
        print(row, flush=True)

    manner = Manner(settings.glyphs, settings.day_starts, around.now)
    remarks = Remarking(Remarks(around.places.data, bundled_folder()), loaded.decks, around.now)
    nothing = "" if session.asked else why_nothing(session, new=options.new, limit=options.limit)
    Sitting(
        session,
        heard,
        say,
        keeping(log),
        moment,
        time.monotonic,
        manner,
        remarks.on,
        remarks.file,
        nothing,
    ).run()


def keeping(log: ReviewLog) -> Callable[[Sequence[Review]], None]:
    """What puts rows into the log."""

    def keep(rows: Sequence[Review]) -> None:
        log.extend(rows)

    return keep


def heard(cue: str) -> str | None:
    """The next line of input; None at its end. Ctrl+C leaves the cursor in a row of its own."""
    try:
        line = input(cue)
    except KeyboardInterrupt:
        print(flush=True)
        raise
    except EOFError:
        print()
        return None
    if not sys.stdin.isatty():  # nobody's terminal shows what comes through a pipe
        print(visible(line))
    return line


def _problems(count: int) -> str:
    return f"{count} problem{'s' if count > 1 else ''}"
