"""The home screen: what waits today, deck by deck."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.study.overview import overview
from quizzer.tui import home_text as texts
from quizzer.tui.adopting import offers, remark
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.deck.cards import Card
    from quizzer.study.overview import DeckCounts, Overview
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker


class DeckList(PickList):
    """The decks; Enter studies the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "pick", "study", key_display="⏎", id="study", tooltip="Study what is due in this deck"
        ),
    ]


class HomeScreen(Screen[None]):
    """Where a sitting starts and ends."""

    AUTO_FOCUS = ""  # it would scroll to what it focuses

    DEFAULT_CSS: ClassVar[str] = """
    HomeScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    HomeScreen #body > #counts { margin: 0 0 1 0; }
    HomeScreen.-narrow #body, HomeScreen.-short #body { padding: 0 1; }
    HomeScreen.-wide #body { padding: 2 8 0 8; }
    HomeScreen #said { margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p", "practise", "practise", id="practise", tooltip="Practise what is learned; the schedule stays"
        ),
        Binding(
            "u",
            "undo",
            "undo",
            show=False,
            id="undo-home",
            tooltip="Take back the last answer and be asked it again",
        ),
        Binding(
            "U,ctrl+y",
            "redo",
            "redo",
            show=False,
            id="redo-home",
            tooltip="Put back what was taken back last",
        ),
        Binding(
            "t",
            "ahead",
            "ahead of schedule",
            show=False,
            id="ahead",
            tooltip="Review today what falls due next, ahead of schedule",
        ),
        Binding(
            "comma",
            "app.settings",
            "settings",
            show=False,
            key_display=",",
            id="settings",
            tooltip="What is set, and what each is for",
        ),
        Binding("x", "exams", "exams", id="exams", tooltip="Exams, mock papers, cramming"),
        Binding(
            "b", "browse", "browse", id="browse", tooltip="Look for cards, and see each with its history"
        ),
        Binding("s", "statistics", "stats", id="statistics", tooltip="What your answers tell"),
        Binding(
            "plus", "add", "add", key_display="+", id="add", tooltip="Write a card into a deck of your own"
        ),
        Binding(
            "a",
            "adopt",
            "history of cards that are gone",
            show=False,
            id="adopt",
            tooltip="Give the history of cards that are gone to those most like them",
        ),
        Binding("q", "app.quit", "quit", id="quit"),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self, desk: Desk, said: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.said = said
        """One sentence about why one stands here, such as that nothing is due."""
        self.overview: Overview = overview(desk.decks, desk.rows, desk.now(), desk.rules)

    def compose(self) -> ComposeResult:
        """The day, the counts, the decks."""
        desk = self.desk
        yield Fitted(lambda width: texts.title(self.overview, width), id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield Fitted(lambda width: texts.counts(self.overview, width), id="counts")
            yield Fitted(texts.columns, id="columns")
            yield DeckList(id="decks")
            yield Fitted(id="exam")
            yield Fitted((lambda width: texts.said(self.said, width)) if self.said else None, id="said")
            yield Fitted(lambda width: texts.welcome(self.overview, width), id="welcome")
            yield Fitted(lambda width: texts.faults(desk.problems, width), id="faults")
            if lost := offers(desk):
                yield Fitted(lambda width: remark(lost, width), id="lost")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list; the cursor stands on what has most to do."""
        self._fill()
        self.query_one(DeckList).focus(scroll_visible=False)
        if self.said:
            self.call_after_refresh(self.query_one("#said", Fitted).scroll_visible, animate=False)
        self.call_after_refresh(self._remark_on_exam)

    def _fill(self) -> None:
        rows: list[Maker] = [self._deck_row(deck) for deck in self.overview.decks]
        if len(rows) > 1:
            rows.insert(0, lambda width: texts.everything_row(self.overview, width))
        decks = self.query_one(DeckList)
        decks.fill(rows, decks.cursor)

    def _count_anew(self) -> None:
        """Show what the log says now."""
        self.overview = overview(self.desk.decks, self.desk.rows, self.desk.now(), self.desk.rules)
        self.query_one("#title", Fitted).show(lambda width: texts.title(self.overview, width))
        self.query_one("#counts", Fitted).show(lambda width: texts.counts(self.overview, width))
        self.query_one("#welcome", Fitted).show(lambda width: texts.welcome(self.overview, width))
        self._fill()

    def _remark_on_exam(self) -> None:
        from quizzer.tui.exam_remark import remark  # noqa: PLC0415 - once the decks are drawn

        if self.is_attached:
            remark(self, self.desk, self.query_one("#exam", Fitted))

    def _deck_row(self, deck: DeckCounts) -> Maker:
        return lambda width: texts.deck_row(deck, width, self.desk.glyphs)

    @property
    def _cards(self) -> list[Card]:
        """Those of the deck under the cursor; of all, where it stands on all."""
        at = self.query_one(DeckList).cursor
        if len(self.overview.decks) > 1:
            at -= 1
        return (
            self.desk.cards if at < 0 or not self.overview.decks else list(self.overview.decks[at].deck.cards)
        )

    def on_pick_list_picked(self) -> None:
        """Study."""
        self._begin(practice=False)

    def action_practise(self) -> None:
        """Practise, and leave the schedule alone."""
        self._begin(practice=True)

    def _begin(self, *, practice: bool) -> None:
        from quizzer.tui.start import begin_or_say  # noqa: PLC0415 - the judge is not needed to look at decks

        screen = begin_or_say(self.desk, self._cards, practice=practice)
        if isinstance(screen, str):
            self._say(screen)
        else:
            self.app.switch_screen(screen)

    def action_add(self) -> None:
        """Write a card into the deck under the cursor, or another of one's own."""
        from quizzer.tui.add_form import form_or_say  # noqa: PLC0415

        cards = self._cards
        chosen = next((deck for deck in self.desk.decks if list(deck.cards) == list(cards)), None)
        screen = form_or_say(self.desk, chosen)
        if isinstance(screen, str):
            self._say(screen)
        else:
            self.app.switch_screen(screen)

    def action_exams(self) -> None:
        """Exams, mock papers, cramming."""
        from quizzer.errors import QuizzerError  # noqa: PLC0415
        from quizzer.tui.exams import ExamsScreen  # noqa: PLC0415

        try:
            exams = self.desk.exams()
        except QuizzerError as error:
            self._say(str(error))
            return
        if exams is not None:
            self.app.switch_screen(ExamsScreen(self.desk, exams))

    def action_adopt(self) -> None:
        """Give history away whose card is gone."""
        from quizzer.tui.adopting import NOTHING, AdoptScreen  # noqa: PLC0415

        if offers(self.desk):
            self.app.switch_screen(AdoptScreen(self.desk))
        else:
            self._say(NOTHING)

    def action_undo(self) -> None:
        """Take back the last answer, whenever it was given."""
        from quizzer.tui.start import undone_or_say  # noqa: PLC0415

        screen = undone_or_say(self.desk)
        if isinstance(screen, str):
            self._say(screen)
        else:
            self.app.switch_screen(screen)

    def action_browse(self) -> None:
        """Look for cards."""
        from quizzer.tui.browse import BrowseScreen  # noqa: PLC0415 - only what is shown is loaded

        self.app.switch_screen(BrowseScreen(self.desk))

    def action_statistics(self) -> None:
        """What the answers tell."""
        from quizzer.tui.statistics import StatisticsScreen  # noqa: PLC0415

        self.app.switch_screen(StatisticsScreen(self.desk))

    def action_redo(self) -> None:
        """Put back what was taken back last."""
        from quizzer.tui.start import redone_or_say  # noqa: PLC0415

        said = redone_or_say(self.desk)
        self._count_anew()
        self._say(said)

    def action_ahead(self) -> None:
        """Review what falls due next."""
        from quizzer.tui.start import ahead_or_say  # noqa: PLC0415

        screen = ahead_or_say(self.desk, self._cards)
        if isinstance(screen, str):
            self._say(screen)
        else:
            self.app.switch_screen(screen)

    def _say(self, text: str) -> None:
        said = self.query_one("#said", Fitted)
        said.show(lambda width: texts.said(text, width))
        self.call_after_refresh(said.scroll_visible, animate=False)
