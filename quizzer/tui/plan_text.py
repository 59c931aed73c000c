"""What the screen of the plan says, as lines for a width: claims, topics, the days ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study import when
from quizzer.study.plan_words import calibration, estimate, percent
from quizzer.study.plots import columns
from quizzer.tui.paint import NO_LINE, beside, sentence, spread, words

if TYPE_CHECKING:
    from datetime import date

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.exams import Exam
    from quizzer.study.plan_words import Claim
    from quizzer.study.planned import Plan
    from quizzer.tui.paint import Lines

_LABEL = 16
_NARROW = 50
"""Columns below which a claim stands below its name."""
_WIDE = 70
"""Columns from which the topics have bands."""


def title(exam: Exam, today: date, width: int) -> Lines:
    """The exam and its day."""
    right = f"{when.weekday(exam.on)}, {until((exam.on - today).days)} "
    return spread(words(f" Plan · {exam.name}", "accent"), words(right, "muted"), width)[:1]


def until(days: int) -> str:
    """`in 19 days`."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days" if days > 0 else "past")


def claim_lines(claim: Claim, width: int) -> Lines:
    """A claim: its name, and beside it what is claimed; the first line is the one that matters."""
    label = 0 if width < _NARROW else _LABEL
    lines: Lines = [words(claim.name, "muted")] if not label else []
    for at, text in enumerate(claim.lines):
        told = sentence(text, max(12, width - label), "" if at else "strong")
        for row in told:
            name = claim.name if label and not lines else ""
            lines.append(beside(words(f"{name:<{label}}", "muted"), row))
    return lines


def topics(plan: Plan, width: int) -> Lines:
    """Topic by topic: its share of the marks, what is begun, and what to expect."""
    # A band takes its columns from the names; where there are none to take, the mark above has one.
    told, wide = (estimate, (15, 16)) if width >= _WIDE else (lambda found: percent(found.mean), (8, 8))
    tail = f"{'marks':>6}{'begun':>10}" + (f"{'plan':>{wide[0]}}{'stop':>{wide[1]}}" if plan.tells else "")
    room = max(8, width - len(tail))
    lines = [words(f"{'Topic':<{room}}{tail}", "muted")]
    for one in plan.outlooks:
        numbers = f"{percent(one.share):>6}{f'{one.known}/{one.cards}':>10}"
        if plan.tells:
            numbers += f"{told(one.expected):>{wide[0]}}{told(one.stopped):>{wide[1]}}"
        name = words(one.name).truncate(room - 1, ellipsis=True)
        lines.append(beside(name.pad_right(room - name.cell_length), words(numbers)))
    return lines


def days(plan: Plan, width: int, glyphs: Glyphs) -> Lines:
    """Minutes on each day ahead, as columns, with the days of the final pass beneath."""
    step = -(-len(plan.ahead) // max(1, width))
    load = [max(one.minutes for one in plan.ahead[at : at + step]) for at in range(0, len(plan.ahead), step)]
    wide = 2 if 2 * len(load) <= min(width, 80) else 1
    tall = columns([round(10 * one) for one in load], 2, ascii_only=glyphs == "ascii")
    most = max(plan.ahead, key=lambda one: one.minutes)
    head = f"Minutes a day, the most {most.minutes:.0f} on {when.day(most.day, plan.today)}"
    shown = [words("".join(mark * wide for mark in row).rstrip(), "accent") for row in tall]
    last = when.day(plan.ahead[-1].day, plan.today)
    first = when.day(plan.today, plan.today)
    foot = first + last.rjust(max(len(last) + 1, wide * len(load) - len(first)))
    return [words(head, "muted"), *shown, words(foot, "muted")]


def how(claim: Claim, width: int) -> Lines:
    """How a claim was computed."""
    lines = claim_lines(claim, width)
    for text in claim.how:
        lines += [NO_LINE, *sentence(text, width)]
    return lines


def predictions(plan: Plan, width: int) -> Lines:
    """Predicted against what came true."""
    head = (
        "What was predicted of each answer before it came, in ten lots by the prediction, and what came true."
    )
    lines = [*sentence(head, width, "muted"), NO_LINE]
    for row in calibration(plan):
        lines += [words(row)] if len(row) <= width else [NO_LINE, *sentence(row, width, "muted")]
    return lines
