"""What is asked today, and in which order: due first, new ones mixed in, rules of one family kept apart."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from quizzer.scheduling.day import FOUR
from quizzer.scheduling.fold import NEW, fold
from quizzer.scheduling.forecast import is_due, is_new, may_be_asked, overdue_days, wants_repeat
from quizzer.scheduling.fsrs6 import PUBLISHED
from quizzer.scheduling.scheduler import RETENTION, Scheduler, SchedulerName, Schedulers
from quizzer.study import interleaving
from quizzer.study.leeches import AFTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review
    from quizzer.study.asked import AskedKind


@dataclass(frozen=True, slots=True)
class Rules:
    """What a learner may set about their days."""

    starts: time = FOUR
    """When a study day begins, local time."""
    ef_on_fail: bool = False
    new_a_day: int = 8
    reviews_a_day: int = 200
    second_try: bool = False
    """Whether a wrong answer may be put right once before the right one is shown."""
    scheduler: SchedulerName = "sm2"
    retention: float = RETENTION
    """Of FSRS: how likely a card is to be recalled when it falls due."""
    decks: tuple[tuple[str, Scheduler], ...] = ()
    """From slugs of decks, where one is scheduled otherwise."""
    parameters: tuple[float, ...] = PUBLISHED
    """Of FSRS-6, where recall is predicted; the schedule keeps to the published ones."""
    fitted_until: date | None = None
    """The last study day whose answers those were fitted to; None where they are the published ones."""
    leech_after: int = AFTER
    """Lapses after which a card is named as one that keeps slipping; 0: never."""

    @property
    def schedulers(self) -> Schedulers:
        """Which scheduler each card is under."""
        return Schedulers(Scheduler(self.scheduler, self.ef_on_fail, self.retention), self.decks)


def states_of(rows: Iterable[Review], rules: Rules) -> dict[str, CardState]:
    """What the log says of every card under the learner's own rules; rows in any order."""
    return fold(rows, starts=rules.starts, schedulers=rules.schedulers)


@dataclass(frozen=True, slots=True)
class Item:
    """A card that waits to be asked."""

    card: Card
    kind: AskedKind


def seen_today(states: Iterable[CardState], today: date) -> tuple[int, int]:
    """How many cards were met for the first time today, and how many reviewed that were met before."""
    new = again = 0
    for state in states:
        if state.history and state.history[-1][0] == today:
            if state.history[0][0] == today:
                new += 1
            else:
                again += 1
    return new, again


@dataclass(frozen=True, slots=True)
class Arranged:
    """What a sitting asks, and what it leaves for another day."""

    items: tuple[Item, ...] = ()
    siblings: int = 0
    """Cards that wait for tomorrow since the other side of them is asked today."""
    beyond: int = 0
    """Reviews that are due beyond the day's limit."""
    held_back: int = 0
    """New cards beyond the day's limit."""


def queue_of(
    cards: Sequence[Card],
    states: Mapping[str, CardState],
    today: date,
    rules: Rules,
    *,
    seed: int,
    new: int | None = None,
    limit: int | None = None,
    ahead: int = 0,
) -> Arranged:
    """What is to be asked: repeats left over from today, cards that are due, new ones up to the day's limit.

    Args:
        cards: those that may be asked; new ones come in this order.
        states: what the log says of cards, by key.
        today: the study day.
        rules: the learner's daily limits.
        seed: breaks ties among cards that are equally overdue.
        new: how many new cards at most, in place of the day's limit.
        limit: how many cards at most, repeats left over included.
        ahead: days ahead of schedule: what falls due until then is asked too.
    """
    met, reviewed = seen_today(states.values(), today)
    left_new = max(0, rules.new_a_day - met) if new is None else new
    left_due = max(0, rules.reviews_a_day - reviewed)
    known = [(card, states.get(card.key, NEW)) for card in cards]
    repeats = [Item(card, "repeat") for card, state in known if wants_repeat(state, today)]
    due = _due(known, today, ahead)
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    source.shuffle(due)
    due.sort(key=lambda pair: -overdue_days(pair[1], today))
    reviews = [Item(card, "review") for card, _ in due]
    fresh = [Item(card, "new") for card, state in known if is_new(state, today)]
    taken = {whole(card) for card, state in known if state.memory and state.memory.reviewed == today}
    reviews, siblings = _one_side_each(reviews, taken)
    beyond = max(0, len(reviews) - left_due)
    reviews = reviews[:left_due]
    fresh, more = _one_side_each(fresh, taken)
    asked = [*_mixed(reviews, fresh[:left_new]), *repeats][:limit]
    return Arranged(tuple(apart(asked)), siblings + more, beyond, max(0, len(fresh) - left_new))


def _due(known: Sequence[tuple[Card, CardState]], today: date, ahead: int) -> list[tuple[Card, CardState]]:
    """What is due; ahead of schedule too, but never a second time on one day."""
    until = today + timedelta(days=ahead)
    return [
        (card, state)
        for card, state in known
        if is_due(state, today)
        or (ahead and state.memory and state.memory.reviewed != today and _is_due_until(state, today, until))
    ]


def _is_due_until(state: CardState, today: date, until: date) -> bool:
    return state.memory is not None and state.memory.due <= until and may_be_asked(state, today)


def whole(card: Card) -> str:
    """What a card and its reversed twin have in common: no two of it are asked on one day."""
    return card.key.rpartition("~")[0] if card.reverse else card.key


def _one_side_each(items: Sequence[Item], taken: set[str]) -> tuple[list[Item], int]:
    """The items without those whose other side is asked today, and how many these are; `taken` grows."""
    kept: list[Item] = []
    for item in items:
        if (one := whole(item.card)) not in taken:
            taken.add(one)
            kept.append(item)
    return kept, len(items) - len(kept)


def practice_of(
    cards: Sequence[Card],
    states: Mapping[str, CardState],
    today: date,
    *,
    seed: int,
    limit: int | None = None,
) -> Arranged:
    """Cards that were learned, weakest first: by the last quality, then the ease, then by lot."""
    source = random.Random(seed)  # noqa: S311 - an order, not a secret
    known = [(card, states.get(card.key, NEW)) for card in cards]
    learned = [(card, state) for card, state in known if state.memory and may_be_asked(state, today)]
    source.shuffle(learned)
    learned.sort(key=lambda pair: _strength(pair[1]))
    return Arranged(tuple(apart([Item(card, "practice") for card, _ in learned[:limit]])))


def _strength(state: CardState) -> tuple[int, int]:
    last = state.history[-1][1] if state.history else 0
    return last, state.memory.ease if state.memory else 0


def _mixed(reviews: list[Item], fresh: list[Item]) -> list[Item]:
    """New cards spread evenly among the reviews, so that neither comes in a block."""
    total = len(reviews) + len(fresh)
    mixed: list[Item] = []
    taken = 0
    for place in range(total):
        if taken < len(fresh) and taken * total <= place * len(fresh):
            mixed.append(fresh[taken])
            taken += 1
        else:
            mixed.append(reviews[place - taken])
    return mixed


def apart(items: Sequence[Item], before: Card | None = None) -> list[Item]:
    """The same items, moved as little as need be so that no two of one family follow each other."""
    return interleaving.apart(items, family_of, _kin(before) if before else None)


def family_of(item: Item) -> tuple[str, str] | None:
    """The deck and the family of a card that waits; None where it is of none."""
    return _kin(item.card)


def _kin(card: Card) -> tuple[str, str] | None:
    return (card.key.partition("/")[0], card.family) if card.family else None
