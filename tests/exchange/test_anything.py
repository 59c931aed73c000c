"""Whatever a file holds, it comes in as a deck that loads, or is refused in a sentence; nothing is raised else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.errors import ImportRefused
from quizzer.exchange import equations
from quizzer.exchange.account import report_lines
from quizzer.exchange.drafts import Draft, with_ids
from quizzer.exchange.html_text import prose_of_html
from quizzer.exchange.json_form import read_json
from quizzer.exchange.notes import read_note
from quizzer.exchange.questions_in_markdown import read_questions
from quizzer.exchange.settling import settled
from quizzer.exchange.tables import read_table
from quizzer.exchange.yaml_text import deck_text

PIECES = st.sampled_from(
    ["# ", "## H\n", "\n", "\n\n", "1. **Rule**\n", "- ", "* **b** ", "$$", "$", r"\[", r"\]", r"\(", r"\)", " = ", "x", "A", r"\mathbf{x}", "^T", "^{", "}",
     "{", r"\nabla_x ", r"\frac{d}{dx} ", r"\frac{", r"\sum_{i=1}^n ", "_i", "![[a.png]]", "[[l|m]]", "==g==", "{{c1::g}}", "{{", "}}", "::", ":::", "Q: ", "A: ",
     "\nA: b", "?\n", "> ", "| a | b |\n", "```\n", "---\n", "%%", "<!-- c -->", " is symmetric", "For a vector $x$ ", "the gradient of $x$ by $x$ is $1$", "<b>", "&lt;",
     "\x1b[31m", "\u202e", "é", "`", "\\", "'", '"', ",", ";", "\t", "#tag", " word ", "2", "\\\\", "&="]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=24).map("".join)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """What a random formula comes to does not matter here, and some would take seconds to be compared."""
    monkeypatch.setattr(equations, "PATIENCE", 0.05)
    monkeypatch.setattr(equations, "_LONGEST", 0.2)


def sound(brought):
    """The deck loads, every card of it can be asked, and the report steers no terminal."""
    deck, problems = settled(brought.deck)
    if deck.cards:
        loaded, _, _ = load_source(Source(Path("any.yaml"), deck_text(deck)))
        refused = [one for one in problems if one.severity == "error"]
        assert loaded is not None
        assert len({card.number for card in loaded.cards}) + len(refused) >= len(deck.cards)
    assert all(line.isprintable() for line in report_lines(brought.account))


@pytest.mark.parametrize("read", [read_note, read_questions])
@settings(max_examples=60)
@given(text=TEXTS)
def test_any_markdown(read, text):
    brought = read(text, "Any")
    sound(brought)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from([",", ";", "\t"]))
def test_any_table(text, delimiter):
    try:
        brought = read_table(f"front{delimiter}back{delimiter}tags\n{text}", "Any")
    except ImportRefused as error:
        assert str(error).isprintable()  # noqa: PT017 - whether it is refused is open
    else:
        sound(brought)


JSON = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [
        "id",
        "prompt",
        "answer",
        "text",
        "recall",
        "answer-text",
        "cloze",
        "choices",
        "steps",
        "symbols",
        "hint",
        "tags",
        "verify",
        "vary",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.dictionaries(NAMES, JSON, max_size=5), max_size=3))
def test_any_json(cards):
    import json

    for brought in read_json(json.dumps(cards), "Any"):
        sound(brought)


@given(TEXTS)
def test_any_html(text):
    assert "\x1b" not in prose_of_html(text)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_ids_become_ids_that_a_deck_takes(ids):
    found = [card.id for card in with_ids([Draft({"id": name, "recall": "q"}) for name in ids])]
    assert len(set(found)) == len(ids)
    assert all(name and not set(name) & set(" /~{}\n\t") for name in found)
