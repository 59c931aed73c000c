"""Schedulers switched there and back over a log of 100,000 reviews: python -m tests.bench.switching.

The same states to the day, whichever scheduler was in between, all cards or deck by deck; and how long it takes.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review
from quizzer.scheduling.scheduler import SM2, Scheduler, Schedulers

ROWS, CARDS = 100_000, 4_000
FSRS = Scheduler("fsrs")


def log():
    source = random.Random(7)
    at = datetime(2020, 1, 1, 18, tzinfo=UTC)
    rows = []
    for number in range(ROWS):
        at += timedelta(minutes=source.randint(1, 50))
        kind = source.choices(["review", "repeat", "exam", "bury"], [90, 5, 4, 1])[0]
        quality = None if kind == "bury" else source.choices(range(6), [1, 2, 2, 2, 8, 3])[0]
        rows.append(
            Review(
                f"{number:07}",
                "here",
                f"{'ab'[number % 2]}/{source.randrange(CARDS)}",
                at,
                kind,
                quality=quality,
            )
        )
    return rows


def timed(rows, schedulers):
    begun = time.process_time()
    states = fold(rows, schedulers=schedulers)
    return states, time.process_time() - begun


def main():
    print(__doc__)
    rows = log()
    plan = [
        ("SM-2", Schedulers(SM2)), ("FSRS", Schedulers(FSRS)), ("SM-2 again", Schedulers(SM2)),
        ("deck a FSRS", Schedulers(SM2, (("a", FSRS),))), ("FSRS again", Schedulers(FSRS)),
        ("SM-2 at last", Schedulers(SM2)),
    ]  # fmt: skip
    found = {}
    for name, schedulers in plan:
        found[name], took = timed(rows, schedulers)
        print(f"{name:14} {took:6.2f} s, {len(found[name])} cards")
    same = (
        found["SM-2"] == found["SM-2 again"] == found["SM-2 at last"] and found["FSRS"] == found["FSRS again"]
    )
    moved = sum(
        state.memory is not None and state.memory.due != found["FSRS"][key].memory.due
        for key, state in found["SM-2"].items()
    )
    print(f"the same to the day, there and back: {same}; due on another day under FSRS: {moved} cards")
    assert same


if __name__ == "__main__":
    main()
