"""The first question, drawn before the screen's toolkit has loaded, which takes longer than all the rest.

It stands where the review screen will draw it again a moment later. Keys pressed meanwhile wait in the
terminal, unseen, and arrive in the input: nothing typed is lost.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer
from quizzer.maths.typeset.box import cells
from quizzer.maths.typeset.prose import set_prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.maths.typeset.box import Cell
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.session import Session

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J"
_LEAVE = "\x1b[?1049l\x1b[?25h"
_STYLES = {"plain": "", "bold": "\x1b[1m", "italic": "\x1b[3m", "code": "", "error": ""}
_SMALLEST = (60, 16)
_WIDE = 110


@dataclass(slots=True)
class Curtain:
    """A picture of the first question; drawn or not yet."""

    picture: str
    modes: list[int | list[bytes | int]] | None = None
    """The terminal's, from before it was drawn."""

    def draw(self) -> None:
        """Draw it, and let keys wait unseen."""
        import termios

        modes = termios.tcgetattr(sys.stdin.fileno())
        self.modes = modes
        # No echo, no waiting for a line's end; and Ctrl+S and Ctrl+Q are keys, not brakes.
        quiet = [
            modes[0] & ~termios.IXON,
            *modes[1:3],
            modes[3] & ~(termios.ECHO | termios.ICANON),
            *modes[4:],
        ]
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, quiet)
        _write(_ENTER + self.picture)

    def lift(self, *, left: bool) -> None:
        """Give the terminal its own ways back; `left` says that the picture is gone already."""
        if self.modes is None:
            return
        import termios

        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self.modes)
        if not left:
            _write(_LEAVE)


def curtain_for(session: Session, glyphs: Glyphs) -> Curtain | None:
    """The picture of the question that the session stands at; None where this terminal had better wait."""
    size = os.get_terminal_size(sys.stderr.fileno())
    asked = session.asked
    is_small = size.columns < _SMALLEST[0] or size.lines < _SMALLEST[1]
    if asked is None or isinstance(asked.question, ClozeAnswer) or is_small or os.name != "posix":
        return None
    place = f"{session.position}/{session.total}"
    return Curtain(picture(asked, place, glyphs, size.columns, size.lines))


def picture(asked: Asked, place: str, glyphs: Glyphs, columns: int, lines: int) -> str:
    """The heading and the prompt as a terminal draws them, at the places of the review screen."""
    top, left = (4, 8) if columns >= _WIDE else (3, 3)
    rows = [(1, 1, cells(f" {asked.card.deck}", "bold"))]
    rows.append((1, columns - len(place), cells(place)))
    for number, row in enumerate(set_prose(asked.prompt.text, columns - 2 * left, glyphs)):
        if top + number < lines:
            rows.append((top + number, left + 1, row[: columns - left]))
    return "".join(f"\x1b[{line};{column}H{_styled(row)}" for line, column, row in rows)


def _styled(row: Iterable[Cell]) -> str:
    text = ""
    for style, run in groupby(row, key=lambda cell: cell.style):
        glyphs = "".join(cell.glyph for cell in run)
        text += f"{_STYLES[style]}{glyphs}\x1b[0m" if _STYLES[style] else glyphs
    return text


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
