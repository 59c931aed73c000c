"""Decks written as their authors write them, and moments with an hour to themselves."""

from datetime import datetime, timedelta, timezone

import pytest

from quizzer.deck.loading import load
from quizzer.study.session import Moment, begin

ZONE = timezone(timedelta(hours=1))
MONDAY = datetime(2026, 11, 23, 18, tzinfo=ZONE)

DECK = """
deck: Small
symbols: {A: "matrix(n, n)", x: vector(n), z: scalar}
cards:
  - {id: form, prompt: Gradient of x'Ax, answer: (A + A^T) x, family: forms, hint: [One., Two.]}
  - {id: hessian, prompt: Hessian of x'Ax, answer: A + A^T, family: forms}
  - {id: words, prompt: The trace is the … of the eigenvalues, text: [sum, "/the sum.*/"]}
  - {id: half, prompt: Half of 13.86, number: 6.93, within: 1%}
  - {id: bound, prompt: Which?, choices: [=min, sum, product]}
  - {id: state, recall: State it., answer-text: So.}
  - id: layer
    prompt: A layer.
    steps:
      - {prompt: First, answer: σ(z)(1 - σ(z))}
      - {prompt: Second, answer: 2 z}
"""


@pytest.fixture
def cards(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(DECK, encoding="utf-8")
    loaded = load([path])
    assert not loaded.problems
    return {card.id: card for card in loaded.decks[0].cards}


class Clock:
    """Moments one minute apart, each with randomness of its own."""

    def __init__(self, start=MONDAY):
        self.at = start
        self.count = 0

    def moment(self, **seconds):
        self.at += timedelta(minutes=1)
        self.count += 1
        return Moment(self.at, randomness=self.count.to_bytes(10, "big"), **seconds)

    def next_day(self, days=1):
        self.at = (self.at + timedelta(days=days)).replace(hour=18, minute=0)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sit(cards, clock):
    """A sitting over the cards named, by the log given."""

    def started(*names, rows=(), **more):
        chosen = [cards[name] for name in names] or list(cards.values())
        return begin(chosen, rows, clock.at, device="d", seed=1, **more)

    return started
