"""Spelt: a text as its author wrote it, and the way back from its characters to the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizzer.deck.problems import Problem
from quizzer.deck.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzer.deck.problems import Severity


class Edit(NamedTuple):
    """One replacement that was made in a text: `old` characters at `at` gave way to `new` ones."""

    at: int
    old: int
    new: int


class Spelt:
    """A text of the deck, never changed. It equals another of the same text, wherever the two stand.

    A large deck has hundreds of thousands of them: they are made by hand, without what only edited ones need.

    Attributes:
        text: what was meant, with YAML's quotes, escapes and indentation taken off.
        source: the file.
        start: index of its first character (or opening quote, or `|`) in the file's text.
        end: index after its last character.
        style: YAML's: "" plain, "'" and '"' quoted, "|" and ">" blocks.
        edits: what was replaced since (a parametric card's placeholders), in order; `at` counts in `written`.
        written: the author's text, where `edits` changed it.
    """

    __slots__ = ("end", "source", "start", "style", "text")

    edits: tuple[Edit, ...] = ()
    written: str = ""

    def __init__(self, text: str, source: Source, start: int, end: int, style: str = "") -> None:
        self.text = text
        self.source = source
        self.start = start
        self.end = end
        self.style = style

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spelt) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Spelt({self.text!r})"

    @classmethod
    def bare(cls, text: str) -> Spelt:
        """A text that comes from no file."""
        return cls(text, Source(Path(), text), 0, len(text))

    def __str__(self) -> str:
        return self.text

    @property
    def line(self) -> int:
        """Line of its beginning, counted from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """Column of its beginning, counted from 1."""
        return self.source.place(self.start)[1]

    def sliced(self, start: int, end: int) -> Spelt:
        """Some of its characters, which know where they come from."""
        if start == 0 and end >= len(self.text):
            return self
        cut = _unedited(start, self.edits)
        edits = tuple(one for one in self.edits if one.at >= cut)
        lead = (Edit(0, cut, 0),) if cut else ()
        return self._edited(self.text[start:end], lead + edits)

    def replaced(self, replacements: Sequence[tuple[int, int, str]]) -> Spelt:
        """The text with other characters from each `start` to its `end`; in order, none inside another."""
        if not replacements:
            return self
        text, at = "", 0
        edits = list(self.edits)
        for start, end, new in replacements:
            text += self.text[at:start] + new
            at = end
            edits.append(Edit(_unedited(start, self.edits), end - start, len(new)))
        edits.sort(key=lambda one: one.at)
        return self._edited(text + self.text[at:], tuple(edits))

    def _edited(self, text: str, edits: tuple[Edit, ...]) -> Spelt:
        found = _Edited(text, self.source, self.start, self.end, self.style)
        found.edits, found.written = edits, self.written or self.text
        return found


class _Edited(Spelt):
    """A text in which something was replaced."""

    __slots__ = ("edits", "written")


def position_in(spelt: Spelt, offset: int) -> tuple[int, int]:
    """Return the line and the column in the file, counted from 1, of an offset into the text.

    The offset of the text's end gives the place after its last character.
    """
    return spelt.source.place(index_in(spelt, offset))


def index_in(spelt: Spelt, offset: int) -> int:
    """Return the index into the file's text of an offset into the scalar's."""
    offset = _unedited(max(0, min(offset, len(spelt.text))), spelt.edits)
    raw = spelt.source.text[spelt.start : spelt.end]
    return spelt.start + _raw_offset(raw, spelt.style, spelt.written or spelt.text, offset)


def problem_at(
    spelt: Spelt,
    path: str,
    message: str,
    *,
    hint: str = "",
    severity: Severity = "error",
    offset: int = 0,
    length: int = 0,
) -> Problem:
    """Return a problem with some characters of a text; `length` 0 means from `offset` to its line's end."""
    start = index_in(spelt, offset)
    end = index_in(spelt, offset + length if length else len(spelt.text))
    return problem_in(spelt.source, start, max(end, start + 1), path, message, hint=hint, severity=severity)


def problem_in(
    source: Source,
    start: int,
    end: int,
    path: str,
    message: str,
    *,
    hint: str = "",
    severity: Severity = "error",
) -> Problem:
    """Return a problem with the characters from `start` to `end` of a file, cut at the line's end."""
    line, column = source.place(start)
    text = source.line(line)
    length = max(1, min(end - start, len(text) + 1 - column))
    return Problem(source.path, line, column, path, message, hint, severity, text, length)


def _unedited(offset: int, edits: tuple[Edit, ...]) -> int:
    """Return the offset into the author's text; inside of a replacement, that of its beginning."""
    shift = 0
    for at, old, new in edits:
        if offset < at + shift:
            break
        if offset < at + shift + new:
            return at
        shift += new - old
    return offset - shift


_ESCAPES = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL)
_DOUBLED = re.compile(r"''|.", re.DOTALL)
_SPACE = frozenset(" \t\r\n\x85\u2028\u2029")
_WHITE = _SPACE | frozenset((r"\ ", r"\t", r"\n", r"\r", r"\N", r"\L", r"\P", "\\\t", "\\\n", "\\\r"))


def _raw_offset(raw: str, style: str, text: str, offset: int) -> int:
    """Return the offset into a scalar's raw text of an offset into its value.

    Folding and indentation touch white space only, so the other characters stand in one order on both sides:
    the k-th of the value is the k-th of the raw text. White space is placed after the character before it.
    """
    count = sum(character not in _SPACE for character in text[:offset])
    spaces = 0
    while spaces < offset and text[offset - spaces - 1] in _SPACE:
        spaces += 1
    seen, before = 0, _first(raw, style)
    for start, end in _visible_tokens(raw, style):
        if seen == count:
            is_space = offset < len(text) and text[offset] in _SPACE
            return min(before + spaces, start) if is_space or offset == len(text) else start
        seen, before = seen + 1, end
    return min(before + spaces, len(raw))


def _first(raw: str, style: str) -> int:
    """Return where the value begins: after the quote, or after the line of `|` or `>`."""
    if style in ("|", ">"):
        return raw.find("\n") + 1 or len(raw)
    return 1 if style else 0


def _visible_tokens(raw: str, style: str) -> Iterator[tuple[int, int]]:
    """Yield where each character that is no white space begins and ends, escapes as one."""
    first, last = _first(raw, style), len(raw) - (style in ("'", '"'))
    if style == '"':
        tokens = _ESCAPES.finditer(raw, first, last)
        yield from (token.span() for token in tokens if token[0] not in _WHITE)
    elif style == "'":
        yield from (token.span() for token in _DOUBLED.finditer(raw, first, last) if token[0] not in _SPACE)
    else:
        yield from ((at, at + 1) for at in range(first, last) if raw[at] not in _SPACE)
