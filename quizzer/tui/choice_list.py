"""ChoiceList: the options of a choice, by number or arrows; of several right ones, those that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from quizzer.tui.paint import prose
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from quizzer.deck.cards import Option
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.tui.fitted import Maker

_KEYS = "123456789"


def _maker(text: str, glyphs: Glyphs) -> Maker:
    return lambda width: prose(text, width, glyphs)


class ChoiceList(PickList):
    """Digits and arrows move, Enter answers; Space marks where several are right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "judge", key_display="⏎", id="choose"),
        Binding("space", "mark", "mark", id="mark", tooltip="Mark one of several, or take its mark away"),
        *(
            Binding(
                key,
                f"digit({key})",
                "choose" if key == "1" else f"choose {key}",
                key_display="1–9",
                show=key == "1",
                id="digit" if key == "1" else None,
            )
            for key in _KEYS
        ),
    ]

    class Chosen(Message):
        """An answer was given: the numbers of the options chosen, from 1 on; none where none is marked."""

        def __init__(self, numbers: tuple[int, ...]) -> None:
            super().__init__()
            self.numbers = numbers

        @property
        def typed(self) -> str:
            """As the sitting takes it."""
            return " ".join(map(str, self.numbers))

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.several = False
        self.marked: set[int] = set()

    def offer(self, options: Sequence[Option], glyphs: Glyphs) -> None:
        """Show options, none of them chosen."""
        self.several = sum(option.is_right for option in options) > 1
        self.marked = set()
        self.fill([_maker(option.text.text, glyphs) for option in options])

    def lead(self, at: int) -> str:
        """The number, and whether it is marked."""
        mark = ("[x] " if at in self.marked else "[ ] ") if self.several else ""
        return f"{mark}{at + 1}  "

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Marks are for several right answers."""
        return self.several if action == "mark" else True

    def action_digit(self, number: int) -> None:
        """Go to an option; where several are right, mark it too."""
        if number <= len(self.rows):
            self.cursor = number - 1
            if self.several:
                self.action_mark()

    def action_mark(self) -> None:
        """Mark the option under the cursor, or take the mark away."""
        self.marked ^= {self.cursor}
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click chooses as it does in any list; where several are right it marks."""
        if not self.several:
            super().on_click(event)
        elif self.rows:
            self.cursor = self.row_at(event.y)
            self.action_mark()
        event.prevent_default()

    def action_pick(self) -> None:
        """Answer with what is under the cursor; where several are right, with what is marked, nothing too."""
        chosen = self.marked if self.several else {self.cursor}
        self.post_message(self.Chosen(tuple(sorted(at + 1 for at in chosen))))
