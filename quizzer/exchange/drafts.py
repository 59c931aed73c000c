"""Drafts: cards on their way into a deck, as fields that a person would write, with remarks for them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What a field of a deck holds, all of it text."""

_KINDS = ("answer", "text", "number", "choices", "cloze", "recall", "steps")
_KEPT = "\n\t"
_STEERING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
_LONGEST_ID = 60
_ID = re.compile(r"[^\s/~{}\x00-\x1f\x7f]{1,120}")
"""What a deck takes as an id."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One card that is proposed.

    Attributes:
        fields: as in a deck's file, in the order in which they will stand there.
        comments: sentences for the person who reads the file; they stand above the card.
        line: where it comes from: a line, or the number of a row or note; counted from 1, 0 if unknown.
        source_key: what another program knows the card by; its history goes by that.
    """

    fields: Mapping[str, Value]
    comments: tuple[str, ...] = ()
    line: int = 0
    source_key: str = ""

    @property
    def kind(self) -> str:
        """Which kind of question it is."""
        return next((kind for kind in _KINDS if kind in self.fields), "")

    @property
    def id(self) -> str:
        """Its id, "" while it has none."""
        found = self.fields.get("id", "")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class DraftDeck:
    """A deck that is proposed: what its file will say."""

    name: str
    cards: tuple[Draft, ...]
    about: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    lang: str = ""


def cleaned(text: str) -> str:
    """The text without what would steer a terminal or turn the reading order; its lines end in newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(
        character
        for character in text
        if character in _KEPT
        or (unicodedata.category(character) not in ("Cc", "Cs") and character not in _STEERING)
    )


def slug_of(text: str, fallback: str = "card") -> str:
    """A word for an id: `Trace Cyclic Property` is `trace-cyclic-property`."""
    bare = re.sub(
        r"\\(?:mathbf|mathrm|boldsymbol|mathbb|operatorname|text|left|right|d?frac|cdot|times|quad|in|to)\b|\$",
        " ",
        text,
    )
    apart = unicodedata.normalize("NFKD", bare.casefold())
    kept = "".join(one for one in apart if not unicodedata.combining(one))
    words = re.findall(r"[^\W_]+", kept)
    found = ""
    for word in words:
        if len(found) + len(word) >= _LONGEST_ID:
            break
        found = f"{found}-{word}" if found else word
    return found or (words[0][:_LONGEST_ID] if words else fallback)


def is_id(text: str) -> bool:
    """Whether a deck takes a text as an id."""
    return bool(_ID.fullmatch(text))


def with_ids(cards: Iterable[Draft]) -> tuple[Draft, ...]:
    """The cards, those without an id given one from their own words; each id stands once.

    The same cards in the same order get the same ids, so that history follows a second import.
    """
    cards = tuple(cards)
    taken: set[str] = set()
    numbers: dict[str, int] = {}  # of each word the last number that it was given
    found: list[Draft] = []
    given = [card.id if _ID.fullmatch(card.id) else slug_of(card.id, "") for card in cards]
    wanted = [name or slug_of(_words(card)) for name, card in zip(given, cards, strict=True)]
    own = {name for name in given if name}
    for card, name, kept in zip(cards, wanted, given, strict=True):
        number, chosen = numbers.get(name, 1), name
        while chosen in taken or (not kept and chosen in own):
            number += 1
            chosen = f"{name}-{number}"
        taken.add(chosen)
        numbers[name] = number
        rest = {key: value for key, value in card.fields.items() if key != "id"}
        found.append(Draft({"id": chosen, **rest}, card.comments, card.line, card.source_key))
    return tuple(found)


def _words(card: Draft) -> str:
    for name in ("prompt", "cloze", "recall"):
        text = card.fields.get(name)
        if isinstance(text, str) and text.strip():
            return text
    return ""
