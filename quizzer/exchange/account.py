"""The account of an import: what became of every piece that was read; nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.deck.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

Fate: TypeAlias = Literal["checked", "card", "recall", "context", "heading", "repeated", "left out"]

_TOLD: dict[Fate, str] = {
    "checked": "checked cards",
    "card": "cards that nothing checks",
    "recall": "recall cards, to be looked at",
    "context": "pieces used with a card",
    "heading": "headings, now tags",
    "repeated": "repetitions",
    "left out": "pieces left out",
}
_ONE: dict[Fate, str] = {
    "checked": "checked card",
    "card": "card that nothing checks",
    "recall": "recall card, to be looked at",
    "context": "piece used with a card",
    "heading": "heading, now a tag",
    "repeated": "repetition",
    "left out": "piece left out",
}
_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one piece.

    Attributes:
        line: where it stands: a line, a row, the number of a note; from 1.
        kind: what it is, such as `formula` or `note`.
        fate: what became of it.
        text: how it begins.
        said: more, in a sentence or an id.
    """

    line: int
    kind: str
    fate: Fate
    text: str = ""
    said: str = ""


@dataclass(slots=True)
class Account:
    """Everything that was read, in the order of the source."""

    entries: list[Entry] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """Sentences about the source as a whole."""

    def add(self, line: int, kind: str, fate: Fate, text: str = "", said: str = "") -> None:
        """Enter what became of a piece."""
        self.entries.append(Entry(line, kind, fate, text, said))

    def summary(self) -> str:
        """How much became of what, in a line."""
        return summary_of(self.entries)


def summary_of(entries: Iterable[Entry]) -> str:
    """`12 pieces: 7 checked cards, 2 recall cards, …`."""
    entries = list(entries)
    counts = Counter(entry.fate for entry in entries)
    parts = [
        f"{counts[fate]} {_ONE[fate] if counts[fate] == 1 else told}"
        for fate, told in _TOLD.items()
        if counts[fate]
    ]
    total = "1 piece" if len(entries) == 1 else f"{len(entries)} pieces"
    return f"{total}: {', '.join(parts)}" if parts else f"{total}"


def report_lines(account: Account) -> list[str]:
    """The whole account, a line a piece, as a terminal may show it."""
    lines = [visible(notice) for notice in account.notices]
    for entry in sorted(account.entries, key=lambda one: one.line):
        text = " ".join(entry.text.split())
        text = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
        kind = entry.kind if not text else f"{entry.kind} {text}"
        fate = "used with a card" if entry.fate == "context" else _ONE[entry.fate]
        lines.append(visible(f"{entry.line:>5}  {kind}: {fate}" + (f": {entry.said}" if entry.said else "")))
    return lines
