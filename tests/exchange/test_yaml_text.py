"""What is written as YAML is read back as what was meant, whatever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, slug_of, with_ids
from quizzer.exchange.records import deck_record
from quizzer.exchange.yaml_text import deck_text

TEXTS = st.text(min_size=1, max_size=160).map(cleaned).filter(str.strip)
HARD = ["no", "~", "- x", "a: b", "# c", "'", '"', "{{x}}", "[1, 2]", "a #b", "x\n y", "\n", "|-", "---", "é" * 120, "%a", "@", "*x", "&y", "!z",
        "a\u2028b", "a\x85b", "word " * 40, "$" + "x " * 80 + "$", "trailing  ", "null", "012", "?", "a\tb", "…", "\ufeffx", "\U0001f600"]  # fmt: skip


def read_back(text):
    deck, problems, _ = load_source(Source(Path("d.yaml"), text))
    return deck, problems


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3, unique=True))
def test_any_texts_come_back_as_they_were(front, back, hints):
    fields = {"id": "x", "recall": front, "answer-text": back, "hint": list(hints), "note": back}
    deck, problems = read_back(deck_text(DraftDeck("D", (Draft(fields),))))
    assert problems == []
    (card,) = deck.cards
    assert (card.prompt.text, card.question.answer_text.text, card.note.text) == (front, back, back)
    assert [hint.text for hint in card.hints] == hints


@pytest.mark.parametrize("text", [cleaned(one) for one in HARD if cleaned(one).strip()])
def test_a_text_that_yaml_could_take_for_something_else(text):
    deck, problems = read_back(
        deck_text(DraftDeck(text, (Draft({"id": "x", "recall": text, "answer-text": text}),), about=text))
    )
    assert problems == []
    assert (deck.name, deck.about, deck.cards[0].prompt.text) == (text, text, text)


@given(st.text(max_size=60))
def test_a_comment_is_a_comment_whatever_it_says(comment):
    card = Draft({"id": "x", "recall": "a", "answer-text": "b"}, (comment,))
    deck, problems = read_back(deck_text(DraftDeck("D", (card,))))
    assert problems == []
    assert len(deck.cards) == 1


@pytest.mark.parametrize(
    "name", ["matrix-calculus", "probability", "calculus", "linear-algebra", "machine-learning-gradients"]
)
def test_a_bundled_deck_written_again_says_the_same(name):
    path = Path(__file__).parents[2] / "decks" / f"{name}.yaml"
    deck, problems = read_back(path.read_text(encoding="utf-8"))
    assert problems == []
    again, found = read_back(deck_text(deck_record(deck)))
    assert found == []
    assert deck_record(again).cards == deck_record(deck).cards
    assert dict(again.symbols) == dict(deck.symbols)


def test_long_prose_is_folded_and_formulas_are_not_cut():
    text = "word " * 30 + "$a + b + c$ " + "word " * 10
    lines = deck_text(
        DraftDeck("D", (Draft({"id": "x", "recall": text.strip(), "answer-text": "b"}),))
    ).splitlines()
    assert max(map(len, lines)) <= 125
    assert any("$a + b + c$" in line for line in lines)


def test_letters_declared_alike_share_a_line():
    card = Draft(
        {"id": "x", "prompt": "p", "symbols": {"A": "matrix(n, n)", "B": "matrix(n, n)"}, "answer": "A B"}
    )
    assert "      A, B: matrix(n, n)\n" in deck_text(DraftDeck("D", (card,)))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Trace Cyclic Property", "trace-cyclic-property"),
        ("Für $\\mathbf{x}$: größer", "fur-x-grosser"),
        ("…", "card"),
        ("a" * 200, "a" * 60),
        ("x/y{z}~", "x-y-z"),
    ],
)
def test_an_id_is_one_word_of_the_text(text, slug):
    assert slug_of(text) == slug


def test_ids_are_unique_and_given_ones_stay():
    cards = [
        Draft({"recall": "Same", "answer-text": "1"}),
        Draft({"recall": "Same", "answer-text": "2"}),
        Draft({"id": "same-2", "recall": "o"}),
    ]
    assert [card.id for card in with_ids(cards)] == ["same", "same-3", "same-2"]


@given(st.text(max_size=40))
def test_nothing_that_steers_a_terminal_is_left(text):
    assert not any(
        (ord(one) < 0x20 and one not in "\n\t") or 0x7F <= ord(one) < 0xA0 or one in "\u202e\u2066"
        for one in cleaned(text)
    )
