"""The declared letters that a question speaks of: those that are explained to the learner, and no others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.deck.cards import MathAnswer
from quizzer.maths.declarations import canonical
from quizzer.maths.typeset.prose import Formula, read_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzer.deck.cards import SingleQuestion
    from quizzer.maths.declarations import Scope

_NAME = re.compile(r"\\?[^\W\d_]+(?:_\{?\w+\}?)?|\\?[^\W\d_]")


def letters_of(prompts: Iterable[str], question: SingleQuestion, scope: Scope) -> tuple[str, ...]:
    """The declared names, in order, that stand in the formulas of the prompts or in what is right."""
    used = set(_names(prompts, question))
    return tuple(name for name in scope.symbols if name in used)


def with_letters(prompts: Iterable[str], question: SingleQuestion, scope: Scope) -> Scope:
    """The scope that tells of the question's own letters only: a deck declares more than a card speaks of."""
    if scope.open or not scope.symbols:
        return scope
    return replace(scope, told=letters_of(prompts, question, scope))


def _names(prompts: Iterable[str], question: SingleQuestion) -> Iterator[str]:
    formulas = [piece.source for text in prompts for piece in read_prose(text) if isinstance(piece, Formula)]
    if isinstance(question, MathAnswer):
        formulas += [answer.text for answer in question.answers]
    for formula in formulas:
        for found in _NAME.findall(formula):
            name = canonical(found)
            yield name
            if not found.startswith("\\"):  # `Ax` is A and x, where no `Ax` is declared
                yield from (canonical(letter) for letter in found)
                yield canonical(found.partition("_")[0])
