"""Taking back: what the learner did last, with what hangs on it, and what is asked after that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day
from quizzer.scheduling.deed import last_deed
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import is_due, is_new, wants_repeat
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.study.queue import Item
from quizzer.study.sitting import asking, moved_on, with_rows

if TYPE_CHECKING:
    from datetime import date

    from quizzer.scheduling.fold import CardState
    from quizzer.study.asked import AskedKind
    from quizzer.study.sitting import Moment, Session


def undo(session: Session, moment: Moment) -> tuple[Session, tuple[Review, ...]]:
    """Take back what was done last, in this sitting or in one before; its card is asked again, first.

    An answer goes with everything that hangs on it: the grades given to it and the answers to earlier steps.
    A card that was put aside after its review for today is not asked again: that review stands.

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
    done = session.done
    if done and done[-1].review is not None and done[-1].review.id in {target.id for target in targets}:
        done = done[:-1]
    after = with_rows(session, rows)
    queue = _queue_after(after, targets[-1], study_day(moment.at, session.rules.starts))
    return asking(replace(after, queue=queue, done=done)), rows


def _queue_after(session: Session, taken_back: Review, today: date) -> tuple[Item, ...]:
    """The queue with the card of a row taken back at its head, as what the log now says it is."""
    card = session.cards.get(taken_back.card)
    queue = session.queue
    if taken_back.kind == "exam":
        # Practice was no review: one that still waits goes on waiting, and so does a repeat.
        if session.is_counted and queue[0].card.key == taken_back.card:
            queue = moved_on(session)
        rest = tuple(item for item in queue if (item.card.key, item.kind) != (taken_back.card, "practice"))
        return rest if card is None else (Item(card, "practice"), *rest)
    rest = tuple(item for item in queue if item.card.key != taken_back.card)
    kind = _kind_of(session.states.get(taken_back.card, NEW), today)
    if session.is_practice and taken_back.kind in ("bury", "suspend"):
        kind = "practice"
    return rest if card is None or kind is None else (Item(card, kind), *rest)


def _kind_of(state: CardState, today: date) -> AskedKind | None:
    """As what a card would be asked today; None where it would not."""
    if is_new(state, today):
        return "new"
    if is_due(state, today):
        return "review"
    return "repeat" if wants_repeat(state, today) else None


def _numbered(randomness: bytes, place: int) -> bytes:
    """Ten bytes that differ from place to place."""
    return bytes((*randomness[: RANDOM_BYTES - 1], (randomness[RANDOM_BYTES - 1] + place) & 0xFF))
