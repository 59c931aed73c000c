"""Parametric cards: what is drawn, how it is put in, and that its places are still the author's."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.instances import how_many, instance, instance_of, instances
from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.deck.spelt import position_in


def card_of(text):
    from pathlib import Path

    deck, problems, _ = load_source(Source(Path("deck.yaml"), "cards:\n" + dedent(text)))
    assert problems == []
    return deck.cards[0]


DRILL = r"""
  - id: drill
    vary: {k: [2, 3, 12], M: [A, B]}
    symbols: {"A, B": "matrix(n, n)", x: vector(n)}
    prompt: Gradient of ${k}\, x^T {M} x$.
    answer: "{k} ({M} + {M}^T) x"
    verify: grad({k} x^T {M} x, x)
    not: "{k}"
    mistakes: [{answer: "{k} {M} x", say: "{M} and its transpose."}]
    hint: "Look at {M}."
    note: "With {k}."
"""


def test_values_are_put_into_every_text():
    one = instance_of(card_of(DRILL), '{"k":"12","M":"B"}')
    asked = one.question
    assert one.prompt.text == r"Gradient of $12\, x^T B x$."
    assert asked.answers[0].text == "12 (B + B^T) x"
    assert asked.verify.text == "grad(12 x^T B x, x)"
    assert asked.restated[0].text == "12"
    assert (asked.mistakes[0].answer.text, asked.mistakes[0].say.text) == ("12 B x", "B and its transpose.")
    assert (one.hints[0].text, one.note.text) == ("Look at B.", "With 12.")


@pytest.mark.parametrize(
    ("written", "becomes", "reason"),
    [
        ("x^{k}", "x^{12}", "a power of two digits needs its braces"),
        ("x_{k}", "x_{12}", "so does an index"),
        (r"\sqrt{k}", r"\sqrt{12}", "and a command's argument"),
        (r"\frac{k}{k}", r"\frac{12}{12}", "both of them"),
        (r"\frac{x}{k}", r"\frac{x}{12}", "the second after one that stays"),
        (r"\sqrt[3]{k}", r"\sqrt[3]{12}", "after an option"),
        ("{k}{M}", "12A", "elsewhere braces are the placeholder's"),
        ("{ {k}, 3}", "{ 12, 3}", "a set keeps its own"),
        ("{{k}, 3}", "{12, 3}", "without a space too"),
        ("{j} {kk}", "{j} {kk}", "what does not vary is left alone"),
    ],
)
def test_braces_that_mean_something_stay(written, becomes, reason):
    card = card_of(f"""
      - id: a
        vary: {{k: [12], M: [A]}}
        prompt: p
        answer: '{written}'
    """)
    assert instance(card, 0)[0].question.answers[0].text == becomes, reason


def test_a_gap_of_a_cloze_holds_the_value_between_three_braces():
    card = card_of("\n  - {id: a, vary: {k: [2]}, cloze: 'Twice {k} is {{{k}}}, not {{k}}.'}\n")
    one, _ = instance(card, 0)
    assert [gap.answer.text for gap in one.question.gaps] == ["2", "k"]
    assert one.question.parts[0].text == "Twice 2 is "


def test_sizes_may_vary_too():
    card = card_of(
        "\n  - {id: a, vary: {n: [2, 3]}, symbols: {A: 'square({n})'}, prompt: '{n}', answer: A}\n"
    )
    assert [str(one.scope.symbols["A"].shape) for one, _ in instances(card)] == ["2×2", "3×3"]


def test_a_range_counts_up():
    card = card_of("\n  - {id: a, vary: {k: -1..2}, prompt: '{k}', answer: x}\n")
    assert [one.prompt.text for one, _ in instances(card)] == ["-1", "0", "1", "2"]


def test_what_varies_in_steps_numbers_and_choices():
    card = card_of("""
      - id: a
        vary: {k: [7]}
        prompt: p
        steps:
          - {prompt: "{k}?", number: "{k}", within: "{k}%"}
          - {prompt: q, choices: ["={k}", "1{k}"]}
          - {prompt: q, text: ["{k}"]}
          - {recall: "{k}?", answer-text: "{k}!"}
    """)
    number, choice, words, recall = (step.question for step in instance(card, 0)[0].question.steps)
    assert (number.value.text, number.within.text) == ("7", "7%")
    assert [(o.text.text, o.is_right) for o in choice.options] == [("7", True), ("17", False)]
    assert words.accepted[0].text == "7"
    assert recall.answer_text.text == "7!"


@given(st.integers())
def test_a_seed_draws_one_instance_and_the_log_draws_it_again(seed):
    card = card_of(DRILL)
    one, drawn = instance(card, seed)
    assert instance(card, seed) == (one, drawn)
    assert instance_of(card, drawn) == one
    told = json.loads(drawn)
    assert all(told[name] in [text.text for text in texts] for name, texts in card.vary.items())


def test_all_instances_are_different_and_as_many_as_there_are():
    card = card_of(DRILL)
    drawn = [told for _, told in instances(card)]
    assert len(set(drawn)) == len(drawn) == how_many(card) == 6


def test_of_many_a_sample_that_is_always_the_same():
    card = card_of("\n  - {id: a, vary: {k: 1..100, l: 1..100}, prompt: '{k} {l}', answer: x}\n")
    drawn = [told for _, told in instances(card)]
    assert len(set(drawn)) == 64
    assert drawn == [told for _, told in instances(card)]


def test_a_card_without_parameters_is_its_own_instance():
    card = card_of("\n  - {id: a, prompt: p, answer: x}\n")
    assert instance(card, 5) == (card, "")
    assert instance_of(card, "") is card


def test_what_the_log_told_before_the_deck_was_edited_still_draws():
    one = instance_of(card_of(DRILL), '{"k":"99","gone":"x"}')
    assert one.prompt.text == r"Gradient of $99\, x^T A x$."


@pytest.mark.parametrize("bad", ["[1]", "{", "7"])
def test_what_no_card_draws_is_refused(bad):
    with pytest.raises(ValueError, match=r"draws|Expecting"):
        instance_of(card_of(DRILL), bad)


def test_places_are_those_of_the_authors_text():
    answer = instance_of(card_of(DRILL), '{"k":"12","M":"B"}').question.answers[0]
    line = answer.source.line(answer.line)
    for typed, written in (("(", "("), ("^T", "^T"), (" x", " x"), ("12", "{k}")):
        column = position_in(answer, answer.text.index(typed))[1]
        assert line[column - 1 :].startswith(written), typed
