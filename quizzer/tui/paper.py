"""The screen of a mock paper: one question after another, back and forth, against the clock."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.study import paper_deeds as deeds
from quizzer.study.paper_marking import standing
from quizzer.tui import paper_text as texts
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.paper_sheet import PaperChoices, PaperSheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets._input import Input

    from quizzer.study.asked import Asked
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper import Paper, PaperEvent, Place
    from quizzer.tui.answer_input import AnswerInput
    from quizzer.tui.desk import Desk

_PAUSE = 0.8
"""Seconds without a key after which what is typed so far is kept."""
_LAST = 2.0
"""Seconds before the deadline from which on every key is kept at once."""


class PaperScreen(Screen[None]):
    """A paper while it is written; every answer is on the disk before another question is shown."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r,ctrl+up", "back", "back", key_display="^r", id="paper-back", priority=True),
        Binding(
            "ctrl+n,ctrl+down",
            "on",
            "on",
            key_display="^n",
            id="paper-on",
            priority=True,
            tooltip="The next question; what is typed here is kept",
        ),
        Binding(
            "ctrl+f",
            "flag",
            "flag",
            id="paper-flag",
            priority=True,
            tooltip="A flag to come back to, or no more",
        ),
        Binding(
            "escape",
            "map",
            "map",
            id="paper-map",
            tooltip="The map of all questions; there you hand in, or put the paper down",
        ),
    ]

    def __init__(self, desk: Desk, exams: ExamDesk, paper: Paper, *, count: bool = False) -> None:
        super().__init__()
        self.desk, self.exams, self.paper = desk, exams, paper
        self.count = count
        """Whether the answers are to count as reviews."""
        self.questions = standing(paper, {card.key: card for card in desk.cards})
        self.place: Place = paper.place
        self._typed = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A heading with the clock, the question, the keys."""
        yield Fitted(id="heading", classes="-edge-to-edge")
        yield PaperSheet(self.desk.glyphs, id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        """Take the paper up where it was; the clock has run on, unless it was put down."""
        before = self.paper
        if self._keep(deeds.resume(before, self.desk.deed())):
            self._show()
            if said := texts.taken_up(before):
                self.notify(said, markup=False, timeout=8)
        self.set_interval(1.0, self._tick)

    def on_unmount(self) -> None:
        """Whoever leaves in the middle of an answer finds it again."""
        with contextlib.suppress(StorageError):
            self._write()

    @property
    def _sheet(self) -> PaperSheet:
        return self.query_one(PaperSheet)

    @property
    def _asked(self) -> Asked | None:
        question, step = self.place
        steps = self.questions[question]
        return steps[step] if step < len(steps) else None

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        """The question that stands there, with the answer that it has."""
        self._typed = self.paper.answers.get(self.place, "")
        self._show_heading()
        asked = self._asked
        if asked is None:
            self._sheet.say("This card is in no deck any more: the question is left out of the marks.")
        else:
            self._sheet.put(asked, self._typed)
        self.refresh_bindings()

    def _show_heading(self) -> None:
        paper, place, at = self.paper, self.place, self.desk.now()
        self.query_one("#heading", Fitted).show(lambda width: texts.heading(paper, place, at, width))

    def _tick(self) -> None:
        """A second has gone."""
        if not self.paper.is_open or self.app.screen is not self:
            return
        now = self.desk.now()
        if self.paper.is_over(now):
            self._time_is_up()
            return
        left = self.paper.left(now)
        if left is not None and left.total_seconds() < _LAST:
            self._save()
        self._show_heading()

    # ------------------------------------------------------------ answering

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed, and keep it once the keys pause."""
        asked = self._asked
        if asked is None or event.value == self._typed:
            return
        self._typed = event.value
        self._sheet.follow(asked, event.value)
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        left = self.paper.left(self.desk.now())
        if left is not None and left.total_seconds() < _LAST:
            self._save()
        else:
            self._timer = self.set_timer(_PAUSE, self._save)

    def on_paper_choices_changed(self, message: PaperChoices.Changed) -> None:
        """Keep a choice."""
        self._typed = message.typed
        self._save()

    def on_choice_list_chosen(self) -> None:
        """Go on from a choice."""
        self.action_on()

    def on_answer_input_answered(self, message: AnswerInput.Answered) -> None:
        """Keep the answer and go on."""
        self._typed = message.typed
        self.action_on()

    def _save(self) -> bool:
        """Put what is typed on the disk, if it is another than there is; whether it is there."""
        try:
            self._write()
        except StorageError as error:
            self._sheet.say(f"Not kept: {error} Nothing is lost: do it once more when that is mended.")
            return False
        return True

    def _write(self) -> None:
        before = self.paper.answers.get(self.place, "")
        typed = self._typed if self._typed.strip() else ""
        now = self.desk.deed()
        if (
            typed != before
            and self.paper.is_open
            and not self.paper.is_over(now.at)
            and not self.paper.paused_at
        ):
            self.paper = self.exams.keep(deeds.answer(self.paper, self.place, typed, now))

    def _keep(self, event: PaperEvent) -> bool:
        try:
            self.paper = self.exams.keep(event)
        except StorageError as error:
            self._sheet.say(f"Not kept: {error}")
            return False
        return True

    # ------------------------------------------------------------ moving

    def _go(self, place: Place) -> None:
        """Keep the answer, then show another question."""
        if self._is_up() or not self._save():
            return
        self.place = place
        if self._keep(deeds.move(self.paper, place, self.desk.deed())):
            self._show()

    def action_on(self) -> None:
        """The next step or question; after the last one, the map."""
        question, step = self.place
        if step + 1 < self.paper.questions[question].steps:
            self._go((question, step + 1))
        elif question + 1 < len(self.questions):
            self._go((question + 1, 0))
        else:
            self.action_map()

    def action_back(self) -> None:
        """The step or question before."""
        question, step = self.place
        if step > 0:
            self._go((question, step - 1))
        elif question > 0:
            self._go((question - 1, self.paper.questions[question - 1].steps - 1))

    def action_flag(self) -> None:
        """Put a flag on the question, or take it off."""
        if not self._is_up() and self._keep(deeds.flag(self.paper, self.place[0], self.desk.deed())):
            self._show_heading()

    def action_symbols(self) -> None:
        """The palette of symbols."""
        from quizzer.tui.palette_entries import entries  # noqa: PLC0415 - for those who look
        from quizzer.tui.symbol_palette import SymbolPalette  # noqa: PLC0415

        asked = self._asked
        if asked is not None:
            names = tuple(asked.scope.symbols)
            self.app.push_screen(SymbolPalette(entries(names, self.desk.glyphs)), self._put_in)

    def _put_in(self, text: str | None) -> None:
        self._sheet.put_in(text or "")

    def action_map(self) -> None:
        """All questions."""
        if self._is_up() or not self._save():
            return
        from quizzer.tui.paper_map import MapScreen  # noqa: PLC0415 - once it is wanted

        self.app.push_screen(
            MapScreen(self.desk, self.exams, self.paper, self.questions, self.place[0], counts=self.count),
            self._from_map,
        )

    def _from_map(self, answer: int | str | None) -> None:
        """What was decided on the map."""
        self.paper = self.exams.paper(self.paper.id)
        if self._is_up():
            return
        if isinstance(answer, int):
            self._go((answer, 0))
        elif answer == "pause":
            if self._keep(deeds.pause(self.paper, self.desk.deed())):
                self._leave("The paper is put down and its clock stands. x, then Enter, takes it up again.")
        elif answer in ("hand-in", "count"):
            self.count = self.count or answer == "count"
            self._hand_in()
        else:
            self._show()

    # ------------------------------------------------------------ the end

    def _is_up(self) -> bool:
        """Whether the time is up; then the paper is handed in as it stood."""
        if not self.paper.is_open:
            return True
        if self.paper.is_over(self.desk.now()):
            self._time_is_up()
            return True
        return False

    def _time_is_up(self) -> None:
        self.notify("The time is up: the paper is handed in as it stood.", markup=False)
        self._hand_in()

    def _hand_in(self) -> None:
        if self.paper.is_open and self._keep(deeds.hand_in(self.paper, self.desk.deed())):
            from quizzer.tui.paper_marking import MarkingScreen  # noqa: PLC0415 - at the end only

            self.app.switch_screen(MarkingScreen(self.desk, self.exams, self.paper, count=self.count))

    def _leave(self, said: str) -> None:
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk, said))
