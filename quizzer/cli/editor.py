"""The learner's own editor, opened on a file and waited for."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def open_in_editor(path: Path, environment: Mapping[str, str]) -> bool:
    """Wait until $VISUAL or $EDITOR is closed; whether there was one."""
    editor = environment.get("VISUAL") or environment.get("EDITOR")
    if not editor:
        print("Set EDITOR to have it opened at once.")
        return False
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as error:
        print(f"The editor {editor!r} cannot be started: {error}", file=sys.stderr)
        return False
    return True
