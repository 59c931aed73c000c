"""Brackets as tall as what they hold, in each glyph set."""

import pytest

from quizzer.maths.typeset.fences import fence
from quizzer.maths.typeset.glyphs import SETS

DRAWN = [
    # glyphs, brackets from left to right, rows, what stands in them
    ("full", "()[]{}|‖⌊⌋⌈⌉", 1, ["()[]{}|‖⌊⌋⌈⌉"]),
    ("full", "()[]{}|‖⌊⌋⌈⌉", 2, ["⎛⎞⎡⎤⎰⎱│‖⎢⎥⎡⎤", "⎝⎠⎣⎦⎱⎰│‖⎣⎦⎢⎥"]),
    ("full", "()[]{}|‖⌊⌋⌈⌉", 3, ["⎛⎞⎡⎤⎧⎫│‖⎢⎥⎡⎤", "⎜⎟⎢⎥⎨⎬│‖⎢⎥⎢⎥", "⎝⎠⎣⎦⎩⎭│‖⎣⎦⎢⎥"]),
    ("full", "{}", 4, ["⎧⎫", "⎨⎬", "⎪⎪", "⎩⎭"]),
    ("basic", "()[]{}|⌊⌋⌈⌉", 2, ["/\\┌┐{}│││┌┐", "\\/└┘│││└┘││"]),
    ("basic", "()[]{}|‖⌊⌋⌈⌉", 3, ["/\\┌┐│││║││┌┐", "││││{}│║││││", "\\/└┘│││║└┘││"]),
    ("ascii", "()[]{}|⌊⌋⌈⌉", 3, ["/\\[]|||||F7", "||[]{}|||||", "\\/[]|||LJ||"]),
    ("full", "⟨⟩", 3, [" ╱╲ ", "╱  ╲", " ╲╱ "]),
    ("ascii", "⟨⟩", 2, ["/\\", "\\/"]),
]


@pytest.mark.parametrize(("name", "brackets", "height", "rows"), DRAWN)
def test_brackets_grow(name, brackets, height, rows):
    boxes = [fence(bracket, height, (height - 1) // 2, SETS[name]) for bracket in brackets]
    assert ["".join(cell.glyph for box in boxes for cell in box.rows[at]) for at in range(height)] == rows


def test_a_brace_has_its_waist_on_the_baseline():
    assert fence("{", 5, 3, SETS["full"]).lines() == ("⎧", "⎪", "⎪", "⎨", "⎩")


def test_a_bracket_that_is_not_there_takes_no_room():
    box = fence("", 3, 1, SETS["full"])
    assert (box.width, box.height, box.baseline) == (0, 3, 1)
