"""Cards that nearly ask the same, in one deck or in two, are told; those that only look alike are not."""

import pytest

from quizzer.deck.checking import check
from quizzer.deck.loading import load

SYMBOLS = "symbols: {'A, B': 'matrix(n, n)', S: symmetric(n), 'x, y': vector(n), p: probability}\n"


@pytest.fixture
def warned(deck_file):
    def run(one, other):
        paths = [
            deck_file(f"{SYMBOLS}cards:\n  - {{id: a, {card}}}\n", name)
            for card, name in ((one, "first.yaml"), (other, "second.yaml"))
        ]
        loaded = load(paths)
        assert loaded.problems == ()
        return [(one.path.name, one.line, one.column, one.message) for one in check(loaded.decks)]

    return run


FORM = "prompt: 'Gradient of $x^T A x$ by $x$.', answer: (A + A^T) x"
SAME = [
    (FORM, "prompt: 'Gradeint of $x^T A x$ by $x$.', answer: (A + A^T) x", "a typo"),
    (
        FORM,
        "prompt: 'The gradient of $x^T A x$ with respect to $x$', answer: (A + A^T) x",
        "other small words",
    ),
    (FORM, "prompt: 'Gradient of $y^T B y$ by $y$.', answer: (B + B^T) y", "other letters, declared alike"),
    (
        "prompt: A matrix whose transpose is its inverse is called what?, text: orthogonal",
        "prompt: A matrix whose transpose is its inverse is called …, text: orthogonal",
        "words alone",
    ),
]
OTHER = [
    (
        FORM,
        "prompt: 'Gradient of $x^T S x$ by $x$.', answer: 2 S x",
        "a symmetric matrix is another question",
    ),
    (FORM, "prompt: 'Hessian of $x^T A x$ by $x$.', answer: A + A^T", "another answer"),
    (FORM, "prompt: 'Gradient of $y^T A y$ by $x$.', answer: (A + A^T) x", "by another letter"),
    (
        "prompt: 'Mean of a binomial variable, chance $p$', answer: 3 p",
        "prompt: 'Variance of a binomial variable, chance $p$', answer: 3 p (1 - p)",
        "one word that matters",
    ),
    (
        "prompt: Its transpose is its inverse, text: orthogonal",
        "prompt: Two vectors whose inner product is 0 are, text: orthogonal",
        "one answer to two questions",
    ),
    ("prompt: Is 91 a prime?, text: no", "prompt: Is 93 a prime?, text: no", "another number"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_the_same_question_in_nearly_the_same_words_is_told(warned, one, other, why):
    [(name, line, column, message)] = warned(one, other)
    assert (name, line) == ("second.yaml", 3), why
    assert column == len("  - {id: a, prompt: ") + 1 + other.startswith("prompt: '")
    assert "asks what `first/a` asks, in " in message
    assert message.endswith("first.yaml:3")


@pytest.mark.parametrize(("one", "other", "why"), OTHER)
def test_what_only_looks_alike_is_left_alone(warned, one, other, why):
    assert warned(one, other) == [], why


def test_each_card_is_told_once(deck_file):
    cards = "".join(
        f"  - {{id: c{k}, prompt: 'What is the trace of a matrix, {'abcde'[k] * 2}', text: sum}}\n"
        for k in range(5)
    )
    found = check(load([deck_file("cards:\n" + cards)]).decks)
    assert [one.line for one in found] == [3, 4, 5, 6]
