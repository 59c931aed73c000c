"""Desk: what a sitting needs of the world below the screens: the log, the clock, chance, and taste."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.study.queue import Rules
from quizzer.study.sitting import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.problems import Problem
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.scheduling.log import Review


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
