"""Both sides of a card, as prose: what is asked, and what is right, for paper and other programs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    NumberAnswer,
    Recall,
    Steps,
    TextAnswer,
)
from quizzer.deck.instances import instances
from quizzer.deck.questions import pattern_of
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError

if TYPE_CHECKING:
    from quizzer.deck.cards import Card, SingleQuestion
    from quizzer.maths.declarations import Scope


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on the front and on the back, as a deck's prose."""

    front: str
    back: str
    is_instance: bool = False
    """Whether the card varies, and this is the first of its instances."""


def sides_of(card: Card) -> Sides:
    """Both sides of a card; of a parametric one the first instance."""
    one, _ = next(instances(card, most=1)) if card.vary else (card, "")
    asked = one.question
    if not isinstance(asked, Steps):
        return Sides(_front(one.prompt.text, asked, card.key), _back(asked, one.scope), bool(card.vary))
    fronts = [_front(step.prompt.text, step.question, card.key) for step in asked.steps]
    backs = [_back(step.question, step.scope) for step in asked.steps]
    front = "\n".join([one.prompt.text, "", *(_numbered(fronts))])
    return Sides(front, "\n".join(_numbered(backs)), bool(card.vary))


def _numbered(texts: list[str]) -> list[str]:
    return [f"{at}. {text}" for at, text in enumerate(texts, start=1)]


def _front(prompt: str, asked: SingleQuestion, key: str) -> str:
    match asked:
        case ChoiceAnswer(options):
            shown = [option.text.text for option in options]
            random.Random(crc32(key.encode())).shuffle(shown)  # noqa: S311 - an order that stays, not a secret
            return "\n".join([prompt, "", *(f"- {one}" for one in shown)])
        case ClozeAnswer(parts, gaps):
            blanks = [f"\\_\\_\\_ ({gap.hint})" if gap.hint else "\\_\\_\\_" for gap in gaps]
            pairs = zip([part.text for part in parts], [*blanks, ""], strict=True)
            return "".join(part + blank for part, blank in pairs)
        case _:
            return prompt


def _back(asked: SingleQuestion, scope: Scope) -> str:
    match asked:
        case MathAnswer(answers):
            return formula_of(answers[0].text, scope)
        case TextAnswer(accepted):
            return next((one.text for one in accepted if pattern_of(one) is None), accepted[0].text)
        case NumberAnswer(value, within):
            return value.text + (f" (within {within.text})" if within is not None else "")
        case ChoiceAnswer(options):
            right = [option.text.text for option in options if option.is_right]
            return right[0] if len(right) == 1 else "\n".join(f"- {one}" for one in right)
        case ClozeAnswer(gaps=gaps):
            return "; ".join(gap.answer.text for gap in gaps)
        case Recall(answer_text):
            return answer_text.text


def formula_of(answer: str, scope: Scope) -> str:
    """An answer as a formula between dollar signs; as code where it has none."""
    try:
        latex = text_of(parse(answer, scope), "latex")
        read_latex(latex)
    except (ReadingError, LatexError):
        return f"`{answer}`"
    return f"${latex}$"
