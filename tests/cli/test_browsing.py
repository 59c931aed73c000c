"""`quizzer browse` without a screen: rows and JSON of what a filter finds, and nothing written."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from quizzer.cli.arguments import parsed
from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import ReviewLog

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DECK = r"""
deck: Sums
cards:
  - {id: small, prompt: "What is $1 + 1$?", answer: "2", tags: [easy], family: adding}
  - {id: large, prompt: "What is $10^2$?", number: "100", tags: [powers]}
  - {id: words, prompt: "Which?\nOf two", text: [left, right]}
"""


@pytest.fixture
def deck(home):
    path = home / "sums.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(DECK, encoding="utf-8")
    return str(path)


@pytest.fixture
def browse(quizzer, deck):
    return lambda *arguments: quizzer("browse", "--deck", deck, *arguments)


def answered(home, card, days, quality=4):
    at = NOON - timedelta(days=days)
    with ReviewLog.open(home) as log:
        row_id = uuid7(at, days.to_bytes(10, "big"))
        log.append(Review(row_id, log.device, f"sums/{card}", at, "review", quality=quality))


def test_a_row_a_card_with_its_date_its_key_and_its_prompt(browse, home):
    answered(home, "small", 3)
    assert browse("--plain").out.splitlines() == [
        "2026-11-21  sums/small  What is 1 + 1?",
        "new         sums/large  What is 10²?",
        "new         sums/words  Which? Of two",
    ]


def test_where_nothing_can_be_drawn_rows_are_printed_of_themselves(browse, home):
    ran = browse("tag:easy")
    assert (ran.code, ran.out) == (0, "new         sums/small  What is 1 + 1?\n")
    assert not (home / "reviews.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("is:due",), ["small"]),
        (("-is:new",), ["small"]),
        (("-is:new", "--json"), ["small"]),
        (("--", "-is:new"), ["small"]),
        (("tag:easy", "or", "tag:powers"), ["small", "large"]),
        (("tag:easy or tag:powers",), ["small", "large"]),
        (("kind:number",), ["large"]),
        (("answer:left",), ["words"]),
        ((), ["small", "large", "words"]),
    ],
)
def test_the_filter_is_what_stands_on_the_line(browse, home, arguments, found):
    answered(home, "small", 3)
    cards = json.loads(browse("--json", *arguments).out)
    assert [one["card"] for one in cards] == [f"sums/{name}" for name in found]


def test_json_tells_what_is_known_of_a_card(browse, home):
    answered(home, "small", 9)
    answered(home, "small", 8, quality=1)
    (card,) = json.loads(browse("--json", "id:small").out)
    assert card == {
        "card": "sums/small",
        "deck": "Sums",
        "family": "adding",
        "tags": ["easy"],
        "kind": "answer",
        "prompt": "What is $1 + 1$?",
        "answers": ["2"],
        "due": "2026-11-16",
        "interval": 1,
        "ease": 2.5,
        "reviews": 2,
        "passed": 1,
        "lapses": 1,
        "leech": False,
        "suspended": False,
        "buried_until": None,
        "flagged": False,
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tga:x",), "quizzer: the filter at column 1: no field `tga`; did you mean `tag`?"),
        (("a", "is:deu"), "quizzer: the filter at column 6: no state `deu`; did you mean `due`?"),
        (("(a",), "quizzer: the filter at column 1: this bracket is not closed"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_in_one_line(browse, arguments, said):
    ran = browse(*arguments)
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


def test_of_a_tag_that_no_card_has_it_is_said(browse):
    ran = browse("tag:esay")
    assert (ran.code, ran.out) == (0, "No card has the tag `esay`; did you mean `easy`?\n")
    assert json.loads(browse("--json", "tag:esay").out) == []


def test_an_unknown_option_is_no_part_of_the_filter(quizzer):
    ran = quizzer("browse", "--jsn", "x")
    assert ran.code == 2
    assert "--jsn" in ran.err


def test_a_filter_may_begin_with_a_minus_and_hold_options_words_after_two():
    assert parsed(["browse", "-is:new", "--plain", "x"]).filter == ["-is:new", "x"]
    assert parsed(["browse", "--", "--json"]).filter == ["--json"]


def test_study_asks_only_what_a_filter_finds(quizzer, deck, home, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    answered(home, "small", 3)
    ran = quizzer("study", deck, "--plain", "--only", "-is:new")
    assert "What is 1 + 1?" in ran.out
    assert "10²" not in ran.out
    ran = quizzer("study", deck, "--plain", "--only", "tag:esay")
    assert (ran.code, ran.err) == (2, "quizzer: no card has the tag `esay`; did you mean `easy`?\n")


def test_a_filter_that_is_left_out_is_asked_for(quizzer):
    ran = quizzer("study", "--only", "--plain")
    assert ran.code == 2
    assert "--only" in ran.err
