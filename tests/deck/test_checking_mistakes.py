"""What loads and is wrong all the same: one run names everything, at its line and column."""

from __future__ import annotations

import re

import pytest

from quizzer.deck.cards import MathAnswer
from quizzer.deck.checking import check, check_all
from quizzer.deck.finding import bundled_folder, deck_files
from quizzer.deck.loading import load

DECK = r"""
deck: Wrong mathematics
symbols:
  A, B: matrix(n, n)
  x: vector(n)
  c: scalar
cards:
  - id: unreadable
    prompt: One.
    answer: "A x«^"

  - id: shapeless
    prompt: Two.
    answer: «x A

  - id: undeclared
    prompt: Three.
    answer: 2 «q x

  - id: refuted
    prompt: Gradient of $x^T A x$.
    answer: «2 A x
    verify: grad(x^T A x, x)

  - id: verify-unreadable
    prompt: Four.
    answer: A x
    verify: grad(x^T A x«, )

  - id: alternatives
    prompt: Five.
    answer: [c + 1, 1 + c, «c - 1]

  - id: right-mistake
    prompt: Six.
    answer: (A + A^T) x
    mistakes:
      - {answer: 2 A x, say: That needs symmetry.}
      - {answer: «A x + A^T x, say: That is right.}
      - {answer: '2 A«^', say: That is nothing.}

  - id: refused-answer
    prompt: Seven.
    answer: tr(A B)
    not: [tr(B A), «tr(A B)]

  - id: unknown-form
    prompt: Eight.
    answer: c^2 - 1
    form: «factord

  - id: not-in-its-form
    prompt: Nine.
    answer: «c^2 - 1
    form: factored

  - id: singular
    prompt: Ten.
    answer: «A^-1 x

  - id: dollar
    prompt: Eleven costs «$5.
    answer: c

  - id: macro
    prompt: Twelve, $«\frobnicate{x}$.
    answer: c
    note: Thirteen, $\frac{1}«$.

  - id: same-choice
    prompt: Fourteen.
    choices: [=yes, no, «No]

  - id: distractor
    prompt: Fifteen.
    choices: ["=$A x + B x$", "«$(A + B) x$", $x$]

  - id: told
    prompt: Sixteen, is it the sum of all?
    text: «sum

  - id: told-formula
    prompt: Seventeen, $f = (A + A^T) x$.
    answer: «(A + A^T) x

  - id: gap-told
    cloze: «Traces are cyclic; {{cyclic}} is what they are.

  - id: vary
    vary: {k: [2, 3, 4], unused: [«a, b]}
    prompt: Eighteen, {k}.
    answer: "«{k} c"
    verify: diff(c^2, c)

  - id: picture
    prompt: Nineteen.
    answer: c
    images: [«gone.png]

  - id: twin
    prompt: «What is the fifteen?
    choices: [=a, b]

  - id: hidden
    prompt: "Twenty«\u202E one"
    answer: c

  - id: no-value
    prompt: Nowhere defined.
    answer: «log(-1 - x^T x)

  - id: step
    prompt: The last one.
    steps:
      - {prompt: First, answer: c}
      - {prompt: Second, answer: «c + 1, verify: c}
"""


SAID = [
    ("cards[0].answer", "cannot be read: a power is missing after ^"),
    ("cards[1].answer", "has no shape: x is n×1 and A is n×n: x A needs the inner sizes 1 and n to agree"),
    ("cards[2].answer", "cannot be read: `q` is not declared here"),
    ("cards[3].answer", "its verify refutes it: at A = [["),
    ("cards[4].verify", "cannot be read: something is missing after ,"),
    ("cards[5].answer[2]", "this is not the first answer: at c = "),
    ("cards[6].mistakes[1].answer", "this mistake is right: it equals the answer"),
    ("cards[6].mistakes[2].answer", "cannot be read: a power is missing after ^"),
    ("cards[7].not[1]", "this refuses the answer itself"),
    ("cards[8].form", "no form `factord`; did you mean `factored`?"),
    ("cards[9].answer", "the answer is not factored itself: "),
    ("cards[10].answer", "A need not have an inverse"),
    ("cards[11].prompt", "this $ has no partner"),
    ("cards[12].prompt", r"unknown command \frobnicate"),
    ("cards[12].note", r"\frac lacks what it stands for"),
    ("cards[13].choices[2]", "this choice is the second once more"),
    ("cards[14].choices[1]", "this choice means what the first does, which is right"),
    ("cards[15].text", "the answer stands in the prompt"),
    ("cards[16].answer", "the answer stands in the prompt"),
    ("cards[17].cloze", "`cyclic` stands outside of its gap too"),
    ("cards[18].vary.unused", "`{unused}` stands in none of the card's texts"),
    ("cards[18].answer", "its verify refutes it: at c = "),
    ("cards[19].images[0]", "there is no file gone.png"),
    ("cards[20].prompt", "this asks what `deck/distractor` asks, in line 74"),
    ("cards[21].prompt", "the character <U+202E> is in the text, and would not be seen"),
    ("cards[22].answer", "the answer has a value at none of the points that were tried"),
    ("cards[23].steps[1].answer", "its verify refutes it: at c = "),
]
WARNINGS = {10, 15, 16, 17, 18, 20, 21, 22}
"""Cards that may be right all the same."""


