"""A mock paper: events that are only ever added, and what stands on the paper by them at any moment.

The clock is the wall's. It runs on from the beginning through a crash, a closed terminal and a night, unless
the paper was put down on purpose: a pause stops it, taking the paper up again moves the deadline by as much,
and the report tells of it. The deadline is kept in the events, not worked out by whoever happens to look.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EventKind: TypeAlias = Literal[
    "begun", "moved", "answered", "flagged", "paused", "resumed", "handed-in", "marked", "own-mark", "counted"
]
EVENT_KINDS: frozenset[str] = frozenset(get_args(EventKind))


@dataclass(frozen=True, slots=True)
class PaperEvent:
    """One row about a paper, kept for ever and never changed."""

    id: str
    """UUIDv7."""
    device: str
    paper: str
    """The paper's own id."""
    at: datetime
    """Aware, with the learner's local offset."""
    kind: EventKind
    content: str = "{}"
    """JSON, an object."""

    @property
    def told(self) -> dict[str, Any]:
        """What the content says."""
        found = json.loads(self.content)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question of a paper: enough to put it again in the same words."""

    card: str
    """The card's key."""
    topic: str
    seed: int = 0
    """Shuffles the options of a choice."""
    instance: str = ""
    """What a parametric card drew, as JSON."""
    names: Mapping[str, str] = field(default_factory=dict)
    """From a variable's name in the deck to its name here."""
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer got.

    Attributes:
        marks: 0 to 1; None where the learner is to say.
        code: the verdict as the log keeps it, "" of a blank.
        headline: the verdict in words.
        why: sentences about what went wrong.
        codes: of what was diagnosed.
        typed: the answer.
        right: the right answers, as this paper would have them written.
    """

    marks: float | None
    code: str = ""
    headline: str = ""
    why: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    typed: str = ""
    right: tuple[str, ...] = ()
    near: bool = False
    """Whether it is wrong but nearly right."""


Place: TypeAlias = tuple[int, int]
"""A question and a step of it, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as its events leave it."""

    id: str
    name: str
    """The exam's, or what it is about."""
    begun: datetime
    questions: tuple[PaperQuestion, ...]
    limit: timedelta | None = None
    """How long one has; None: as long as one likes."""
    deadline: datetime | None = None
    """Moved by pauses."""
    pass_mark: int | None = None
    """In per cent."""
    place: Place = (0, 0)
    """What was looked at last."""
    answers: Mapping[Place, str] = field(default_factory=dict)
    """What is not blank."""
    flags: frozenset[int] = frozenset()
    seconds: Mapping[int, float] = field(default_factory=dict)
    """How long each question was looked at, as far as the program was there to see."""
    paused_at: datetime | None = None
    """Since when it is put down."""
    pauses: tuple[timedelta, ...] = ()
    handed_in: datetime | None = None
    time_was_up: bool = False
    """Whether it was taken away at the deadline."""
    marks: tuple[tuple[Mark, ...], ...] | None = None
    """Of each question the marks of its steps; None before it is judged."""
    counted: bool = False
    """Whether its answers count as reviews."""
    last: datetime | None = None
    """When something was done on it last."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be written on."""
        return self.handed_in is None

    def left(self, at: datetime) -> timedelta | None:
        """The time that is left; None without a limit. A paper put down has what it had then."""
        if self.deadline is None:
            return None
        return max(timedelta(), self.deadline - (self.paused_at or self.handed_in or at))

    def is_over(self, at: datetime) -> bool:
        """Whether the time is up."""
        return self.is_open and self.left(at) == timedelta()

    def taken(self, at: datetime) -> timedelta:
        """How long it has been worked on, pauses left out."""
        until = self.handed_in or self.paused_at or at
        return max(timedelta(), until - self.begun - sum(self.pauses, timedelta()))

    def answered(self, question: int) -> int:
        """How many steps of a question have an answer."""
        return sum((question, step) in self.answers for step in range(self.questions[question].steps))

    def is_answered(self, question: int) -> bool:
        """Whether every step of a question has an answer."""
        return self.answered(question) == self.questions[question].steps

    @property
    def counts(self) -> Counter[str]:
        """How many questions are `answered`, `begun`, `open`; and how many are `flagged`."""
        found = Counter(state_of(self, question) for question in range(len(self.questions)))
        found["flagged"] = len(self.flags)
        return found


def state_of(paper: Paper, question: int) -> str:
    """`answered`, `begun` where some of its steps are, or `open`."""
    if paper.is_answered(question):
        return "answered"
    return "begun" if paper.answered(question) else "open"


# ---------------------------------------------------------------- from events to papers


def papers_of(events: Iterable[PaperEvent]) -> tuple[Paper, ...]:
    """All papers, in the order in which they were begun; events in any order, the same one more than once."""
    of_paper: dict[str, dict[str, PaperEvent]] = {}
    for event in events:
        of_paper.setdefault(event.paper, {})[event.id] = event
    found = [paper_of(one.values()) for one in of_paper.values()]
    return tuple(sorted((paper for paper in found if paper), key=lambda paper: (paper.begun, paper.id)))


def paper_of(events: Iterable[PaperEvent]) -> Paper | None:
    """One paper by its events; None where it was never begun."""
    ordered = sorted(events, key=lambda event: (event.at, event.device, event.id))
    first = next((event for event in ordered if event.kind == "begun"), None)
    if first is None:
        return None
    draft = _Draft(first)
    for event in ordered:
        draft.take(event)
    return draft.paper()


