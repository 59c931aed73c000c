"""History whose card is gone: offered to the card that is most likely the same, edited, moved or renamed.

The log knows a card by its key alone. An id that was made from a prompt begins with the prompt's words, and
an id of an author's own says what the card is about: keys are alike where the cards are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.deck.cards import Card

LEAST = 0.6
"""The likeness below which nothing is offered; from Ratcliff and Obershelp's measure, 0 to 1."""

_CHECKSUM = re.compile(r"-[0-9a-f]{8}(?=~|\Z)")
_OTHER_DECK = 0.9  # a card of the same deck is the likelier one


@dataclass(frozen=True, slots=True)
class Suggestion:
    """History under `orphan` may belong to `card`; `likeness` is 1 for the same id in another deck."""

    orphan: str
    card: Card
    likeness: float


def orphans(keys_in_log: Iterable[str], cards: Iterable[Card]) -> list[Suggestion]:
    """Return for keys that no card has the cards without history that are most like them, likeliest first.

    A card is offered once, and a key gets one card.
    """
    logged = set(keys_in_log)
    known = list(cards)
    keys = {card.key for card in known}
    lost = sorted(logged - keys)
    fresh = [card for card in known if card.key not in logged]
    pairs = [
        (likeness, orphan, card)
        for orphan in lost
        for card in fresh
        if (likeness := _likeness(orphan, card.key)) >= LEAST
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2].key))
    found: list[Suggestion] = []
    taken: set[str] = set()
    for likeness, orphan, card in pairs:
        if orphan not in taken and card.key not in taken:
            taken |= {orphan, card.key}
            found.append(Suggestion(orphan, card, likeness))
    return found


def _likeness(one: str, other: str) -> float:
    """Return how alike two keys are, checksums left aside."""
    deck, _, mine = one.partition("/")
    other_deck, _, theirs = other.partition("/")
    if mine == theirs:
        return 1.0
    if mine.endswith("~reversed") != theirs.endswith("~reversed"):
        return 0.0
    share = 1.0 if deck == other_deck else _OTHER_DECK
    matcher = SequenceMatcher(None, _CHECKSUM.sub("", mine), _CHECKSUM.sub("", theirs), autojunk=False)
    if matcher.real_quick_ratio() * share < LEAST or matcher.quick_ratio() * share < LEAST:
        return 0.0
    return share * matcher.ratio()
