"""A deck's file as text: read once, with its lines as an editor counts them."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.deck.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file's text. Two sources are the same only if they are one: a place in it is an index."""

    path: Path
    text: str

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of an index into the text, both counted from 1."""
        starts = _line_starts(self)
        line = bisect_right(starts, max(index, 0))
        return line, index - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line counted from 1; "" beyond the end."""
        starts = _line_starts(self)
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@lru_cache(maxsize=8)
def _line_starts(source: Source) -> list[int]:
    """Return the index at which each line begins; asked for only where there is something to say."""
    return [0, *(match.end() for match in _LINE_END.finditer(source.text))]


def read_source(path: Path) -> Source | Problem:
    """Read a deck's file; a file that cannot be read, is too large or is not UTF-8 is a problem."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "is a folder" if stat.S_ISDIR(found.st_mode) else "is not a file"
            return Problem(path, 0, 0, "", f"cannot be read: {kind}")
        if found.st_size > MAX_BYTES:
            return _too_large(path, found.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Problem(path, 0, 0, "", f"cannot be read: {reason}")
    return source_of(path, data)


def source_of(path: Path, data: bytes) -> Source | Problem:
    """Return the bytes of a file as a source, or the reason why they are no deck."""
    if len(data) > MAX_BYTES:
        return _too_large(path, len(data))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, 1, 1, "", "the file is UTF-16, not UTF-8", "save it as UTF-8 in your editor")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start)
    return Source(path, text)


def _too_large(path: Path, size: int) -> Problem:
    message = f"the file has {size / 2**20:.0f} MiB; a deck may have {MAX_BYTES // 2**20}"
    return Problem(path, 0, 0, "", message, "split it into several decks")


def _not_utf8(path: Path, data: bytes, start: int) -> Problem:
    """Return the problem of a byte that is not UTF-8, at its line and column."""
    line_start = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    line = len(_LINE_END.findall(data[:line_start].decode("utf-8-sig", "replace"))) + 1
    column = len(data[line_start:start].decode("utf-8-sig", "replace")) + 1
    text = _LINE_END.split(data[line_start : line_start + 1000].decode("utf-8", "replace"), maxsplit=1)[0]
    return Problem(
        path,
        line,
        column,
        "",
        f"the file is not UTF-8: byte 0x{data[start]:02X}",
        "save it as UTF-8 in your editor",
        source=text,
    )
