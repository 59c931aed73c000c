"""Texts that are shown: every formula of them can be set, and nothing in them hides."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.deck.cards import ChoiceAnswer, ClozeAnswer, MathAnswer, Recall, Steps, TextAnswer
from quizzer.deck.checks.report import Issue
from quizzer.deck.problems import visible
from quizzer.maths.typeset.prose import prose_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.deck.cards import Card, Question
    from quizzer.deck.spelt import Spelt

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]"
)

_MONEY = re.compile(r"(?<![\\$])\$\d[^$]*\s\$(?=\d)\d")


def shown_texts(card: Card) -> Iterator[tuple[str, Spelt]]:
    """Yield all that is shown of a card as prose, with the paths of the fields."""
    yield from _asked(card.prompt, card.question, "")
    yield from _listed("hint", card.hints)
    if card.note is not None:
        yield "note", card.note
    if isinstance(card.question, Steps):
        for at, step in enumerate(card.question.steps):
            inside = f"steps[{at}]."
            yield from _asked(step.prompt, step.question, inside)
            yield from _listed(f"{inside}hint", step.hints)
            if step.note is not None:
                yield f"{inside}note", step.note


def _asked(prompt: Spelt, question: Question, inside: str) -> Iterator[tuple[str, Spelt]]:
    match question:
        case ClozeAnswer():
            yield f"{inside}cloze", prompt
        case Recall(answer):
            yield f"{inside}recall", prompt
            yield f"{inside}answer-text", answer
        case _:
            yield f"{inside}prompt", prompt
    if isinstance(question, ChoiceAnswer):
        for at, option in enumerate(question.options):
            yield f"{inside}choices[{at}]", option.text
    if isinstance(question, MathAnswer):
        for at, mistake in enumerate(question.mistakes):
            yield f"{inside}mistakes[{at}].say", mistake.say


def typed_texts(card: Card) -> Iterator[tuple[str, Spelt]]:
    """Yield what is right of a card in words, which is compared, not set."""
    if isinstance(card.question, TextAnswer):
        yield from _listed("text", card.question.accepted)


def _listed(name: str, texts: tuple[Spelt, ...]) -> Iterator[tuple[str, Spelt]]:
    if len(texts) == 1:
        yield name, texts[0]
    else:
        for at, text in enumerate(texts):
            yield f"{name}[{at}]", text


@lru_cache(maxsize=50_000)
def prose_issues(text: str) -> tuple[Issue, ...]:
    """Return what is wrong with a text that is shown, its fields left open."""
    found = [
        Issue("", message, _HINTS.get(message, ""), "error", offset)
        for message, offset in prose_problems(text)
    ]
    return (*found, *_sums_of_money(text), *hidden_issues(text))


def _sums_of_money(text: str) -> Iterator[Issue]:
    """Yield a warning where two dollar signs of prose make a formula: `$5 and $6`, by the rule of Pandoc."""
    for match in _MONEY.finditer(text):
        message = f"`{match[0][:-1].strip()}` is read as a formula between two signs"
        yield Issue("", message, _HINTS["this $ has no partner"], "warning", match.start(), len(match[0]) - 1)


def hidden_issues(text: str) -> tuple[Issue, ...]:
    """Return a warning of the first character in a text that would not be seen."""
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return ()
    what = visible(hidden[0])
    message = f"the character {what} is in the text, and would not be seen"
    return (Issue("", message, "take it out", "warning", hidden.start(), 1),)


_HINTS = {
    "this $ has no partner": r"close the formula with another $, or write \$ for the sign",
    "these $$ have no partner": r"close the formula with $$",
}
