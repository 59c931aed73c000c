"""Days of study played through ahead of time: many cards, many trials, one array operation for all of them.

A trial is one way that chance may go. The cards of all trials lie in one row of `cards * trials` entries. The
learner of a simulation is a memory after FSRS-6 (see `fsrs6`), asked by the schedulers that the program has,
step for step: days are counted from 0, today, and the exam is on day `days`, before anything is reviewed.

Chance is drawn for each day and card from the seed alone, so that two ways to study meet the same luck and
their difference is not noise.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling import curves
from quizzer.scheduling.card_arrays import NEVER, schedule
from quizzer.scheduling.final_pass import FinalPass, passes_today, worth
from quizzer.scheduling.prediction import RecallModel, chances
from quizzer.scheduling.scheduler import SM2, Scheduler

if TYPE_CHECKING:
    from quizzer.scheduling.card_arrays import Cards
    from quizzer.scheduling.curves import Flags, Floats, Wholes


@dataclass(frozen=True, slots=True)
class Learner:
    """Who is asked: a memory, and how it is graded. The shares are assumptions where no log says better."""

    model: RecallModel = field(default_factory=RecallModel)
    first_grades: tuple[float, ...] = (0.0, 0.25, 0.0, 0.10, 0.65, 0.0)
    """Shares of the qualities 0 to 5 at a card's first asking; a first answer is never 5."""
    pass_grades: tuple[float, ...] = (0.10, 0.75, 0.15)
    """Shares of 3, 4 and 5 among later answers that pass."""
    strengths: Floats | None = None
    """What each card's stability is multiplied with, an entry a card: some rules stick better than others."""


@dataclass(frozen=True, slots=True)
class Course:
    """How it is studied.

    Attributes:
        days: until the exam.
        new_a_day: new cards a day at most.
        scheduler: that of all cards.
        own: of cards that are under another one: which, and that scheduler.
        answers_a_day: how many cards the minutes allow; None for as many as there are.
        new_until: the day from which no new card is begun.
        skipped: days on which nothing is done.
        final_pass: what is reviewed beyond the schedule before the exam; None for nothing.
        weights: what each card is worth in the exam; they add up to 1.
        order: cards that may be asked, new ones first to last.
        begun_today: new cards that were begun today already.
        before: how many days lie between the first answer and today, and how many answers they saw.
        today: cards due, new ones (as `order` has them) and passes of the first day, where that is settled.
    """

    days: int
    new_a_day: int
    weights: Floats
    order: Wholes
    scheduler: Scheduler = SM2
    own: tuple[tuple[Flags, Scheduler], ...] = ()
    answers_a_day: int | None = None
    new_until: int = NEVER
    skipped: frozenset[int] = frozenset()
    final_pass: FinalPass | None = None
    begun_today: int = 0
    before: tuple[int, int] = (0, 0)
    today: tuple[Wholes, Wholes, Wholes] | None = None


class Played(NamedTuple):
    """What came of it; of `trials` rows each."""

    reviews: Wholes
    """A row a trial, a column a day: cards due that were reviewed."""
    new: Wholes
    passes: Wholes
    """Reviews of the final pass, which no schedule hears of."""
    recall: Floats
    """FSRS-6's R of each card on the day of the exam, 0 for one never asked; a row a trial."""
    chance: Floats
    """The learner's chance to answer it right."""
    answers: tuple[Wholes, Wholes, Wholes]
    """Of the first trial, if asked for: card, day and quality of each answer, in order of the days."""

    @property
    def load(self) -> Floats:
        """Answers a day, averaged over the trials."""
        return np.asarray((self.reviews + self.new + self.passes).mean(axis=0))


def play(
    cards: Cards, course: Course, learner: Learner, *, trials: int, seed: int, keep_answers: bool = False
) -> Played:
    """Play the days from 0 to the exam; `cards` is left as it is."""
    return _Play(cards, course, learner, trials, seed, keep_answers=keep_answers).all_days()


def asked_today(cards: Cards, course: Course, learner: Learner) -> tuple[Wholes, Wholes, Wholes]:
    """What the first day of a course asks: cards due, new ones, and passes; places among `cards`."""
    due, new, extra = _Play(cards, course, learner, 1, 0, keep_answers=False).asked(0)
    return due, new, extra


