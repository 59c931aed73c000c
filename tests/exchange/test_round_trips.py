"""Out and in again: a deck comes back from an Anki package, a table and JSON with all that the form can hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.deck.cards import MathAnswer
from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.exchange.anki_reading import read_package
from quizzer.exchange.anki_writing import guid_of, write_package
from quizzer.exchange.columns import COLUMNS, record_of, row_of
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned
from quizzer.exchange.json_form import json_text, read_json
from quizzer.exchange.markdown_writing import markdown_text
from quizzer.exchange.questions_in_markdown import read_questions
from quizzer.exchange.records import card_record, deck_record
from quizzer.exchange.tables import read_table, table_text
from quizzer.exchange.yaml_text import deck_text
from quizzer.maths.grade import grade

BUNDLED = ["matrix-calculus", "probability", "calculus", "linear-algebra", "machine-learning-gradients"]
EVERY_KIND = Path(__file__).parents[1] / "tui" / "every-kind.yaml"


def loaded(text, name="deck.yaml"):
    deck, problems, _ = load_source(Source(Path(name), text))
    assert problems == []
    return deck


def bundled(name):
    path = Path(__file__).parents[2] / "decks" / f"{name}.yaml"
    return loaded(path.read_text(encoding="utf-8"), path.name)


def told(deck):
    """All that a deck says of its cards, each with all of its declarations."""
    twins = {card.id for card in deck.cards if card.reverse}
    return [
        (card.key, card_record(card, is_reversed=f"{card.id}~reversed" in twins))
        for card in deck.cards
        if not card.reverse
    ]


def through_anki(deck, folder):
    path = folder / "out.apkg"
    write_package(path, [deck], {deck.slug: 1_700_000_000}, {})
    (brought,) = read_package(path)
    return loaded(deck_text(brought.deck), "another-name.yaml")


def through_table(deck, delimiter):
    kinds = [(record, "any") for _, record in told(deck)]
    brought = read_table(table_text(kinds, delimiter), deck.name)
    return loaded(deck_text(replace(brought.deck, id=deck.slug)))


def through_json(deck):
    (brought,) = read_json(json_text([deck_record(deck)]), "Other")
    return loaded(deck_text(brought.deck))


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_deck_comes_back_from_anki_whole(name, tmp_path):
    deck = bundled(name)
    assert told(through_anki(deck, tmp_path)) == told(deck)


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_bundled_deck_comes_back_from_a_table_whole(name, delimiter):
    deck = bundled(name)
    assert told(through_table(deck, delimiter)) == told(deck)


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_deck_comes_back_from_json_whole(name):
    deck = bundled(name)
    again = through_json(deck)
    assert told(again) == told(deck)
    assert (again.name, again.slug, again.about) == (deck.name, deck.slug, deck.about)


def test_a_deck_of_every_kind_comes_back_from_all_three(tmp_path):
    deck = loaded(EVERY_KIND.read_text(encoding="utf-8"), "every-kind.yaml")
    assert told(through_anki(deck, tmp_path)) == told(deck)
    assert told(through_table(deck, ",")) == told(deck)
    assert told(through_json(deck)) == told(deck)


WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=40)
    .map(cleaned)
    .filter(str.strip)
)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
LISTS = st.lists(WORDS, min_size=1, max_size=3, unique=True)
OPTIONAL = st.fixed_dictionaries(
    {},
    optional={
        "hint": LISTS,
        "note": WORDS,
        "tags": LISTS,
        "family": WORDS,
        "lang": st.sampled_from(["en", "de"]),
    },
)
MATHS = st.sampled_from(
    [
        {"answer": "(A + A^T) x", "verify": "grad(x^T A x, x)", "symbols": {"A": "matrix(n, n)", "x": "vector(n)"}},
        {"answer": ["-x", "0 - x"], "symbols": {"x": "scalar"}, "not": "x", "form": "expanded"},
        {"answer": "=", "symbols": {"x": "positive"}},
        {"answer": "@x", "mistakes": [{"answer": "x", "say": 'no; that: [is] "wrong"\nreally'}]},
        {"vary": {"k": ["1", "2"]}, "answer": "{k} x", "symbols": {"x": "scalar"}},
        {"number": "+6.93", "within": "1%"},
        {"choices": ["=right", "wrong", "-3", "'quoted'"]},
        {"steps": [{"prompt": "one", "answer": "x"}, {"prompt": "two", "text": ["a", "b"], "hint": "h"}]},
    ]
)  # fmt: skip


@st.composite
def records(draw):
    if draw(st.booleans()):
        body = {"prompt": draw(WORDS), **draw(MATHS)}
    else:
        kind = draw(st.sampled_from(["text", "recall", "cloze"]))
        body = {
            "text": lambda: {"prompt": draw(WORDS), "text": "plain " + draw(WORDS).replace("/", "")},
            "recall": lambda: {"recall": draw(WORDS), "answer-text": draw(WORDS)},
            "cloze": lambda: {"cloze": "a {{gap}} of many"},
        }[kind]()
    return body | draw(OPTIONAL)


@st.composite
def decks(draw):
    names = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    cards = tuple(Draft({"id": name, **draw(records())}) for name in names)
    text = deck_text(DraftDeck(draw(WORDS), cards))
    deck, _, _ = load_source(Source(Path("law.yaml"), text))
    return deck


@settings(max_examples=60)
@given(decks())
def test_any_deck_comes_back_from_a_table(deck):
    if deck is not None and deck.cards:
        assert told(through_table(deck, ",")) == told(deck)


@settings(max_examples=60)
@given(decks())
def test_any_deck_comes_back_from_json(deck):
    if deck is not None and deck.cards:
        assert told(through_json(deck)) == told(deck)


@settings(max_examples=25)
@given(decks())
def test_any_deck_comes_back_from_anki(tmp_path_factory, deck):
    if deck is not None and deck.cards:
        assert told(through_anki(deck, tmp_path_factory.mktemp("law"))) == told(deck)


@given(records())
def test_a_row_holds_its_card_exactly(record):
    assert record_of(row_of(record, "any")) == record


@given(records())
def test_no_cell_is_computed_by_a_spreadsheet(record):
    lines = table_text([(record, "any")])
    assert not any(cell.startswith(("=", "+", "@")) for cell in lines.split("\n")[1].split(","))


def test_columns_are_named_as_in_a_deck():
    assert COLUMNS[1:5] == ("id", "prompt", "answer", "text")


def test_a_package_is_the_same_each_time(tmp_path):
    deck = bundled("calculus")
    first, second = tmp_path / "a.apkg", tmp_path / "b.apkg"
    for path in (first, second):
        write_package(path, [deck], {deck.slug: 1_700_000_000}, {"b.png": b"2", "a.png": b"1"})
    assert first.read_bytes() == second.read_bytes()


def test_a_guid_follows_from_deck_and_card_alone():
    """Written down: a GUID that changes would make every note a new one in Anki."""
    assert guid_of("matrix-calculus/trace-cyclic") == "mnz7^vn^.$"
    assert guid_of("matrix-calculus/trace-cyclic") != guid_of("matrix-calculus/trace")


@pytest.mark.parametrize("name", BUNDLED)
def test_no_right_answer_is_refuted_when_its_question_comes_back_as_text(name):
    """The decks' answers are right: whatever the words of a question are taken for, that must not say otherwise."""
    brought = read_questions(markdown_text([bundled(name)]), "Back")
    refuted = [
        card.id for card in brought.deck.cards if "Not so as it stands" in str(card.fields.get("note", ""))
    ]
    assert refuted == []
    assert sum(entry.fate in ("checked", "card", "recall") for entry in brought.account.entries) == len(
        told(bundled(name))
    )


