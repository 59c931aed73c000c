"""Choices: no two alike, and no distractor that means what is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.checks.report import Issue
from quizzer.maths.grade import grade
from quizzer.maths.parse import parse
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.deck.cards import ChoiceAnswer
    from quizzer.maths.declarations import Scope

_FORMULA = re.compile(r"\s*\$\$?([^$]+)\$\$?\s*")


def choice_issues(asked: ChoiceAnswer, scope: Scope) -> Iterator[Issue]:
    """Yield what is wrong with choices; those that are formulas are judged by their meaning."""
    seen: dict[str, int] = {}
    for at, option in enumerate(asked.options):
        plain = " ".join(option.text.text.split()).casefold()
        if plain in seen:
            yield Issue(f"choices[{at}]", f"this choice is the {_ordinal(seen[plain])} once more")
        seen.setdefault(plain, at)
    right = [(at, one) for at, one in enumerate(asked.options) if one.is_right]
    for at, option in enumerate(asked.options):
        mine = None if option.is_right else _formula(option.text.text, scope)
        if mine is None:
            continue
        for other, one in right:
            theirs = _formula(one.text.text, scope)
            if theirs is not None and mine != theirs and grade(theirs, mine, scope, explain=False).is_right:
                yield Issue(
                    f"choices[{at}]", f"this choice means what the {_ordinal(other)} does, which is right"
                )


def _formula(text: str, scope: Scope) -> str | None:
    """Return a choice that is nothing but a formula the judge can read; among words nothing is guessed."""
    match = _FORMULA.fullmatch(text)
    formula = match[1] if match else text
    if match is None and scope.open:
        return None
    try:
        infer(parse(formula, scope), scope, text=formula)
    except (ReadingError, ShapeError):
        return None
    return formula


def _ordinal(at: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[at] if at < len(words) else f"{at + 1}th"
