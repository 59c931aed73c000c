"""A sitting as a value: what waits, what stands before the learner, and what the log says so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quizzer.deck.cards import Steps
from quizzer.scheduling.day import study_day
from quizzer.scheduling.effect import in_order, renamed, undone
from quizzer.scheduling.fold import NEW, state_of_rows
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.scheduling.sm2 import ENOUGH_TODAY
from quizzer.study.asked import Asked, asked
from quizzer.study.interleaving import next_first
from quizzer.study.queue import Item, Rules, family_of, practice_of, queue_of, states_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card
    from quizzer.deck.spelt import Spelt
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review
    from quizzer.scheduling.quality import Grade
    from quizzer.study.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is done, and how long it took; the randomness makes the ids of rows."""

    at: datetime
    """Aware, with the learner's local offset."""
    first_key: float | None = None
    """Seconds to the first key."""
    seconds: float | None = None
    """Seconds in all."""
    randomness: bytes = bytes(RANDOM_BYTES)
    """At least ten bytes; fresh ones for each moment."""


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting, at one place of it."""

    rules: Rules
    device: str
    seed: int
    queue: tuple[Item, ...]
    """What waits; the first is being asked."""
    rows: tuple[Review, ...]
    """The log, with what this sitting added."""
    states: Mapping[str, CardState]
    cards: Mapping[str, Card]
    """All that may be asked, by key."""
    asked: Asked | None = None
    """What stands before the learner; None at the end."""
    outcome: Outcome | None = None
    """Of the question that stands there, once it is judged."""
    done: tuple[Outcome, ...] = ()
    """The last outcome of every card asked, in order."""
    hints: int = 0
    """Taken on this card."""
    tries: int = 0
    step_hints: int = 0
    step_grades: tuple[Grade, ...] = ()
    is_retry: bool = False
    """Whether the card is tried once more after its right answer was shown."""
    is_practice: bool = False
    """Whether the sitting was begun to practise."""
    until_right: bool = False
    """Whether practice, too, comes back in this sitting until it scores 4."""
    ends: datetime | None = None
    """When the learner's time for it is up; the card in hand is finished first."""
    is_over: bool = False
    """Whether it ended since the time was up."""
    siblings: int = 0
    """Cards that wait for tomorrow since the other side of them is asked today."""
    beyond: int = 0
    """Reviews that were due beyond the day's limit."""
    held_back: int = 0
    """New cards beyond the day's limit."""
    taken_back: tuple[Outcome, ...] = ()
    """Outcomes that were undone in this sitting, should they be put back."""

    @property
    def standing(self) -> Asked:
        """What stands before the learner.

        Raises:
            ValueError: nothing is asked.
        """
        if self.asked is None:
            raise ValueError("nothing is asked")
        return self.asked

    @property
    def remaining(self) -> int:
        """How many cards wait, the present one included."""
        return len(self.queue)

    @property
    def total(self) -> int:
        """How many cards were asked and wait."""
        return len(self.done) + len(self.queue) - self.is_counted

    @property
    def is_counted(self) -> bool:
        """Whether the present card is among `done` already, though it still stands first in the queue."""
        return self.is_retry or (self.outcome is not None and self.has_done(self.outcome))

    def has_done(self, outcome: Outcome) -> bool:
        """Whether the last that is done is about the same row as an outcome: it was graded anew."""
        last = self.done[-1].review if self.done else None
        return last is not None and outcome.review is not None and last.id == outcome.review.id

    @property
    def position(self) -> int:
        """The place of the present card, from 1."""
        return self.total - self.remaining + 1

    @property
    def shown_hints(self) -> tuple[Spelt, ...]:
        """The hints taken on this question."""
        return self.asked.hints[: self.step_hints] if self.asked else ()


def begin(
    cards: Sequence[Card],
    rows: Sequence[Review],
    at: datetime,
    *,
    device: str,
    seed: int,
    rules: Rules | None = None,
    new: int | None = None,
    limit: int | None = None,
    practice: bool = False,
    ahead: int = 0,
    minutes: int | None = None,
) -> Session:
    """A sitting over `cards` at this moment; `practice` asks what was learned and leaves the schedule alone.

    Args:
        cards: what may be asked.
        rows: the log.
        at: now, with the local offset.
        device: this device's name in rows.
        seed: decides what is left to chance: ties, the order of options, what parametric cards draw.
        rules: the learner's own.
        new: new cards at most, in place of the day's limit.
        limit: cards at most.
        practice: whether to practise.
        ahead: days ahead of schedule: what falls due until then is asked too.
        minutes: after how many the sitting ends, with the card in hand.
    """
    rules = rules or Rules()
    today = study_day(at, rules.starts)
    states = states_of(rows, rules)
    arranged = (
        practice_of(cards, states, today, seed=seed, limit=limit)
        if practice
        else queue_of(cards, states, today, rules, seed=seed, new=new, limit=limit, ahead=ahead)
    )
    return asking(
        Session(
            rules,
            device,
            seed,
            arranged.items,
            tuple(rows),
            states,
            {card.key: card for card in cards},
            is_practice=practice,
            ends=None if minutes is None else at + timedelta(minutes=minutes),
            siblings=arranged.siblings,
            beyond=arranged.beyond,
            held_back=arranged.held_back,
        )
    )


