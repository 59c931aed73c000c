"""The point to show where two expressions part: in small numbers, and the plainest of some."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths import clock
from quizzer.maths.looks import Witness, weight_of, weight_with
from quizzer.maths.plan import TWOS
from quizzer.maths.values import Exhausted, Imprecise, Undefined, at_precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.equivalence import Key, Reference
    from quizzer.maths.sample import Draw
    from quizzer.maths.tree import Node

_AT_ONCE = 12
_DRAWN = 36
_BITS = 192
_UNKNOWN = 1e6  # more than any


def plainest(reference: Reference, answer: Node) -> Witness | None:
    """The plainest point in small numbers where an answer parts, of the smallest size in which one does.

    Points are taken twelve at once, those first that have least to read without the answer's value; the rest
    of them need no look where that alone is more than all there is to read at the best.
    """
    for which in (TWOS, 0):
        for start in range(0, _DRAWN, _AT_ONCE):
            points = _plainest_first(reference, which, start)
            best: Witness | None = None
            least = 0.0
            for weight, _, key, found in points:  # the number only settles ties
                if best is not None and weight >= least:
                    break
                if clock.is_over(reference.deadline):
                    return best
                try:
                    look = reference.look(key, found, answer, _BITS)
                except Exhausted:
                    return best
                parted = look.witness if look.outcome in ("differ", "undefined") else None
                if parted is not None and (best is None or weight_with(weight, parted) < least):
                    best, least = parted, weight_with(weight, parted)
            if best is not None:
                return best
            if len(points) < _AT_ONCE:
                break
    return None


_Small: TypeAlias = "tuple[float, int, Key, Draw]"


def _plainest_first(reference: Reference, which: int, start: int) -> list[_Small]:
    """Points in small numbers by how much there is to read in them and in what is expected there."""
    made = reference.memory.made
    points: list[_Small] | None = made.get(("small", which, start))
    if points is None:
        points = sorted(_small(reference, which, start), key=lambda point: point[:2])
        if not clock.is_over(reference.deadline):
            made["small", which, start] = points
    return points


def _small(reference: Reference, which: int, start: int) -> Iterator[_Small]:
    """Points in small numbers, each with how much there is to read and its number."""
    for number in range(start, start + _AT_ONCE):
        try:
            key, found = reference.draw(which, 0, 1000 + number, "small")
            if found is None or clock.is_over(reference.deadline):
                return
            weight = _weight(reference, key, found)
        except Exhausted:
            return
        yield weight, number, key, found


def _weight(reference: Reference, key: Key, found: Draw) -> float:
    try:
        with at_precision(_BITS):
            return weight_of(found, reference.value(key, found, _BITS)[0])
    except (Imprecise, Undefined):
        return _UNKNOWN
