"""Where a learner stands: what the log says of some cards, as arrays, and what it says of the learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizzer.scheduling.answered import answers as answers_in
from quizzer.scheduling.card_arrays import NEVER, Cards
from quizzer.scheduling.forecast import due_day, may_be_asked
from quizzer.scheduling.prediction import Foretold, answers_of, model_of, replayed
from quizzer.scheduling.simulation import Learner
from quizzer.scheduling.sm2 import PASS
from quizzer.study.queue import seen_today, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quizzer.deck.cards import Card
    from quizzer.scheduling.fold import CardState
    from quizzer.scheduling.log import Review
    from quizzer.scheduling.prediction import Answers, RecallModel
    from quizzer.study.queue import Rules

SECONDS_A_CARD = 30.0
"""Assumed until the log says better."""
ENOUGH_TIMES = 10
"""Answers with a time, below which the assumption stands."""
ENOUGH_GRADES = 50
"""First, or later passed, answers below which the shares of the grades are assumed."""
ENOUGH_DAYS = 14
"""Days since the first answer, below which it is assumed that every day is kept."""
ENOUGH_A_DAY = 10
"""Answers on a day of study; a learner with fewer has days without anything due, which are none missed."""
_LATEST = 600
"""Answers by which times are told."""
_LOOKED_BACK = 60
_LEAST_KEPT = 0.4


@dataclass(frozen=True, slots=True)
class Habits:
    """How the learner works, by the log or by assumption."""

    seconds_a_card: float = SECONDS_A_CARD
    """In all, a card's repeats on the same day included."""
    timed: int = 0
    """Answers that say so; 0 if it is assumed."""
    kept: float = 1.0
    """The share of the last 60 days on which something was answered."""
    days: int = 0
    """How many days say so; 0 if it is assumed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a plan is made from."""

    keys: tuple[str, ...]
    arrays: Cards
    """In the order of `keys`; days count from today."""
    learner: Learner
    habits: Habits
    foretold: Foretold
    asleep: frozenset[int]
    """Places of suspended cards."""
    resting: frozenset[int]
    """Places of cards that are not asked today: suspended ones, and those buried."""
    begun_today: int
    """How many of the cards were met for the first time today."""
    before: tuple[int, int]
    """Days from the first answer to one of the cards to today, and how many answers they saw."""

    @property
    def model(self) -> RecallModel:
        """How recall is predicted."""
        return self.learner.model


def standing(
    cards: Sequence[Card], rows: Sequence[Review], today: date, rules: Rules, habits: Habits | None = None
) -> Standing:
    """Where the learner stands with `cards`, each once; the model is held against the whole log.

    Args:
        cards: those in question.
        rows: the log, in any order.
        today: the study day.
        rules: the learner's own.
        habits: those that are known already; told from the log otherwise.
    """
    answers = answers_of(rows, rules.starts)
    traces, foretold = replayed(answers, rules.parameters)
    places = {key: place for place, key in enumerate(answers.cards)}
    states = states_of(rows, rules)
    keys = tuple(dict.fromkeys(card.key for card in cards))
    arrays = Cards.unseen(len(keys))
    asleep: set[int] = set()
    resting: set[int] = set()
    for at, key in enumerate(keys):
        if (place := places.get(key)) is not None:
            arrays.known[at] = True
            arrays.stability[at], arrays.difficulty[at] = traces.stability[place], traces.difficulty[place]
            arrays.last[at] = traces.last[place] - today.toordinal()
        if (state := states.get(key)) is not None:
            _schedule_of(arrays, at, state, today)
            if state.suspended:
                asleep.add(at)
            if not may_be_asked(state, today):
                resting.add(at)
    learner = _learner(answers, model_of(foretold, rules.parameters))
    begun, _ = seen_today((states[key] for key in keys if key in states), today)
    return Standing(
        keys=keys,
        arrays=arrays,
        learner=learner,
        habits=habits or _habits(rows, today, rules),
        foretold=foretold,
        asleep=frozenset(asleep),
        resting=frozenset(resting),
        begun_today=begun,
        before=_before(answers, [places[key] for key in keys if key in places], today),
    )


def _before(answers: Answers, places: Sequence[int], today: date) -> tuple[int, int]:
    days = today.toordinal() - answers.day[np.isin(answers.card, places)]
    past = days[days > 0]
    return int(past.max(initial=0)), len(past)


def _schedule_of(arrays: Cards, at: int, state: CardState, today: date) -> None:
    memory, due = state.memory, due_day(state)
    if memory is None:
        return
    arrays.ease[at], arrays.repetitions[at] = memory.ease, memory.repetitions
    arrays.interval[at] = memory.interval
    arrays.reviewed[at] = (memory.reviewed - today).days
    arrays.due[at] = NEVER if due is None else (due - today).days
    if memory.stability:
        arrays.planned_stability[at], arrays.planned_difficulty[at] = memory.stability, memory.difficulty


def _learner(answers: Answers, model: RecallModel) -> Learner:
    """The learner with the shares of grades that the log shows, where it shows enough."""
    plain = Learner(model)
    first = np.ones(len(answers.card), bool)
    first[1:] = answers.card[1:] != answers.card[:-1]
    begun = np.bincount(answers.quality[first], minlength=6)
    passed = np.bincount(answers.quality[~first], minlength=6)[PASS:]
    return Learner(
        model,
        _shares(begun) if begun.sum() >= ENOUGH_GRADES else plain.first_grades,
        _shares(passed) if passed.sum() >= ENOUGH_GRADES else plain.pass_grades,
    )


def _shares(counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[float, ...]:
    return tuple((counts / counts.sum()).tolist())


def _habits(rows: Sequence[Review], today: date, rules: Rules) -> Habits:
    given = [one for one in answers_in(rows, starts=rules.starts) if one.quality is not None]
    latest = [(one.kind, one.seconds) for one in given[-_LATEST:] if one.seconds is not None]
    reviews = sum(kind != "repeat" for kind, _ in latest)
    seconds, timed = SECONDS_A_CARD, 0
    if reviews >= ENOUGH_TIMES:
        seconds, timed = max(1.0, sum(spent for _, spent in latest) / reviews), reviews
    on = [one.day for one in given]
    kept, days = _kept(set(on), today) if len(on) >= ENOUGH_A_DAY * len(set(on)) else (1.0, 0)
    return Habits(seconds, timed, kept, days)


def _kept(days: set[date], today: date) -> tuple[float, int]:
    """The share of days kept since the first, and how many days those are; today is not over and left out."""
    past = [(today - day).days for day in days if day < today]
    span = min(max(past, default=0), _LOOKED_BACK)
    if span < ENOUGH_DAYS:
        return 1.0, 0
    return max(_LEAST_KEPT, sum(one <= span for one in past) / span), span
