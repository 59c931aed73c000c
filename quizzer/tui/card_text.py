"""A card to be looked at: all it holds, what the log says of it, and its history, as lines for a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.cards import ChoiceAnswer, MathAnswer, NumberAnswer, Steps, TextAnswer
from quizzer.deck.instances import how_many
from quizzer.scheduling.forecast import due_day, wants_repeat
from quizzer.study import when
from quizzer.study.asked import asked
from quizzer.study.history import DEEDS
from quizzer.study.judging import right_answers
from quizzer.study.leeches import is_leech, lapses
from quizzer.study.prompts import prompt_text
from quizzer.study.words import pattern_of
from quizzer.tui import question_text
from quizzer.tui.formulas import expression_box
from quizzer.tui.paint import NO_LINE, beside, box, indented, lettered, prose, sentence, words
from quizzer.tui.remark_text import remark_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.content import Content

    from quizzer.deck.cards import Card
    from quizzer.deck.remarks import Remark
    from quizzer.maths.declarations import Scope
    from quizzer.maths.typeset.box import Box
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.filters import Subject
    from quizzer.study.history import Event
    from quizzer.tui.paint import Lines


@dataclass(frozen=True, slots=True)
class Seen:
    """A card that is looked at."""

    subject: Subject
    card: Card
    """Of a parametric card an instance."""
    instance: str
    """What was drawn, in words; "" where nothing varies."""
    events: Sequence[Event]
    """Its history, newest first."""
    mistake: str = ""
    """The mistake that recurs, in a sentence; "" if none does."""
    remarks: Sequence[Remark] = ()
    """The learner's own."""


_SIGNS = {"full": ("✓", "✗"), "basic": ("√", "×"), "ascii": ("+", "x")}
_MOST_EVENTS = 200
_TYPED = 28
"""Columns of what was typed, at most."""
_WIDE = 56
"""Columns from which a history has what was typed and the verdict on one line."""


def whole_lines(seen: Seen, width: int, glyphs: Glyphs) -> Lines:
    """All there is to see of a card: where it belongs, when it is asked, what it holds, what was done."""
    subject = seen.subject
    state = state_lines(subject, width)
    if seen.mistake:
        state += sentence(seen.mistake, width, "warning")
    parts = [
        [*about_lines(subject.card, width), *state],
        card_lines(seen.card, seen.instance, width, glyphs),
        remark_lines(seen.remarks, width),
        history_lines(seen.events, subject.today, width),
    ]
    return [line for part in parts if part for line in (*part, NO_LINE)][:-1]


def card_lines(card: Card, instance: str, width: int, glyphs: Glyphs) -> Lines:
    """The card as it is asked and answered: of a parametric one an instance.

    Args:
        card: the card, or an instance of it.
        instance: what was drawn, in words; "" where nothing varies.
        width: columns.
        glyphs: what the terminal's font has.
    """
    count = len(card.question.steps) if isinstance(card.question, Steps) else 1
    first = asked(card, "review", 0, 0)
    lines = [*prose(prompt_text(card), width, glyphs), NO_LINE]
    for step in range(count):
        lines += _question_lines(asked(card, "review", step, 0), width, glyphs)
    lines += [*_after_blank(question_text.symbols(first, width, glyphs))]
    for number, hint in enumerate(card.hints, 1):
        lines += _labelled(f"Hint {number}", hint.text, width, glyphs)
    if card.note is not None:
        lines += _labelled("Note", card.note.text, width, glyphs)
    for image in card.images:
        lines += _labelled("Image", image.alt or image.path.text, width, glyphs)
    if instance:
        told = f"{instance}; one of {when.counted(how_many(card), 'instance')}"
        lines += [NO_LINE, *sentence(told, width, "muted")]
    return lines


def _question_lines(one: Asked, width: int, glyphs: Glyphs) -> Lines:
    """What a question asks for besides its prompt, and what is right."""
    lines: Lines = []
    if one.step_prompt is not None:
        label = [words(f"{one.step + 1}", "accent")]
        lines += lettered(label, prose(one.step_prompt.text, width - 2, glyphs), 1)
    right, wrong = _SIGNS[glyphs]
    if isinstance(one.question, ChoiceAnswer):
        for option in one.question.options:
            sign = words(right, "right") if option.is_right else words(wrong, "muted")
            lines += lettered([sign], prose(option.text.text, width - 2, glyphs), 1)
        return lines
    for text in right_answers(one.question):
        lines += _answer(text, one, width, glyphs)
    if isinstance(one.question, TextAnswer):
        for accepted in one.question.accepted:
            if pattern_of(accepted.text):
                lines += lettered([words(right, "right")], [words(accepted.text, "muted")], 1)
    if isinstance(one.question, MathAnswer):
        lines += _conditions(one.question, one.scope, width, glyphs)
    return lines


def _answer(text: str, one: Asked, width: int, glyphs: Glyphs) -> Lines:
    sign = words(_SIGNS[glyphs][0], "right")
    if not isinstance(one.question, MathAnswer):
        plain = isinstance(one.question, NumberAnswer)
        return lettered([sign], [words(text)] if plain else prose(text, width - 2, glyphs), 1)
    return _signed(sign, expression_box(text, one.scope, glyphs))


