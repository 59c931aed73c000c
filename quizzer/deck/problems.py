"""Problem: one thing that a deck's author should know, with its place in the file, and how it is shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Severity = Literal["error", "warning"]

_WINDOW = 96  # columns of a source line that are shown; a longer line is cut around the caret
_TAB_STOP = 4
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_CARD = re.compile(r"^cards\[\d+\]\.")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a deck, as a value: where it is, what it is, and what to do about it.

    Attributes:
        path: the deck's file, as it was named.
        line: counted from 1; 0 when the problem has no line (a file that is missing).
        column: counted from 1, in characters.
        field: path of the field, such as `cards[3].mistakes[0].say` (counted from 0); "" for the file.
        message: one sentence without a full stop.
        hint: what to do, or "".
        severity: an "error" leaves its card (or the file) out, a "warning" does not.
        source: the text of the line.
        length: how many characters from `column` on are meant, at least 1.
    """

    path: Path
    line: int
    column: int
    field: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    source: str = ""
    length: int = 1

    @property
    def end_column(self) -> int:
        """The column after the last character that is meant."""
        return self.column + self.length

    @property
    def headline(self) -> str:
        """The problem in one line: `decks/my.yaml:12:13: answer: cannot be read: …`."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else f"{self.path}"
        name = _CARD.sub("", self.field)
        mark = "warning: " if self.severity == "warning" else ""
        return visible(": ".join(part for part in (place, name, mark + self.message) if part))

    def __str__(self) -> str:
        return render(self)


def render(problem: Problem) -> str:
    """Return the headline, the source line with a caret under the place, and the hint."""
    rows = [problem.headline]
    if problem.source.strip():
        number = f"{problem.line:>5} | "
        text, caret = _caret_rows(problem)
        rows += [number + text, " " * (len(number) - 2) + "| " + caret]
    if problem.hint:
        rows.append(f"      {visible(problem.hint)}")
    return "\n".join(rows)


def as_json(problem: Problem) -> dict[str, str | int]:
    """Return the problem as a flat mapping for `--json`: names as in Problem, the path as text."""
    return {
        "path": str(problem.path),
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.end_column,
        "field": problem.field,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "source": problem.source,
    }


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems as a reader of the files meets them."""
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line, problem.column))


def visible(text: str) -> str:
    """Return the text with what a terminal would obey, or not show at all, spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    """Return a printable stand-in for one character: a control picture, or its code point."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in _INVISIBLE:
        return f"<U+{code:04X}>"
    return character


def _caret_rows(problem: Problem) -> tuple[str, str]:
    """Return the line as cells of a terminal, cut to the window, and the row of carets under it."""
    start = min(max(problem.column - 1, 0), len(problem.source))
    end = min(max(start + problem.length, start + 1), max(len(problem.source), start + 1))
    cells = _cells(problem.source)
    first, last = _window(cells, start, end)
    before = "…" if first else ""
    after = "…" if last < len(cells) else ""
    lead = sum(_width(cell) for cell in cells[first:start]) + len(before)
    marked = sum(_width(cell) for cell in cells[start : min(end, last)])
    return before + "".join(cells[first:last]) + after, " " * lead + "^" * max(marked, 1)


def _cells(line: str) -> list[str]:
    """Return what is shown for each character of the line, tabs as spaces."""
    cells: list[str] = []
    column = 0
    for character in line:
        cell = " " * (_TAB_STOP - column % _TAB_STOP) if character == "\t" else _shown(character)
        cells.append(cell)
        column += _width(cell)
    return cells


def _window(cells: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the range of cells to show: all of a short line, else what stands around the caret."""
    if len(cells) <= _WINDOW:
        return 0, len(cells)
    first = max(0, min(start - _WINDOW // 3, len(cells) - _WINDOW))
    return first, min(len(cells), max(first + _WINDOW, min(end, first + 2 * _WINDOW)))


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
