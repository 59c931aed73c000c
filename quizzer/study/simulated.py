"""Ways to study compared in simulation: SM-2, SM-2 whose ease falls on failures, FSRS, and the exam plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling.card_arrays import Cards
from quizzer.scheduling.final_pass import FinalPass
from quizzer.scheduling.scheduler import RETENTION, Scheduler
from quizzer.scheduling.simulation import Course, Learner, play
from quizzer.study.exams import marks_of
from quizzer.study.standing import SECONDS_A_CARD, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.scheduling.curves import Floats, Wholes
    from quizzer.scheduling.log import Review
    from quizzer.study.exams import Part
    from quizzer.study.queue import Rules

FORTNIGHT = 14


@dataclass(frozen=True, slots=True)
class Terms:
    """What is simulated.

    Attributes:
        cards: how many a synthetic learner has; not looked at over a log.
        days: until the exam.
        new_a_day: new cards a day.
        minutes: what the plan keeps within, a day; schedulers alone know no minutes.
        missed: the share of days on which nothing is done.
        seeds: how often it is played through.
        seed: the first of them.
        retention: of FSRS.
    """

    cards: int = 400
    days: int = 90
    new_a_day: int = 10
    minutes: int = 25
    missed: float = 0.0
    seeds: int = 20
    seed: int = 0
    retention: float = RETENTION


class Comparison(NamedTuple):
    """One way, averaged over the seeds."""

    name: str
    answers_a_day: float
    mark: float
    """On the day of the exam, a share of 1."""
    least: float
    most: float
    """The worst and the best seed's mark."""
    peak: int
    """The fullest day of any seed."""
    last_fortnight: float
    """The fullest day of the last fortnight, of any seed, as a multiple of that seed's average day since the
    first answer, those in the log included."""
    passes: float
    """Answers of the final pass in all."""
    load: tuple[float, ...]
    """Answers on each day."""


class Start(NamedTuple):
    """Where all ways begin, and who learns."""

    schedules: tuple[Cards, ...]
    """As each way's own scheduler has left them, in the order of `WAYS`."""
    learner: Learner
    weights: Floats
    seconds_a_card: float
    order: Wholes
    """Places of the cards that may be asked, new ones first to last."""
    begun_today: int = 0
    """New cards that were begun today already."""
    before: tuple[int, int] = (0, 0)
    """Days from the first answer to today, and how many answers they saw."""
    is_log: bool = False
    """Whether it goes on from a log; a synthetic learner has none."""

    @property
    def tells(self) -> bool:
        """Whether enough is known of the learner for a mark: all of a synthetic one."""
        return not self.is_log or self.learner.model.tells


WAYS = ("SM-2", "SM-2, ef_on_fail", "FSRS", "exam plan")


def schedulers(terms: Terms) -> tuple[Scheduler, ...]:
    """Of each way; the plan is made over SM-2."""
    return Scheduler(), Scheduler(ef_on_fail=True), Scheduler("fsrs", retention=terms.retention), Scheduler()


def synthetic(terms: Terms) -> Start:
    """A learner who has seen nothing yet, remembers by FSRS-6 as published, and takes 30 s a card."""
    cards = Cards.unseen(terms.cards)
    weights = np.full(terms.cards, 1 / max(1, terms.cards))
    return Start((cards,) * len(WAYS), Learner(), weights, SECONDS_A_CARD, np.arange(terms.cards))


def from_log(
    terms: Terms,
    parts: Sequence[Part],
    cards: Sequence[Card],
    rows: Sequence[Review],
    *,
    today: date,
    rules: Rules,
) -> Start:
    """The learner's own log, replayed under each scheduler, and played on from today."""
    worth = marks_of(parts, cards)
    covered = [card for card in cards if card.key in worth]
    stands = [
        standing(
            covered, rows, today,
            replace(rules, scheduler=one.name, ef_on_fail=one.ef_on_fail, retention=one.retention, decks=()),
        )
        for one in schedulers(terms)
    ]  # fmt: skip
    first = stands[0]
    weights = np.array([float(worth[key]) for key in first.keys])
    schedules = tuple(one.arrays for one in stands)
    order = np.array([at for at in range(len(first.keys)) if at not in first.asleep], np.int64)
    return Start(
        schedules=schedules,
        learner=first.learner,
        weights=weights,
        seconds_a_card=first.habits.seconds_a_card,
        order=order,
        begun_today=first.begun_today,
        before=first.before,
        is_log=True,
    )


def compared(terms: Terms, start: Start) -> tuple[Comparison, ...]:
    """Every way over the same days missed and the same luck."""
    capacity = max(1, round(terms.minutes * 60 / start.seconds_a_card))
    base = Course(
        terms.days,
        terms.new_a_day,
        start.weights,
        start.order,
        begun_today=start.begun_today,
        before=start.before,
    )
    found = []
    for name, scheduler, cards in zip(WAYS, schedulers(terms), start.schedules, strict=True):
        way = replace(base, scheduler=scheduler)
        if name == WAYS[-1]:
            how = FinalPass(kept=max(0.1, 1 - terms.missed))
            way = replace(way, answers_a_day=capacity, final_pass=how)
        found.append(_averaged(name, way, cards, start, terms))
    return tuple(found)


def _averaged(name: str, way: Course, cards: Cards, start: Start, terms: Terms) -> Comparison:
    loads, marks, passes = [], [], []
    for seed in range(terms.seed, terms.seed + terms.seeds):
        course = replace(way, skipped=skipped(terms, seed))
        played = play(cards, course, start.learner, trials=1, seed=seed)
        loads.append(played.load)
        marks.append(float(played.chance[0] @ start.weights))
        passes.append(int(played.passes.sum()))
    table = np.array(loads)
    days, answers = start.before
    average = np.maximum((answers + table.sum(axis=1)) / (days + terms.days), 1e-9)
    return Comparison(
        name=name,
        answers_a_day=float(table.mean()),
        mark=float(np.mean(marks)),
        least=min(marks),
        most=max(marks),
        peak=int(table.max()),
        last_fortnight=float((table[:, -FORTNIGHT:].max(axis=1) / average).max()),
        passes=float(np.mean(passes)),
        load=tuple(table.mean(axis=0).tolist()),
    )


def skipped(terms: Terms, seed: int) -> frozenset[int]:
    """The days on which this seed's learner does nothing."""
    if not terms.missed:
        return frozenset()
    drawn = np.random.default_rng((seed, 9)).random(terms.days) < terms.missed
    return frozenset(np.flatnonzero(drawn).tolist())
