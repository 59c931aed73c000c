"""One card more in a deck: what it would be, what the file would be, and what would be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.checking import card_problems
from quizzer.deck.checks.twins import twins
from quizzer.deck.loading import load_source
from quizzer.deck.problems import in_file_order
from quizzer.deck.source import Source
from quizzer.deck.writing import AddingError, with_card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.deck.cards import Deck
    from quizzer.deck.problems import Problem
    from quizzer.deck.writing import Value


@dataclass(frozen=True, slots=True)
class Added:
    """A deck's text with a card more, and what is wrong with it that was not wrong before."""

    text: str
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the card may go into the file: warnings are for its author to weigh."""
        return not any(problem.severity == "error" for problem in self.problems)


def added(source: Source, deck: Deck, fields: Mapping[str, Value]) -> Added:
    """Return a deck's text with one card more after its last.

    A card without an id gets the one that would follow from its prompt: history follows the id, and with one
    of its own a typo put right loses nothing.

    Raises:
        AddingError: the file has no list of cards written a card under the other.
    """
    text = with_card(source.text, deck.path, fields)
    if "id" not in fields:
        found, _, _ = load_source(Source(deck.path, text))
        if found is not None and len(found.cards) > len(deck.cards):
            text = with_card(source.text, deck.path, {"id": found.cards[-1].id, **fields})
    return Added(text, tuple(_new_problems(Source(deck.path, text), source)))


def declared(symbols: str) -> dict[str, str]:
    """Return `A, B: matrix(n, n); x: vector(n)` as a deck writes it; checking says what is wrong with a kind.

    Raises:
        AddingError: a part of it has no colon.
    """
    found: dict[str, str] = {}
    for part in symbols.split(";"):
        names, colon, kind = part.partition(":")
        if part.strip() and not colon:
            raise AddingError(f"`{part.strip()}` has no colon: write `x: vector(n)`")
        if colon:
            found[names.strip()] = kind.strip()
    return found


def _new_problems(source: Source, before: Source) -> list[Problem]:
    """Return what is wrong with the deck that was not wrong before; only what is new is checked."""
    deck, problems, _ = load_source(source)
    old_deck, old_problems, _ = load_source(before)
    told = {(problem.field, problem.message) for problem in old_problems}
    found = [problem for problem in problems if (problem.field, problem.message) not in told]
    if deck is not None:
        old = {card.key for card in old_deck.cards} if old_deck is not None else set()
        new = tuple(card for card in deck.cards if card.key not in old)
        found += (problem for card in new if not card.reverse for problem in card_problems(card))
        fields = {f"cards[{card.number}].prompt" for card in new}
        found += (problem for problem in twins([deck]) if problem.field in fields)
    return in_file_order(found)
