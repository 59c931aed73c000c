"""PickList: rows with a cursor that arrows move; what a home screen and a choice are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import beside, indented, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines

MARK = 2
"""Columns that the cursor's mark takes."""


class PickList(Fitted, can_focus=True):
    """Rows, each made for a width; Enter picks the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("home", "move_to(0)", "first", show=False),
        Binding("end", "move_to(-1)", "last", show=False),
        Binding("enter", "pick", "choose", key_display="⏎"),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    class Picked(Message):
        """Enter was pressed on a row."""

        def __init__(self, picker: PickList, row: int) -> None:
            super().__init__()
            self.picker = picker
            self.row = row

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(None, id=id, classes=classes)
        self.rows: Sequence[Maker] = ()
        self._tops: list[int] = []

    def fill(self, rows: Sequence[Maker], cursor: int = 0) -> None:
        """Show other rows."""
        self.rows = rows
        self.set_reactive(PickList.cursor, max(0, min(cursor, len(rows) - 1)))
        self.show(self._all if rows else None)

    def lead(self, at: int) -> str:  # noqa: ARG002 - for lists that number their rows
        """What stands before a row, after the cursor's mark."""
        return ""

    def _all(self, width: int) -> Lines:
        lines: Lines = []
        self._tops = []
        for at, make in enumerate(self.rows):
            self._tops.append(len(lines))
            here = at == self.cursor
            lead = beside(
                words("▸ " if here else "  ", "accent"), words(self.lead(at), "strong" if here else "muted")
            )
            made = make(max(8, width - lead.cell_length))
            lines += [beside(lead, *made[:1]), *indented(made[1:], lead.cell_length)]
        return lines

    def redraw(self) -> None:
        """Make the rows anew."""
        self.show(self._all)

    def watch_cursor(self) -> None:
        """Show the mark where it is now, in sight."""
        self.redraw()
        if self.cursor < len(self._tops) and isinstance(self.parent, Widget):
            top = self.virtual_region.y + self._tops[self.cursor]
            self.parent.scroll_to_region(Region(0, top, 1, 1), animate=False)

    def action_move(self, rows: int) -> None:
        """Move the cursor, stopping at both ends."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + rows))

    def action_move_to(self, row: int) -> None:
        """Put the cursor on a row, counted from the end if negative."""
        self.cursor = row % max(1, len(self.rows))

    def action_pick(self) -> None:
        """Pick the row under the cursor."""
        self.post_message(self.Picked(self, self.cursor))

    def row_at(self, line: int) -> int:
        """The row that a line of the list belongs to."""
        return max((at for at, top in enumerate(self._tops) if top <= line), default=0)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row where it stands, it picks."""
        row = self.row_at(event.y)
        if row == self.cursor:
            self.action_pick()
        self.cursor = row
