"""Writing decks: what is written is read back, and what stood in the file stays."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.checking import check
from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.deck.writing import AddingError, card_text, new_deck, spelt, with_card

HERE = Path("my.yaml")
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
hard = st.sampled_from(
    [
        "no",
        "1e3",
        "012",
        "- x",
        "-x",
        "a: b",
        "a #b",
        "{k}",
        "[1, 2]",
        "'",
        '"',
        "\\alpha\n",
        "~",
        "=x",
        " x ",
        "x:",
    ]
)


@given(texts | hard)
def test_every_text_is_read_back_as_it_was(text):
    assert yaml.load(f"k: {spelt(text)}", Loader=yaml.BaseLoader) == {"k": text}
    assert yaml.load(f"k: [{spelt(text, in_list=True)}, z]", Loader=yaml.BaseLoader) == {"k": [text, "z"]}


def test_a_new_deck_is_in_order():
    deck, problems, _ = load_source(Source(HERE, new_deck("Linear: algebra")))
    assert (problems, check([deck])) == ([], [])
    assert (deck.name, len(deck.cards)) == ("Linear: algebra", 2)


CARD = {"id": "new", "prompt": "What?", "text": ["a, b", "c"]}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (
            "deck: D\ncards:\n  - {prompt: P, text: t}  # why\n",
            "deck: D\ncards:\n  - {prompt: P, text: t}  # why\n  - id: new\n    prompt: What?\n    text: ['a, b', c]\n",
            "indented as its neighbours, a comment stays",
        ),
        (
            "cards:\n- prompt: P\n  text: t\n\n- prompt: Q\n  text: t",
            "cards:\n- prompt: P\n  text: t\n\n- prompt: Q\n  text: t\n\n- id: new\n  prompt: What?\n  text: ['a, b', c]\n",
            "an empty line between cards is kept up, a missing line end is made",
        ),
        (
            "cards:\n  - prompt: P\n    text: t\n\n# the name\ndeck: D\n",
            "cards:\n  - prompt: P\n    text: t\n  - id: new\n    prompt: What?\n    text: ['a, b', c]\n\n# the name\ndeck: D\n",
            "what follows the cards follows them still, with its comment",
        ),
        (
            "cards:\r\n  - prompt: P\r\n    text: t\r\n",
            "cards:\r\n  - prompt: P\r\n    text: t\r\n  - id: new\r\n    prompt: What?\r\n    text: ['a, b', c]\r\n",
            "lines end as they did",
        ),
    ],
)
def test_a_card_is_put_after_the_last(before, after, why):
    assert with_card(before, HERE, CARD) == after, why
    deck, problems, _ = load_source(Source(HERE, after))
    assert problems == []
    assert deck.cards[-1].id == "new"


@pytest.mark.parametrize("text", ["", "deck: D\n", "cards: []\n", "cards: [{prompt: P, text: t}]\n", "- a\n"])
def test_a_file_without_cards_of_their_own_lines_is_refused(text):
    with pytest.raises(AddingError):
        with_card(text, HERE, CARD)


def test_mappings_and_lists_stand_on_one_line():
    fields = {"prompt": "P", "symbols": {"A, B": "matrix(n, n)"}, "answer": "A B"}
    assert card_text(fields) == "  - prompt: P\n    symbols: {'A, B': 'matrix(n, n)'}\n    answer: A B\n"
