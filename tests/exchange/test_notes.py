"""Notes: every rule of the first user's own note becomes a card that is checked, and no block is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quizzer.deck.checking import check_all
from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.exchange.blocks import blocks_of
from quizzer.exchange.notes import read_note
from quizzer.exchange.settling import settled
from quizzer.exchange.yaml_text import deck_text
from quizzer.maths.grade import grade

NOTE = (Path(__file__).parent / "matrix-calculus-note.md").read_text(encoding="utf-8")


def deck_of(note):
    """The deck of a note as it will be read, and its drafts by id."""
    draft, problems = settled(read_note(note, "Notes").deck)
    deck, found, _ = load_source(Source(Path("notes.yaml"), deck_text(draft)))
    assert found == []
    return deck, problems


@pytest.fixture(scope="module")
def note_deck():
    return deck_of(NOTE)


@pytest.fixture(scope="module")
def cards(note_deck):
    return {card.id: card for card in note_deck[0].cards}


def test_the_deck_of_the_note_passes_the_check_with_nothing_to_say(note_deck):
    deck, problems = note_deck
    assert problems == []
    checked = check_all([deck])
    assert (checked.problems, checked.cards, len(checked.verified)) == ((), 21, 18)


RULES = [
    # the card, its right answer, an answer that looses a condition or a factor
    ("trace-cyclic-property", "tr(B A)", "2 tr(A B)"),
    ("derivative-of-trace-of-product", "A'", "2 A'"),
    ("derivative-of-trace-of-quadratic-form", "A X + A^T X", "A X"),
    ("expectation-of-a-quadratic-form", "mu' A mu + tr(Sigma A)", "mu' A mu"),
    ("gradient-of-a-scalar-quadratic-form", "2 A x", "A x"),
    ("gradient-of-a-scalar-quadratic-form-2", "A x + A' x", "2 A x"),
    ("gradient-of-a-quadratic-form-with-respect-to-a-matrix", "x x'", "2 x x'"),
    ("derivative-of-a-matrix-vector-product-with-respect-to-a", "a", "x"),
    ("derivative-of-log-determinant", "inv(A)'", "inv(A)"),
    ("gradient-of-determinant-of-a-matrix", "det(A) A^-T", "A^-T"),
    ("gradient-of-a-trace-function", "X'", "2 X'"),
    ("derivative-of-a-matrix-vector-quadratic-form-with-respect-to", "b + 2 A x", "2 A x"),
    ("jacobian-of-a-vector-matrix-product", "A", "2 A"),
    ("hessian-of-a-scalar-quadratic-form", "2 A", "A"),
    ("softmax-gradient", "diag(softmax(z)) - softmax(z) softmax(z)'", "diag(softmax(z))"),
    ("sigmoid-derivative", "σ(z) - σ(z)^2", "1 - σ(z)^2"),
    ("step-1-differentiate-y-with-respect-to-w", "σ(u) - σ(u)^2", "σ(u)"),
    ("step-1-differentiate-y-with-respect-to-w-2", "X' (σ(X W) .* (1 - σ(X W)))", "X' σ(X W)"),
]


@pytest.mark.parametrize(("name", "right", "wrong"), RULES)
def test_a_rule_that_states_an_equation_asks_for_its_right_side_and_verifies_it(cards, name, right, wrong):
    card = cards[name]
    assert card.question.verify is not None
    expected = card.question.answers[0].text
    assert grade(expected, right, card.scope).kind == "equivalent"
    assert grade(expected, wrong, card.scope).kind == "different"
    assert len(right) < 4 or right not in card.prompt.text


def test_a_condition_that_the_note_states_is_declared_and_asked_with(cards):
    card = cards["derivative-of-trace-of-quadratic-form"]
    assert card.symbols["A"] == "symmetric(m)"
    assert card.prompt.text.endswith("$ …, if $A$ is symmetric.")


def test_what_is_not_symmetric_loses_what_the_rule_said_before(cards):
    assert cards["gradient-of-a-scalar-quadratic-form"].symbols["A"] == "symmetric(n)"
    assert cards["gradient-of-a-scalar-quadratic-form-2"].symbols["A"] == "matrix(n, n)"


def test_a_gradient_of_a_vector_is_asked_as_what_its_formula_is(cards):
    card = cards["step-1-differentiate-y-with-respect-to-w-2"]
    assert card.question.verify.text == "grad(sum(σ(X W)), W)"
    assert "the gradient of the sum of the entries of $Y$" in card.prompt.text
    assert dict(card.symbols) == {"X": "matrix(b, d)", "W": "matrix(d, 1)"}


def test_rules_in_words_become_gaps(cards):
    assert [gap.answer.text for gap in cards["eigenvalues-and-trace"].question.gaps] == ["sum"]
    assert [gap.answer.text for gap in cards["eigenvalues-and-determinant"].question.gaps] == ["product"]


def test_what_cannot_be_told_is_graded_by_looking_and_says_why():
    draft, _ = settled(read_note(NOTE, "Notes").deck)
    (card,) = [card for card in draft.cards if card.kind == "recall"]
    assert card.id == "chain-rule-for-matrix-calculus"
    assert any("a derivative stands in its right side" in said for said in card.comments)


def test_every_block_of_the_note_is_accounted_for_once():
    account = read_note(NOTE, "Notes").account
    blocks = blocks_of(NOTE)
    assert [entry.line for entry in account.entries] == [block.line for block in blocks]
    told = sum(bool(line.strip()) and not line.strip().startswith("$$") for line in NOTE.splitlines())
    assert sum(len(block.text.splitlines()) for block in blocks) == told
    assert Counter(entry.fate for entry in account.entries) == {
        "checked": 20, "recall": 1, "context": 47, "heading": 5, "repeated": 1, "left out": 7,
    }  # fmt: skip


def test_headings_become_tags_and_families(cards):
    card = cards["trace-cyclic-property"]
    assert (card.tags, card.family) == (("other-rules", "useful-identities"), "useful-identities")


LOOSE = [
    # a note that states a rule without its condition, what the question must then say
    (r"$$\nabla_x (x^T A x) = 2 A x$$", "where $A$ is symmetric"),
    (r"$$\frac{d}{d\mathbf{X}} \operatorname{tr}(\mathbf{X}^T \mathbf{A} \mathbf{X}) = 2\mathbf{A}\mathbf{X}$$", "symmetric"),
    (r"$$(A + B)^2 = A^2 + 2 A B + B^2$$", "is a scalar"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "said"), LOOSE)
def test_a_condition_that_the_note_forgot_is_said_in_the_question(note, said):
    deck, problems = deck_of(f"# Rules\n1. **A rule**\n{note}\n")
    (card,) = deck.cards
    assert said in card.prompt.text
    assert not [problem for problem in problems if problem.severity == "error"]
    assert "ot " in deck_text(settled(read_note(f"# Rules\n1. **A rule**\n{note}\n", "N").deck)[0])


WRONG = [
    r"$$\frac{d}{dx} \sin x = -\cos x$$",
    r"$$\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B)$$",
    r"$$(A B)^{-1} = A^{-1} B^{-1}$$",
    r"$$\nabla_x \|x\|^2 = x$$",
    r"$$\frac{d}{dx} e^{2x} = e^{2x}$$",
]


@pytest.mark.parametrize("note", WRONG)
def test_a_wrong_rule_is_never_an_answer(note):
    deck, _ = deck_of(f"# Rules\n{note}\n")
    (card,) = deck.cards
    verified = getattr(card.question, "verify", None)
    if verified is None:
        assert hasattr(card.question, "answer_text")
        assert "Not so as it stands" in card.note.text
    else:  # only where the question says the numbers for which it does hold
        assert "where" in card.prompt.text


EQUATIONS = [
    # what a note says, the answer and what verifies it
    (r"$$(AB)^{-1} = B^{-1} A^{-1}$$", "B^-1 A^-1", "(A B)^-1"),
    (r"$$\det(AB) = \det(A)\det(B)$$", "det(A) det(B)", "det(A B)"),
    (r"$$\frac{d}{dx} \ln x = \frac{1}{x}$$", "1/x", "diff(log(x), x)"),
    (r"$$\nabla_x \|x\|^2 = 2x$$", "2 x", "grad(norm(x)^2, x)"),
    (r"$$\sum_{i=1}^n i = \frac{n(n+1)}{2}$$", "n (n + 1)/2", "sum_{i=1}^{n} i"),
    (r"$$\frac{\partial x^T A x}{\partial x} = (A + A^T)x$$", "(A + A^T) x", "grad(x^T A x, x)"),
    (r"$$\frac{\partial Ax}{\partial x} = A$$", "A", "jacobian(A x, x)"),
    (r"\[ \sin^2 x + \cos^2 x = 1 \]", "1", "sin(x)^2 + cos(x)^2"),
    ("\\begin{align}\n(AB)^T &= B^T A^T\n\\end{align}", "B^T A^T", "(A B)^T"),
    (r"- **Product** $\det(A^{-1}) = \frac{1}{\det(A)}$ for invertible $A$.", "1/det(A)", "det(A^-1)"),
    (
        r"**Woodbury** $$(A + UCV)^{-1} = A^{-1} - A^{-1}U(C^{-1} + VA^{-1}U)^{-1}VA^{-1}$$",
        "A^-1 - A^-1 U (C^-1 + V A^-1 U)^-1 V A^-1",
        "(A + U C V)^-1",
    ),
    (
        r"$$(A + uv^T)^{-1} = A^{-1} - \frac{A^{-1} u v^T A^{-1}}{1 + v^T A^{-1} u}$$",
        "A^-1 - A^-1 u v^T A^-1/(1 + v^T A^-1 u)",
        "(A + u v^T)^-1",
    ),
    (
        r"**Least squares**: $\nabla_x \|Ax - b\|^2 = 2A^T(Ax - b)$.",
        "2 A^T (A x - b)",
        "grad(norm(A x - b)^2, x)",
    ),
    (r"$\|A\|_F^2 = \operatorname{tr}(A^T A)$", "tr(A^T A)", "norm(A, F)^2"),
    (r"$\operatorname{vec}(AXB) = (B^T \otimes A)\operatorname{vec}(X)$", "(B^T ⊗ A) vec(X)", "vec(A X B)"),
    (
        r"for $x \sim \mathcal{N}(\mu, \Sigma)$, $\mathbb{E}[x x^T] = \Sigma + \mu\mu^T$",
        "Sigma + mu mu^T",
        "E(x x^T; x ~ normal(mu, Sigma))",
    ),
    (r"$\det(cA) = c^n \det(A)$", "c^n det(A)", "det(c A)"),
    (
        r"$$\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} = \frac{1}{ad - bc}\begin{pmatrix} d & -b \\ -c & a\end{pmatrix}$$",
        "1/(a d - b c) * [[d, -b], [-c, a]]",
        "[[a, b], [c, d]]^-1",
    ),
    (r"$\frac{d}{dx} a^x = a^x \ln a$ for $a > 0$", "a^x log(a)", "diff(a^x, x)"),
    (r"> [!note] $$\operatorname{tr}(A^T) = \operatorname{tr}(A)$$", "tr(A)", "tr(A^T)"),
]


@pytest.mark.parametrize(("note", "answer", "verify"), EQUATIONS)
def test_an_equation_without_words_around_it(note, answer, verify):
    deck, _ = deck_of(f"# Rules\n{note}\n")
    (card,) = deck.cards
    assert (card.question.answers[0].text, card.question.verify.text) == (answer, verify)


UNTOLD = [
    # what a note says, why it is not judged
    (r"$$\frac{d}{dx} f(g(x)) = f'(g(x)) g'(x)$$", "f is a function"),
    (r"$$(fg)' = f'g + fg'$$", "f is a function"),
    (r"$$\det(e^A) = e^{\operatorname{tr} A}$$", "a function of the matrix A goes by entries here"),
    (r"$$e^{i\pi} + 1 = 0$$", "imaginary unit"),
    (r"$$\frac{d}{dt} A^{-1} = -A^{-1} \frac{dA}{dt} A^{-1}$$", "a derivative stands in its right side"),
    (r"$$v_{t+1} = \beta v_t + g_t$$", "has a value nowhere"),
    (r"$$\lim_{x \to 0} \frac{\sin x}{x} = 1$$", "a limit is an instruction"),
    (r"$$\operatorname{Var}(a X) = a^2 \operatorname{Var}(X)$$", "no function `Var`"),
]


@pytest.mark.parametrize(("note", "why"), UNTOLD)
def test_what_the_program_would_misread_is_neither_judged_nor_called_wrong(note, why):
    draft, problems = settled(read_note(f"# R\n{note}\n", "N").deck)
    (card,) = draft.cards
    assert (card.kind, "note" in card.fields, problems) == ("recall", False, [])
    assert any(why in said for said in card.comments)
    assert card.fields["answer-text"] == f"${note.strip('$')}$"


def test_a_rule_that_only_defines_asks_for_what_the_name_stands_for():
    draft, _ = settled(
        read_note(
            "# R\n1. **Ridge** Here $w^* = (X^T X + \\lambda I)^{-1} X^T y$.\n2. **Odds** $o = \\frac{p}{1 - p}$\n",
            "N",
        ).deck
    )
    ridge, odds = draft.cards
    assert ridge.fields["answer"] == "(X^T X + lambda I)^-1 X^T y"
    assert (odds.fields["prompt"], odds.fields["answer"]) == ("Odds: $o =$ …", "p/(1 - p)")


def test_a_letter_that_the_question_defines_may_be_the_answer():
    note = r"**Projection** $P = A(A^T A)^{-1} A^T$ satisfies $P^2 = P$."
    draft, _ = settled(read_note(f"# R\n{note}\n", "N").deck)
    (card,) = draft.cards
    assert (card.fields["answer"], list(card.fields["symbols"])) == ("P", ["P"])
    assert "compared both sides" in card.comments[0]
    wrong, _ = settled(read_note(f"# R\n{note.replace('= P$', '= 2 P$')}\n", "N").deck)
    assert "Not so as it stands" in str(wrong.cards[0].fields["note"])


def test_equations_beside_each_other_are_asked_one_by_one():
    note = r"Let $f(x) = \log(1 + e^{a^T x})$. Then $$\nabla f(x) = \sigma(a^T x)\, a, \qquad \nabla^2 f(x) = \sigma(a^T x)(1 - \sigma(a^T x)) a a^T$$"
    draft, _ = settled(read_note(f"# R\n{note}\n", "N").deck)
    assert [card.fields["verify"].partition("(")[0] for card in draft.cards] == ["grad", "hessian"]


def test_an_antiderivative_is_checked_by_differentiating_it():
    draft, _ = settled(
        read_note("# R\n$$\\int x^n \\, dx = \\frac{x^{n+1}}{n+1} + C, \\quad n \\neq -1$$\n", "N").deck
    )
    (card,) = draft.cards
    assert card.fields["prompt"] == r"$\int x^n dx =$ …, where $n \neq -1$."
    assert (card.fields["answer"], card.fields["symbols"]["C"]) == ("x^(n + 1)/(n + 1) + C", "constant")
    wrong, _ = settled(read_note("# R\n$$\\int x^n dx = x^{n+1} + C$$\n", "N").deck)
    assert wrong.cards[0].kind == "recall"


def test_what_one_rule_says_of_its_letters_holds_for_that_rule_alone():
    note = "# R\n**One** For symmetric $A$: $A^T = A$.\n\n**Two** $\\operatorname{tr}(A^T) = \\operatorname{tr}(A)$\n"
    deck, _ = deck_of(note)
    assert [card.symbols["A"] for card in deck.cards] == ["symmetric(n)", "matrix(n, n)"]


def test_a_name_that_nothing_computes_is_asked_for_unchecked():
    draft, _ = settled(read_note("# R\n$$\\hat\\beta = (X^T X)^{-1} X^T y$$\n", "N").deck)
    (card,) = draft.cards
    assert card.fields["answer"] == "(X^T X)^-1 X^T y"
    assert "verify" not in card.fields
    assert any(said.startswith("Unchecked") for said in card.comments)


def test_pieces_without_a_question_are_kept_or_said():
    note = "---\ntags: x\n---\n# Title\nSome prose about the world.\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n```py\nx\n```\n$$\nx^2\n"
    brought = read_note(note, "N")
    fates = {entry.kind: entry.fate for entry in brought.account.entries}
    assert fates == {
        "front matter": "left out", "heading": "heading", "text": "context", "table": "recall", "code": "recall", "formula": "recall",
    }  # fmt: skip
    deck, problems = deck_of(note)
    assert not [one for one in problems if one.severity == "error"]
    assert "Some prose about the world" in " ".join(card.prompt.text for card in deck.cards)


def test_a_picture_beside_the_note_comes_along():
    brought = read_note(
        "# T\n![[a.png]]\n![[b.png]]\n$$\\frac{d}{dx} x^2 = 2x$$\n", "N", {"a.png": "pics/a.png"}.get
    )
    (card,) = brought.deck.cards
    assert card.fields["images"] == ["pics/a.png"]
    assert any("b.png" in said for said in card.comments)
    assert [entry.fate for entry in brought.account.entries] == ["heading", "context", "left out", "checked"]


def test_an_empty_note_has_no_cards():
    assert read_note("\n\n", "N").deck.cards == ()
