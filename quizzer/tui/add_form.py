"""AddScreen: a card for a deck of one's own, its answer echoed and its `verify` computed as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets._input import Input

from quizzer.deck.reloading import reload
from quizzer.tui import add_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.ordered_input import OrderedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from quizzer.deck.cards import Deck
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker

FIELDS = ("prompt", "symbols", "answer", "verify", "tags")
PAUSE = 0.3
"""Seconds without a key after which a `verify` is computed."""


class FieldInput(OrderedInput):
    """One field. Enter leads on, and what was typed after it in one burst goes where Enter led."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "lead_on", "next field", key_display="⏎", id="card-next-field"),
    ]

    def action_lead_on(self) -> None:
        """To the next field, or from the last one to the deck."""
        self.screen.action_next()  # type: ignore[attr-defined]  # of AddScreen

    async def _on_key(self, event: events.Key) -> None:
        focused = self.screen.focused
        if focused is None or focused is self:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        focused.post_message(events.Key(event.key, event.character))


class AddScreen(Screen[None]):
    """One card at a time; what was half written is there again the next time."""

    AUTO_FOCUS = "#prompt"

    DEFAULT_CSS: ClassVar[str] = """
    AddScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    AddScreen.-narrow #body, AddScreen.-short #body { padding: 0 1; }
    AddScreen.-wide #body { padding: 2 8 0 8; }
    AddScreen Horizontal { height: 1; }
    AddScreen Horizontal > Fitted { width: 10; min-width: 10; }
    AddScreen Input { width: 1fr; max-width: 100; border: none; height: 1; padding: 0 1; }
    AddScreen Input { background: $surface; }
    AddScreen Input:focus { border: none; background: $boost; }
    AddScreen .said { margin: 0 0 1 11; min-height: 1; }
    AddScreen.-short .said { margin: 0 0 0 11; min-height: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "save", "save", id="card-save", tooltip="Check the card and write it into the deck"
        ),
        Binding(
            "ctrl+n", "other_deck", "other deck", id="card-other-deck", tooltip="Put it into another deck"
        ),
        Binding("escape", "leave", "back", id="card-leave", tooltip="Back; what is half written stays"),
    ]

    def __init__(self, desk: Desk, decks: list[Deck], at: int = 0) -> None:
        """Take the decks that may be written, and which of them is meant at first."""
        super().__init__()
        self.desk = desk
        self.decks = decks
        self.at = at
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A row for each field, and below it what is said of it."""
        yield Fitted(lambda width: texts.title(self.deck.name, width), id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            for name in FIELDS:
                with Horizontal():
                    yield Fitted(texts.label(name))
                    yield FieldInput(
                        self.desk.drafts.get(f"add/{name}", ""),
                        placeholder=texts.PLACEHOLDERS[name],
                        id=name,
                        select_on_focus=False,
                    )
                yield Fitted(id=f"{name}-said", classes="said")
            yield Fitted(id="outcome")
        yield KeyBar()

    @property
    def deck(self) -> Deck:
        """The deck that the card goes into."""
        return self.decks[self.at]

    def on_mount(self) -> None:
        """Say of a draft what there is to say."""
        self._follow()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft, echo it, and compute its `verify` once the keys pause."""
        if event.input.id in FIELDS:
            self.desk.drafts[f"add/{event.input.id}"] = event.value
            if (
                event.value
            ):  # else the form was emptied for the next card, and what is said is of the last one
                self._say("outcome", None)
            self._follow()

    def _follow(self) -> None:
        form = self.form
        glyphs = self.desk.glyphs
        self._say("prompt-said", texts.prompt(form.prompt, glyphs))
        self._say("symbols-said", texts.symbols(form, self.deck))
        scroll = self.query_one("#answer", Input).scroll_offset.x
        self._say("answer-said", texts.answer(form, self.deck, glyphs, scroll))
        self._say("verify-said", texts.waiting if form.verify.strip() else None)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._judge) if form.verify.strip() else None

    def _judge(self) -> None:
        form, deck = self.form, self.deck
        scroll = self.query_one("#verify", Input).scroll_offset.x

        def work() -> None:
            found = texts.verified(form, deck, self.desk.glyphs, scroll)
            self.app.call_from_thread(self._say, "verify-said", found)

        self.run_worker(work, thread=True, exclusive=True, group="verify")

    @property
    def form(self) -> texts.Form:
        """What stands in the fields."""
        return texts.Form(**{name: self.query_one(f"#{name}", Input).value for name in FIELDS})

    def _say(self, part: str, make: Maker | None) -> None:
        self.query_one(f"#{part}", Fitted).show(make)

    # ------------------------------------------------------------ keys

    def action_next(self) -> None:
        """To the next field; from the last one, save."""
        if self.focused is not None and self.focused.id == FIELDS[-1]:
            self.action_save()
        else:
            at = FIELDS.index(self.focused.id) if self.focused is not None and self.focused.id else -1
            self.set_focus(self.query_one(f"#{FIELDS[at + 1]}"))

    def action_other_deck(self) -> None:
        """The next of the decks that may be written."""
        self.at = (self.at + 1) % len(self.decks)
        self.query_one("#title", Fitted).show(lambda width: texts.title(self.deck.name, width))
        self._follow()

    def action_save(self) -> None:
        """Check the card; if it is sound, write it, and begin the next one."""
        from quizzer.tui.add_text import written  # noqa: PLC0415

        found = written(self.form, self.deck)
        if isinstance(found, list):
            self._say("outcome", texts.problems(found))
            self.query_one("#outcome").scroll_visible(animate=False)
            return
        reloaded = reload(self.desk.decks)
        self.desk.decks, self.desk.problems = reloaded.decks, reloaded.problems
        by_path = {deck.path: deck for deck in reloaded.decks}
        self.decks = [by_path.get(deck.path, deck) for deck in self.decks]
        for name in ("prompt", "answer", "verify"):  # symbols and tags hold for the next card as a rule
            self.query_one(f"#{name}", Input).value = ""
        self._say("outcome", texts.saved(self.deck.name, len(self.deck.cards), found))
        self.query_one("#prompt", Input).focus()

    def action_leave(self) -> None:
        """Home, which counts anew."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415

        self.app.switch_screen(HomeScreen(self.desk))


def form_or_say(desk: Desk, chosen: Deck | None) -> AddScreen | str:
    """The form over one's own decks, the chosen one first; or a sentence, if none of them may be written."""
    from quizzer.deck.finding import bundled_folder  # noqa: PLC0415

    bundled = bundled_folder()
    own = [deck for deck in desk.decks if bundled is None or not deck.path.is_relative_to(bundled)]
    if not own:
        return "The decks that come along are not written to; `quizzer new NAME` begins one of your own."
    at = own.index(chosen) if chosen in own else 0
    return AddScreen(desk, own, at)
