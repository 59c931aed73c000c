"""The file of settings, read: every slip is named with its line and what is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quizzer.errors import UsageError
from quizzer.settings.key_names import key_problem, twice
from quizzer.settings.kinds import BY_NAME, Settings
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none.

    Raises:
        UsageError: the file cannot be read, is no TOML, or says what is no setting; with its line.
    """
    text = text_of(path)
    if not text.strip():
        return Settings()
    return settings_in(text, path)


def text_of(path: Path) -> str:
    """What stands in the file; nothing where there is none.

    Raises:
        UsageError: it cannot be read, or is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise UsageError(f"The settings {path} cannot be read: {error.strerror or error}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: the settings are not UTF-8.") from error


def settings_in(text: str, path: Path) -> Settings:
    """The settings that a text says; `path` is named where it slips.

    Raises:
        UsageError: it is no TOML, or says what is no setting; with its line.
    """
    import tomllib  # noqa: PLC0415  17 ms, which only those pay who have set something

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: the settings are not TOML: {error}.") from error
    return Settings(**{name: _value(name, value, text, path) for name, value in found.items()})


def _value(name: str, value: object, text: str, path: Path) -> Any:
    place = f"{path}{_line_of(name, text)}"
    setting = BY_NAME.get(name)
    if setting is None:
        guess = did_you_mean(name, BY_NAME) or f"known are {', '.join(BY_NAME)}"
        raise UsageError(f"{place}: no setting `{name}`; {guess}")
    found = setting.read(value)
    if found is None:
        raise UsageError(f"{place}: {name} is {setting.allowed}, not {spelt(value)}.")
    if setting.kind == "keys":
        for one, key in found.items():
            if problem := key_problem(one, key):
                raise UsageError(
                    f"{path}{_line_of(one, text) or _line_of(name, text)}: keys.{one}: {problem}"
                )
        if one := twice(found):
            line = _line_of(one, text) or _line_of(name, text)
            raise UsageError(f"{path}{line}: keys.{one}: `{found[one]}` does something else already")
    return found


def _line_of(name: str, text: str) -> str:
    """`:3`, or nothing where the name stands in no line of its own."""
    pattern = re.compile(rf"""\s*(\[\s*)?["']?{re.escape(name)}["']?\s*[]=.]""")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return f":{number}"
    return ""


def spelt(value: object) -> str:
    """A value of the file, as it is named in a sentence."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
