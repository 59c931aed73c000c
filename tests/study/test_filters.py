"""The language in which cards are looked for, in the learner's own words: what it finds, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.loading import load
from quizzer.scheduling.log import Review
from quizzer.study.filter_parser import (
    EVERY,
    FIELDS,
    PROPERTIES,
    STATES,
    FilterError,
    parse_filter,
)
from quizzer.study.filters import fulfils, no_such, subjects
from quizzer.study.queue import Rules, states_of

TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DECKS = {
    "matrix": """
deck: Matrix calculus
symbols: {"A, B": "matrix(n, n)", x: vector(n)}
cards:
  - {id: quadratic, prompt: "Gradient of $x^T A x$ by $x$.", answer: (A + A^T) x, tags: [gradient, form], family: quadratic-forms}
  - {id: hessian, prompt: "Hessian of $x^T A x$.", answer: A + A^T, tags: [hessian, form], family: quadratic-forms}
  - {id: trace, prompt: "Tr(AB) is Tr(…)", answer: B A, tags: [Trace]}
  - {id: scaled, vary: {k: [2, 3]}, prompt: "Half of {k} x", answer: "{k} x / 2", tags: [gradient]}
""",
    "words": """
deck: Wörter
cards:
  - {id: sum, prompt: "The trace is the … of the eigenvalues", text: [sum, "/the sum/"]}
  - {id: bound, prompt: Which?, choices: [=min, sum, product]}
  - {id: cloze, cloze: "The trace is {{invariant}}."}
  - {id: chain, recall: State the chain rule., answer-text: So.}
  - id: layer
    prompt: A layer.
    steps: [{prompt: First step, text: [alpha]}, {prompt: Second, text: [omega]}]
  - {id: half, prompt: Half of 13.86, number: 6.93}
