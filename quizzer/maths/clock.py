"""The judge's time: what it has computed itself, and not how long a busy machine made it wait.

A verdict may not depend on what else the machine does. So a deadline that has passed counts only once the
thread has had the processor for that long; what it waited is added to its time, up to a bound, as learners
wait, too.
"""

from __future__ import annotations

import threading
import time

MOST_WAITED = 0.6
"""Seconds of waiting for the processor that an answer is granted on top of its budget."""


class _Started(threading.local):
    """When this thread began to judge, by the clock on the wall and by its own time on the processor."""

    wall = 0.0
    own = 0.0
    is_known = False


_started = _Started()


def start() -> float:
    """Begin to count what this thread waits; the time on the judge's clock, which is that of the wall now."""
    _started.wall, _started.own = time.perf_counter(), time.thread_time()
    _started.is_known = True
    return _started.wall


def now() -> float:
    """Seconds on the judge's clock: those of the wall less what this thread has waited since `start`."""
    wall = time.perf_counter()
    if not _started.is_known:
        return wall
    waited = (wall - _started.wall) - (time.thread_time() - _started.own)
    return wall - min(max(waited, 0.0), MOST_WAITED)


def is_over(deadline: float) -> bool:
    """Whether a deadline on the judge's clock has passed; quickly told as long as the wall's is before it."""
    return time.perf_counter() > deadline and now() > deadline
