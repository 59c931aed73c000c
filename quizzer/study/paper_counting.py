"""What a marked paper adds to the log: answers that bear on no schedule or, if the learner asks, reviews."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.scheduling.quality import GRADED, quality_of
from quizzer.study.paper_marking import marks_of_question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from quizzer.scheduling.log import Kind
    from quizzer.study.paper import Mark, Paper

_BY_OWN_MARK = ((1.0, 4), (0.5, 3), (0.0, 1))


def answers_of(paper: Paper, device: str, only: Iterable[int] | None = None) -> tuple[Review, ...]:
    """The answers of a marked paper as rows of kind `exam`: kept and counted in statistics, on no schedule.

    Questions that wait for the learner's own mark, or whose card is gone, are left out.

    Args:
        paper: marked.
        device: this device's name.
        only: of these questions, counted from 0; else of all.
    """
    chosen = range(len(paper.questions)) if only is None else only
    return tuple(row for place in chosen for row in _rows(paper, place, "exam", device))


def reviews_of(paper: Paper, device: str) -> tuple[Review, ...]:
    """The answers as ordinary reviews, which the schedule is made of; a card asked twice is reviewed once."""
    seen: set[str] = set()
    rows: list[Review] = []
    for place, question in enumerate(paper.questions):
        if question.card not in seen and (own := _rows(paper, place, "review", device)):
            seen.add(question.card)
            rows += own
    return tuple(rows)


def _rows(paper: Paper, place: int, kind: Kind, device: str) -> list[Review]:
    """A row a step, the last of which bears the quality: the lowest of the steps'."""
    question = paper.questions[place]
    steps = paper.marks[place] if paper.marks else ()
    at = paper.handed_in
    if at is None or marks_of_question(steps) is None:
        return []
    qualities = [quality_of_mark(one) for one in steps]
    known = [one for one in qualities if one is not None]
    if len(known) < len(steps):
        return []  # what could not be read decides nothing: a slip of the keyboard is no lapse
    seconds = paper.seconds.get(place)
    return [
        Review(
            id=uuid7(at, _randomness(paper, place, step, kind, at)),
            device=device,
            card=question.card,
            at=at,
            kind=kind,
            instance=question.instance,
            typed=mark.typed,
            verdict=" ".join((mark.code, *mark.codes)).strip(),
            quality=min(known) if step == len(steps) - 1 else None,
            seconds=None if seconds is None else seconds / len(steps),
        )
        for step, mark in enumerate(steps)
    ]


def quality_of_mark(mark: Mark) -> int | None:
    """The quality that an answer on a paper stands for; None where it could not be read."""
    if not mark.typed.strip():
        return 0
    if mark.code in GRADED:
        return quality_of(mark.code, near_miss=mark.near).quality
    if mark.marks is not None and mark.code in ("self", "undecided"):
        return next(quality for least, quality in _BY_OWN_MARK if mark.marks >= least)
    return None


def _randomness(paper: Paper, place: int, step: int, kind: str, at: datetime) -> bytes:
    """The same for the same answer: a row written twice is one row."""
    text = f"{paper.id} {place} {step} {kind} {at.isoformat()}"
    return hashlib.sha256(text.encode()).digest()[:RANDOM_BYTES]
