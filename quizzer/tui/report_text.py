"""What the report on a paper shows: the marks, by topic and by question, and one question in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.cards import MathAnswer
from quizzer.study import when
from quizzer.study.paper_marking import written
from quizzer.study.paper_report import marks_text, percent, score_text, taken_text
from quizzer.tui import question_text
from quizzer.tui.formulas import expression_box
from quizzer.tui.paint import NO_LINE, beside, box, indented, prose, sentence, words
from quizzer.tui.paper_text import headed, one_line

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.paper import Mark
    from quizzer.study.paper_report import QuestionReport, Report
    from quizzer.tui.paint import Lines, Tone

_BAR = 10
_SYMBOLS = {
    "full": ("✓", "◐", "✗", "○"),
    "basic": ("√", "~", "×", "○"),
    "ascii": ("+", "~", "x", "o"),
}
"""All marks, some, none, not decided."""


def title(found: Report, today: date, width: int) -> Lines:
    """Which paper, and when it was written."""
    paper = found.paper
    begun = f"{when.day(paper.begun.date(), today)}, {paper.begun:%H:%M}"
    return headed(paper.name, f" · paper {found.number}", words(f"{begun} ", "muted"), width)


def summary(found: Report, width: int) -> Lines:
    """The marks, whether they are enough, the time, how earlier papers went."""
    paper, score = found.paper, found.score
    passed = {True: "passed", False: "not passed", None: ""}[found.passed]
    tone: Tone = {True: "right", False: "wrong", None: "strong"}[found.passed]  # type: ignore[assignment]
    head = beside(
        words(f"{score_text(score)} · {percent(score.share)}", "strong"),
        words(f" · {passed}" if passed else "", tone),
        words("" if paper.pass_mark is None else f" · pass mark {paper.pass_mark} %", "muted"),
    )
    lines = [head]
    if head.cell_length > width:
        lines = sentence(head.plain, width, "strong")
    if score.waiting:
        told = f"{when.counted(score.waiting, 'answer')} only you can mark: open it with Enter."
        lines += sentence(told, width, "warning")
    if gone := sum(one.is_gone for one in found.questions):
        lines += sentence(f"{when.counted(gone, 'question')} left out: the card is gone.", width, "warning")
    lines += sentence(taken_text(found), width, "muted")
    if found.earlier:
        before = ", ".join(percent(one.score.share) for one in found.earlier[-8:])
        lines += sentence(f"Before: {before}.", width, "muted")
    if paper.counted:
        lines += sentence("Its answers count as reviews.", width, "muted")
    return lines


def topics(found: Report, width: int) -> Lines:
    """A row a topic: its marks, a bar, the time a question."""
    longest = max((len(name) for name, _, _ in found.topics), default=0)
    column = max(8, min(longest, width - 36, 30))
    lines = [words(f"{'Topic':<{column}}  {'marks':>10}  {'':>{_BAR + 7}}a question", "muted")]
    for name, score, seconds in found.topics:
        filled = round(_BAR * float(score.share or 0))
        shown = words(f"{name[:column]:<{column}}  {score_text(score):>10}  ")
        bar = words("█" * filled + "░" * (_BAR - filled), "accent")
        lines.append(
            beside(
                shown,
                bar,
                words(f" {percent(score.share):>5}"),
                words(f"  {when.clock(seconds):>8}", "muted"),
            )
        )
    return lines


def question_row(one: QuestionReport, steps: tuple[Asked, ...], width: int, glyphs: Glyphs) -> Lines:
    """A question in one row: its marks as symbol and number, what it asked or why it was missed, its time."""
    symbol, tone = symbol_of(one, glyphs)
    marks = "–" if one.marks is None else marks_text(one.marks)
    head = beside(words(f"{one.number:>3} "), words(f"{symbol} {marks:<5}", tone))
    time = words(f"{when.clock(one.seconds):>6}", "muted")
    room = width - head.cell_length - time.cell_length - 1
    if room < 8:
        return [head]
    shown = _about(one, steps, glyphs)
    middle = shown.truncate(room, ellipsis=True)
    return [beside(head, middle.pad_right(max(0, room - middle.cell_length)), words(" "), time)]


def _about(one: QuestionReport, steps: tuple[Asked, ...], glyphs: Glyphs) -> Content:
    if one.is_gone:
        return words("its card is gone", "muted")
    why = next((line for mark in one.steps for line in mark.why), "")
    if one.is_missed:
        said = why or next((mark.headline for mark in one.steps if mark.marks != 1), "")
        return words(" ".join(said.split()))
    if not steps:
        return words(one.question.card, "muted")
    return one_line(steps[0], glyphs)


def symbol_of(one: QuestionReport, glyphs: Glyphs) -> tuple[str, Tone]:
    """A question's marks as a symbol and a tone."""
    whole, some, none, undecided = _SYMBOLS[glyphs]
    if one.marks is None:
        return undecided, "accent"
    if one.marks == 1:
        return whole, "right"
    return (some, "nearly") if one.marks else (none, "wrong")


