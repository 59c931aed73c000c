"""The screen of exams: when they are, what they cover, how papers went; where papers and crams begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.errors import QuizzerError
from quizzer.study.exam_desk import EVERYTHING, Order
from quizzer.tui import exams_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import NO_LINE, sentence
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.exams import Exam, Part
    from quizzer.study.paper import Paper
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines


class ExamList(PickList):
    """The exams; Enter sits a paper of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "pick",
            "paper",
            key_display="⏎",
            id="exam-paper",
            tooltip="Sit a mock paper, or go on with the one that is open",
        ),
    ]

    def watch_cursor(self) -> None:
        """What stands below is about the exam under the cursor."""
        super().watch_cursor()
        if isinstance(self.screen, ExamsScreen):
            self.screen.show_below()


class ExamsScreen(Screen[None]):
    """Exams, and for the one under the cursor what can be done."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    ExamsScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    ExamsScreen #body > Fitted { margin: 0 0 1 0; }
    ExamsScreen.-narrow #body, ExamsScreen.-short #body { padding: 0 1; }
    ExamsScreen.-wide #body { padding: 2 8 0 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "cram",
            "cram",
            id="exam-cram",
            tooltip="Half an hour for tonight: weakest and heaviest first",
        ),
        Binding("p", "plan", "plan", id="exam-plan", tooltip="What to do each day, and the mark to expect"),
        Binding("r", "report", "report", id="exam-report", tooltip="How the last paper went"),
        Binding("l", "relearn", "relearn", id="exam-relearn", tooltip="What papers missed, on three days"),
        Binding("plus,a", "add", "add", key_display="+", id="exam-add", tooltip="Write an exam down"),
        Binding(
            "d", "remove", "remove", show=False, id="exam-remove", tooltip="Take an exam out of the file"
        ),
        Binding("escape,q", "leave", "home", key_display="esc", id="exam-home"),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self, desk: Desk, exams: ExamDesk, said: str = "") -> None:
        super().__init__()
        self.desk, self.exams, self.said = desk, exams, said
        self._removing = ""
        """The exam that one more press takes out."""

    def compose(self) -> ComposeResult:
        """The exams, and what is said of one of them."""
        today = self.desk.today
        yield Fitted(lambda width: texts.title(today, width), id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield ExamList(id="exams")
            yield Fitted(id="said")
            yield Fitted(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands on the next exam that is not past."""
        today = self.desk.today
        self._fill(next((k for k, exam in enumerate(self.exams.exams) if exam.on >= today), 0))
        self.query_one(ExamList).focus(scroll_visible=False)
        if self.said:
            self._say(self.said)

    def _fill(self, cursor: int) -> None:
        today = self.desk.today
        rows: list[Maker] = [self._row(exam) for exam in self.exams.exams]
        rows.append(texts.everything_row)
        self._removing = ""
        self._found = self.exams.relearning(
            self.desk.rows, {card.key: card for card in self.desk.cards}, self.desk.now()
        )
        self._wanted = sum(one.is_wanted(today) for one in self._found)
        self.query_one(ExamList).fill(rows, cursor)
        self.show_below()

    def _row(self, exam: Exam) -> Maker:
        today = self.desk.today
        return lambda width: texts.exam_row(exam, today, width)

    @property
    def exam(self) -> Exam | None:
        """The exam under the cursor; None where that is everything."""
        at = self.query_one(ExamList).cursor
        return self.exams.exams[at] if at < len(self.exams.exams) else None

    @property
    def _called(self) -> str:
        return self.exam.name if self.exam else EVERYTHING

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self.exam.parts if self.exam else ()

    def _open_paper(self) -> Paper | None:
        return next(iter(self.exams.open_papers(self._called)), None)

    def show_below(self) -> None:
        """What is said of the exam under the cursor."""
        exam, own, waiting = self.exam, self.exams.of_name(self._called), self._open_paper()
        cards, today, at = self.desk.cards, self.desk.today, self.desk.now()

        def lines(width: int) -> Lines:
            shown = texts.covering(exam, cards, width) if exam else []
            if waiting is not None:
                shown = [*shown, *texts.open_paper(waiting, at, width)]
            shown = [*shown, NO_LINE] if shown else []
            if not self.exams.exams:
                told = "No exam is written down yet: + writes one down, with its day and what it covers."
                shown += [*sentence(told, width), NO_LINE]
            shown += texts.papers(own, self.exams, today, width)
            return [*shown, *texts.relearning(self._found, today, width)]

        self.query_one("#about", Fitted).show(lines)
        self.query_one("#said", Fitted).show(None)
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        self.query_one("#said", Fitted).show(lambda width: sentence(text, width, "accent"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What there is to do for the exam under the cursor."""
        if not self.is_mounted:
            return True
        if action == "report":
            return bool(self.exams.of_name(self._called))
        if action == "relearn":
            return self._wanted > 0
        if action == "plan":
            return self.exam is not None and self.exam.on > self.desk.today
        return self.exam is not None if action == "remove" else True

    def _turn_to(self, screen: Screen[None] | str) -> None:
        if isinstance(screen, str):
            self._say(screen)
        else:
            self.app.switch_screen(screen)

    # ------------------------------------------------------------ deeds

    def on_pick_list_picked(self) -> None:
        """Go on with the paper that is open; else say how long a new one shall be."""
        from quizzer.tui.paper_order import OrderScreen  # noqa: PLC0415 - once it is wanted
        from quizzer.tui.revising import paper_or_say  # noqa: PLC0415

        if self._open_paper() is not None:
            self._turn_to(paper_or_say(self.desk, self.exams, Order(self._called)))
            return
        exam = self.exam
        order = Order(self._called, self._parts, pass_mark=exam.pass_mark if exam else None)
        self.app.push_screen(OrderScreen(order), self._ordered)

    def _ordered(self, order: Order | None) -> None:
        from quizzer.tui.revising import paper_or_say  # noqa: PLC0415

        if order is not None:
            self._turn_to(paper_or_say(self.desk, self.exams, order))

    def action_cram(self) -> None:
        """For tonight."""
        from quizzer.tui.revising import cram_or_say  # noqa: PLC0415

        self._turn_to(cram_or_say(self.desk, self._parts))

    def action_plan(self) -> None:
        """What to do each day until then."""
        from quizzer.tui.plan import PlanScreen  # noqa: PLC0415

        if self.exam is not None:
            self.app.switch_screen(PlanScreen(self.desk, self.exam))

    def action_relearn(self) -> None:
        """What papers missed."""
        from quizzer.tui.revising import relearn_or_say  # noqa: PLC0415

        self._turn_to(relearn_or_say(self.desk, self.exams))

    def action_report(self) -> None:
        """How the last paper of this exam went."""
        from quizzer.tui.report import ReportScreen  # noqa: PLC0415

        if own := self.exams.of_name(self._called):
            self.app.switch_screen(ReportScreen(self.desk, self.exams, own[-1]))

    def action_add(self) -> None:
        """Write an exam down."""
        from quizzer.tui.exam_form import ExamForm  # noqa: PLC0415

        self.app.push_screen(ExamForm(self.desk, self.exams), self._added)

    def _added(self, exam: Exam | None) -> None:
        if exam is not None:
            self._fill(next((k for k, one in enumerate(self.exams.exams) if one.name == exam.name), 0))

    def action_remove(self) -> None:
        """Take the exam out of the file, when it is pressed twice."""
        exam = self.exam
        if exam is None:
            return
        if self._removing != exam.name:
            self._say(f"d once more takes {exam.name} out of the file. Its papers stay.")
            self._removing = exam.name
            return
        try:
            self.exams.exams = self.exams.remove(exam.name)
        except QuizzerError as error:
            self._say(str(error))
            return
        self._fill(0)
        self._say(f"{exam.name} is taken out.")

    def action_leave(self) -> None:
        """Back to the decks."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))
