"""What screens and lines need of exams: those there are, the papers, and the ways to the disk, handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day
from quizzer.scheduling.effect import effective, in_order
from quizzer.study import paper_deeds as deeds
from quizzer.study.drawing import drawn, questions_of
from quizzer.study.exams import folded, topics
from quizzer.study.paper import paper_of, papers_of
from quizzer.study.paper_counting import answers_of, reviews_of
from quizzer.study.relearning import relearning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime, time

    from quizzer.deck.cards import Card
    from quizzer.scheduling.log import Review
    from quizzer.study.exams import Exam, Part
    from quizzer.study.paper import Mark, Paper, PaperEvent, Place
    from quizzer.study.paper_deeds import Now
    from quizzer.study.relearning import Relearned

EVERYTHING = "All decks"
"""What a paper is called that is about no exam."""
QUESTIONS = 20
MINUTES_A_QUESTION = 2
MOST_QUESTIONS = 200
_OF_SUSPENDING = frozenset(("suspend", "resume", "undo", "alias"))


@dataclass(frozen=True, slots=True)
class Order:
    """A paper that is asked for."""

    name: str
    parts: tuple[Part, ...] = ()
    questions: int = QUESTIONS
    minutes: int | None = QUESTIONS * MINUTES_A_QUESTION
    """None: as long as one likes."""
    pass_mark: int | None = None
    own_names: bool = False
    """Whether variables keep the names that they have in the deck."""


def order_of(
    name: str,
    parts: tuple[Part, ...],
    *,
    questions: int | None = None,
    minutes: int | None = None,
    untimed: bool = False,
    pass_mark: int | None = None,
    own_names: bool = False,
) -> Order:
    """An order where some of it is said: two minutes a question, twenty questions where neither is said."""
    if questions is None:
        questions = QUESTIONS if minutes is None else max(1, round(minutes / MINUTES_A_QUESTION))
    if minutes is None:
        minutes = questions * MINUTES_A_QUESTION
    return Order(name, parts, questions, None if untimed else minutes, pass_mark, own_names)


@dataclass(slots=True)
class ExamDesk:
    """The exams and papers as they stand; `events` grows with what is kept."""

    exams: tuple[Exam, ...]
    events: list[PaperEvent]
    write: Callable[[Sequence[PaperEvent], Sequence[Review]], None]
    """Puts events and rows of the log on the disk, all or none; on return they are there."""
    add: Callable[[Exam], tuple[Exam, ...]]
    """Puts an exam into the file; what there is then. Raises a UsageError if it cannot."""
    remove: Callable[[str], tuple[Exam, ...]]
    starts: time

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, oldest first."""
        return papers_of(self.events)

    def paper(self, paper_id: str) -> Paper:
        """One paper, as its events leave it."""
        found = paper_of(event for event in self.events if event.paper == paper_id)
        if found is None:
            raise KeyError(paper_id)
        return found

    def open_papers(self, name: str | None = None) -> list[Paper]:
        """The papers that can be written on or wait to be marked, newest first; of one name, if given."""
        wanted = None if name is None else folded(name)
        return [
            paper
            for paper in reversed(self.papers)
            if paper.marks is None and (wanted is None or folded(paper.name) == wanted)
        ]

    def of_name(self, name: str) -> list[Paper]:
        """The papers of one name that are marked, oldest first."""
        return [one for one in self.papers if one.marks is not None and folded(one.name) == folded(name)]

    def exam(self, name: str) -> Exam | None:
        """The exam of this name."""
        return next((one for one in self.exams if folded(one.name) == folded(name)), None)

    def over(self, at: datetime) -> list[str]:
        """The names of exams whose day is past."""
        today = study_day(at, self.starts)
        return [exam.name for exam in self.exams if exam.on < today]

    def keep(self, *events: PaperEvent, rows: Sequence[Review] = ()) -> Paper:
        """Put events on the disk; the paper as it is then.

        Raises:
            StorageError: they are not kept, and nothing has changed.
        """
        self.write(events, rows)
        self.events.extend(events)
        return self.paper(events[-1].paper)

    # ------------------------------------------------------------ deeds

    def begin(
        self, order: Order, cards: Sequence[Card], seed: int, now: Now, rows: Sequence[Review] = ()
    ) -> Paper | None:
        """Draw a paper and begin it; None where no card is covered that is not suspended by `rows`.

        Where there are fewer cards than questions wanted, the time is shorter by as much.
        """
        chosen = drawn(topics(order.parts, cards), order.questions, seed, suspended(rows))
        if not chosen:
            return None
        questions = questions_of(chosen, seed, rename=not order.own_names)
        limit = None
        if order.minutes is not None:
            limit = timedelta(minutes=ceil(order.minutes * len(questions) / order.questions))
        return self.keep(deeds.begin(order.name, questions, now, limit=limit, pass_mark=order.pass_mark))

    def mark(
        self, paper: Paper, marks: Sequence[Sequence[Mark]], now: Now, *, count: bool
    ) -> tuple[Paper, tuple[Review, ...]]:
        """Keep what the judge gave, and the answers in the log: as reviews, where they are to count.

        Returns:
            The paper, and the rows that were added to the log.
        """
        event = deeds.mark(paper, marks, now)
        after = paper_of([*(one for one in self.events if one.paper == paper.id), event])
        assert after is not None
        rows = reviews_of(after, now.device) if count else ()
        counted = {row.card for row in rows}
        rows = (*rows, *(row for row in answers_of(after, now.device) if row.card not in counted))
        events = [event]
        if count:
            other = deeds.Now(now.at, now.device, bytes(byte ^ 0xFF for byte in now.randomness))
            events.append(deeds.count(paper, other))
        return self.keep(*events, rows=rows), rows

    def own_mark(
        self, paper: Paper, place: Place, marks: float, now: Now
    ) -> tuple[Paper, tuple[Review, ...]]:
        """Keep the learner's own mark; once the whole question has marks, the answer goes into the log."""
        event = deeds.own_mark(paper, place, marks, now)
        after = paper_of([*(one for one in self.events if one.paper == paper.id), event])
        assert after is not None
        rows = answers_of(after, now.device, [place[0]])
        if after.counted:
            key = paper.questions[place[0]].card
            rows = tuple(row for row in reviews_of(after, now.device) if row.card == key) or rows
        return self.keep(event, rows=rows), rows

    def count(self, paper: Paper, now: Now) -> tuple[Paper, tuple[Review, ...]]:
        """Let the answers of a marked paper count as reviews, of the day on which it was handed in."""
        rows = reviews_of(paper, now.device)
        return self.keep(deeds.count(paper, now), rows=rows), rows

    def relearning(
        self, rows: Sequence[Review], cards: Mapping[str, Card], at: datetime
    ) -> tuple[Relearned, ...]:
        """What papers missed and how far it is relearned, without the papers of exams that are over."""
        return relearning(self.papers, rows, cards, starts=self.starts, over=self.over(at))


def suspended(rows: Iterable[Review]) -> frozenset[str]:
    """The keys of cards that the learner has put out of the way, by the log."""
    found: dict[str, bool] = {}
    for row in effective(in_order(row for row in rows if row.kind in _OF_SUSPENDING)):
        found[row.card] = row.kind == "suspend"
    return frozenset(key for key, is_suspended in found.items() if is_suspended)
