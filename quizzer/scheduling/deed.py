"""One deed of the learner's, as the rows that one undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.scheduling.effect import in_order, last_in_effect, undone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.log import Review


def last_deed(rows: Iterable[Review]) -> tuple[Review, ...]:
    """What was done last and not taken back, the newest row first; () if there is nothing.

    An answer goes with all that hangs on it: the grades given to it, and the answers to earlier steps of its
    card, which bear no grade of their own.
    """
    ordered = in_order(rows)
    last = last_in_effect(ordered)
    if last is None:
        return ()
    taken_back = undone(ordered)
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


def _was_graded(row: Review, of_card: list[Review]) -> bool:
    """Whether the learner graded the row: then it is an answer of its own."""
    return any(other.kind == "override" and other.refers == row.id for other in of_card)