_TIMED = frozenset(("moved", "answered", "flagged", "paused", "resumed", "handed-in"))


class _Draft:
    """A paper that events are written into."""

    def __init__(self, begun: PaperEvent) -> None:
        told = begun.told
        self.begun, self.told = begun, told
        self.questions = tuple(_question(one) for one in told.get("questions", ()))
        self.deadline = _moment(told.get("deadline"))
        self.place: Place = (0, 0)
        self.answers: dict[Place, str] = {}
        self.flags: set[int] = set()
        self.paused_at: datetime | None = None
        self.pauses: list[timedelta] = []
        self.handed_in: datetime | None = None
        self.time_was_up = self.counted = False
        self.marks: list[list[Mark]] | None = None
        self.last = self.since = begun.at
        self.seconds: dict[int, float] = {}

    def take(self, event: PaperEvent) -> None:
        self._run_on(event)
        told = event.told
        if event.kind == "resumed":
            self.last = event.at
        match event.kind:
            case "moved" | "answered" | "flagged" if self._may_write(event):
                self._write(event.kind, told)
                self.last = event.at
            case "paused" if self._may_write(event):
                self.paused_at = event.at
            case "resumed" if self.paused_at is not None and self.handed_in is None:
                self.pauses.append(event.at - self.paused_at)
                self.paused_at, self.deadline = None, _moment(told.get("deadline"))
            case "handed-in" if self.handed_in is None:
                self.handed_in = _moment(told.get("at")) or event.at
                self.time_was_up = bool(told.get("time_was_up"))
            case "marked" if self.marks is None:
                self.marks = [[_mark(one) for one in each] for each in told.get("marks", ())]
            case "own-mark" if self.marks is not None:
                self._own_mark(told)
            case "counted":
                self.counted = True

    def _run_on(self, event: PaperEvent) -> None:
        """Count the time since the last event to the question that was looked at.

        What passed before `resumed` nobody was there to see: it is on the clock, but no question's.
        """
        if event.kind not in _TIMED or self.paused_at is not None or self.handed_in is not None:
            self.since = event.at
            return
        until = event.at if self.deadline is None else min(event.at, self.deadline)
        if event.kind != "resumed" and until > self.since:
            question = self.place[0]
            self.seconds[question] = self.seconds.get(question, 0.0) + (until - self.since).total_seconds()
        self.since = event.at

    def _may_write(self, event: PaperEvent) -> bool:
        """After the deadline, on a paper that was put down or handed in, nothing is written."""
        in_time = self.deadline is None or event.at <= self.deadline
        return in_time and self.handed_in is None and self.paused_at is None

    def _write(self, kind: str, told: dict[str, Any]) -> None:
        question, step = int(told.get("question", 0)), int(told.get("step", 0))
        if not 0 <= question < len(self.questions) or not 0 <= step < self.questions[question].steps:
            return
        if kind == "flagged":
            (self.flags.add if told.get("on") else self.flags.discard)(question)
            return
        self.place = (question, step)
        if kind == "answered":
            typed = str(told.get("typed", ""))
            self.answers.pop(self.place, None)
            if typed.strip():
                self.answers[self.place] = typed

    def _own_mark(self, told: dict[str, Any]) -> None:
        assert self.marks is not None
        question, step = int(told.get("question", -1)), int(told.get("step", 0))
        if 0 <= question < len(self.marks) and 0 <= step < len(self.marks[question]):
            before = self.marks[question][step]
            given = min(1.0, max(0.0, float(told.get("marks", 0))))
            self.marks[question][step] = replace(before, marks=given)

    def paper(self) -> Paper:
        limit = self.told.get("limit")
        return Paper(
            id=self.begun.paper,
            name=str(self.told.get("name", "")),
            begun=self.begun.at,
            questions=self.questions,
            limit=None if limit is None else timedelta(seconds=float(limit)),
            deadline=self.deadline,
            pass_mark=self.told.get("pass"),
            place=self.place,
            answers=self.answers,
            flags=frozenset(self.flags),
            seconds=self.seconds,
            paused_at=self.paused_at,
            pauses=tuple(self.pauses),
            handed_in=self.handed_in,
            time_was_up=self.time_was_up,
            marks=None if self.marks is None else tuple(tuple(each) for each in self.marks),
            counted=self.counted,
            last=self.last,
        )


def _question(told: Mapping[str, Any]) -> PaperQuestion:
    return PaperQuestion(
        card=str(told["card"]),
        topic=str(told.get("topic", "")),
        seed=int(told.get("seed", 0)),
        instance=str(told.get("instance", "")),
        names=dict(told.get("names", {})),
        steps=max(1, int(told.get("steps", 1))),
    )


def _mark(told: Mapping[str, Any]) -> Mark:
    marks = told.get("marks")
    return Mark(
        None if marks is None else float(marks),
        str(told.get("code", "")),
        str(told.get("headline", "")),
        tuple(map(str, told.get("why", ()))),
        tuple(map(str, told.get("codes", ()))),
        str(told.get("typed", "")),
        tuple(map(str, told.get("right", ()))),
        bool(told.get("near", False)),
    )


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
