"""What a question shows: its heading, prompt, earlier steps, hints and symbols, as lines for a width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer, Recall
from quizzer.study.told import KINDS
from quizzer.tui.paint import beside, indented, prose, sentence, spread, words
from quizzer.tui.pictures import picture_lines
from quizzer.tui.symbols import symbol_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.sitting import Session
    from quizzer.tui.paint import Lines

_OBEYED = re.compile(r"[\\$*_`]")
_DOLLAR = re.compile(r"(?<!\\)\$")


def heading(asked: Asked, place: str, width: int, *, flagged: bool = False) -> Lines:
    """Deck and family at the left; at the right whether it is flagged, its kind, its place in the sitting."""
    topic = asked.card.family.replace("-", " ")
    left = beside(words(f" {asked.card.deck}", "strong"), words(f" · {topic}" if topic else "", "muted"))
    marks = " · ".join(one for one in ("flagged" if flagged else "", KINDS[asked.kind]) if one)
    right = beside(words(f"{marks} · " if marks else "", "accent"), words(f"{place} ", "muted"))
    if left.cell_length + right.cell_length + 2 > width:
        left = words(f" {asked.card.deck}", "strong").truncate(
            max(1, width - right.cell_length - 1), ellipsis=True
        )
    return spread(left, right, width)[:1]


def place_in(session: Session) -> str:
    """`4/17`."""
    return f"{session.position}/{session.total}"


def prompt(asked: Asked, typed: str, width: int, glyphs: Glyphs) -> Lines:
    """The card's prompt and what its pictures show; a cloze with what is typed standing in its gaps."""
    text = gapped(asked.question, typed) if isinstance(asked.question, ClozeAnswer) else asked.prompt.text
    return [*prose(text, width, glyphs), *picture_lines(asked.card, width)]


def step_prompt(asked: Asked, width: int, glyphs: Glyphs) -> Lines:
    """The step that is asked, below the card's prompt."""
    if asked.step_prompt is None:
        return []
    mark = words(f"Step {asked.step + 1} of {asked.steps}", "accent")
    return [mark, *prose(asked.step_prompt.text, width, glyphs)]


def symbols(asked: Asked, width: int, glyphs: Glyphs) -> Lines:
    """What the letters are; a text for each kind is never broken in two if it fits on a line."""
    if isinstance(asked.question, Recall):
        return []
    rows: list[str] = []
    for text in symbol_texts(asked, glyphs):
        if rows and len(rows[-1]) + 3 + len(text) <= width:
            rows[-1] += "   " + text
        else:
            rows.append(text)
    return [words(row, "muted") for row in rows]


def hints(asked: Asked, shown: Sequence[str], width: int, glyphs: Glyphs) -> Lines:
    """The hints taken so far, and how many more there are."""
    lines: Lines = []
    for number, text in enumerate(shown, 1):
        label = words(f"Hint {number}  ", "accent")
        body = prose(text, max(8, width - label.cell_length), glyphs)
        first, rest = body[:1], body[1:]
        lines += [beside(label, *first), *indented(rest, label.cell_length)]
    left = len(asked.hints) - len(shown)
    if shown and left:
        lines += indented(sentence(f"{left} more", width, "muted"), len("Hint 1  "))
    return lines


def gap_at(question: ClozeAnswer, typed: str) -> int:
    """Which gap is being filled, counted from 0."""
    return min(typed.count(";"), len(question.gaps) - 1) if len(question.gaps) > 1 else 0


def gapped(question: ClozeAnswer, typed: str) -> str:
    """A cloze's text as prose with its gaps open, or filled with what was typed so far."""
    given = [typed] if len(question.gaps) == 1 else typed.split(";")
    text = question.parts[0].text
    for number, (gap, after) in enumerate(zip(question.gaps, question.parts[1:], strict=True)):
        filling = given[number].strip() if number < len(given) else ""
        in_formula = len(_DOLLAR.findall(text)) % 2 == 1
        text += _in_formula(filling) if in_formula else _in_words(filling, gap.hint)
        text += after.text
    return text


def _in_words(filling: str, hint: str) -> str:
    shown = filling or (f"… {hint} …" if hint else "……")
    return "[" + _OBEYED.sub(lambda found: "\\" + found[0], shown) + "]"


def _in_formula(filling: str) -> str:
    plain = re.sub(r"[^\w\s+\-=,.()/]", "", filling).replace("_", "")
    return rf"\,[\text{{{plain}}}]\," if plain else r"\,[\;?\;]\,"
