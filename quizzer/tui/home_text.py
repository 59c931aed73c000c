"""What the home screen says, as lines for a width: the day, what waits, the decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.tui import when
from quizzer.tui.paint import NO_LINE, beside, sentence, spread, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from quizzer.deck.problems import Problem
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.overview import DeckCounts, Overview
    from quizzer.tui.paint import Lines

_NUMBERS = "{due:>6}{new:>6}{learned:>9}"
_BAR = 10
_NARROW = 52
"""Columns below which a deck's bar and retention are left out."""


def title(overview: Overview, width: int) -> Lines:
    """The program's name; the date and how many days were studied, on end if there were several."""
    on_end = overview.streak + (overview.answered_today == 0)  # today is to come
    days = f"{when.ordinal(overview.day_number)} day"
    if overview.streak and on_end > 1:
        days = f"{when.ordinal(on_end)} day on end"
    right = f"{when.weekday(overview.today)} · {days}"
    return spread(words(" quizzer", "accent"), words(f"{right} ", "muted"), width)[:1]


def counts(overview: Overview, width: int) -> Lines:
    """What is due now and tomorrow, or that nothing is."""
    if not overview.due_now and not overview.new_today:
        return [*sentence(_nothing(overview), width), *_count("Tomorrow", overview.tomorrow, "")]
    about = f"about {when.lasting(overview.minutes * 60)}" if overview.minutes else ""
    return [
        *_count("Due now", overview.due_now, about, "strong"),
        *_count("New today", overview.new_today, f"of {overview.new_limit} a day"),
        *_count("Tomorrow", overview.tomorrow, ""),
    ]


def _nothing(overview: Overview) -> str:
    if not overview.decks:
        return "There are no decks here yet; `quizzer locate decks` says where they go."
    learned = any(deck.learned for deck in overview.decks)
    return "Nothing is due: well done. p practises what you know." if learned else "Nothing is due."


def _count(label: str, number: int, about: str, tone: str = "") -> Lines:
    shown = words(f"{number:>4}", "accent" if tone and number else "")
    return [beside(words(f"{label:<14}"), shown, words(f"   {about}", "muted"))]


def columns(width: int) -> Lines:
    """The head of the decks' table."""
    head = _NUMBERS.format(due="due", new="new", learned="learned")
    return [
        words(
            _row_text("  Deck", head + ("" if width < _NARROW else " " * (_BAR + 4) + "retention"), width),
            "muted",
        )
    ]


def deck_row(deck: DeckCounts, width: int, glyphs: Glyphs) -> Lines:
    """One deck: its counts, a bar of what is learned, and how much is remembered."""
    learned = f"{deck.learned}/{deck.total}"
    numbers: list[Content] = [
        words(f"{deck.due:>6}", "strong" if deck.due else "muted"),
        words(f"{deck.new:>6}", "" if deck.new else "muted"),
        words(f"{learned:>9}"),
    ]
    if width >= _NARROW - 2:
        retained = "–" if deck.retention is None else f"{round(100 * deck.retention)} %"
        numbers += [words("  "), *_bar(deck.learned, deck.total, glyphs), words(f"{retained:>11}", "muted")]
    tail = beside(*numbers)
    room = max(4, width - tail.cell_length)
    name = words(deck.deck.name).truncate(room, ellipsis=True)
    return [beside(name.pad_right(room - name.cell_length), tail)]


def everything_row(overview: Overview, width: int) -> Lines:
    """All decks together."""
    learned = f"{sum(deck.learned for deck in overview.decks)}/{sum(deck.total for deck in overview.decks)}"
    tail = _NUMBERS.format(due=overview.due_now, new=overview.new_today, learned=learned)
    if width >= _NARROW - 2:
        tail += " " * (_BAR + 13)
    return [words(_row_text("All decks", tail, width))]


def faults(problems: Sequence[Problem], width: int) -> Lines:
    """How many mistakes the decks have, and the first of them."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return []
    told = when.counted(len(errors), "problem")
    text = f"{told} in the decks; `quizzer check` shows where. The first: {errors[0].headline}"
    return [NO_LINE, *sentence(text, width, "warning")]


def welcome(overview: Overview, width: int) -> Lines:
    """For the first day: what this is, and the few keys to begin with."""
    if overview.day_number > 1 or overview.answered_today or not overview.decks:
        return []
    lines = [NO_LINE, words("Your first day", "accent")]
    for key, does in _FIRST_STEPS:
        said = sentence(does.format(new=overview.new_today), max(12, width - _KEY), "")
        lines.append(beside(words(f"{key:<{_KEY}}", "accent"), *said[:1]))
        lines += [line.pad_left(_KEY) for line in said[1:]]
    return lines


_KEY = 9
_FIRST_STEPS = (
    ("⏎", "asks {new} new rules, from the deck under the cursor or from all"),
    ("answers", "in your own way: (A + A')x or \\left(A + A^\\top\\right)x"),
    ("^t  ^d", 'a hint; "don\'t know". What you miss comes back today'),
    ("+", "a card of your own; `quizzer import` makes decks of notes"),
    ("F1", "the keys of what stands before you; q leaves, nothing is lost"),
)
"""Keys, and what they do, for who was never here."""


def _row_text(left: str, right: str, width: int) -> str:
    return left + " " * max(1, width - len(left) - len(right)) + right


def _bar(part: int, whole: int, glyphs: Glyphs) -> list[Content]:
    full, empty = ("#", ".") if glyphs == "ascii" else ("█", "░")
    filled = round(_BAR * part / whole) if whole else 0
    filled = max(filled, 1) if part else 0
    return [words(full * filled, "accent"), words(empty * (_BAR - filled), "muted")]


def said(text: str, width: int) -> Lines:
    """One sentence about what did not happen."""
    return sentence(text, width, "warning")
