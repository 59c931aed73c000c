"""`quizzer due`: the counts that the log and the decks lead to, and nothing written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import ReviewLog

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

DECK = "deck: Sums\ncards:\n" + "".join(
    f"  - {{id: c{number}, prompt: 'What is {number} + 1?', answer: '{number + 1}'}}\n" for number in range(6)
)


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "sums.yaml"
    path.write_text(DECK, encoding="utf-8")
    return str(path)


def answered(home, *reviews):
    """Reviews as (card, days before noon, quality)."""
    with ReviewLog.open(home) as log:
        for number, (card, days, quality) in enumerate(reviews):
            at = NOON - timedelta(days=days)
            row_id = uuid7(at, number.to_bytes(10, "big"))
            log.append(Review(row_id, log.device, f"sums/{card}", at, "review", quality=quality))


HISTORIES = [
    # reviews, due, new, tomorrow, learned: why
    ([], 0, 6, 0, 0, "nothing answered"),
    ([("c0", 1, 4)], 1, 5, 0, 1, "one day after its first review a card is due"),
    ([("c0", 0, 4)], 0, 5, 1, 1, "learned today, due tomorrow"),
    ([("c0", 7, 4), ("c0", 6, 4)], 1, 5, 0, 1, "after the second, six days on"),
    ([("c0", 6, 4), ("c0", 5, 4)], 0, 5, 1, 1, "and no sooner"),
    ([("c0", 0, 2)], 1, 5, 1, 0, "failed today: again today"),
    ([("other", 3, 4)], 0, 6, 0, 0, "a card that is in no deck"),
]


@pytest.mark.parametrize(("reviews", "due", "new", "tomorrow", "learned", "why"), HISTORIES)
def test_the_counts_are_what_sm2_says(quizzer, home, deck, *, reviews, due, new, tomorrow, learned, why):
    answered(home, *reviews)
    ran = quizzer("due", deck, "--json")
    found = json.loads(ran.out)
    (counts,) = found["decks"]
    assert (found["due"], found["new"], found["tomorrow"]) == (due, new, tomorrow), why
    assert (counts["deck"], counts["due"], counts["learned"], counts["total"]) == ("sums", due, learned, 6)


def test_the_rows_for_a_person_say_the_same(quizzer, home, deck):
    answered(home, ("c0", 1, 4), ("c1", 0, 4))
    rows = quizzer("due", deck).out.splitlines()
    assert [row.split()[:3] for row in rows[:3]] == [
        ["Due", "now", "1"],
        ["New", "today", "4"],
        ["Tomorrow", "1"],
    ]
    assert rows[-1].split() == ["Sums", "1", "4", "2/6"]


def test_the_days_limits_are_the_settings(quizzer, home, deck):
    home.mkdir()
    (home / "config.toml").write_text("new_a_day = 2", encoding="utf-8")
    assert json.loads(quizzer("due", deck, "--json").out)["new"] == 2


def test_the_day_begins_when_the_settings_say(quizzer, home, deck):
    """Answered yesterday at noon, at noon; the study day that begins at one is still yesterday's."""
    answered(home, ("c0", 1, 4))
    (home / "config.toml").write_text('day_starts = "13:00"', encoding="utf-8")
    found = json.loads(quizzer("due", deck, "--json").out)
    assert (found["day"], found["due"]) == ("2026-11-22", 1)


def test_looking_writes_nothing(quizzer, home, deck):
    assert quizzer("due", deck).code == 0
    assert not home.exists()


def test_a_broken_card_among_good_ones_is_told_and_the_rest_is_counted(quizzer, tmp_path):
    path = tmp_path / "sums.yaml"
    path.write_text(DECK + "  - {id: broken, prompt: What?, ansver: 3}\n", encoding="utf-8")
    ran = quizzer("due", str(path))
    assert ran.code == 0
    assert "0/6" in ran.out
    assert "in the decks: `quizzer check` tells" in ran.out


REFUSED = [
    # arguments, exit code, what is said
    (["matrix-calculs"], 2, ["did you mean `matrix-calculus`?"]),
    (["zzzz"], 2, ["no deck `zzzz`", "`matrix-calculus`"]),
    (["/no/such/deck.yaml"], 3, ["/no/such/deck.yaml"]),
]


@pytest.mark.parametrize("command", ["due", "study"])
@pytest.mark.parametrize(("arguments", "code", "words"), REFUSED)
def test_a_deck_that_is_not_there_ends_in_one_line(quizzer, home, *, command, arguments, code, words):
    ran = quizzer(command, *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    for word in words:
        assert word in ran.err
    assert not home.exists()


def test_a_deck_without_a_sound_card_says_what_is_wrong_with_it(quizzer, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("deck: Bad\ncards:\n  - {id: a, prompt: What?}\n", encoding="utf-8")
    ran = quizzer("study", str(path))
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert f"{path}:3:" in ran.err
    assert "quizzer check" in ran.err


def test_a_slip_in_the_settings_is_said_before_anything_is_opened(quizzer, home):
    home.mkdir()
    (home / "config.toml").write_text("new_a_day = -3", encoding="utf-8")
    for command in ("due", "study"):
        ran = quizzer(command)
        assert (ran.code, ran.out) == (2, "")
        assert "config.toml:1: new_a_day" in ran.err
    assert [file.name for file in home.iterdir()] == ["config.toml"]
