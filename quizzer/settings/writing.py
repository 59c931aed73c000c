"""The file of settings, written: one value at a time, all else stays as the learner wrote it."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.errors import UsageError
from quizzer.settings.kinds import BY_NAME, SETTINGS, Setting, Settings
from quizzer.settings.reading import settings_in, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tomlkit import TOMLDocument


def set_setting(path: Path, name: str, value: object) -> Settings:
    """Put a value into the file, and leave its comments and all else as they are.

    Args:
        path: the file; it and its folder are made where they are not.
        name: of a setting.
        value: as the file would hold it: "04:00", 8, true, "nord"; a mapping for keys.

    Returns:
        What the file says now.

    Raises:
        UsageError: the value is not allowed, what stands in the file is wrong, or it cannot be written.
    """
    import tomlkit  # noqa: PLC0415  only where something is set
    import tomlkit.exceptions  # noqa: PLC0415

    before = text_of(path)
    if before.strip():
        settings_in(before, path)  # a file with a slip is not touched
    document = tomlkit.parse(before)
    if isinstance(value, dict):
        _put_table(document, name, value)
    elif name in document:
        document[name] = value  # the comment behind it stays
    else:
        return _first(path, name, value, before)
    return _kept(path, tomlkit.dumps(document))


def _put_table(document: TOMLDocument, name: str, value: Mapping[str, object]) -> None:
    """Change what differs, entry by entry: the rest of the table is the learner's, comments and order too."""
    import tomlkit  # noqa: PLC0415

    held = document.setdefault(name, tomlkit.table()) if value else document.get(name, {})
    for gone in [one for one in held if one not in value]:
        del held[gone]
    for one, given in value.items():
        if held.get(one) != given:
            held[one] = given
    if name in document and not held:
        del document[name]


def _first(path: Path, name: str, value: object, before: str) -> Settings:
    """A setting that the file does not have yet goes above all tables."""
    import tomlkit  # noqa: PLC0415

    return _kept(path, f"{name} = {tomlkit.item(value).as_string()}  # {BY_NAME[name].about}\n{before}")


def _kept(path: Path, text: str) -> Settings:
    found = settings_in(text, path)
    try:
        target = path.resolve()  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                Path(name).chmod(target.stat().st_mode & 0o777)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"Not kept: {path}: {error.strerror or error}.") from error
    return found


def begin_file(path: Path) -> None:
    """Write a file of all settings as they are where nothing is set, for the learner to change.

    Raises:
        UsageError: it cannot be written.
    """
    _kept(path, commented(Settings()))


def commented(settings: Settings) -> str:
    """A file of all settings as they are, each with what it is for."""
    lines = ["# Settings of quizzer. What is not set, or stands behind a #, is as shown here."]
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if setting.kind == "decks":
            for name, own in value:
                lines += ["", f"# {setting.about}", f"[decks.{json.dumps(name, ensure_ascii=False)}]"]
                lines += [
                    f"{one} = {_toml(BY_NAME[one], given)}"
                    for one, given in (("scheduler", own.scheduler), ("retention", own.retention))
                    if given is not None
                ]
        elif setting.kind == "keys":
            lines += [
                "",
                f"# {setting.about}",
                "[keys]",
                *(f'{name} = "{key}"' for name, key in value.items()),
            ]
            if not value:
                lines.append('# hint = "f5"')
        else:
            unset = "# " if setting.kind == "theme" and not value else ""
            lines += ["", f"# {setting.about}", f"{unset}{setting.name} = {_toml(setting, value)}"]
    return "\n".join(lines) + "\n"


def _toml(setting: Setting, value: object) -> str:
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if setting.kind == "theme" and not value:
        return '"textual-dark"'
    return str(value).lower() if isinstance(value, bool | int | float) else f'"{value}"'


def from_words(setting: Setting, words: str) -> object:
    """What a learner typed for a setting, as the file would hold it; text where it is nothing else."""
    word = words.strip()
    if setting.kind == "count" and word.isascii() and word.isdigit():
        return int(word)
    if setting.kind == "share":
        with contextlib.suppress(ValueError):
            return float(word)
    if setting.kind == "flag" and word.lower() in _SAID:
        return _SAID[word.lower()]
    return word


_SAID: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}
