"""Decks as Markdown to read and to share: `Q:` and `A:`, with hints and notes below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.exchange.shown import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.deck.cards import Card, Deck


def markdown_text(decks: Iterable[Deck]) -> str:
    """The decks, one after another; what `quizzer import` reads again as questions and answers."""
    return "\n".join(_deck(deck) for deck in decks)


def _deck(deck: Deck) -> str:
    parts = [f"# {_line(deck.name)}", ""]
    if deck.about:
        parts += [deck.about.strip(), ""]
    for card in deck.cards:
        if not card.reverse:
            parts += [*_card(card), "", "---", ""]
    return "\n".join(parts[:-2]) + "\n" if len(parts) > 2 else "\n".join(parts)


def _card(card: Card) -> list[str]:
    sides = sides_of(card)
    tags = "".join(f" #{'-'.join(tag.split())}" for tag in card.tags)
    back = sides.back.strip()
    parted = "\n" if back.startswith(("- ", "1. ")) else " "  # a list begins in a line of its own
    lines = [f"Q: {sides.front.strip()}{tags}", f"A:{parted}{back}"]
    below = [f"Hint: {hint.text.strip()}" for hint in card.hints]
    if card.note is not None:
        below.append(f"Note: {card.note.text.strip()}")
    if below:
        lines += ["", *(line for text in below for line in (f"> {_line(text)}",))]
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())
