"""DeckWatch: says when the file of a deck was saved, by looking at its time and size now and then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Stamp: TypeAlias = "tuple[int, int] | None"
"""When a file was changed, in nanoseconds, and its size; None where there is none."""


def stamp(path: Path) -> Stamp:
    """A file's stamp."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@dataclass(slots=True)
class DeckWatch:
    """Files and their stamps."""

    stamps: dict[Path, Stamp] = field(default_factory=dict)

    def look_at(self, paths: Iterable[Path]) -> None:
        """Watch these files from now on, as they are now."""
        self.stamps = {path: stamp(path) for path in paths}

    def saved(self) -> bool:
        """Whether one of them is another than when this was asked last; one that is gone is being saved."""
        is_other = False
        for path, before in self.stamps.items():
            now = stamp(path)
            if now is not None and now != before:
                self.stamps[path] = now
                is_other = True
        return is_other
