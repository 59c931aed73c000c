"""The report on a paper: its marks by topic and question, where the time went, how earlier ones went."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.study import when
from quizzer.study.exams import folded
from quizzer.study.paper_marking import marks_of_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from quizzer.study.paper import Mark, Paper, PaperQuestion


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """One question: what it got and how long it was looked at."""

    number: int
    """From 1."""
    question: PaperQuestion
    steps: tuple[Mark, ...]
    """Empty where its card is gone: then it has no part in the marks."""
    marks: Fraction | None
    """0 to 1; None while the learner's own mark is waited for, and where the card is gone."""
    seconds: float

    @property
    def is_gone(self) -> bool:
        """Whether its card was in no deck any more."""
        return not self.steps

    @property
    def awaits(self) -> bool:
        """Whether the learner is to mark it."""
        return bool(self.steps) and self.marks is None

    @property
    def is_missed(self) -> bool:
        """Whether it did not get all that there was."""
        return self.marks is not None and self.marks < 1


@dataclass(frozen=True, slots=True)
class Score:
    """Marks out of as many; what waits for the learner's own mark may still be added."""

    marks: Fraction
    of: int
    waiting: int = 0

    @property
    def share(self) -> Fraction | None:
        """0 to 1; None where there is nothing to get."""
        return self.marks / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A paper of the same name that was marked before."""

    number: int
    at: datetime
    score: Score


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of a paper that was handed in and marked."""

    paper: Paper
    number: int
    """Which of all papers it is, from 1."""
    score: Score
    topics: tuple[tuple[str, Score, float], ...]
    """Each topic's score, and the seconds a question."""
    questions: tuple[QuestionReport, ...]
    taken: timedelta
    earlier: tuple[Earlier, ...]
    """Of the same name, oldest first."""

    @property
    def passed(self) -> bool | None:
        """Whether the pass mark is reached; None without one, or while marks that decide it are open."""
        mark, share = self.paper.pass_mark, self.score.share
        if mark is None or share is None:
            return None
        if share * 100 >= mark:
            return True
        best = (self.score.marks + self.score.waiting) / self.score.of
        return None if best * 100 >= mark else False

    @property
    def missed(self) -> tuple[QuestionReport, ...]:
        """The questions that did not get all that there was."""
        return tuple(one for one in self.questions if one.is_missed)


def report(paper: Paper, papers: Sequence[Paper]) -> Report:
    """The report on one of all papers.

    Raises:
        ValueError: it is not marked yet.
    """
    if paper.marks is None or paper.handed_in is None:
        raise ValueError("the paper is not marked yet")
    questions = tuple(
        QuestionReport(
            place + 1, question, steps, marks_of_question(steps), float(paper.seconds.get(place, 0.0))
        )
        for place, (question, steps) in enumerate(zip(paper.questions, paper.marks, strict=True))
    )
    topics: dict[str, list[QuestionReport]] = {}
    for one in questions:
        topics.setdefault(one.question.topic, []).append(one)
    before = [
        Earlier(number, one.handed_in, score_of(_reported(one)))
        for number, one in enumerate(papers, 1)
        if one.marks is not None
        and one.handed_in is not None
        and one.begun < paper.begun
        and folded(one.name) == folded(paper.name)
    ]
    return Report(
        paper=paper,
        number=next((k for k, one in enumerate(papers, 1) if one.id == paper.id), len(papers)),
        score=score_of(questions),
        topics=tuple(
            (name, score_of(own), sum(one.seconds for one in own) / len(own)) for name, own in topics.items()
        ),
        questions=questions,
        taken=paper.taken(paper.handed_in),
        earlier=tuple(before),
    )


def _reported(paper: Paper) -> list[QuestionReport]:
    assert paper.marks is not None
    return [
        QuestionReport(place, question, steps, marks_of_question(steps), 0.0)
        for place, (question, steps) in enumerate(zip(paper.questions, paper.marks, strict=True))
    ]


def score_of(questions: Iterable[QuestionReport]) -> Score:
    """What some questions got together, a mark each; those whose card is gone have no part in it."""
    counted = [one for one in questions if not one.is_gone]
    return Score(
        sum((one.marks or Fraction(0) for one in counted), Fraction(0)),
        len(counted),
        sum(one.awaits for one in counted),
    )


def score_text(score: Score) -> str:
    """`14.5 of 20`."""
    return f"{marks_text(score.marks)} of {score.of}"


def marks_text(marks: Fraction) -> str:
    """`14.5`, `0.67`: marks in as few digits as say it, two after the point at most."""
    return f"{float(marks):.2f}".rstrip("0").rstrip(".")


def percent(share: Fraction | None) -> str:
    """`73 %`, rounded down: a mark that is not reached is not shown as reached."""
    return "–" if share is None else f"{int(share * 100)} %"


def taken_text(found: Report) -> str:
    """How long the paper took, and how honest the clock was."""
    paper = found.paper
    text = f"In {when.clock(found.taken.total_seconds())}"
    if paper.limit is not None:
        text += f" of {when.clock(paper.limit.total_seconds())}"
    if paper.time_was_up:
        text += "; the time was up"
    if paper.pauses:
        paused = sum((one.total_seconds() for one in paper.pauses), 0.0)
        times = {1: "once", 2: "twice"}.get(len(paper.pauses), f"{len(paper.pauses)} times")
        text += f"; put down {times}, for {when.lasting(paused)}"
    return text + "."
