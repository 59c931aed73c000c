"""Cards that tell what they ask for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer, MathAnswer, TextAnswer
from quizzer.deck.checks.report import Issue
from quizzer.deck.questions import pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.deck.cards import SingleQuestion
    from quizzer.deck.spelt import Spelt

_SHORTEST = 5
"""Characters of a formula that does not stand in a prompt by chance."""

_JOINED = frozenset("^_'(")
"""Marks that make what stands beside them a part of something else."""

_IN_TEX = re.compile(r"\\(?:mathbf|boldsymbol|mathrm|operatorname|left|right|cdot|,|;|!|:|\s)|[\s{}]|\\")


def giveaway_issues(asked: SingleQuestion, prompt: Spelt) -> Iterator[Issue]:
    """Yield a warning where the answer can be read off the prompt."""
    match asked:
        case MathAnswer(answers=answers):
            shown = [_bare(formula) for formula in re.findall(r"\$\$?([^$]+)\$\$?", prompt.text)]
            for at, answer in enumerate(answers):
                wanted = _bare(answer.text)
                if len(wanted) >= _SHORTEST and any(_holds(one, wanted) for one in shown):
                    field = "answer" if len(answers) == 1 else f"answer[{at}]"
                    yield Issue(field, "the answer stands in the prompt", severity="warning")
        case TextAnswer(accepted):
            words = f" {_words(prompt.text)} "
            for at, one in enumerate(accepted):
                if pattern_of(one) is None and len(one.text) > 1 and f" {_words(one.text)} " in words:
                    field = "text" if len(accepted) == 1 else f"text[{at}]"
                    yield Issue(field, "the answer stands in the prompt", severity="warning")
        case ClozeAnswer(parts=parts, gaps=gaps):
            around = f" {_words(' '.join(part.text for part in parts))} "
            for gap in gaps:
                word = _words(gap.answer.text)
                if len(word) > 3 and f" {word} " in around:
                    yield Issue(
                        "cloze", f"`{gap.answer.text}` stands outside of its gap too", severity="warning"
                    )
                    break


def _holds(formula: str, part: str) -> bool:
    """Whether a part stands in a formula whole: `3 b` does not in `3 b^T x`."""
    at = formula.find(part)
    while at >= 0:
        before, after = formula[at - 1 : at] if at else "", formula[at + len(part) :][:1]
        if not (before.isalnum() or before in _JOINED) and not (after.isalnum() or after in _JOINED):
            return True
        at = formula.find(part, at + 1)
    return False


def _bare(formula: str) -> str:
    return _IN_TEX.sub("", formula).replace("^⊤", "^T").replace("^\\top", "^T")


def _words(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", bare))