""",
}


def row(number, card, days, kind="review", quality=None):
    return Review(f"r{number:03}", "here", card, NOON - timedelta(days=days), kind, quality=quality)


LOG = [
    # due today, never missed
    row(1, "matrix/quadratic", 7, quality=4),
    row(2, "matrix/quadratic", 6, quality=4),
    # forgotten today: asked again today, due tomorrow
    row(3, "matrix/hessian", 1, quality=4),
    row(4, "matrix/hessian", 0, quality=1),
    # long overdue
    row(5, "words/sum", 20, quality=4),
    row(6, "words/bound", 3, quality=4),
    row(7, "words/bound", 3, "suspend"),
    row(8, "words/cloze", 0, "bury"),
    row(9, "words/chain", 9, "flag"),
    # missed again and again
    *(row(20 + at, "words/half", 30 - at, quality=1) for at in range(7)),
    # known for long
    *(row(40 + at, "words/layer", days, quality=5) for at, days in enumerate([90, 89, 83, 66, 16])),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    for name, text in DECKS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load(sorted(folder.iterdir()))
    assert not [one for one in loaded.problems if one.severity == "error"]
    cards = [card for deck in loaded.decks for card in deck.cards]
    rules = Rules()
    return subjects(cards, states_of(LOG, rules), TODAY, rules)


def ids(found, text):
    condition = parse_filter(text)
    return " ".join(one.card.id for one in found if fulfils(one, condition))


EVERYTHING = "quadratic hessian trace scaled sum bound cloze chain layer half"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("", EVERYTHING, "nothing asked for"),
        ("   ", EVERYTHING, "blank"),
        ("gradient", "quadratic scaled", "a free word: in the prompt or a tag"),
        ("GRADIENT", "quadratic scaled", "case is forgiven"),
        ("worter", "sum bound cloze chain layer half", "so are accents"),
        ("trace invariant", "cloze", "two words: both"),
        ("trace or hessian", "hessian trace sum cloze", "either"),
        ("trace (invariant or eigenvalues)", "sum cloze", "brackets"),
        ('"chain rule"', "chain", "a phrase"),
        ('"rule chain"', "", "a phrase keeps its order"),
        ("-trace deck:wör", "bound chain layer half", "without"),
        ("-(trace or deck:wör)", "quadratic hessian scaled", "without either"),
        ("--trace", "trace sum cloze", "twice without is with"),
        ("x^T", "quadratic hessian", "signs are only that"),
        ("Tr(AB)", "trace", "brackets within a word belong to it"),
        ("omega", "layer", "an answer of a step"),
        ("tag:grad", "quadratic scaled", "a tag begins so"),
        ("tag:trace", "trace", "a tag's case is forgiven"),
        ('tag:"grad"', "", "in quotes the whole tag"),
        ('tag:"gradient"', "quadratic scaled", "in quotes the whole tag"),
        ("tag:gradient tag:form", "quadratic", "both tags"),
        ("deck:matrix", "quadratic hessian trace scaled", "a deck by how it begins"),
        ("deck:words", "sum bound cloze chain layer half", "a deck by its file's name"),
        ("deck:calculus", "", "not by what stands within"),
        ("family:quadratic-forms", "quadratic hessian", "a family"),
        ("kind:text", "sum", "the kind, not the word"),
        ("kind:steps", "layer", "steps"),
        ("id:ess", "hessian", "what an id holds"),
        ('id:"sum"', "sum", "in quotes the whole id"),
        ("prompt:gradient", "quadratic", "the prompt alone"),
        ('prompt:"of the eigen"', "sum", "a phrase of the prompt"),
        ("prompt:second", "layer", "the prompt of a step"),
        ("answer:invariant", "cloze", "what fills a gap"),
        ("answer:min", "bound", "the right choice"),
        ("answer:product", "", "not the wrong one"),
        ("answer:6.93", "half", "a number"),
        ("is:due", "quadratic hessian sum half", "due, or to be repeated today"),
        ("is:overdue", "sum half", "due before today"),
        ("is:again", "hessian", "to be repeated today"),
        ("is:new", "trace scaled chain", "never asked, and neither buried nor suspended"),
        ("is:learned", "quadratic sum bound layer", "passed at the last review"),
        ("is:suspended", "bound", "suspended"),
        ("is:buried", "cloze", "buried until tomorrow"),
        ("is:flagged", "chain", "flagged"),
        ("is:leech", "half", "forgotten again and again"),
        ("is:mature", "layer", "asked again after three weeks or more"),
        ("is:parametric", "scaled", "with instances"),
        ("IS:NEW", "trace scaled chain", "keys have no case"),
        ("ease<2.5", "", "nothing passed with 3"),
        ("ease>=2.6", "layer", "an ease that rose"),
        ("prop:ease=2.5", "quadratic hessian sum bound half", "the same with its key"),
        ("reviews=0", "trace scaled cloze chain", "a new card has no reviews"),
        ("reviews>1 lapses=0", "quadratic layer", "two conditions on numbers"),
        ("lapses>=5", "half", "lapses as a leech counts them"),
        ("interval=6", "quadratic", "days"),
        ("due<0", "sum half", "days until it falls due"),
        ("due=1", "hessian", "tomorrow"),
        ("-ease>0", "trace scaled cloze chain", "a new card has no ease"),
        ("interval!=6 is:learned", "sum bound layer", "unequal"),
    ],
)
def test_a_filter_finds(found, text, expected, why):
    assert ids(found, text) == expected, why


@pytest.mark.parametrize(
    ("text", "columns", "sentence"),
    [
        ("tga:x", (0, 3), "no field `tga`; did you mean `tag`? (in quotes it is looked for as it stands)"),
        ("is:deu", (3, 6), "no state `deu`; did you mean `due`?"),
        ("a is:qqq", (5, 8), "no state `qqq`; there are due, new, learned, again, overdue, mature, leech"),
        ("kind:math", (5, 9), "no kind `math`"),
        ("tag:", (0, 4), "what stands after tag: is missing"),
        ("is:", (0, 3), "what stands after is: is missing: one of due, new"),
        ("x eas<2", (2, 5), "no property `eas`; did you mean `ease`?"),
        ("ease<", (5, 6), "ease is compared with a number, as in ease<2"),
        ("ease<two", (5, 8), "ease is compared with a number"),
        ("prop:ease", (0, 9), "a property is compared with a number: prop:ease<2"),
        ('a "b', (2, 4), "this quote is not closed"),
        ("(a", (0, 1), "this bracket is not closed"),
        ("a )", (2, 3), "this bracket is not opened"),
        ("()", (0, 1), "a condition is missing here"),
        ("a or", (2, 4), "a condition is missing here"),
        ("or a", (0, 2), "a condition is missing here"),
        ("-or", (0, 1), "a condition is missing after -"),
        ("(" * 40 + "a", (33, 34), "brackets within brackets go no deeper than 32"),
        ("-" * 5000 + "a", (33, 34), "brackets within brackets go no deeper than 32"),
    ],
)
def test_a_filter_that_cannot_be_read_says_where(text, columns, sentence):
    with pytest.raises(FilterError) as raised:
        parse_filter(text)
    assert raised.value.message.startswith(sentence)
    assert (raised.value.start, raised.value.end) == columns


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tag:gradeint", "No card has the tag `gradeint`; did you mean `gradient`?"),
        ("x -(family:nothing-like-it)", "No card has the family `nothing-like-it`."),
        ("tag:gradient is:leech", ""),
    ],
)
def test_of_a_name_that_no_card_has_it_is_said(found, text, said):
    assert no_such(parse_filter(text), [one.card for one in found]) == said


WORDS = st.sampled_from(
    [
        "trace",
        "tag:form",
        "deck:matrix",
        "kind:text",
        "is:new",
        "is:due",
        "ease<2.5",
        "reviews>1",
        '"chain rule"',
        "(gradient or hessian)",
    ]
)


@given(WORDS, WORDS)
def test_filters_are_an_algebra_of_sets(found, one, other):
    every = set(ids(found, "").split())

    def those(text):
        return set(ids(found, text).split())

    assert those(f"{one} {other}") == those(one) & those(other)
    assert those(f"{one} or {other}") == those(one) | those(other)
    assert those(f"-{one}") == every - those(one)
    assert those(f"-({one} or {other})") == those(f"-{one} -{other}")


@given(st.text(alphabet='abx:"()-<>= \té½or', max_size=24))
def test_whatever_is_typed_is_read_or_refused_with_columns_in_the_line(text):
    refused = None
    try:
        parse_filter(text)
    except FilterError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start < refused.end <= max(len(text), refused.start + 1)
        assert refused.message


def test_every_state_and_property_and_field_is_understood(found):
    for text in [f"is:{name}" for name in STATES] + [f"{name}>=0" for name in PROPERTIES]:
        ids(found, text)
    for name in FIELDS:
        ids(found, f"{name}:answer")
    assert parse_filter("") == EVERY
