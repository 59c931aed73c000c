"""The browse screen: cards looked for, looked at and put aside; a filter, a list, and the card itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets._input import Input

from quizzer.scheduling.effect import effective, in_order
from quizzer.scheduling.fold import state_of_rows
from quizzer.study.filter_parser import EVERY, FilterError, parse_filter
from quizzer.study.filters import Subject, fulfils, no_such, subjects
from quizzer.study.history import history, old_names, rows_of
from quizzer.study.mistakes import recurring
from quizzer.study.queue import states_of
from quizzer.tui import browse_text as texts
from quizzer.tui.browse_deeds import CardDeeds
from quizzer.tui.card_list import CardList
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from quizzer.study.filter_parser import Condition
    from quizzer.tui.desk import Desk
    from quizzer.tui.help import More
    from quizzer.tui.paint import Tone

_ON_A_CARD = ("suspend", "bury", "reset", "flag", "instance", "edit")


_OFTEN = 3
"""A mistake is named where at least one failure in so many is due to it."""
_TYPED = ("search", "suspend", "bury", "flag")
"""Whose keys are no letters, but may be typed into a filter."""
_ORDER = ("card", "next card", "to the list", "search")
"""Of the keys, those that come first."""


class FilterInput(Input):
    """The line that a filter is typed into; Enter and the arrows turn to what it found."""

    DEFAULT_CSS: ClassVar[str] = """
    FilterInput, FilterInput:focus { border: none; height: 1; padding: 0 1; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "screen.to_list", "to the cards", key_display="⏎", id="browse-to-list"),
        Binding("escape", "screen.to_list", "to the cards", show=False),
    ]


