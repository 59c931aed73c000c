"""The main screens as they look, text and styles; files under golden/ are looked at before they are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizzer.maths.witness import Shown
from quizzer.study.session import judge

POINT = Shown(
    (("A", (("1", "2"), ("0", "1"))), ("x", (("1",), ("0",)))),
    (("n", 2),),
    (("2",), ("2",)),
    (("2",), ("0",)),
)
SIZES = [(80, 24), (120, 40), (40, 10)]
SCENES = {
    "home": ((), []),
    "question": (("gradient",), ["type (A + A')x"]),
    "slip": (("gradient",), ["type (A + A^)x", "enter"]),
    "right": (("gradient",), ["type A x + A'x", "enter"]),
    "wrong": (("gradient",), ["type 2 A x", "enter"]),
    "choices": (("invertible",), ["2"]),
    "cloze": (("cyclic",), ["type invariant; cyc"]),
    "recall": (("chain-rule",), ["enter"]),
    "steps": (("sigmoid-layer",), ["type sigma(u)(1-sigma(u))", "enter", "enter"]),
    "summary": (("gradient",), ["ctrl+d", "enter", "type (A+A')x", "enter", "enter"]),
    "help": (("gradient",), ["f1"]),
}


def judged_at_one_point(session, typed, moment):
    """As the judge does, but at a point that stays the same when the judge draws others."""
    session, outcome = judge(session, typed, moment)
    if outcome.verdict is not None:
        witness = POINT if outcome.verdict.witness else None
        points = 24 if outcome.verdict.points else 0
        outcome = replace(outcome, verdict=replace(outcome.verdict, witness=witness, points=points))
    return session, outcome


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_looks_as_it_should(open_app, golden, monkeypatch, scene, size):
    monkeypatch.setattr("quizzer.study.session.judge", judged_at_one_point)
    cards, deeds = SCENES[scene]
    async with open_app(*cards, size=size) as stage:
        for deed in deeds:
            if deed.startswith("type "):
                await stage.type(deed.removeprefix("type "))
            else:
                await stage.press(deed)
        golden(f"{scene}-{size[0]}x{size[1]}", stage.styled())
