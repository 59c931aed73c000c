"""A plan towards an exam, as values: what today holds, the days ahead, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from quizzer.scheduling.prediction import Foretold, RecallModel
    from quizzer.study.exams import Exam
    from quizzer.study.standing import Habits

FARTHEST = 400
"""Days; an exam farther off is planned once it is nearer."""
WORTH_SAYING = 0.01
"""A point of the marks; a smaller difference is called less than a point."""


class Estimate(NamedTuple):
    """A share of the marks, with its band."""

    mean: float
    low: float
    high: float


class Outlook(NamedTuple):
    """One topic on the day."""

    name: str
    share: float
    """Of the marks."""
    cards: int
    known: int
    """Cards asked at least once."""
    expected: Estimate
    """Share of the topic's marks if the plan is followed."""
    stopped: Estimate
    """If nothing more is done."""


class PlannedDay(NamedTuple):
    """What one day holds, on average over the trials."""

    day: date
    reviews: float
    new: float
    passes: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan, and what it is worth.

    Attributes:
        exam: towards which.
        today: the study day on which it was made.
        days: until the exam.
        cards: how many it covers.
        unseen: how many of those are new, suspended ones left out.
        due, new, passes: keys of the cards to ask today; a pass is practice.
        ahead: day by day, from today to the day before the exam.
        is_bounded: whether no day of the last fortnight holds more than twice the average day.
        new_a_day: new cards a day.
        last_new: the last day on which new cards are begun; None where there are none.
        never_begun: cards that the plan never comes to.
        expected, plain, stopped: the mark by the plan, by plain spacing alone, and if nothing more is done.
        missed_today: what falls if nothing is done today.
        half: the minutes of half as much, and what falls with them.
        outlooks: topic by topic.
        model: how recall was predicted.
        habits: how long a card takes, how many days are kept.
        trials: how often the days were played through.
        foretold: what FSRS-6 said of each answer in the log before it came, and how that went.
        fitted_until: the last day whose answers its parameters were fitted to; None for the published ones.
    """

    exam: Exam
    today: date
    days: int
    cards: int
    unseen: int
    due: tuple[str, ...]
    new: tuple[str, ...]
    passes: tuple[str, ...]
    ahead: tuple[PlannedDay, ...]
    is_bounded: bool
    new_a_day: int
    last_new: date | None
    never_begun: int
    expected: Estimate
    plain: Estimate
    stopped: Estimate
    missed_today: float
    half: tuple[int, float]
    outlooks: tuple[Outlook, ...]
    model: RecallModel
    habits: Habits
    trials: int
    foretold: Foretold = field(compare=False, repr=False)
    fitted_until: date | None

    @property
    def tells(self) -> bool:
        """Whether the log says enough for a number."""
        return self.model.tells

    @property
    def minutes_today(self) -> float:
        """What today takes."""
        return (len(self.due) + len(self.new) + len(self.passes)) * self.habits.seconds_a_card / 60

    @property
    def is_plain_enough(self) -> bool:
        """Whether plain spacing comes within a point of the plan."""
        return self.expected.mean - self.plain.mean < WORTH_SAYING

    @property
    def final_from(self) -> date | None:
        """The first day with a pass; None where there is none."""
        return next((one.day for one in self.ahead if one.passes >= 0.5), None)
