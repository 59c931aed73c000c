"""History whose card is gone is told at home, and given to the card that is most like it on a key."""

from __future__ import annotations

import pytest

from quizzer.deck.loading import load
from quizzer.scheduling.fold import fold


@pytest.fixture
async def renamed(open_app, tmp_path):
    """A card answered in a real sitting, and its deck's file renamed since."""
    deck = "cards:\n  - {id: rank, prompt: Rank of an invertible matrix, text: full}\n"
    old = tmp_path / "ranks.yaml"
    old.write_text(deck, encoding="utf-8")
    open_app.decks = load([old]).decks
    async with open_app("rank") as stage:
        await stage.type("full")
        await stage.press("enter", "enter")
    new = old.rename(tmp_path / "rank-of-matrices.yaml")
    open_app.decks = load([new]).decks
    return open_app


async def test_it_is_told_given_and_taken_back(renamed, golden):
    before = fold(renamed.rows)["ranks/rank"]
    async with renamed() as stage:
        assert "There is the history of a card that is gone" in " ".join(stage.text().split())
        await stage.press("a")
        golden("adopting-80x24", stage.styled())
        await stage.press("enter")
        assert "All history belongs to a card." in stage.text()
        [(key, after)] = fold(renamed.rows).items()
        assert (key, after.memory, after.history) == ("rank-of-matrices/rank", before.memory, before.history)
        await stage.press("escape")
        assert "1/1" in stage.text()
        assert "is gone" not in stage.text()
        await stage.press("u")
    assert set(fold(renamed.rows)) == {"ranks/rank"}


async def test_where_only_one_deck_was_named_nothing_is_said_of_the_others(renamed):
    async with renamed("rank") as stage:
        await stage.press("escape")
        assert "is gone" not in stage.text()


async def test_where_all_is_well_a_key_says_so(open_app):
    async with open_app() as stage:
        await stage.press("a")
        assert "All history belongs to a card." in stage.text()
