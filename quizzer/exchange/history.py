"""Another program's log as rows of ours: the same answers give the same rows, so that none is kept twice."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING

from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

    from quizzer.exchange.brought import PastReview
    from quizzer.exchange.drafts import DraftDeck
    from quizzer.scheduling.log import Kind

_VERDICT = "imported"


def rows_of(
    reviews: Iterable[PastReview], deck: DraftDeck, slug: str, device: str, zone: tzinfo | None
) -> list[Review]:
    """The rows of past answers to the cards of a deck.

    The first answer of a day is a review, the later ones of that day are repeats, which move no schedule.

    Args:
        reviews: in any order.
        deck: whose cards know what the other program calls them.
        slug: what the log knows the deck by.
        device: this device's name.
        zone: the learner's; days begin by it.
    """
    keys = {
        source: f"{slug}/{card.id}" + ("~reversed" if at and "reverse" in card.fields else "")
        for card in deck.cards
        for at, source in enumerate(card.source_key.split())
    }
    seen: set[tuple[str, date]] = set()
    rows: list[Review] = []
    for review in sorted(reviews, key=lambda one: (one.at, one.source_key)):
        key = keys.get(review.source_key)
        if key is None:
            continue
        at = review.at.astimezone(zone or UTC)
        day = (key, at.date())
        kind: Kind = "repeat" if day in seen else "review"
        seen.add(day)
        made_of = f"{review.source_key} {review.at.isoformat()}"
        noise = hashlib.sha256(made_of.encode()).digest()[:RANDOM_BYTES]
        rows.append(
            Review(
                uuid7(at, noise),
                device,
                key,
                at,
                kind,
                verdict=_VERDICT,
                quality=review.quality,
                seconds=review.seconds,
            )
        )
    return rows
