"""A card's pictures: their files, which lie beside the deck or below it, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzer.deck.cards import Image

ENDINGS = frozenset(".png .jpg .jpeg .gif .webp .svg .bmp .tif .tiff .avif .pdf".split())
"""What is a picture. What a system does with a file hangs on its ending, and some it runs."""


class NoPictureError(ValueError):
    """A picture is not shown: one sentence."""


def picture(image: Image) -> Path:
    """Return the file of a picture, an absolute path.

    Raises:
        NoPictureError: it is not there, no picture by its name, or not beside the deck.
    """
    named = image.path.text
    folder = image.path.source.path.parent.resolve()
    if Path(named).suffix.lower() not in ENDINGS:
        raise NoPictureError(f"{named} is no picture by its ending")
    try:
        path = (folder / named).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # not there, no name that a file can have, a loop of links
        raise NoPictureError(f"there is no file {named}") from None
    if not path.is_relative_to(folder):
        raise NoPictureError(f"{named} does not lie beside the deck or below it")
    if not path.is_file():
        raise NoPictureError(f"there is no file {named}")
    return path
