"""TellScreen: a text in a frame above the screen, to be read, scrolled and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from quizzer.tui.fitted import Fitted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.tui.fitted import Maker


class TellScreen(ModalScreen[None]):
    """Closed by any of the keys that leave."""

    DEFAULT_CSS: ClassVar[str] = """
    TellScreen { align: center middle; }
    TellScreen #told {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 3; background: $surface;
        border: round $accent; border-title-color: $text-accent; scrollbar-size-vertical: 1;
    }
    TellScreen.-short #told, TellScreen.-narrow #told { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,w,c", "close", "close"),
        Binding("up,k", "scroll(-1)", "up", show=False),
        Binding("down,j", "scroll(1)", "down", show=False),
        Binding("pageup", "scroll(-8)", "page up", show=False),
        Binding("pagedown,space", "scroll(8)", "page down", show=False),
    ]

    def __init__(self, title: str, make: Maker) -> None:
        super().__init__()
        self.heading, self.make = title, make

    def compose(self) -> ComposeResult:
        """One text in a frame."""
        with VerticalScroll(id="told", can_focus=False) as frame:
            frame.border_title = self.heading
            frame.border_subtitle = "Esc closes"
            yield Fitted(self.make)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one("#told").scroll_relative(y=rows, animate=False)
