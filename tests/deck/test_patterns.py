"""Regular expressions of decks: one that could take for ever is refused before anybody types."""

from __future__ import annotations

import re

import pytest

from quizzer.deck.loading import load
from quizzer.deck.patterns import runs_away

ENDLESS = [
    # the time of each doubles with every letter of a text that does not fit
    r"(a+)+b",
    r"(a*)*b",
    r"(?:a|aa)+b",
    r"(a+A)+b",
    r"(\w+\s?)+!",
    r"((x+)y?)*z",
    r"(a|b|ab)*c",
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_runs_away_is_told(pattern):
    assert runs_away(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"colou?rs?",
        r"(the )?sum( of the eigenvalues)?",
        r".*trace.*",
        r"(\w+ )*trace",
        r"([a-z]+, ?)+etc",
        r"(ab|cd)*",
        r"[a-z]+(-[a-z]+)*",
        r"(a+){2}b",
        r"(very )+large",
        r"(?:\d{1,3},)*\d{3}",
    ],
)
def test_a_pattern_that_comes_to_an_end_is_none(pattern):
    assert not runs_away(pattern)
    for text in ("a" * 40 + "!", "word " * 8 + "!", "1,2," * 10 + "!", "a-" * 20 + "!"):
        assert re.fullmatch(pattern, text, re.IGNORECASE) is None or text


def test_it_is_an_error_of_the_deck_at_its_place(deck_file):
    [problem] = load([deck_file("cards:\n  - prompt: p\n    text: [aab, /(a+)+b/]\n")]).problems
    assert (problem.line, problem.column) == (3, 17)
    assert problem.message.startswith("some answers would take this regular expression for ever")
