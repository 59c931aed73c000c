"""Taking back and putting back: what the learner did last, with what hangs on it, and what is asked then."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from quizzer.deck.cards import ChoiceAnswer
from quizzer.scheduling.day import study_day
from quizzer.scheduling.deed import last_deed, last_taken_back
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import is_due, is_new, wants_repeat
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.study.queue import Item
from quizzer.study.sitting import asking, moved_on, with_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.scheduling.fold import CardState
    from quizzer.study.asked import AskedKind
    from quizzer.study.sitting import Moment, Session

_MARKS = ("flag", "unflag")
_OF_CARDS: dict[str, str] = {
    "bury": "putting the card off until tomorrow",
    "suspend": "suspending the card",
    "resume": "resuming the card",
    "flag": "the flag",
    "unflag": "taking the flag away",
    "alias": "the card's new name",
    "reset": "beginning the card anew",
}
_LONGEST = 40
_NO_CARDS: Mapping[str, Card] = MappingProxyType({})


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
    rows = _undoing(session, targets, moment)
    done, taken = session.done, session.taken_back
    if done and done[-1].review is not None and done[-1].review.id in {target.id for target in targets}:
        *earlier, last = done
        done, taken = tuple(earlier), (*taken, last)
    after = replace(with_rows(session, rows), done=done, taken_back=taken)
    if targets[-1].kind in _MARKS:
        return after, rows  # a mark is no part of what is asked
    queue = _queue_after(after, targets[-1], study_day(moment.at, session.rules.starts))
    return asking(replace(after, queue=queue)), rows


def redo(session: Session, moment: Moment) -> tuple[Session, tuple[Review, ...]]:
    """Put back what was taken back last, if nothing was done since; a restart in between does not matter.

    Returns:
        The session, and the rows to be kept; none if there is nothing to put back.
    """
    pairs = last_taken_back(session.rows)
    if not pairs:
        return session, ()
    rows = _undoing(session, tuple(undo for undo, _ in pairs), moment)
    deed = tuple(target for _, target in pairs)
    again = {target.id for target in deed}
    back = [one for one in session.taken_back if one.review is not None and one.review.id in again]
    taken = tuple(one for one in session.taken_back if one not in back)
    after = replace(with_rows(session, rows), done=(*session.done, *back[-1:]), taken_back=taken)
    if deed[-1].kind in _MARKS:
        return after, rows
    return asking(
        replace(after, queue=_queue_with(after, deed[-1], study_day(moment.at, session.rules.starts)))
    ), rows


def told(targets: Sequence[Review], cards: Mapping[str, Card] = _NO_CARDS) -> str:
    """What a deed was, in words that go on from "Taken back: " and "Put back: ".

    Of a choice no number is told: its options stand in another order when it is asked again.
    """
    root = next((one for one in targets if one.kind not in ("override", "undo")), None)
    if root is None:
        return "a grade of your own"
    if root.kind in _OF_CARDS:
        return _OF_CARDS[root.kind]
    typed = " ".join(root.typed.split())
    if len(typed) > _LONGEST:
        typed = typed[: _LONGEST - 1] + "…"
    grade = next((one.quality for one in targets if one.kind == "override"), root.quality)
    graded = "" if grade is None else f", graded {grade}"
    card = cards.get(root.card)
    if typed and card is not None and isinstance(card.question, ChoiceAnswer):
        return f"what you chose{graded}"
    if typed:
        return f"the answer {typed}{graded}"
    if not root.verdict:
        return f"don't know{graded}"
    return f"the card you graded yourself{graded}" if graded else "a look at the answer"


def deed_taken_back(session: Session, rows: Sequence[Review]) -> tuple[Review, ...]:
    """What undo's or redo's rows act on, in the end: the rows of the deed itself."""
    by_id = {row.id: row for row in session.rows}
    found: list[Review] = []
    for row in rows:
        target: Review | None = row
        seen: set[str] = set()  # in a ring, which no program writes, there is no deed
        while target is not None and target.kind == "undo" and target.id not in seen:
            seen.add(target.id)
            target = by_id.get(target.refers)
        if target is not None and target.kind != "undo":
            found.append(target)
    return tuple(found)


def _undoing(session: Session, targets: Sequence[Review], moment: Moment) -> tuple[Review, ...]:
    return tuple(
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


def _queue_with(session: Session, put_back: Review, today: date) -> tuple[Item, ...]:
    """The queue once a deed counts again: its card is done with, but for a repeat that it asks for."""
    card, queue = session.cards.get(put_back.card), session.queue
    if put_back.kind == "exam":
        place = next(
            (k for k, one in enumerate(queue) if (one.card.key, one.kind) == (put_back.card, "practice")),
            None,
        )
        return queue if place is None else (*queue[:place], *queue[place + 1 :])
    rest = tuple(item for item in queue if item.card.key != put_back.card)
    if card is not None and wants_repeat(session.states.get(put_back.card, NEW), today):
        return (*rest, Item(card, "repeat"))
    return rest


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
