"""Marking a paper: its questions put together again from the decks, each answer judged as any other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer, MathAnswer, Steps, TextAnswer
from quizzer.study.asked import Asked, asked
from quizzer.study.judging import judge_answer, right_answers
from quizzer.study.paper import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzer.deck.cards import Card
    from quizzer.study.judging import Judged
    from quizzer.study.paper import Paper, PaperQuestion

HALF = 0.5
"""What is right but not in the form asked for gets."""
GONE = (
    "This card is in no deck any more, or asks for something else now: the question is left out of the marks."
)
BLANK = "Not answered"


def put(question: PaperQuestion, cards: Mapping[str, Card]) -> tuple[Asked, ...]:
    """The question as it stands on the paper, a value for each of its steps; () where its card is gone.

    Args:
        question: what the paper holds of it.
        cards: those of all decks, by key.
    """
    card = cards.get(question.card)
    if card is None:
        return ()
    if question.instance or card.vary:
        from quizzer.deck.instances import instance_of  # noqa: PLC0415 - for parametric cards only

        try:
            card = instance_of(card, question.instance)
        except ValueError:
            return ()
    if question.names:
        from quizzer.deck.renaming import renamed  # noqa: PLC0415

        named = renamed(card, question.names)
        if named is None:
            return ()
        card = named
    steps = len(card.question.steps) if isinstance(card.question, Steps) else 1
    if steps != question.steps:
        return ()
    # Hints are no part of an exam.
    return tuple(
        replace(asked(card, "practice", step, question.seed, question.instance), hints=())
        for step in range(steps)
    )


def standing(paper: Paper, cards: Mapping[str, Card]) -> tuple[tuple[Asked, ...], ...]:
    """Every question of a paper as it stands there."""
    return tuple(put(question, cards) for question in paper.questions)


def marked(
    paper: Paper,
    questions: Sequence[tuple[Asked, ...]],
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[tuple[Mark, ...], ...]:
    """What each step of each question gets; `progress` is told how many questions are done.

    A question whose card is gone has no steps here, and so no part in the marks.
    """
    found: list[tuple[Mark, ...]] = []
    for number, steps in enumerate(questions):
        found.append(
            tuple(mark_of(one, paper.answers.get((number, step), "")) for step, one in enumerate(steps))
        )
        progress(number + 1)
    return tuple(found)


def mark_of(question: Asked, typed: str) -> Mark:
    """What an answer gets: 1 if right, a half in the wrong form, 0 if wrong, blank or not readable.

    Where the judge cannot tell (a recall, an undecided answer, a near spelling) the learner is to say: None.
    """
    right = tuple(_shown(question))
    if not typed.strip():
        return Mark(0.0, "", BLANK, right=right)
    judged = judge_answer(question, typed)
    why, codes = _why(judged)
    return Mark(
        _marks(question, judged), judged.code, judged.headline, why, codes, typed, right, judged.near_miss
    )


def _marks(question: Asked, judged: Judged) -> float | None:
    match judged.kind:
        case "right":
            return HALF if judged.code == "wrong-form" else 1.0
        case "wrong":
            return 0.0
        case "self":
            return None
    near_spelling = judged.headline == "Check the spelling"
    return None if near_spelling and isinstance(question.question, TextAnswer | ClozeAnswer) else 0.0


def _why(judged: Judged) -> tuple[tuple[str, ...], tuple[str, ...]]:
    diagnoses = judged.verdict.diagnoses if judged.verdict else ()
    said = [one.message for one in diagnoses]
    if judged.message and judged.message not in said:
        said.append(judged.message[:1].upper() + judged.message[1:])
    return tuple(said), tuple(one.code for one in diagnoses)


def _shown(question: Asked) -> Sequence[str]:
    """The right answers as prose, mathematics between dollar signs where it is typed as such."""
    return right_answers(question.question)


def is_mathematics(question: Asked) -> bool:
    """Whether the right answers are expressions rather than prose."""
    return isinstance(question.question, MathAnswer)


def marks_of_question(steps: Sequence[Mark]) -> Fraction | None:
    """A question's marks, 0 to 1: the mean of its steps'; None while one waits for the learner's own."""
    if not steps or any(one.marks is None for one in steps):
        return None
    return sum((Fraction(one.marks or 0) for one in steps), Fraction(0)) / len(steps)


def written(mark: Mark, asked: Asked | None) -> str:
    """What was answered, in one line; of a choice the options that were chosen."""
    typed = " ".join(mark.typed.split())
    if asked is None or not asked.options:
        return typed
    chosen = [int(one) - 1 for one in typed.split() if one.isdecimal()]
    return "; ".join(asked.options[k].text.text for k in chosen if k < len(asked.options)) or typed
