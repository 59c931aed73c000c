"""What a command finds around it: the clock, chance, the environment, where things lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from quizzer.storage.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzer.settings.kinds import Settings


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Surroundings:
    """The world at the rim; a test hands in another one."""

    environment: Mapping[str, str]
    now: Callable[[], datetime]
    """The moment, with the local offset."""
    random_bytes: Callable[[int], bytes]

    @classmethod
    def real(cls) -> Surroundings:
        """The process's own."""
        return cls(os.environ, _now, os.urandom)

    @cached_property
    def places(self) -> Places:
        """Where the learner's things lie."""
        return Places.of(self.environment)

    @cached_property
    def settings(self) -> Settings:
        """What the settings file says.

        Raises:
            UsageError: it cannot be read, or says what is no setting.
        """
        from quizzer.settings.reading import read_settings

        return read_settings(self.places.config)
