"""The echo of a cloze: which gap is being filled, and how mathematics in it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.tui.echo import LONGEST, echo
from quizzer.tui.paint import indented, sentence
from quizzer.tui.question_text import gap_at

if TYPE_CHECKING:
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.tui.paint import Lines


def gap_echo(asked: Asked, typed: str, width: int, glyphs: Glyphs) -> Lines:
    """What is said below the line while a cloze is filled; nothing while nothing is typed."""
    question = asked.question
    if not isinstance(question, ClozeAnswer) or not typed.strip():
        return []
    at, count = gap_at(question, typed), len(question.gaps)
    filling = typed if count == 1 else typed.split(";")[min(at, typed.count(";"))]
    lines: Lines = []
    if count > 1:
        more = "; goes to the next" if at < count - 1 else "the last"
        lines = sentence(f"Gap {at + 1} of {count}, {more}.", width, "muted")
    if is_formula(question.gaps[at].answer.text) and filling.strip() and len(filling) <= LONGEST:
        from quizzer.maths.grade import read  # noqa: PLC0415 - the judge loads while the learner reads

        start = len(filling) - len(filling.lstrip())
        text = filling.strip()
        lead = 0 if count == 1 else _column(typed, at) + start
        lines += indented(echo(read(text, asked.scope), text, max(8, width - lead), glyphs), lead)
    return lines


def is_formula(answer: str) -> bool:
    """Whether a gap holds mathematics, which is judged by its meaning."""
    return len(answer.strip()) > 2 and answer.strip().startswith("$") and answer.strip().endswith("$")


def _column(typed: str, gap: int) -> int:
    return sum(len(part) + 1 for part in typed.split(";")[:gap])