def _signed(sign: Content, formula: Box, after: str = "") -> Lines:
    """A formula with a sign before it and words after it, on its baseline."""
    shown = box(formula)
    level = min(formula.baseline, len(shown) - 1)
    if after:
        shown[level] = beside(shown[level], words(f"  {after}", "muted"))
    return lettered([*[NO_LINE] * level, sign], shown, 1)


def _conditions(question: MathAnswer, scope: Scope, width: int, glyphs: Glyphs) -> Lines:
    """What else is asked of an answer, and what is refused."""
    lines: Lines = []
    if question.form:
        lines += sentence(f"In the form: {question.form}.", width, "muted")
    if question.layout:
        lines += sentence(f"Layout: {question.layout}.", width, "muted")
    wrong = words(_SIGNS[glyphs][1], "wrong")
    for text in question.restated:
        lines += _signed(wrong, expression_box(text.text, scope, glyphs), "only restates it")
    for mistake in question.mistakes:
        lines += _signed(wrong, expression_box(mistake.answer.text, scope, glyphs))
        lines += indented(prose(mistake.say.text, width - 4, glyphs, "muted"), 4)
    return lines


def _labelled(label: str, text: str, width: int, glyphs: Glyphs) -> Lines:
    head = words(f"{label:<7}", "accent")
    return lettered([head], prose(text, max(8, width - head.cell_length - 1), glyphs), 1)


def _after_blank(lines: Lines) -> Lines:
    return [NO_LINE, *lines] if lines else []


# ---------------------------------------------------------------- what the log says


def about_lines(card: Card, width: int) -> Lines:
    """Where the card belongs: its deck, family and tags, and its id."""
    parts = [card.deck, card.family.replace("-", " "), *(f"#{tag}" for tag in card.tags)]
    lines = sentence(" · ".join(part for part in parts if part), width, "muted")
    return [words(card.id, "strong").truncate(max(1, width), ellipsis=True), *lines]


def state_lines(subject: Subject, width: int) -> Lines:
    """When the card is asked next, its interval and ease, and what is odd about it."""
    state, today = subject.state, subject.today
    memory, day = state.memory, due_day(state)
    told = [f"Next {when.coming(day, today)}" if day is not None else "Never asked" if memory is None else ""]
    if wants_repeat(state, today):
        told.append("again today")
    if memory is not None:
        if day is not None and day < today:
            told[0] = f"Due since {when.day(day, today)}"
        told.append(f"interval {when.counted(memory.interval, 'day')}")
        told.append(f"ease {memory.ease / 100:.2f}")
        if memory.stability:
            told.append(f"stability {memory.stability:.1f} days, difficulty {memory.difficulty:.1f}")
        told.append(f"{when.counted(state.reviews, 'review')}, {state.successes} passed")
        told.append(when.counted(lapses(state.history), "lapse"))
    lines = sentence(" · ".join(one for one in told if one), width)
    for mark in marks(subject):
        lines += sentence(mark, width, "warning")
    return lines


def marks(subject: Subject) -> list[str]:
    """What is odd about a card, a sentence each."""
    state, today = subject.state, subject.today
    found = []
    if state.suspended:
        found.append("Suspended: not asked until it is resumed.")
    if state.buried_until is not None and state.buried_until > today:
        found.append(f"Put off: not asked before {when.coming(state.buried_until, today)}.")
    if state.flagged:
        found.append("Flagged.")
    if is_leech(state.history, subject.leech_after):
        found.append(f"It keeps slipping: forgotten {when.counted(lapses(state.history), 'time')}.")
    return found


def history_lines(events: Sequence[Event], today: date, width: int) -> Lines:
    """What was done with the card, newest first."""
    if not events:
        return sentence("No history yet.", width, "muted")
    lines = [words("History", "accent")]
    shown = events[:_MOST_EVENTS]
    column = max((len(" ".join(one.typed.split())) for one in shown), default=0) + 2
    for event in shown:
        lines += _event_lines(event, today, width, min(max(column, 6), _TYPED))
    if len(events) > _MOST_EVENTS:
        lines += sentence(f"And {len(events) - _MOST_EVENTS} before that.", width, "muted")
    return lines


def _event_lines(event: Event, today: date, width: int, column: int) -> Lines:
    head = words(f"{when.day(event.day, today):<12}", "muted")
    if not event.is_answer:
        return [beside(head, words(DEEDS[event.kind], "muted"), _taken_back(event))]
    grade = words("–" if event.quality is None else str(event.quality), "strong")
    said = event.verdict if event.kind == "review" else f"{DEEDS[event.kind]}; {event.verdict}"
    if event.judged is not None:
        said += f"; graded {event.judged} by the judge"
    if event.seconds is not None and event.seconds >= 1:
        said += f"; {round(event.seconds)} s"
    typed = words(" ".join(event.typed.split()) or "–")
    first = beside(head, grade, words("  "))
    room = width - first.cell_length
    if width >= _WIDE:
        column = min(column, room // 2)
        shown = typed.truncate(column - 1, ellipsis=True)
        body = sentence(said, max(8, room - column), "muted")
        line = beside(first, shown.pad_right(column - shown.cell_length), *body[:1], _taken_back(event))
        return [line, *(rest.pad_left(first.cell_length + column) for rest in body[1:])]
    line = beside(first, typed.truncate(max(4, room), ellipsis=True), _taken_back(event))
    return [line, *indented(sentence(said, max(8, width - 4), "muted"), 4)]


def _taken_back(event: Event) -> Content:
    return words("  (taken back)", "warning") if event.is_taken_back else NO_LINE
