"""Pictures of a card: told in words where the question stands, opened on a key as the system opens them."""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING

from quizzer.deck.images import NoPictureError, picture
from quizzer.tui.paint import NO_LINE, beside, sentence, words

if TYPE_CHECKING:
    from pathlib import Path

    from quizzer.deck.cards import Card
    from quizzer.tui.paint import Lines


def picture_lines(card: Card, width: int) -> Lines:
    """What the pictures show, in words; F6 opens them."""
    if not card.images:
        return []
    lines: Lines = [NO_LINE]
    for image in card.images:
        lines += sentence(f"Picture: {image.alt or image.path.text}", width - 4, "muted")
    lines[-1] = beside(lines[-1], words("  F6", "accent"))
    return lines


def open_pictures(card: Card) -> str:
    """Have the system open a card's pictures; a sentence about what did not work, or ""."""
    trouble = ""
    for image in card.images:
        try:
            opened_by_the_system(picture(image))
        except NoPictureError as error:
            trouble = f"{error}."
        except OSError as error:
            trouble = f"Nothing opens {image.path.text} here: {error.strerror or error}."
    return trouble


def opened_by_the_system(path: Path) -> None:
    """Open a file as a double click would, without a shell; the path is absolute, so it is no option.

    Raises:
        OSError: there is nothing to open it with.
    """
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a picture by its ending
        return
    name = "open" if sys.platform == "darwin" else "xdg-open"
    opener = which(name)
    if opener is None:
        raise OSError(2, f"{name} is not installed")
    subprocess.Popen(  # noqa: S603 - no shell, and one argument
        [opener, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
