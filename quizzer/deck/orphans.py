"""History whose card is gone: offered to the card that is most likely the same, edited, moved or renamed.

The log knows a card by its key, and what was answered. An id that was made from a prompt begins with the
prompt's words, and an id of an author's own says what the card is about: keys are alike where the cards are.
A right answer that was typed is like the card's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.cards import MathAnswer, NumberAnswer, TextAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from quizzer.deck.cards import Card

LEAST = 0.6
"""The likeness below which nothing is offered, 0 to 1."""

_CHECKSUM = re.compile(r"-[0-9a-f]{8}(?=~|\Z)")
_OTHER_DECK = 0.9  # a card of the same deck is the likelier one
_MOVED = 0.9  # and one of another deck is no longer the same where its name is another
_BY_ANSWER = 0.4  # how much of the likeness an answer makes up, where it speaks for the card
_SURE = 0.999
_MOST_COMPARED = 2_000_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """History under `orphan` may belong to `card`; `likeness` is 1 for the same id in another deck."""

    orphan: str
    card: Card
    likeness: float


def orphans(
    keys_in_log: Iterable[str], cards: Iterable[Card], answers: Mapping[str, str] | None = None
) -> list[Suggestion]:
    """Return for keys that no card has the cards without history that are most like them, likeliest first.

    A card is offered once, and a key gets one card.

    Args:
        keys_in_log: the cards that have history.
        cards: all that there are.
        answers: what was last typed and right, by key.
    """
    logged = set(keys_in_log)
    known = list(cards)
    keys = {card.key for card in known}
    lost = sorted(logged - keys)
    fresh = [card for card in known if card.key not in logged]
    if not lost or not fresh:
        return []
    told = answers or {}
    pairs = [
        (likeness, orphan, card)
        for orphan in lost
        for likeness, card in _candidates(orphan, fresh, told.get(orphan, ""), len(lost))
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2].key))
    found: list[Suggestion] = []
    taken: set[str] = set()
    for likeness, orphan, card in pairs:
        if orphan not in taken and card.key not in taken:
            taken |= {orphan, card.key}
            found.append(Suggestion(orphan, card, likeness))
    return found


def _candidates(orphan: str, fresh: list[Card], typed: str, many: int) -> Iterable[tuple[float, Card]]:
    """Yield the cards that are like a key; where there are very many, those of its own id or deck alone."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - not on the way to the first question

    deck, _, mine = orphan.partition("/")
    some = fresh
    if len(fresh) * many > _MOST_COMPARED:
        some = [card for card in fresh if card.id == mine] or [
            card for card in fresh if card.key.startswith(f"{deck}/")
        ]
    for card in some:
        likeness = _likeness(deck, mine, card, typed, fuzz.ratio)
        if likeness >= LEAST:
            yield likeness, card


def _likeness(deck: str, mine: str, card: Card, typed: str, ratio: Callable[[str, str], float]) -> float:
    """Return how alike a key and a card are: by their names, checksums left aside, and by the answer."""
    other_deck, _, theirs = card.key.partition("/")
    if mine == theirs:
        return 1.0
    if mine.endswith("~reversed") != theirs.endswith("~reversed"):
        return 0.0
    share = 1.0 if deck == other_deck else _OTHER_DECK
    by_name = ratio(_CHECKSUM.sub("", mine), _CHECKSUM.sub("", theirs)) / 100
    if typed:
        by_answer = max((ratio(_bare(typed), _bare(one)) / 100 for one in _answers(card)), default=0.0)
        by_name = max(by_name, (1 - _BY_ANSWER) * by_name + _BY_ANSWER * by_answer)
    if deck != other_deck and by_name < _MOVED:
        return 0.0
    return min(share * by_name, _SURE)


def _answers(card: Card) -> Iterable[str]:
    match card.question:
        case MathAnswer(answers=accepted) | TextAnswer(accepted=accepted):
            return [one.text for one in accepted]
        case NumberAnswer(value=value):
            return [value.text]
    return []


def _bare(text: str) -> str:
    return "".join(text.split())
