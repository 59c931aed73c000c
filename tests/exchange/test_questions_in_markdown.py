"""Flashcards in Markdown: each way of writing them gives the card that its writer meant."""

from __future__ import annotations

import pytest

from quizzer.exchange.gaps import clozes_of, has_gaps
from quizzer.exchange.proposing import proposed
from quizzer.exchange.questions_in_markdown import looks_like_questions, read_questions


def fields_of(text):
    return [
        {name: value for name, value in card.fields.items() if name != "id"}
        for card in read_questions(text, "N").deck.cards
    ]


CARDS = [
    # what is written, the fields of its cards
    ("Q: What?\nA: Words", [{"prompt": "What?", "text": "Words"}]),
    ("Q: Two\nlines\nA: An answer\nof two", [{"recall": "Two\nlines", "answer-text": "An answer\nof two"}]),
    ("Q: a\nA: b\nQ: c\nA: d", [{"prompt": "a", "text": "b"}, {"prompt": "c", "text": "d"}]),
    ("Q: a\nA: one\n\ntwo", [{"recall": "a", "answer-text": "one\n\ntwo"}]),
    ("Capital of France :: Paris", [{"prompt": "Capital of France", "text": "Paris"}]),
    ("- in a list :: Paris", [{"prompt": "in a list", "text": "Paris"}]),
    ("eins ::: one", [{"prompt": "eins", "text": "one", "reverse": "true"}]),
    ("Year :: 1789", [{"prompt": "Year", "number": "1789"}]),
    ("zwei ::: 2", [{"prompt": "zwei", "text": "2", "reverse": "true"}]),
    ("Front\n?\nBack", [{"prompt": "Front", "text": "Back"}]),
    ("Front\n??\nBack", [{"prompt": "Front", "text": "Back", "reverse": "true"}]),
    ("The ==trace== is linear. {{c1::x}}", [{"cloze": "The {{trace}} is linear. x"}, {"cloze": "The trace is linear. {{x}}"}]),
    ("C: The [sun] is a [star], see [here](x).", [{"cloze": "The {{sun}} is a {{star}}, see [here](x)."}]),
    ("# Lin Alg\n## Traces\na :: b #hard", [{"prompt": "a", "text": "b", "tags": ["lin-alg", "traces", "hard"]}]),
    (r"Derivative of $\sin x$ :: $\cos x$", [{"prompt": r"Derivative of $\sin x$", "symbols": {"x": "scalar"}, "answer": "cos(x)", "verify": "diff(sin(x), x)"}]),
    (r"Inverse of $AB$? :: \(B^{-1} A^{-1}\)", [{"prompt": "Inverse of $AB$?", "symbols": {"B": "invertible(n)", "A": "invertible(n)"}, "answer": "B^-1 A^-1"}]),
    ("a :: b <!--SR:!2024-01-01,3,250-->", [{"prompt": "a", "text": "b"}]),
    ("Q: a\nA: b\n\n> Hint: c\n> Hint: d\n> Note: e", [{"prompt": "a", "text": "b", "hint": ["c", "d"], "note": "e"}]),
    ("a :: b\nTwo\nlines\n?\nBack", [{"prompt": "a", "text": "b"}, {"prompt": "Two\nlines", "text": "Back"}]),
    ("C++ has std::vector :: yes", [{"prompt": "C++ has std::vector", "text": "yes"}]),
    ("Read `a :: b` :: c", [{"prompt": "Read `a :: b`", "text": "c"}]),
    ("Has `x :: Int` a type\n?\nyes", [{"prompt": "Has `x :: Int` a type", "text": "yes"}]),
    ("It costs $5 :: a lot", [{"prompt": r"It costs \$5", "text": "a lot"}]),
    ("From $5 to $6, $x$? :: no", [{"prompt": r"From \$5 to \$6, $x$?", "text": "no"}]),
    ("slash :: /etc/", [{"recall": "slash", "answer-text": "/etc/"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), CARDS, ids=lambda value: str(value)[:30])
def test_a_way_of_writing_a_card(text, fields):
    assert looks_like_questions(text)
    assert fields_of(text) == fields


NOTES = [
    "# A note\nwith ==a highlight== only",
    "std in `a::b` code",
    "A sentence: with a colon.",
    "$$x = 1$$",
]


@pytest.mark.parametrize("text", NOTES)
def test_a_note_is_no_flashcards(text):
    assert not looks_like_questions(text)


def test_what_is_no_question_is_said():
    entries = read_questions("a :: b\n\nJust prose.\n\nQ: without an answer", "N").account.entries
    assert [(entry.line, entry.fate) for entry in entries] == [(1, "card"), (3, "left out"), (5, "left out")]


GAPS = [
    (r"{{c1::a}} {{c2::b::hint}}", [("1", "{{a}} b"), ("2", "a {{b::hint}}")]),
    (r"{{c1::a}} and {{c1::b}}", [("1", "{{a}} and {{b}}")]),
    (r"$f = {{c1::2x}}$", [("1", "$f =$ {{$2x$}}")]),
    (r"${{c1::\frac{a}{b}}}$", [("1", r"{{$\frac{a}{b}$}}")]),
    (r"\(x\) {{c1::\mathbb{R}}}", [("1", r"\(x\) {{\mathbb{R}}}")]),
    (r"$\frac{ {{c1::a}} }{b}$", [("1", r"$\frac{ {{a}} }{b}$")]),
    (r"{{c1::outer {{c2::inner}}}}", [("1", "{{outer inner}}")]),
    ("no gap", []),
    ("{{c1::never closed", []),
]


@pytest.mark.parametrize(("text", "clozes"), GAPS)
def test_gaps_of_other_programs(text, clozes):
    assert clozes_of(text) == clozes


def test_a_decks_own_gap_is_no_numbered_one():
    assert not has_gaps("{{a}}")
    assert has_gaps("{{c12::a}}")


REFUTED = [
    ("Derivative of $x^2$", "$x$"),
    (r"Derivative of $\sin x$", r"$-\cos x$"),
    (r"$\frac{d}{dx} e^x =$", "$2 e^x$"),
]


@pytest.mark.parametrize(("front", "back"), REFUTED)
def test_an_answer_that_the_judge_refutes_is_never_judged_by(front, back):
    card, said = proposed(front, back)
    assert card.kind == "recall"
    assert said.startswith("refuted")
    assert str(card.fields["note"]).startswith("Not so as it stands")


VERIFIED = [
    ("Gradient of $f(x) = a^T x$ with respect to $x$, in the shape of $x$.", "$a$", "grad(a^T x, x)"),
    (
        "Gradient of $f(x) = x^T S x$ with respect to $x$, where $S$ is symmetric.",
        "$2 S x$",
        "grad(x^T S x, x)",
    ),
    (
        r"What is the Hessian of $x^T A x$ with respect to $x \in \mathbb{R}^n$?",
        "$A + A^T$",
        "hessian(x^T A x, x)",
    ),
    (r"Compute the derivative of $x e^x$.", "$(1 + x) e^x$", "diff(x e^x, x)"),
]


@pytest.mark.parametrize(("front", "back", "verify"), VERIFIED)
def test_a_question_in_words_is_computed(front, back, verify):
    card, _ = proposed(front, back)
    assert card.fields["verify"] == verify


OPEN = [
    # what is asked for in words that are not read: the answer is not held against something else
    ("Second derivative of $x^2$", "$2$"),
    ("The third derivative of $x e^x$", "$(x + 3) e^x$"),
    ("$u = h(x)$ has the Jacobian $H$, $y = g(u)$ the Jacobian $G$. What is the Jacobian of $y$ with respect to $x$?", "$G H$"),
    ("What is the gradient of $L$ with respect to $w$?", "$x - y$"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "back"), OPEN)
def test_a_question_that_is_not_understood_refutes_nothing(front, back):
    card, said = proposed(front, back)
    assert "refuted" not in said
    assert "note" not in card.fields


def test_a_formula_that_asks_nothing_computable_is_unchecked():
    card, said = proposed("Where is $x^2 - 1$ zero?", r"$\{-1, 1\}$")
    assert (card.kind, said) == ("answer", "mathematics, unchecked")
    assert "verify" not in card.fields
