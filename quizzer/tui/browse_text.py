"""What the browse screen says around its cards: how many there are, in which order, what a filter lacks."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from quizzer.scheduling.forecast import due_day
from quizzer.study import when
from quizzer.study.filter_parser import KINDS, PROPERTIES, STATES
from quizzer.study.leeches import lapses
from quizzer.tui.help import More
from quizzer.tui.paint import beside, sentence, spread, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.filter_parser import FilterError
    from quizzer.study.filters import Subject
    from quizzer.tui.paint import Lines

    Maker: TypeAlias = "Callable[[int], Lines]"

FILTERS = More(
    "What a filter holds",
    (
        ('gradient "chain rule"', "what stands in a card: its prompt, answer, id, tags and more"),
        ("tag: deck: family:", 'how one begins; tag:"trace" is that and no more'),
        ("id: prompt: answer:", "what stands in it"),
        ("kind:", " ".join(KINDS)),
        ("is:", " ".join(STATES)),
        ("ease<2 due<=7", f"{' '.join(PROPERTIES)}; due is in days from today"),
        ("-is:new  (a or b) c", "without; one of two, and another"),
    ),
)
ORDERS = ("as in the decks", "due first", "hardest first", "most lapses first", "answered last")


def title(right: str, width: int) -> Lines:
    """The screen's name, and what is in the list."""
    return spread(words(" Browse", "accent"), words(f"{right} ", "muted"), width)[:1]


def counted(found: int, every: int, order: int) -> str:
    """`12 of 293 cards`, with the order where it is not the decks'."""
    cards = when.counted(every, "card")
    told = cards if found == every else f"{found} of {cards}"
    return told if order == 0 else f"{told}, {ORDERS[order]}"


def refused(error: FilterError, width: int, column: int, glyphs: Glyphs) -> Lines:
    """What is wrong with a filter, under the columns of the line above that it speaks of.

    Args:
        error: what is wrong.
        width: columns there are.
        column: where the filter's first character stands, less what is scrolled away; the padding has one.
        glyphs: what the terminal's font has.
    """
    start = max(0, column + error.start - 1)
    length = max(1, min(error.end - error.start, width - start))
    mark = "^" if glyphs == "ascii" else "▔"
    if start >= width:
        return sentence(error.message, width, "warning")
    pointer = words(" " * start + mark * length, "warning")
    room = width - start - length - 1
    if len(error.message) <= room:
        return [beside(pointer, words(f" {error.message}", "warning"))]
    return [pointer, *sentence(error.message, width, "warning")]


def drawn(instance: str) -> str:
    """What a parametric card drew: `k = 3, M = A`."""
    if not instance:
        return ""
    values = json.loads(instance)
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def reset_question(subject: Subject) -> str:
    """What is lost to the schedule, and what is not."""
    state = subject.state
    told = when.counted(state.reviews, "review")
    memory = state.memory
    interval = f" and an interval of {when.counted(memory.interval, 'day')}" if memory else ""
    return (
        f"Begin {subject.card.id} anew, as if never asked? It has {told}{interval}. "
        "The answers stay in the log, and this can be taken back."
    )


def sort(found: list[Subject], order: int) -> None:
    """Put cards into one of ORDERS; those of equal rank stay as in the decks."""
    if order == 1:
        found.sort(key=lambda one: due_day(one.state) or date.max)
    elif order == 2:
        found.sort(key=lambda one: one.state.memory.ease if one.state.memory else 10_000)
    elif order == 3:
        found.sort(key=lambda one: -lapses(one.state.history))
    elif order == 4:
        found.sort(key=lambda one: -(one.state.last.at.timestamp() if one.state.last else 0.0))