class _Play:
    """One simulation under way."""

    def __init__(
        self, cards: Cards, course: Course, learner: Learner, trials: int, seed: int, *, keep_answers: bool
    ) -> None:
        self.count = len(cards.known)
        self.cards = cards.times(trials)
        self.course, self.learner, self.trials, self.seed = course, learner, trials, seed
        self.weights = np.tile(course.weights, trials)
        strengths = np.ones(self.count) if learner.strengths is None else learner.strengths
        self.strengths = np.tile(strengths, trials)
        unseen = course.order[cards.due[course.order] == NEVER]
        self.unseen = unseen
        self.begun = np.zeros(trials, np.int64)
        self.done = np.full(trials, int((cards.known & (cards.last == 0)).sum()))
        """Cards answered today before the first day is played."""
        self.answered = np.full(trials, course.before[1])
        """On all days before the one that is played."""
        self.trial = np.repeat(np.arange(trials), self.count)
        self.counts = np.zeros((3, trials, course.days), np.int64)
        self.kept: list[tuple[Wholes, int, Wholes]] | None = [] if keep_answers else None
        self.own = [(np.tile(which, trials), scheduler) for which, scheduler in course.own]

    def all_days(self) -> Played:
        for day in range(self.course.days):
            if day not in self.course.skipped:
                self._study(day)
        recall = np.where(self.cards.known, self._recall(slice(None), self.course.days), 0.0)
        chance = np.where(self.cards.known, self.learner.model.chance(recall), 0.0)
        shape = self.trials, self.count
        reviews, new, passes = self.counts
        return Played(reviews, new, passes, recall.reshape(shape), chance.reshape(shape), self._answers())

    def _study(self, day: int) -> None:
        source = np.random.default_rng((self.seed, day))
        luck, mood = source.random(len(self.trial)), source.random(len(self.trial))
        due, new, extra = self.asked(day)
        self._answer(due, day, luck[due], mood[due])
        self._meet(new, day, mood[new])
        self._practise(extra, day, luck[extra], mood[extra])
        for place, asked in enumerate((due, new, extra)):
            self.counts[place, :, day] = np.bincount(self.trial[asked], minlength=self.trials)
        self.answered += self.counts[:, :, day].sum(axis=0)

    # ------------------------------------------------------------ what is asked

    def asked(self, day: int) -> tuple[Wholes, Wholes, Wholes]:
        """The cards due, new ones, and passes of a day; new ones count as begun."""
        if day == 0 and self.course.today is not None:
            return self._settled(*self.course.today)
        due = np.flatnonzero(self.cards.due <= day)
        done = self.done if day == 0 else np.zeros(self.trials, np.int64)
        if self.course.final_pass is None:
            due, extra = self._within(due, np.zeros(0, np.int64), day, done)
            taken = done + np.bincount(self.trial[due], minlength=self.trials)
            return due, self._new_today(day, taken), extra
        # With a plan new cards go first where minutes are short: one answer takes a card from nothing to
        # more than half, where a review of one that is known adds a tenth.
        new = self._new_today(day, done)
        taken = done + np.bincount(self.trial[new], minlength=self.trials)
        due, extra = self._within(due, self._passes(day), day, taken)
        return due, new, extra

    def _settled(self, due: Wholes, new: Wholes, extra: Wholes) -> tuple[Wholes, Wholes, Wholes]:
        """The same cards in every trial; the new ones need not be the first in order."""
        self.unseen = np.concatenate([new, self.unseen[~np.isin(self.unseen, new)]])
        self.begun += len(new)
        first = (np.arange(self.trials) * self.count)[:, None]
        return (first + due).ravel(), (first + new).ravel(), (first + extra).ravel()

    def _within(self, due: Wholes, extra: Wholes, day: int, taken: Wholes) -> tuple[Wholes, Wholes]:
        """As many as the minutes allow: with a plan what is worth most, else what waited longest."""
        both = np.concatenate([due, extra])
        counts = np.bincount(self.trial[both], minlength=self.trials)
        most = np.maximum(self._most(day) - taken, 0)
        if (counts <= most).all():
            return due, extra
        if self.course.final_pass is None:
            rank = self.cards.due[both].astype(float)
        else:
            gain = worth(
                self.learner.model,
                self.cards.stability[both],
                self.cards.difficulty[both],
                day - self.cards.last[both],
                self.course.days - day,
            ).gain
            rank = -gain * self.weights[both]
        kept = np.ones(len(both), bool)
        for trial in np.flatnonzero(counts > most).tolist():
            mine, room = np.flatnonzero(self.trial[both] == trial), int(most[trial])
            kept[mine] = False
            if room:
                kept[mine[np.argpartition(rank[mine], room - 1)[:room]]] = True
        return both[: len(due)][kept[: len(due)]], both[len(due) :][kept[len(due) :]]

    def _most(self, day: int) -> Wholes:
        """How many answers the day may hold in each trial: by the minutes, and so that its end is no heap."""
        course, how = self.course, self.course.final_pass
        by_minutes = NEVER if course.answers_a_day is None else course.answers_a_day
        most = np.full(self.trials, by_minutes)
        if how is not None and course.days - day <= how.days:
            bound = how.bound(self.answered, course.before[0] + course.days)
            most = most if bound is None else np.minimum(most, bound)
        return most

    def _new_today(self, day: int, taken: Wholes) -> Wholes:
        course = self.course
        if day >= course.new_until or not len(self.unseen):
            return np.zeros(0, np.int64)
        room = np.full(self.trials, course.new_a_day - (course.begun_today if day == 0 else 0))
        room = np.maximum(room, 0)
        room = np.clip(self._most(day) - taken, 0, room)
        room = np.minimum(room, len(self.unseen) - self.begun)
        found = [
            trial * self.count + self.unseen[at : at + number]
            for trial, (at, number) in enumerate(zip(self.begun.tolist(), room.tolist(), strict=True))
        ]
        self.begun += room
        return np.concatenate(found)

    def _passes(self, day: int) -> Wholes:
        how = self.course.final_pass
        if how is None or self.course.days - day > how.days:
            return np.zeros(0, np.int64)
        return passes_today(
            how,
            self.learner.model,
            self.cards,
            weights=self.weights * self.count,
            trial=self.trial,
            day=day,
            exam=self.course.days,
        )

    # ------------------------------------------------------------ what is answered

    def _recall(self, at: Wholes | slice, day: int) -> Floats:
        cards = self.cards
        return curves.recall(
            day - cards.last[at], cards.stability[at] * self.strengths[at], self.learner.model.parameters
        )

    def _graded(self, at: Wholes, day: int, luck: Floats, mood: Floats) -> Wholes:
        passed = luck < self.learner.model.chance(self._recall(at, day))
        right = 3 + np.searchsorted(np.cumsum(self.learner.pass_grades)[:-1], mood, side="right")
        return np.where(passed, right, np.where(mood < 0.5, 1, 2))

    def _answer(self, at: Wholes, day: int, luck: Floats, mood: Floats) -> None:
        quality = self._graded(at, day, luck, mood)
        self._remember(at, day, quality)
        self._schedule(at, day, quality)

    def _practise(self, at: Wholes, day: int, luck: Floats, mood: Floats) -> None:
        if len(at):
            self._remember(at, day, self._graded(at, day, luck, mood))

    def _meet(self, at: Wholes, day: int, mood: Floats) -> None:
        quality = np.searchsorted(np.cumsum(self.learner.first_grades)[:-1], mood, side="right")
        self._remember(at, day, quality)
        self._schedule(at, day, quality)

    def _remember(self, at: Wholes, day: int, quality: Wholes) -> None:
        cards, w = self.cards, self.learner.model.parameters
        rating = np.maximum(quality - 1, 1)
        fresh = ~cards.known[at]
        stability, difficulty = curves.after(
            cards.stability[at], cards.difficulty[at], np.maximum(day - cards.last[at], fresh), rating, w
        )
        if fresh.any():
            begun = curves.first(rating, w)
            stability, difficulty = (
                np.where(fresh, begun[0], stability),
                np.where(fresh, begun[1], difficulty),
            )
        cards.stability[at], cards.difficulty[at], cards.last[at] = stability, difficulty, day
        cards.known[at] = True
        if self.kept is not None:
            first = at < self.count
            self.kept.append((at[first], day, quality[first]))

    def _schedule(self, at: Wholes, day: int, quality: Wholes) -> None:
        rest = np.ones(len(at), bool)
        for which, scheduler in self.own:
            mine = which[at]
            schedule(self.cards, at[mine], day, quality[mine], scheduler)
            rest &= ~mine
        schedule(self.cards, at[rest], day, quality[rest], self.course.scheduler)

    def _answers(self) -> tuple[Wholes, Wholes, Wholes]:
        kept = self.kept or [(np.zeros(0, np.int64), 0, np.zeros(0, np.int64))]
        days = np.concatenate([np.full(len(at), day) for at, day, _ in kept])
        return np.concatenate([at for at, _, _ in kept]), days, np.concatenate([one for *_, one in kept])


def marks(played: Played, model: RecallModel, weights: Floats, *, draws: int, seed: int) -> Floats:
    """Marks that the exam may bring, from 0 to 1, one a draw.

    A draw takes one trial, a and b that the log allows, and for each card the luck of the day (as the normal
    distribution that so many single cards come to). Which cards the paper asks is not drawn: all count.
    """
    pairs = model.draws(draws, seed)
    luck = np.random.default_rng((seed, 1)).standard_normal(draws)
    found = np.empty(draws)
    for draw in range(draws):
        recall = played.recall[draw % len(played.recall)]
        chance = np.where(recall > 0, chances(recall, pairs[draw, 0], pairs[draw, 1]), 0.0)
        spread = float(np.sqrt((weights**2 * chance * (1 - chance)).sum()))
        found[draw] = float(weights @ chance) + spread * luck[draw]
    return np.clip(found, 0, 1)


def without(course: Course, *days: int) -> Course:
    """The same with nothing done on these days."""
    return replace(course, skipped=course.skipped | set(days))
