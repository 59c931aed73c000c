"""One card's history: what was done with it and when, newest first, with what was taken back marked so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.answered import ANSWERED
from quizzer.scheduling.day import FOUR, study_day
from quizzer.scheduling.effect import in_order, regraded, renamed, undone
from quizzer.study.mistakes import DONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time

    from quizzer.scheduling.log import Kind, Review

DEEDS: dict[Kind, str] = {
    "review": "asked",
    "repeat": "asked again",
    "exam": "practice",
    "suspend": "suspended",
    "resume": "resumed",
    "bury": "put off until the next day",
    "reset": "begun anew",
    "flag": "flagged",
    "unflag": "flag taken away",
    "alias": "took over its history",
}
VERDICTS = {
    "equivalent": "right",
    "wrong-form": "right, in another form",
    "different": "wrong",
    "undecided": "undecided",
    "self": "compared",
    "": "not known",
}
"""What the log's verdicts mean, in a word or two."""


class Event(NamedTuple):
    """Something that was done with a card."""

    day: date
    kind: Kind
    typed: str
    verdict: str
    """In words, with the mistakes that were diagnosed; "" for what is no answer."""
    quality: int | None
    """The one that counts."""
    judged: int | None
    """The judge's own, where the learner gave another."""
    seconds: float | None
    is_taken_back: bool

    @property
    def is_answer(self) -> bool:
        """Whether something was asked."""
        return self.kind in ANSWERED


def old_names(rows: Iterable[Review]) -> Mapping[str, str]:
    """From the keys that cards once bore to those they bear now."""
    every = list(rows)
    aliases = [row for row in every if row.kind == "alias"]
    return renamed(in_order(aliases), undone(every)) if aliases else {}


def rows_of(rows: Iterable[Review], key: str, names: Mapping[str, str]) -> list[Review]:
    """The rows about a card, whatever it was called when they were written; `names` are the old ones."""
    keys = {key, *(old for old, now in names.items() if now == key)}
    return [row for row in rows if row.card in keys]


def history(rows: Sequence[Review], starts: time = FOUR) -> list[Event]:
    """What was done with a card, newest first.

    Args:
        rows: all rows about it, in any order (see `rows_of`).
        starts: when a study day begins.
    """
    ordered = in_order(rows)
    taken_back = undone(ordered)
    grades = regraded(ordered, taken_back)
    return [
        Event(
            day=study_day(row.at, starts),
            kind=row.kind,
            typed=row.typed,
            verdict=_verdict(row) if row.kind in ANSWERED else "",
            quality=grades.get(row.id, row.quality),
            judged=row.quality if grades.get(row.id, row.quality) != row.quality else None,
            seconds=row.seconds,
            is_taken_back=row.id in taken_back,
        )
        for row in reversed(ordered)
        if row.kind in DEEDS
    ]


def _verdict(row: Review) -> str:
    mistakes = "; ".join(f"you {DONE[code]}" for code in row.mistakes if code in DONE)
    judged = VERDICTS.get(row.judged, row.judged)
    return f"{judged}: {mistakes}" if mistakes else judged
