"""The judge's grades against the learner's own: how often they were overruled, and which way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.answered import ANSWERED
from quizzer.scheduling.effect import in_order, undone
from quizzer.scheduling.sm2 import BEST, PASS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.log import Review


class Grade(NamedTuple):
    """What became of one grade of the judge's."""

    given: int = 0
    """How often the judge gave it."""
    raised: int = 0
    lowered: int = 0

    @property
    def kept(self) -> int:
        """How often it stood."""
        return self.given - self.raised - self.lowered


class Agreement(NamedTuple):
    """All grades of the judge's, and the overrulings that mattered most."""

    grades: tuple[Grade, ...]
    """For the grades 0 to 5."""
    called_right: int
    """Answers that the judge failed and the learner passed."""
    called_wrong: int
    """Answers that the judge passed and the learner failed."""

    @property
    def all(self) -> Grade:
        """Every grade together."""
        return Grade(*map(sum, zip(*self.grades, strict=True)))


def agreement(rows: Iterable[Review]) -> Agreement:
    """The judge against the learner, over all graded answers that stand.

    What the judge left to the learner (a recall, an undecided answer) is no grade of the judge's. A second
    try is an override too, but the judge's own: it bears another answer, and its grade replaces the first's.
    """
    ordered = in_order(rows)
    taken_back = undone(ordered)
    judged: dict[str, tuple[str, int]] = {}
    own: dict[str, int] = {}
    for row in ordered:
        if row.id in taken_back or row.quality is None:
            continue
        if row.kind in ANSWERED:
            judged[row.id] = (row.typed, row.quality)
        elif row.kind == "override" and row.refers in judged:
            typed, _ = judged[row.refers]
            if row.typed in (typed, ""):
                own[row.refers] = row.quality
            else:
                judged[row.refers] = (row.typed, row.quality)
                own.pop(row.refers, None)
    return _compared(judged, own)


def _compared(judged: dict[str, tuple[str, int]], own: dict[str, int]) -> Agreement:
    counts = [[0, 0, 0] for _ in range(BEST + 1)]
    called_right = called_wrong = 0
    for row_id, (_, grade) in judged.items():
        mine = own.get(row_id, grade)
        of_grade = counts[grade]
        of_grade[0] += 1
        of_grade[1] += mine > grade
        of_grade[2] += mine < grade
        called_right += grade < PASS <= mine
        called_wrong += mine < PASS <= grade
    return Agreement(tuple(Grade(*three) for three in counts), called_right, called_wrong)
