"""What a verdict shows: what it is in words and a symbol, what went wrong, what is right, what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.cards import MathAnswer, Recall
from quizzer.maths.typeset.box import text_box
from quizzer.study.prospects import prospects, prospects_text
from quizzer.study.told import GRADES, coming_text, graded_text
from quizzer.tui import when
from quizzer.tui.formulas import expression_box, flowed, name_box, named, numbers_box, tree_box
from quizzer.tui.paint import NO_LINE, beside, box, indented, lettered, prose, sentence, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.maths.witness import Shown
    from quizzer.study.outcome import Outcome
    from quizzer.tui.paint import Lines, Tone

INDENT = 2
_LABEL = len("you chose") + 3 + INDENT
_READABLE = 84
"""Columns over which a headline and what was typed may stand apart."""

_SYMBOLS = {
    "full": {"right": "✓", "wrong": "✗", "nearly": "◐", "open": "○"},
    "basic": {"right": "√", "wrong": "×", "nearly": "~", "open": "○"},
    "ascii": {"right": "+", "wrong": "x", "nearly": "~", "open": "o"},
}


def verdict_lines(
    outcome: Outcome, today: date, due: Callable[[int], date], width: int, glyphs: Glyphs
) -> Lines:
    """All that is said of an answer; `due` foretells, from a quality, the day that a grade leads to."""
    inner = width - INDENT
    right = guarded(lambda: _right(outcome, width, glyphs), lambda: _source_of_right(outcome, inner))
    note = guarded(lambda: _note(outcome, inner, glyphs), list)
    repeat = outcome.asked.kind in ("repeat", "practice")
    blocks = [
        [
            *guarded(lambda: _headline(outcome, width, glyphs), lambda: _plain_headline(outcome, glyphs)),
            *guarded(lambda: _said(outcome, inner, glyphs), list),
        ],
        guarded(lambda: _witness(outcome, inner, glyphs), list),
        [*right, *note] if outcome.kind != "right" else right,
        note if outcome.kind == "right" else [],
        _grades(today, due, width, repeat=repeat)
        if outcome.awaits_grade
        else [*_consequence(outcome, today, inner), *_prospects(outcome, today, due, inner)],
    ]
    lines: Lines = []
    for block in blocks:
        if block:
            lines += [NO_LINE, *block] if lines else block
    return lines


def guarded(make: Callable[[], Lines], otherwise: Callable[[], Lines]) -> Lines:
    """What is made; where that fails, what stands in for it: a formula costs its picture, no more."""
    try:
        return make()
    except Exception:  # noqa: BLE001 - whatever a deck or an answer holds, the verdict is shown
        return otherwise()


def _plain_headline(outcome: Outcome, glyphs: Glyphs) -> Lines:
    symbol, tone = symbol_of(outcome, glyphs)
    wrote = " ".join(outcome.typed.split())
    head = [words(f"{symbol} {outcome.headline}", tone)]
    return [*head, *indented([words(f"you wrote  {wrote}", "muted")], INDENT)] if wrote else head


def _source_of_right(outcome: Outcome, width: int) -> Lines:
    """The right answers as the deck writes them, marked as what they are."""
    lines = [one for text in outcome.right for one in sentence(f"`{text}`", width, "warning")]
    return indented(lines, INDENT)


def once_more_lines(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    """What is said of a wrong answer that may be put right: what went wrong, and nothing of what is right."""
    return [
        *_headline(outcome, width, glyphs),
        *_said(outcome, width - INDENT, glyphs),
        *indented(sentence("Try once more; Ctrl+D shows the answer.", width - INDENT, "muted"), INDENT),
    ]


def symbol_of(outcome: Outcome, glyphs: Glyphs) -> tuple[str, Tone]:
    """The verdict as a symbol and a tone."""
    tone: Tone
    if outcome.kind == "right":
        is_whole = outcome.verdict is None or outcome.verdict.kind == "equivalent"
        name, tone = ("right", "right") if is_whole else ("nearly", "nearly")
    elif outcome.kind == "wrong":
        name, tone = "wrong", "wrong"
    else:
        name, tone = "open", "nearly" if outcome.kind == "given-up" else "accent"
    return _SYMBOLS[glyphs][name], tone


def _headline(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    symbol, tone = symbol_of(outcome, glyphs)
    head = words(f"{symbol} {outcome.headline}", tone)
    wrote = _you_wrote(outcome, width, glyphs)
    if not wrote:
        return [head]
    label = "you chose" if outcome.asked.options else "you wrote"
    block = lettered([words(label, "muted")], wrote, 3)
    room = min(width, _READABLE) - max(line.cell_length for line in block)
    if len(block) == 1 and room >= head.cell_length + 3:
        return lettered([head.pad_right(max(0, room - head.cell_length - 3))], block, 3)
    return [head, *indented(block, INDENT)]


def _you_wrote(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    if not outcome.typed.strip():
        return []
    if outcome.asked.options:
        return _chosen(outcome, width, glyphs)
    if outcome.verdict is not None and outcome.verdict.tree is not None:
        return box(tree_box(outcome.verdict.tree, outcome.typed, glyphs))
    return [words(" ".join(outcome.typed.split()))]


def _chosen(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    """The options that were chosen, as they stood."""
    numbers = sorted({int(one) for one in outcome.typed.replace(",", " ").split()})
    options = [outcome.asked.options[number - 1] for number in numbers]
    return [line for one in options for line in prose(one.text.text, width - _LABEL, glyphs)]


def _said(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    diagnoses = outcome.verdict.diagnoses if outcome.verdict else ()
    lines: Lines = []
    for diagnosis in diagnoses:
        predicted = diagnosis.code == "predicted"
        lines += prose(diagnosis.message, width, glyphs) if predicted else sentence(diagnosis.message, width)
    if outcome.message and all(outcome.message != one.message for one in diagnoses):
        lines += sentence(_as_sentence(outcome.message), width)
    return indented(lines, INDENT)


def _witness(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    if outcome.verdict is None or outcome.verdict.witness is None:
        return []
    return indented(witness_lines(outcome.verdict.witness, width, glyphs), INDENT)


def witness_lines(witness: Shown, width: int, glyphs: Glyphs) -> Lines:
    """The point where two answers part: the names' values, then both sides, matrices in two dimensions."""
    boxes = [
        named(named(name_box(name, glyphs), text_box("=")), numbers_box(rows, glyphs))
        for name, rows in witness.names
    ]
    if boxes:
        boxes[0] = named(text_box("They part at "), boxes[0])
    yours = text_box("no value") if witness.answer is None else numbers_box(witness.answer, glyphs)
    sides = [
        named(text_box("yours"), yours),
        named(text_box("expected"), numbers_box(witness.expected, glyphs)),
    ]
    return [line for band in flowed([*boxes, *sides], width) for line in box(band)]


