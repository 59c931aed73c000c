"""The plan towards an exam: what to do each day so that the expected mark is highest, made anew from the log.

The expected mark is the sum over the cards of what each carries of the marks times the chance that it is
answered right on the day. The ways that are played through are: how many new cards a day, until when, and a
final pass over the last fortnight for what would gain by it, no day of which holds more than twice the
average day unless that costs two points. The best is the plan. Nothing in it touches a schedule: what is due
is reviewed as ever, and a pass is practice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from quizzer.scheduling import curves
from quizzer.scheduling.card_arrays import NEVER
from quizzer.scheduling.day import study_day
from quizzer.scheduling.final_pass import FinalPass
from quizzer.scheduling.simulation import Course, Played, asked_today, marks, play, without
from quizzer.study.exams import marks_of, topics
from quizzer.study.planned import FARTHEST, Estimate, Outlook, Plan, PlannedDay
from quizzer.study.queue import whole
from quizzer.study.standing import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzer.deck.cards import Card
    from quizzer.scheduling.curves import Floats, Wholes
    from quizzer.scheduling.log import Review
    from quizzer.study.exams import Exam, Topic
    from quizzer.study.queue import Rules
    from quizzer.study.standing import Standing

ENTRIES = 20_000
"""Cards times trials that are played at once, about."""
MOST_TRIALS = 40
DRAWS = 300
DRAWS_BY_TOPIC = 100
BAND = (0.05, 0.95)
"""Quantiles of a band: nine draws of ten lie within."""
WORTH_CHANGING = 0.003
"""By how much a way must beat the one before it in the list to be taken."""
WORTH_A_HEAP = 0.02
"""By how much the mark must rise for a day of the last fortnight to hold more than twice the average."""
_ANSWERS = ("review", "repeat", "exam")


def plan(exam: Exam, cards: Sequence[Card], rows: Sequence[Review], today: date, rules: Rules) -> Plan | str:
    """The plan as of `today`; or the sentence that says why there is none.

    Args:
        exam: towards which.
        cards: all there are; the exam says which of them it covers.
        rows: the log.
        today: the study day.
        rules: the learner's own.
    """
    worth = marks_of(exam.parts, cards)
    days = (exam.on - today).days
    if not worth:
        return "No card belongs to this exam: `quizzer exam list` tells its parts."
    if days <= 0:
        return "It is today: nothing more is planned." if days == 0 else "It is over: all schedules go on."
    if days > FARTHEST:
        return f"It is {days} days off: until it is {FARTHEST} days away, plain spacing is the plan."
    covered = [card for card in cards if card.key in worth]
    before = [row for row in rows if row.kind not in _ANSWERS or study_day(row.at, rules.starts) < today]
    morning = standing(covered, before, today, rules)
    stand = morning
    if len(before) < len(rows):
        stand = standing(covered, rows, today, rules, morning.habits)
    weights = np.array([float(worth[key]) for key in stand.keys])
    sides = {card.key: whole(card) for card in covered}
    planner = _Planner(exam, today, days, stand, morning, weights, rules, sides)
    return planner.plan(topics(exam.parts, cards))


@dataclass(frozen=True, slots=True)
class _Planner:
    """All that every way of studying shares."""

    exam: Exam
    today: date
    days: int
    stand: Standing
    morning: Standing
    """As it stood before anything was answered today: by this the way is chosen, and today's part, which
    would otherwise change while it is done."""
    weights: Floats
    rules: Rules
    sides: Mapping[str, str]
    """From a card's key to what it and its other side have in common."""

    def plan(self, covered: Sequence[Topic]) -> Plan:
        way, plain = self._best(), self._plain()
        today = self._today(way)
        way = replace(way, today=today, begun_today=self.stand.begun_today)
        followed, alone = self._played(way), self._played(plain)
        arrays = self.stand.arrays
        stopped = self._as_of_now()
        due, new, passes = map(self._keys, today)
        half = max(1, self.exam.minutes_a_day // 2)
        less = replace(way, answers_a_day=self._answers(half), today=None)
        begun = (followed.recall > 0).mean(axis=0)
        return Plan(
            exam=self.exam,
            today=self.today,
            days=self.days,
            cards=len(self.stand.keys),
            unseen=int((arrays.due[way.order] == NEVER).sum()),
            due=due,
            new=new,
            passes=passes,
            ahead=self._ahead(followed),
            is_bounded=self._is_bounded(way),
            new_a_day=way.new_a_day,
            last_new=self._last_new(followed),
            never_begun=int((begun < 0.5).sum()),
            expected=self._estimate(followed),
            plain=self._estimate(alone),
            stopped=self._estimate(stopped),
            missed_today=self._falls(followed, without(way, 0)),
            half=(half, self._falls(followed, less)),
            outlooks=self._outlooks(covered, followed, stopped),
            model=self.stand.model,
            habits=self.stand.habits,
            trials=self._trials,
            foretold=self.stand.foretold,
            fitted_until=self.rules.fitted_until,
        )

    @property
    def _trials(self) -> int:
        return int(np.clip(ENTRIES // len(self.stand.keys), 2, MOST_TRIALS))

    def _answers(self, minutes: int) -> int:
        return max(1, round(minutes * 60 / self.stand.habits.seconds_a_card))

    # ------------------------------------------------------------ ways

    def _plain(self) -> Course:
        keys, schedulers = self.stand.keys, self.rules.schedulers
        usual = schedulers.usual
        of = [schedulers.of(key) for key in keys]
        own = tuple(
            (np.array([one == other for one in of]), other) for other in sorted(set(of) - {usual}, key=str)
        )
        order = np.array([at for at in range(len(keys)) if at not in self.stand.asleep], np.int64)
        return Course(
            days=self.days,
            new_a_day=self.rules.new_a_day,
            weights=self.weights,
            order=order,
            scheduler=usual,
            own=own,
            answers_a_day=self._answers(self.exam.minutes_a_day),
            begun_today=self.stand.begun_today,
            before=self.stand.before,
        )

    def _best(self) -> Course:
        """Whether the last days are bounded; the best number of new cards a day; the day to stop them."""
        plain = replace(self._plain(), begun_today=0)
        heaviest_first = plain.order[np.argsort(-self.weights[plain.order], kind="stable")]
        last_look = FinalPass(kept=self.stand.habits.kept)
        found = replace(plain, order=heaviest_first, final_pass=last_look)
        # Who did little until now would be held to little: to them the bound costs marks, and is left out.
        unbounded = replace(found, final_pass=replace(last_look, most=None))
        best, mark = self._better([found], found, -1.0)
        if self._is_bounded(found):
            best, mark = self._better([unbounded], best, mark, WORTH_A_HEAP)
        unseen = int((self.morning.arrays.due[plain.order] == NEVER).sum())
        if not unseen:
            return best
        # The learner's own number; and what it takes to come to every card with a week, or three, to spare.
        rates = {-(-unseen // (self.days - left)) for left in (7, 21) if self.days > left + 2}
        ways = [replace(best, new_a_day=one) for one in sorted(rates) if one > found.new_a_day]
        best, mark = self._better(ways, best, mark)
        earlier = [replace(best, new_until=self.days - left) for left in (7, 14) if left < self.days]
        return self._better(earlier, best, mark)[0]

    def _better(
        self, ways: Sequence[Course], best: Course, mark: float, least: float = WORTH_CHANGING
    ) -> tuple[Course, float]:
        """The best of the ways, or the one so far where none is clearly better, with its mark."""
        pilot = max(1, min(4, self._trials // 2))
        for way in ways:
            now = self._mark(play(self.morning.arrays, way, self.morning.learner, trials=pilot, seed=1))
            if now > mark + least:
                best, mark = way, now
        return best, mark

    def _is_bounded(self, way: Course) -> bool:
        how, days = way.final_pass, way.before[0] + way.days
        return how is not None and how.bound(np.zeros(1, np.int64), days) is not None

    def _today(self, way: Course) -> tuple[Wholes, Wholes, Wholes]:
        """Today's part as it stood this morning, without what is done of it: to do it is to be done."""
        now, morning = self.stand.arrays, self.morning
        resting = list(self.stand.resting)
        due, new, passes = (
            one[~np.isin(one, resting)] for one in asked_today(morning.arrays, way, morning.learner)
        )
        left = max(0, way.new_a_day - self.stand.begun_today)
        due, new, passes = map(
            self._one_side_each(),
            (due[now.due[due] <= 0], new[now.due[new] == NEVER], passes[now.last[passes] < 0]),
        )
        return due, new[:left], passes

    def _one_side_each(self) -> Callable[[Wholes], Wholes]:
        """Leaves out cards of which the other side is asked today: it would tell the answer."""
        now, keys = self.stand.arrays, self.stand.keys
        reviewed = np.flatnonzero((now.reviewed == 0) & (now.due < NEVER))
        taken = {self.sides[keys[at]] for at in reviewed.tolist()}

        def kept(places: Wholes) -> Wholes:
            mine: list[int] = []
            for at in places.tolist():
                if (side := self.sides[keys[at]]) not in taken:
                    taken.add(side)
                    mine.append(at)
            return np.array(mine, np.int64)

        return kept

    def _played(self, way: Course) -> Played:
        return play(self.stand.arrays, way, self.stand.learner, trials=self._trials, seed=0)

    def _as_of_now(self) -> Played:
        """Nothing more is done."""
        arrays, model = self.stand.arrays, self.stand.model
        recall = curves.recall(self.days - arrays.last, arrays.stability, model.parameters)
        recall = np.where(arrays.known, recall, 0.0)[None, :]
        none = np.zeros((1, self.days), np.int64)
        chance = np.where(recall > 0, model.chance(recall), 0.0)
        return Played(none, none, none, recall, chance, (none[0], none[0], none[0]))

    # ------------------------------------------------------------ what they come to

    def _mark(self, played: Played) -> float:
        return float((played.chance @ self.weights).mean())

    def _estimate(self, played: Played) -> Estimate:
        return self._with_band(played, self.weights, DRAWS)

    def _with_band(self, played: Played, weights: Floats, draws: int) -> Estimate:
        drawn = marks(played, self.stand.model, weights, draws=draws, seed=0)
        low, high = np.quantile(drawn, BAND)
        mean = float((played.chance @ weights).mean())
        return Estimate(mean, min(mean, float(low)), max(mean, float(high)))

    def _falls(self, followed: Played, way: Course) -> float:
        """By how much the mark falls on another way, luck being the same."""
        return max(0.0, self._mark(followed) - self._mark(self._played(way)))

    def _keys(self, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[str, ...]:
        return tuple(self.stand.keys[one] for one in at.tolist())

    def _ahead(self, played: Played) -> tuple[PlannedDay, ...]:
        counts = [one.mean(axis=0).tolist() for one in (played.reviews, played.new, played.passes)]
        seconds = self.stand.habits.seconds_a_card
        return tuple(
            PlannedDay(
                self.today + timedelta(day), reviews, new, passes, (reviews + new + passes) * seconds / 60
            )
            for day, (reviews, new, passes) in enumerate(zip(*counts, strict=True))
        )

    def _last_new(self, played: Played) -> date | None:
        days = np.flatnonzero(played.new.mean(axis=0) >= 0.5)
        return self.today + timedelta(int(days[-1])) if len(days) else None

    def _outlooks(self, covered: Sequence[Topic], followed: Played, stopped: Played) -> tuple[Outlook, ...]:
        place = {key: at for at, key in enumerate(self.stand.keys)}
        found: list[Outlook] = []
        for topic in covered:
            at = [place[card.key] for card in topic.cards]
            known = int(self.stand.arrays.known[at].sum())
            even = np.full(len(at), 1 / len(at))
            then, now = (
                self._with_band(
                    played._replace(recall=played.recall[:, at], chance=played.chance[:, at]),
                    even,
                    DRAWS_BY_TOPIC,
                )
                for played in (followed, stopped)
            )
            found.append(Outlook(topic.name, float(topic.share), len(at), known, then, now))
        return tuple(found)
