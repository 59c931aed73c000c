"""Remarks beside a deck: read back as they were filed, whatever else the file holds stays."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.loading import load
from quizzer.deck.remarks import Remark, Remarks, one_line, read_remarks, remarks_path, with_remark

AT = datetime(2026, 11, 25, 18, 4, tzinfo=UTC)

FILE = """# Remarks on Small

My own words, kept.

## trace

- 2026-11-20 08:00: Why cyclic?
and a line of mine

## rank

- 2026-11-21 09:30: Ask in class.
"""


def test_a_file_is_read_by_card_and_line():
    assert read_remarks(FILE) == {
        "trace": (Remark("2026-11-20 08:00", "Why cyclic?"),),
        "rank": (Remark("2026-11-21 09:30", "Ask in class."),),
    }


def test_a_remark_goes_below_those_on_its_card_and_nothing_else_moves():
    written = with_remark(FILE, "Small", "trace", Remark("2026-11-25 18:04", "Seen."))
    assert written == FILE.replace("a line of mine\n", "a line of mine\n- 2026-11-25 18:04: Seen.\n")


def test_the_first_remark_begins_the_file_and_a_new_card_its_own_part():
    text = with_remark("", "Small", "trace", Remark("2026-11-25 18:04", "One."))
    assert text == "# Remarks on Small\n\n## trace\n\n- 2026-11-25 18:04: One.\n"
    text = with_remark(text, "Small", "rank", Remark("2026-11-25 18:05", "Two."))
    assert text.endswith("One.\n\n## rank\n\n- 2026-11-25 18:05: Two.\n")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ids = st.sampled_from(["trace", "rank", "chain-rule~reversed", "größe"])


@given(st.lists(st.tuples(ids, words), max_size=8))
def test_what_is_filed_is_read_back_in_order(filed):
    text, wanted = "", {}
    for card, said in filed:
        if remark := one_line(said):
            text = with_remark(text, "Small", card, Remark("2026-11-25 18:04", remark))
            wanted.setdefault(card, []).append(remark)
    assert {card: [one.text for one in remarks] for card, remarks in read_remarks(text).items()} == wanted


def test_a_remark_is_one_line_without_controls():
    assert one_line(" a\nb\x1b[31m\tc\u2028d ") == "a b [31m c d"


@pytest.fixture
def deck(tmp_path):
    folder = tmp_path / "decks"
    folder.mkdir()
    path = folder / "small.yaml"
    path.write_text("deck: Small\ncards:\n  - {id: trace, prompt: Trace?, text: [sum]}\n", encoding="utf-8")
    return load([path]).decks[0]


def test_remarks_lie_beside_the_deck_and_leave_it_alone(deck, tmp_path):
    before = deck.path.read_bytes()
    remarks = Remarks(tmp_path / "data")
    assert remarks.on(deck, deck.cards[0]) == ()
    assert remarks.file(deck, deck.cards[0], "Why?", AT) == deck.path.with_name("small.remarks.md")
    assert remarks.on(deck, deck.cards[0]) == (Remark("2026-11-25 18:04", "Why?"),)
    assert deck.path.read_bytes() == before
    assert sorted(one.name for one in deck.path.parent.iterdir()) == ["small.remarks.md", "small.yaml"]


def test_remarks_on_a_deck_that_comes_along_lie_in_the_data_folder(deck, tmp_path):
    assert (
        remarks_path(deck.path, tmp_path / "data", deck.path.parent)
        == tmp_path / "data/remarks/small.remarks.md"
    )
    remarks = Remarks(tmp_path / "data", deck.path.parent)
    remarks.file(deck, deck.cards[0], "Why?", AT)
    assert sorted(one.name for one in deck.path.parent.iterdir()) == ["small.yaml"]
    assert [one.text for one in remarks.on(deck, deck.cards[0])] == ["Why?"]


def test_nothing_said_is_no_remark(deck, tmp_path):
    with pytest.raises(ValueError, match="says something"):
        Remarks(tmp_path).file(deck, deck.cards[0], " \n ", AT)


@pytest.mark.skipif(os.name != "posix", reason="a folder in the way is an error of its own elsewhere")
def test_a_file_that_cannot_be_read_is_no_remark_and_one_that_cannot_be_written_says_so(deck, tmp_path):
    deck.path.with_name("small.remarks.md").mkdir()
    remarks = Remarks(Path("/nowhere"))
    assert remarks.on(deck, deck.cards[0]) == ()
    with pytest.raises(OSError, match="small"):
        remarks.file(deck, deck.cards[0], "Why?", AT)
