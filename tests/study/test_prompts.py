"""What a card asks where it is looked at: prompts as they are written, clozes with their gaps open."""

from __future__ import annotations

import pytest

from quizzer.deck.cards import Card, TextAnswer
from quizzer.deck.cloze import read_cloze
from quizzer.deck.spelt import Spelt
from quizzer.maths.typeset.prose import plain
from quizzer.study.prompts import example_text, prompt_text


def cloze(text):
    return Card("d/c", "D", "c", Spelt.bare(text), read_cloze(Spelt.bare(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The trace is {{invariant}}.", "The trace is […]."),
        ("It is {{invariant::what?}} under {{cyclic}} shifts.", "It is [… what? …] under […] shifts."),
        ("Costs \\$2, or {{more::in $}}.", "Costs $2, or [… in $ …]."),
        ("A {{gap::of *stars*}}", "A [… of *stars* …]"),
        ("So $x^2 =$ {{$y$}} and {{z}}.", "So x² = […] and […]."),
    ],
)
def test_a_cloze_has_its_gaps_open_and_its_answers_hidden(text, shown):
    (line,) = plain(prompt_text(cloze(text)))
    assert line.replace(" ", "") == shown.replace(" ", "")


def test_another_kind_asks_what_its_prompt_says():
    card = Card("d/c", "D", "c", Spelt.bare("Which {{k}}?"), TextAnswer((Spelt.bare("a"),)))
    assert prompt_text(card) == "Which {{k}}?"


def test_a_parametric_card_stands_in_a_list_as_an_instance_and_is_asked_as_it_is():
    values = (Spelt.bare("2"), Spelt.bare("3"))
    card = Card("d/c", "D", "c", Spelt.bare("Twice {k}?"), TextAnswer((Spelt.bare("a"),)), vary={"k": values})
    assert example_text(card) in ("Twice 2?", "Twice 3?")
    assert prompt_text(card) == "Twice {k}?"
