"""What is said of a question's kind and of a grade, the same on the screen and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.scheduling.sm2 import ENOUGH_TODAY
from quizzer.study import when

if TYPE_CHECKING:
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.study.asked import AskedKind
    from quizzer.study.outcome import Outcome

KINDS: dict[AskedKind, str] = {"new": "new", "review": "", "repeat": "again", "practice": "practice"}
"""As what a card is asked; of a review there is nothing to say."""
GRADES = (
    "no idea",
    "wrong, though it looks familiar",
    "wrong, but nearly",
    "right, with difficulty",
    "right, after a moment",
    "right at once",
)
"""What the qualities 0 to 5 mean to a learner who grades."""


def prompt_text(card: Card) -> str:
    """What a card asks, as prose for a list of cards; of a cloze the text with its gaps open."""
    question = card.question
    if not isinstance(question, ClozeAnswer):
        return card.prompt.text
    text = question.parts[0].text
    for gap, after in zip(question.gaps, question.parts[1:], strict=True):
        text += (f"[… {gap.hint} …]" if gap.hint else "[…]") + after.text
    return text


def graded_text(outcome: Outcome, today: date, between: str = " · ") -> str:
    """The grade, why, and when the card comes again, as in `Graded 4 · right at once. Next tomorrow`.

    "" where no grade is given yet. `between` stands before the reason: a comma is heard better than a dot.
    """
    if outcome.grade is None:
        return ""
    quality, reason = outcome.grade
    if not outcome.is_last_step:
        return f"This step: {quality}{between}{reason}. A card is graded by its lowest step."
    coming = coming_text(quality, outcome.due, today, outcome.asked.kind)
    return f"Graded {quality}{between}{reason}. {coming}".strip()


def coming_text(quality: int, due: date | None, today: date, kind: AskedKind) -> str:
    """When a card comes again: `Again today, then tomorrow.` or `Next in 6 days, 1 Dec.`."""
    if kind == "practice":
        return "Practice leaves the schedule as it is."
    again = quality < ENOUGH_TODAY
    if due is None:
        return "Again today." if again else ""
    coming = when.coming(due, today)
    if again:
        return f"Again today, then {coming}." if coming != "today" else "Again today."
    return f"Next {coming}."
