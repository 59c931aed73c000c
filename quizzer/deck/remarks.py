"""Remarks that a learner files on cards: a Markdown file beside the deck, which reviewing never writes to.

    # Remarks on Matrix calculus

    ## gradient-quadratic-form

    - 2026-11-25 18:04: Where does the second term come from?

It is the learner's own file: whatever else stands in it is kept, and only lines of this form are read.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.source import MAX_BYTES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from quizzer.deck.cards import Card, Deck

ENDING = ".remarks.md"
LONGEST = 2_000
"""Characters of one remark."""

_HEAD = re.compile(r"##\s+(\S.*?)\s*")
_LINE = re.compile(r"-\s+(\d{4}-\d\d-\d\d \d\d:\d\d):\s*(.*?)\s*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a learner noted of a card."""

    at: str
    """The local time: `2026-11-25 18:04`."""
    text: str
    """One line."""


def remarks_path(deck: Path, data: Path, bundled: Path | None) -> Path:
    """Where the remarks on a deck's file lie: beside it; for one that comes along, in the data folder.

    So do those on a deck whose folder cannot be written to.
    """
    name = deck.stem + ENDING
    beside = deck.with_name(name)
    is_bundled = bundled is not None and deck.is_relative_to(bundled)
    if not is_bundled and (beside.exists() or os.access(deck.parent, os.W_OK)):
        return beside
    return data / "remarks" / name


def read_remarks(text: str) -> dict[str, tuple[Remark, ...]]:
    """The remarks in a file's text, by the ids of their cards, in the file's order."""
    found: dict[str, tuple[Remark, ...]] = {}
    card = ""
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            card = head[1]
        elif card and (match := _LINE.fullmatch(line)) and match[2]:
            found[card] = (*found.get(card, ()), Remark(match[1], match[2]))
    return found


def with_remark(text: str, deck: str, card: str, remark: Remark) -> str:
    """The file's text with one more remark, below those on its card; all else in it stays as it is."""
    entry = f"- {remark.at}: {remark.text}"
    lines = text.splitlines() or [f"# Remarks on {one_line(deck)}"]
    heads = [at for at, line in enumerate(lines) if _HEAD.fullmatch(line)]
    at = next((at for at in heads if (head := _HEAD.fullmatch(lines[at])) and head[1] == card), None)
    if at is None:
        return "\n".join([*_trimmed(lines), "", f"## {card}", "", entry]) + "\n"
    end = next((other for other in heads if other > at), len(lines))
    section = _trimmed(lines[at:end])
    section += [entry] if len(section) > 1 else ["", entry]
    rest = ["", *lines[end:]] if end < len(lines) else []
    return "\n".join([*lines[:at], *section, *rest]) + "\n"


def one_line(text: str) -> str:
    """A text without line ends and control characters, cut to what a remark may hold."""
    return " ".join(_CONTROLS.sub(" ", text).split())[:LONGEST]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return list(lines)


@dataclass(slots=True)
class Remarks:
    """The remarks on all decks, read where they are asked for.

    Attributes:
        data: the folder for remarks on decks whose own folder is not the learner's.
        bundled: the folder of the decks that come along.
    """

    data: Path
    bundled: Path | None = None

    def path(self, deck: Deck) -> Path:
        """The file of a deck's remarks, which need not be there."""
        return remarks_path(deck.path, self.data, self.bundled)

    def on(self, deck: Deck, card: Card) -> tuple[Remark, ...]:
        """The remarks on a card, the oldest first; none where the file cannot be read."""
        return self.on_deck(deck).get(card.id, ())

    def on_deck(self, deck: Deck) -> dict[str, tuple[Remark, ...]]:
        """The remarks on all cards of a deck, by their ids."""
        try:
            return read_remarks(_text(self.path(deck)))
        except OSError:
            return {}

    def file(self, deck: Deck, card: Card, text: str, at: datetime) -> Path:
        """Put a remark into the file, the whole of it or nothing; returns the file.

        Raises:
            OSError: it is not written.
            ValueError: there is nothing in the text.
        """
        remark = Remark(at.strftime("%Y-%m-%d %H:%M"), one_line(text))
        if not remark.text:
            raise ValueError("a remark says something")
        path = self.path(deck)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = with_remark(_text(path), deck.name, card.id, remark)
        new = path.with_name(f".{path.name}.new")
        new.write_text(written, encoding="utf-8", newline="")
        new.replace(path)
        return path


def _text(path: Path) -> str:
    """The file's text; "" where there is none.

    Raises:
        OSError: it cannot be read, or is larger than any that a learner writes.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OSError(f"{path} is too large")
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
