"""The final pass: which cards are worth one more look before an exam, and on which of its last days.

A pass is practice: it is logged as such and no schedule hears of it. SM-2 multiplies the last interval by the
ease however early a review comes, so that a pass counted as a review would send a card years ahead for having
been asked days after it was known; and to pull due dates below the exam heaps its last week sevenfold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizzer.scheduling import curves
from quizzer.scheduling.card_arrays import NEVER
from quizzer.scheduling.fsrs6 import LEAST_STABILITY

if TYPE_CHECKING:
    from quizzer.scheduling.card_arrays import Cards
    from quizzer.scheduling.curves import Floats, Wholes
    from quizzer.scheduling.prediction import RecallModel


@dataclass(frozen=True, slots=True)
class FinalPass:
    """How wide and how eager it is."""

    days: int = 14
    """It is spread over so many days before the exam."""
    least_gain: float = 0.03
    """By how much a card's chance on the day must rise to be worth its minute; one of average weight, a card
    of twice the weight by half as much."""
    kept: float = 1.0
    """The share of days on which the learner studies, above 0: what is left is spread over so many."""
    most: float | None = 2.0
    """How many times the average day one of its days may hold; None: the minutes alone bound it."""

    def bound(self, answered: Wholes, days: int) -> Wholes | None:
        """How many answers a day of the pass may hold; None where nothing bounds it.

        A day of x answers is at most m times the average of all `days` if x <= m (answered + x) / days. What
        is answered later only raises that average, so days missed afterwards break no bound that held.

        Args:
            answered: answers on the days before, a trial an entry.
            days: from the first of them to the exam.
        """
        if self.most is None or days <= max(self.days, self.most):
            return None  # nothing came before it that would have an average
        return np.asarray(np.floor(self.most * answered / (days - self.most)).astype(np.int64))


class Worth(NamedTuple):
    """What an answer now does for the day of the exam, an entry a card."""

    gain: Floats
    """By how much the chance to answer it right on the day rises, on average over knowing it now or not."""
    lasting: Floats
    """The stability that it has once it is known now, in days."""


def worth(model: RecallModel, stability: Floats, difficulty: Floats, gone: Wholes, ahead: int) -> Worth:
    """What to be asked now is worth.

    Args:
        model: of the learner.
        stability: of each card.
        difficulty: of each card.
        gone: days since each card was last answered.
        ahead: days to the exam.
    """
    w = model.parameters
    recalled = curves.recall(gone, stability, w)
    known = curves.kept(stability, difficulty, recalled, w)
    lost = np.maximum(curves.forgotten(stability, difficulty, recalled, w), LEAST_STABILITY)
    chance = model.chance(recalled)
    left = model.chance(curves.recall(gone + ahead, stability, w))
    if_known = model.chance(curves.recall(ahead, known, w))
    then = chance * if_known + (1 - chance) * model.chance(curves.recall(ahead, lost, w))
    return Worth(np.where(gone < 1, 0.0, then - left), known)


def passes_today(
    how: FinalPass,
    model: RecallModel,
    cards: Cards,
    *,
    weights: Floats,
    trial: Wholes,
    day: int,
    exam: int,
) -> Wholes:
    """Which cards get their pass today, so that what is still to come is even over the days left.

    What falls due before the exam is reviewed anyway and needs no pass. Of the others those are taken whose
    chance on the day a pass would raise enough; first those that lose least by being asked today already.

    Args:
        how: the pass.
        model: of the learner.
        cards: of all trials.
        weights: what each is worth, 1 on average.
        trial: which trial it belongs to, from 0 without gaps.
        day: today.
        exam: the day of the exam.
    """
    days, trials = exam - day, int(trial[-1]) + 1 if len(trial) else 0
    at = np.flatnonzero((cards.due >= exam) & (cards.due < NEVER) & (cards.last < day))
    gone = day - cards.last[at]
    at_last = worth(model, cards.stability[at], cards.difficulty[at], gone + days - 1, 1).gain
    wanted = at_last * weights[at] >= how.least_gain
    at, gone, at_last = at[wanted], gone[wanted], at_last[wanted]
    now = worth(model, cards.stability[at], cards.difficulty[at], gone, days).gain
    waiting = np.bincount(trial[at], minlength=trials)
    room = _todays_share(how, cards, waiting, trial=trial, day=day, exam=exam)
    order = np.lexsort((at_last - now, trial[at]))
    place = np.arange(len(order)) - np.repeat(np.cumsum(waiting) - waiting, waiting)
    return np.asarray(np.sort(at[order][place < np.repeat(room, waiting)]))


def _todays_share(
    how: FinalPass, cards: Cards, waiting: Wholes, *, trial: Wholes, day: int, exam: int
) -> Wholes:
    """How many of those waiting come today, a trial an entry: reviews and passes together are even."""
    trials = len(waiting)
    soon = np.flatnonzero(cards.due < exam)
    coming = np.bincount(trial[soon], minlength=trials)
    today = np.bincount(trial[soon[cards.due[soon] <= day]], minlength=trials)
    done = np.bincount(trial[cards.known & (cards.last == day)], minlength=trials)
    shares = max(1.0, (exam - day) * how.kept)
    room = np.ceil((waiting + coming + done) / shares).astype(np.int64) - today - done
    return np.asarray(np.clip(room, 0, waiting))
