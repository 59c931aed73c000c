"""The palette of symbols, over the line that is typed into: arrows or the mouse choose, Enter inserts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.screen import ModalScreen

from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import NO_LINE, beside, sentence, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from quizzer.tui.paint import Lines
    from quizzer.tui.palette_entries import Entry

CELL = 8
"""Columns a symbol takes, the marks of the one that is chosen included."""


class SymbolGrid(Fitted, can_focus=True):
    """Symbols in rows, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "left", show=False),
        Binding("right", "move(1)", "right", show=False),
        Binding("up", "move_row(-1)", "up", show=False),
        Binding("down", "move_row(1)", "down", show=False),
        Binding("home", "move(-999)", "first", show=False),
        Binding("end", "move(999)", "last", show=False),
        Binding("enter,space", "insert", "insert", key_display="⏎", id="symbol-insert"),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(self._rows, id="symbols")
        self.entries = entries
        self._columns = 1

    def _rows(self, width: int) -> Lines:
        self._columns = max(1, width // CELL)
        lines: Lines = []
        for start in range(0, len(self.entries), self._columns):
            lines.append(beside(*(self._cell(at) for at in self._places(start))))
        return [*lines, NO_LINE, *sentence(self._told(), width, "muted")]

    def _places(self, start: int) -> range:
        return range(start, min(start + self._columns, len(self.entries)))

    def _cell(self, at: int) -> Content:
        shown = self.entries[at].shown
        shown = f"▸{shown}" if at == self.cursor else f" {shown}"
        cell = words(shown, "accent" if at == self.cursor else "")
        return cell.pad_right(max(0, CELL - cell.cell_length))

    def _told(self) -> str:
        entry = self.entries[self.cursor]
        typed = entry.typed.strip()
        return f"{typed}  {entry.means}".strip()

    def watch_cursor(self) -> None:
        """Mark another."""
        self.show(self._rows)

    def action_move(self, places: int) -> None:
        """To the side, stopping at both ends."""
        self.cursor = max(0, min(len(self.entries) - 1, self.cursor + places))

    def action_move_row(self, rows: int) -> None:
        """Up or down, if there is a symbol."""
        there = self.cursor + rows * self._columns
        if 0 <= there < len(self.entries):
            self.cursor = there

    def action_insert(self) -> None:
        """Take the symbol under the cursor."""
        self.screen.dismiss(self.entries[self.cursor].typed)

    def on_click(self, event: events.Click) -> None:
        """A click takes the symbol it falls on."""
        at = event.y * self._columns + min(event.x // CELL, self._columns - 1)
        if at < len(self.entries) and event.y < -(-len(self.entries) // self._columns):
            self.cursor = at
            self.action_insert()


class SymbolPalette(ModalScreen[str]):
    """Answers with what is to be put into the answer; "" for nothing."""

    DEFAULT_CSS: ClassVar[str] = """
    SymbolPalette { align: center bottom; }
    SymbolPalette #palette {
        width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; background: $surface;
        border: round $accent; border-title-color: $text-accent; border-subtitle-color: $text-accent;
        scrollbar-size-vertical: 1; margin: 0 0 1 0;
    }
    SymbolPalette.-narrow #palette, SymbolPalette.-short #palette { padding: 0; margin: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+o,f4", "close", "close", id="symbols-close"),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries = entries

    def compose(self) -> ComposeResult:
        """The grid in a frame."""
        with VerticalScroll(id="palette", can_focus=False) as frame:
            frame.border_title = "Symbols"
            frame.border_subtitle = "⏎ inserts, Esc closes"
            if self.app.has_class("-ascii"):
                frame.border_subtitle = "enter inserts, Esc closes"
            yield SymbolGrid(self.entries)

    def on_mount(self) -> None:
        """The grid has the keys."""
        self.query_one(SymbolGrid).focus()

    def action_close(self) -> None:
        """Insert nothing."""
        self.dismiss("")

    def on_click(self, event: events.Click) -> None:
        """A click beside the palette closes it."""
        if event.widget is self:
            self.dismiss("")
