"""Cards that ask the same as another, in the same deck or in two: alike up to spelling and small words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.deck.checks.near_twins import near_twins
from quizzer.deck.problems import visible
from quizzer.deck.spelt import problem_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.problems import Problem

SMALL = frozenset(
    "a an and are as at be by for from give given how in is it its of on or respect say state that the this"
    " to what where which with write".split()
)
"""Words that make no question another one."""

_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")
_SPACING = re.compile(
    r"\\(?:mathbf|boldsymbol|mathrm|mathit|operatorname|displaystyle|left|right|quad|,|;|!|:|\s)|[\s{}]"
)


def twins(decks: Iterable[Deck]) -> Iterator[Problem]:
    """Yield a warning at each card that asks, or nearly asks, what one before it asks."""
    cards = [card for deck in decks for card in deck.cards if not card.reverse]
    first: dict[tuple[frozenset[str], tuple[str, ...], str], Card] = {}
    told: set[int] = set()
    for card in cards:
        other = first.setdefault(_asked(card), card)
        if other is not card:
            told.add(id(card))
            yield _twin(card, other, "asks what")
    for card, other in near_twins(cards):
        if id(card) not in told:
            yield _twin(card, other, "nearly asks what")


def _twin(card: Card, other: Card, how: str) -> Problem:
    line = other.prompt.source.place(other.start)[0]
    same_file = other.prompt.source.path == card.prompt.source.path
    place = f"in line {line}" if same_file else f"in {visible(str(other.prompt.source.path))}:{line}"
    message = f"this {how} `{other.key}` asks, {place}"
    hint = "history follows each on its own: keep one, or tell them apart"
    return problem_at(card.prompt, f"cards[{card.number}].prompt", message, hint=hint, severity="warning")


def _asked(card: Card) -> tuple[frozenset[str], tuple[str, ...], str]:
    """Return what makes a question that question: its words without the small ones, and its formulas."""
    text = unicodedata.normalize("NFKC", card.prompt.text)
    formulas = tuple(_SPACING.sub("", one) for one in _FORMULA.findall(text))
    words = re.findall(r"\w+", _FORMULA.sub(" ", text).casefold())
    rest = " ".join(f"{name} {kind}" for name, kind in card.symbols.items() if _stands(name, formulas))
    if isinstance(card.question, ClozeAnswer):  # one sentence is asked for each of its gaps
        rest += "".join(f" {{{gap.answer.text}}}" for gap in card.question.gaps)
    return frozenset(words) - SMALL or frozenset(words), formulas, rest


def _stands(name: str, formulas: tuple[str, ...]) -> bool:
    return any(name in formula for formula in formulas)
