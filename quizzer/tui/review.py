"""The review screen: one for a whole sitting, and what its keys do with the card that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from quizzer.study import session as deeds
from quizzer.study.sitting import before
from quizzer.study.taking_back import deed_taken_back, told
from quizzer.tui.answering import AnsweringScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.scheduling.log import Review
    from quizzer.study.sitting import Session
    from quizzer.tui.answer_input import AnswerInput

_WHILE_ASKED = frozenset(("hint", "no_hint", "give_up", "skip", "reveal"))
_NOT_WHILE_JUDGING = frozenset(
    "undo redo home bury suspend flag retry proceed regrade grade edit note why symbols".split()
)


class ReviewScreen(AnsweringScreen):
    """Asks the cards of a session until none is left or the learner leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t,f2,ctrl+h",
            "hint",
            "hint",
            key_display="^t",
            id="hint",
            tooltip="Show one more hint; the best grade is then 3",
        ),
        Binding("ctrl+t,f2,ctrl+h", "no_hint", "no hint more", show=False),
        Binding("ctrl+d", "give_up", "don't know", id="give-up"),
        Binding(
            "ctrl+z",
            "undo",
            "undo",
            show=False,
            id="undo",
            tooltip="Take back the last answer and be asked again",
        ),
        Binding("ctrl+y", "redo", "redo", show=False, id="redo", tooltip="Put back what was taken back last"),
        Binding("ctrl+s", "skip", "skip", id="skip", tooltip="Ask this card at the end of the sitting"),
        Binding(
            "f3",
            "clock",
            "clock",
            show=False,
            id="clock",
            tooltip="Show or hide how long this question takes",
        ),
        Binding("f6", "pictures", "pictures", show=False, id="pictures", tooltip="Open the card's pictures"),
        Binding(
            "escape",
            "home",
            "home",
            show=False,
            id="home",
            tooltip="Back to the decks; what was answered is kept",
        ),
    ]

    def on_answer_input_emptied(self, message: AnswerInput.Emptied) -> None:
        """Ctrl+Z or Ctrl+Y in an empty line."""
        if message.again:
            self.action_redo()
        else:
            self.action_undo()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What may be done now."""
        if self.judging and (action in _WHILE_ASKED or action in _NOT_WHILE_JUDGING):
            return False
        if action in _WHILE_ASKED and self.is_shown:
            return False
        if action in ("hint", "no_hint") and self.session.asked is not None:
            return (len(self.session.shown_hints) < len(self.session.asked.hints)) == (action == "hint")
        outcome = self.session.outcome
        if action == "pictures":
            return self.session.asked is not None and bool(self.session.asked.card.images)
        if action in ("edit", "note"):
            return self.desk.shelf is not None
        if action == "symbols":
            return not self.is_shown
        if action == "why":
            return outcome is not None and outcome.is_last_step and outcome.grade is not None
        if action == "skip":
            return self.session.remaining > 1 and (outcome is None or not outcome.may_retry)
        if action in ("regrade", "retry"):
            is_graded = outcome is not None and outcome.review is not None and outcome.review.kind != "exam"
            return outcome is not None and outcome.is_last_step and (action == "retry" or is_graded)
        return True

    def action_hint(self) -> None:
        """One more hint."""
        self.session = deeds.take_hint(self.session)
        if self.session.asked is not None:
            self.sheet.show_hints(self.session.asked, self.shown_hints)
        self.refresh_bindings()

    def action_no_hint(self) -> None:
        """A hint where there is none."""
        self.say("There is no other hint." if self.session.shown_hints else "This card has no hint.")

    def action_pictures(self) -> None:
        """The card's pictures, in whatever the system shows them with."""
        from quizzer.tui.pictures import open_pictures  # noqa: PLC0415 - few cards have any

        if self.session.asked is not None and (trouble := open_pictures(self.session.asked.card)):
            self.say(trouble)

    def action_clock(self) -> None:
        """Show or hide the clock."""
        self.desk.shows_clock = not self.desk.shows_clock
        if self.session.asked is not None:
            self.show_heading(self.session.asked)

    def action_give_up(self) -> None:
        """Don't know."""
        self.stand(*deeds.give_up(self.session, self.moment()))

    def action_grade(self, quality: int) -> None:
        """The learner's own grade."""
        if not self.too_soon():
            self.stand(*deeds.grade_self(self.session, quality, self.moment()))

    def action_regrade(self, quality: int) -> None:
        """Another grade than the one given."""
        if not self.too_soon():
            self.stand(*deeds.regrade(self.session, quality, self.moment()))

    def action_why(self) -> None:
        """Why this grade."""
        outcome = self.session.outcome
        if outcome is not None:
            from quizzer.study.why import why  # noqa: PLC0415 - for those who ask

            self.sheet.show_why(why(outcome, before(self.session, outcome)))

    def action_proceed(self) -> None:
        """The next step or card."""
        outcome = self.session.outcome
        if outcome is not None and not outcome.is_last_step:
            self.earlier.append(outcome)
        self.session = deeds.proceed(self.session, self.desk.now())
        self.ask()

    def action_retry(self) -> None:
        """The same question again."""
        if self.too_soon():
            return
        self.session = deeds.retry(self.session)
        self.ask()

    def action_skip(self) -> None:
        """This card later."""
        self.session = deeds.skip(self.session)
        self.ask()

    def action_undo(self) -> None:
        """Take back what was done last."""
        if not self.too_soon():
            self._changed(
                *deeds.undo(self.session, self.moment()), "Taken back", "There is nothing to take back."
            )

    def action_redo(self) -> None:
        """Put back what was taken back last."""
        self._changed(*deeds.redo(self.session, self.moment()), "Put back", "There is nothing to put back.")

    def _changed(self, session: Session, rows: Sequence[Review], done: str, nothing: str) -> None:
        if not rows:
            self.say(nothing)
        elif self.kept(rows):
            deed = deed_taken_back(session, rows)
            is_mark = all(one.kind in ("flag", "unflag") for one in deed)  # no part of what is asked
            self.session = session
            asked = session.asked
            if not is_mark:
                self.ask()
            elif session.outcome is not None:
                self.show_about()
            elif asked is not None:
                self.show_heading(asked)
            was_answer = any(one.kind in ("review", "exam", "override") for one in deed)
            again = asked is not None and was_answer and asked.card.key == rows[-1].card
            text = f"{done}: {told(deed, session.cards)}."
            self.say(f"{text} Answer it again." if again and done == "Taken back" else text)

    def action_flag(self) -> None:
        """A mark to come back to."""
        if self.too_soon():
            return
        session, row = deeds.flag(self.session, self.moment())
        if self.kept((row,)):
            self.session = session
            if session.asked is not None:
                self.show_heading(session.asked)
            self.say("Flagged." if row.kind == "flag" else "No longer flagged.")

    def action_edit(self) -> None:
        """The card in the learner's editor."""
        if not self.too_soon():
            from quizzer.tui.editing import edit  # noqa: PLC0415 - for those who edit

            edit(self)

    def action_note(self) -> None:
        """A remark on the card."""
        if not self.too_soon():
            from quizzer.tui.noting import note  # noqa: PLC0415 - for those who note

            note(self)

    def action_symbols(self) -> None:
        """The palette of symbols."""
        from quizzer.tui.palette_entries import entries  # noqa: PLC0415 - for those who look
        from quizzer.tui.symbol_palette import SymbolPalette  # noqa: PLC0415

        if self.session.asked is not None:
            names = tuple(self.session.asked.scope.symbols)
            self.app.push_screen(SymbolPalette(entries(names, self.desk.glyphs)), self._put_in)

    def _put_in(self, text: str | None) -> None:
        self.sheet.put_in(text or "")

    def action_bury(self) -> None:
        """Not today."""
        if not self.too_soon():
            self._put_aside(*deeds.bury(self.session, self.moment()), "Not again today.")

    def action_suspend(self) -> None:
        """Not until resumed."""
        if not self.too_soon():
            session, row = deeds.suspend(self.session, self.moment())
            self._put_aside(session, row, "Suspended: not asked again until it is resumed.")

    def _put_aside(self, session: Session, row: Review, said: str) -> None:
        if self.kept((row,)):
            self.session = session
            self.ask()
            self.say(f"{said} Ctrl+Z takes that back.")

    def action_home(self) -> None:
        """Close the reason of a grade where it is open; else back to the decks."""
        if self.sheet.shows_why:
            self.sheet.show_why(())
            return
        from quizzer.tui.home import HomeScreen  # noqa: PLC0415 - the two know each other

        self.app.switch_screen(HomeScreen(self.desk))
