"""A sitting that keeps the plan: what is due, new cards, and the final pass as practice, interleaved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import is_due, is_new, may_be_asked, wants_repeat
from quizzer.study.exams import marks_of
from quizzer.study.queue import Item, Rules, apart, states_of
from quizzer.study.sitting import Session, asking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card
    from quizzer.scheduling.log import Review
    from quizzer.study.planned import Plan


def sitting_of(
    plan: Plan,
    cards: Sequence[Card],
    rows: Sequence[Review],
    at: datetime,
    *,
    device: str,
    seed: int,
    rules: Rules | None = None,
) -> Session:
    """Today's part of the plan; what the log says is done since it was made is left out.

    A failed answer is answered, but not done: cards of the exam that wait to be repeated today come last.
    """
    rules = rules or Rules()
    today, states = study_day(at, rules.starts), states_of(rows, rules)
    by_key = {card.key: card for card in cards}
    reviews = [
        Item(by_key[key], "review")
        for key in plan.due
        if key in by_key and is_due(states.get(key, NEW), today)
    ]
    new = [
        Item(by_key[key], "new") for key in plan.new if key in by_key and is_new(states.get(key, NEW), today)
    ]
    passes = [
        Item(by_key[key], "practice")
        for key in plan.passes
        if key in by_key and may_be_asked(states.get(key, NEW), today)
    ]
    repeats = [
        Item(by_key[key], "repeat")
        for key in marks_of(plan.exam.parts, cards)
        if wants_repeat(states.get(key, NEW), today)
    ]
    queue = tuple(apart([*_mixed(reviews, new, passes), *repeats]))
    return asking(Session(rules, device, seed, queue, tuple(rows), states, by_key))


def with_passes(session: Session, plan: Plan) -> Session:
    """An ordinary sitting that asks the passes of the plan as well, among what waits."""
    waiting = {item.card.key for item in session.queue}
    passes = [
        Item(session.cards[key], "practice")
        for key in plan.passes
        if key in session.cards
        and key not in waiting
        and may_be_asked(session.states.get(key, NEW), plan.today)
    ]
    if not passes:
        return session
    first, rest = list(session.queue[:1]), list(session.queue[1:])
    queue = (*first, *apart(_mixed(rest, passes)))
    added = replace(session, queue=queue)
    return added if session.asked is not None else asking(added)


def _mixed(*lots: list[Item]) -> list[Item]:
    """Several lots in one row, each spread evenly over it."""
    placed = [
        ((at + 0.5) / len(lot), which, item) for which, lot in enumerate(lots) for at, item in enumerate(lot)
    ]
    return [item for _, _, item in sorted(placed, key=lambda one: one[:2])]
