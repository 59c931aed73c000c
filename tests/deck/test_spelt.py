"""Every character of a text finds its way back to the file, however YAML spelt it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.deck.spelt import index_in, position_in


def note_of(written):
    text = f"cards:\n  - id: a\n    prompt: p\n    answer: x\n    note: {written}\n"
    deck, problems, _ = load_source(Source(Path("d.yaml"), text))
    assert problems == []
    return deck.cards[0].note


SPELLINGS = [
    ("x^2 + $y$", "plain"),
    ("two\n      lines, and\n\n      a paragraph", "plain over lines"),
    ("'it''s $x$'", "single quotes, one doubled"),
    (r'"a\tb \u00e9 \\frac{x} \"q\""', "double quotes with escapes"),
    ('"one\\\n      two\n      three"', "double quotes over lines"),
    ("|\n      first $x$\n        indented\n      last", "a literal block"),
    (">-\n      folded\n      text\n\n      and $more$", "a folded block"),
    ("|2-\n        x\n       y", "a block with an indentation told"),
]


@pytest.mark.parametrize(("written", "reason"), SPELLINGS)
def test_each_visible_character_stands_where_it_is_said_to(written, reason):
    note = note_of(written)
    raw = note.source.text
    escapes = {"\u00e9": "\\u00e9", "\\": "\\\\", '"': '\\"'} if note.style == '"' else {}
    doubled = {"'": "''"} if note.style == "'" else {}
    for offset, character in enumerate(note.text):
        if character.isspace():
            continue
        index = index_in(note, offset)
        assert raw.startswith((escapes | doubled).get(character, character), index), (
            reason,
            offset,
            character,
        )


@given(
    st.text(st.sampled_from("ab '\"\\$éλ日:#{}[]&*"), min_size=1, max_size=30).filter(
        lambda text: text.strip()
    )
)
def test_whatever_stands_in_single_quotes(text):
    note = note_of("'" + text.replace("'", "''") + "'")
    assert note.text == text
    for offset, character in enumerate(text):
        if not character.isspace():
            assert note.source.text[index_in(note, offset)] == character


@given(st.data())
def test_a_slice_and_a_replacement_keep_the_places_of_the_rest(data):
    note = note_of("'abcdefghijklmnopqrst'")
    start = data.draw(st.integers(0, 10))
    end = data.draw(st.integers(start + 1, 20))
    part = note.sliced(start, end)
    at = data.draw(st.integers(0, len(part.text)))
    upto = data.draw(st.integers(at, len(part.text)))
    new = data.draw(st.text("XYZ", max_size=5))
    replaced = part.replaced([(at, upto, new)])
    assert replaced.text == part.text[:at] + new + part.text[upto:]
    for offset, character in enumerate(replaced.text):
        if character.islower():
            assert note.source.text[index_in(replaced, offset)] == character


def test_positions_count_from_one_and_end_after_the_last():
    note = note_of("abc")
    assert position_in(note, 0) == (5, 11)
    assert position_in(note, 3) == (5, 14)


def test_lines_end_as_editors_see_them():
    source = Source(Path("d"), "a\r\nb\rc\nd")
    assert [source.place(source.text.index(letter)) for letter in "abcd"] == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert [source.line(number) for number in range(6)] == ["", "a", "b", "c", "d", ""]
