"""The screen of the plan towards an exam: the mark to expect, today's part, how each number came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paint import sentence, words
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.exams import Exam
    from quizzer.study.plan_words import Claim
    from quizzer.study.planned import Plan
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines

WAITING = "Playing the days to the exam through …"


class ClaimList(PickList):
    """The claims; Enter studies today's part, and w tells how the one under the cursor is computed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "pick", "study today's part", key_display="⏎", id="plan-study",
            tooltip="What is due, new cards, and the final pass, interleaved",
        ),
    ]  # fmt: skip


class PlanScreen(Screen[None]):
    """Made behind the screen, from the log as it is now."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    PlanScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    PlanScreen #body > #claims { margin: 0 0 1 0; }
    PlanScreen #body > #topics { margin: 0 0 1 0; }
    PlanScreen.-narrow #body, PlanScreen.-short #body { padding: 0 1; }
    PlanScreen.-wide #body { padding: 2 8 0 8; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w", "how", "how computed", id="plan-how", tooltip="How the number under the cursor is computed"
        ),
        Binding(
            "c", "predictions", "predictions", id="plan-predictions",
            tooltip="Whether what was predicted of your answers came true",
        ),
        Binding("escape", "leave", "back", key_display="esc", id="plan-back"),
        Binding("q", "app.quit", "quit", show=False, id="plan-quit"),
        Binding("pagedown,space", "scroll(8)", "page down", show=False),
        Binding("pageup", "scroll(-8)", "page up", show=False),
        Binding("question_mark", "app.help", "help", show=False),
    ]  # fmt: skip

    def __init__(self, desk: Desk, exam: Exam) -> None:
        super().__init__()
        self.desk, self.exam = desk, exam
        self._today = desk.today
        self.plan: Plan | None = None
        self.claims: tuple[Claim, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading, the claims, topics, days, the keys."""
        name = words(f" Plan · {self.exam.name}", "accent")
        yield Fitted(lambda width: [name.truncate(width)], id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield ClaimList(id="claims")
            yield Fitted(lambda width: sentence(WAITING, width, "muted"), id="said")
            yield Fitted(id="topics")
            yield Fitted(id="days")
        yield KeyBar()

    def on_mount(self) -> None:
        """Make the plan in a thread: NumPy takes a moment to load, and many cards a second."""
        self.query_one(ClaimList).focus(scroll_visible=False)
        rows, cards = list(self.desk.rows), self.desk.cards
        exam, today, rules = self.exam, self._today, self.desk.rules

        def make() -> None:
            from quizzer.study.exam_plan import plan  # noqa: PLC0415 - it brings NumPy

            self.app.call_from_thread(self._have, plan(exam, cards, rows, today, rules))

        self.run_worker(make, thread=True, group="plan", exclusive=True)

    def _have(self, found: Plan | str) -> None:
        if not self.is_attached:
            return
        from quizzer.study.plan_words import claims  # noqa: PLC0415
        from quizzer.tui import plan_text as texts  # noqa: PLC0415
        from quizzer.tui.exam_remark import is_open  # noqa: PLC0415

        exam, today, glyphs = self.exam, self._today, self.desk.glyphs
        self.query_one("#title", Fitted).show(lambda width: texts.title(exam, today, width))
        said = self.query_one("#said", Fitted)
        if isinstance(found, str):
            said.show(lambda width: sentence(found, width))
            self.refresh_bindings()
            return
        self.plan, self.claims = found, claims(found)
        partly = "Not all that the exam covers is open: this is about the decks that are."
        whole = is_open(exam, self.desk)
        said.show(None if whole else lambda width: sentence(partly, width, "warning"))
        rows: list[Maker] = [self._row(claim) for claim in self.claims]
        self.query_one(ClaimList).fill(rows)
        self.query_one("#topics", Fitted).show(lambda width: texts.topics(found, width))
        self.query_one("#days", Fitted).show(lambda width: texts.days(found, width, glyphs))
        self.refresh_bindings()

    def _row(self, claim: Claim) -> Maker:
        from quizzer.tui.plan_text import claim_lines  # noqa: PLC0415

        return lambda width: claim_lines(claim, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What needs a plan waits for one."""
        return self.plan is not None if action in ("how", "predictions") else True

    # ------------------------------------------------------------ keys

    def action_scroll(self, rows: int) -> None:
        """Scroll to what stands below the claims."""
        self.query_one("#body").scroll_relative(y=rows, animate=False)

    def action_how(self) -> None:
        """How the claim under the cursor was computed."""
        from quizzer.tui.plan_text import how  # noqa: PLC0415
        from quizzer.tui.telling import TellScreen  # noqa: PLC0415

        if self.claims:
            claim = self.claims[self.query_one(ClaimList).cursor]
            self.app.push_screen(TellScreen("How this is computed", lambda width: how(claim, width)))

    def action_predictions(self) -> None:
        """Whether predictions came true."""
        from quizzer.tui.plan_text import predictions  # noqa: PLC0415
        from quizzer.tui.telling import TellScreen  # noqa: PLC0415

        if (plan := self.plan) is not None:
            self.app.push_screen(TellScreen("Predictions", lambda width: predictions(plan, width)))

    def on_pick_list_picked(self) -> None:
        """Study today's part."""
        from quizzer.study.plan_sitting import sitting_of  # noqa: PLC0415
        from quizzer.tui.review import ReviewScreen  # noqa: PLC0415

        desk, plan = self.desk, self.plan
        if plan is None:
            return
        session = sitting_of(
            plan, desk.cards, desk.rows, desk.now(), device=desk.device, seed=desk.seed(), rules=desk.rules
        )
        if session.asked is None:
            self.query_one("#said", Fitted).show(self._nothing_left)
        else:
            self.app.switch_screen(ReviewScreen(desk, session))

    @staticmethod
    def _nothing_left(width: int) -> Lines:
        return sentence("Nothing of the plan is left for today.", width, "accent")

    def action_leave(self) -> None:
        """Back to the exams, or to the decks where there are none to go back to."""
        exams = self.desk.exams()
        if exams is None:
            from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

            self.app.switch_screen(HomeScreen(self.desk))
            return
        from quizzer.tui.exams import ExamsScreen  # noqa: PLC0415

        self.app.switch_screen(ExamsScreen(self.desk, exams))
