"""TypedHistory: what was typed into a line, step by step, so that typing can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 500
"""Steps that are kept."""


@dataclass(slots=True)
class TypedHistory:
    """A line's texts, one for each step: a word typed, a word deleted, something pasted or completed."""

    text: str = ""
    """As it stands."""
    back: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    _typing: bool = False
    """Whether the last step was a letter, so that another one belongs to it."""

    def begin(self, text: str) -> None:
        """A new line, with nothing to undo."""
        self.text, self._typing = text, False
        self.back.clear()
        self.ahead.clear()

    def record(self, text: str) -> None:
        """The line's text is another now."""
        if text == self.text:
            return
        step = abs(len(text) - len(self.text))
        longer, shorter = (text, self.text) if len(text) > len(self.text) else (self.text, text)
        is_letter = step == 1 and _without_one(longer, shorter)
        goes_on = is_letter and self._typing and not (text.endswith(" ") and len(text) > len(self.text))
        if not goes_on:
            self.back.append(self.text)
            del self.back[:-MOST]
        self.ahead.clear()
        self.text, self._typing = text, is_letter

    def undo(self) -> str | None:
        """The text one step before, which is the text now; None where there is none."""
        return self._moved(self.back, self.ahead)

    def redo(self) -> str | None:
        """The text that was undone last; None where there is none."""
        return self._moved(self.ahead, self.back)

    def _moved(self, source: list[str], other: list[str]) -> str | None:
        if not source:
            return None
        other.append(self.text)
        self.text, self._typing = source.pop(), False
        return self.text


def _without_one(longer: str, shorter: str) -> bool:
    """Whether the shorter is the longer with one character taken out."""
    at = next((k for k, (one, other) in enumerate(zip(longer, shorter, strict=False)) if one != other), None)
    return at is None or longer[at + 1 :] == shorter[at:]
