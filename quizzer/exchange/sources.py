"""A file to bring in: read within bounds, its text decoded, its kind told by its name or its content."""

from __future__ import annotations

import codecs
import stat
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.errors import ImportRefused
from quizzer.exchange.questions_in_markdown import looks_like_questions

if TYPE_CHECKING:
    from pathlib import Path

Format: TypeAlias = Literal["note", "questions", "csv", "json", "anki"]

FORMATS: tuple[Format, ...] = ("note", "questions", "csv", "json", "anki")
MOST_TEXT = 32 * 1024 * 1024
"""Bytes of a text that are read; more is no deck that a person learns."""
MOST_PACKAGE = 2 * 1024 * 1024 * 1024
_BY_ENDING: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".apkg": "anki",
    ".colpkg": "anki",
    ".anki2": "anki",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def format_of(path: Path, text: str | None = None) -> Format:
    """The format of a file; of Markdown and plain text it is told by the content.

    Raises:
        ImportRefused: it is a deck already, or nothing that is known.
    """
    ending = path.suffix.lower()
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if ending in (".yaml", ".yml"):
        raise ImportRefused(f"{path} is a deck already: copy it to where `quizzer locate decks` says")
    if ending in (".md", ".markdown", ".txt", ".org", ""):
        text = text or ""
        if ending in (".txt", "") and (text.startswith("#separator:") or _is_table(text)):
            return "csv"
        return "questions" if looks_like_questions(text) else "note"
    raise ImportRefused(f"what {path} holds cannot be told by its name: say it with --format")


def _is_table(text: str) -> bool:
    """Whether each line of a text has a tab, as in what Anki exports."""
    lines = [line for line in text.split("\n")[:50] if line.strip()]
    return bool(lines) and all("\t" in line.strip() for line in lines)


def is_package(path: Path) -> bool:
    """Whether the file is read as a package rather than as a text."""
    return _BY_ENDING.get(path.suffix.lower()) == "anki"


def checked_file(path: Path, most: int) -> None:
    """See that a path names a file that may be read whole.

    Raises:
        ImportRefused: it is not there, no file, empty, or too large.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ImportRefused(f"{path} cannot be read: {reason}") from None
    if not stat.S_ISREG(found.st_mode):
        raise ImportRefused(f"{path} is not a file")
    if found.st_size == 0:
        raise ImportRefused(f"{path} is empty")
    if found.st_size > most:
        size, limit = found.st_size / 2**20, most // 2**20
        raise ImportRefused(f"{path} has {size:,.0f} MiB, and at most {limit:,} are read: split it")


def read_text(path: Path, encoding: str | None = None) -> str:
    """The text of a file.

    Args:
        path: the file.
        encoding: what it is written in; else its own mark says, or it is UTF-8.

    Raises:
        ImportRefused: it cannot be read, is too large, or in another encoding; the sentence says where.
    """
    checked_file(path, MOST_TEXT)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read: {error.strerror or error}") from None
    used = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(used)
    except LookupError:
        raise ImportRefused(f"there is no encoding {used!r}; try utf-8, utf-16, latin-1 or cp1252") from None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, start) + 1
        byte = f"byte 0x{data[start]:02X} in line {line}" if start < len(data) else "its end"
        hint = "save it as UTF-8, or say what it is with --encoding cp1252, for instance"
        raise ImportRefused(f"{path} is not {used.upper()}: {byte}; {hint}") from None
    if not text.strip():
        raise ImportRefused(f"{path} is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
