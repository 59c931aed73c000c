"""Cards that nearly ask what another does: the same answer to the same formula in nearly the same words.

Letters that are declared alike count as the same ones: `x^T A x` by x and `y^T B y` by y is one question.
Words are compared by rapidfuzz, only within groups that share formulas and answers, and each with its
neighbours in the alphabet, so that ten thousand cards take a moment.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    NumberAnswer,
    Recall,
    Steps,
    TextAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzer.deck.cards import Card, Question

NEAR = 82.0
"""The likeness of words, of 100, from which two questions with one formula and one answer are one."""
_NEIGHBOURS = 12
_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")
_SPACING = re.compile(
    r"\\(?:mathbf|boldsymbol|mathrm|mathit|operatorname|displaystyle|left|right|quad|,|;|!|:|\s)|[\s{}]"
)
_LETTER = re.compile(r"\\?[A-Za-z]+|[^\W\d_]")


def near_twins(cards: Iterable[Card]) -> Iterator[tuple[Card, Card]]:
    """Yield cards with one that stands before them and is nearly the same; each once."""
    groups: dict[tuple[object, ...], list[tuple[str, int, Card]]] = {}
    for place, card in enumerate(cards):
        if not card.reverse:
            groups.setdefault(_key(card), []).append((_words(card), place, card))
    alike = [group for group in groups.values() if len(group) > 1]
    if not alike:
        return
    from rapidfuzz import fuzz  # noqa: PLC0415 - for those who check decks, not for those who study them

    for group in alike:
        told: set[int] = set()
        group.sort(key=lambda one: one[:2])
        for at, (words, place, card) in enumerate(group):
            for other_words, other_place, other in group[at + 1 : at + 1 + _NEIGHBOURS]:
                later = max(place, other_place)
                if later in told or fuzz.token_sort_ratio(words, other_words) < NEAR:
                    continue
                told.add(later)
                yield (card, other) if later == place else (other, card)


def _key(card: Card) -> tuple[object, ...]:
    """Return what two cards that are one share: formulas and answers, letters by what they are."""
    answers = _answers(card.question)
    names = _Names(card)
    text = unicodedata.normalize("NFKC", card.prompt.text)
    formulas = tuple(_SPACING.sub("", names.renamed(one)) for one in _FORMULA.findall(text))
    given = sorted("".join(names.renamed(one).split()) for one in answers)
    numbers = tuple(re.findall(r"\d+", _FORMULA.sub(" ", text)))  # another number is another question
    return type(card.question), formulas, tuple(given), numbers


def _words(card: Card) -> str:
    text = _FORMULA.sub(" ", unicodedata.normalize("NFKC", card.prompt.text))
    return " ".join(re.findall(r"\w+", text.casefold()))


def _answers(question: Question) -> list[str]:
    match question:
        case MathAnswer(answers=answers):
            return [one.text for one in answers]
        case TextAnswer(accepted=accepted):
            return [accepted[0].text.casefold()]
        case NumberAnswer(value=value):
            return [value.text]
        case ChoiceAnswer(options=options):
            return [one.text.text for one in options]
        case Recall(answer_text=text):
            return [text.text]
        case ClozeAnswer(gaps=gaps):
            return [gap.answer.text.casefold() for gap in gaps]
        case Steps(steps=steps):
            found = [_answers(step.question) for step in steps]
            return [answer for one in found for answer in one]


class _Names:
    """A card's declared letters, each by what it is and in which order it is met."""

    def __init__(self, card: Card) -> None:
        self._kinds = card.symbols
        self._met: dict[str, str] = {}

    def renamed(self, text: str) -> str:
        return _LETTER.sub(lambda found: self._name(found[0]), text)

    def _name(self, name: str) -> str:
        kind = self._kinds.get(name.removeprefix("\\"))
        if kind is not None:
            return self._met.setdefault(name, f"<{kind} {len(self._met)}>")
        if len(name) > 1 and not name.startswith("\\") and all(letter in self._kinds for letter in name):
            return "".join(map(self._name, name))
        return name
