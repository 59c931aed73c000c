"""The asking half of the review screen: a question is put, followed while one types, judged, kept, shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.screen import Screen

from quizzer.deck.cards import ChoiceAnswer, Recall
from quizzer.errors import StorageError
from quizzer.study import session as deeds
from quizzer.study.sitting import before
from quizzer.study.slipping import slipping
from quizzer.tui import question_text as texts
from quizzer.tui import when
from quizzer.tui.calm import Calm
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
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


_ORDER = (
    "judge",
    "mark",
    "choose",
    "show the answer",
    "next",
    "grade",
    "regrade",
    "hint",
    "don't know",
    "retry",
    "undo",
    "skip",
    "edit",
    "note",
    "why",
    "symbols",
)
"""Keys as they stand at the foot, by what they do."""
_SHORT = 120
"""Characters that are read again at every key."""
_PAUSE = 0.12
"""Seconds without a key after which a longer text is read."""


class AnsweringScreen(Screen[None]):
    """Asks the cards of a session until none is left; what else its keys do is another's."""

    AUTO_FOCUS = ""  # it would scroll to what it focuses

    def __init__(self, desk: Desk, session: Session, said: str = "") -> None:
        """Stand at a session's question; `said` is a sentence about how one came here."""
        super().__init__()
        self._said = said
        self.desk = desk
        self.session = session
        self.earlier: list[Outcome] = []
        """The steps of this card that are answered."""
        self.judging = False
        self.calm = Calm(desk.calm)
        self._asked_at: datetime = desk.now()
        self._first_key_at: datetime | None = None
        self._echo_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A heading, the sheet, the keys."""
        yield Fitted(id="heading", classes="-edge-to-edge")
        yield Sheet(self.desk.glyphs, id="body")
        yield KeyBar(_ORDER)

    def on_mount(self) -> None:
        """Show what the session stands at."""
        self.ask()
        if self._said:
            self.call_after_refresh(self.say, self._said)
        self.set_interval(1.0, self._tick)
        if self.desk.shelf is not None:
            self.desk.watch.look_at(deck.path for deck in self.desk.decks)

    @property
    def sheet(self) -> Sheet:
        """The middle of the screen."""
        return self.query_one(Sheet)

    @property
    def shown_hints(self) -> tuple[str, ...]:
        """The hints taken on this question."""
        return tuple(hint.text for hint in self.session.shown_hints)

    # ------------------------------------------------------------ asking

    def ask(self) -> None:
        """Show the question that the session stands at, unanswered; at the end, the summary."""
        asked = self.session.asked
        if asked is None:
            from quizzer.tui.summary import SummaryScreen  # noqa: PLC0415 - at the end only

            self.app.push_screen(SummaryScreen(self.desk, self.session), self.after_summary)
            return
        if asked.step == 0:
            self.earlier = []
        self._asked_at, self._first_key_at = self.desk.now(), None
        self.show_heading(asked)
        draft = self.desk.drafts.get(_place(asked), "")
        self.sheet.ask(asked, self.earlier, self.shown_hints, draft)
        if isinstance(asked.question, ChoiceAnswer | Recall):
            self.calm.begin()  # Enter answers here: one that was meant for the verdict before must not
        elif draft:
            self.sheet.follow(asked, draft, is_draft=True)
        self.refresh_bindings()

    def after_summary(self, answer: str | None) -> None:
        """The summary is left: for home, or to take back the last answer."""
        self.call_later(self.run_action, answer or "home")

    def show_heading(self, asked: Asked) -> None:
        """Show the heading as it is now."""
        place = texts.place_in(self.session)
        if self.desk.shows_clock:
            place += f" · {when.clock((self.desk.now() - self._asked_at).total_seconds())}"
        flagged = deeds.is_flagged(self.session)
        heading = self.query_one("#heading", Fitted)
        heading.show(lambda width: texts.heading(asked, place, width, flagged=flagged))

    def _tick(self) -> None:
        """A second has gone."""
        asked = self.session.asked
        if self.desk.shows_clock and asked is not None and not self.is_shown:
            self.show_heading(asked)
        if self.desk.shelf is not None and not self.judging and self.desk.watch.saved():
            self._read_decks_again()

    def _read_decks_again(self) -> None:
        from quizzer.tui.editing import read_again  # noqa: PLC0415 - once a deck is saved

        read_again(self)

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
            self.sheet.follow(asked, event.value, is_draft=event.value == draft)
        else:  # read once the keys pause, lest a long text that comes key by key be read at each of them
            self._echo_timer = self.set_timer(_PAUSE, lambda: self._follow(asked, event.value))

    def _follow(self, asked: Asked, typed: str) -> None:
        """Show how a long text is read, if it still stands there to be answered."""
        if self.session.asked is asked and not self.judging and not self.is_shown:
            self.sheet.follow(asked, typed)

    def on_answer_input_answered(self, message: AnswerInput.Answered) -> None:
        """Enter: judge; of nothing typed, say so."""
        if message.typed.strip():
            self.judge(message.typed)
        else:
            self.sheet.say("Nothing is typed yet; Ctrl+D if you don't know.")

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Judge a choice."""
        if not message.numbers:
            self.say(
                "Nothing is marked yet: Space marks, and more than one is right. Ctrl+D if you don't know."
            )
        elif not self.too_soon():
            self.judge(message.typed)

    def action_reveal(self) -> None:
        """Show the answer of a recall."""
        if not self.too_soon():
            self.judge("")

    def judge(self, typed: str) -> None:
        """Have an answer judged behind the screen, if one is waited for."""
        if not self.judging and self.session.asked is not None and not self.is_shown:
            self.judging = True
            self.sheet.wait(waits=True)
            self.run_worker(self._judged(typed), group="judge")

    async def _judged(self, typed: str) -> None:
        """Judge in a thread, keep, then show."""
        moment = self.moment()
        try:
            session, outcome = await asyncio.to_thread(deeds.judge, self.session, typed, moment)
        finally:
            self.judging = False
            if self.is_attached:
                self.sheet.wait(waits=False)
        if self.is_attached:
            self.stand(session, outcome)
        else:  # the screen was taken away meanwhile: the answer counts all the same
            self.desk.keep(outcome.reviews)

    def kept(self, rows: Sequence[Review]) -> bool:
        """Put rows on the disk before anything of them is shown; if that fails, say so and stay."""
        try:
            self.desk.keep(rows)
        except StorageError as error:
            self.say(f"Not kept: {error} Nothing is lost: do it once more when that is mended.")
            return False
        return True

    def stand(self, session: Session, outcome: Outcome) -> None:
        """Keep an outcome, then stand at it and show it."""
        if not self.kept(outcome.reviews):
            return
        self.session = session
        if outcome.kind == "slip":
            self.sheet.show_slip(outcome)
        elif outcome.may_retry:
            self.sheet.show_once_more(outcome)
        else:
            self.desk.drafts.pop(_place(outcome.asked), None)
            self.sheet.show_outcome(outcome, self.desk.today, self._due_after(outcome))
            self.show_about()
            self.calm.begin()
        self.refresh_bindings()

    def _due_after(self, outcome: Outcome) -> Callable[[int], date]:
        """From a quality to the day on which the card would be asked again, by the scheduler it is under."""
        memory, today = before(self.session, outcome).memory, self.desk.today
        scheduler = self.session.rules.schedulers.of(outcome.asked.card.key)
        return lambda quality: scheduler.step(memory, quality, today).due

    def show_about(self) -> None:
        """Below a verdict: that the card keeps slipping, and what the learner remarked of it."""
        outcome, desk = self.session.outcome, self.desk
        if outcome is None or not outcome.is_last_step:
            return
        card = outcome.asked.card
        self.show_heading(outcome.asked)
        self.sheet.show_about(slipping(self.session, outcome, desk.today), desk.remarks_on(card))

    def say(self, text: str) -> None:
        """Say what came of a key, where the learner looks."""
        self.sheet.say(text)

    def too_soon(self) -> bool:
        """Whether a key came so soon after what stands there now that it was meant for what stood before."""
        if self.calm.is_over():
            return False
        came = "with the verdict" if self.is_shown else "before this question"
        self.say(f"That key came {came} and did nothing; press it again if you mean it.")
        return True

    @property
    def is_shown(self) -> bool:
        """Whether the verdict is in sight."""
        outcome = self.session.outcome
        return outcome is not None and outcome.kind != "slip" and not outcome.may_retry

    def moment(self) -> Moment:
        """Now, and how long it took since the question was put."""
        return self.desk.moment(self._asked_at, self._first_key_at)


def _place(asked: Asked) -> str:
    """The key of a half-typed answer."""
    return f"{asked.card.key} {asked.step} {asked.instance}"
