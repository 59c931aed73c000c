"""Paint: the only place where text becomes Textual's Content, so that nothing is ever read as markup.

A deck's and a learner's text goes through `cells`, which shows what a terminal would obey. Colours are names
of the theme's variables, never colours of our own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.content import Content

from quizzer.maths.typeset.box import cells
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.prose import Formula, Words, read_prose, set_prose
from quizzer.maths.typeset.prose_setting import set_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzer.maths.typeset.box import Box, Cell
    from quizzer.maths.typeset.glyphs import Glyphs

Tone: TypeAlias = Literal["", "muted", "strong", "accent", "right", "wrong", "nearly", "warning", "key"]
"""What a text means; colour only ever repeats what its words or symbol say."""

Lines: TypeAlias = list[Content]

_TONES: dict[Tone, str] = {
    "": "",
    "muted": "$foreground-muted",
    "strong": "bold",
    "accent": "$text-accent",
    "right": "bold $text-success",
    "wrong": "bold $text-error",
    "nearly": "bold $text-warning",
    "warning": "$text-warning",
    "key": "bold $footer-key-foreground",
}
_STYLES = {"plain": "", "bold": "bold", "italic": "italic", "code": "$text-accent", "error": "$text-error"}

NO_LINE = Content("")


def row(line: Iterable[Cell], tone: Tone = "") -> Content:
    """One line of cells in a tone."""
    tint = _TONES[tone]
    parts = []
    for style, run in groupby(line, key=lambda cell: cell.style):
        text = "".join(cell.glyph for cell in run)
        parts.append((text, f"{tint} {_STYLES[style]}".strip()))
    return Content.assemble(*parts).rstrip()


def words(text: str, tone: Tone = "") -> Content:
    """A text of one line as it is written, spaces and all."""
    return Content.styled("".join(cell.glyph for cell in cells(text)), _TONES[tone])


def shade(sign: str, style: str) -> Content:
    """A sign of a plot in a shade of a theme's variable, such as `$accent 35%`."""
    return Content.styled(sign, style)


def beside(*parts: Content) -> Content:
    """Parts of one line."""
    return Content("").join(parts)


def box(shown: Box, tone: Tone = "") -> Lines:
    """The lines of a typeset formula."""
    return [row(line, tone) for line in shown.rows]


def prose(text: str, width: int, glyphs: Glyphs, tone: Tone = "") -> Lines:
    """Prose with formulas, wrapped to a width; a formula wider than that stands uncut."""
    return [row(line, tone) for line in set_prose(text, width, glyphs)]


def prose_row(text: str, glyphs: Glyphs, tone: Tone = "") -> Content:
    """Prose in one row, however long, for a list: every formula in one row, lines run on."""
    line: list[Cell] = []
    for piece in read_prose(" ".join(text.split())):
        match piece:
            case Words(text, style):
                line += cells(SETS[glyphs].spelt(text), style)
            case Formula(source):
                line += set_formula(source, glyphs, in_row=True).rows[0]
            case _:
                line += cells(" ")
    return row(line, tone)


def sentence(text: str, width: int, tone: Tone = "") -> Lines:
    """Words of our own, wrapped to a width; dollar signs and asterisks are only that."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [words(line, tone) for line in lines]


def indented(lines: Iterable[Content], columns: int) -> Lines:
    """The lines moved to the right."""
    return [line.pad_left(columns) if line.cell_length else line for line in lines]


def spread(left: Content, right: Content, width: int) -> Lines:
    """Two texts at both ends of a line, or one below the other where they do not fit."""
    gap = width - left.cell_length - right.cell_length
    if not right.cell_length:
        return [left]
    if gap < 2:
        return [left, right.pad_left(max(0, width - right.cell_length))]
    return [left.pad_right(gap) + right]


def lettered(left: Sequence[Content], right: Sequence[Content], gap: int) -> Lines:
    """Two blocks of lines side by side, their first lines level."""
    width = max((line.cell_length for line in left), default=0) + gap
    lines: Lines = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else NO_LINE
        other = right[at] if at < len(right) else NO_LINE
        lines.append(one.pad_right(width - one.cell_length) + other if other.cell_length else one)
    return lines


def stacked(lines: Iterable[Content]) -> Content:
    """Lines as one content."""
    return Content("\n").join(lines)


_TO_ASCII = str.maketrans("·–—▸×▲█░…✓✗◐○⏎←→−", "--->x^#..+x~o<<>-")


def in_ascii(line: Content) -> Content:
    """The line with our own signs in ASCII, one for one; formulas are in it already."""
    return Content(line.plain.translate(_TO_ASCII), list(line.spans))
