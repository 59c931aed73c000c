"""Whether the card just answered keeps slipping, and what is told of it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study.leeches import is_told_now, leech
from quizzer.study.sitting import of_card

if TYPE_CHECKING:
    from datetime import date

    from quizzer.study.outcome import Outcome
    from quizzer.study.sitting import Session


def slipping(session: Session, outcome: Outcome, today: date) -> tuple[str, ...]:
    """What is told of a card that has slipped once more, a sentence each; () of every other."""
    state = outcome.state
    is_review = outcome.review is not None and outcome.review.kind == "review"
    if state is None or not is_review or outcome.grade is None:
        return ()
    if not is_told_now(state.history, session.rules.leech_after):
        return ()
    return leech(of_card(session, outcome.asked.card.key), state.history).told(today)
