"""What stands before the learner: a card, or one step of it, as it is asked this time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.deck.cards import ChoiceAnswer, Steps
from quizzer.study.letters import with_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.deck.cards import Card, Option, SingleQuestion
    from quizzer.deck.spelt import Spelt
    from quizzer.maths.declarations import Scope

AskedKind: TypeAlias = Literal["new", "review", "repeat", "practice"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put."""

    card: Card
    """Of a parametric card the instance that was drawn."""
    kind: AskedKind
    step: int
    """Counted from 0."""
    steps: int
    """How many the card has; 1 for all kinds but steps."""
    prompt: Spelt
    step_prompt: Spelt | None
    question: SingleQuestion
    symbols: Mapping[str, str]
    scope: Scope
    """It tells of the letters that this question speaks of, and reads all that are declared."""
    hints: tuple[Spelt, ...]
    note: Spelt | None
    options: tuple[Option, ...] = ()
    """Of a choice, in the order in which they are shown."""
    instance: str = ""
    """What a parametric card drew, as JSON, for the log."""

    @property
    def is_last_step(self) -> bool:
        """Whether the card is done with this question."""
        return self.step == self.steps - 1


def asked(card: Card, kind: AskedKind, step: int, seed: int, instance: str = "") -> Asked:
    """The question of a card's step; `seed` shuffles the options of a choice."""
    question, symbols, scope = card.question, card.symbols, card.scope
    hints, note, step_prompt, steps = card.hints, card.note, None, 1
    if isinstance(question, Steps):
        one = question.steps[step]
        steps = len(question.steps)
        step_prompt, symbols, scope = one.prompt, one.symbols, one.scope
        hints = one.hints or (card.hints if step == 0 else ())
        note = one.note or (card.note if step == steps - 1 else None)
        question = one.question
    prompts = (card.prompt.text, step_prompt.text if step_prompt else "")
    options: tuple[Option, ...] = ()
    if isinstance(question, ChoiceAnswer):
        shuffled = list(question.options)
        random.Random(f"{seed} {card.key} {step}").shuffle(shuffled)  # noqa: S311 - an order, not a secret
        options = tuple(shuffled)
    return Asked(
        card,
        kind,
        step,
        steps,
        card.prompt,
        step_prompt,
        question,
        symbols,
        with_letters(prompts, question, scope),
        hints,
        note,
        options,
        instance,
    )
