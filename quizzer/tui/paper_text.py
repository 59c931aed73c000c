"""What a mock paper shows around its questions: heading and clock, the map, what handing in would mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.maths.typeset.prose import plain
from quizzer.study import when
from quizzer.study.paper import state_of
from quizzer.tui.paint import beside, prose, sentence, spread, words
from quizzer.tui.question_text import gapped

if TYPE_CHECKING:
    from datetime import datetime

    from textual.content import Content

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.paper import Paper, Place
    from quizzer.tui.paint import Lines, Tone

SHORT_OF_TIME = 300
"""Seconds left from which on the clock speaks up."""


def clock_text(paper: Paper, at: datetime) -> tuple[str, Tone]:
    """`31:20 left`, or how long it has been where there is no limit."""
    left = paper.left(at)
    if left is None:
        return when.clock(paper.taken(at).total_seconds()), "muted"
    seconds = left.total_seconds()
    if seconds < SHORT_OF_TIME:
        return f"only {when.clock(seconds)} left", "nearly"
    return f"{when.clock(seconds)} left", "muted"


def heading(paper: Paper, place: Place, at: datetime, width: int) -> Lines:
    """The paper and the question at the left, its flag and the clock at the right."""
    question, _ = place
    time, tone = clock_text(paper, at)
    flag = words("flagged · ", "accent") if question in paper.flags else words("")
    right = beside(flag, words(f"question {question + 1}/{len(paper.questions)} · "), words(f"{time} ", tone))
    topic = paper.questions[question].topic
    about = f" · {topic}" if topic != paper.name else ""
    return headed(paper.name, about, right, width)


def headed(name: str, about: str, right: Content, width: int) -> Lines:
    """A screen's first line: what matters at the right is there at any width, the rest as far as it fits."""
    left = beside(words(f" {name}", "strong"), words(about, "muted"))
    room = max(1, width - right.cell_length - 2)
    if left.cell_length > room:
        left = words(f" {name}", "strong").truncate(room, ellipsis=True)
    return spread(left, right, width)[:1]


def taken_up(paper: Paper) -> str:
    """What is said of the clock where a paper is gone on with; "" where it only begins."""
    if paper.paused_at is not None:
        return "The paper is taken up again; its clock stood meanwhile."
    return "" if paper.last == paper.begun else "The paper goes on where it was; its clock has run on."


def map_title(paper: Paper, at: datetime, width: int) -> Lines:
    """Whose map this is, and the clock."""
    time, tone = clock_text(paper, at)
    return headed(paper.name, " · all questions", words(f"{time} ", tone), width)


def map_row(paper: Paper, question: int, steps: tuple[Asked, ...], width: int, glyphs: Glyphs) -> Lines:
    """A question on the map: its number, what it is in words, its flag, and what was answered or is asked."""
    state = state_of(paper, question)
    flag = "flagged" if question in paper.flags else ""
    number = words(f"{question + 1:>3}  ", "strong")
    told = words(f"{state:<9} ", {"answered": "", "begun": "nearly"}.get(state, "accent"))  # type: ignore[arg-type]
    head = beside(number, told, words(f"{flag:<8} ", "accent"))
    room = width - head.cell_length
    if room < 8:
        return [head]
    typed = [
        paper.answers[question, step]
        for step in range(paper.questions[question].steps)
        if (question, step) in paper.answers
    ]
    if typed and not (steps and steps[0].options):
        return [beside(head, words(" ; ".join(typed)).truncate(room, ellipsis=True))]
    if typed:
        return [beside(head, words(f"chosen: {', '.join(typed[0].split())}").truncate(room, ellipsis=True))]
    if not steps:
        return [beside(head, words("its card is gone", "muted"))]
    first = one_line(steps[0], glyphs)
    return [beside(head, first.stylize("$foreground-muted").truncate(room, ellipsis=True))]


def one_line(asked: Asked, glyphs: Glyphs) -> Content:
    """What is asked, as far as one line tells it; of a cloze with its gaps open."""
    question = asked.question
    text = gapped(question, "") if isinstance(question, ClozeAnswer) else asked.prompt.text
    shown = prose(text, 10_000, glyphs)
    return shown[0] if len(shown) == 1 else words(" ".join(plain(text, glyphs)))


def counts_line(paper: Paper, width: int) -> Lines:
    """How many are answered, begun, open and flagged."""
    counts = paper.counts
    parts = [f"{counts['answered']} answered"]
    parts += [f"{counts[name]} {name}" for name in ("begun", "open", "flagged") if counts[name]]
    return sentence(" · ".join(parts), width, "muted")


def handing_in(paper: Paper, width: int, *, counts: bool) -> Lines:
    """What is asked before a paper is handed in."""
    missing = len(paper.questions) - paper.counts["answered"]
    lines = [words("Hand in?", "strong")]
    if missing:
        lines += sentence(f"{when.counted(missing, 'question')} without a whole answer.", width, "warning")
    if counts:
        return [*lines, *sentence("The answers will count as reviews. y hands in, n goes back.", width)]
    told = (
        "y hands in and leaves the schedule alone; c hands in and counts the answers as reviews; n goes back."
    )
    return [*lines, *sentence(told, width)]
