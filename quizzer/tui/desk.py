"""Desk: what a sitting needs of the world below the screens: the log, the clock, chance, and taste."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.errors import UsageError
from quizzer.scheduling.day import study_day
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.settings.kinds import Settings
from quizzer.study.queue import Rules
from quizzer.study.sitting import Moment
from quizzer.tui.calm import SECONDS
from quizzer.tui.deck_watch import DeckWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.problems import Problem
    from quizzer.deck.remarks import Remark
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.scheduling.log import Review
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper_deeds import Now
    from quizzer.study.planned import Plan
    from quizzer.tui.shelf import Shelf


@dataclass(slots=True)
class Desk:
    """Handed to every screen; `rows` grows with what is kept, all else stays."""

    decks: Sequence[Deck]
    rows: list[Review]
    device: str
    write: Callable[[Sequence[Review]], None]
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes] = os.urandom
    rules: Rules = field(default_factory=Rules)
    glyphs: Glyphs = "full"
    shows_clock: bool = False
    """Whether a question shows how long it takes."""
    problems: Sequence[Problem] = ()
    is_library: bool = True
    """Whether all decks are open that the learner has, not only some that were named."""
    settings: Settings = field(default_factory=Settings)
    settings_path: str = ""
    change: Callable[[str, object], tuple[Settings, Rules]] | None = None
    """Puts one setting into the file; what holds from then on."""
    open_exams: Callable[[], ExamDesk] | None = None
    """Reads the exams and papers; raises a QuizzerError if it cannot."""
    read_exams: ExamDesk | None = None
    """What it read."""
    plan: Plan | None = None
    """The plan towards the next exam, as home made it last."""
    planned_rows: int = -1
    """How many rows the log had then."""
    shelf: Shelf | None = None
    """Where decks and remarks lie; None where cards are neither edited nor remarked on."""
    watch: DeckWatch = field(default_factory=DeckWatch)
    """Tells when a deck was saved in any editor."""
    calm: float = SECONDS
    """Seconds after a verdict in which a key is taken for one that was typed ahead."""
    drafts: dict[str, str] = field(default_factory=dict)
    """Answers half typed, by the place of their question: to leave a question loses none."""

    @property
    def today(self) -> date:
        """The study day."""
        return study_day(self.now(), self.rules.starts)

    @property
    def cards(self) -> list[Card]:
        """The cards of all decks."""
        return [card for deck in self.decks for card in deck.cards]

    def set(self, name: str, value: object) -> None:
        """Change a setting; on return it is in the file, and holds.

        Raises:
            UsageError: it is not allowed or not kept; all is as before.
        """
        if self.change is None:
            raise UsageError("No settings are kept here.")
        self.settings, self.rules = self.change(name, value)
        self.glyphs = self.settings.glyphs
        if name == "clock":
            self.shows_clock = self.settings.clock

    def exams(self) -> ExamDesk | None:
        """The exams and papers, read when they are first asked for; None where nobody keeps any.

        Raises:
            QuizzerError: they cannot be read.
        """
        if self.read_exams is None and self.open_exams is not None:
            self.read_exams = self.open_exams()
        return self.read_exams

    def deed(self) -> Now:
        """This moment, for something that is done with a paper."""
        from quizzer.study.paper_deeds import Now  # noqa: PLC0415 - for those who sit papers

        return Now(self.now(), self.device, self.random_bytes(RANDOM_BYTES))

    def deck_of(self, card: Card) -> Deck | None:
        """The deck of a card."""
        slug = card.key.partition("/")[0]
        return next((deck for deck in self.decks if deck.slug == slug), None)

    def remarks_on(self, card: Card) -> tuple[Remark, ...]:
        """The learner's remarks on a card, the oldest first."""
        deck = self.deck_of(card)
        return () if self.shelf is None or deck is None else self.shelf.remarks.on(deck, card)

    def seed(self) -> int:
        """A number to shuffle by."""
        return int.from_bytes(self.random_bytes(8), "big")

    def moment(self, asked_at: datetime, first_key_at: datetime | None = None) -> Moment:
        """This moment, and how long it took since the question was asked."""
        at = self.now()
        first = None if first_key_at is None else max(0.0, (first_key_at - asked_at).total_seconds())
        seconds = max(0.0, (at - asked_at).total_seconds())
        return Moment(at, first, seconds, self.random_bytes(RANDOM_BYTES))

    def keep(self, rows: Sequence[Review]) -> None:
        """Put rows on the disk; on return they are there.

        Raises:
            StorageError: they are not, and nothing else has changed.
        """
        if rows:
            self.write(rows)
            self.rows.extend(rows)