def test_one_run_names_every_mistake_with_its_line_and_column(marked):
    path, places = marked(DECK)
    loaded = load([path])
    assert loaded.problems == ()
    found = check(loaded.decks)
    assert [(one.line, one.column, one.field) for one in found] == [
        (*place, field) for place, (field, _) in zip(places, SAID, strict=True)
    ]
    for problem, (field, beginning) in zip(found, SAID, strict=True):
        assert problem.message.startswith(beginning), field


def test_what_may_be_right_all_the_same_is_a_warning(marked):
    path, _ = marked(DECK)
    decks = load([path]).decks
    warned = {one.field.split(".")[0] for one in check(decks) if one.severity == "warning"}
    assert warned == {f"cards[{number}]" for number in WARNINGS}


def test_a_refutation_carries_a_point_that_can_be_checked_by_hand(marked):
    path, _ = marked(
        "cards:\n  - {id: a, prompt: p, symbols: {x: scalar}, answer: 3 x, verify: 'diff(x^2, x)'}\n"
    )
    [problem] = check(load([path]).decks)
    point, its, answers = re.fullmatch(
        r"its verify refutes it: at x = (\S+) it is (\S+), the answer is (\S+)", problem.message
    ).groups()
    number = int(point.replace("−", "-"))
    assert [one.replace("−", "-") for one in (its, answers)] == [str(2 * number), str(3 * number)]


class TestBundledDecks:
    """Correct above all."""

    def test_they_are_clean_and_most_of_their_cards_verify_themselves(self):
        checked = check_all(load(deck_files(bundled_folder())).decks)
        assert [str(one) for one in checked.problems] == []
        assert checked.cards >= 40
        assert len(checked.verified) >= 40

    def test_one_answer_changed_to_a_wrong_one_is_found_at_its_line_with_a_witness(self, tmp_path):
        text = next(one for one in deck_files(bundled_folder()) if one.stem == "matrix-calculus").read_text(
            "utf-8"
        )
        wrong = text.replace("answer: (A + A^T) x\n", "answer: (A - A^T) x\n", 1)
        assert wrong != text
        path = tmp_path / "deck.yaml"
        path.write_text(wrong, encoding="utf-8")
        line = 1 + wrong[: wrong.index("answer: (A - A^T) x")].count("\n")
        found = [one for one in check(load([path]).decks) if one.severity == "error"]
        assert [(one.line, one.column) for one in found] == [(line, 13)]
        assert found[0].message.startswith("its verify refutes it: at A = ")


class TestSampling:
    def test_many_instances_are_sampled_and_it_is_told(self, marked):
        path, _ = marked(
            "cards:\n  - {id: a, vary: {k: 1..40, l: 1..40}, prompt: '{k} and {l}', symbols: {x: scalar}, answer: '{k} x + {l}'}\n"
        )
        checked = check_all(load([path]).decks)
        assert checked.problems == ()
        assert checked.sampled == (("deck/a", 1600),)

    def test_few_are_all_tried(self, marked):
        path, _ = marked(
            "cards:\n  - {id: a, vary: {k: 1..64}, prompt: '{k}', symbols: {x: scalar}, answer: '{k} x', verify: 'diff({k} x^2 / 2, x) + max(0, {k} - 63)'}\n"
        )
        checked = check_all(load([path]).decks)
        assert checked.sampled == ()
        [problem] = checked.problems
        assert problem.message.endswith("(with k = 64)")


@pytest.mark.parametrize(
    ("prompt", "answer", "is_told"),
    [
        ("Write $2 A x + b$ so.", "2 A x + b", True),
        (r"Write $f = 2 \, \mathbf{A} x + b$ so.", "2 A x + b", True),
        ("Write $f = 2 A x$ so.", "2 A x", False),  # so short a formula stands there by chance
        ("Gradient of $333 b^T x$.", "333 b", False),
        ("Gradient of $1333 b$.", "333 b", False),
        ("Derivative of $A x$.", "A", False),
        ("What is 2 A x + b?", "2 A x + b", False),
    ],
)
def test_an_answer_is_told_where_it_stands_whole_in_a_formula(deck_file, prompt, answer, is_told):
    path = deck_file(
        f"symbols: {{A: 'matrix(n, n)', 'x, b': vector(n)}}\ncards:\n  - {{id: a, prompt: '{prompt}', answer: {answer}}}\n"
    )
    loaded = load([path])
    assert loaded.problems == ()
    assert [one.message for one in check(loaded.decks)] == ["the answer stands in the prompt"] * is_told


def test_an_answer_of_a_bundled_deck_that_is_not_verified_carries_its_derivation():
    checked = check_all(load(deck_files(bundled_folder())).decks)
    verified = {one.card for one in checked.verified}
    assert len(checked.verified) >= 230
    for deck in load(deck_files(bundled_folder())).decks:
        for card in deck.cards:
            if isinstance(card.question, MathAnswer) and card.key not in verified:
                assert card.note is not None, card.key
