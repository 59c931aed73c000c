"""A sitting, step by step: each takes a Session and returns the next, with the rows that the log must keep.

The caller appends an outcome's `reviews` to the log before it shows anything of it; nothing here writes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import due_day
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.scheduling.quality import Grade, quality_of
from quizzer.study.judging import Judged, judge_answer, right_answers
from quizzer.study.marking import bury, flag, is_flagged, suspend
from quizzer.study.moving import proceed, retry, skip, take_hint
from quizzer.study.outcome import Outcome
from quizzer.study.queue import Rules
from quizzer.study.sitting import Moment, Session, begin, with_rows
from quizzer.study.taking_back import redo, undo
from quizzer.study.why import OWN_GRADE

if TYPE_CHECKING:
    from quizzer.scheduling.log import Kind

__all__ = (
    "Moment",
    "Rules",
    "Session",
    "begin",
    "bury",
    "flag",
    "give_up",
    "grade_self",
    "is_flagged",
    "judge",
    "proceed",
    "redo",
    "regrade",
    "retry",
    "skip",
    "suspend",
    "take_hint",
    "undo",
)

SAME_AGAIN = "this is what was judged just now: change it, or have the answer shown"

# ---------------------------------------------------------------- answering


def judge(session: Session, typed: str, moment: Moment) -> tuple[Session, Outcome]:
    """Judge an answer to what is asked.

    Raises:
        ValueError: nothing is asked.
    """
    question = session.standing
    first = session.outcome
    if first is not None and first.may_retry and _bare(first.typed) == _bare(typed):
        # Enter pressed twice: the second try is for another answer than the first.
        said = Judged("slip", "malformed", "The same answer", SAME_AGAIN)
        return session, _told(session, typed, said)
    found = judge_answer(question, typed)
    if found.kind == "slip":
        outcome = _told(session, typed, found)
        # A second try that is open stays so: what a slip says is no answer to it.
        return (session if _first_try(session) else replace(session, outcome=outcome)), outcome
    if found.kind == "self":
        return _ungraded(session, typed, found, moment)
    tries = session.tries + 1
    state = session.states.get(question.card.key, NEW)
    own = quality_of(
        found.code,
        near_miss=found.near_miss,
        hints=session.step_hints,
        tries=tries,
        first_key=None if session.is_retry else moment.first_key,  # what was just shown is no feat
        median_first_key=state.median_first_key,
        earlier_successes=state.successes,
    )
    return _graded(replace(session, tries=tries), _told(session, typed, found), own, moment, found.codes)


def give_up(session: Session, moment: Moment) -> tuple[Session, Outcome]:
    """What "don't know" leads to: quality 0, and the right answer.

    Instead of a second try it only shows the right answer: the grade of the first stands.
    """
    before = session.outcome
    if before is not None and before.may_retry:
        outcome = replace(before, reviews=(), may_retry=False)
        return replace(session, outcome=outcome, done=(*session.done[:-1], outcome)), outcome
    found = Judged("wrong", "different", "Not known")
    outcome = replace(_told(session, "", found), kind="given-up")
    return _graded(session, outcome, quality_of("", blank=True), moment, "")


def grade_self(session: Session, quality: int, moment: Moment) -> tuple[Session, Outcome]:
    """The learner's own grade, where the judge has none: of a recall, or of what is undecided."""
    outcome = session.outcome
    if outcome is None or not outcome.awaits_grade:
        raise ValueError("no grade is waited for")
    shown = replace(outcome, awaits_grade=False)
    own = Grade(quality, OWN_GRADE)
    grades = _grades(session, own)
    session = replace(session, step_grades=grades)
    if not outcome.is_last_step:
        shown = replace(shown, grade=own, reviews=())
        return replace(session, outcome=shown), shown
    return _overridden(session, shown, _lowest(grades), moment)


def regrade(session: Session, quality: int, moment: Moment) -> tuple[Session, Outcome]:
    """Another quality for the card just judged: a row that overrides the review's.

    Practice bears on no schedule: there the outcome stays as it is, without rows.
    """
    outcome = session.outcome
    if outcome is None or outcome.review is None or outcome.grade is None:
        raise ValueError("there is no grade to override")
    if outcome.review.kind == "exam":
        return session, replace(outcome, reviews=())
    return _overridden(session, outcome, Grade(quality, OWN_GRADE), moment)


def _told(session: Session, typed: str, found: Judged) -> Outcome:
    question = session.standing
    return Outcome(
        asked=question,
        typed=typed,
        kind=found.kind,
        headline=found.headline,
        verdict=found.verdict,
        message=found.message,
        span=found.span,
        right=right_answers(question.question),
    )


