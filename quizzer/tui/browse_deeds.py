"""What one does to a card where one browses: rows of the log, each of which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from quizzer.errors import StorageError
from quizzer.scheduling.deed import last_deed
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.tui import browse_text as texts
from quizzer.tui.confirm import Confirm

if TYPE_CHECKING:
    from quizzer.scheduling.log import Kind
    from quizzer.study.filters import Subject
    from quizzer.tui.desk import Desk
    from quizzer.tui.paint import Tone


class CardDeeds(Screen[None]):
    """A screen on which one card stands before the learner; which one, a screen of its own kind says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "at",
            "suspend",
            "suspend",
            key_display="@",
            id="browse-suspend",
            tooltip="Suspend the card, or have it asked again",
        ),
        Binding(
            "minus",
            "bury",
            "put off",
            key_display="-",
            show=False,
            id="browse-bury",
            tooltip="Not before tomorrow",
        ),
        Binding(
            "asterisk",
            "flag",
            "flag",
            key_display="*",
            show=False,
            id="browse-flag",
            tooltip="Flag it, or not",
        ),
        Binding(
            "r",
            "reset",
            "anew",
            id="browse-reset",
            tooltip="Begin the card anew, as one never asked; asks first",
        ),
        Binding("u", "undo", "undo", id="browse-undo", tooltip="Take back what was done here last"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.done: set[str] = set()
        """The ids of the rows that were written here."""

    @property
    def subject(self) -> Subject | None:
        """The card, and what the log says of it."""
        raise NotImplementedError

    def tell(self, text: str, tone: Tone = "accent") -> None:
        """Say something above the cards."""
        raise NotImplementedError

    def renew(self, key: str) -> None:
        """Show anew what the log says of a card."""
        raise NotImplementedError

    def action_suspend(self) -> None:
        """Suspend, or resume."""
        if (subject := self.subject) is not None:
            suspended = subject.state.suspended
            said = "Asked again from now on." if suspended else "Suspended: not asked until it is resumed."
            self._write("resume" if suspended else "suspend", said)

    def action_bury(self) -> None:
        """Not today."""
        self._write("bury", "Put off: not asked before tomorrow.")

    def action_flag(self) -> None:
        """Flag, or take the flag away."""
        if (subject := self.subject) is not None:
            flagged = subject.state.flagged
            self._write("unflag" if flagged else "flag", "No longer flagged." if flagged else "Flagged.")

    def action_reset(self) -> None:
        """Begin anew, once that is meant."""
        subject = self.subject
        if subject is None:
            return
        question = texts.reset_question(subject)

        def answered(yes: bool | None) -> None:
            if yes:
                self._write("reset", "Begun anew: it is a new card. Its answers stay in the log.")

        self.app.push_screen(Confirm(question, "Begin anew"), answered)

    def _write(self, kind: Kind, said: str) -> None:
        """Put what was done with the card under the cursor on the disk, then show it."""
        subject, desk = self.subject, self.desk
        if subject is None:
            return
        at = desk.now()
        row = Review(uuid7(at, desk.random_bytes(RANDOM_BYTES)), desk.device, subject.card.key, at, kind)
        if self._kept([row]):
            self.done.add(row.id)
            self.renew(subject.card.key)
            self.tell(f"{said} u takes that back.")

    def _kept(self, rows: list[Review]) -> bool:
        try:
            self.desk.keep(rows)
        except StorageError as error:
            self.tell(f"Not kept: {error}", "warning")
            return False
        return True

    def action_undo(self) -> None:
        """Take back what was done here last; what was answered is taken back where one studies."""
        from quizzer.study.taking_back import undo  # noqa: PLC0415
        from quizzer.tui.start import begin  # noqa: PLC0415

        deed = last_deed(self.desk.rows)
        if not deed or not {row.id for row in deed} <= self.done:
            self.tell("Nothing was done here that could be taken back.", "warning")
            return
        _, rows = undo(begin(self.desk, []), self.desk.moment(self.desk.now()))
        if self._kept(list(rows)):
            self.renew(deed[0].card)
            self.tell(f"Taken back at {deed[0].card}.")