def _right(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    question = outcome.asked.question
    shown: list[Lines] = []
    level = 0
    for text in outcome.right:
        if isinstance(question, MathAnswer):
            formula = expression_box(text, outcome.asked.scope, glyphs)
            level = formula.baseline
            shown.append(box(formula))
        else:
            shown.append(prose(text, width - INDENT, glyphs))
    if outcome.kind == "right":
        if [line.plain for line in _you_wrote(outcome, width, glyphs)] in [
            [line.plain for line in one] for one in shown
        ]:
            return []
        return _deck_form(outcome, shown[:1], width) if isinstance(question, MathAnswer) else []
    if isinstance(question, Recall):
        return [line for one in shown for line in indented(one, INDENT)]
    mark = words(_SYMBOLS[glyphs]["right"], "right")
    return [line for one in shown for line in lettered([*[NO_LINE] * min(level, len(one) - 1), mark], one, 1)]


def _deck_form(outcome: Outcome, shown: list[Lines], width: int) -> Lines:
    lines: Lines = []
    for one in shown:
        lines += indented(lettered([words("The deck's form:", "muted")], one, 2), INDENT)
    points = outcome.verdict.points if outcome.verdict else 0
    if points:
        lines += indented(sentence(f"Agreed at {when.counted(points, 'point')}.", width, "muted"), INDENT)
    return lines


def _note(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    note = outcome.asked.note
    return indented(prose(note.text, width, glyphs), INDENT) if note else []


def _consequence(outcome: Outcome, today: date, width: int) -> Lines:
    """The grade, why, and when the card comes again."""
    return indented(sentence(graded_text(outcome, today), width, "muted"), INDENT)


def _prospects(outcome: Outcome, today: date, due: Callable[[int], date], width: int) -> Lines:
    """What the schedule would do with each grade, for a learner who thinks of another."""
    is_review = outcome.review is not None and outcome.review.kind == "review"
    if outcome.grade is None or not outcome.is_last_step or not is_review:
        return []
    return indented(sentence(prospects_text(prospects(due, today)), width, "muted"), INDENT)


def _grades(today: date, due: Callable[[int], date], width: int, *, repeat: bool) -> Lines:
    """What each grade means and leads to, for the learner to choose from."""
    lines = [words("How well did you know it?", "strong")]
    for quality, meaning in enumerate(GRADES):
        leads = "" if repeat else _leads_to(quality, due(quality), today)
        line = beside(words(f"{quality}", "accent"), words(f"  {meaning:<33}"), words(leads, "muted"))
        lines.append(
            line
            if line.cell_length <= width
            else beside(words(f"{quality}", "accent"), words(f"  {meaning}"))
        )
    return lines


def _leads_to(quality: int, due: date, today: date) -> str:
    return (
        coming_text(quality, due, today, "review")
        .removesuffix(".")
        .replace("Again", "again")
        .replace("Next ", "")
    )


def _as_sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", "…")) else text + "."


def why_lines(why: Sequence[str], width: int) -> Lines:
    """Why a grade was given."""
    lines = [words("Why this grade", "accent")] if why else []
    return [*lines, *(one for text in why for one in indented(sentence(text, width - INDENT), INDENT))]


def leech_lines(told: Sequence[str], width: int) -> Lines:
    """That a card keeps slipping, by which mistake, and what can be done."""
    if not told:
        return []
    lines = [*sentence(f"! {told[0]}", width, "nearly")]
    for text in (*told[1:], "e edits it or adds a hint, n notes, @ suspends it, Enter keeps it as it is."):
        lines += indented(sentence(text, width - INDENT), INDENT)
    return lines


def earlier_step_lines(outcome: Outcome, width: int, glyphs: Glyphs) -> Lines:
    """An answered step, which stays in sight above the next: its prompt and what is right."""
    asked = outcome.asked
    symbol, tone = symbol_of(outcome, glyphs)
    asked_for = prose(asked.step_prompt.text, width - 4, glyphs) if asked.step_prompt else []
    lines = lettered([words(f"{asked.step + 1} {symbol}", tone)], asked_for, 1)
    for text in outcome.right[:1]:
        if isinstance(asked.question, MathAnswer):
            shown = box(expression_box(text, asked.scope, glyphs))
        else:
            shown = prose(text, width - 4, glyphs)
        lines += indented(shown, 4)
    return lines
