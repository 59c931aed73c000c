"""`quizzer resume`: which cards are suspended, and the way back for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.problems import visible
from quizzer.errors import UsageError
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import RANDOM_BYTES, Review, uuid7
from quizzer.storage.log import ReviewLog

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print the suspended cards; with names, append a row for each that has it asked again."""
    with ReviewLog.open(around.places.data, read_only=not options.cards) as log:
        states = fold(log.rows())
        suspended = sorted(card for card, state in states.items() if state.suspended)
        if not options.cards:
            print("\n".join(map(visible, suspended)) if suspended else "No card is suspended.")
            return 0
        keys = [_meant(name, suspended) for name in dict.fromkeys(options.cards)]
        at = around.now()
        log.extend(
            Review(
                id=uuid7(at, around.random_bytes(RANDOM_BYTES)),
                device=log.device,
                card=key,
                at=at,
                kind="resume",
            )
            for key in keys
        )
        for key in keys:
            print(visible(f"{key} is asked again."))
    return 0


def _meant(name: str, suspended: list[str]) -> str:
    found = [key for key in suspended if name in (key, key.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"`{name}` may be any of {', '.join(found)}: say which")
    raise UsageError(f"`{name}` is not suspended; `quizzer resume` lists what is")
