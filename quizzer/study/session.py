"""A sitting, step by step: each takes a Session and returns the next, with the rows that the log must keep.

The caller appends an outcome's `reviews` to the log before it shows anything of it; nothing here writes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.deed import last_deed
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import due_day
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.scheduling.quality import Grade, quality_of
from quizzer.study.judging import Judged, judge_answer, right_answers
from quizzer.study.outcome import Outcome
from quizzer.study.queue import Item, Rules
from quizzer.study.sitting import Moment, Session, asking, begin, with_rows

if TYPE_CHECKING:
    from quizzer.scheduling.log import Kind
    from quizzer.study.asked import Asked, AskedKind

__all__ = (
    "Moment",
    "Rules",
    "Session",
    "begin",
    "bury",
    "give_up",
    "grade_self",
    "judge",
    "proceed",
    "regrade",
    "retry",
    "skip",
    "suspend",
    "take_hint",
    "undo",
)

OWN_GRADE = "your own grade"
# ---------------------------------------------------------------- answering


def judge(session: Session, typed: str, moment: Moment) -> tuple[Session, Outcome]:
    """Judge an answer to what is asked.

    Raises:
        ValueError: nothing is asked.
    """
    question = _standing(session)
    found = judge_answer(question, typed)
    if found.kind == "slip":
        outcome = _told(session, typed, found)
        return replace(session, outcome=outcome), outcome
    if found.kind == "self":
        return _ungraded(session, typed, found, moment)
    tries = session.tries + 1
    state = session.states.get(question.card.key, NEW)
    own = quality_of(
        found.code,
        near_miss=found.near_miss,
        hints=session.step_hints,
        tries=tries,
        first_key=moment.first_key,
        median_first_key=state.median_first_key,
        earlier_successes=state.successes,
    )
    return _graded(replace(session, tries=tries), _told(session, typed, found), own, moment, found.code)


def give_up(session: Session, moment: Moment) -> tuple[Session, Outcome]:
    """What "don't know" leads to: quality 0, and the right answer."""
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
    if outcome.review is not None and _is_whole(session):
        return _overridden(session, shown, own, moment)
    return _graded(session, shown, own, moment, "self")


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


def _standing(session: Session) -> Asked:
    if session.asked is None:
        raise ValueError("nothing is asked")
    return session.asked


def _told(session: Session, typed: str, found: Judged) -> Outcome:
    question = _standing(session)
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


def _is_whole(session: Session) -> bool:
    """Whether the card has one question, so that its row bears the grade at once."""
    return _standing(session).steps == 1


def _ungraded(session: Session, typed: str, found: Judged, moment: Moment) -> tuple[Session, Outcome]:
    """Shown at once, graded by the learner; of a card with one question the row is there already."""
    outcome = replace(_told(session, typed, found), awaits_grade=True)
    if not _is_whole(session):
        return replace(session, outcome=outcome), outcome
    row = _row(session, moment, typed, found.code, None)
    return _kept(session, replace(outcome, review=row), (row,))


def _graded(
    session: Session, outcome: Outcome, own: Grade, moment: Moment, code: str
) -> tuple[Session, Outcome]:
    """The outcome with its grade: a card's quality is the lowest of its steps'."""
    question = outcome.asked
    is_second_try = session.outcome is not None and session.outcome.may_retry
    grades = (*(session.step_grades[:-1] if is_second_try else session.step_grades), own)
    session = replace(session, step_grades=grades)
    if not question.is_last_step:
        # The step's answer is kept at once; it decides nothing before the last one.
        row = _row(session, moment, outcome.typed, code, None)
        return _kept(session, replace(outcome, grade=own), (row,))
    grade = min(grades, key=lambda each: each.quality)
    if grade.quality < own.quality:
        grade = Grade(grade.quality, f"{grade.reason}, at an earlier step")
    if (earlier := _first_try(session)) is not None:
        return _overridden(session, replace(outcome, review=earlier), grade, moment)
    row = _row(session, moment, outcome.typed, code, grade.quality)
    first_try = outcome.kind == "wrong" and session.tries == 1 and question.steps == 1
    may_retry = session.rules.second_try and first_try and question.kind == session.queue[0].kind
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
    question = _standing(session)
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
        before = session.outcome
        done = (*(done[:-1] if before is not None and before.grade is not None else done), outcome)
    return replace(session, outcome=outcome, done=done), outcome


# ---------------------------------------------------------------- moving on


def take_hint(session: Session) -> Session:
    """One more hint, if there is one and the answer is not shown yet."""
    question = _standing(session)
    is_open = session.outcome is None or session.outcome.kind == "slip" or session.outcome.may_retry
    if not is_open or session.step_hints >= len(question.hints):
        return session
    return replace(session, hints=session.hints + 1, step_hints=session.step_hints + 1)


def retry(session: Session) -> Session:
    """The same question again, with the answer out of sight.

    A second try that the rules allow regrades the first, without this. One after the right answer was shown
    is practice, and kept as such.
    """
    outcome = session.outcome
    if outcome is None or outcome.may_retry or not outcome.is_last_step:
        return session
    question = _standing(session)
    again = replace(question, kind="practice")
    return replace(session, asked=again, outcome=None, tries=0, step_hints=0, step_grades=())


def proceed(session: Session) -> Session:
    """The next step, or the next card; what scored below 4 waits for the end of the sitting."""
    outcome = session.outcome
    if outcome is None or outcome.kind == "slip" or outcome.awaits_grade:
        return session
    if not outcome.is_last_step:
        return asking(session, outcome.asked.step + 1)
    item = session.queue[0]
    rest = session.queue[1:]
    state = session.states.get(item.card.key, NEW)
    if item.kind != "practice" and state.needs_repeat and not state.suspended:
        rest = (*rest, Item(item.card, "repeat"))
    return asking(replace(session, queue=rest))


def skip(session: Session) -> Session:
    """The same card later: it goes to the end of the queue."""
    if len(session.queue) < 2 or (session.outcome is not None and session.outcome.kind != "slip"):
        return session
    return asking(replace(session, queue=(*session.queue[1:], session.queue[0])))


def bury(session: Session, moment: Moment) -> tuple[Session, Review]:
    """Not today."""
    return _put_aside(session, "bury", moment)


def suspend(session: Session, moment: Moment) -> tuple[Session, Review]:
    """Not until it is resumed."""
    return _put_aside(session, "suspend", moment)


def _put_aside(session: Session, kind: Kind, moment: Moment) -> tuple[Session, Review]:
    _standing(session)
    key = session.queue[0].card.key
    row = Review(
        id=uuid7(moment.at, moment.randomness[:RANDOM_BYTES]),
        device=session.device,
        card=key,
        at=moment.at,
        kind=kind,
    )
    session = with_rows(session, (row,))
    queue = tuple(item for item in session.queue if item.card.key != key)
    return asking(replace(session, queue=queue)), row


# ---------------------------------------------------------------- taking back


def undo(session: Session, moment: Moment) -> tuple[Session, tuple[Review, ...]]:
    """Take back what was done last, in this sitting or in one before; its card is asked again, first.

    An answer goes with everything that hangs on it: the grades given to it and the answers to earlier steps.

    Returns:
        The session, and the rows to be kept; none if there is nothing to take back.
    """
    targets = last_deed(session.rows)
    if not targets:
        return session, ()
    rows = tuple(
        Review(
            id=uuid7(moment.at, _numbered(moment.randomness, place)),
            device=session.device,
            card=target.card,
            at=moment.at,
            kind="undo",
            refers=target.id,
        )
        for place, target in enumerate(targets)
    )
    session = with_rows(session, rows)
    done = session.done
    if done and done[-1].review is not None and done[-1].review.id in {target.id for target in targets}:
        done = done[:-1]
    return asking(replace(session, queue=_first_in_queue(session, targets[-1]), done=done)), rows


def _first_in_queue(session: Session, taken_back: Review) -> tuple[Item, ...]:
    """The queue with the card of a row taken back at its head, as what the log now says it is."""
    key = taken_back.card
    rest = tuple(item for item in session.queue if item.card.key != key)
    card = session.cards.get(key)
    if card is None:
        return rest
    state = session.states.get(key, NEW)
    kind: AskedKind = "repeat" if state.needs_repeat else "review" if state.memory else "new"
    if taken_back.kind == "exam":
        kind = "practice"
    return (Item(card, kind), *rest)


def _numbered(randomness: bytes, place: int) -> bytes:
    """Ten bytes that differ from place to place."""
    return bytes((*randomness[: RANDOM_BYTES - 1], (randomness[RANDOM_BYTES - 1] + place) & 0xFF))