@pytest.mark.parametrize("name", BUNDLED)
def test_what_is_made_of_a_question_in_words_takes_the_right_answer_and_no_foreseen_mistake(name):
    """The letters are declared by how they look: that must make no wrong answer right, and no right one wrong."""
    deck = bundled(name)
    made = loaded(deck_text(read_questions(markdown_text([deck]), "Back").deck))
    pairs = zip([card for card in deck.cards if not card.reverse], made.cards, strict=True)
    compared = 0
    for card, other in pairs:
        asked, got = card.question, other.question
        if not isinstance(asked, MathAnswer) or not isinstance(got, MathAnswer) or card.vary:
            continue
        right = got.answers[0].text
        assert grade(right, asked.answers[0].text, other.scope, explain=False).kind == "equivalent", card.id
        for mistake in asked.mistakes:
            assert grade(right, mistake.answer.text, other.scope, explain=False).kind != "equivalent", card.id
            compared += 1
    assert compared > 20


def test_an_id_that_no_deck_could_have_is_left_out():
    (brought,) = read_json('{"deck": "D", "id": "../../x", "cards": [{"prompt": "p", "text": "t"}]}', "N")
    assert (brought.deck.name, brought.deck.id) == ("D", "")


def test_a_list_of_answers_begins_in_a_line_of_its_own():
    deck = "cards: [{prompt: Which?, choices: [=a, =b, c]}]"
    text = markdown_text([loaded(deck)])
    assert "A:\n- a\n- b\n" in text
    (card,) = read_questions(text, "N").deck.cards
    assert card.fields["answer-text"] == "- a\n- b"
