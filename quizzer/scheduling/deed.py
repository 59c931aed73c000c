"""One deed of the learner's, as the rows that one undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.scheduling.effect import undone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.log import Review


def last_deed(rows: Iterable[Review]) -> tuple[Review, ...]:
    """What was done last and not taken back, the newest row first; () if there is nothing.

    An answer goes with all that hangs on it: the grades given to it, and the answers to earlier steps of its
    card, which bear no grade of their own.

    Args:
        rows: as they were kept, one after another: last is what was kept last, whatever the clock then said.
    """
    ordered = list({row.id: row for row in rows}.values())
    taken_back = undone(ordered)
    deeds = (row for row in reversed(ordered) if row.kind != "undo" and row.id not in taken_back)
    last = next(deeds, None)
    if last is None:
        return ()
    of_card = [row for row in reversed(ordered) if row.card == last.card and row.id not in taken_back]
    deed = [last]
    root = last
    if last.kind == "override":
        root = next((row for row in of_card if row.id == last.refers), last)
        deed = [row for row in of_card if row.kind == "override" and row.refers == root.id]
        deed = [*deed, root] if root is not last else [last]
    if root.kind in ("review", "repeat", "exam"):
        for row in of_card[of_card.index(root) + 1 :]:
            if row.kind != root.kind or row.quality is not None or _was_graded(row, of_card):
                break
            deed.append(row)
    return tuple(deed)


def last_taken_back(rows: Iterable[Review]) -> tuple[tuple[Review, Review], ...]:
    """The undo that may itself be undone: pairs of a row of it and what that took back, the newest first.

    () where nothing was taken back, or something was done since.
    """
    ordered = list({row.id: row for row in rows}.values())
    by_id = {row.id: row for row in ordered}
    taken_back = undone(ordered)
    found: list[tuple[Review, Review]] = []
    for row in reversed(ordered):
        target = by_id.get(row.refers) if row.kind == "undo" else None
        if not found:
            if row.kind != "undo" and row.id not in taken_back:
                break  # done since: what was taken back before it stays so
            if target is None or target.kind == "undo" or row.id in taken_back:
                continue
        elif target is None or not _is_one_deed(found, row, target):
            break
        found.append((row, target))
    return tuple(found)


def _is_one_deed(found: list[tuple[Review, Review]], undo: Review, target: Review) -> bool:
    """Whether an undo belongs to those found after it: made at one moment, of one answer."""
    later, _ = found[-1]
    if (undo.at, undo.card) != (later.at, later.card):
        return False
    roots = [one for _, one in found if one.kind != "override"]
    if target.kind == "override":
        return target.refers in {one.id for one in roots}
    return all(one.kind == target.kind and one.quality is None for _, one in found)


def _was_graded(row: Review, of_card: list[Review]) -> bool:
    """Whether the learner graded the row: then it is an answer of its own."""
    return any(other.kind == "override" and other.refers == row.id for other in of_card)
