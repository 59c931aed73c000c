"""What an answer led to: the verdict, the grade with its reason, the rows for the log, the next date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from quizzer.maths.tree import Span
    from quizzer.maths.verdict import Verdict
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review
    from quizzer.scheduling.quality import Grade
    from quizzer.study.asked import Asked

OutcomeKind: TypeAlias = Literal["right", "wrong", "slip", "self", "given-up"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown once an answer is judged.

    Attributes:
        asked: the question.
        typed: the answer.
        kind: right, wrong, a slip that is asked again, left to the learner's grade, or given up.
        verdict: the judge's own, for mathematics.
        headline: the verdict in words.
        message: one sentence more, or "".
        span: the columns of the answer that the message speaks of.
        right: the right answers as the deck writes them.
        grade: of a card's last step, the quality and why; before that, the step's own.
        review: the row that bears the grade.
        reviews: rows to be kept, in order, before anything is shown.
        due: the study day of the next review; None while it is not known.
        state: of the card, after.
        awaits_grade: whether the learner is to press 0 to 5.
        may_retry: whether another try still counts, so that the right answer is not shown yet.
    """

    asked: Asked
    typed: str
    kind: OutcomeKind
    headline: str
    verdict: Verdict | None = None
    message: str = ""
    span: Span | None = None
    right: tuple[str, ...] = ()
    grade: Grade | None = None
    review: Review | None = None
    reviews: tuple[Review, ...] = ()
    due: date | None = None
    state: CardState | None = None
    awaits_grade: bool = False
    may_retry: bool = False

    @property
    def is_last_step(self) -> bool:
        """Whether the card is done with it."""
        return self.asked.is_last_step
