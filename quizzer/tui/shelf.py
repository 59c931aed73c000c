"""Shelf: where decks and remarks lie, and which editor opens them, as the command line hands it in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.deck.remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from quizzer.deck.cards import Card, Deck


def _every(_: Card) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Shelf:
    """Handed in by the command line."""

    own: Path
    """The folder of the learner's decks, which need not be there."""
    data: Path
    bundled: Path | None = None
    """The folder of the decks that come along, which are never written to."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Says which editor the learner likes."""
    keeps: Callable[[Card], bool] = _every
    """Which cards are studied, where the command line narrowed them down."""

    @property
    def remarks(self) -> Remarks:
        """The remarks on all decks."""
        return Remarks(self.data, self.bundled)

    def is_bundled(self, deck: Deck) -> bool:
        """Whether a deck came with the program."""
        return self.bundled is not None and deck.path.is_relative_to(self.bundled)

    def own_copy(self, deck: Deck) -> Path:
        """The file of a deck that the learner may write to: of one that came along a copy among their own.

        The copy stands in for its namesake from then on, with the same keys, so that history goes on.

        Raises:
            OSError: there is no room for it.
        """
        if not self.is_bundled(deck):
            return deck.path
        path = self.own / deck.path.name
        if not path.exists():
            self.own.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(deck.path, path)
        return path
