"""Slips that read well and teach something else: commands lost in quotes, sums of money, Anki's gaps."""

from __future__ import annotations

import pytest

from quizzer.deck.checking import check
from quizzer.deck.loading import load


@pytest.fixture
def said(deck_file):
    """What is said of a deck of these cards: line, column, severity and message."""

    def checked(cards):
        head = "symbols: {theta: scalar, x: scalar, Lambda: scalar}\ncards:\n"
        found = load([deck_file(head + cards)])
        assert found.problems == ()
        return [(one.line, one.column, one.severity, one.message) for one in check(found.decks)]

    return checked


@pytest.mark.parametrize(
    ("card", "column", "lost"),
    [
        (r'- {prompt: "$\nabla f$", answer: x}', 14, r"`\nabla` is lost"),
        (r'- {prompt: "of $\theta$", answer: x}', 17, r"`\theta` is lost"),
        (r'- {prompt: "$\nu$", answer: x}', 14, r"`\nu` is lost"),
        (r'- {prompt: "$\frac12$", answer: x}', 14, r"`\frac` is lost"),
        (r'- {prompt: "$\beta$ and $\rho$", answer: x}', 14, r"`\beta` is lost"),
        (r'- {prompt: a, answer: "\theta"}', 24, r"`\theta` is lost"),
        (r'- {prompt: a, answer: "2 \Lambda"}', 26, r"`\Lambda` is lost"),
        (r'- {prompt: a, text: "\beta"}', 22, r"`\beta` is lost"),
    ],
)
def test_a_command_that_double_quotes_took_is_named_where_it_stands(said, card, column, lost):
    [found] = said(card)
    assert found[:3] == (3, column, "error")
    assert found[3].endswith(lost)


@pytest.mark.parametrize(
    "card",
    [
        r"- {prompt: '$\nabla f$', answer: x}",
        r'- {prompt: "$\\nabla f$", answer: x}',
        r'- {prompt: "one\nline, and another", answer: x}',
        r'- {prompt: "a list\nne plus ultra", answer: x}',
        r'- {prompt: "first\textual", answer: x}',
    ],
)
def test_a_line_break_that_was_meant_is_none(said, card):
    assert said(card) == []


@pytest.mark.parametrize(
    ("prompt", "is_told"),
    [
        ("It costs $5 and $6", True),
        ("It costs \\$5 and \\$6", False),
        ("from $0$ to $1$", False),
        ("$2 x$ and $3$", False),
        ("$2 x $ and $3$", False),
    ],
)
def test_two_sums_of_money_are_no_formula(said, prompt, is_told):
    found = said(f"- {{prompt: '{prompt}', answer: x}}")
    assert [one[2] for one in found] == (["warning"] if is_told else [])


def test_a_gap_that_is_numbered_as_ankis_are_is_an_error(said):
    [found] = said("- cloze: The {{c1::trace}} is a sum")
    assert found == (3, 14, "error", "this gap's answer is `c1`, and `trace` is shown in its place")


def test_a_gap_with_a_hint_is_none_of_ankis(said):
    assert said("- cloze: The {{trace::of a matrix}} is a sum, {{c1}} too") == []


def test_a_sentence_asked_for_each_of_its_gaps_is_no_twin(said):
    assert said("- cloze: '{{one}} and two'\n- {id: b, cloze: 'one and {{two}}'}") == []
    twin = said("- cloze: '{{one}} and two'\n- {id: b, cloze: '{{one}}, and two'}")
    assert [one[2] for one in twin] == ["warning"]


def test_braces_that_name_no_placeholder_are_told_of_a_card_that_varies(said):
    card = "- {prompt: 'Of {k} and {j}, $x_{j}$', vary: {k: [2, 3]}, answer: '{k} x'}"
    [found] = said(card)
    assert found == (3, 24, "warning", "`{j}` is no placeholder of this card and stays as it is")


def test_braces_are_braces_where_nothing_varies(said):
    assert said("- {prompt: 'The set {j}', answer: x}") == []


@pytest.mark.parametrize(
    ("symbols", "hint"),
    [("symbols: {A: matrix(n, n)}", "inside of { }"), ("symbols:\n  A: matrix(n", "the bracket is not")],
)
def test_a_bracket_left_open_is_explained_by_where_it_stands(deck_file, symbols, hint):
    first = load([deck_file(symbols + "\ncards: [{prompt: p, text: x}]\n")]).problems[0]
    assert first.hint.startswith(hint)


@pytest.mark.parametrize(
    ("card", "found"),
    [
        ("- {prompt: q, text: [sum, $x^2$]}", [(3, 27, "warning")]),
        ("- {prompt: q, text: [sum, /a$b$/]}", []),
        (r"- {prompt: q, text: 'costs \$5 or \$6'}", []),
        ("- {prompt: q, number: 0, within: 1%}", [(3, 34, "warning")]),
        ("- {prompt: q, number: 0, within: 0.1}", []),
        ("- {prompt: q, number: 5, within: 1%}", []),
    ],
)
def test_what_nobody_could_answer_is_told(said, card, found):
    assert [one[:3] for one in said(card)] == found


@pytest.mark.parametrize(("number", "hint"), [("'1,5'", "write 1.5"), ("'1,000'", "write 1.000, or 1000")])
def test_a_decimal_comma_is_explained(deck_file, number, hint):
    [problem] = load([deck_file(f"cards: [{{prompt: q, number: {number}}}]\n")]).problems
    assert problem.hint == hint


def test_an_answer_that_stands_in_no_equation_is_explained(deck_file):
    cards = "symbols: {x: scalar}\ncards: [{prompt: q, answer: x, verify: 'diff(answer, x)'}]\n"
    [problem] = check(load([deck_file(cards)]).decks)
    assert problem.hint.startswith("`answer` stands for the answer in an equation")


def test_a_declaration_that_cannot_be_read_takes_only_the_cards_away_that_are_mathematics(deck_file):
    cards = "- {id: a, prompt: p, answer: A}\n- {id: b, prompt: q, text: t}\n- {id: c, cloze: 'a {{b}} and {{$A$}}'}\n"
    loaded = load(
        [deck_file(f"symbols: {{A: matrx(n)}}\ncards:\n{cards}- {{id: d, prompt: r, number: 3}}\n")]
    )
    assert [one.field for one in loaded.problems] == ["symbols.A"]
    assert [card.id for card in loaded.decks[0].cards] == ["b", "d"]
