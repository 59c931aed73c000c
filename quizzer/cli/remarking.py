"""Remarks on cards for the plain mode: what was remarked, and one more filed, with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.remarks import Remark, Remarks


@dataclass(frozen=True, slots=True)
class Remarking:
    """Remarks on the cards of some decks."""

    remarks: Remarks
    decks: Sequence[Deck]
    now: Callable[[], datetime]

    def on(self, card: Card) -> tuple[Remark, ...]:
        """The remarks on a card, the oldest first."""
        deck = self._deck(card)
        return self.remarks.on(deck, card) if deck else ()

    def file(self, card: Card, text: str) -> str:
        """File one more; what came of it."""
        deck = self._deck(card)
        if deck is None:
            return "The remark is not filed: the card's deck is not there."
        try:
            return f"Filed in {self.remarks.file(deck, card, text, self.now())}."
        except (OSError, ValueError) as error:
            return f"The remark is not filed: {error}"

    def _deck(self, card: Card) -> Deck | None:
        return next((deck for deck in self.decks if deck.slug == card.key.partition("/")[0]), None)
