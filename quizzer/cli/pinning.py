"""`quizzer check --pin`: ids written into decks, so that a card's history outlives an edit of its prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.loading import load_source
from quizzer.deck.pinning import pinned, unpinned
from quizzer.deck.problems import Problem
from quizzer.deck.source import Source, read_source
from quizzer.deck.writing import replace_file
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.deck.cards import Deck


def pin(decks: Sequence[Deck]) -> list[str]:
    """Write the ids of cards without one into their files; what was done, a sentence a file.

    Raises:
        UsageError: a file cannot be written; those before it are done, and it is as it was.
    """
    return [_pin(deck) for deck in decks if unpinned(deck)]


def _pin(deck: Deck) -> str:
    source = read_source(deck.path)
    if isinstance(source, Problem):
        raise UsageError(source.headline)
    text = pinned(source, deck)
    if text == source.text:
        return f"{deck.path}: no id can be written without a doubt; write them by hand."
    try:
        replace_file(deck.path, text)
    except OSError as error:
        raise UsageError(f"{deck.path} cannot be written: {error.strerror or error}.") from error
    again, _, _ = load_source(Source(deck.path, text))
    left = len(unpinned(again)) if again is not None else 0
    count = len(unpinned(deck)) - left
    rest = f" {left} can be given none without a doubt; write it by hand." if left else ""
    return f"{deck.path}: ids written for the {count} card{'s' if count > 1 else ''} without one.{rest}"
