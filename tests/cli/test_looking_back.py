"""`quizzer stats`: what a log of known answers tells, in rows and as JSON, and that nothing is written."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import ReviewLog
from quizzer.study.filter_parser import KINDS, PROPERTIES, STATES

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DECK = "deck: {name}\ncards:\n" + "".join(
    f"  - {{{{id: c{number}, prompt: 'What is ${number} + 1$?', answer: '{number + 1}', family: small}}}}\n"
    for number in range(3)
)


@pytest.fixture
def decks(home):
    folder = home / "decks"
    folder.mkdir(parents=True)
    for name in ("Sums", "Terms"):
        (folder / f"{name.lower()}.yaml").write_text(DECK.format(name=name), encoding="utf-8")
    return [str(folder / "sums.yaml"), str(folder / "terms.yaml")]


class Log:
    """Rows written one by one, days before noon."""

    def __init__(self, home):
        self.home = home
        self.count = 0

    def __call__(self, card, days, quality=None, kind="review", **more):
        self.count += 1
        at = NOON - timedelta(days=days) + timedelta(seconds=self.count)
        row = Review(
            uuid7(at, self.count.to_bytes(10, "big")),
            "here",
            card,
            at,
            kind,
            quality=quality,
            seconds=10.0 if quality is not None else None,
            **more,
        )
        with ReviewLog.open(self.home) as log:
            log.append(row)
        return row.id


@pytest.fixture
def answer(home):
    return Log(home)


@pytest.fixture
def told(quizzer, decks):
    def stats(*arguments):
        ran = quizzer("stats", *(arguments or decks), "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    return stats


def test_without_a_log_it_says_that_nothing_is_answered_and_makes_none(quizzer, decks, home):
    ran = quizzer("stats", *decks)
    assert ran.code == 0
    assert "Nothing is answered yet" in ran.out
    assert not (home / "reviews.sqlite3").exists()


def test_with_few_reviews_it_says_too_little_to_tell_instead_of_a_share(quizzer, decks, answer, told):
    for days in range(10, 0, -1):
        answer("sums/c0", days, 4)
    ran = quizzer("stats", decks[0])
    assert "too little to tell (9 reviews)" in ran.out
    assert "100 %" not in ran.out
    assert told(decks[0])["retention"][-1]["all"] == {"passed": 9, "asked": 9, "retention": None}
    answer("sums/c0", 0, 1)
    assert "90 % (60–98) of 10" in quizzer("stats", decks[0]).out, "with Wilson's band"


def test_what_a_clock_that_was_ahead_wrote_counts_once_its_day_has_come(decks, answer, told):
    for days in (30, 12, 2, -3):
        answer("sums/c0", days, 4)
    shares = {one["period"]: one["all"]["asked"] for one in told(decks[0])["retention"]}
    assert shares == {"7 days": 1, "30 days": 2, "a year": 2, "ever": 2}


def test_a_report_of_many_reviews_is_no_wider_than_a_page(quizzer, decks, home):
    rows = [
        Review(
            f"r{at:05}",
            "here",
            f"sums/c{at % 3}",
            NOON - timedelta(days=at // 3),
            "review",
            quality=4,
            seconds=9,
        )
        for at in range(1500)
    ]
    with ReviewLog.open(home) as log:
        log.extend(rows)
    shown = quizzer("stats", *decks).out.splitlines()
    assert any("of 1497" in row for row in shown), "of 1500, each card's first left out"
    assert max(map(len, shown)) <= 96


def test_a_deck_alone_has_its_own_figures(answer, told, decks):
    answer("sums/c0", 3, 4)
    answer("terms/c0", 2, 4)
    answer("terms/c0", 1, 1)
    answer("gone/card", 1, 4)
    whole, one = told(*decks), told(decks[1])
    assert (whole["answers"], one["answers"]) == (3, 2)
    assert (whole["cards"], one["cards"]) == (6, 3)
    assert [deck["deck"] for deck in one["decks"]] == ["Terms"]


def test_all_decks_together_count_answers_to_cards_that_are_gone(answer, quizzer, decks):
    answer("sums/c0", 3, 4)
    answer("gone/card", 1, 4)
    found = json.loads(quizzer("stats", "--json").out)
    assert found["answers"] == 2


def test_the_weakest_rule_is_the_one_that_is_surely_forgotten(answer, told):
    for days in range(13, 0, -1):
        answer("sums/c0", days, 1)
    for days in range(4, 0, -1):
        answer("sums/c1", days, 1)
    answer("sums/c2", 2, 1)
    answer("sums/c2", 1, 1)
    weak = told()["weakest"]
    assert [one["card"] for one in weak] == ["sums/c0", "sums/c1"]
    assert weak[0]["forgotten_at_least"] > weak[1]["forgotten_at_least"] > 0


def test_mistakes_are_told_in_words_with_their_number(answer, told, quizzer, decks):
    answer("sums/c0", 3, 2, typed="x", verdict="different transpose")
    answer("sums/c1", 2, 2, typed="x", verdict="different transpose sign")
    answer("sums/c1", 1, 0)
    found = told()
    assert (found["failures"], found["not_known"]) == (3, 1)
    assert [(one["code"], one["times"], one["cards"]) for one in found["mistakes"]] == [
        ("transpose", 2, 2),
        ("sign", 1, 1),
    ]
    assert "2 times, in 2 rules" in quizzer("stats", *decks).out


def test_an_overruled_grade_is_told(answer, told):
    row = answer("sums/c0", 3, 1, typed="x")
    answer("sums/c0", 3, 4, kind="override", refers=row, typed="x")
    answer("sums/c1", 3, 4)
    judge = told()["judge"]
    assert judge["grades"][1] == {"grade": 1, "given": 1, "raised": 1, "lowered": 0}
    assert (judge["failed_to_passed"], judge["passed_to_failed"]) == (1, 0)


def test_what_was_taken_back_counts_nowhere(answer, told):
    before = told()
    row = answer("sums/c0", 0, 1, typed="x", verdict="different sign")
    assert told() != before
    answer("sums/c0", 0, kind="undo", refers=row)
    assert told() == before


def test_days_and_streaks(answer, told, quizzer, decks):
    for days in (30, 29, 28, 2, 1):
        answer("sums/c0", days, 4)
    found = told()
    assert (found["streak"], found["longest_streak"]) == (2, 3)
    assert found["days"]["2026-11-22"] == 1
    assert "2 days in a row now, 3 at the longest" in quizzer("stats", *decks).out


def test_what_falls_due_is_told_day_by_day(answer, told):
    answer("sums/c0", 0, 4)
    answer("sums/c1", 9, 4)
    found = told()
    assert found["forecast"][:2] == [1, 1]
    assert (found["overdue"], sum(found["forecast"]), len(found["forecast"])) == (1, 2, 30)


def test_no_row_is_wider_than_a_page_whatever_a_prompt_holds(quizzer, home, answer):
    (home / "decks").mkdir(parents=True)
    deck = home / "decks" / "long.yaml"
    deck.write_text(
        f"deck: Long\ncards:\n  - {{id: c, prompt: '{'word ' * 60}', answer: '1'}}\n", encoding="utf-8"
    )
    for days in range(4, 0, -1):
        answer("long/c", days, 1)
    rows = quizzer("stats", str(deck)).out.splitlines()
    assert max(map(len, rows)) <= 110
    assert any("3 of 3, at least" in row for row in rows)


def test_ascii_glyphs_reach_every_row(quizzer, home, decks, answer):
    (home / "config.toml").write_text('glyphs = "ascii"\n', encoding="utf-8")
    for days in range(14, 0, -1):
        answer("sums/c0", days, 4)
    assert quizzer("stats", *decks).out.isascii()


def test_only_the_rules_that_a_filter_finds(answer, told, quizzer, decks):
    answer("sums/c0", 3, 4)
    answer("sums/c1", 3, 1)
    answer("terms/c0", 2, 4)
    assert told("--only", "deck:sums is:learned")["answers"] == 1
    assert told("--only", "-is:learned id:c1")["answers"] == 1
    ran = quizzer("stats", "--only", "is:deu")
    assert (ran.code, ran.err) == (
        2,
        "quizzer: the filter at column 4: no state `deu`; did you mean `due`?\n",
    )


def readme_fields():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Looking for cards, looking back")[2].partition("\n## ")[0]
    rows = section.partition("| field |")[2].splitlines()[2:]
    return [
        name for row in rows if row.startswith("| ") for name in re.findall(r"`(\w+)`", row.split("|")[1])
    ]


def test_the_readme_names_every_field_of_the_json(told):
    assert sorted(readme_fields()) == sorted(told())


@pytest.mark.parametrize("names", [STATES, PROPERTIES, KINDS], ids=["states", "properties", "kinds"])
def test_the_readme_and_the_help_name_all_that_a_filter_knows(names, quizzer):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"`{' '.join(names)}`" in readme
    shown = " ".join(quizzer("browse", "--help").out.split())
    assert names is KINDS or all(re.search(rf"\b{name}\b", shown) for name in names)
