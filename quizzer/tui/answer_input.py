"""AnswerInput: one line to type an answer into; no bare letter or digit does anything here but be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets._input import Input

from quizzer.tui.completion import Completions, completions
from quizzer.tui.ordered_input import OrderedInput
from quizzer.tui.typed_history import TypedHistory

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 10_000


_EDITING: list[BindingType] = [
    *(
        one
        for one in Input.BINDINGS
        if isinstance(one, Binding) and one.action not in ("submit", "delete_right")
    ),
    Binding("delete", "delete_right", "Delete character right", show=False),
]
"""Textual's own keys, but for Enter, and for Ctrl+D, which has another meaning here."""


class AnswerInput(OrderedInput, inherit_bindings=False):
    """An Input whose Enter answers, whose arrows up and down bring back what was typed before."""

    DEFAULT_CSS: ClassVar[str] = """
    AnswerInput { border: round $border-blurred; background: transparent; padding: 0 1; height: 3; }
    AnswerInput:focus { border: round $accent; background-tint: transparent; }
    App.-ascii AnswerInput, App.-ascii AnswerInput:focus { border: ascii $accent; }
    AnswerInput.-judging { border: round $warning; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "judge", key_display="⏎", id="judge"),
        Binding("up", "earlier", "bring back what was typed before", show=False, id="earlier"),
        Binding("down", "later", "bring back what was typed after", show=False, id="later"),
        Binding("tab", "complete", "complete: sig to σ, soft to softmax(", show=False, id="complete"),
        Binding(
            "ctrl+o,f4",
            "screen.symbols",
            "symbols",
            key_display="^o",
            id="symbols",
            tooltip="The palette of this card's letters and the common operators",
        ),
        Binding(
            "ctrl+z",
            "untype",
            "undo",
            id="untype",
            tooltip="Undo typing; in an empty line, take back the last answer",
        ),
        Binding(
            "ctrl+y",
            "retype",
            "redo",
            show=False,
            id="retype",
            tooltip="Redo typing; in an empty line, put back the answer taken back",
        ),
        *_EDITING,
    ]

    class Answered(Message):
        """Enter was pressed."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Emptied(Message):
        """Ctrl+Z or Ctrl+Y was pressed where nothing is typed: it is about answers."""

        def __init__(self, *, again: bool) -> None:
            super().__init__()
            self.again = again

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        self.typed = TypedHistory()
        super().__init__(id=id, max_length=LONGEST, select_on_focus=False)
        self._history: list[str] = []
        self._back = 0
        self._names: Sequence[str] = ()
        self._offered: Completions | None = None
        self._turn = 0

    def ask(self, draft: str = "", placeholder: str = "", names: Sequence[str] = ()) -> None:
        """Take a new answer, which may use some declared names."""
        self._back = 0
        self._names = names
        self._offered = None
        self.typed.begin(draft)
        self.value = draft
        self.placeholder = placeholder
        self.cursor_position = len(draft)

    def watch_value(self, value: str) -> None:
        """Remember what was typed, for it to be undone."""
        self.typed.record(value)

    def action_untype(self) -> None:
        """Undo typing; where nothing is typed, it is the last answer that is meant."""
        self._retyped(self.typed.undo(), again=False)

    def action_retype(self) -> None:
        """Redo typing; where nothing is typed, it is the answer taken back that is meant."""
        self._retyped(self.typed.redo(), again=True)

    def _retyped(self, text: str | None, *, again: bool) -> None:
        if text is not None:
            self.value = text
            self.cursor_position = len(text)
        elif not self.value:
            self.post_message(self.Emptied(again=again))

    def put_in(self, text: str) -> None:
        """Insert a text where the cursor stands."""
        self.insert_text_at_cursor(text)

    async def action_submit(self) -> None:
        """Give the answer."""
        if self.value.strip() and self.value not in self._history[-1:]:
            self._history.append(self.value)
        self._back = 0
        self.post_message(self.Answered(self.value))

    def action_earlier(self) -> None:
        """Bring back an answer typed before."""
        self._bring(self._back + 1)

    def action_later(self) -> None:
        """Bring back the answer typed after it."""
        self._bring(self._back - 1)

    def _bring(self, back: int) -> None:
        if 0 <= back <= len(self._history):
            self._back = back
            self.value = self._history[-back] if back else ""
            self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Complete the word before the cursor; once more takes the next that fits."""
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        offered, turn = self._offered, self._turn + 1
        if offered is None or before[offered.start :] != offered.texts[self._turn]:
            offered, turn = completions(before, self._names), 0
        if offered is None:
            return
        turn %= len(offered.texts)
        self._offered, self._turn = offered, turn
        completed = before[: offered.start] + offered.texts[turn]
        self.value = completed + after
        self.cursor_position = len(completed)

    def action_copy(self) -> None:
        """Copy what is selected; with nothing selected Ctrl+C is about leaving."""
        if self.selected_text:
            super().action_copy()
        else:
            self.app.action_help_quit()
