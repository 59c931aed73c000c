"""Moving on in a sitting: a hint, the next card, the same one again, later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.study.interleaving import next_first
from quizzer.study.queue import family_of
from quizzer.study.sitting import asking, moved_on

if TYPE_CHECKING:
    from datetime import datetime

    from quizzer.study.sitting import Session


def take_hint(session: Session) -> Session:
    """One more hint, if there is one and the answer is not shown yet."""
    question = session.standing
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
    if outcome is None or outcome.may_retry or outcome.awaits_grade or not outcome.is_last_step:
        return session
    again = replace(session.standing, kind="practice")
    return replace(session, asked=again, outcome=None, tries=0, step_hints=0, step_grades=(), is_retry=True)


def proceed(session: Session, at: datetime | None = None) -> Session:
    """The next step, or the next card; what scored below 4 waits for the end of the sitting.

    Once the time for the sitting is up by `at`, it ends where the next card would begin.
    """
    outcome = session.outcome
    if outcome is None or outcome.kind == "slip" or outcome.awaits_grade:
        return session
    if not outcome.is_last_step:
        return asking(session, outcome.asked.step + 1)
    after = replace(session, queue=moved_on(session))
    if after.queue and at is not None and session.ends is not None and at >= session.ends:
        return replace(after, asked=None, outcome=None, is_retry=False, is_over=True)
    return asking(after)


def skip(session: Session) -> Session:
    """The same card later: it goes to the end of the queue; one tried again after its review is done with."""
    if session.is_retry and session.outcome is None:
        return asking(replace(session, queue=moved_on(session)))
    if len(session.queue) < 2 or (session.outcome is not None and session.outcome.kind != "slip"):
        return session
    first, *rest = session.queue
    return asking(replace(session, queue=tuple(next_first([*rest, first], family_of, family_of(first)))))
