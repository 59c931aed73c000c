"""Calm: for a moment after a verdict is shown, keys that were typed ahead of it do nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 0.3
"""Nobody reads a verdict and chooses another grade in less."""


@dataclass(slots=True)
class Calm:
    """The moment after something was shown."""

    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic
    _until: float = field(default=float("-inf"), init=False)

    def begin(self) -> None:
        """Something is shown now."""
        self._until = self.clock() + self.seconds

    def is_over(self) -> bool:
        """Whether a key that comes now can be an answer to what is shown."""
        return self.clock() >= self._until
