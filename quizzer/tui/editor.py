"""The learner's editor, opened at a line: which program it is, and how each is told a line."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

VARIABLES = ("VISUAL", "EDITOR")
FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "micro", "emacs", "notepad")
"""Tried in this order where neither variable is set."""

_PLUS = frozenset(
    "vi vim nvim view gvim mvim vimx nano rnano pico emacs emacsclient xemacs mg jmacs joe jed ne kak micro"
    " sensible-editor editor gedit nvim-qt".split()
)
"""They take `+12 file`."""
_COLON = frozenset("hx helix subl sublime_text zed zeditor amp".split())
"""They take `file:12`."""
_GOTO = frozenset("code code-insiders codium vscodium cursor windsurf".split())
"""They take `--goto file:12`, and return at once unless they are told to wait."""
_LINE = frozenset("kate kwrite bbedit mate".split())
"""They take `--line 12 file`."""
_WAITING = {
    "code": "--wait",
    "code-insiders": "--wait",
    "codium": "--wait",
    "vscodium": "--wait",
    "cursor": "--wait",
    "windsurf": "--wait",
    "subl": "--wait",
    "zed": "--wait",
    "zeditor": "--wait",
    "gvim": "--nofork",
    "mvim": "--nofork",
    "kate": "--block",
    "mate": "--wait",
    "bbedit": "--wait",
    "gedit": "--wait",
}


class NoEditorError(Exception):
    """There is none; its text says what to do."""


def editor_of(
    environment: Mapping[str, str], found: Callable[[str], str | None] = shutil.which
) -> tuple[str, ...]:
    """The words of the learner's editor: of VISUAL, else EDITOR, else the first there is.

    Raises:
        NoEditorError: none is set and none is there; or what is set is no command.
    """
    for variable in VARIABLES:
        if text := environment.get(variable, "").strip():
            try:
                words = tuple(shlex.split(text, posix=os.name == "posix"))
            except ValueError as error:
                raise NoEditorError(f"{variable} is no command: {error}.") from error
            if words:
                return words
    for name in FALLBACKS:
        if found(name):
            return (name,)
    raise NoEditorError("There is no editor: set EDITOR to the one you like.")


def command(words: tuple[str, ...], path: Path, line: int) -> list[str]:
    """The command that opens a file at a line, counted from 1; of an unknown editor at its beginning."""
    program, given = PurePath(words[0].replace("\\", "/")).stem.lower(), list(words)
    waits = _WAITING.get(program)
    if waits is not None and not {"-w", "-f", "-b", waits} & set(words[1:]):
        given.append(waits)
    if program in _PLUS:
        return [*given, f"+{line}", str(path)]
    if program in _COLON:
        return [*given, f"{path}:{line}"]
    if program in _GOTO:
        return [*given, "--goto", f"{path}:{line}"]
    if program in _LINE:
        return [*given, "--line", str(line), str(path)]
    return [*given, str(path)]
