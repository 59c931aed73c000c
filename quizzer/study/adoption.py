"""History whose card is gone, and the rows by which a card takes it over, or begins anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.orphans import orphans
from quizzer.scheduling.effect import in_order, renamed, undone
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import ALIAS_OF, Review, uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card
    from quizzer.scheduling.fold import CardState

ANSWERED = ("review", "repeat")


@dataclass(frozen=True, slots=True)
class Stray:
    """History that no card has.

    Attributes:
        key: the key under which it stands.
        state: what it comes to.
        card: the card that is most likely meant, one without a history; None if none is like it.
        likeness: of the two, from 0 to 1.
    """

    key: str
    state: CardState
    card: Card | None = None
    likeness: float = 0.0


def strays(cards: Iterable[Card], rows: Sequence[Review]) -> list[Stray]:
    """Return the history that no card has: first what a card is offered for, likeliest first, then the rest.

    A card that was asked but never answered has nothing to lose, and is left out.
    """
    known = list(cards)
    keys = {card.key for card in known}
    if keys.issuperset(row.card for row in rows):  # as a rule: nothing has to be worked out
        return []
    states = {key: state for key, state in fold(rows).items() if state.reviews}
    lost = [key for key in states if key not in keys]
    if not lost:
        return []
    offers = orphans(states, known, _right_answers(rows, set(lost)))
    offered = {one.orphan for one in offers}
    found = [Stray(one.orphan, states[one.orphan], one.card, one.likeness) for one in offers]
    return found + [Stray(key, states[key]) for key in sorted(lost) if key not in offered]


def adopted(old: str, new: str, at: datetime, device: str, randomness: bytes) -> Review:
    """Return the row by which the card `new` takes over the history under `old`; an undo takes it back."""
    return Review(
        id=uuid7(at, randomness), device=device, card=new, at=at, kind="alias", refers=f"{ALIAS_OF}{old}"
    )


def begun_anew(key: str, at: datetime, device: str, randomness: bytes) -> Review:
    """Return the row by which a card begins as one never asked; what was answered stays in the log."""
    return Review(id=uuid7(at, randomness), device=device, card=key, at=at, kind="reset")


def _right_answers(rows: Sequence[Review], lost: set[str]) -> dict[str, str]:
    """Return what was last typed and right, by the keys that cards bear now."""
    ordered = in_order(rows)
    names = renamed(ordered, undone(ordered))
    found: dict[str, str] = {}
    for row in ordered:
        key = names.get(row.card, row.card)
        if key in lost and row.kind in ANSWERED and row.typed and row.verdict.startswith("equivalent"):
            found[key] = row.typed
    return found
