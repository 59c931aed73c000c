"""Decks read again while they are studied: what is good is taken, a broken save loses no card.

Pure but for reading the files: who watches them, and what becomes of a card that is being asked, is said
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzer.deck.cards import Steps
from quizzer.deck.loading import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.loading import Loaded
    from quizzer.deck.problems import Problem


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What a reload came to."""

    decks: tuple[Deck, ...]
    """In the order in which they were; new ones after them."""
    problems: tuple[Problem, ...]
    """All that is wrong with the files as they stand now."""
    changed: frozenset[str]
    """The keys of cards that ask or answer something else now."""
    added: frozenset[str]
    """The keys of cards that were not there."""
    removed: frozenset[str]
    """The keys of cards that their author has taken out."""
    kept: frozenset[str]
    """The keys of cards that stand as they were last good, since their file has errors now."""


def reload(decks: Sequence[Deck], files: Sequence[Path] = ()) -> Reloaded:
    """Read the files of decks again.

    Where a file has an error, its cards that are gone stay as they were before: who is half through an edit
    has taken nothing out. Where it has none, what is gone is gone.

    Args:
        decks: as they were loaded last, in the state that is studied.
        files: what was asked for, where that is more than the files of these decks (a deck that is new, or
            that could not be read at first).
    """
    paths = dict.fromkeys((*(deck.path for deck in decks), *files))
    return merged(decks, load(list(paths)))


def merged(decks: Sequence[Deck], loaded: Loaded) -> Reloaded:
    """Bring together decks as they were and as they were read just now (see `reload`)."""
    fresh = {deck.path: deck for deck in loaded.decks}
    broken = {one.path for one in loaded.problems if one.severity == "error"}
    found: list[Deck] = []
    kept: set[str] = set()
    for old in decks:
        new = fresh.pop(old.path, None)
        if old.path not in broken:
            found += () if new is None else (new,)
            continue
        together, stayed = _with_last_good(old, new)
        found.append(together)
        kept |= stayed
    found += fresh.values()
    before, after = _by_key(decks), _by_key(found)
    return Reloaded(
        tuple(found),
        loaded.problems,
        frozenset(key for key, card in after.items() if key in before and not same(card, before[key])),
        frozenset(after.keys() - before.keys()),
        frozenset(before.keys() - after.keys()),
        frozenset(kept),
    )


def same(one: Card, other: Card) -> bool:
    """Whether two cards ask and answer the same, wherever they stand in the file."""
    return _unplaced(one) == _unplaced(other)


def _unplaced(card: Card) -> Card:
    question = card.question
    if isinstance(question, Steps):
        question = Steps(tuple(replace(step, start=0) for step in question.steps))
    return replace(card, start=0, number=0, question=question)


def _with_last_good(old: Deck, new: Deck | None) -> tuple[Deck, set[str]]:
    """Return a deck whose file is broken with the old cards in the places of those that are gone."""
    if new is None or not new.cards:
        return old, {card.key for card in old.cards}
    there = {card.key for card in new.cards}
    cards = list(new.cards)
    at = 0
    kept: set[str] = set()
    for card in old.cards:
        if card.key in there:
            at = next(index for index, one in enumerate(cards) if one.key == card.key) + 1
        else:
            cards.insert(at, card)
            kept.add(card.key)
            at += 1
    return replace(new, cards=tuple(cards)), kept


def _by_key(decks: Sequence[Deck]) -> dict[str, Card]:
    return {card.key: card for deck in decks for card in deck.cards}
