"""`quizzer plan` and `quizzer simulate`: what they print, what they refuse, and that a seed repeats itself."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from quizzer.scheduling.card_arrays import Cards
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review
from quizzer.scheduling.simulation import Course, Learner, play
from quizzer.storage.log import ReviewLog

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CARDS = 40


@pytest.fixture
def learner(home):
    """A deck of forty cards, an exam in nineteen days, and three weeks of answers."""
    (home / "decks").mkdir(parents=True)
    cards = "".join(
        f"  - id: c{one}\n    prompt: Rule {one}\n    text: word{one}\n    family: f{one % 3}\n"
        for one in range(CARDS)
    )
    (home / "decks" / "rules.yaml").write_text(f"deck: Rules\ncards:\n{cards}", encoding="utf-8")
    (home / "exams.toml").write_text(
        '[[exam]]\nname = "Finals"\non = 2026-12-12\ndecks = ["Rules"]\nminutes = 20\n\n'
        '[[exam]]\nname = "Mock"\non = 2026-11-23\ndecks = ["Rules"]\n',
        encoding="utf-8",
    )

    def answer(days):
        course = Course(days, 4, np.full(CARDS, 1 / CARDS), np.arange(CARDS))
        played = play(Cards.unseen(CARDS), course, Learner(), trials=1, seed=1, keep_answers=True)
        with ReviewLog.open(home) as log:
            log.extend(
                Review(f"r{at:05}", "here", f"rules/c{card}", NOON - timedelta(days=days - day), "review",
                       quality=quality, seconds=24)
                for at, (card, day, quality) in enumerate(
                    zip(*(one.tolist() for one in played.answers), strict=True)
                )
            )  # fmt: skip
        return len(played.answers[0])

    return answer


def test_a_plan_says_what_to_do_today_and_what_it_comes_to(quizzer, learner):
    assert learner(21) > 100
    ran = quizzer("plan", "finals")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Finals: in 19 days, 12 Dec; 40 cards\n")
    for words in (
        "if you follow the plan",
        "by plain spacing alone",
        "if you stop now",
        "Final pass",
        "--how",
    ):
        assert words in ran.out
    assert max(map(len, ran.out.splitlines())) <= 79


def test_without_a_name_the_plan_is_of_the_next_exam_that_leaves_a_day_for_it(quizzer, learner):
    """One exam is today, the other in nineteen days."""
    learner(21)
    assert quizzer("plan").out.startswith("Finals: in 19 days")


def test_its_json_tells_the_same(quizzer, learner):
    learner(21)
    told = json.loads(quizzer("plan", "--json", "finals").out)
    assert told["days"] == len(told["ahead"]) == 19
    assert told["expected"]["low"] <= told["expected"]["mean"] <= told["expected"]["high"]
    assert told["expected"]["mean"] >= told["plain"]["mean"] > told["stopped"]["mean"]
    (topic,) = told["topics"]
    assert topic["stopped"]["mean"] == told["stopped"]["mean"], "one topic is all there is"
    assert topic["stopped"]["low"] <= topic["stopped"]["mean"] <= topic["stopped"]["high"]
    asked = [*told["now"]["due"], *told["now"]["new"], *told["now"]["pass"]]
    assert told["now"]["minutes"] == pytest.approx(len(asked) * told["model"]["seconds_a_card"] / 60, abs=0.1)
    assert told["ahead"][0]["minutes"] == pytest.approx(told["now"]["minutes"], abs=0.5)


def test_how_names_the_model_the_answers_and_what_is_assumed(quizzer, learner):
    answers = learner(21)
    shown = " ".join(quizzer("plan", "finals", "--how").out.split())
    later = answers - CARDS
    assert f"fitted to {later} answers of yours" in shown
    assert "FSRS-6 with its published parameters" in shown
    assert "24 s, repeats included" in shown
    assert "no schedule hears of it" in shown


def test_with_three_answers_it_is_too_little_to_tell_and_no_per_cent_is_shown(quizzer, learner, home):
    with ReviewLog.open(home) as log:
        log.extend(
            Review(f"r{day}", "here", "rules/c1", NOON - timedelta(days=9 - 3 * day), "review", quality=4)
            for day in range(3)
        )
    ran = quizzer("plan", "finals")
    assert "too little to tell (2 of 30 answers to cards seen before)" in ran.out
    marks = ran.out.partition("Topic")[0]
    assert "%" not in marks
    told = json.loads(quizzer("plan", "finals", "--json").out)
    assert told["expected"] is told["plain"] is told["stopped"] is told["falls_without_today"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["plan", "mock"], 1, "It is today: nothing more is planned."),
        (["plan", "finnals"], 2, "did you mean `Finals`?"),
        (["simulate", "--cards", "0"], 2, "--cards is a whole number from 1 to 20000, not 0"),
        (["simulate", "--missed", "95"], 2, "--missed is a percentage from 0 to 90"),
        (["simulate", "--exam", "finals"], 2, "go with --log"),
        (["simulate", "--seed", "-1"], 2, "'-1' is no whole number from 0 to 999999"),
    ],
)
def test_what_cannot_be_planned_says_why(quizzer, learner, arguments, code, says):
    ran = quizzer(*arguments)
    assert (ran.code, says in ran.out + ran.err) == (code, True), ran


def test_without_an_exam_it_says_how_to_write_one_down(quizzer):
    ran = quizzer("plan")
    assert ran.code == 2
    assert "quizzer exam add NAME --on DAY" in ran.err


SMALL = ("simulate", "--cards", "60", "--days", "30", "--seeds", "3")


def test_a_simulation_repeats_itself_by_its_seed(quizzer):
    first, again = (quizzer(*SMALL, "--json", "--missed", "20").out for _ in range(2))
    assert first == again
    assert first != quizzer(*SMALL, "--json", "--missed", "20", "--seed", "3").out


def test_it_compares_four_ways_in_a_table_and_a_plot(quizzer):
    ran = quizzer(*SMALL)
    assert ran.code == 0
    assert "A synthetic learner: 60 cards" in ran.out
    for way in ("SM-2", "SM-2, ef_on_fail", "FSRS", "exam plan"):
        assert sum(line.startswith(way) for line in ran.out.splitlines()) >= 2, "a row and a plot"
    assert max(map(len, ran.out.splitlines())) <= 84


def test_over_the_log_it_goes_on_from_what_was_answered(quizzer, learner):
    learner(21)
    told = json.loads(quizzer(*SMALL, "--log", "rules", "--json").out)
    assert (told["cards"], told["seconds_a_card"]) == (CARDS, 24.0)
    assert told["answers_in_log"] > 50
    by_way = {way["way"]: way for way in told["ways"]}
    assert by_way["exam plan"]["mark"] > by_way["SM-2"]["mark"]
    assert by_way["SM-2"]["load"] != by_way["FSRS"]["load"]
    assert by_way["exam plan"]["last_fortnight"] <= 2, "of the average day since the first answer"
    named = json.loads(quizzer(*SMALL, "--log", "--exam", "finals", "--json").out)
    assert named["cards"] == CARDS


def test_over_a_log_of_three_answers_a_simulation_tells_no_mark(quizzer, learner, home):
    with ReviewLog.open(home) as log:
        log.extend(
            Review(f"r{card}", "here", f"rules/c{card}", NOON, "review", quality=4) for card in range(3)
        )
    ran = quizzer(*SMALL, "--log", "rules")
    assert ran.out.startswith(
        "Your log, replayed under each: 40 cards, 0 answers to cards seen before; a mark"
    )
    table = [line for line in ran.out.splitlines() if " × avg" in line]
    assert len(table) == 4
    assert all("too little to tell" in line and "%" not in line for line in table)
    told = json.loads(quizzer(*SMALL, "--log", "rules", "--json").out)
    assert {way["mark"] for way in told["ways"]} == {None}


def test_over_the_log_what_is_suspended_is_never_begun(quizzer, learner, home):
    learner(21)
    with ReviewLog.open(home) as log:
        log.extend(Review(f"s{card}", "here", f"rules/c{card}", NOON, "suspend") for card in range(CARDS))
    told = json.loads(quizzer(*SMALL, "--log", "rules", "--json").out)
    assert [sum(way["load"]) for way in told["ways"]] == [0] * 4


def test_todays_part_is_asked_line_by_line_and_passes_bear_on_no_schedule(
    quizzer, learner, home, monkeypatch
):
    learner(45)
    (home / "exams.toml").write_text(
        '[[exam]]\nname = "Soon"\non = 2026-11-27\ndecks = ["Rules"]\nminutes = 20\n', encoding="utf-8"
    )
    now = json.loads(quizzer("plan", "--json").out)["now"]
    assert now["pass"]
    with ReviewLog.open(home) as log:
        before = fold(log.rows())
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 400))
    ran = quizzer("plan", "--study", "--plain")
    assert (
        f"{len(now['pass'])} of the {sum(map(len, (now['due'], now['new'], now['pass'])))} are the final pass"
        in ran.out
    )
    with ReviewLog.open(home) as log:
        rows = log.rows()
    assert {row.card for row in rows if row.kind == "exam"} == set(now["pass"])
    assert all(fold(rows)[key] == before[key] for key in now["pass"])
    assert json.loads(quizzer("plan", "--json").out)["now"]["minutes"] == 0
    assert quizzer("plan", "--study", "--plain").out == "Nothing of the plan is left for today.\n"
