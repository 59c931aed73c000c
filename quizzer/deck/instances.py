r"""Instances of a parametric card: values put in for `{k}` in all of its texts, places in the file kept.

In TeX braces mean something: after ^ and _, after a command and after another kept group they stay, so that
`x^{k}` with k = 12 is `x^{12}` and `\frac{k}{2}` is `\frac{12}{2}`. A gap `{{k}}` of a cloze is left alone;
`{{{k}}}` is a gap that holds the value.
"""

from __future__ import annotations

import json
import math
import random
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    Mistake,
    NumberAnswer,
    Option,
    Recall,
    Steps,
    TextAnswer,
)
from quizzer.deck.cloze import read_cloze
from quizzer.deck.declared import scope_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzer.deck.cards import Card, Question, SingleQuestion, Step
    from quizzer.deck.spelt import Spelt

ENOUGH = 64
"""How many instances stand for all of them, where there are more."""

_COMMAND = re.compile(r"\\[A-Za-z]+(?:\[[^\]]*\])?\Z")


def how_many(card: Card) -> int:
    """Return how many instances a card has; 1 for one that is not parametric."""
    return math.prod(len(values) for values in card.vary.values())


def instance(card: Card, seed: int) -> tuple[Card, str]:
    """Return the instance that a seed draws, and what was drawn as JSON; "" where nothing varies."""
    if not card.vary:
        return card, ""
    number = random.Random(seed).randrange(how_many(card))  # noqa: S311 - a question, not a secret
    return _numbered(card, number)


def instances(card: Card, most: int = ENOUGH) -> Iterator[tuple[Card, str]]:
    """Yield all instances, or `most` of them, always the same and spread over all."""
    total = how_many(card)
    if not card.vary:
        yield card, ""
    elif total <= most:
        yield from (_numbered(card, number) for number in range(total))
    else:
        drawn = random.Random(card.key).sample(range(total), most)  # noqa: S311
        yield from (_numbered(card, number) for number in sorted(drawn))


def instance_of(card: Card, drawn: str) -> Card:
    """Return the instance that a log's JSON tells of; what it does not tell is the first value.

    Raises:
        ValueError: if it is no JSON of names and texts.
    """
    told = json.loads(drawn) if drawn else {}
    if not isinstance(told, dict):
        raise ValueError(f"{drawn!r} is not what a card draws")  # noqa: TRY004 - it is the log's content
    values = {name: str(told.get(name, texts[0].text)) for name, texts in card.vary.items()}
    return _with(card, values) if values else card


def _numbered(card: Card, number: int) -> tuple[Card, str]:
    values: dict[str, str] = {}
    for name, texts in card.vary.items():
        number, at = divmod(number, len(texts))
        values[name] = texts[at].text
    return _with(card, values), json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _with(card: Card, values: Mapping[str, str]) -> Card:
    fill = _Filling(values)
    return replace(
        card,
        prompt=fill.text(card.prompt),
        question=fill.question(card.question),
        scope=scope_with(card.symbols, values),
        hints=fill.texts(card.hints),
        note=fill.optional(card.note),
    )


class _Filling:
    """Values on their way into the texts of one card."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self._pattern = placeholder_pattern(tuple(values))

    def text(self, text: Spelt) -> Spelt:
        if "{" not in text.text:
            return text
        return text.replaced(list(_replacements(text.text, self._pattern, self.values)))

    def texts(self, texts: Iterable[Spelt]) -> tuple[Spelt, ...]:
        return tuple(map(self.text, texts))

    def optional(self, text: Spelt | None) -> Spelt | None:
        return None if text is None else self.text(text)

    def question(self, asked: Question) -> Question:
        if isinstance(asked, Steps):
            return Steps(tuple(map(self.step, asked.steps)))
        return self.single(asked)

    def step(self, step: Step) -> Step:
        return replace(
            step,
            prompt=self.text(step.prompt),
            question=self.single(step.question),
            scope=scope_with(step.symbols, self.values),
            hints=self.texts(step.hints),
            note=self.optional(step.note),
        )

    def single(self, asked: SingleQuestion) -> SingleQuestion:
        match asked:
            case MathAnswer():
                return replace(
                    asked,
                    answers=self.texts(asked.answers),
                    verify=self.optional(asked.verify),
                    restated=self.texts(asked.restated),
                    mistakes=tuple(
                        Mistake(self.text(one.answer), self.text(one.say)) for one in asked.mistakes
                    ),
                )
            case TextAnswer(accepted):
                return TextAnswer(self.texts(accepted))
            case NumberAnswer(value, within):
                return NumberAnswer(self.text(value), self.optional(within))
            case ChoiceAnswer(options):
                return ChoiceAnswer(tuple(Option(self.text(one.text), one.is_right) for one in options))
            case ClozeAnswer(whole=whole):
                return read_cloze(self.text(whole))
            case Recall(answer):
                return Recall(self.text(answer))


@lru_cache(maxsize=256)
def placeholder_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the placeholders of these names, longest first."""
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"(?P<gap>\{{\{{\{{(?P<inner>{known})\}}\}}\}})|(?<!\{{)\{{(?P<name>{known})\}}"
        rf"|\{{(?P<after>{known})\}}(?!\}})"
    )


def _replacements(
    text: str, pattern: re.Pattern[str], values: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    bare_end = -1
    for found in pattern.finditer(text):
        start, end = found.span()
        if found["gap"]:
            yield start, end, "{{" + values[found["inner"]] + "}}"
            continue
        value = values[found["name"] or found["after"]]
        before = text[:start]
        if (
            before.endswith(("^", "_"))
            or (before.endswith("}") and start != bare_end)
            or _COMMAND.search(before)
        ):
            yield start, end, "{" + value + "}"
        else:
            bare_end = end
            yield start, end, value
