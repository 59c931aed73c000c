"""The statistics screen: one page to scroll, of all decks or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.study.look_back_text import sections
from quizzer.study.looking_back import look_back
from quizzer.tui import statistics_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.looking_back import LookBack
    from quizzer.tui.desk import Desk
    from quizzer.tui.paint import Lines

_SHORT = 30
"""Rows below which the plot of what falls due is low."""


class Page(VerticalScroll, can_focus=True):
    """What is scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "scroll", key_display="↑↓", id="statistics-scroll"),
        Binding("up,k", "scroll_up", "scroll up", show=False),
        Binding("space", "page_down", "page down", show=False),
    ]


class StatisticsScreen(Screen[None]):
    """Worked out behind the screen: a long log takes a moment."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = """
    StatisticsScreen Page { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    StatisticsScreen.-narrow Page, StatisticsScreen.-short Page { padding: 0 1; }
    StatisticsScreen.-wide Page { padding: 1 6 0 6; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab,right",
            "deck(1)",
            "next deck",
            key_display="⇥",
            id="statistics-deck",
            tooltip="The next deck alone",
        ),
        Binding("shift+tab,left", "deck(-1)", "deck before", show=False, id="statistics-deck-before"),
        Binding("escape", "home", "home", id="statistics-home"),
        Binding("question_mark", "app.help", "help", show=False),
        Binding("q", "app.quit", "quit", show=False, id="statistics-quit"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.deck = -1
        """Which deck; -1: all."""
        self.found: LookBack | None = None

    def compose(self) -> ComposeResult:
        """A heading, the page, the keys."""
        yield Fitted(id="title", classes="-edge-to-edge")
        with Page(id="page"):
            yield Fitted(id="report")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the log."""
        self.query_one(Page).focus()
        self._read()

    @property
    def _of_what(self) -> str:
        return "all decks" if self.deck < 0 else self.desk.decks[self.deck].name

    def _read(self) -> None:
        self.query_one("#title", Fitted).show(lambda width: texts.title(f"{self._of_what} …", width))
        self.run_worker(self._look_back, thread=True, group="statistics", exclusive=True)

    def _look_back(self) -> None:
        desk, deck = self.desk, self.deck
        cards = desk.cards if deck < 0 else list(desk.decks[deck].cards)
        found = look_back(cards, list(desk.rows), desk.now(), desk.rules, whole=deck < 0)
        self.app.call_from_thread(self._have, found, deck)

    def _have(self, found: LookBack, deck: int) -> None:
        if deck != self.deck:
            return
        self.found = found
        self.query_one("#title", Fitted).show(lambda width: texts.title(self._of_what, width))
        self.query_one("#report", Fitted).show(lambda width: self._lines(found, width))

    def _lines(self, found: LookBack, width: int) -> Lines:
        glyphs = self.desk.glyphs
        lines = texts.head_lines(found, width)
        lines += texts.year_lines(found, width, glyphs=glyphs, coloured=not self.app.no_color)
        lines += texts.ahead_lines(found, width, 3 if self.size.height < _SHORT else 5, glyphs)
        if found.answers:
            for section in sections(found):
                lines += texts.section_lines(section, width, glyphs)
        return lines

    def action_deck(self, by: int) -> None:
        """Another deck alone, or all of them."""
        number = len(self.desk.decks)
        if number > 1:
            self.deck = (self.deck + 1 + by) % (number + 1) - 1
            self.query_one(Page).scroll_home(animate=False)
            self._read()

    def action_home(self) -> None:
        """Back to the decks."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))
