"""The end of a sitting: what was hard, and what comes when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.study.summary import summary
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.summary_text import summary_lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.sitting import Session
    from quizzer.tui.desk import Desk


class SummaryPane(Fitted, can_focus=True):
    """The summary, to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.leave('')", "home", key_display="⏎", id="summary-home"),
        Binding(
            "u",
            "screen.leave('undo')",
            "undo",
            id="summary-undo",
            tooltip="Take back the last answer and be asked it again",
        ),
        Binding("q", "app.quit", "quit", id="summary-quit"),
        Binding("escape", "screen.leave('')", "home", show=False),
        Binding("question_mark", "app.help", "help", show=False),
    ]


class SummaryScreen(Screen[str]):
    """Answers with "undo" if the last answer is to be taken back."""

    AUTO_FOCUS = ""  # it would scroll to what it focuses

    DEFAULT_CSS: ClassVar[str] = """
    SummaryScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    SummaryScreen.-narrow #body, SummaryScreen.-short #body { padding: 0 1; }
    SummaryScreen.-wide #body { padding: 2 8 0 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "leave('undo')", "undo", show=False)]

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self.desk = desk
        self.session = session

    def compose(self) -> ComposeResult:
        """One text."""
        found, today, glyphs = summary(self.session), self.desk.today, self.desk.glyphs
        seconds = sum(one.review.seconds or 0.0 for one in self.session.done if one.review)
        with VerticalScroll(id="body", can_focus=False):
            yield SummaryPane(lambda width: summary_lines(found, seconds, today, width, glyphs), id="summary")
        yield KeyBar()

    def on_mount(self) -> None:
        """The text has the keys."""
        self.query_one(SummaryPane).focus()

    def action_leave(self, answer: str) -> None:
        """Close with an answer."""
        self.dismiss(answer)
