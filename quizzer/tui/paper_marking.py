"""The screen between handing in and the report: the judge at work, off the thread that draws."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.study.paper_marking import marked, standing
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import sentence, words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper import Mark, Paper
    from quizzer.tui.desk import Desk
    from quizzer.tui.paint import Lines


class MarkingScreen(Screen[None]):
    """Judges a paper that was handed in, keeps the marks, and shows the report."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    MarkingScreen #progress { margin: 2 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "again", "try again", key_display="⏎", id="marking-again"),
        Binding("escape", "home", "home", id="marking-home"),
    ]

    def __init__(self, desk: Desk, exams: ExamDesk, paper: Paper, *, count: bool = False) -> None:
        super().__init__()
        self.desk, self.exams, self.paper, self.count = desk, exams, paper, count
        self.done = 0
        self.trouble = ""
        self._marks: tuple[tuple[Mark, ...], ...] | None = None

    def compose(self) -> ComposeResult:
        """How far it is."""
        yield Fitted(self._lines, id="progress")
        yield KeyBar()

    def _lines(self, width: int) -> Lines:
        total = len(self.paper.questions)
        filled = round(20 * self.done / max(1, total))
        lines = [
            words("Handed in. Judging …", "strong"),
            words(f"{'█' * filled}{'░' * (20 - filled)}  {self.done} of {total}", "muted"),
        ]
        if self.paper.time_was_up and self.paper.handed_in is not None:
            lines += sentence(f"The time was up at {self.paper.handed_in:%H:%M}.", width)
        if self.trouble:
            lines += sentence(self.trouble, width, "warning")
        return lines

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._mark(), group="judge")

    async def _mark(self) -> None:
        """Judge in a thread, keep, then show."""
        if self._marks is None:
            questions = standing(self.paper, {card.key: card for card in self.desk.cards})
            self._marks = await asyncio.to_thread(marked, self.paper, questions, self._told)
        try:
            self.paper, rows = self.exams.mark(self.paper, self._marks, self.desk.deed(), count=self.count)
        except StorageError as error:
            self.trouble = f"Not kept: {error} Nothing is lost: Enter tries again."
            self._redraw()
            return
        self.desk.rows.extend(rows)
        if self.is_attached:
            from quizzer.tui.report import ReportScreen  # noqa: PLC0415 - at the end only

            self.app.switch_screen(ReportScreen(self.desk, self.exams, self.paper))

    def _told(self, done: int) -> None:
        """From the judge's thread: so many questions are done."""
        self.done = done
        self.app.call_later(self._redraw)

    def _redraw(self) -> None:
        if self.is_attached:
            self.query_one("#progress", Fitted).show(self._lines)
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only where it did not go well."""
        return bool(self.trouble) if action in ("again", "home") else True

    def action_again(self) -> None:
        """Try once more to keep the marks."""
        self.trouble = ""
        self.run_worker(self._mark(), group="judge")

    def action_home(self) -> None:
        """Leave; the paper is marked when it is opened next."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))
