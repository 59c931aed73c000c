"""The point to show where two expressions part: in small numbers, and the plainest of some."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

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


def plainest(reference: Reference, answer: Node) -> Witness | None:
    """The plainest point in small numbers where an answer parts, of the smallest size in which one does.

    Points are taken twelve at once, those first that have least to read without the answer's value; the rest
    of them need no look where that alone is more than all there is to read at the best.
    """
    for which in (TWOS, 0):
        for start in range(0, _DRAWN, _AT_ONCE):
            points = sorted(_small(reference, which, start), key=lambda point: point[:2])
            best: Witness | None = None
            least = 0.0
            for weight, _, key, found in points:
                if best is not None and weight >= least:
                    break
                if time.perf_counter() > reference.deadline:
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


def _small(reference: Reference, which: int, start: int) -> Iterator[tuple[float, int, Key, Draw]]:
    """Points in small numbers, each with how much there is to read in it and in what is expected there."""
    for number in range(start, start + _AT_ONCE):
        try:
            key, found = reference.draw(which, 0, 1000 + number, "small")
            if found is None or time.perf_counter() > reference.deadline:
                return
            weight = _weight(reference, key, found)
        except Exhausted:
            return
        yield weight, number, key, found


def _weight(reference: Reference, key: Key, found: Draw) -> float:
    weights = reference.memory.weights
    if key not in weights:
        try:
            with at_precision(_BITS):
                weights[key] = weight_of(found, reference.value(key, found, _BITS)[0])
        except (Imprecise, Undefined):
            weights[key] = _UNKNOWN
    return weights[key]


_UNKNOWN = 1e6
