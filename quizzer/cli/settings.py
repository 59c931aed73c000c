"""The learner's settings: a TOML file that they write, read with a sentence for every slip."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import time
from typing import TYPE_CHECKING, Any

from quizzer.cli.suggestions import did_you_mean
from quizzer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizzer.maths.typeset.glyphs import Glyphs

GLYPHS: tuple[Glyphs, ...] = ("full", "basic", "ascii")
MOST = 9999


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set, and what holds where nothing is."""

    day_starts: time = time(4)
    """When a study day begins, local time."""
    new_a_day: int = 8
    reviews_a_day: int = 200
    ef_on_fail: bool = False
    """Whether SM-2's ease falls on failures too, as in SuperMemo World's own code."""
    second_try: bool = False
    """Whether a wrong answer may be put right before the reveal."""
    theme: str = ""
    """A theme of the screen; "" leaves it to the program."""
    glyphs: Glyphs = "full"
    """What the terminal's font has: full, basic, ascii."""


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none.

    Raises:
        UsageError: the file cannot be read, is no TOML, or says what is no setting; with its line.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise UsageError(f"The settings {path} cannot be read: {error.strerror or error}.") from error
    import tomllib  # 17 ms, which only those pay who have set something

    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: the settings are not UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: the settings are not TOML: {error}.") from error
    return Settings(**{name: _value(name, value, text, path) for name, value in found.items()})


def remember_theme(path: Path, theme: str) -> None:
    """Put a theme chosen on the screen into the file of settings, and leave all else in it as it is.

    Raises:
        UsageError: the file cannot be written.
    """
    line = f'theme = "{theme}"'
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = re.subn(r"(?m)^[ \t]*theme[ \t]*=[ \t]*(\"[^\"\n]*\"|'[^'\n]*')", line, text, count=1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found[0] if found[1] else f"{line}\n{text}", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The theme is not kept: {path}: {error.strerror or error}.") from error


def _value(name: str, value: object, text: str, path: Path) -> Any:
    place = f"{path}{_line_of(name, text)}"
    if name not in _KINDS:
        guess = did_you_mean(name, _KINDS) or f"known are {', '.join(_KINDS)}"
        raise UsageError(f"{place}: no setting `{name}`; {guess}")
    allowed, read = _KINDS[name]
    found = read(value)
    if found is None:
        raise UsageError(f"{place}: {name} is {allowed}, not {_spelt(value)}.")
    return found


def _line_of(name: str, text: str) -> str:
    """`:3`, or nothing where the name stands in no line of its own."""
    pattern = re.compile(rf"""\s*(\[\s*)?["']?{re.escape(name)}["']?\s*[]=.]""")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return f":{number}"
    return ""


def _spelt(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"


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


def _glyphs(value: object) -> str | None:
    return value if isinstance(value, str) and value in GLYPHS else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[\w.-]{1,60}", value) else None


_KINDS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "day_starts": ('a time of day such as "04:00"', _time),
    "new_a_day": (f"a whole number from 0 to {MOST}", _count),
    "reviews_a_day": (f"a whole number from 0 to {MOST}", _count),
    "ef_on_fail": ("true or false", _flag),
    "second_try": ("true or false", _flag),
    "theme": ('the name of a theme, such as "nord" (Ctrl+P shows them)', _name),
    "glyphs": ("one of " + ", ".join(f'"{name}"' for name in GLYPHS), _glyphs),
}
assert set(_KINDS) == {field.name for field in fields(Settings)}
