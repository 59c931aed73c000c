"""What a card asks, in one text, where it is looked at and not answered: a cloze with its gaps open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.deck.instances import instance

if TYPE_CHECKING:
    from quizzer.deck.cards import Card

_OBEYED = re.compile(r"[\\$*_`]")


def prompt_text(card: Card) -> str:
    """The prompt as prose with formulas; `[…]`, or its hint, stands in each gap of a cloze."""
    question = card.question
    if not isinstance(question, ClozeAnswer):
        return card.prompt.text
    text = question.parts[0].text
    for gap, after in zip(question.gaps, question.parts[1:], strict=True):
        hint = _OBEYED.sub(lambda found: "\\" + found[0], gap.hint)
        text += (f"[… {hint} …]" if hint else "[…]") + after.text
    return text


def example_text(card: Card) -> str:
    """The same of a card as it stands in a list: of a parametric one the prompt of an instance."""
    return prompt_text(instance(card, 0)[0])
