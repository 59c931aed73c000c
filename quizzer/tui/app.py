"""The app: what joins the screens to the world that the command line hands in."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType

from quizzer.tui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.screen import Screen

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.problems import Problem
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.scheduling.log import Review
    from quizzer.settings.kinds import Settings
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.queue import Rules
    from quizzer.study.sitting import Session
    from quizzer.tui.help import More
    from quizzer.tui.shelf import Shelf

TYPING = "answer"
"""The id of the widget that mathematics is typed into."""


@dataclass(frozen=True, slots=True)
class StudyRequest:
    """A sitting to begin with, in place of the home screen."""

    cards: Sequence[Card]
    session: Session | None = None
    """Of these cards, where one was begun already."""
    said: str = ""
    """Why that asks nothing, where it is so."""
    with_passes: bool = False
    """Whether what an exam's plan has for today may join it."""


class QuizzerApp(App[None]):
    """The terminal UI; `run()` returns when the learner leaves."""

    TITLE = "quizzer"
    ENABLE_COMMAND_PALETTE = True

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (110, "-wide")]  # noqa: RUF012 - Textual's own
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "help", key_display="F1", id="help", tooltip="The keys that work here"),
        Binding(
            "ctrl+q",
            "quit",
            "quit",
            show=False,
            priority=True,
            id="leave",
            tooltip="Quit; every answer given is kept",
        ),
    ]

    def __init__(
        self,
        decks: Sequence[Deck],
        problems: Sequence[Problem],
        rows: Sequence[Review],
        *,
        device: str,
        keep: Callable[[Sequence[Review]], None],
        now: Callable[[], datetime],
        random_bytes: Callable[[int], bytes] = os.urandom,
        rules: Rules | None = None,
        start: StudyRequest | None = None,
        theme: str | None = None,
        glyphs: Glyphs = "full",
        driver_class: type[Driver] | None = None,
        settings: Settings | None = None,
        settings_path: str = "",
        change: Callable[[str, object], tuple[Settings, Rules]] | None = None,
        exams: Callable[[], ExamDesk] | None = None,
        opening: Callable[[Desk], Screen[None]] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        """Take what the screens need of the world.

        Args:
            decks: what may be studied.
            problems: the decks' mistakes; their number is told at home.
            rows: the log.
            device: this device's name in new rows.
            keep: puts rows on the disk before it returns; raises a StorageError if it cannot.
            now: the clock, with the local offset.
            random_bytes: as `os.urandom`.
            rules: the learner's own.
            start: a sitting to begin with.
            theme: the name of a theme; one that is not known is passed over.
            glyphs: what the terminal's font can show.
            settings: what the file says, for the screen that shows it; `theme` and `glyphs` come apart.
            settings_path: where the file is.
            change: puts one setting into the file and says what holds then; raises a UsageError if it cannot.
            exams: reads the exams and papers; raises a QuizzerError if it cannot.
            opening: makes the screen to begin with, in place of home or a sitting.
            shelf: where decks and remarks lie, for cards to be edited and remarked on.
            driver_class: how the terminal is spoken to, in place of Textual's own choice.
        """
        super().__init__(driver_class=driver_class)
        self.desk = Desk(decks, list(rows), device, keep, now, random_bytes, glyphs=glyphs, problems=problems)
        if rules is not None:
            self.desk.rules = rules
        self.desk.settings_path, self.desk.change = settings_path, change
        if settings is not None:
            self.desk.settings, self.desk.shows_clock = settings, settings.clock
            if settings.keys:
                self.set_keymap(settings.keys)
        self.desk.open_exams = exams
        self.desk.shelf = shelf
        self.desk.is_library = start is None
        self._start, self._opening = start, opening
        if theme in self.available_themes:
            self.theme = theme
        self.set_class(glyphs == "ascii", "-ascii")
        if self.no_color:
            from quizzer.tui.ink import Ink  # noqa: PLC0415 - for those who want it

            self._filters = [
                one for one in self._filters if type(one).__name__ not in ("Monochrome", "NoColor")
            ]
            self._filters.append(Ink())
        self._leaving = False
        self._clashes: set[str] = set()

    def _first_screen(self) -> Screen[None]:
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - only what is shown is loaded

        if self._opening is not None:
            return self._opening(self.desk)
        if self._start is None:
            return HomeScreen(self.desk)
        if (begun := self._start.session) is not None:
            from quizzer.tui.review import ReviewScreen  # noqa: PLC0415

            return (
                HomeScreen(self.desk, self._start.said)
                if begun.asked is None
                else ReviewScreen(self.desk, begun)
            )
        from quizzer.tui.start import begin_or_say  # noqa: PLC0415

        asked = begin_or_say(self.desk, self._start.cards)
        return HomeScreen(self.desk, asked) if isinstance(asked, str) else asked

    def on_mount(self) -> None:
        """Show the first screen, and load the judge behind it."""
        screen = self._first_screen()
        self.push_screen(screen)
        self.call_after_refresh(self._load_judge)
        if self._start is not None and self._start.with_passes:
            self.set_timer(1.0, lambda: self._look_ahead(screen))

    def _look_ahead(self, screen: Screen[None]) -> None:
        """Once the first question stands: what is to be asked today for an exam that is near."""
        from quizzer.tui.exam_remark import join_passes  # noqa: PLC0415
        from quizzer.tui.review import ReviewScreen  # noqa: PLC0415

        if isinstance(screen, ReviewScreen):
            join_passes(screen, self.desk)

    def _load_judge(self) -> None:
        def load() -> None:
            import quizzer.maths.grade  # noqa: PLC0415, F401

        threading.Thread(target=load, daemon=True, name="judge").start()

    def action_help(self) -> None:
        """The keys of what has the focus."""
        from quizzer.tui.help import HelpScreen  # noqa: PLC0415

        if isinstance(self.screen, HelpScreen):
            return
        keys = [*self._keys_here(), ("PgUp PgDn", "scroll; ^PgUp ^PgDn sideways, for a wide formula")]
        focused = self.screen.focused
        typing = focused is not None and focused.id == TYPING
        more: More | None = getattr(self.screen, "MORE_HELP", None)
        self.push_screen(HelpScreen(keys, with_typing=typing, more=more))

    def action_settings(self) -> None:
        """What is set; home counts anew with what was changed."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415
        from quizzer.tui.settings import SettingsScreen  # noqa: PLC0415

        def back(_: None) -> None:
            if isinstance(self.screen, HomeScreen):
                self.switch_screen(HomeScreen(self.desk))

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.desk), back)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Say of two things on one key, as the settings' `[keys]` can put them, which they are; once."""
        del node
        told = " and ".join(sorted(f"`{binding.id or binding.description}`" for binding in clashed_bindings))
        if told not in self._clashes:
            self._clashes.add(told)
            self.notify(f"{told} have the same key in the settings; the first of them has it.", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """A key as the footer and the help show it."""
        shown = super().get_key_display(binding)
        if shown[:1] == "f" and shown[1:].isdecimal():
            shown = shown.upper()  # as keyboards have it, and F1 beside it
        return shown.replace("⏎", "enter").replace("–", "-") if self.has_class("-ascii") else shown

    def _keys_here(self) -> list[tuple[str, str]]:
        """Our own keys that work now, those of the footer first; Textual's for editing go without saying."""
        shown: dict[str, tuple[str, str]] = {}
        hidden: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            name = binding.id or (binding.show and binding.description)  # what stands at the foot has a line
            if name and active.enabled:
                key = self.get_key_display(binding)
                keys = shown if binding.show else hidden
                keys.setdefault(name, (key, active.tooltip or binding.description))
        return [*shown.values(), *(key for one, key in hidden.items() if one not in shown)]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: Textual's own, and whatever our keys do here."""
        yield from super().get_system_commands(screen)
        yield SystemCommand("Settings", "What is set, and what each is for", self.action_settings)
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled:
                told = f"{active.tooltip or binding.description} ({self.get_key_display(binding)})"
                action, node = binding.action, active.node

                async def act(action: str = action, node: DOMNode = node) -> None:
                    await self.run_action(action, node)

                yield SystemCommand(binding.description.capitalize(), told, act)

    async def action_quit(self) -> None:
        """Leave; an answer that is being judged is judged and kept first."""
        await self.workers.wait_for_complete([one for one in self.workers if one.group == "judge"])
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C, with nothing to copy: leave, but ask once more while an answer stands half typed."""
        from textual.widgets._input import Input  # noqa: PLC0415

        focused = self.screen.focused
        if self._leaving or not (isinstance(focused, Input) and focused.value.strip()):
            self.call_later(self.action_quit)
            return
        self._leaving = True
        self.set_timer(3.0, self._stay)
        self.notify(
            "Ctrl+C again leaves. What you have answered is kept; this answer is not given yet.", markup=False
        )

    def _stay(self) -> None:
        self._leaving = False
