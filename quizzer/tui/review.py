"""The review screen: one for a whole sitting, updated in place from question to verdict to question."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets._footer import Footer

from quizzer.deck.cards import ChoiceAnswer, ClozeAnswer, MathAnswer, NumberAnswer, Recall
from quizzer.errors import StorageError
from quizzer.study import session as deeds
from quizzer.tui import question_text as texts
from quizzer.tui.answer_input import AnswerInput
from quizzer.tui.choice_list import ChoiceList
from quizzer.tui.echo import LONGEST, echo, pointed
from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import sentence
from quizzer.tui.panes import GradePane, ThinkPane, VerdictPane
from quizzer.tui.verdict_text import earlier_step_lines, once_more_lines, verdict_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets._input import Input

    from quizzer.scheduling.log import Review
    from quizzer.study.asked import Asked
    from quizzer.study.outcome import Outcome
    from quizzer.study.sitting import Moment, Session
    from quizzer.tui.desk import Desk
    from quizzer.tui.paint import Lines

_WHILE_ASKED = frozenset(("hint", "give_up", "skip", "reveal"))
_NOT_WHILE_JUDGING = frozenset(("undo", "home", "bury", "suspend", "retry", "proceed", "regrade", "grade"))


class ReviewScreen(Screen[None]):
    """Asks the cards of a session until none is left or the learner leaves."""

    DEFAULT_CSS: ClassVar[str] = """
    ReviewScreen #heading { margin: 0 0 0 0; text-style: none; }
    ReviewScreen #body { height: 1fr; overflow: auto auto; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    ReviewScreen #body > Fitted { margin: 0 0 1 0; }
    ReviewScreen #prompt { padding: 0; }
    ReviewScreen #answer { margin: 0; }
    ReviewScreen #body > #echo { margin: 0 2 1 2; min-height: 1; }
    ReviewScreen.-narrow #body, ReviewScreen.-short #body { padding: 0 1; }
    ReviewScreen.-short #body > Fitted { margin: 0; }
    ReviewScreen.-short AnswerInput { border: none; height: 1; padding: 0; background: $surface; }
    ReviewScreen.-short #body > #echo { margin: 0; }
    ReviewScreen.-wide #body { padding: 2 8 0 8; }
    ReviewScreen.-wide #body > #prompt { margin: 0 0 2 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t,f2,ctrl+h",
            "hint",
            "hint",
            key_display="^t",
            id="hint",
            tooltip="Show one more hint; the best grade is then 3",
        ),
        Binding("ctrl+d", "give_up", "don't know", id="give-up"),
        Binding("ctrl+z", "undo", "undo", id="undo", tooltip="Take back the last answer and be asked again"),
        Binding("ctrl+s", "skip", "skip", id="skip", tooltip="Ask this card at the end of the sitting"),
        Binding("escape", "home", "home", id="home", tooltip="Back to the decks; what was answered is kept"),
    ]

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self.desk = desk
        self.session = session
        self.earlier: list[Outcome] = []
        """The steps of this card that are answered."""
        self.judging = False
        self._asked_at: datetime = desk.now()
        self._first_key_at: datetime | None = None

    def compose(self) -> ComposeResult:
        """One of each; what a question does not need is hidden."""
        yield Fitted(id="heading")
        with VerticalScroll(id="body", can_focus=False):
            yield Fitted(id="prompt")
            yield Fitted(id="earlier")
            yield Fitted(id="step")
            yield Fitted(id="symbols")
            yield Fitted(id="hints")
            yield AnswerInput(id="answer")
            yield ChoiceList(id="choices")
            yield ThinkPane(id="think")
            yield Fitted(id="echo")
            yield Fitted(id="once-more")
            yield Fitted(id="trouble")
            yield VerdictPane(id="verdict")
            yield GradePane(id="grades")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what the session stands at."""
        self._ask()

    # ------------------------------------------------------------ showing

    def _part(self, name: str) -> Fitted:
        return self.query_one(f"#{name}", Fitted)

    def _ask(self) -> None:
        """Show the question that the session stands at, unanswered; at the end, the summary."""
        asked = self.session.asked
        if asked is None:
            self._finish()
            return
        if asked.step == 0:
            self.earlier = []
        self._asked_at, self._first_key_at = self.desk.now(), None
        self._show_question(asked, "")
        for name in ("verdict", "grades", "trouble", "echo", "think", "once-more"):
            self._part(name).show(None)
        answer, choices = self.query_one(AnswerInput), self.query_one(ChoiceList)
        answer.display = not isinstance(asked.question, ChoiceAnswer | Recall)
        choices.fill(())
        focused: Widget = answer
        if isinstance(asked.question, ChoiceAnswer):
            choices.offer(asked.options, self.desk.glyphs)
            focused = choices
        elif isinstance(asked.question, Recall):
            self._part("think").show(
                lambda width: sentence("Think of the answer, or say it aloud.", width, "muted")
            )
            focused = self._part("think")
        else:
            answer.ask(
                self.desk.drafts.get(_place(asked), ""), _placeholder(asked), tuple(asked.scope.symbols)
            )
        focused.focus(scroll_visible=False)
        self._body.scroll_home(animate=False)
        self.call_after_refresh(self._in_sight, focused)
        self.refresh_bindings()

    def _show_question(self, asked: Asked, typed: str) -> None:
        glyphs = self.desk.glyphs
        place = texts.place_in(self.session)
        self._part("heading").show(lambda width: texts.heading(asked, place, width))
        self._part("prompt").show(lambda width: texts.prompt(asked, typed, width, glyphs))
        shown = tuple(hint.text for hint in self.session.shown_hints)
        earlier = tuple(self.earlier)
        self._show(
            "earlier",
            lambda width: [line for one in earlier for line in earlier_step_lines(one, width, glyphs)],
        )
        self._show("step", lambda width: texts.step_prompt(asked, width, glyphs))
        self._show("symbols", lambda width: texts.symbols(asked, width, glyphs))
        self._show("hints", lambda width: texts.hints(asked, shown, width, glyphs))

    def _show(self, name: str, make: Callable[[int], Lines]) -> None:
        """Show a part, or hide it if it has nothing to say."""
        self._part(name).show(make if make(80) else None)

    def _show_outcome(self, outcome: Outcome) -> None:
        glyphs, today = self.desk.glyphs, self.desk.today
        state = self.session.states.get(outcome.asked.card.key)
        memory = state.memory if state else None
        self.query_one(AnswerInput).display = False
        self.query_one(ChoiceList).fill(())
        for name in ("think", "echo", "trouble", "symbols", "hints", "once-more"):
            self._part(name).show(None)
        pane, other = ("grades", "verdict") if outcome.awaits_grade else ("verdict", "grades")
        self._part(other).show(None)
        self._part(pane).show(lambda width: verdict_lines(outcome, today, memory, width, glyphs))
        self._part(pane).focus(scroll_visible=False)
        self._body.scroll_home(animate=False)
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        """Say that something did not work, where the learner looks."""
        self._part("trouble").show(lambda width: [*sentence(text, width, "warning")])
        self.call_after_refresh(self._in_sight, self._part("trouble"))

    def _in_sight(self, widget: Widget) -> None:
        widget.scroll_visible(animate=False)

    @property
    def _body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    def _finish(self) -> None:
        from quizzer.tui.summary import SummaryScreen  # noqa: PLC0415 - at the end only

        self.app.push_screen(SummaryScreen(self.desk, self.session), self._after_summary)

    def _after_summary(self, answer: str | None) -> None:
        if answer == "undo":
            self.action_undo()
        else:
            self.action_home()

    # ------------------------------------------------------------ answering

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echo how the answer is read so far."""
        asked = self.session.asked
        if asked is None or self.judging:
            return
        if event.value and self._first_key_at is None:
            self._first_key_at = self.desk.now()
        self.desk.drafts[_place(asked)] = event.value
        self._part("trouble").show(None)
        if isinstance(asked.question, ClozeAnswer):
            self._part("prompt").show(lambda width: texts.prompt(asked, event.value, width, self.desk.glyphs))
        elif isinstance(asked.question, MathAnswer):
            self._echo(asked, asked.question, event.value)

    def _echo(self, asked: Asked, question: MathAnswer, typed: str) -> None:
        if not typed.strip():
            self._part("echo").show(None)
            return
        if len(typed) > LONGEST:
            self._part("echo").show(
                lambda width: sentence("Long answers are read when they are judged.", width, "muted")
            )
            return
        from quizzer.maths.grade import read  # noqa: PLC0415 - the judge loads while the learner reads

        reading = read(typed, asked.scope, expected=question.answers[0].text)
        scroll = self.query_one(AnswerInput).scroll_offset.x
        self._part("echo").show(lambda width: echo(reading, typed, width, self.desk.glyphs, scroll))

    def on_answer_input_answered(self, message: AnswerInput.Answered) -> None:
        """Enter: judge; of nothing typed, say so."""
        if not message.typed.strip():
            self._say("Nothing is typed yet; Ctrl+D if you don't know.")
            return
        self._judge(message.typed)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Judge a choice."""
        self._judge(message.typed)

    def action_reveal(self) -> None:
        """Show the answer of a recall."""
        self._judge("")

    def _judge(self, typed: str) -> None:
        if not self.judging and self.session.asked is not None and not self._is_shown:
            self.judging = True
            self.query_one(AnswerInput).add_class("-judging")
            self.run_worker(self._judged(typed), group="judge", exit_on_error=True)

    async def _judged(self, typed: str) -> None:
        """Judge in a thread, keep, then show."""
        moment = self.desk.moment(self._asked_at, self._first_key_at)
        try:
            session, outcome = await asyncio.to_thread(deeds.judge, self.session, typed, moment)
        finally:
            self.judging = False
            self.query_one(AnswerInput).remove_class("-judging")
        if self._kept(outcome.reviews):
            self._stand(session, outcome)

    def _kept(self, rows: Sequence[Review]) -> bool:
        """Put rows on the disk before anything of them is shown; if that fails, say so and stay."""
        try:
            self.desk.keep(rows)
        except StorageError as error:
            self._say(f"Not kept: {error} Your answer stands here still; Enter tries again.")
            return False
        return True

    def _stand(self, session: Session, outcome: Outcome) -> None:
        """Stand at a judged question."""
        self.session = session
        if outcome.kind == "slip":
            self._show_slip(outcome)
            return
        if outcome.may_retry:
            self._show_once_more(outcome)
            return
        self.desk.drafts.pop(_place(outcome.asked), None)
        self._show_outcome(outcome)

    def _show_once_more(self, outcome: Outcome) -> None:
        """Say what went wrong below the answer, which may be put right before the right one is shown."""
        glyphs = self.desk.glyphs
        self._part("once-more").show(lambda width: once_more_lines(outcome, width, glyphs))
        self.call_after_refresh(self._in_sight, self._part("once-more"))
        self.refresh_bindings()

    def _show_slip(self, outcome: Outcome) -> None:
        scroll = self.query_one(AnswerInput).scroll_offset.x
        said = outcome.message or outcome.headline
        if outcome.verdict is None:
            said = f"{outcome.headline}: {outcome.message}" if outcome.message else outcome.headline
        glyphs = self.desk.glyphs
        self._part("echo").show(
            lambda width: pointed(
                said, outcome.typed, outcome.span, width, glyphs=glyphs, scroll=scroll, tone="warning"
            )
        )
        self.call_after_refresh(self._in_sight, self._part("echo"))

    # ------------------------------------------------------------ keys

    @property
    def _is_shown(self) -> bool:
        """Whether the verdict is in sight."""
        outcome = self.session.outcome
        return outcome is not None and outcome.kind != "slip" and not outcome.may_retry

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What may be done now."""
        if self.judging and (action in _WHILE_ASKED or action in _NOT_WHILE_JUDGING):
            return False
        if action in _WHILE_ASKED and self._is_shown:
            return False
        if action == "hint" and self.session.asked is not None:
            return len(self.session.shown_hints) < len(self.session.asked.hints)
        if action == "skip":
            return self.session.remaining > 1
        outcome = self.session.outcome
        if action in ("regrade", "retry"):
            return (
                outcome is not None
                and outcome.is_last_step
                and (action == "retry" or outcome.review is not None)
            )
        return True

    def _moment(self) -> Moment:
        return self.desk.moment(self._asked_at, self._first_key_at)

    def action_hint(self) -> None:
        """One more hint."""
        self.session = deeds.take_hint(self.session)
        asked, glyphs = self.session.asked, self.desk.glyphs
        shown = tuple(hint.text for hint in self.session.shown_hints)
        if asked is not None and shown:
            self._part("hints").show(lambda width: texts.hints(asked, shown, width, glyphs))
        self.refresh_bindings()

    def action_give_up(self) -> None:
        """Don't know."""
        session, outcome = deeds.give_up(self.session, self._moment())
        if self._kept(outcome.reviews):
            self._stand(session, outcome)

    def action_grade(self, quality: int) -> None:
        """The learner's own grade."""
        session, outcome = deeds.grade_self(self.session, quality, self._moment())
        if self._kept(outcome.reviews):
            self._stand(session, outcome)

    def action_regrade(self, quality: int) -> None:
        """Another grade than the one given."""
        session, outcome = deeds.regrade(self.session, quality, self._moment())
        if self._kept(outcome.reviews):
            self._stand(session, outcome)

    def action_proceed(self) -> None:
        """The next step or card."""
        outcome = self.session.outcome
        if outcome is not None and not outcome.is_last_step:
            self.earlier.append(outcome)
        self.session = deeds.proceed(self.session)
        self._ask()

    def action_retry(self) -> None:
        """The same question again."""
        self.session = deeds.retry(self.session)
        self._ask()

    def action_skip(self) -> None:
        """This card later."""
        self.session = deeds.skip(self.session)
        self._ask()

    def action_undo(self) -> None:
        """Take back the last answer."""
        session, rows = deeds.undo(self.session, self._moment())
        if not rows:
            self._say("There is nothing to take back.")
        elif self._kept(rows):
            self.session = session
            self._ask()
            self._say("Taken back. Answer it again.")

    def action_bury(self) -> None:
        """Not today."""
        self._put_aside(*deeds.bury(self.session, self._moment()), "Not again today.")

    def action_suspend(self) -> None:
        """Not until resumed."""
        self._put_aside(*deeds.suspend(self.session, self._moment()), "Suspended: not asked again.")

    def _put_aside(self, session: Session, row: Review, said: str) -> None:
        if self._kept((row,)):
            self.session = session
            self._ask()
            self._say(f"{said} Ctrl+Z takes that back.")

    def action_home(self) -> None:
        """Back to the decks."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))


def _place(asked: Asked) -> str:
    """The key of a half-typed answer."""
    return f"{asked.card.key} {asked.step} {asked.instance}"


def _placeholder(asked: Asked) -> str:
    if isinstance(asked.question, NumberAnswer):
        return "a number"
    if isinstance(asked.question, ClozeAnswer):
        gaps = len(asked.question.gaps)
        return "what fills the gap" if gaps == 1 else f"{gaps} gaps, ; between them"
    return "" if isinstance(asked.question, MathAnswer) else "in words"
