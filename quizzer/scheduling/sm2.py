"""SM-2: from what a card's last review left and the quality of the next one to the day it is asked again.

P. A. Wozniak, "Application of a computer to improve the results obtained in working with the SuperMemo
method" (1990), steps 1 to 7, read literally:

    I(1) = 1,  I(2) = 6,  I(n) = ⌈I(n-1) · EF⌉ days
    EF'  = EF + 0.1 − (5 − q)(0.08 + (5 − q) · 0.02),  at least 1.3
    q < 3 starts again from I(1) and leaves EF as it is

EF is updated first and the new EF multiplies. Every change of EF is a multiple of 0.01, so EF is kept in
whole hundredths: sums of floating point numbers drift a hair over, and a fraction rounded up then adds a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_EASE = 250
LEAST_EASE = 130
BEST = 5
PASS = 3
"""The least quality that counts as remembered."""
ENOUGH_TODAY = 4
"""Step 7: what scored less is repeated on the same day until it scores this."""

_FIRST_INTERVALS = (1, 6)
_CALENDAR = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Memory:
    """What the reviews of one card have left; a card never reviewed has None in its place."""

    ease: int
    """EF in hundredths, from 130."""
    repetitions: int
    """Reviews passed in a row: the n of I(n)."""
    interval: int
    """Days from `reviewed` to `due`, from 1."""
    due: date
    reviewed: date
    lapses: int = 0
    """How often a card that was remembered the time before was not."""
    successes: int = 0
    """Reviews passed in all."""
    stability: float = 0.0
    """Of FSRS (see `fsrs6`), in days; 0 under SM-2."""
    difficulty: float = 0.0
    """Of FSRS, 1 to 10; 0 under SM-2."""


def step(memory: Memory | None, quality: int, day: date, *, ef_on_fail: bool = False) -> Memory:
    """The memory after a review of `quality` (0 to 5) on study day `day`; the interval runs from that day.

    With `ef_on_fail` EF falls on failures too, as in SuperMemo World's own Delphi code.

    Raises:
        ValueError: `quality` is not one of 0, 1, 2, 3, 4, 5.
    """
    if not 0 <= quality <= BEST:
        raise ValueError(f"a quality is a whole number from 0 to 5, not {quality}")
    if memory is None:
        memory = Memory(FIRST_EASE, 0, 0, day, day)
    passed = quality >= PASS
    ease = eased(memory.ease, quality) if passed or ef_on_fail else memory.ease
    repetitions = memory.repetitions + 1 if passed else 0
    interval = spaced(max(repetitions, 1), memory.interval, ease)
    return Memory(
        ease=ease,
        repetitions=repetitions,
        interval=interval,
        due=date.fromordinal(min(day.toordinal() + interval, _CALENDAR)),
        reviewed=day,
        lapses=memory.lapses + (not passed and memory.repetitions > 0),
        successes=memory.successes + passed,
    )


def eased(ease: int, quality: int) -> int:
    """EF' in hundredths."""
    short = BEST - quality
    return max(LEAST_EASE, ease + 10 - short * (8 + short * 2))


def spaced(n: int, interval: int, ease: int) -> int:
    """I(n) in days, from I(n-1) and EF in hundredths; no longer than the calendar has days."""
    if n <= len(_FIRST_INTERVALS):
        return _FIRST_INTERVALS[n - 1]
    return min(-(-interval * ease // 100), _CALENDAR)
