"""`scheduler` in the settings reaches the days that a learner is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from quizzer.cli.studying import rules_of
from quizzer.deck.loading import load
from quizzer.scheduling.log import Review
from quizzer.settings.kinds import DeckSettings, Settings
from quizzer.storage.log import ReviewLog

DECK = "deck: Linear algebra\ncards:\n  - id: one\n    prompt: A rule\n    text: word\n"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def reviewed(home):
    """Learned with a 4 on Sunday: SM-2 asks again on Monday, FSRS when 2.3 days have passed, on Tuesday."""
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "linear-algebra.yaml").write_text(DECK, encoding="utf-8")
    with ReviewLog.open(home) as log:
        log.append(Review("r1", "here", "linear-algebra/one", NOON - timedelta(days=1), "review", quality=4))


@pytest.mark.parametrize(
    ("settings", "due"),
    [
        ("", 1),
        ('scheduler = "fsrs"', 0),
        ('[decks."Linear Algebra"]\nscheduler = "fsrs"', 0),
        ('[decks."Other"]\nscheduler = "fsrs"', 1),
        ('scheduler = "fsrs"\n[decks."linear-algebra"]\nscheduler = "sm2"', 1),
        ('scheduler = "fsrs"\nretention = 0.97', 1),
    ],
)
def test_the_chosen_scheduler_decides_what_is_due(quizzer, home, settings, due):
    reviewed(home)
    (home / "config.toml").write_text(settings, encoding="utf-8")
    told = json.loads(quizzer("due", "linear-algebra", "--json").out)
    assert told["due"] == due


def test_a_deck_is_meant_by_its_name_or_its_slug(tmp_path):
    (tmp_path / "la.yaml").write_text(DECK, encoding="utf-8")
    decks = load([tmp_path / "la.yaml"]).decks
    for name in ("linear ALGEBRA", decks[0].slug):
        rules = rules_of(Settings(decks=((name, DeckSettings("fsrs", 0.8)),)), decks)
        scheduler = rules.schedulers.of(f"{decks[0].slug}/one")
        assert (scheduler.name, scheduler.retention) == ("fsrs", 0.8)
