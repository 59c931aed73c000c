"""How long a mock paper shall be: a small form before its clock begins to run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quizzer.study.exam_desk import MINUTES_A_QUESTION, MOST_QUESTIONS, Order
from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import NO_LINE, beside, sentence, words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from quizzer.tui.paint import Lines

_STEP = 5


class OrderScreen(ModalScreen["Order | None"]):
    """Answers with the order; with nothing where no paper is wanted after all."""

    SCOPED_CSS = False  # a rule hangs on the app's glyphs
    DEFAULT_CSS: ClassVar[str] = """
    OrderScreen { align: center middle; }
    OrderScreen #order {
        width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1 3; background: $surface;
        border: round $accent; border-title-color: $text-accent;
    }
    App.-ascii OrderScreen #order { border: ascii $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", key_display="⏎", id="order-begin"),
        Binding("up", f"more({_STEP})", "more questions", id="order-more"),
        Binding("down", f"more(-{_STEP})", "fewer", id="order-fewer"),
        Binding("right", f"longer({_STEP})", "more minutes", id="order-longer"),
        Binding("left", f"longer(-{_STEP})", "fewer minutes", id="order-shorter"),
        Binding("u", "untimed", "no limit", id="order-untimed"),
        Binding("o", "own_names", "names of variables", id="order-names"),
        Binding("escape,q", "close", "not now", id="order-close"),
    ]

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order

    def compose(self) -> ComposeResult:
        """The order as it stands."""
        with Vertical(id="order") as frame:
            frame.border_title = "A mock paper"
            frame.border_subtitle = "Enter begins, Esc: not now"
            yield Fitted(self._lines, id="order-lines")

    def _lines(self, width: int) -> Lines:
        order = self.order
        minutes = "as long as you like" if order.minutes is None else f"{order.minutes}"
        names = "as in the deck" if order.own_names else "fresh ones where that is the same question"
        return [
            words(order.name, "strong"),
            NO_LINE,
            _row("questions", str(order.questions), "up, down"),
            _row("minutes", minutes, "left, right; u no limit"),
            _row("variables", names, "o"),
            NO_LINE,
            *sentence(
                "Nothing is judged before you hand in. The clock runs on if you leave, unless you put the "
                "paper down on purpose (Esc, p). The schedule stays as it is unless you say otherwise.",
                width,
                "muted",
            ),
        ]

    def _redraw(self) -> None:
        self.query_one("#order-lines", Fitted).show(self._lines)

    def action_more(self, by: int) -> None:
        """More questions, or fewer; the minutes go along."""
        questions = min(MOST_QUESTIONS, max(_STEP, self.order.questions + by))
        minutes = None if self.order.minutes is None else questions * MINUTES_A_QUESTION
        self.order = replace(self.order, questions=questions, minutes=minutes)
        self._redraw()

    def action_longer(self, by: int) -> None:
        """More minutes, or fewer."""
        now = self.order.minutes
        minutes = self.order.questions * MINUTES_A_QUESTION if now is None else max(_STEP, now + by)
        self.order = replace(self.order, minutes=min(24 * 60, minutes))
        self._redraw()

    def action_untimed(self) -> None:
        """Without a limit, or with one again."""
        minutes = self.order.questions * MINUTES_A_QUESTION if self.order.minutes is None else None
        self.order = replace(self.order, minutes=minutes)
        self._redraw()

    def action_own_names(self) -> None:
        """Variables called as in the deck, or afresh."""
        self.order = replace(self.order, own_names=not self.order.own_names)
        self._redraw()

    def action_begin(self) -> None:
        """The clock runs."""
        self.dismiss(self.order)

    def action_close(self) -> None:
        """No paper."""
        self.dismiss(None)


def _row(name: str, value: str, keys: str) -> Content:
    return beside(words(f"{name:<12}", "muted"), words(f"{value}   ", "strong"), words(keys, "muted"))
