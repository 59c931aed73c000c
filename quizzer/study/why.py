"""Why an answer got the grade it got, and what another grade would have taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study import when
from quizzer.study.mistakes import DONE

if TYPE_CHECKING:
    from quizzer.scheduling.fold import CardState
    from quizzer.study.outcome import Outcome

OWN_GRADE = "your own grade"
"""The reason of a grade that the learner gave."""


def why(outcome: Outcome, before: CardState) -> tuple[str, ...]:
    """The reasons for a grade and for the next date, a sentence each; () where there is no grade.

    Args:
        outcome: of the card's last answer.
        before: the card's state before it.
    """
    if outcome.grade is None:
        return ()
    quality, reason = outcome.grade
    lines = [f"{quality}: {reason}. {_against_others(outcome, before)}".strip()]
    if outcome.asked.steps > 1:
        lines.append("A card in steps is graded by its lowest step.")
    return (*lines, *_schedule(outcome, before))


def _against_others(outcome: Outcome, before: CardState) -> str:
    assert outcome.grade is not None
    quality, reason = outcome.grade
    if reason.startswith(OWN_GRADE):
        return "A grade of your own stands in place of the program's."
    if quality == 0:
        return "Nothing was answered."
    if quality == 1:
        return (
            "No known slip, such as a sign or a transpose, leads from it to the right answer; then it were 2."
        )
    if quality == 2:
        codes = [found.code for found in (outcome.verdict.diagnoses if outcome.verdict else ())]
        said = next((DONE[code] for code in codes if code in DONE), "")
        return f"You {said}." if said else "Part of it is right."
    if quality == 3:
        return "At once, without a hint and in the form asked for, it were 4."
    return _speed(outcome, before, quality)


def _speed(outcome: Outcome, before: CardState, quality: int) -> str:
    first = outcome.review.first_key if outcome.review else None
    usual = before.median_first_key
    if not before.successes:
        return "5 is given from the second time on that a card is known."
    if first is None:
        return "5 needs the time of the first key, which was not seen here."
    if usual is None:
        return "5 needs a usual time to compare with, which this card has not yet."
    compared = f"The first key came after {first:.1f} s, on this card usually after {usual:.1f} s"
    return f"{compared}." if quality > 4 else f"{compared}; sooner than that is 5."


def _schedule(outcome: Outcome, before: CardState) -> tuple[str, ...]:
    after = outcome.state.memory if outcome.state else None
    if outcome.asked.kind == "practice":
        return ("Practice leaves the schedule as it is.",)
    if outcome.asked.kind == "repeat":
        return ("A repeat within the day leaves the next date as it is.",)
    if after is None:
        return ()
    now = f"The interval is {when.counted(after.interval, 'day')}"
    if before.memory is None:
        return (f"{now}, the card's first.",)
    eases = f"ease {before.memory.ease / 100:.2f} → {after.ease / 100:.2f}"
    return (f"{now}; it was {when.counted(before.memory.interval, 'day')} ({eases}).",)
