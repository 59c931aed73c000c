"""Marks that a learner puts on the card that stands there: not today, not until resumed, to come back to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.fold import NEW
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.study.sitting import asking, with_rows

if TYPE_CHECKING:
    from quizzer.scheduling.log import Kind
    from quizzer.study.sitting import Moment, Session


def bury(session: Session, moment: Moment) -> tuple[Session, Review]:
    """Not today."""
    return _put_aside(session, "bury", moment)


def suspend(session: Session, moment: Moment) -> tuple[Session, Review]:
    """Not until it is resumed."""
    return _put_aside(session, "suspend", moment)


def flag(session: Session, moment: Moment) -> tuple[Session, Review]:
    """Mark the card, or take its mark away; it goes on being asked as before."""
    row = _row(session, "unflag" if is_flagged(session) else "flag", moment)
    return with_rows(session, (row,)), row


def is_flagged(session: Session) -> bool:
    """Whether the card that stands there is marked."""
    return bool(session.queue) and session.states.get(session.queue[0].card.key, NEW).flagged


def _put_aside(session: Session, kind: Kind, moment: Moment) -> tuple[Session, Review]:
    row = _row(session, kind, moment)
    session = with_rows(session, (row,))
    queue = tuple(item for item in session.queue if item.card.key != row.card)
    return asking(replace(session, queue=queue)), row


def _row(session: Session, kind: Kind, moment: Moment) -> Review:
    assert session.standing
    return Review(
        id=uuid7(moment.at, moment.randomness[:RANDOM_BYTES]),
        device=session.device,
        card=session.queue[0].card.key,
        at=moment.at,
        kind=kind,
    )
