"""Which cards fulfil a filter: each card with what the log says of it, looked at condition by condition."""

from __future__ import annotations

import operator
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
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
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import due_day, is_due, is_new, overdue_days, wants_repeat
from quizzer.scheduling.retention import MATURE
from quizzer.study.filter_parser import All, Any, Field, Not, Property, State, Text
from quizzer.study.leeches import is_leech, lapses
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from quizzer.deck.cards import Card, Question
    from quizzer.scheduling.fold import CardState
    from quizzer.study.filter_parser import Condition
    from quizzer.study.queue import Rules


@dataclass(slots=True)
class Subject:
    """A card, what the log says of it, and its texts once they were asked for."""

    card: Card
    state: CardState
    today: date
    leech_after: int
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field of the card, folded."""
        found = self._texts.get(name)
        if found is None:
            found = self._texts[name] = folded(_TEXTS[name](self.card))
        return found


def subjects(
    cards: Iterable[Card], states: Mapping[str, CardState], today: date, rules: Rules
) -> list[Subject]:
    """The cards with what the log says of them, in their order."""
    return [Subject(card, states.get(card.key, NEW), today, rules.leech_after) for card in cards]


def fulfils(subject: Subject, condition: Condition) -> bool:
    """Whether a card is among those that are looked for."""
    match condition:
        case Text(value):
            return _wanted(value) in subject.text("all")
        case Field(name, value, whole):
            return _has(subject, name, _wanted(value), whole)
        case State(name):
            return _STATES[name](subject)
        case Property(name, sign, number):
            own = _PROPERTIES[name](subject)
            return own is not None and _COMPARED[sign](own, number)
        case Not(one):
            return not fulfils(subject, one)
        case All(parts):
            return all(fulfils(subject, part) for part in parts)
        case Any(parts):
            return any(fulfils(subject, part) for part in parts)


def _has(subject: Subject, name: str, value: str, whole: bool) -> bool:
    if name in ("prompt", "answer", "id"):
        return subject.text(name) == value if whole and name == "id" else value in subject.text(name)
    own = subject.text(name).split("\n")
    return value in own if whole else any(one.startswith(value) for one in own)


def no_such(condition: Condition, cards: Sequence[Card]) -> str:
    """Of a filter that finds nothing: which tag, family or deck that no card has it names; "" if none."""
    for one in _fields(condition):
        if one.name not in ("tag", "family", "deck"):
            continue
        known = sorted({text for card in cards for text in _TEXTS[one.name](card).split("\n") if text})
        wanted = folded(one.value)
        if not any(folded(text).startswith(wanted) for text in known):
            guess = did_you_mean(one.value, known)
            said = f"No card has the {one.name} `{one.value}`"
            return f"{said}; {guess}" if guess else f"{said}."
    return ""


def _fields(condition: Condition) -> Iterable[Field]:
    match condition:
        case Field():
            yield condition
        case Not(one):
            yield from _fields(one)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _fields(part)
        case _:
            return


# ---------------------------------------------------------------- texts


def folded(text: str) -> str:
    """The text without what is forgiven: case, accents and spacing, line by line."""
    if text.isascii():
        plain = text.casefold()
    else:
        apart = unicodedata.normalize("NFD", text.casefold())
        plain = "".join(character for character in apart if not unicodedata.combining(character))
    return "\n".join(" ".join(line.split()) for line in plain.split("\n"))


_wanted = lru_cache(maxsize=64)(folded)
"""What is looked for, folded once for all cards."""


def kind_of(question: Question) -> str:
    """The key that says what a card asks for, as a deck has it."""
    return _KINDS[type(question)]


_KINDS: dict[type, str] = {
    MathAnswer: "answer",
    TextAnswer: "text",
    NumberAnswer: "number",
    ChoiceAnswer: "choices",
    ClozeAnswer: "cloze",
    Recall: "recall",
    Steps: "steps",
}


def answer_texts(question: Question) -> list[str]:
    """What is right, as the deck writes it; of steps, of each in turn."""
    match question:
        case MathAnswer(answers=answers):
            return [one.text for one in answers]
        case TextAnswer(accepted=accepted):
            return [one.text for one in accepted]
        case NumberAnswer(value=value):
            return [value.text]
        case ChoiceAnswer(options=options):
            return [one.text.text for one in options if one.is_right]
        case ClozeAnswer(gaps=gaps):
            return [gap.answer.text for gap in gaps]
        case Recall(answer_text=answer):
            return [answer.text]
        case Steps(steps=steps):
            return [text for step in steps for text in answer_texts(step.question)]


def _prompts(card: Card) -> str:
    steps = card.question.steps if isinstance(card.question, Steps) else ()
    return " ".join([card.prompt.text, *(step.prompt.text for step in steps)]).replace("\n", " ")


def _answers(card: Card) -> str:
    return "\n".join(answer_texts(card.question))


_TEXTS: dict[str, Callable[[Card], str]] = {
    "deck": lambda card: f"{card.deck}\n{card.key.partition('/')[0]}",
    "tag": lambda card: "\n".join(card.tags),
    "family": lambda card: card.family,
    "kind": lambda card: kind_of(card.question),
    "id": lambda card: card.id,
    "prompt": _prompts,
    "answer": _answers,
    "all": lambda card: "\n".join(
        (card.id, card.deck, *card.tags, card.family, _prompts(card), _answers(card))
    ),
}

# ---------------------------------------------------------------- what the log says


def _is_learned(subject: Subject) -> bool:
    memory = subject.state.memory
    return memory is not None and memory.repetitions > 0


def _is_mature(subject: Subject) -> bool:
    memory = subject.state.memory
    return memory is not None and memory.interval >= MATURE


def _is_buried(subject: Subject) -> bool:
    until = subject.state.buried_until
    return until is not None and until > subject.today


_STATES: dict[str, Callable[[Subject], bool]] = {
    "due": lambda one: is_due(one.state, one.today) or wants_repeat(one.state, one.today),
    "new": lambda one: is_new(one.state, one.today),
    "learned": _is_learned,
    "again": lambda one: wants_repeat(one.state, one.today),
    "overdue": lambda one: is_due(one.state, one.today) and overdue_days(one.state, one.today) > 0,
    "mature": _is_mature,
    "leech": lambda one: is_leech(one.state.history, one.leech_after),
    "flagged": lambda one: one.state.flagged,
    "suspended": lambda one: one.state.suspended,
    "buried": _is_buried,
    "parametric": lambda one: bool(one.card.vary),
}


def _days_to_due(subject: Subject) -> float | None:
    day = due_day(subject.state)
    return None if day is None else (day - subject.today).days


_PROPERTIES: dict[str, Callable[[Subject], float | None]] = {
    "ease": lambda one: one.state.memory.ease / 100 if one.state.memory else None,
    "interval": lambda one: one.state.memory.interval if one.state.memory else None,
    "due": _days_to_due,
    "reviews": lambda one: one.state.reviews,
    "passed": lambda one: one.state.successes,
    "lapses": lambda one: lapses(one.state.history),
}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
