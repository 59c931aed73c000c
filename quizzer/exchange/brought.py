"""What an importer brings: drafts, the account of the source, files that go along, what another log knew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from quizzer.exchange.account import Account
    from quizzer.exchange.drafts import DraftDeck


@dataclass(frozen=True, slots=True)
class PastReview:
    """One answer that another program's log knows of."""

    source_key: str
    """What that program knows the card by."""
    at: datetime
    quality: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Brought:
    """A deck that is proposed, and all that came with it."""

    deck: DraftDeck
    account: Account
    media: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """Files to put beside the deck, by the path that its cards name."""
    reviews: tuple[PastReview, ...] = ()
