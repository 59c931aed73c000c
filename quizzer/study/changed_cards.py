"""A deck edited in the middle of a sitting: the sitting goes on with the cards as they are now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.study.adoption import adopted
from quizzer.study.sitting import asking, asking_again, with_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from quizzer.deck.cards import Card
    from quizzer.scheduling.log import Review
    from quizzer.study.sitting import Moment, Session


def successors(old: Iterable[Card], new: Iterable[Card]) -> dict[str, str]:
    """From the keys of cards that are gone to those that stand in their places and were not there before.

    A card without an id of its own gets another key when its prompt is edited; it is the same card still.
    """
    before = {card.key: card for card in old}
    after = {card.key: card for card in new}
    places = {_place(card): card for card in after.values() if card.key not in before and not card.has_own_id}
    found: dict[str, str] = {}
    for key, card in before.items():
        there = places.get(_place(card))
        if key not in after and not card.has_own_id and there is not None:
            found[key] = there.key
    return found


def _place(card: Card) -> tuple[str, int, bool]:
    return card.key.partition("/")[0], card.number, card.reverse


def with_cards(session: Session, cards: Iterable[Card], gone: AbstractSet[str] = frozenset()) -> Session:
    """The session with cards as they are now, by their keys; new ones are not asked in it.

    What stands there unanswered is asked anew as it is now, at the same step; a verdict stays in sight.

    Args:
        session: as it stands.
        cards: all that there are now.
        gone: the keys of those that their author has taken out.
    """
    now = {key: card for card in cards if (key := card.key) in session.cards}
    known = {key: now.get(key, card) for key, card in session.cards.items() if key not in gone}
    if known == session.cards and not gone:
        return session
    head = session.queue[0].card.key if session.queue else ""
    judged = session.outcome is not None and session.outcome.kind != "slip"
    queue = tuple(
        replace(item, card=known.get(item.card.key, item.card))
        for place, item in enumerate(session.queue)
        if item.card.key not in gone or (judged and place == 0)
    )
    after = replace(session, cards=known, queue=queue)
    if session.asked is None:
        return after
    if not judged and head in gone:
        return asking(after)
    return asking_again(after)


def taken_over(
    session: Session, names: Mapping[str, str], cards: Iterable[Card], moment: Moment
) -> tuple[Session, tuple[Review, ...]]:
    """The session with the history of cards under the keys that they bear now, and the rows that say so.

    Args:
        session: as it stands.
        names: from old keys to new ones.
        cards: all that there are now.
        moment: now.
    """
    if not names:
        return session, ()
    by_key = {card.key: card for card in cards}
    rows = tuple(
        adopted(old, new, moment.at, session.device, _numbered(moment.randomness, place))
        for place, (old, new) in enumerate(names.items())
    )
    known = {
        names.get(key, key): by_key.get(names.get(key, key), card) for key, card in session.cards.items()
    }
    queue = tuple(
        replace(item, card=known.get(names.get(item.card.key, item.card.key), item.card))
        for item in session.queue
    )
    states = {key: state for key, state in session.states.items() if key not in names}
    return with_rows(replace(session, cards=known, queue=queue, states=states), rows), rows


def _numbered(randomness: bytes, place: int) -> bytes:
    return bytes((*randomness[:-1], (randomness[-1] + place) & 0xFF))
