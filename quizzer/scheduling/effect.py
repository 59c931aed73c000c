"""Which rows of the log count, and as what: union, order, undo, override, alias.

The log only grows. What a row takes back or regrades is worked out anew from all of them, so it does not
matter in which order two devices' logs come together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.scheduling.log import ALIAS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from quizzer.scheduling.log import Review

ABOUT_OTHER_ROWS = frozenset(("undo", "override", "alias"))


def in_order(rows: Iterable[Review]) -> list[Review]:
    """The union of rows, each id once, by (time, device, id)."""
    unique: dict[str, Review] = {}
    for row in rows:
        kept = unique.setdefault(row.id, row)
        if kept is not row and (kept != row or kept.at.utcoffset() != row.at.utcoffset()):
            # Two texts under one id are no union's doing; whichever is taken must not hang on who came first.
            unique[row.id] = min(kept, row, key=lambda one: (_place(one), repr(one)))
    return sorted(unique.values(), key=_place)


def _place(row: Review) -> tuple[float, str, str]:
    return row.at.timestamp(), row.device, row.id


def undone(rows: Iterable[Review]) -> set[str]:
    """The ids taken back. An undo that is itself undone takes nothing back.

    Worked from the undos that nothing undoes down to what they act on. Undos that refer to one another in a
    ring, which no program writes, are never reached and have no effect.
    """
    targets = {row.id: row.refers for row in rows if row.kind == "undo"}
    waiting = Counter(target for target in targets.values() if target in targets)
    settled = [undo for undo in targets if undo not in waiting]
    taken_back: set[str] = set()
    for undo in settled:  # grows while it is walked
        target = targets[undo]
        if undo not in taken_back:
            taken_back.add(target)
        if target in targets:
            waiting[target] -= 1
            if not waiting[target]:
                settled.append(target)
    return taken_back


def regraded(rows: Iterable[Review], taken_back: AbstractSet[str]) -> dict[str, int]:
    """From the ids that the learner regraded to the last quality given; `rows` in order."""
    return {
        row.refers: row.quality
        for row in rows
        if row.kind == "override" and row.quality is not None and row.id not in taken_back
    }


def renamed(rows: Iterable[Review], taken_back: AbstractSet[str]) -> dict[str, str]:
    """From the old keys of cards to those they bear now; `rows` in order."""
    now: dict[str, str] = {}
    for row in rows:
        if row.kind == "alias" and row.id not in taken_back:
            now.pop(row.card, None)  # a key given again is nobody's old one: names never run in a ring
            now[row.refers.removeprefix(ALIAS_OF)] = row.card
    return {old: _last_name(old, now) for old in now}


def _last_name(key: str, now: Mapping[str, str]) -> str:
    while key in now:
        key = now[key]
    return key


def effective(rows: Sequence[Review]) -> list[Review]:
    """The rows that count, with the quality and the card's key that hold now; `rows` in order.

    Undos, overrides and aliases have done their work and are left out.
    """
    remarks = [row for row in rows if row.kind in ABOUT_OTHER_ROWS]
    if not remarks:
        return list(rows)
    taken_back = undone(remarks)
    grades = regraded(remarks, taken_back)
    names = renamed(remarks, taken_back)
    counted = (row for row in rows if row.kind not in ABOUT_OTHER_ROWS and row.id not in taken_back)
    return [
        replace(row, quality=grades.get(row.id, row.quality), card=names.get(row.card, row.card))
        if row.id in grades or row.card in names
        else row
        for row in counted
    ]


def rows_by_card(rows: Iterable[Review]) -> dict[str, list[Review]]:
    """Every row, in order, under the present key of the card that it bears on.

    An undo or override stands with the row it acts on, so that one card's rows tell all about that card.
    """
    ordered = in_order(rows)
    names = renamed(ordered, undone(ordered))
    by_id = {row.id: row for row in ordered}
    cards: dict[str, list[Review]] = {}
    for row in ordered:
        key = _root(row, by_id).card
        cards.setdefault(names.get(key, key), []).append(row)
    return cards


def _root(row: Review, by_id: Mapping[str, Review]) -> Review:
    seen = {row.id}
    while row.kind in ("undo", "override") and row.refers in by_id and row.refers not in seen:
        row = by_id[row.refers]
        seen.add(row.id)
    return row


def last_in_effect(rows: Iterable[Review]) -> Review | None:
    """What the learner did last and has not taken back: what one more undo would act on."""
    ordered = in_order(rows)
    taken_back = undone(ordered)
    deeds = (row for row in reversed(ordered) if row.kind != "undo" and row.id not in taken_back)
    return next(deeds, None)
