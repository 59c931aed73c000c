"""The report on a paper: its marks, and each question to be looked into, or marked by the learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.study.paper_marking import standing
from quizzer.study.paper_report import Report, report
from quizzer.tui import report_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import sentence
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper import Paper
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker

_OWN_MARKS = {"y": 1.0, "h": 0.5, "n": 0.0}


class ReportList(PickList):
    """The questions; Enter shows one in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "look", key_display="⏎", id="report-look"),
    ]


class ReportScreen(Screen[None]):
    """How a paper went."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    ReportScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    ReportScreen #body > Fitted { margin: 0 0 1 0; }
    ReportScreen.-narrow #body, ReportScreen.-short #body { padding: 0 1; }
    ReportScreen.-wide #body { padding: 2 8 0 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "relearn", "relearn", id="report-relearn", tooltip="What papers missed, on three days"),
        Binding(
            "c",
            "count",
            "count",
            id="report-count",
            tooltip="Let the answers count as reviews: only then does the schedule hear of them",
        ),
        Binding("left_square_bracket", "turn(-1)", "earlier", key_display="[", id="report-earlier"),
        Binding("right_square_bracket", "turn(1)", "later", key_display="]", id="report-later"),
        Binding("escape,q", "leave", "exams", key_display="esc", id="report-leave"),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self, desk: Desk, exams: ExamDesk, paper: Paper) -> None:
        super().__init__()
        self.desk, self.exams = desk, exams
        self._cards = {card.key: card for card in desk.cards}
        self._open(paper)

    def _open(self, paper: Paper) -> None:
        self.found: Report = report(paper, self.exams.papers)
        self.questions = standing(paper, self._cards)

    def compose(self) -> ComposeResult:
        """The marks, the topics, the questions."""
        yield Fitted(id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield Fitted(id="summary")
            yield Fitted(id="topics")
            yield ReportList(id="questions")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands on the first question that was missed."""
        self._show(next((one.number - 1 for one in self.found.questions if one.marks != 1), 0))
        self.query_one(ReportList).focus(scroll_visible=False)

    def _show(self, cursor: int) -> None:
        found, today = self.found, self.desk.today
        self.query_one("#title", Fitted).show(lambda width: texts.title(found, today, width))
        self.query_one("#summary", Fitted).show(lambda width: texts.summary(found, width))
        self.query_one("#topics", Fitted).show(lambda width: texts.topics(found, width))
        self.query_one(ReportList).fill([self._row(k) for k in range(len(found.questions))], cursor)
        self.refresh_bindings()

    def _row(self, place: int) -> Maker:
        return lambda width: texts.question_row(
            self.found.questions[place], self.questions[place], width, self.desk.glyphs
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do."""
        if action == "count":
            return not self.found.paper.counted
        if action == "turn":
            (by,) = parameters
            return self._beside(int(str(by))) is not None
        return bool(self.found.missed) if action == "relearn" else True

    def _beside(self, by: int) -> Paper | None:
        """The marked paper before or after this one."""
        marked = [paper for paper in self.exams.papers if paper.marks is not None]
        at = next((k for k, one in enumerate(marked) if one.id == self.found.paper.id), 0) + by
        return marked[at] if 0 <= at < len(marked) else None

    def on_pick_list_picked(self, message: PickList.Picked) -> None:
        """A question in full."""
        self.app.push_screen(AnswerScreen(self, message.row), lambda _: self._show(message.row))

    def action_turn(self, by: int) -> None:
        """Another paper."""
        if (paper := self._beside(by)) is not None:
            self._open(paper)
            self.on_mount()

    def action_count(self) -> None:
        """Let the answers count."""
        try:
            paper, rows = self.exams.count(self.found.paper, self.desk.deed())
        except StorageError as error:
            self.notify(f"Not kept: {error}", markup=False, severity="warning")
            return
        self.desk.rows.extend(rows)
        self._open(paper)
        self._show(self.query_one(ReportList).cursor)

    def mark(self, place: int, step: int, marks: float) -> None:
        """The learner's own mark for an answer."""
        try:
            paper, rows = self.exams.own_mark(self.found.paper, (place, step), marks, self.desk.deed())
        except StorageError as error:
            self.notify(f"Not kept: {error}", markup=False, severity="warning")
            return
        self.desk.rows.extend(rows)
        self._open(paper)

    def action_relearn(self) -> None:
        """What papers missed, as far as it is wanted today."""
        from quizzer.tui.revising import relearn_or_say  # noqa: PLC0415

        screen = relearn_or_say(self.desk, self.exams)
        if isinstance(screen, str):
            self.notify(screen, markup=False)
        else:
            self.app.switch_screen(screen)

    def action_leave(self) -> None:
        """To the exams."""
        from quizzer.tui.exams import ExamsScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(ExamsScreen(self.desk, self.exams))


class AnswerScreen(Screen[None]):
    """A question of the report in full."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    AnswerScreen #body { height: 1fr; padding: 1 3 0 3; overflow: auto auto; scrollbar-size-vertical: 1; }
    AnswerScreen.-narrow #body, AnswerScreen.-short #body { padding: 0 1; }
    AnswerScreen.-wide #body { padding: 2 8 0 8; }
    AnswerScreen #own { margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,left", "turn(-1)", "before", key_display="p", id="answer-before"),
        Binding("enter,right", "turn(1)", "next", key_display="⏎", id="answer-next"),
        Binding("y", "mark('y')", "right", id="answer-right"),
        Binding("h", "mark('h')", "half", id="answer-half"),
        Binding("n", "mark('n')", "wrong", id="answer-wrong"),
        Binding("escape,q", "close", "report", key_display="esc", id="answer-close"),
        Binding("up,k", "scroll(-1)", "up", show=False),
        Binding("down,j", "scroll(1)", "down", show=False),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self, whole: ReportScreen, at: int) -> None:
        super().__init__()
        self.whole = whole
        self.at = at

    def compose(self) -> ComposeResult:
        """The question, the answer, what is right."""
        yield Fitted(id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield Fitted(id="answer-lines")
            yield Fitted(id="own")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show it."""
        self._show()

    def _show(self) -> None:
        whole = self.whole
        one, steps = whole.found.questions[self.at], whole.questions[self.at]
        glyphs, total = whole.desk.glyphs, len(whole.found.questions)
        self.query_one("#title", Fitted).show(lambda width: texts.answer_title(one, total, width))
        self.query_one("#answer-lines", Fitted).show(
            lambda width: texts.question_lines(one, steps, width, glyphs)
        )
        own = texts.own_marking(one)
        self.query_one("#own", Fitted).show((lambda width: sentence(own, width, "accent")) if own else None)
        self.query_one("#body").scroll_home(animate=False)
        self.refresh_bindings()

    def _waiting(self) -> int | None:
        """The first step that waits for the learner's own mark."""
        steps = self.whole.found.questions[self.at].steps
        return next((k for k, mark in enumerate(steps) if mark.marks is None), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks only where they are wanted."""
        if action == "mark":
            return self._waiting() is not None
        if action == "turn":
            (by,) = parameters
            return 0 <= self.at + int(str(by)) < len(self.whole.found.questions)
        return True

    def action_turn(self, by: int) -> None:
        """Another question."""
        self.at += by
        self._show()

    def action_mark(self, key: str) -> None:
        """The learner's own mark."""
        step = self._waiting()
        if step is not None:
            self.whole.mark(self.at, step, _OWN_MARKS[key])
            self._show()

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one("#body").scroll_relative(y=rows, animate=False)

    def action_close(self) -> None:
        """Back to the report."""
        self.dismiss(None)
