"""A line for a remark on a card: Enter files it, Esc leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from quizzer.deck.remarks import LONGEST
from quizzer.tui.fitted import Fitted
from quizzer.tui.ordered_input import OrderedInput
from quizzer.tui.remark_text import remark_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets._input import Input

    from quizzer.deck.remarks import Remark


class NoteForm(ModalScreen[str]):
    """Answers with the remark; "" for none."""

    DEFAULT_CSS: ClassVar[str] = """
    NoteForm { align: center middle; }
    NoteForm #note {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface;
        border: round $accent; border-title-color: $text-accent; border-subtitle-color: $text-accent;
        scrollbar-size-vertical: 1;
    }
    NoteForm.-narrow #note, NoteForm.-short #note { padding: 0; }
    NoteForm Input { border: none; height: 1; padding: 0 1; background: $panel; }
    NoteForm Input:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "leave it", id="remark-leave")]

    def __init__(self, remarks: Sequence[Remark], draft: str = "") -> None:
        """Ask for a remark; `draft` is one that could not be filed."""
        super().__init__()
        self.remarks = remarks
        self.draft = draft

    def compose(self) -> ComposeResult:
        """What was remarked before, and a line."""
        with VerticalScroll(id="note", can_focus=False) as frame:
            frame.border_title = "A remark on this card"
            frame.border_subtitle = "enter files it, Esc leaves it"
            yield Fitted(lambda width: remark_lines(self.remarks, width), id="earlier-remarks")
            yield OrderedInput(
                self.draft, id="remark", max_length=LONGEST, placeholder="what you want to come back to"
            )

    def on_mount(self) -> None:
        """The line has the keys."""
        self.query_one(OrderedInput).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """File it."""
        event.stop()
        self.dismiss(event.value.strip())

    def action_close(self) -> None:
        """File nothing."""
        self.dismiss("")