def _bare(typed: str) -> str:
    return "".join(typed.split())


def _grades(session: Session, own: Grade) -> tuple[Grade, ...]:
    """The grades of a card's steps with one more; of a card with one question only the last try's counts."""
    return (*session.step_grades, own) if session.standing.steps > 1 else (own,)


def _lowest(grades: tuple[Grade, ...]) -> Grade:
    """The grade of a card whose steps got `grades`."""
    lowest = min(grades, key=lambda each: each.quality)
    if lowest.quality < grades[-1].quality:
        return Grade(lowest.quality, f"{lowest.reason}, at an earlier step")
    return grades[-1]


def _ungraded(session: Session, typed: str, found: Judged, moment: Moment) -> tuple[Session, Outcome]:
    """Kept and shown at once, graded by the learner."""
    before = session.outcome
    outcome = replace(_told(session, typed, found), awaits_grade=True)
    if before is not None and before.may_retry and before.grade is not None:
        # A second try: the first one's grade, which the learner's own will override.
        outcome = replace(outcome, review=before.review)
        session, outcome = _overridden(session, outcome, before.grade, moment)
        outcome = replace(outcome, grade=None)
        return replace(session, outcome=outcome), outcome
    row = _row(session, moment, typed, found.codes, None)
    return _kept(session, replace(outcome, review=row if outcome.is_last_step else None), (row,))


def _graded(
    session: Session, outcome: Outcome, own: Grade, moment: Moment, code: str
) -> tuple[Session, Outcome]:
    """The outcome with its grade: a card's quality is the lowest of its steps'."""
    question = outcome.asked
    grades = _grades(session, own)
    session = replace(session, step_grades=grades)
    if not question.is_last_step:
        # The step's answer is kept at once; it decides nothing before the last one.
        row = _row(session, moment, outcome.typed, code, None)
        return _kept(session, replace(outcome, grade=own), (row,))
    grade = _lowest(grades)
    if (earlier := _first_try(session)) is not None:
        return _overridden(session, replace(outcome, review=earlier), grade, moment)
    row = _row(session, moment, outcome.typed, code, grade.quality)
    first_try = outcome.kind == "wrong" and session.tries == 1 and question.steps == 1
    may_retry = session.rules.second_try and first_try and not session.is_retry
    return _kept(session, replace(outcome, grade=grade, review=row, may_retry=may_retry), (row,))


def _first_try(session: Session) -> Review | None:
    """The row of the first of several tries at a card; a later one regrades it."""
    before = session.outcome
    return before.review if before is not None and before.may_retry else None


def _overridden(session: Session, outcome: Outcome, grade: Grade, moment: Moment) -> tuple[Session, Outcome]:
    assert outcome.review is not None
    row = Review(
        id=uuid7(moment.at, moment.randomness[:RANDOM_BYTES]),
        device=session.device,
        card=outcome.review.card,
        at=moment.at,
        kind="override",
        typed=outcome.typed,
        quality=grade.quality,
        refers=outcome.review.id,
    )
    return _kept(session, replace(outcome, grade=grade), (row,))


def _row(session: Session, moment: Moment, typed: str, code: str, quality: int | None) -> Review:
    question = session.standing
    kind: Kind = "review"
    if question.kind == "repeat":
        kind = "repeat"
    elif question.kind == "practice":
        kind = "exam"  # kept, and no part of any schedule
    return Review(
        id=uuid7(moment.at, moment.randomness[:RANDOM_BYTES]),
        device=session.device,
        card=session.queue[0].card.key,
        at=moment.at,
        kind=kind,
        instance=question.instance,
        typed=typed,
        verdict=code,
        quality=quality,
        first_key=moment.first_key,
        seconds=moment.seconds,
        hints=session.hints,
    )


def _kept(session: Session, outcome: Outcome, rows: tuple[Review, ...]) -> tuple[Session, Outcome]:
    """The session with rows added, and the outcome that knows what they lead to."""
    key = rows[-1].card
    session = with_rows(session, rows)
    state = session.states.get(key, NEW)
    due = due_day(state) if outcome.is_last_step else None
    outcome = replace(outcome, reviews=rows, state=state, due=due)
    done = session.done
    if outcome.is_last_step and outcome.grade is not None and not session.is_retry:
        done = (*(done[:-1] if session.has_done(outcome) else done), outcome)
    return replace(session, outcome=outcome, done=done), outcome
