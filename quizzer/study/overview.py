"""How things stand: each deck's counts, what is due today and tomorrow, and about how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.scheduling.activity import streak_now
from quizzer.scheduling.answered import answers as answers_in
from quizzer.scheduling.day import study_day
from quizzer.scheduling.effect import undone
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import forecast, is_due, is_new, wants_repeat
from quizzer.scheduling.sm2 import PASS
from quizzer.study.queue import Rules, seen_today, states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, time

    from quizzer.deck.cards import Deck
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review

FEWEST_REVIEWS = 10
"""With fewer reviews of cards seen before, a retention would be noise."""
_LATEST = 600
"""Rows of the log by which it is told how long a card takes."""


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """One deck: cards due, new and learned, and how many it has."""

    deck: Deck
    due: int
    """Repeats left over from today included."""
    new: int
    """Never asked; not cut to the day's limit."""
    learned: int
    """Reviewed at least once, and passed at the last review."""
    total: int
    retention: float | None
    """Share of the reviews of cards seen before that were passed; None while too few to tell."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All decks together, on a study day."""

    today: date
    decks: tuple[DeckCounts, ...]
    due_now: int
    new_today: int
    """What the day's limit still allows."""
    new_limit: int
    tomorrow: int
    """What falls due then if nothing more is reviewed today; what is due now is not counted again."""
    day_number: int
    """How many study days the log knows, today included."""
    streak: int
    """How many days on end were studied, up to today or yesterday."""
    minutes: float | None
    """About how long what is due and new takes; None while there is too little to tell."""
    answered_today: int


def overview(
    decks: Sequence[Deck], rows: Sequence[Review], at: datetime, rules: Rules | None = None
) -> Overview:
    """The state of the decks by the log, at a moment that carries the local offset."""
    rules = rules or Rules()
    today = study_day(at, rules.starts)
    states, answers = states_of(rows, rules), _answers(rows)
    counts = tuple(_counts(deck, states, today) for deck in decks)
    known = [states.get(card.key, NEW) for deck in decks for card in deck.cards]
    met, _ = seen_today(states.values(), today)
    fresh = sum(one.new for one in counts)
    due_now = sum(one.due for one in counts)
    new_today = min(fresh, max(0, rules.new_a_day - met))
    days = {day for state in states.values() for day, _ in state.history}
    per_card = _seconds_a_card(rows, rules.starts)
    return Overview(
        today=today,
        decks=counts,
        due_now=due_now,
        new_today=new_today,
        new_limit=rules.new_a_day,
        tomorrow=forecast(known, today, 2)[1],
        day_number=len(days | {today}),
        streak=streak_now(rows, today, starts=rules.starts),
        minutes=None if per_card is None else (due_now + new_today) * per_card / 60,
        answered_today=sum(study_day(row.at, rules.starts) == today for row in answers),
    )


def _counts(deck: Deck, states: Mapping[str, CardState], today: date) -> DeckCounts:
    known = [states.get(card.key, NEW) for card in deck.cards]
    return DeckCounts(
        deck=deck,
        due=sum(is_due(state, today) or wants_repeat(state, today) for state in known),
        new=sum(is_new(state, today) for state in known),
        learned=sum(state.memory is not None and state.memory.repetitions > 0 for state in known),
        total=len(known),
        retention=retention(known),
    )


def retention(states: Iterable[CardState]) -> float | None:
    """The share of reviews passed, each card's first left out; None with fewer than ten."""
    later = [quality for state in states for _, quality in state.history[1:]]
    if len(later) < FEWEST_REVIEWS:
        return None
    return sum(quality >= PASS for quality in later) / len(later)


def _answers(rows: Sequence[Review]) -> list[Review]:
    """The answers that stand: what was taken back took no time, and was not given."""
    taken_back = undone(row for row in rows if row.kind == "undo")
    return [row for row in rows if row.kind in ("review", "repeat") and row.id not in taken_back]


def _seconds_a_card(rows: Sequence[Review], starts: time) -> float | None:
    """The mean over the latest reviews, a card's steps together; what took too long was a pause."""
    latest = [
        one.seconds
        for one in answers_in(rows[-_LATEST:], starts=starts)
        if one.kind == "review" and one.quality is not None and one.seconds is not None
    ]
    return sum(latest) / len(latest) if len(latest) >= FEWEST_REVIEWS else None
