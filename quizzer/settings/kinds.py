"""What may be set: each setting's name, what it is for, what it may be, and how its value is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.typeset.glyphs import Glyphs

SchedulerName = Literal["sm2", "fsrs"]
SCHEDULERS: tuple[SchedulerName, ...] = ("sm2", "fsrs")
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
GLYPHS: tuple[Glyphs, ...] = ("full", "basic", "ascii")
MOST = 9999

Kind = Literal["time", "count", "share", "flag", "one of", "theme", "keys", "decks"]


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """What holds for one deck, otherwise than for all; None where it is as for all."""

    scheduler: SchedulerName | None = None
    retention: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set, and what holds where nothing is."""

    day_starts: time = time(4)
    new_a_day: int = 8
    reviews_a_day: int = 200
    ef_on_fail: bool = False
    second_try: bool = False
    clock: bool = False
    leech_after: int = 5
    scheduler: SchedulerName = "sm2"
    retention: float = 0.9
    """Of FSRS: the recall at which a card is asked again."""
    theme: str = ""
    """A theme of the screen; "" leaves it to the program."""
    glyphs: Glyphs = "full"
    decks: tuple[tuple[str, DeckSettings], ...] = ()
    """By a deck's name or slug."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of what they do, as Textual spells them: `{"hint": "f5"}`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the file."""

    name: str
    about: str
    """What it does, for a comment beside it and for the screen of settings."""
    kind: Kind
    allowed: str
    read: Callable[[object], Any]
    """A value of the file as `Settings` holds it; None where it is not allowed."""
    options: tuple[str, ...] = ()
    """Of "one of": what there is."""


def _time(value: object) -> time | None:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value, re.ASCII)):
        return time(int(match[1]), int(match[2]))
    return None


def _count(value: object) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
    return value if is_count else None  # type: ignore[return-value]


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _one_of(options: tuple[str, ...]) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in options else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[\w.-]{1,60}", value) else None


def _share(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and LEAST_RETENTION <= value <= MOST_RETENTION else None  # type: ignore[operator, return-value]


def _decks(value: object) -> tuple[tuple[str, DeckSettings], ...] | None:
    if not isinstance(value, Mapping):
        return None
    found: list[tuple[str, DeckSettings]] = []
    for name, own in value.items():
        if not isinstance(own, Mapping) or not set(own) <= {"scheduler", "retention"}:
            return None
        read = {one: BY_NAME[one].read(given) for one, given in own.items()}
        if None in read.values():
            return None
        found.append((str(name), DeckSettings(**read)))
    return tuple(found)


def _keys(value: object) -> dict[str, str] | None:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value.values()):
        return None
    return {str(name): key for name, key in value.items()}


_COUNTED = f"a whole number from 0 to {MOST}"
_FLAGGED = "true or false"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "day_starts",
        "when a study day begins, local time",
        "time",
        'a time of day such as "04:00"',
        _time,
    ),
    Setting("new_a_day", "new cards a day", "count", _COUNTED, _count),
    Setting("reviews_a_day", "reviews a day", "count", _COUNTED, _count),
    Setting("ef_on_fail", "whether SM-2's ease falls on failures too", "flag", _FLAGGED, _flag),
    Setting(
        "second_try",
        "whether a wrong answer may be put right before the right one is shown",
        "flag",
        _FLAGGED,
        _flag,
    ),
    Setting("leech_after", "lapses after which a card is named a leech; 0: never", "count", _COUNTED, _count),
    Setting("clock", "whether a question shows how long it takes; F3 does, too", "flag", _FLAGGED, _flag),
    Setting(
        "scheduler",
        'or "fsrs": FSRS-6, which asks again when recall has fallen to `retention`',
        "one of",
        "one of " + ", ".join(f'"{name}"' for name in SCHEDULERS),
        _one_of(SCHEDULERS),
        SCHEDULERS,
    ),
    Setting(
        "retention",
        f"of fsrs: from {LEAST_RETENTION} (fewer reviews) to {MOST_RETENTION}",
        "share",
        f"a number from {LEAST_RETENTION} to {MOST_RETENTION}",
        _share,
    ),
    Setting(
        "theme",
        "the colours of the screen; Ctrl+P shows the others",
        "theme",
        'the name of a theme, such as "nord" (Ctrl+P shows them)',
        _name,
    ),
    Setting(
        "glyphs",
        'what the terminal\'s font has: "full", "basic" or "ascii"',
        "one of",
        "one of " + ", ".join(f'"{name}"' for name in GLYPHS),
        _one_of(GLYPHS),
        GLYPHS,
    ),
    Setting(
        "decks",
        "for one deck, otherwise than for all: scheduler, retention",
        "decks",
        'a table for each deck such as [decks."Linear algebra"], with scheduler = one of "sm2", "fsrs" and '
        f"retention = a number from {LEAST_RETENTION} to {MOST_RETENTION}",
        _decks,
    ),
    Setting(
        "keys",
        "other keys, by what they do (F1 and `quizzer settings --keys` tell the names)",
        "keys",
        'a table of names and keys such as hint = "f5"',
        _keys,
    ),
)
"""In the order in which they are told."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
assert set(BY_NAME) == {one.name for one in fields(Settings)}
