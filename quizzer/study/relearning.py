"""Relearning what a paper missed: each card to a right answer on three separate days (successive relearning).

Recalling to a criterion, again on later days, is what lasts (Rawson and Dunlosky 2011: three relearning
sessions after a first success). The criterion here is an answer of quality 4 or better: right at once and
without a hint. Nothing of this is stored: it follows from the papers and the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.cards import Card  # noqa: TC001 - a dataclass's field
from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import effective, in_order
from quizzer.scheduling.sm2 import ENOUGH_TODAY
from quizzer.study.exams import folded
from quizzer.study.paper_marking import marks_of_question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime, time

    from quizzer.scheduling.log import Review
    from quizzer.study.paper import Paper

DAYS = 3
"""On how many days each card is to be right."""


@dataclass(frozen=True, slots=True)
class Relearned:
    """A card that a paper missed, and the days on which it was right since."""

    card: Card
    missed: datetime
    days: tuple[date, ...]

    @property
    def is_done(self) -> bool:
        """Whether it was right on enough days."""
        return len(self.days) >= DAYS

    def is_wanted(self, today: date) -> bool:
        """Whether it is to be asked on this day."""
        return not self.is_done and today not in self.days


def relearning(
    papers: Sequence[Paper],
    rows: Iterable[Review],
    cards: Mapping[str, Card],
    *,
    starts: time = FOUR,
    over: Collection[str] = (),
) -> tuple[Relearned, ...]:
    """The cards that papers missed, the last missed first; one missed again begins anew.

    Args:
        papers: all of them.
        rows: the log.
        cards: those there are, by key.
        starts: when a study day begins, local time.
        over: names of exams whose day is past: their papers ask for nothing any more.
    """
    past = {folded(name) for name in over}
    missed: dict[str, datetime] = {}
    right: dict[str, set[date]] = {}
    for paper in papers:
        if paper.marks is None or paper.handed_in is None:
            continue
        day = study_day(paper.handed_in, starts)
        for question, steps in zip(paper.questions, paper.marks, strict=True):
            marks = marks_of_question(steps)
            if marks is None:
                continue
            if marks < 1 and folded(paper.name) not in past:
                missed[question.card] = paper.handed_in
                right[question.card] = set()
            elif question.card in missed and marks == 1:
                right[question.card].add(day)
    for row in effective(in_order(rows)):
        since = missed.get(row.card)
        if since is not None and row.at > since and (row.quality or 0) >= ENOUGH_TODAY:
            right[row.card].add(study_day(row.at, starts))
    found = [
        Relearned(cards[key], at, tuple(sorted(right[key])[:DAYS]))
        for key, at in missed.items()
        if key in cards
    ]
    return tuple(sorted(found, key=lambda one: one.missed, reverse=True))
