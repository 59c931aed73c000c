from __future__ import annotations

from textwrap import dedent

import pytest

from quizzer.deck.loading import load


@pytest.fixture
def deck_file(tmp_path):
    """Writes a deck's text to a file; its own indentation is taken off."""

    def written(text, name="deck.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return written


@pytest.fixture
def loaded(deck_file):
    """Loads a deck's text; its problems come first, so that a test can't forget them."""

    def read(text, name="deck.yaml"):
        found = load([deck_file(text, name)])
        return list(found.problems), found.decks[0] if found.decks else None

    return read


@pytest.fixture
def card(loaded):
    """Loads the one card of a list of cards, which must be sound."""

    def read(text):
        problems, deck = loaded("cards:\n" + dedent(text))
        assert problems == []
        assert len(deck.cards) == 1
        return deck.cards[0]

    return read


@pytest.fixture
def marked(deck_file):
    """Writes a deck in which « stands where each mistake begins: the path, and the marks' lines and columns."""

    def written(text):
        places = []
        for number, line in enumerate(dedent(text).split("\n"), start=1):
            columns = [at for at, character in enumerate(line) if character == "«"]
            places += [(number, column + 1 - before) for before, column in enumerate(columns)]
        return deck_file(text.replace("«", "")), places

    return written
