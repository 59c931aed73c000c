"""Prose with formulas between $ signs and Markdown's emphasis, code and lists: read into pieces, checked.

Nothing here raises: what cannot be read stands as it was written, and `prose_problems` says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.typeset.box import cells
from quizzer.maths.typeset.glyphs import SETS
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError
from quizzer.maths.typeset.prose_setting import ProseSetter, set_formula

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Cells, Style
    from quizzer.maths.typeset.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one style: plain, italic (emphasis), bold (strong) or code."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX, without its dollar signs; `offset` is the place of its first character in the text."""

    source: str
    display: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Item:
    """The start of a list's item: its marker as written, and how far it was indented."""

    marker: str
    indent: int


Piece: TypeAlias = Words | Formula | Break | Item


@dataclass(frozen=True, slots=True)
class _Delimiter:
    """Asterisks or underscores that may begin or end an emphasis."""

    text: str
    opens: bool
    closes: bool


_PIECE = re.compile(
    r"""
    \\(?P<escaped>[\\$*_`])
    | (?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | \$\$(?P<display>(?:[^$\\]|\\.)+?)\$\$
    | \$(?P<inline>(?:(?!\n[ \t]*\n)[^$\\]|\\.)+?)\$
    | (?P<dollar>\$\$?)
    | (?P<break>[ \t]*\n[ \t]*\n\s*?)(?=[ \t]*\S|\Z)
    | (?P<line>(?:\A|[ \t]*(?<![^\n])|[ \t]*\n))(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,3}[.)])[ \t]+(?=\S)
    | (?P<delimiter>\*\*|__|\*|_)
    """,
    re.VERBOSE | re.DOTALL,
)


def read_prose(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, in its order."""
    return tuple(_emphasised(_scanned(text)[0]))


def prose_problems(text: str) -> list[tuple[str, int]]:
    """What is wrong with a text's formulas: sentences, each with the offset in the text that it speaks of."""
    pieces, found = _scanned(text)
    for piece in pieces:
        if not isinstance(piece, Formula):
            continue
        try:
            read_latex(piece.source)
        except LatexError as error:
            found.append((error.message, piece.offset + error.column))
    return sorted(found, key=lambda problem: problem[1])


def set_prose(text: str, width: int, glyphs: Glyphs = "full") -> tuple[Cells, ...]:
    """The text as lines of cells, words wrapped to a width.

    A formula is never broken: one wider than `width` stands uncut on a line of its own. One that cannot be
    set is shown as its source, dollar signs and all, in the style `error`.
    """
    setter = ProseSetter(width, glyphs)
    for piece in read_prose(text):
        match piece:
            case Words(words, style):
                setter.words(words, style)
            case Formula(source, display):
                box = set_formula(source, glyphs, display=display)
                if display:
                    setter.display(box)
                else:
                    setter.inline(box)
            case Item(marker, indent):
                setter.item(marker, indent)
            case Break():
                setter.paragraph()
    return setter.lines()


def plain(text: str, glyphs: Glyphs = "full") -> list[str]:
    """The text without styles, a line for each paragraph and each item, however long; formulas in one row."""
    lines = [""]
    for piece in read_prose(text):
        match piece:
            case Words(words):
                lines[-1] += SETS[glyphs].spelt(re.sub(r"\s", " ", words))
            case Formula(source, display):
                shown = set_formula(source, glyphs, in_row=True).lines()[0]
                lines[-1] += f" {shown} " if display else shown
            case Item(marker):
                lines.append(f"{marker} ")
            case Break():
                lines.append("")
    joined = (" ".join(line.split()) for line in lines)
    shown_lines = (re.sub(r" ([.,;:!?])(?=\s|$)", r"\1", line) for line in joined if line)
    return ["".join(cell.glyph for cell in cells(line)) for line in shown_lines]


def _scanned(text: str) -> tuple[list[Piece | _Delimiter], list[tuple[str, int]]]:
    """The pieces, emphasis not yet paired, and the dollar signs without a partner."""
    pieces: list[Piece | _Delimiter] = []
    problems: list[tuple[str, int]] = []
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            pieces.append(Words(text[end : match.start()]))
        end = match.end()
        kind = match.lastgroup
        if kind == "dollar":
            signs = match[kind]
            told = "this $ has no partner" if signs == "$" else "these $$ have no partner"
            problems.append((told, match.start()))
            pieces.append(Words(signs))
        elif kind in ("display", "inline"):
            pieces.append(Formula(match[kind], kind == "display", match.start(kind)))
        elif kind == "delimiter":
            pieces.append(_delimiter(text, match))
        else:
            pieces.append(_plain_piece(match, kind))
    if end < len(text):
        pieces.append(Words(text[end:]))
    return pieces, problems


def _plain_piece(match: re.Match[str], kind: str | None) -> Piece:
    if kind == "escaped":
        return Words(match[kind])
    if kind == "code":
        return Words(match[kind], "code")
    return Item(match["marker"], len(match["indent"].expandtabs(4))) if kind == "marker" else Break()


def _delimiter(text: str, match: re.Match[str]) -> _Delimiter:
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    opens, closes = bool(after.strip()), bool(before.strip())
    # neither snake_case nor 2*3*4 is an emphasis
    return _Delimiter(match[0], opens and not before.isalnum(), closes and not after.isalnum())


def _emphasised(scanned: list[Piece | _Delimiter]) -> list[Piece]:
    """The pieces with delimiters that pair turned into styles, and the others into text."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for at, piece in enumerate(scanned):
        if isinstance(piece, Break | Item):
            opened.clear()
        elif isinstance(piece, _Delimiter):
            same = [one for one in opened if _text(scanned[one]) == piece.text]
            if piece.closes and same:
                partners[same[-1]] = at
                opened = opened[: opened.index(same[-1])]
            elif piece.opens:
                opened.append(at)
    closing = set(partners.values())
    out: list[Piece] = []
    within: list[str] = []
    for at, piece in enumerate(scanned):
        if at in partners:
            within.append(_text(piece))
        elif at in closing:
            within.pop()
        elif isinstance(piece, _Delimiter):
            out.append(Words(piece.text, _style(within)))
        elif isinstance(piece, Words) and piece.style == "plain":
            out.append(replace(piece, style=_style(within)))
        else:
            out.append(piece)
    return out


def _text(piece: Piece | _Delimiter) -> str:
    return piece.text if isinstance(piece, _Delimiter) else ""


def _style(within: list[str]) -> Style:
    if any(len(text) == 2 for text in within):
        return "bold"
    return "italic" if within else "plain"
