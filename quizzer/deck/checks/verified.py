"""What a deck's `verify` has borne out, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

Certainty: TypeAlias = Literal["sampled", "proved"]


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer that agreed with its `verify` wherever the two were tried."""

    answer: str
    verify: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Verified:
    """An answer that its `verify` bears out, in all of its instances or in as many as were tried.

    Attributes:
        card: the card's key.
        field: the path of the `verify`, such as `cards[3].steps[0].verify`.
        certainty: the lowest of its instances'.
        claims: what a proof would have to show; () where nothing is left to be shown, or not all can be.
    """

    card: str
    field: str
    certainty: Certainty
    claims: tuple[Claim, ...] = ()