# ---------------------------------------------------------------- one question


def question_lines(one: QuestionReport, steps: tuple[Asked, ...], width: int, glyphs: Glyphs) -> Lines:
    """All of a question: what was asked, what was answered, what went wrong, what is right."""
    if not steps:
        lines = sentence(
            f"The card {one.question.card} is in no deck any more, or asks for something else.", width
        )
    else:
        lines = question_text.prompt(steps[0], "", width, glyphs)
    for number, mark in enumerate(one.steps):
        asked = steps[number] if number < len(steps) else None
        lines += [NO_LINE, *_step_lines(mark, asked, width, glyphs)]
    note = steps[-1].note if steps else None
    if note is not None:
        lines += [NO_LINE, *prose(note.text, width, glyphs)]
    return lines


def _step_lines(mark: Mark, asked: Asked | None, width: int, glyphs: Glyphs) -> Lines:
    lines: Lines = []
    if asked is not None and asked.step_prompt is not None:
        lines += question_text.step_prompt(asked, width, glyphs)
    whole, some, none, undecided = _SYMBOLS[glyphs]
    symbol, tone = {None: (undecided, "accent"), 1.0: (whole, "right"), 0.0: (none, "wrong")}.get(
        mark.marks, (some, "nearly")
    )
    lines.append(words(f"{symbol} {mark.headline}", tone))  # type: ignore[arg-type]
    body: Lines = []
    if mark.typed.strip():
        body.append(beside(words("you wrote   ", "muted"), words(written(mark, asked))))
    for why in mark.why:
        body += sentence(why, width - 2)
    if mark.marks != 1:
        body += [words("right is", "muted"), *indented(_right_lines(mark, asked, width - 4, glyphs), 2)]
    return [*lines, *indented(body, 2)]


def _right_lines(mark: Mark, asked: Asked | None, width: int, glyphs: Glyphs) -> Lines:
    lines: Lines = []
    for text in mark.right:
        if asked is not None and isinstance(asked.question, MathAnswer):
            lines += box(expression_box(text, asked.scope, glyphs))
        else:
            lines += prose(text, width, glyphs)
    return lines


def answer_title(one: QuestionReport, total: int, width: int) -> Lines:
    """Which question it was, its marks and its time."""
    marks = (
        "left out" if one.is_gone else "not marked" if one.marks is None else f"{marks_text(one.marks)} of 1"
    )
    right = words(f"{marks} · {when.clock(one.seconds)} ", "muted")
    return headed(f"Question {one.number} of {total}", f" · {one.question.topic}", right, width)


def own_marking(one: QuestionReport) -> str:
    """What is asked where the judge could not tell; "" where it could."""
    waiting = next((k for k, mark in enumerate(one.steps) if mark.marks is None), None)
    if waiting is None:
        return ""
    step = f"Step {waiting + 1}: was" if len(one.steps) > 1 else "Was"
    return f"{step} it right? y right, h half, n wrong."
