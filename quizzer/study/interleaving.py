"""Interleaving: rules of one family are not asked back to back.

Mixed practice is what makes learners choose the rule, not only apply it (Rohrer 2014, 2020).
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Waiting = TypeVar("Waiting")


def apart(
    items: Sequence[Waiting], family: Callable[[Waiting], object], before: object = None
) -> list[Waiting]:
    """The same items, moved as little as need be so that no two of one family follow each other.

    A family that makes up more than half of what waits is taken whenever it may be, lest it be all that is
    left in the end; only where there is no other way do its items stay together.

    Args:
        items: what waits, in the order wished for.
        family: what an item belongs to; None where it belongs to none.
        before: the family of what came just before.
    """
    waiting = deque(items)
    counts = Counter(kin for item in items if (kin := family(item)) is not None)
    counts = Counter({kin: count for kin, count in counts.items() if count > 1})
    most = max(counts.values(), default=0)  # never less than the largest count that is left
    placed: list[Waiting] = []
    while waiting:
        pressing = None
        if 2 * most > len(waiting):
            most = max(counts.values(), default=0)
            if 2 * most > len(waiting):
                pressing = next(kin for kin, count in counts.items() if count == most)
        if pressing is not None and pressing != before:
            place = next(k for k, item in enumerate(waiting) if family(item) == pressing)
        else:
            place = next((k for k, item in enumerate(waiting) if before is None or family(item) != before), 0)
        item = waiting[place]
        del waiting[place]
        before = family(item)
        if before in counts:
            counts[before] -= 1
        placed.append(item)
    return placed


def next_first(
    items: Sequence[Waiting], family: Callable[[Waiting], object], before: object
) -> list[Waiting]:
    """The items, with the first that is not of the family `before` brought to the front, if there is one."""
    if before is None or not items or family(items[0]) != before:
        return list(items)
    place = next((k for k, item in enumerate(items) if family(item) != before), 0)
    return [items[place], *items[:place], *items[place + 1 :]]
