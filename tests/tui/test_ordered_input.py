"""Keys that come in a burst do what they say in the order in which they came."""

from __future__ import annotations

import pytest
from textual import events

from quizzer.tui.app import TYPING

LETTERS = {"backspace": None, "left": None, "home": None, "enter": None}


async def burst(stage, *keys):
    """All keys at once, as a slow line delivers them: none waits for what the one before leads to."""
    for key in keys:
        stage.app.post_message(events.Key(key, LETTERS.get(key, key)))
    await stage.settle()
    await stage.pilot.pause()


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("a", "b", "backspace", "c"), "ac"),
        (("a", "b", "c", "left", "left", "z"), "azbc"),
        (("b", "home", "a", "backspace", "c"), "cb"),
    ],
)
async def test_editing_keys_keep_their_place_among_letters(open_app, keys, value):
    async with open_app("gradient") as stage:
        await burst(stage, *keys)
        assert stage.app.screen.query_one(f"#{TYPING}").value == value


async def test_what_is_typed_after_enter_is_not_part_of_the_answer(open_app):
    async with open_app("gradient") as stage:
        await burst(stage, "x", "enter", "y")
        await stage.settle()
        assert [row.typed for row in stage.rows] == ["x"]