def asking(session: Session, step: int = 0) -> Session:
    """The session with the question that its queue and `step` stand for, afresh."""
    fresh = replace(session, outcome=None, tries=0, step_hints=0, is_retry=False, is_over=False)
    if step == 0:
        fresh = replace(fresh, hints=0, step_grades=())
    if not fresh.queue:
        return replace(fresh, asked=None)
    item = fresh.queue[0]
    seed = _drawn_from(fresh, item.card)
    card, instance = _instance(item.card, seed)
    return replace(fresh, asked=asked(card, item.kind, step, seed, instance))


def asking_again(session: Session) -> Session:
    """The session with its question put as the first card of the queue has it now, all else as it is."""
    if session.asked is None or not session.queue:
        return session
    item, was = session.queue[0], session.asked
    card, instance = _instance(item.card, _drawn_from(session, item.card))
    if isinstance(card.question, Steps) != (was.steps > 1):
        return session if session.outcome is not None else asking(session)
    if isinstance(card.question, Steps) and was.step >= len(card.question.steps):
        return session if session.outcome is not None else asking(session)
    return replace(session, asked=asked(card, was.kind, was.step, _drawn_from(session, item.card), instance))


def _drawn_from(session: Session, card: Card) -> int:
    """A seed that differs from one asking of a card to the next, and stays while it is asked."""
    times = session.states.get(card.key, NEW).reviews
    return session.seed * 1_000_003 + times * 1_009 + len(session.done)


def _instance(card: Card, seed: int) -> tuple[Card, str]:
    if not card.vary:
        return card, ""
    from quizzer.deck.instances import instance  # noqa: PLC0415 - for parametric cards only

    return instance(card, seed)


def moved_on(session: Session) -> tuple[Item, ...]:
    """The queue once its first is done with: one of another family comes next, if there is one.

    What scored below 4 waits at the end once more.
    """
    first, *rest = session.queue
    state = session.states.get(first.card.key, NEW)
    if first.kind != "practice" and state.needs_repeat and not state.suspended:
        rest.append(Item(first.card, "repeat"))
    elif session.until_right and first.kind == "practice" and _scored_low(session, first.card):
        rest.append(first)
    return tuple(next_first(rest, family_of, family_of(first)))


def _scored_low(session: Session, card: Card) -> bool:
    """Whether the card just practised scored below 4 when it was asked, whatever a retry brought."""
    last = session.done[-1] if session.done else None
    if last is None or last.asked.card.key != card.key or last.grade is None:
        return False
    return last.grade.quality < ENOUGH_TODAY


def with_rows(session: Session, rows: tuple[Review, ...]) -> Session:
    """The session after rows were added, with the states of their cards worked out anew."""
    every = session.rows + rows
    states = dict(session.states)
    for key in {row.card for row in rows}:
        states[key] = _state(every, key, session.rules)
    return replace(session, rows=every, states=states)


def before(session: Session, outcome: Outcome) -> CardState:
    """The state of an outcome's card as it was before that answer."""
    key = outcome.review.card if outcome.review else outcome.asked.card.key
    dropped = {row.id for row in outcome.reviews} | ({outcome.review.id} if outcome.review else set())
    rows = tuple(row for row in session.rows if row.id not in dropped and row.refers not in dropped)
    return _state(rows, key, session.rules)


def of_card(session: Session, key: str) -> tuple[Review, ...]:
    """A card's own rows in the log."""
    return tuple(row for row in session.rows if row.card == key)


def _state(rows: tuple[Review, ...], key: str, rules: Rules) -> CardState:
    aliases = [row for row in rows if row.kind == "alias"]
    if aliases:
        names = renamed(in_order(aliases), undone(rows))
        keys = {key, *(old for old, now in names.items() if now == key)}
    else:
        keys = {key}
    return state_of_rows(
        (row for row in rows if row.card in keys and row.kind != "exam"),
        starts=rules.starts,
        scheduler=rules.schedulers.of(key),
    )
