"""What may be done with a mock paper: each deed is an event to be kept before anything of it is shown."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from quizzer.scheduling.log import RANDOM_BYTES, uuid7
from quizzer.study.paper import PaperEvent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from quizzer.study.paper import EventKind, Mark, Paper, PaperQuestion, Place


@dataclass(frozen=True, slots=True)
class Now:
    """Who does something, when, and the randomness of its id."""

    at: datetime
    """Aware, with the learner's local offset."""
    device: str
    randomness: bytes
    """At least ten bytes; fresh ones for each event."""

    @property
    def id(self) -> str:
        """A new id."""
        return uuid7(self.at, self.randomness[:RANDOM_BYTES])

    def event(self, paper: str, kind: EventKind, **content: Any) -> PaperEvent:
        """An event of this moment."""
        told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return PaperEvent(self.id, self.device, paper, self.at, kind, told)


def begin(
    name: str,
    questions: Sequence[PaperQuestion],
    now: Now,
    *,
    limit: timedelta | None = None,
    pass_mark: int | None = None,
) -> PaperEvent:
    """A paper is begun: its clock runs from here."""
    return now.event(
        now.id,
        "begun",
        name=name,
        limit=None if limit is None else limit.total_seconds(),
        deadline=None if limit is None else (now.at + limit).isoformat(),
        **{"pass": pass_mark},
        questions=[asdict(one) for one in questions],
    )


def move(paper: Paper, place: Place, now: Now) -> PaperEvent:
    """A question is looked at."""
    return now.event(paper.id, "moved", question=place[0], step=place[1])


def answer(paper: Paper, place: Place, typed: str, now: Now) -> PaperEvent:
    """An answer is given, or changed, or (with nothing typed) taken away."""
    return now.event(paper.id, "answered", question=place[0], step=place[1], typed=typed)


def flag(paper: Paper, question: int, now: Now) -> PaperEvent:
    """A question's flag is put up or taken down."""
    return now.event(paper.id, "flagged", question=question, step=0, on=question not in paper.flags)


def pause(paper: Paper, now: Now) -> PaperEvent:
    """The paper is put down on purpose: the clock stops."""
    return now.event(paper.id, "paused")


def resume(paper: Paper, now: Now) -> PaperEvent:
    """The paper is taken up again; after a pause the deadline moves by as long as that was.

    After a crash the deadline is what it was: the clock has run on.
    """
    deadline = paper.deadline
    if deadline is not None and paper.paused_at is not None:
        deadline += now.at - paper.paused_at
    return now.event(paper.id, "resumed", deadline=None if deadline is None else deadline.isoformat())


def hand_in(paper: Paper, now: Now) -> PaperEvent:
    """The paper is handed in; after its deadline, as it stood then."""
    if paper.deadline is not None and paper.is_over(now.at):
        return now.event(paper.id, "handed-in", at=paper.deadline.isoformat(), time_was_up=True)
    return now.event(paper.id, "handed-in")


def mark(paper: Paper, marks: Sequence[Sequence[Mark]], now: Now) -> PaperEvent:
    """What the judge gave, question by question and step by step."""
    return now.event(paper.id, "marked", marks=[[asdict(one) for one in each] for each in marks])


def own_mark(paper: Paper, place: Place, marks: float, now: Now) -> PaperEvent:
    """What the learner gives where the judge cannot tell: 0, a half, or 1."""
    return now.event(paper.id, "own-mark", question=place[0], step=place[1], marks=marks)


def count(paper: Paper, now: Now) -> PaperEvent:
    """Its answers count as reviews from now on; the rows of the log are written in the same breath."""
    return now.event(paper.id, "counted")
