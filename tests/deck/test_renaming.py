"""Fresh names for variables: the same question in other letters, or the card as it is."""

from pathlib import Path

import pytest

from quizzer.deck.cards import MathAnswer, Steps
from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.deck.instances import instance
from quizzer.deck.renaming import fresh_names, renamed
from quizzer.maths.grade import grade

RULE = """
- id: gradient
  symbols: {A: "matrix(n, n)", x: vector(n), c: scalar}
  prompt: Gradient of $f(x) = c\\, x^T A x$ with respect to $x$, for any $A \\in \\mathbb{R}^{n \\times n}$.
  answer: c (A + A^T) x
  verify: grad(c x^T A x, x)
  hint: Write it as $\\sum_{ij} A_{ij} x_i x_j$.
  mistakes: [{answer: 2 c A x, say: That needs $A = A^T$.}]
  note: If $A$ is symmetric this is $2 c A x$.
"""


def test_all_that_speaks_of_a_letter_speaks_of_the_new_one(card):
    found = renamed(card(RULE), {"A": "M", "x": "v", "c": "s"})
    assert found.prompt.text == (
        "Gradient of $f(v) = s\\, v^T M v$ with respect to $v$, for any $M \\in \\mathbb{R}^{n \\times n}$."
    )
    assert found.question.answers[0].text == "s (M + M^T) v"
    assert found.question.verify.text == "grad(s v^T M v, v)"
    assert found.hints[0].text == "Write it as $\\sum_{ij} M_{ij} v_i v_j$."
    assert found.question.mistakes[0].answer.text == "2 s M v"
    assert found.question.mistakes[0].say.text == "That needs $M = M^T$."
    assert found.note.text == "If $M$ is symmetric this is $2 s M v$."
    assert set(found.scope.symbols) == {"M", "v", "s"}
    assert grade(["s (M + M^T) v"], "s M v + s M' v", found.scope).kind == "equivalent"


KEPT = [
    ("prose speaks of the letter", "{id: a, prompt: 'For which A is $A^T = A$?', answer: A}", "A"),
    ("the article a may be meant", "{id: a, prompt: 'The norm of a vector $a$', answer: norm(a)}", "a"),
    ("text within a formula", "{id: a, prompt: '$A$ with $\\text{A large}$', answer: A}", "A"),
    ("a relative with a subscript", "{id: a, prompt: '$y$ and $y_1$', answer: y + y_1}", "y"),
    ("a subscript", "{id: a, prompt: '$A$ and $B_A$', answer: A}", "A"),
    ("a function typed without backslash", "{id: a, prompt: '$tr(A) + t$', answer: tr(A) + t}", "t"),
    ("the constant of integration", "{id: a, prompt: '$\\int x dx$', answer: x^2/2 + C}", "C"),
    ("what the prompt does not name", "{id: a, prompt: '$\\int x dx$', answer: x^2/2 + c}", "c"),
    ("a size's namesake", "{id: a, prompt: '$b$ and $X$ of size $b \\times d$', answer: X}", "b"),
    ("a word of several letters", "{id: a, prompt: '$rate$', answer: rate}", "rate"),
]
SYMBOLS = """{A: "matrix(n, n)", B_A: "matrix(n, n)", a: vector(n), y: scalar, y_1: scalar, t: scalar, x: scalar,
  C: constant, c: constant, b: vector(n), X: "matrix(b, d)", r: integer, q: probability, rate: scalar}"""


@pytest.mark.parametrize(("why", "text", "letter"), KEPT, ids=[why for why, _, _ in KEPT])
def test_a_letter_keeps_its_name_where(card, why, text, letter):
    one = card(f"- {text[:-1]}, symbols: {SYMBOLS}}}")
    for seed in range(5):
        assert letter not in fresh_names(one, seed)
    assert renamed(one, {letter: "w"}) is None


@pytest.mark.parametrize(
    "text", ["{id: a, prompt: '$r$ times', answer: r}", "{id: a, prompt: '$q$ of it', answer: q}"]
)
def test_letters_that_say_by_themselves_what_they_are_are_not_drawn_for(card, text):
    """`n` for a whole number, `p` for a probability: another would be sound, but strange."""
    one = card(f"- {text[:-1]}, symbols: {SYMBOLS}}}")
    assert all(fresh_names(one, seed) == {} for seed in range(5))


@pytest.mark.parametrize(
    "text",
    [
        "- {id: a, prompt: '$A$', text: the matrix A, symbols: {A: square(n)}}",
        "- {id: a, prompt: '$A$', choices: [=$A$, $B$], symbols: {A: square(n)}}",
        "- {id: a, recall: 'State it for $A$', answer-text: $A$, symbols: {A: square(n)}}",
        "- {id: a, cloze: 'It is {{$A$}}', symbols: {A: square(n)}}",
        "- {id: a, prompt: 'With $z$, undeclared', answer: z}",
    ],
)
def test_only_cards_that_ask_for_mathematics_and_declare_it_are_renamed(card, text):
    assert fresh_names(card(text), 1) == {}


@pytest.mark.parametrize("new", ["n", "A", "i", "f"])
def test_a_new_name_that_stands_anywhere_in_the_card_is_refused(card, new):
    assert renamed(card(RULE), {"x": new}) is None


def test_two_letters_never_get_one_name(card):
    assert renamed(card(RULE), {"x": "v", "c": "v"}) is None


def test_steps_are_renamed_all_alike(card):
    one = card("""
    - id: layer
      symbols: {z: scalar}
      prompt: With $z$ a number,
      steps:
        - {prompt: the derivative of $z^2$, answer: 2 z}
        - {prompt: the derivative of $z^3$, answer: 3 z^2}
    """)
    found = renamed(one, {"z": "s"})
    assert isinstance(found.question, Steps)
    assert [step.question.answers[0].text for step in found.question.steps] == ["2 s", "3 s^2"]
    assert [step.prompt.text for step in found.question.steps] == [
        "the derivative of $s^2$",
        "the derivative of $s^3$",
    ]
    assert all(set(step.scope.symbols) == {"s"} for step in found.question.steps)


def bundled():
    loaded = open_decks([], Path("nowhere"), bundled_folder())
    return [instance(card, 1)[0] for deck in loaded.decks for card in deck.cards]


def test_in_the_decks_that_come_along_every_renamed_card_is_as_sound_as_before():
    """Its `verify`, computed anew in the new letters, says of the new answer what it said of the old one."""
    found = 0
    for number, card in enumerate(bundled()):
        names = fresh_names(card, number)
        if not names or not isinstance(card.question, MathAnswer):
            continue
        found += 1
        again = renamed(card, names)
        back = renamed(again, {new: old for old, new in names.items()})
        assert back is None or back.prompt.text == card.prompt.text
        if number % 7 == 0 and card.question.verify is not None:
            verify = again.question.verify.text
            verdict = grade(again.question.answers[0].text, verify, again.scope, verify=True, explain=False)
            assert verdict.kind == "equivalent", (card.key, names)
    assert found > 100
