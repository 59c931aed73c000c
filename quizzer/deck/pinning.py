"""Ids written into a deck's file, so that history outlives an edit: lines put in, nothing else touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.loading import load_source
from quizzer.deck.source import Source

if TYPE_CHECKING:
    from quizzer.deck.cards import Card, Deck


def unpinned(deck: Deck) -> list[Card]:
    """Return the cards of a deck whose id is made from their prompt."""
    return [card for card in deck.cards if not card.has_own_id and not card.reverse]


def pinned(source: Source, deck: Deck) -> str:
    """Return the deck's text with the ids of all cards in it: comments, layout and line ends as they were.

    A card that cannot be given its id without a doubt (one that has an anchor or a tag) stays as it is.
    """
    cards = sorted(unpinned(deck), key=lambda card: card.start, reverse=True)
    text = source.text
    for card in cards:
        text = _with_id(text, card)
    if _keeps_keys(source, deck, text, cards):
        return text
    text = source.text
    for card in cards:  # one of them is not what it looks like: each on its own, then
        candidate = _with_id(text, card)
        if _keeps_keys(source, deck, candidate, [card]):
            text = candidate
    return text


def _with_id(text: str, card: Card) -> str:
    """Return the text with the id as the first field of one card."""
    start = card.start
    if text.startswith("{", start):
        return f"{text[: start + 1]}id: {card.id}, {text[start + 1 :]}"
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:start]}id: {card.id}{newline}{' ' * (start - line_start)}{text[start:]}"


def _keeps_keys(source: Source, deck: Deck, text: str, cards: list[Card]) -> bool:
    """Whether the text still holds the same cards, under the same keys, and these have ids of their own."""
    again, _, _ = load_source(Source(source.path, text))
    if again is None or [one.key for one in again.cards] != [one.key for one in deck.cards]:
        return False
    own = {one.key for one in again.cards if one.has_own_id}
    return all(card.key in own for card in cards)
