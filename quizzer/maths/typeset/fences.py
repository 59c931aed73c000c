"""Brackets as tall as what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.typeset.box import Box, text_box

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Cell
    from quizzer.maths.typeset.glyphs import GlyphSet

# top, middle, bottom, and what fills the rest
_FULL = {
    "(": "⎛⎜⎝⎜",
    ")": "⎞⎟⎠⎟",
    "[": "⎡⎢⎣⎢",
    "]": "⎤⎥⎦⎥",
    "{": "⎧⎨⎩⎪",
    "}": "⎫⎬⎭⎪",
    "|": "││││",
    "‖": "‖‖‖‖",
    "⌊": "⎢⎢⎣⎢",
    "⌋": "⎥⎥⎦⎥",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
}
_BASIC = {
    "(": "/│\\│",
    ")": "\\│/│",
    "[": "┌│└│",
    "]": "┐│┘│",
    "{": "│{││",
    "}": "│}││",
    "|": "││││",
    "‖": "║║║║",
    "⌊": "││└│",
    "⌋": "││┘│",
    "⌈": "┌│││",
    "⌉": "┐│││",
}
_ASCII = {
    "(": "/|\\|",
    ")": "\\|/|",
    "[": "[[[[",
    "]": "]]]]",
    "{": "|{||",
    "}": "|}||",
    "|": "||||",
    "⌊": "||L|",
    "⌋": "||J|",
    "⌈": "F|||",
    "⌉": "7|||",
}
_PIECES = {"full": _FULL, "basic": _BASIC, "ascii": _ASCII}


def fence(bracket: str, height: int, baseline: int, glyphs: GlyphSet) -> Box:
    """A bracket of a height; one row high it is the character itself."""
    if not bracket:
        return Box(((),) * height, baseline)
    if height == 1:
        return text_box(glyphs.spelt(bracket))
    if bracket in "⟨⟩":
        return Box(_angle(bracket, height, glyphs), baseline)
    pieces = _PIECES[glyphs.name].get(bracket)
    if pieces is None:  # ‖ in ASCII is two bars
        return Box(text_box(glyphs.spelt(bracket)).rows * height, baseline)
    top, middle, bottom, rest = tuple(pieces)
    drawn = [top, *rest * (height - 2), bottom]
    if height > 2:
        drawn[baseline if 0 < baseline < height - 1 else (height - 1) // 2] = middle
    elif bracket in "{}":  # too low for a waist
        drawn = list("⎰⎱" if bracket == "{" else "⎱⎰") if glyphs.name == "full" else [middle, rest]
    return Box(tuple(text_box(char).rows[0] for char in drawn), baseline)


def _angle(bracket: str, height: int, glyphs: GlyphSet) -> tuple[tuple[Cell, ...], ...]:
    rising, falling = ("/", "\\") if glyphs.name != "full" else ("╱", "╲")
    half = (height + 1) // 2
    rows = []
    for at in range(height):
        upper = at < half
        place = half - 1 - at if upper else at - height + half
        stroke = rising if upper else falling
        if bracket == "⟩":
            place, stroke = half - 1 - place, falling if upper else rising
        rows.append(text_box(" " * place + stroke + " " * (half - 1 - place)).rows[0])
    return tuple(rows)
