"""KeyBar: the keys at the foot of a screen, in as many rows as they need, F1 always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import HorizontalGroup
from textual.widgets._footer import Footer, FooterKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

ROWS = 3
SHORT_ROWS = 2
"""On a screen with few lines."""
_SHORT = 16


def flowed(widths: Sequence[int], room: int, rows: int) -> list[list[int]]:
    """Which keys stand in which row, by their widths; those that have no room are left out, but for the last.

    The last is the way to the help, which tells of all the others.
    """
    if not widths:
        return []
    last = len(widths) - 1
    kept = list(range(len(widths)))
    while True:
        lines: list[list[int]] = [[]]
        used = 0
        for key in kept:
            if lines[-1] and used + widths[key] > room:
                lines.append([])
                used = 0
            lines[-1].append(key)
            used += widths[key]
        if len(lines) <= rows or len(kept) == 1:
            return lines
        kept = [*kept[:-2], last]


class KeyBar(Footer):
    """Textual's footer, which would cut off what goes past the right edge."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyBar { layout: vertical; height: auto; }
    KeyBar > HorizontalGroup { height: 1; width: 1fr; }
    """

    def __init__(self, order: Sequence[str] = ()) -> None:
        """Show keys in the order of what they do; those that `order` does not name come last, as they are."""
        super().__init__(show_command_palette=False)
        self._order = tuple(order)

    def compose(self) -> ComposeResult:
        """The rows."""
        keys = [one for one in super().compose() if isinstance(one, FooterKey)]
        keys = list({one.description: one for one in reversed(keys)}.values())[::-1]
        keys.sort(key=lambda one: (*self._order, one.description).index(one.description))
        size = self.app.size
        widths = [cell_len(one.key_display) + cell_len(one.description) + 3 for one in keys]
        for row in flowed(widths, size.width, SHORT_ROWS if size.height < _SHORT else ROWS):
            yield HorizontalGroup(*(keys[at] for at in row))

    def on_resize(self, event: events.Resize) -> None:
        """Another width has other rows."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.call_after_refresh(self.recompose)

    _width = 0
