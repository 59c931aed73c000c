"""AdoptScreen: history whose card is gone, and the cards that it is offered to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.study.adoption import adopted, strays
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import beside, indented, sentence, spread, words
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.adoption import Stray
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines

ABOUT = (
    "These cards were answered and are gone: edited while they had no id, moved to another file, or their"
    " deck was renamed."
    " Enter gives a card's history to the one named below it; u at home takes that back."
)
NOTHING = "All history belongs to a card."


def offers(desk: Desk) -> list[Stray]:
    """History that a card is offered for. Where only some decks are open, other cards are not gone: none."""
    if not desk.is_library:
        return []
    return [one for one in strays(desk.cards, desk.rows) if one.card is not None]


def remark(found: list[Stray], width: int) -> Lines:
    """At home: that there is history to be given away."""
    if not found:
        return []
    many = f"{len(found)} cards that are" if len(found) > 1 else "a card that is"
    return sentence(
        f"There is the history of {many} gone: a gives it to the cards most like them.", width, "warning"
    )


class OfferList(PickList):
    """One row a history; Enter gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "give it", key_display="⏎", id="adopt-one", tooltip="Give it to that card"),
    ]


class AdoptScreen(Screen[None]):
    """A list that gets shorter with each history given away."""

    DEFAULT_CSS: ClassVar[str] = """
    AdoptScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    AdoptScreen.-narrow #body, AdoptScreen.-short #body { padding: 0 1; }
    AdoptScreen.-wide #body { padding: 2 8 0 8; }
    AdoptScreen #about { margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="adopt-leave"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.offers: list[Stray] = []

    def compose(self) -> ComposeResult:
        """What this is, and the list."""
        yield Fitted(_title, id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield Fitted(lambda width: sentence(ABOUT, width, "muted"), id="about")
            yield OfferList(id="offers")
            yield Fitted(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def _fill(self) -> None:
        self.offers = offers(self.desk)
        rows: list[Maker] = [_row(one) for one in self.offers]
        listed = self.query_one(OfferList)
        listed.fill(rows, listed.cursor)
        listed.focus()
        if not rows:
            self._say(NOTHING)

    def on_pick_list_picked(self, picked: PickList.Picked) -> None:
        """Give the history under the cursor to its card."""
        one = self.offers[picked.row]
        assert one.card is not None
        desk = self.desk
        row = adopted(one.key, one.card.key, desk.now(), desk.device, desk.random_bytes(RANDOM_BYTES))
        try:
            desk.keep((row,))
        except StorageError as error:
            self._say(str(error))
            return
        self._say(f"{one.card.key} goes on with the history of {one.key}.")
        self._fill()

    def _say(self, text: str) -> None:
        self.query_one("#said", Fitted).show(lambda width: sentence(text, width, "accent"))

    def action_leave(self) -> None:
        """Home, which counts anew."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415

        self.app.switch_screen(HomeScreen(self.desk))


def _title(width: int) -> Lines:
    return spread(words(" History of cards that are gone", "accent"), words(""), width)[:1]


def _row(one: Stray) -> Maker:
    def lines(width: int) -> Lines:
        assert one.card is not None
        reviews = f"{one.state.reviews} review{'s' if one.state.reviews != 1 else ''}"
        to = beside(
            words("→ ", "muted"), words(one.card.key, "strong"), words(f"  {one.likeness:.0%} alike", "muted")
        )
        return [*spread(words(one.key), words(reviews, "muted"), width), *indented([to], 2)]

    return lines
