"""The map of a mock paper: what is answered, begun, open, flagged, in words; where one hands in or pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.study import paper_deeds as deeds
from quizzer.tui import paper_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quizzer.study.asked import Asked
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper import Paper
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines


class QuestionList(PickList):
    """The questions; Enter goes to the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "go there", key_display="⏎", id="map-go"),
    ]


class MapScreen(Screen["int | str | None"]):
    """Answers with the number of a question, counted from 0, with "hand-in", "count", "pause", or nothing."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    MapScreen #body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    MapScreen #below { padding: 0 3; height: auto; }
    MapScreen.-narrow #body, MapScreen.-short #body { padding: 0 1; }
    MapScreen.-wide #body { padding: 1 8 0 8; }
    MapScreen.-wide #below { padding: 0 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "flag", "flag", id="map-flag"),
        Binding("h", "hand_in", "hand in", id="map-hand-in"),
        Binding(
            "p",
            "pause",
            "put down",
            id="map-pause",
            tooltip="Put the paper down: the clock stands until you take it up, and the report says so",
        ),
        Binding("y", "answer('hand-in')", "hand in", id="map-yes"),
        Binding("c", "answer('count')", "hand in and count", id="map-count"),
        Binding("n", "no", "go back", id="map-no"),
        Binding("escape", "no", "back", id="map-back"),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        exams: ExamDesk,
        paper: Paper,
        questions: Sequence[tuple[Asked, ...]],
        at: int,
        *,
        counts: bool,
    ) -> None:
        super().__init__()
        self.desk, self.exams, self.paper, self.questions = desk, exams, paper, questions
        self.at = at
        self.counts = counts
        """Whether it is settled that the answers count."""
        self.asks = False
        """Whether it is asked if the paper is to be handed in."""

    def compose(self) -> ComposeResult:
        """The clock, the questions, how many are what."""
        yield Fitted(id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield QuestionList(id="questions")
        yield Fitted(id="below")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands on the question one comes from."""
        self._fill(self.at)
        self.query_one(QuestionList).focus(scroll_visible=False)
        self.call_after_refresh(self.query_one(QuestionList).watch_cursor)
        self._show_time()
        self.set_interval(1.0, self._show_time)

    def _fill(self, cursor: int) -> None:
        self.query_one(QuestionList).fill([self._row(k) for k in range(len(self.questions))], cursor)
        self._show_below()

    def _row(self, question: int) -> Maker:
        return lambda width: texts.map_row(
            self.paper, question, self.questions[question], width, self.desk.glyphs
        )

    def _show_time(self) -> None:
        at = self.desk.now()
        if self.paper.is_over(at):
            self.dismiss(None)
            return
        self.query_one("#title", Fitted).show(lambda width: texts.map_title(self.paper, at, width))

    def _show_below(self) -> None:
        def lines(width: int) -> Lines:
            if self.asks:
                return texts.handing_in(self.paper, width, counts=self.counts)
            return texts.counts_line(self.paper, width)

        self.query_one("#below", Fitted).show(lines)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is asked whether to hand in, only answers to that."""
        if action == "answer":
            return self.asks and not (self.counts and parameters == ("count",))
        return not self.asks if action in ("flag", "hand_in", "pause") else True

    def on_pick_list_picked(self, message: PickList.Picked) -> None:
        """Go to a question."""
        if not self.asks:
            self.dismiss(message.row)

    def action_flag(self) -> None:
        """Put a flag on the question under the cursor, or take it off."""
        at = self.query_one(QuestionList).cursor
        try:
            self.paper = self.exams.keep(deeds.flag(self.paper, at, self.desk.deed()))
        except StorageError as error:
            self.notify(f"Not kept: {error}", markup=False, severity="warning")
            return
        self._fill(at)

    def action_hand_in(self) -> None:
        """Ask whether that is meant."""
        self.asks = True
        self._show_below()

    def action_pause(self) -> None:
        """Put the paper down."""
        self.dismiss("pause")

    def action_answer(self, answer: str) -> None:
        """Hand in."""
        self.dismiss(answer)

    def action_no(self) -> None:
        """Not yet; or back to the question."""
        if self.asks:
            self.asks = False
            self._show_below()
        else:
            self.dismiss(None)
