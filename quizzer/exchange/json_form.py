"""Decks as JSON and back: the deck format's own names, for programs.

    {"quizzer": 1, "decks": [{"deck": "…", "id": "…", "about": "…", "symbols": {…}, "cards": [{…}]}]}

A card's fields are those of a deck's file, all of them texts, lists and objects.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from quizzer.errors import ImportRefused
from quizzer.exchange.account import Account
from quizzer.exchange.brought import Brought
from quizzer.exchange.columns import CellError, checked_record
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, is_id, with_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.exchange.drafts import Value

VERSION = 1
_TEXTS = ("deck", "id", "about", "lang")


def json_text(decks: Iterable[DraftDeck]) -> str:
    """The JSON of decks."""
    told = {"quizzer": VERSION, "decks": [_deck(deck) for deck in decks]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _deck(deck: DraftDeck) -> dict[str, Any]:
    head = {"deck": deck.name, "id": deck.id, "about": deck.about, "lang": deck.lang}
    told: dict[str, Any] = {name: text for name, text in head.items() if text}
    if deck.symbols:
        told["symbols"] = dict(deck.symbols)
    told["cards"] = [dict(card.fields) for card in deck.cards]
    return told


def read_json(text: str, name: str) -> list[Brought]:
    """Bring decks in from JSON: as above, one deck of them, or a list of cards.

    Raises:
        ImportRefused: it is no JSON, or none of decks.
    """
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImportRefused(f"line {error.lineno}, column {error.colno} is no JSON: {error.msg}") from None
    except RecursionError:
        raise ImportRefused("the JSON is nested too deeply") from None
    if isinstance(told, dict) and told.get("quizzer") not in (None, VERSION):
        raise ImportRefused(f"a later version of quizzer wrote it: {told['quizzer']!r}")
    if isinstance(told, list):
        told = {"deck": name, "cards": told}
    decks = told.get("decks", [told]) if isinstance(told, dict) else None
    if not isinstance(decks, list) or not decks or not all(_is_deck(one) for one in decks):
        raise ImportRefused("the JSON holds no decks: a deck is an object with a list of `cards`")
    return [_brought(one, name) for one in decks]


def _is_deck(told: Any) -> bool:
    return isinstance(told, dict) and isinstance(told.get("cards"), list)


def _brought(told: dict[str, Any], name: str) -> Brought:
    account = Account()
    cards: list[Draft] = []
    for number, one in enumerate(told["cards"], start=1):
        try:
            cards.append(Draft(_clean_fields(checked_record(one)), line=number))
        except CellError as error:
            account.add(number, "card", "left out", str(one)[:200], str(error))
    head = {key: cleaned(str(told[key])) for key in _TEXTS if told.get(key)}
    symbols = told.get("symbols", {})
    if not isinstance(symbols, dict):
        raise ImportRefused("the `symbols` of a deck are an object from names to what they are")
    if head.get("id") and not is_id(head["id"]):
        del head["id"]  # it would name no deck; the file's name does, then
    kinds = {str(key): cleaned(str(kind)) for key, kind in symbols.items()}
    drafts = with_ids(cards)
    for card in drafts:
        account.add(card.line, "card", "checked" if "verify" in card.fields else "card", card.id, card.kind)
    deck = DraftDeck(
        head.get("deck", name), drafts, head.get("about", ""), kinds, head.get("id", ""), head.get("lang", "")
    )
    return Brought(deck, account)


def _clean_fields(fields: dict[str, Value]) -> dict[str, Value]:
    return {name: _clean(value) for name, value in fields.items()}


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {cleaned(name): _clean(one) for name, one in value.items()}
