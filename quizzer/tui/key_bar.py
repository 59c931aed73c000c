"""KeyBar: the keys at the foot of a screen, in as many rows as they need, F1 always among them.

One widget that draws all of them: keys come and go with each question, and nothing is mounted for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.widget import Widget

from quizzer.tui.paint import beside, in_ascii, stacked, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content
    from textual.geometry import Size
    from textual.screen import Screen

ROWS = 3
SHORT_ROWS = 2
"""On a screen with few lines."""
_SHORT = 16


class Key(NamedTuple):
    """A key at the foot."""

    key: str
    """As it is pressed."""
    shown: str
    does: str

    @property
    def width(self) -> int:
        """Columns, the space around it included."""
        return words(self.shown).cell_length + 1 + words(self.does).cell_length + 2


def flowed(widths: Sequence[int], room: int, rows: int) -> list[list[int]]:
    """Which keys stand in which row, by their widths; those that have no room are left out, but for the last.

    The last is the way to the help, which tells of all the others.
    """
    if not widths:
        return []
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
        kept = [*kept[:-2], kept[-1]]


class KeyBar(Widget, can_focus=False):
    """What the keys do now; a click presses one."""

    ALLOW_SELECT = False
    DEFAULT_CSS: ClassVar[str] = """
    KeyBar {
        dock: bottom; width: 1fr; height: auto; text-wrap: nowrap;
        color: $footer-foreground; background: $footer-background;
    }
    """

    def __init__(self, order: Sequence[str] = ()) -> None:
        """Show keys in the order of what they do; those that `order` does not name come last, as they are."""
        super().__init__()
        self._order = tuple(order)
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow what may be pressed."""
        self.screen.bindings_updated_signal.subscribe(self, self._followed)
        self._followed(self.screen)

    def _followed(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        keys = self._found()
        if keys != self._keys:
            self._keys = keys
            self.refresh(layout=True)

    def _found(self) -> tuple[Key, ...]:
        found: dict[str, Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                key = Key(binding.key, self.app.get_key_display(binding), binding.description)
                found.setdefault(binding.description, key)
        return tuple(sorted(found.values(), key=lambda one: (*self._order, one.does).index(one.does)))

    def _rows(self, width: int) -> list[list[Key]]:
        rows = SHORT_ROWS if self.app.size.height < _SHORT else ROWS
        return [
            [self._keys[at] for at in row] for row in flowed([one.width for one in self._keys], width, rows)
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row at least, so that nothing moves when the first keys come."""
        return max(1, len(self._rows(width)))

    def render(self) -> Content:
        """The keys and what they do."""
        lines = [
            beside(*(part for one in row for part in (words(f" {one.shown}", "key"), words(f" {one.does} "))))
            for row in self._rows(self.size.width)
        ]
        return stacked(map(in_ascii, lines) if self.app.has_class("-ascii") else lines)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        rows = self._rows(self.size.width)
        if event.y >= len(rows):
            return
        at = 0
        for one in rows[event.y]:
            at += one.width
            if event.x < at:
                self.app.simulate_key(one.key)
                return
