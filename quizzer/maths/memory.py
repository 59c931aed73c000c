"""What is known of an expression is kept for the next answer to it: its points and its values there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizzer.maths.equivalence import Reference


@dataclass(slots=True)
class Memory:
    """What has been found out of one expected expression over the same names.

    Attributes:
        draws: by its key, a point where the expression has a value; None where none was found.
        points: by key and precision, what every name is worth there.
        values: by key and precision, the value there and what was met on the way.
        turn: of the sizes among the dimensions: one that gives the expression a value.
        made: what is made of the expression alone: points to show, its terms, values with one thing changed.
    """

    draws: dict[Any, Any] = field(default_factory=dict)
    points: dict[Any, Any] = field(default_factory=dict)
    values: dict[Any, Any] = field(default_factory=dict)
    turn: int = 0
    made: dict[Any, Any] = field(default_factory=dict)


def remember(reference: Reference, asked: str) -> None:
    """Share points and values with earlier references to the same expression over the same names.

    Args:
        reference: that has not compared anything yet.
        asked: the expression's text; with the names and sizes it tells the expression and its points.
    """
    names = tuple(reference.scope.symbols.items())
    sizes = (reference.traits.dimensions, reference.traits.heavy, reference.traits.exponents)
    reference.memory = _known(asked, names, sizes)
    reference.asked = asked


@lru_cache(maxsize=128)
def _known(_asked: str, _names: tuple[object, ...], _sizes: object) -> Memory:
    return Memory()
