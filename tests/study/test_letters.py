"""What is said of a letter that is not declared names the question's own letters, not all that its deck declares."""

import pytest

from quizzer.deck.loading import load
from quizzer.maths.grade import read
from quizzer.study.asked import asked
from quizzer.study.judging import judge_answer

DECK = """
deck: Letters
symbols: {"u, v, w": vector(n), "P, Q": "matrix(n, n)"}
cards:
  - {id: product, prompt: "Gradient of $u^T P u$ by $u$", answer: "(P + P^T) u"}
  - {id: words, prompt: "How many sides has a triangle?", answer: "3"}
"""


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "letters.yaml"
    path.write_text(DECK, encoding="utf-8")
    loaded = load([path])
    assert not loaded.problems
    return {card.id: asked(card, "new", 0, 1) for deck in loaded.decks for card in deck.cards}


def test_the_verdict_names_the_letters_of_the_card(questions):
    said = judge_answer(questions["product"], "2 P g").message
    assert said == "`g` is not declared here; declared are u, P"


def test_the_echo_says_the_same(questions):
    said = read("2 P g", questions["product"].scope).message
    assert said == "`g` is not declared here; declared are u, P"


def test_nothing_is_listed_where_a_card_speaks_of_no_letter(questions):
    assert judge_answer(questions["words"], "g").message == "`g` is not declared here"


def test_a_letter_that_the_deck_declares_is_read_although_the_card_does_not_speak_of_it(questions):
    assert judge_answer(questions["product"], "P u + P^T u + 0 v").code == "equivalent"
