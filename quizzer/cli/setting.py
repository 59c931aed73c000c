"""`quizzer settings`: what is set, in a file that explains itself; one of them set, or all in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.cli.editor import open_in_editor
from quizzer.errors import UsageError
from quizzer.settings.key_names import WHERE_NOTHING_IS_TYPED, WHILE_TYPING, key_problem
from quizzer.settings.kinds import BY_NAME, Setting, Settings
from quizzer.settings.reading import read_settings, text_of
from quizzer.settings.writing import begin_file, commented, from_words, set_setting
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from quizzer.cli.surroundings import Surroundings


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Show, set or edit.

    Raises:
        UsageError: there is no such setting, the value is not allowed, or the file cannot be read or written.
    """
    path = around.places.config
    name, equals, value = (options.name or "").partition("=")
    words = value if equals else options.value
    if options.keys:
        print(_key_names(around.settings))
    elif options.edit:
        if not text_of(path).strip():
            begin_file(path)
        if open_in_editor(path, around.environment):
            read_settings(path)  # says what is wrong with what was saved
    elif not name:
        print(commented(around.settings), end="")
    elif words is None:
        print(_line(_setting(name), around.settings))
    else:
        print(_line(_setting(name), _put(path, name, words, around.settings)))
    return 0


def _put(path: Path, name: str, words: str, settings: Settings) -> Settings:
    """Set one: `new_a_day 12`, `theme nord`, `keys.hint f5`; a key that is empty goes back to its own."""
    setting = _setting(name)
    if setting.kind == "keys":
        one = name.partition(".")[2]
        if words and (problem := key_problem(one, words)):
            raise UsageError(f"keys.{one}: {problem}")
        return set_setting(path, "keys", {**settings.keys, one: words} if words else _without(settings, one))
    value = from_words(setting, words)
    if setting.read(value) is None:
        raise UsageError(f"{name} is {setting.allowed}, not {words!r}.")
    return set_setting(path, name, value)


def _without(settings: Settings, key: str) -> dict[str, str]:
    return {name: keys for name, keys in settings.keys.items() if name != key}


def _setting(name: str) -> Setting:
    kept = "keys" if name.startswith("keys.") else name
    if kept in ("keys", "decks") and kept == name:
        raise UsageError(f"`{name}` is a table: `quizzer settings --edit` opens the file")
    if (found := BY_NAME.get(kept)) is None:
        guess = did_you_mean(kept, BY_NAME) or f"known are {', '.join(BY_NAME)}"
        raise UsageError(f"no setting `{name}`; {guess}")
    return found


def _line(setting: Setting, settings: Settings) -> str:
    lines = commented(settings).split("\n\n")
    return next(block for block in lines if f"# {setting.about}\n" in block).rstrip()


def _key_names(settings: Settings) -> str:
    rows = []
    for title, names in (
        ("while an answer is typed", WHILE_TYPING),
        ("where nothing is typed", WHERE_NOTHING_IS_TYPED),
    ):
        rows.append(f"# {title}")
        rows += [f"{name:<18}{settings.keys.get(name, ''):<10}{what}" for name, what in names.items()]
    return "\n".join(rows)
