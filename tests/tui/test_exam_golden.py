"""The screens of exams as they look, text and styles; files under golden/ are looked at before they are kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from quizzer.study.exams import Exam, Part

from .test_exams import EXAM, Hall, only

SIZES = [(80, 24), (120, 40)]
PAPER = ("gradient", "sigmoid-layer", "half-life", "invertible", "cyclic", "chain-rule", "eigen-trace")


@pytest.fixture
def hall(open_app):
    made = Hall(open_app)
    parts = (Part("deck", "every-kind", Fraction(2)), Part("tag", "none", Fraction(1, 2)))
    made.exams = [EXAM, Exam("Analysis of several variables", date(2027, 2, 1), parts, 25, 50)]
    made.events.append(only(made, *PAPER))
    return made


async def written(hall, stage):
    """Some of the paper, right and wrong, with time going by."""
    await stage.type("2 A x")
    hall.later(seconds=95)
    await stage.press("enter")
    await stage.type("sigma(u)(1-sigma(u))")
    hall.later(seconds=40)
    await stage.press("enter", "ctrl+f", "ctrl+n")
    await stage.type("7.2")
    hall.later(seconds=20)
    await stage.press("enter", "1", "3")
    hall.later(seconds=31)
    await stage.press("enter")
    await stage.type("invariant; cyclic")
    hall.later(seconds=12)
    await stage.press("enter")
    await stage.type("outer times inner")
    hall.later(seconds=12)
    await stage.press("enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", ["paper", "paper-map", "paper-report", "paper-answer", "exams"])
async def test_a_screen_looks_as_it_should(hall, golden, scene, size):
    async with hall.sitting(size=size) as stage:
        if scene == "paper":
            await stage.press("ctrl+f")
            await stage.type("(A + A')x")
        else:
            await written(hall, stage)
            await stage.press("escape")
            if scene != "paper-map":
                await stage.press("h", "y")
            if scene == "paper-answer":
                await stage.press("enter")
        if scene != "exams":
            golden(f"{scene}-{size[0]}x{size[1]}", stage.styled())
            return
    hall.events.append(only(hall, *PAPER))
    hall.later(minutes=2)
    async with hall.home(size=size) as stage:
        await stage.press("x")
        golden(f"{scene}-{size[0]}x{size[1]}", stage.styled())