class CardPane(VerticalScroll, can_focus=True):
    """The card, to be read and scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "screen.close_pane", "to the list", key_display="⏎", id="browse-close"),
        Binding("left", "screen.step(-1)", "card before", show=False, id="browse-before"),
        Binding("right", "screen.step(1)", "next card", key_display="←→", id="browse-next"),
    ]


class BrowseScreen(CardDeeds):
    """Cards by a filter; what is done to one is a row of the log, and can be taken back."""

    AUTO_FOCUS = ""
    MORE_HELP: ClassVar[More] = texts.FILTERS
    DEFAULT_CSS: ClassVar[str] = """
    BrowseScreen #said { padding: 0 1; }
    BrowseScreen #panes { height: 1fr; layout: vertical; }
    BrowseScreen CardList { padding: 0 1; }
    BrowseScreen CardPane {
        height: 1.4fr; padding: 0 2; overflow: auto auto; scrollbar-size-vertical: 1;
        border-top: solid $surface-lighten-2;
    }
    BrowseScreen CardPane:focus { border-top: solid $accent; }
    BrowseScreen.-ascii CardPane { border-top: ascii $surface-lighten-2; }
    BrowseScreen.-wide #panes { layout: horizontal; }
    BrowseScreen.-wide CardList { width: 5fr; height: 100%; }
    BrowseScreen.-wide CardPane {
        width: 6fr; height: 100%; border-top: none; border-left: solid $surface-lighten-2;
    }
    BrowseScreen.-wide CardPane:focus { border-top: none; border-left: solid $accent; }
    BrowseScreen.-narrow CardPane, BrowseScreen.-short CardPane { display: none; }
    BrowseScreen.-turned CardPane { display: block; }
    BrowseScreen.-turned.-medium CardList, BrowseScreen.-turned.-narrow CardList,
    BrowseScreen.-turned.-short CardList { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", key_display="/", id="browse-search", tooltip="Type a filter"),
        Binding("e", "edit", "edit", id="browse-edit", tooltip="Open the card in $EDITOR at its line"),
        Binding(
            "i",
            "instance",
            "instance",
            id="browse-instance",
            tooltip="Another instance of a card whose numbers vary",
        ),
        Binding(
            "g",
            "study_found",
            "study these",
            show=False,
            id="browse-study",
            tooltip="Study what is due and new of the cards found",
        ),
        Binding(
            "p",
            "practise_found",
            "practise these",
            show=False,
            id="browse-practise",
            tooltip="Practise what is learned of the cards found; the schedule stays",
        ),
        Binding("o", "order", "order", show=False, id="browse-order", tooltip="In another order"),
        Binding("escape", "home", "home", id="browse-home"),
        Binding("question_mark", "app.help", "help", show=False),
        Binding("q", "app.quit", "quit", show=False, id="browse-quit"),
    ]

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk)
        self.query_text = query
        self.every: list[Subject] = []
        """All cards, once the log is read."""
        self.order = 0
        self.seed = 0
        """Of the instance that is shown."""
        self._names: Mapping[str, str] = {}
        self._condition: Condition = EVERY
        self._offered: tuple[bool, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading, the filter, what is wrong with it, the cards, one card, the keys."""
        yield Fitted(id="title", classes="-edge-to-edge")
        yield FilterInput(
            self.query_text,
            placeholder="/ searches: words, tag: deck: is:due ease<2 -not",
            id="filter",
            select_on_focus=False,
        )
        yield Fitted(id="said")
        with Container(id="panes"):
            yield CardList(self.desk.glyphs, id="cards")
            with CardPane(id="pane"):
                yield Fitted(id="card")
        yield KeyBar(_ORDER)

    def on_mount(self) -> None:
        """Read the log behind the screen; a long one takes a moment."""
        self._cards.focus()
        self._filter(self.query_text)
        self._show_title("reading the log …")
        self.run_worker(self._read, thread=True, group="browse")

    def _read(self) -> None:
        desk = self.desk
        states = states_of(desk.rows, desk.rules)
        found = subjects(desk.cards, states, desk.today, desk.rules)
        names = old_names(desk.rows)
        self.app.call_from_thread(self._have, found, names)
        for one in found:
            one.text("all")  # so that the first word typed finds at once

    def _have(self, found: list[Subject], names: Mapping[str, str]) -> None:
        self.every, self._names = found, names
        self._show_found()

    # ------------------------------------------------------------ looking for

    @property
    def _cards(self) -> CardList:
        return self.query_one(CardList)

    @property
    def subject(self) -> Subject | None:
        """The card under the cursor."""
        return self._cards.subject if self.is_mounted and self.query(CardList) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed, as it is typed."""
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        """Show what a filter finds; one that cannot be read leaves the cards as they are."""
        self.query_text = text
        try:
            self._condition = parse_filter(text)
        except FilterError as error:
            found, column = error, 1 - round(self.query_one(FilterInput).scroll_offset.x)
            self._say(lambda width: texts.refused(found, width, column, self.desk.glyphs))
            return
        self._say(None)
        self._show_found()

    def _show_found(self) -> None:
        found = [one for one in self.every if fulfils(one, self._condition)]
        texts.sort(found, self.order)
        self._cards.show(found)
        self._show_title(texts.counted(len(found), len(self.every), self.order))
        if not found and self.every:
            told = no_such(self._condition, self.desk.cards) or "No card is like that."
            self._say(lambda width: sentence(told, width, "warning"))

    def _show_title(self, right: str) -> None:
        self.query_one("#title", Fitted).show(lambda width: texts.title(right, width))

    def _say(self, make: texts.Maker | None) -> None:
        self.query_one("#said", Fitted).show(make)

    def action_search(self) -> None:
        """Turn to the filter."""
        self.action_close_pane()
        self.query_one(FilterInput).focus()

    def action_to_list(self) -> None:
        """Turn to the cards."""
        self._cards.focus()

    def action_order(self) -> None:
        """The next order."""
        self.order = (self.order + 1) % len(texts.ORDERS)
        self._show_found()

    # ------------------------------------------------------------ looking at

    def on_card_list_moved(self) -> None:
        """Show the card under the cursor: its lines are made when the screen is drawn next."""
        self.seed = 0
        self._show_card()
        self.query_one(CardPane).scroll_home(animate=False)

    def _offer_keys(self) -> None:
        """The footer is made anew only where it changes: that takes longer than all the rest."""
        offered = tuple(bool(self.check_action(action, ())) for action in (*_ON_A_CARD, "undo"))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def on_card_list_opened(self) -> None:
        """Turn to the card."""
        self.add_class("-turned")
        self.query_one(CardPane).focus()

    def action_close_pane(self) -> None:
        """Turn back to the list."""
        self.remove_class("-turned")
        self._cards.focus()

    def action_step(self, cards: int) -> None:
        """The next card, read on in the pane."""
        self._cards.action_move(cards)

    def _show_card(self) -> None:
        subject, glyphs = self._cards.subject, self.desk.glyphs
        shown = self.query_one("#card", Fitted)
        self._offer_keys()
        if subject is None:
            shown.show(None)
            return
        from quizzer.deck.instances import instance  # noqa: PLC0415
        from quizzer.tui.card_text import Seen, whole_lines  # noqa: PLC0415 - the renderer comes with it

        card, drawn = instance(subject.card, self.seed)
        rows = rows_of(self.desk.rows, subject.card.key, self._names)
        mistake = recurring(row for row in effective(in_order(rows)) if row.kind in ("review", "repeat"))
        seen = Seen(
            subject=subject,
            card=card,
            instance=texts.drawn(drawn),
            events=history(rows, self.desk.rules.starts),
            mistake=mistake.told if mistake and mistake.times * _OFTEN >= mistake.failures else "",
            remarks=self.desk.remarks_on(subject.card),
        )
        shown.show(lambda width: whole_lines(seen, width, glyphs))

    def action_instance(self) -> None:
        """Another instance."""
        from quizzer.deck.instances import instance  # noqa: PLC0415

        subject = self._cards.subject
        if subject is None or not subject.card.vary:
            return
        _, before = instance(subject.card, self.seed)
        for seed in range(self.seed + 1, self.seed + 200):
            if instance(subject.card, seed)[1] != before:
                self.seed = seed
                break
        self._show_card()

    def action_edit(self) -> None:
        """Open the card in an editor, and go on with the decks as they are then."""
        from quizzer.tui.browse_editing import edit  # noqa: PLC0415 - for those who edit

        subject = self._cards.subject
        if subject is None:
            return
        said = edit(self, subject.card)
        if said:
            self.tell(said)
            self.run_worker(self._read, thread=True, group="browse")

    def tell(self, text: str, tone: Tone = "accent") -> None:
        """Say something above the cards."""
        self._say(lambda width: sentence(text, width, tone))

    # ------------------------------------------------------------ doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What may be done now."""
        subject = self.subject
        if action in _TYPED and isinstance(self.focused, FilterInput):
            return False  # its key is a sign of the filter now
        if action in _ON_A_CARD and subject is None:
            return False
        if action == "instance":
            return subject is not None and bool(subject.card.vary)
        if action in ("study_found", "practise_found"):
            return subject is not None
        if action == "edit":
            return subject is not None and self.desk.shelf is not None
        if action == "reset":
            return subject is not None and subject.state.memory is not None
        return bool(self.done) if action == "undo" else True

    def renew(self, key: str) -> None:
        """Work out anew what the log says of a card; it stays in the list until one looks for others."""
        rules = self.desk.rules
        for one in self.every:
            if one.card.key == key:
                rows = rows_of(self.desk.rows, key, self._names)
                one.state = state_of_rows(rows, starts=rules.starts, scheduler=rules.schedulers.of(key))
        self._cards.refresh()
        self._show_card()

    def action_study_found(self) -> None:
        """A sitting over the cards in the list."""
        self._begin(practice=False)

    def action_practise_found(self) -> None:
        """Practise the cards in the list."""
        self._begin(practice=True)

    def _begin(self, *, practice: bool) -> None:
        from quizzer.tui.start import begin_or_say  # noqa: PLC0415 - the judge is not needed to look at cards

        screen = begin_or_say(self.desk, [one.card for one in self._cards.subjects], practice=practice)
        if isinstance(screen, str):
            self.tell(screen, "warning")
        else:
            self.app.switch_screen(screen)

    def action_home(self) -> None:
        """Back to the decks."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))
