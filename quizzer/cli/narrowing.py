"""Cards that a command narrows itself down to: those of a tag, of a family, those that a filter finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.errors import UsageError
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quizzer.deck.cards import Card, Deck
    from quizzer.scheduling.log import Review
    from quizzer.study.filter_parser import Condition
    from quizzer.study.queue import Rules


def keeps(card: Card, tag: str | None, family: str | None) -> bool:
    """Whether a card is among those that are meant."""
    return (tag is None or tag in card.tags) and (family is None or card.family == family)


def narrowed(decks: Sequence[Deck], tag: str | None, family: str | None) -> tuple[Deck, ...]:
    """The decks with only those cards that bear a tag and are of a family, where one is named.

    Raises:
        UsageError: there is none.
    """
    if tag is None and family is None:
        return tuple(decks)
    cards = [card for deck in decks for card in deck.cards]
    if tag is not None and not any(tag in card.tags for card in cards):
        raise UsageError(
            f"no card has the tag `{tag}`; {_known(tag, {one for c in cards for one in c.tags})}"
        )
    if family is not None and not any(family == card.family for card in cards):
        known = {card.family for card in cards if card.family}
        raise UsageError(f"no card is of the family `{family}`; {_known(family, known)}")
    found = [
        replace(deck, cards=tuple(card for card in deck.cards if keeps(card, tag, family))) for deck in decks
    ]
    kept = tuple(deck for deck in found if deck.cards)
    if not kept:
        raise UsageError(f"no card has the tag `{tag}` and is of the family `{family}`")
    return kept


def read(query: str) -> Condition:
    """The filter of a command line.

    Raises:
        UsageError: it cannot be read; one sentence with the column.
    """
    from quizzer.study.filter_parser import FilterError, parse_filter

    try:
        return parse_filter(query)
    except FilterError as error:
        raise UsageError(f"the filter at column {error.start + 1}: {error.message}") from error


def fulfilling(
    decks: Sequence[Deck], condition: Condition, rows: Sequence[Review], today: date, rules: Rules
) -> tuple[Deck, ...]:
    """The decks with only those cards that a filter finds.

    Raises:
        UsageError: it finds none.
    """
    from quizzer.study.filters import fulfils, no_such, subjects
    from quizzer.study.queue import states_of

    cards = [card for deck in decks for card in deck.cards]
    found = subjects(cards, states_of(rows, rules), today, rules)
    kept = {one.card.key for one in found if fulfils(one, condition)}
    if not kept:
        said = no_such(condition, cards) or "no card is like that; `quizzer browse` shows what there is"
        raise UsageError(f"{said[:1].lower()}{said[1:]}")
    narrowed = [replace(deck, cards=tuple(card for card in deck.cards if card.key in kept)) for deck in decks]
    return tuple(deck for deck in narrowed if deck.cards)


def _known(word: str, known: set[str]) -> str:
    return did_you_mean(word, sorted(known)) or f"there are {', '.join(sorted(known)) or 'none'}"
