"""The review screen: one for a whole sitting, updated in place from question to verdict to question."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets._footer import Footer

from quizzer.errors import StorageError
from quizzer.study import session as deeds
from quizzer.tui import question_text as texts
from quizzer.tui import when
from quizzer.tui.fitted import Fitted
from quizzer.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets._input import Input

    from quizzer.scheduling.log import Review
    from quizzer.study.asked import Asked
    from quizzer.study.outcome import Outcome
    from quizzer.study.sitting import Moment, Session
    from quizzer.tui.answer_input import AnswerInput
    from quizzer.tui.choice_list import ChoiceList
    from quizzer.tui.desk import Desk

_WHILE_ASKED = frozenset(("hint", "give_up", "skip", "reveal"))
_SHORT = 120
"""Characters that are read again at every key."""
_PAUSE = 0.12
"""Seconds without a key after which a longer text is read."""
_NOT_WHILE_JUDGING = frozenset(("undo", "home", "bury", "suspend", "retry", "proceed", "regrade", "grade"))


class ReviewScreen(Screen[None]):
    """Asks the cards of a session until none is left or the learner leaves."""

    AUTO_FOCUS = ""  # it would scroll to what it focuses

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
        Binding(
            "f3",
            "clock",
            "clock",
            show=False,
            id="clock",
            tooltip="Show or hide how long this question takes",
        ),
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
        self._echo_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A heading, the sheet, the keys."""
        yield Fitted(id="heading", classes="-edge-to-edge")
        yield Sheet(self.desk.glyphs, id="body")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what the session stands at."""
        self._ask()
        self.set_interval(1.0, self._tick)

    @property
    def _sheet(self) -> Sheet:
        return self.query_one(Sheet)

    @property
    def _hints(self) -> tuple[str, ...]:
        return tuple(hint.text for hint in self.session.shown_hints)

    # ------------------------------------------------------------ asking

    def _ask(self) -> None:
        """Show the question that the session stands at, unanswered; at the end, the summary."""
        asked = self.session.asked
        if asked is None:
            from quizzer.tui.summary import SummaryScreen  # noqa: PLC0415 - at the end only

            self.app.push_screen(SummaryScreen(self.desk, self.session), self._after_summary)
            return
        if asked.step == 0:
            self.earlier = []
        self._asked_at, self._first_key_at = self.desk.now(), None
        self._show_heading(asked)
        self._sheet.ask(asked, self.earlier, self._hints, self.desk.drafts.get(_place(asked), ""))
        self.refresh_bindings()

    def _after_summary(self, answer: str | None) -> None:
        if answer == "undo":
            self.action_undo()
        else:
            self.action_home()

    def _show_heading(self, asked: Asked) -> None:
        place = texts.place_in(self.session)
        if self.desk.shows_clock:
            place += f" · {when.clock((self.desk.now() - self._asked_at).total_seconds())}"
        self.query_one("#heading", Fitted).show(lambda width: texts.heading(asked, place, width))

    def _tick(self) -> None:
        """A second has gone."""
        asked = self.session.asked
        if self.desk.shows_clock and asked is not None and not self._is_shown:
            self._show_heading(asked)

    # ------------------------------------------------------------ answering

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        asked = self.session.asked
        if asked is None or self.judging:
            return
        draft = self.desk.drafts.get(_place(asked), "")
        if self._first_key_at is None and event.value != draft:  # a draft brought back is no key pressed
            self._first_key_at = self.desk.now()
        self.desk.drafts[_place(asked)] = event.value
        if self._echo_timer is not None:
            self._echo_timer.stop()
            self._echo_timer = None
        if len(event.value) <= _SHORT:
            self._sheet.follow(asked, event.value)
        else:  # read once the keys pause, lest a long text that comes key by key be read at each of them
            self._echo_timer = self.set_timer(_PAUSE, lambda: self._follow(asked, event.value))

    def _follow(self, asked: Asked, typed: str) -> None:
        """Show how a long text is read, if it still stands there to be answered."""
        if self.session.asked is asked and not self.judging and not self._is_shown:
            self._sheet.follow(asked, typed)

    def on_answer_input_answered(self, message: AnswerInput.Answered) -> None:
        """Enter: judge; of nothing typed, say so."""
        if message.typed.strip():
            self._judge(message.typed)
        else:
            self._sheet.say("Nothing is typed yet; Ctrl+D if you don't know.")

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Judge a choice."""
        self._judge(message.typed)

    def action_reveal(self) -> None:
        """Show the answer of a recall."""
        self._judge("")

    def _judge(self, typed: str) -> None:
        if not self.judging and self.session.asked is not None and not self._is_shown:
            self.judging = True
            self._sheet.wait(waits=True)
            self.run_worker(self._judged(typed), group="judge")

    async def _judged(self, typed: str) -> None:
        """Judge in a thread, keep, then show."""
        moment = self._moment()
        try:
            session, outcome = await asyncio.to_thread(deeds.judge, self.session, typed, moment)
        finally:
            self.judging = False
            if self.is_attached:
                self._sheet.wait(waits=False)
        if self.is_attached:
            self._stand(session, outcome)
        else:  # the screen was taken away meanwhile: the answer counts all the same
            self.desk.keep(outcome.reviews)

    def _kept(self, rows: Sequence[Review]) -> bool:
        """Put rows on the disk before anything of them is shown; if that fails, say so and stay."""
        try:
            self.desk.keep(rows)
        except StorageError as error:
            self._sheet.say(f"Not kept: {error} Nothing is lost: do it once more when that is mended.")
            return False
        return True

    def _stand(self, session: Session, outcome: Outcome) -> None:
        """Keep an outcome, then stand at it and show it."""
        if not self._kept(outcome.reviews):
            return
        self.session = session
        if outcome.kind == "slip":
            self._sheet.show_slip(outcome)
        elif outcome.may_retry:
            self._sheet.show_once_more(outcome)
        else:
            self.desk.drafts.pop(_place(outcome.asked), None)
            self._sheet.show_outcome(outcome, self.desk.today, self._due_after(outcome.asked.card.key))
        self.refresh_bindings()

    def _due_after(self, card: str) -> Callable[[int], date]:
        """From a quality to the day on which the card would be asked again, by the scheduler it is under."""
        state, today = self.session.states.get(card), self.desk.today
        memory, scheduler = state.memory if state else None, self.session.rules.schedulers.of(card)
        return lambda quality: scheduler.step(memory, quality, today).due

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
        outcome = self.session.outcome
        if action == "skip":
            return self.session.remaining > 1 and (outcome is None or not outcome.may_retry)
        if action in ("regrade", "retry"):
            is_graded = outcome is not None and outcome.review is not None and outcome.review.kind != "exam"
            return outcome is not None and outcome.is_last_step and (action == "retry" or is_graded)
        return True

    def _moment(self) -> Moment:
        return self.desk.moment(self._asked_at, self._first_key_at)

    def action_hint(self) -> None:
        """One more hint."""
        self.session = deeds.take_hint(self.session)
        if self.session.asked is not None:
            self._sheet.show_hints(self.session.asked, self._hints)
        self.refresh_bindings()

    def action_clock(self) -> None:
        """Show or hide the clock."""
        self.desk.shows_clock = not self.desk.shows_clock
        if self.session.asked is not None:
            self._show_heading(self.session.asked)

    def action_give_up(self) -> None:
        """Don't know."""
        self._stand(*deeds.give_up(self.session, self._moment()))

    def action_grade(self, quality: int) -> None:
        """The learner's own grade."""
        self._stand(*deeds.grade_self(self.session, quality, self._moment()))

    def action_regrade(self, quality: int) -> None:
        """Another grade than the one given."""
        self._stand(*deeds.regrade(self.session, quality, self._moment()))

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
            self._sheet.say("There is nothing to take back.")
        elif self._kept(rows):
            self.session = session
            self._ask()
            asked = session.asked
            again = asked is not None and asked.card.key == rows[-1].card
            self._sheet.say("Taken back. Answer it again." if again else "Taken back.")

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
            self._sheet.say(f"{said} Ctrl+Z takes that back.")

    def action_home(self) -> None:
        """Back to the decks."""
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))


def _place(asked: Asked) -> str:
    """The key of a half-typed answer."""
    return f"{asked.card.key} {asked.step} {asked.instance}"
