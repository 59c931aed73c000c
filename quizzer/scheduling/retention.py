"""True retention: of the reviews of cards seen before, how many were passed; by time, by age, by subject.

A card's first review is learning, not remembering, and repeats within a day say little: neither counts. The
share is of what was *asked*, so it is measured at the moments that the schedule chose.
"""

from __future__ import annotations

from bisect import bisect_right
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.sm2 import PASS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import date
    from typing import TypeVar

    from quizzer.scheduling.answered import Answer

    Group = TypeVar("Group", bound=Hashable)

FEWEST = 10
"""With fewer reviews a share would be noise."""
MATURE = 21
"""Days after which a card that is asked again counts as mature; Anki draws the line there too."""
AGES: tuple[int, ...] = (0, 2, 7, MATURE, 60, 180)
"""Where the classes of age begin, in days since the review before."""
_Z = 1.959963984540054
"""Of 95 in 100."""


class Share(NamedTuple):
    """How many of so many reviews were passed."""

    passed: int = 0
    asked: int = 0

    @property
    def lapsed(self) -> int:
        """How many were not."""
        return self.asked - self.passed

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None with too few reviews to tell."""
        return self.passed / self.asked if self.asked >= FEWEST else None

    def and_(self, other: Share) -> Share:
        """Both together."""
        return Share(self.passed + other.passed, self.asked + other.asked)


class Retention(NamedTuple):
    """The shares of cards asked again soon, and of those asked after three weeks or more."""

    young: Share = Share()
    mature: Share = Share()

    @property
    def all(self) -> Share:
        """Both together."""
        return self.young.and_(self.mature)


def remembered(answers: Iterable[Answer]) -> list[Answer]:
    """Those that say something of memory: graded reviews of cards reviewed before."""
    return [one for one in answers if one.since is not None]


def retention(answers: Iterable[Answer], first: date | None = None, last: date | None = None) -> Retention:
    """The retention from study day `first` to `last`, both included."""
    counts = [[0, 0], [0, 0]]
    for one in remembered(answers):
        if (first is None or one.day >= first) and (last is None or one.day <= last):
            of_age = counts[(one.since or 0) >= MATURE]
            of_age[0] += _passed(one)
            of_age[1] += 1
    return Retention(Share(*counts[0]), Share(*counts[1]))


def by_age(answers: Iterable[Answer]) -> list[Share]:
    """The share for each class of AGES, which is the forgetting that the schedule lets happen."""
    counts = [[0, 0] for _ in AGES]
    for one in remembered(answers):
        of_age = counts[bisect_right(AGES, one.since or 0) - 1]
        of_age[0] += _passed(one)
        of_age[1] += 1
    return [Share(*pair) for pair in counts]


def by_group(answers: Iterable[Answer], group: Callable[[str], Group | None]) -> dict[Group, Share]:
    """The share for each group of cards; `group` tells it from a card's key, None leaves the card out."""
    counts: dict[Group, list[int]] = {}
    for one in remembered(answers):
        name = group(one.card)
        if name is not None:
            of_group = counts.setdefault(name, [0, 0])
            of_group[0] += _passed(one)
            of_group[1] += 1
    return {name: Share(*pair) for name, pair in counts.items()}


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Between which shares the true one lies, in 95 cases of 100.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212: the shares p with |part/whole - p| at most z standard
    deviations of p, the roots of (part/whole - p)² = z² p (1 - p) / whole.

    Raises:
        ValueError: not 0 <= part <= whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share")
    if not whole:
        return 0.0, 1.0
    square = _Z * _Z
    middle = part + square / 2
    spread = _Z * sqrt(part * (whole - part) / whole + square / 4)
    low, high = (middle - spread) / (whole + square), (middle + spread) / (whole + square)
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)


def surely_forgotten(share: Share) -> float:
    """Wilson's lower bound of the share forgotten: two slips of two weigh less than ten of twelve."""
    return wilson(share.lapsed, share.asked)[0]


def _passed(answer: Answer) -> bool:
    return answer.quality is not None and answer.quality >= PASS
