"""Cramming: a sitting for tonight, weakest and heaviest-weighted cards first, under a time box.

It is what it is: what is crammed tonight is known tomorrow and mostly gone in a week. So it is logged as
practice, which bears on no schedule, and a wrong answer comes back in the same sitting until it is right.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import may_be_asked
from quizzer.scheduling.sm2 import PASS
from quizzer.study.queue import Item, Rules, apart, states_of
from quizzer.study.sitting import Session, asking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from fractions import Fraction

    from quizzer.deck.cards import Card
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review

MINUTES = 30
SAID = (
    "Cramming: the weakest and heaviest first, for tonight. It helps tomorrow and little after; "
    "the schedule stays as it is."
)
"""What is said where a cram begins."""
_AT_INTERVAL = 0.9
"""The recall that a card is taken to have on the day on which it falls due."""
_AFTER_A_LAPSE = 0.5


def weakest_first(
    cards: Sequence[Card],
    marks: Mapping[str, Fraction],
    states: Mapping[str, CardState],
    today: date,
    *,
    seed: int,
    recall: Mapping[str, float] | None = None,
) -> list[Card]:
    """The cards by what a night may win: the marks that a card carries times the chance that it is forgotten.

    Args:
        cards: what may be asked; suspended ones are left out.
        marks: what each carries of the exam, by key; one that is not there carries nothing and is left out.
        states: by the log.
        today: the study day.
        seed: breaks ties.
        recall: the chance of a right answer by a memory model, where there is one that tells.
    """
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    chosen = [card for card in cards if marks.get(card.key) and _may_be(states, card, today)]
    source.shuffle(chosen)
    known = recall or {}

    def gain(card: Card) -> float:
        chance = known.get(card.key)
        if chance is None:
            chance = recall_by_schedule(states.get(card.key, NEW), today)
        return float(marks[card.key]) * (1 - chance)

    return sorted(chosen, key=gain, reverse=True)


def _may_be(states: Mapping[str, CardState], card: Card, today: date) -> bool:
    return may_be_asked(states.get(card.key, NEW), today)


def recall_by_schedule(state: CardState, today: date) -> float:
    """A rough chance of recall where no model tells: 0.9 when a card falls due, less after, half for a lapse.

    0.9^(days since / interval): the exponential curve that runs through 0.9 at the interval's end.
    """
    memory = state.memory
    if memory is None:
        return 0.0
    interval = max(1, (memory.due - memory.reviewed).days)
    chance = float(_AT_INTERVAL ** (max(0, (today - memory.reviewed).days) / interval))
    lapsed = bool(state.history) and state.history[-1][1] < PASS
    return chance * (_AFTER_A_LAPSE if lapsed else 1.0)


def practising(
    cards: Sequence[Card],
    rows: Sequence[Review],
    at: datetime,
    *,
    device: str,
    seed: int,
    rules: Rules | None = None,
    minutes: int | None = None,
) -> Session:
    """A sitting of practice over these cards in this order; each comes back until it is right.

    Args:
        cards: what is asked; neighbours of one family are kept apart.
        rows: the log.
        at: now, with the local offset.
        device: this device's name in rows.
        seed: for parametric cards and the order of options.
        rules: the learner's own.
        minutes: after how many the sitting ends, with the card in hand.
    """
    rules = rules or Rules()
    session = Session(
        rules,
        device,
        seed,
        tuple(apart([Item(card, "practice") for card in cards])),
        tuple(rows),
        states_of(rows, rules),
        {card.key: card for card in cards},
        is_practice=True,
        until_right=True,
    )
    ends = None if minutes is None else at + timedelta(minutes=minutes)
    return asking(replace(session, ends=ends))


def cram(
    cards: Sequence[Card],
    marks: Mapping[str, Fraction],
    rows: Sequence[Review],
    at: datetime,
    *,
    device: str,
    seed: int,
    rules: Rules | None = None,
    minutes: int = MINUTES,
    recall: Mapping[str, float] | None = None,
) -> Session:
    """A sitting for tonight (see `weakest_first` and `practising`)."""
    rules = rules or Rules()
    today = study_day(at, rules.starts)
    order = weakest_first(cards, marks, states_of(rows, rules), today, seed=seed, recall=recall)
    return practising(order, rows, at, device=device, seed=seed, rules=rules, minutes=minutes)
