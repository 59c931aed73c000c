"""Ink: the screen without any colour, for NO_COLOR; what was told by a ground is told in reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.color import Color as RichColor
    from textual.color import Color

STANDS_OUT = 0.35
"""The difference of brightness, 0 to 1, from which a ground is a mark, as a cursor, and no tint."""

_WEIGHTS = (0.299, 0.587, 0.114)
"""How bright an eye finds each of the three colours (ITU-R BT.601)."""


class Ink(LineFilter):
    """No colours at all, not even greys: bold, underlines and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in the terminal's own two colours."""
        return [
            Segment(text, None if style is None else _bare(style, background.brightness), control)
            for text, style, control in segments
        ]


def _bare(style: Style, ground: float) -> Style:
    under = _brightness(style.bgcolor)
    marked = bool(style.reverse) or (under is not None and abs(under - ground) > STANDS_OUT)
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=marked or None,
        link=style.link,
        meta=style.meta,
    )


def _brightness(color: RichColor | None) -> float | None:
    if color is None or color.is_default:
        return None
    parts = color.get_truecolor()
    return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True)) / 255
