"""Fitted: a widget whose lines are made for the width it has, and never wrapped by anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.widget import Widget

from quizzer.tui.paint import in_ascii, sentence, stacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content
    from textual.geometry import Size

    from quizzer.tui.paint import Lines

READABLE = 100
"""Columns of text at most: longer lines are hard to read. A formula may be wider."""

NOT_SHOWN = "This cannot be shown here; `quizzer check` tells which formula of the deck it may be."

Maker: TypeAlias = "Callable[[int], Lines]"
"""From a width in columns to lines; a line may be wider, and is then scrolled to."""


class Fitted(Widget):
    """Shows what a function makes of its width; takes no room while that is nothing.

    Of the class `-edge-to-edge` it has all the columns, else no more than read well.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Fitted { width: auto; min-width: 100%; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(
        self,
        make: Maker | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._make = make
        self._made: tuple[int, Lines] | None = None
        self.display = make is not None

    def show(self, make: Maker | None) -> None:
        """Show other lines; None hides the widget."""
        self._make, self._made = make, None
        self.display = make is not None
        self.refresh(layout=True)

    def lines(self, columns: int) -> Lines:
        """The lines for what columns there are, or as many of them as read well."""
        width = columns if self.has_class("-edge-to-edge") else min(columns, READABLE)
        if self._made is None or self._made[0] != width:
            made = self._safely(width)
            self._made = (width, list(map(in_ascii, made)) if self.app.has_class("-ascii") else made)
        return self._made[1]

    def _safely(self, width: int) -> Lines:
        try:
            return self._make(width) if self._make else []
        except Exception:  # noqa: BLE001 - what cannot be shown costs its own lines, never the screen
            return sentence(NOT_SHOWN, width, "warning")

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """The widest line's width."""
        return max((line.cell_length for line in self.lines(container.width)), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row a line."""
        return len(self.lines(container.width))

    def render(self) -> Content:
        """The lines that were last measured."""
        return stacked(self._made[1] if self._made else self.lines(self.size.width))
