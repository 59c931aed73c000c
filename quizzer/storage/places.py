"""Where the learner's things lie: the review log, the settings, the decks of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "QUIZZER_HOME"
_NAME = "quizzer"


@dataclass(frozen=True, slots=True)
class Places:
    """Paths, made by nobody yet: who writes makes the folder."""

    data: Path
    """The folder of the review log."""
    config: Path
    """The file of settings."""
    decks: Path
    """The folder of the learner's own decks."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Places:
        """All in the folder that QUIZZER_HOME names, or else where the platform keeps such things.

        The platform's own rules (XDG_DATA_HOME and the like) platformdirs reads from the process itself.
        """
        if named := environment.get(HOME_VARIABLE, "").strip():
            home = Path(named).expanduser().absolute()
            return cls(home, home / "config.toml", home / "decks")
        import platformdirs  # noqa: PLC0415  where QUIZZER_HOME is set, nothing else is asked

        data = platformdirs.user_data_path(_NAME, appauthor=False)
        return cls(
            data, platformdirs.user_config_path(_NAME, appauthor=False) / "config.toml", data / "decks"
        )
