from __future__ import annotations

import pytest

from quizzer.deck.loading import load, load_source
from quizzer.deck.orphans import orphans
from quizzer.deck.pinning import pinned, unpinned
from quizzer.deck.source import Source

DECK = """\
# A comment at the top
deck: Words   # and one behind
cards:
  # of this card
  - prompt: What is
      it?   # spaced
    answer: x

  -   prompt: "Set apart"
      answer: y   # kept

  -
    answer: z
    prompt: On a line of its own
  - {prompt: In braces, answer: w}
  - id: own
    prompt: It has one.
    answer: v
"""


def test_ids_are_put_in_and_nothing_else_is_touched(deck_file):
    path = deck_file(DECK)
    deck = load([path]).decks[0]
    text = pinned(deck.cards[0].prompt.source, deck)
    ids = [card.id for card in unpinned(deck)]
    assert len(ids) == 4
    put_in = [
        f"  - id: {ids[0]}\n    prompt: What",
        f"  -   id: {ids[1]}\n      prompt: ",
        f"    id: {ids[2]}\n    answer: z",
        f"{{id: {ids[3]}, prompt: In",
    ]
    taken = ["  - prompt: What", "  -   prompt: ", "    answer: z", "{prompt: In"]
    for new, old in zip(put_in, taken, strict=True):
        assert text.count(new) == 1
        text = text.replace(new, old)
    assert text == DECK


def test_history_follows_every_card(deck_file):
    path = deck_file(DECK)
    deck = load([path]).decks[0]
    path.write_text(pinned(deck.cards[0].prompt.source, deck), encoding="utf-8")
    again = load([path])
    assert again.problems == ()
    assert [card.key for card in again.decks[0].cards] == [card.key for card in deck.cards]
    assert unpinned(again.decks[0]) == []


def test_a_prompt_may_then_be_edited(deck_file):
    path = deck_file("cards:\n  - prompt: What is ti?\n    answer: x\n")
    deck = load([path]).decks[0]
    text = pinned(deck.cards[0].prompt.source, deck).replace("ti?", "it?")
    path.write_text(text, encoding="utf-8")
    assert load([path]).decks[0].cards[0].key == deck.cards[0].key


def test_line_ends_stay_what_they_were(tmp_path):
    source = Source(tmp_path / "deck.yaml", "cards:\r\n  - prompt: p\r\n    answer: x\r\n")
    deck, _, _ = load_source(source)
    text = pinned(source, deck)
    assert text.count("\r\n") == text.count("\n") == 4


def test_a_card_that_cannot_be_pinned_without_a_doubt_costs_no_other_its_id(tmp_path):
    source = Source(
        tmp_path / "deck.yaml", "cards:\n  - &a {prompt: p, answer: x}\n  - prompt: q\n    answer: x\n"
    )
    deck, _, _ = load_source(source)
    text = pinned(source, deck)
    again, _, _ = load_source(Source(source.path, text))
    assert [card.key for card in again.cards] == [card.key for card in deck.cards]
    assert again.cards[1].has_own_id


@pytest.fixture
def cards(deck_file):
    def made(*lines, name="deck.yaml"):
        return load([deck_file("cards:\n" + "".join(f"  - {line}\n" for line in lines), name)]).decks[0].cards

    return made


class TestOrphans:
    def test_an_edited_prompt_is_offered_its_history(self, cards):
        old = cards("{prompt: What is the gradeint of the trace?, answer: x}")[0]
        new = cards(
            "{prompt: What is the gradient of the trace?, answer: x}", "{prompt: Something else, answer: y}"
        )
        [found] = orphans([old.key], new)
        assert (found.orphan, found.card) == (old.key, new[0])

    def test_a_moved_card_is_the_same_for_certain(self, cards):
        new = cards("{id: trace-cyclic, prompt: p, answer: x}", name="other.yaml")
        [found] = orphans(["deck/trace-cyclic"], new)
        assert (found.card.key, found.likeness) == ("other/trace-cyclic", 1.0)

    def test_a_card_with_a_history_is_offered_no_other(self, cards):
        new = cards("{id: trace-cyclic, prompt: p, answer: x}")
        assert orphans(["deck/trace-cyclic", "deck/trace-cyclical"], new) == []

    def test_what_is_like_nothing_is_offered_to_nobody(self, cards):
        assert orphans(["deck/determinants"], cards("{id: hessian-of-a-form, prompt: p, answer: x}")) == []

    def test_each_card_is_offered_once_and_the_likeliest_first(self, cards):
        new = cards("{id: gradient-trace, prompt: p, answer: x}", "{id: gradient-norm, prompt: q, answer: x}")
        found = orphans(["deck/gradient-norms", "deck/gradient-trac", "deck/gradient"], new)
        assert [(one.orphan, one.card.id) for one in found] == [
            ("deck/gradient-norms", "gradient-norm"),
            ("deck/gradient-trac", "gradient-trace"),
        ]
        assert found[0].likeness >= found[1].likeness

    def test_a_right_answer_speaks_for_a_card_whose_name_alone_would_not(self, cards):
        new = cards("{id: by-x, prompt: p, answer: (A + A^T) x}", "{id: by-y, prompt: q, answer: 2 y}")
        key = "deck/wrt-x"
        assert orphans([key], new) == []
        [found] = orphans([key], new, {key: "(A+A^T)x"})
        assert found.card.id == "by-x"

    def test_a_card_of_another_deck_is_offered_only_under_nearly_the_same_name(self, cards):
        new = cards("{id: derivative-of-arcsine, prompt: p, answer: x}")
        assert orphans(["notes/derivative-of-sin-x"], new) == []
        [found] = orphans(["notes/derivative-of-arcsin"], new)
        assert found.card.id == "derivative-of-arcsine"
