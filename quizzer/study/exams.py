"""Exams: a day, what it covers with which weight, how long one may work for it; and which cards those are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from quizzer.deck.cards import Card

PartKind: TypeAlias = Literal["deck", "tag"]
MINUTES_A_DAY = 30
PASS_MARK = 50


@dataclass(frozen=True, slots=True)
class Part:
    """A topic of an exam: a deck or a tag, and how much of the marks it carries against the others."""

    kind: PartKind
    name: str
    """A deck's name or slug, or a tag."""
    weight: Fraction = Fraction(1)
    """Above 0."""

    def covers(self, card: Card) -> bool:
        """Whether a card belongs to it; case, spacing and dashes are forgiven."""
        wanted = folded(self.name)
        if self.kind == "tag":
            return any(folded(tag) == wanted for tag in card.tags)
        return wanted in (folded(card.deck), folded(card.key.partition("/")[0]))


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam to work towards."""

    name: str
    on: date
    """The study day on which it is sat."""
    parts: tuple[Part, ...] = ()
    """What it covers; nothing here means everything that there is."""
    minutes_a_day: int = MINUTES_A_DAY
    """What the learner means to spend on it."""
    pass_mark: int = PASS_MARK
    """In per cent of the marks."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of an exam with the cards that it covers."""

    name: str
    """The deck's, or the tag."""
    share: Fraction
    """Of the exam's marks, above 0; the shares of all topics add up to 1."""
    cards: tuple[Card, ...]
    """At least one."""


def topics(parts: Sequence[Part], cards: Sequence[Card]) -> tuple[Topic, ...]:
    """The topics that have cards, in the parts' order; what has none gives its share to the others.

    Without parts each deck is a topic and weighs what it has in cards. A card of two parts counts in both.
    """
    if not parts:
        decks: dict[str, list[Card]] = {}
        for card in cards:
            decks.setdefault(card.deck, []).append(card)
        return tuple(Topic(name, Fraction(len(own), len(cards)), tuple(own)) for name, own in decks.items())
    found = [(part, tuple(card for card in cards if part.covers(card))) for part in parts]
    held = [(part, own) for part, own in found if own]
    total = sum((part.weight for part, _ in held), Fraction(0))
    return tuple(
        Topic(own[0].deck if part.kind == "deck" else part.name, part.weight / total, own)
        for part, own in held
    )


def marks_of(parts: Sequence[Part], cards: Sequence[Card]) -> Mapping[str, Fraction]:
    """What each card carries of the exam's marks, by key; together they are 1. Others are not covered.

    It is even within a topic. So likely is each to be a question of a paper, and so much
    its recall weighs in an expected mark.
    """
    found: dict[str, Fraction] = {}
    for topic in topics(parts, cards):
        for card in topic.cards:
            found[card.key] = found.get(card.key, Fraction(0)) + topic.share / len(topic.cards)
    return found


def folded(name: str) -> str:
    """A name without what is forgiven in it."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("_", " ").replace("-", " ")
    return "-".join(plain.split())
