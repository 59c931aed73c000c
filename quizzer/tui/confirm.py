"""Confirm: a question that is answered with yes or no, before what one would not do by a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import NO_LINE, beside, sentence, words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.tui.paint import Lines


class Confirm(ModalScreen[bool]):
    """Answers with True for `y`, with False for all that means no."""

    DEFAULT_CSS: ClassVar[str] = """
    Confirm { align: center middle; }
    Confirm > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        border: round $accent; background: $surface;
    }
    App.-ascii Confirm > Vertical { border: ascii $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="confirm-yes"),
        Binding("n,escape,q", "answer(False)", "no", key_display="n", id="confirm-no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self.question = question
        self.yes = yes
        """What `y` does, in a word or two."""

    def compose(self) -> ComposeResult:
        """The question, and the two keys."""
        with Vertical():
            yield Fitted(self._lines)

    def _lines(self, width: int) -> Lines:
        keys = beside(
            words("y", "accent"), words(f"  {self.yes}   "), words("n", "accent"), words("  leave it")
        )
        return [*sentence(self.question, width), NO_LINE, keys]

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)
