"""`quizzer plan --fit`: it needs enough answers and the extra, keeps only what predicts better, and is then used."""

from __future__ import annotations

import json
import sys
import types
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzer.scheduling.fsrs6 import PUBLISHED
from quizzer.scheduling.log import Review
from quizzer.storage.log import ReviewLog
from tests.bench.learners import Truth, history

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EPOCH = date(2000, 1, 1).toordinal() - 730_000
"""The optimizer is given days from another start."""
OTHER = (3.0, 0.5, 9.0, *PUBLISHED[3:8], 0.2, 0.6, 2.5, *PUBLISHED[11:20], 0.5)
"""Of a learner whose memory grows in another way: a first failure helps, and later reviews less."""


@pytest.fixture
def revised(home):
    """A log of synthetic answers, and an exam."""

    def fill(cards, truth=Truth()):  # noqa: B008
        answers, _ = history(truth, cards, 6, seed=1)
        (home / "decks").mkdir(parents=True)
        text = "".join(
            f"  - id: '{one}'\n    prompt: Rule {one}\n    text: word{one}\n" for one in range(cards)
        )
        (home / "decks" / "deck.yaml").write_text(f"deck: Deck\ncards:\n{text}", encoding="utf-8")
        (home / "exams.toml").write_text(
            '[[exam]]\nname = "E"\non = 2026-12-12\ndecks = ["Deck"]\n', encoding="utf-8"
        )
        last = int(answers.day.max())
        with ReviewLog.open(home) as log:
            log.extend(
                Review(
                    f"r{at:05}",
                    "here",
                    f"deck/{card}",
                    NOON - timedelta(days=last - day),
                    "review",
                    quality=grade,
                )
                for at, (card, day, grade) in enumerate(
                    zip(*(one.tolist() for one in answers[1:]), strict=True)
                )
            )

    return fill


@pytest.fixture
def optimizer(monkeypatch):
    """Stands in for the package's own, which brings PyTorch; it saw these logs and finds these parameters."""
    seen = []

    class Optimizer:
        found = PUBLISHED

        def __init__(self, logs):
            seen.extend(logs)

        def compute_optimal_parameters(self):
            return list(self.found)

    module = types.ModuleType("fsrs.optimizer")
    module.Optimizer = Optimizer
    monkeypatch.setitem(sys.modules, "fsrs.optimizer", module)
    Optimizer.seen = seen
    return Optimizer


def test_few_answers_are_not_fitted(quizzer, revised, home):
    revised(20)
    ran = quizzer("plan", "--fit")
    assert (ran.code, ran.out) == (1, "Too little to fit: 100 of 1000 answers to cards seen before.\n")
    assert not (home / "memory-model.json").exists()


def test_without_the_extra_it_says_what_to_install(quizzer, revised, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsrs.optimizer", None)
    revised(250)
    ran = quizzer("plan", "--fit")
    assert ran.code == 2
    assert "pip install 'quizzer[optimizer]'" in ran.err


def test_what_predicts_no_better_is_not_kept(quizzer, revised, optimizer, home):
    revised(250)
    optimizer.found = (*(8 * one for one in PUBLISHED[:4]), *PUBLISHED[4:])
    ran = quizzer("plan", "--fit")
    assert ran.code == 0
    assert ran.out.startswith("The published parameters stay")
    assert not (home / "memory-model.json").exists()


def test_what_predicts_better_is_kept_and_used_and_can_be_removed(quizzer, revised, optimizer, home):
    revised(250, Truth(parameters=OTHER))
    optimizer.found = OTHER
    before = quizzer("plan", "--json").out
    assert quizzer("plan", "--fit").out.startswith("Fitted to 1250 answers")
    kept = json.loads((home / "memory-model.json").read_text(encoding="utf-8"))
    assert kept["parameters"] == list(optimizer.found)
    assert quizzer("plan", "--json").out != before
    assert "parameters fitted to your log" in quizzer("plan", "--how").out
    assert json.loads(quizzer("plan", "--json").out)["model"]["name"] == "FSRS-6, fitted parameters"
    (home / "memory-model.json").unlink()
    assert quizzer("plan", "--json").out == before


def test_predictions_are_shown_to_come_true_on_answers_that_the_fit_did_not_see(
    quizzer, revised, optimizer, home
):
    """An answer that was fitted to cannot show that its own prediction came true."""
    revised(250, Truth(parameters=OTHER))
    optimizer.found = OTHER

    def shown():
        table = quizzer("plan", "--how").out.partition("Predicted against what came true")[2]
        counts = [int(line.split()[0]) for line in table.splitlines() if line[:7].strip().isdigit()]
        return sum(counts), " ".join(table.split())

    assert shown()[0] == 1250
    quizzer("plan", "--fit")
    kept = json.loads((home / "memory-model.json").read_text(encoding="utf-8"))
    seen = max(log.review_datetime for log in optimizer.seen).toordinal() - EPOCH
    with ReviewLog.open(home) as log:
        days = sorted(row.at.toordinal() for row in log.rows())
    until = date.fromisoformat(kept["until"]).toordinal()
    assert seen <= until
    later = sum(day > until for day in days)
    count, text = shown()
    assert 200 <= count <= later < 0.25 * 1500
    assert "only later ones were news to it" in text


def test_the_last_fifth_is_kept_from_the_optimizer(quizzer, revised, optimizer):
    revised(250)
    quizzer("plan", "--fit")
    assert 0.75 < len(optimizer.seen) / 1500 < 0.85


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"parameters": [1.0]}', '{"parameters": "none"}', "[]", '{"parameters": %s}' % ([0.5] * 21)],
)
def test_a_file_that_is_something_else_is_named(quizzer, revised, home, text):
    revised(10)
    (home / "memory-model.json").write_text(text, encoding="utf-8")
    ran = quizzer("plan")
    assert ran.code == 4
    assert "memory-model.json is not what `quizzer plan --fit` writes" in ran.err
