"""CardList: thousands of cards in a list that makes only the rows in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quizzer.scheduling.forecast import due_day, wants_repeat
from quizzer.study.prompts import example_text
from quizzer.tui.paint import beside, in_ascii, prose_row, stacked, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.filters import Subject

_WHEN = 11
"""Columns of the next date."""


class CardList(Widget, can_focus=True):
    """One row a card; the cursor is always in sight."""

    DEFAULT_CSS: ClassVar[str] = """
    CardList { height: 1fr; min-height: 3; text-wrap: nowrap; text-overflow: clip; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown,space", "page(1)", "page down", show=False),
        Binding("home", "move(-1000000)", "first", show=False),
        Binding("end", "move(1000000)", "last", show=False),
        Binding(
            "enter",
            "open",
            "card",
            key_display="⏎",
            id="browse-open",
            tooltip="Turn to the card, to read and scroll it",
        ),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    class Moved(Message):
        """Another card is under the cursor, or none."""

    class Opened(Message):
        """Enter was pressed on a card."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.glyphs = glyphs
        self.subjects: Sequence[Subject] = ()
        self.top = 0
        """The first row in sight."""

    @property
    def subject(self) -> Subject | None:
        """What is under the cursor."""
        return self.subjects[self.cursor] if self.subjects else None

    def show(self, subjects: Sequence[Subject]) -> None:
        """Show other cards; the cursor stays on its card if that is among them."""
        before = self.subject
        self.subjects = subjects
        key = before.card.key if before else ""
        at = next((at for at, one in enumerate(subjects) if one.card.key == key), 0)
        self.set_reactive(CardList.cursor, at)
        self._into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._into_sight()

    def _into_sight(self) -> None:
        height = max(1, self.size.height)
        self.top = max(0, min(self.top, len(self.subjects) - height))
        self.top = min(max(self.top, self.cursor - height + 1), self.cursor)

    def render(self) -> Content:
        """The rows in sight."""
        rows = range(self.top, min(self.top + self.size.height, len(self.subjects)))
        lines = [self._row(self.subjects[at], chosen=at == self.cursor) for at in rows]
        if self.glyphs == "ascii":
            lines = list(map(in_ascii, lines))
        return stacked(lines)

    def _row(self, subject: Subject, *, chosen: bool) -> Content:
        width = self.size.width
        coming = words(f"  {_coming(subject):>{_WHEN}}", "muted")
        room = max(8, width - 2 - coming.cell_length)
        prompt = prose_row(
            example_text(subject.card),
            self.glyphs,
            "strong" if chosen and self.has_focus else "",
        )
        prompt = prompt.truncate(room, ellipsis=True)
        lead = words("▸ " if chosen else "  ", "accent")
        return beside(lead, prompt.pad_right(room - prompt.cell_length), coming)

    def on_focus(self) -> None:
        """The row under the cursor stands out."""
        self.refresh()

    def on_blur(self) -> None:
        """It no longer does."""
        self.refresh()

    def action_move(self, rows: int) -> None:
        """Move the cursor, stopping at both ends."""
        self.cursor = max(0, min(len(self.subjects) - 1, self.cursor + rows))

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_open(self) -> None:
        """Turn to the card."""
        if self.subjects:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self) -> None:
        """Move down."""
        self.action_move(3)

    def on_mouse_scroll_up(self) -> None:
        """Move up."""
        self.action_move(-3)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row where it stands, it opens."""
        row = self.top + event.y
        if row >= len(self.subjects):
            return
        if row == self.cursor:
            self.action_open()
        self.cursor = row


def _coming(subject: Subject) -> str:
    """When a card is asked next, in a word or two; or why it is not."""
    state, today = subject.state, subject.today
    flag = "* " if state.flagged else ""
    if state.suspended:
        return f"{flag}suspended"
    if state.buried_until is not None and state.buried_until > today:
        return f"{flag}put off"
    if wants_repeat(state, today):
        return f"{flag}again"
    day = due_day(state)
    if day is None:
        return f"{flag}new"
    days = (day - today).days
    if days <= 0:
        return f"{flag}due" if days == 0 else f"{flag}{-days} d late"
    return f"{flag}tomorrow" if days == 1 else f"{flag}in {days} d"
