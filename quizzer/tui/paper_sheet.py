"""PaperSheet: a question of a mock paper, with the answer that stands there; nothing on it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from quizzer.deck.cards import ChoiceAnswer, Recall
from quizzer.tui.answer_input import AnswerInput
from quizzer.tui.choice_list import ChoiceList
from quizzer.tui.paint import sentence
from quizzer.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quizzer.deck.cards import Option
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked


class PaperInput(AnswerInput):
    """Enter keeps the answer and goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "next", key_display="⏎", id="paper-next", tooltip="Keep it and go on"),
        Binding("ctrl+z", "untype", "undo typing", show=False, id="paper-untype"),
    ]


class PaperChoices(ChoiceList):
    """Options of which one, or several, are chosen; a choice can be changed and taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "pick",
            "next",
            key_display="⏎",
            id="paper-choose",
            tooltip="Choose what is under the cursor, if nothing is chosen, and go on",
        ),
        Binding("space", "mark", "choose", show=False, id="paper-mark"),
        Binding("backspace,delete", "unmark", "choose nothing", show=False, id="paper-unmark"),
    ]

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    def take(self, options: Sequence[Option], glyphs: Glyphs, typed: str) -> None:
        """Show options, with those chosen that an answer names."""
        self.offer(options, glyphs)
        numbers = [int(one) - 1 for one in typed.split() if one.isdecimal()]
        self.marked = {number for number in numbers if number < len(options)}
        if self.marked:
            self.cursor = min(self.marked)
        self.redraw()

    def lead(self, at: int) -> str:
        """Whether it is chosen, and its number."""
        chosen = at in self.marked
        mark = ("[x]" if chosen else "[ ]") if self.several else ("(x)" if chosen else "( )")
        return f"{mark} {at + 1}  "

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """All of it, at any time."""
        return True

    def action_digit(self, number: int) -> None:
        """Choose an option, or take that back."""
        if number <= len(self.rows):
            self.cursor = number - 1
            self.action_mark()

    def action_mark(self) -> None:
        """Choose what is under the cursor, or take that back."""
        self.marked = self.marked ^ {self.cursor} if self.several else {self.cursor}
        self._tell()

    def action_unmark(self) -> None:
        """Choose nothing."""
        self.marked = set()
        self._tell()

    def action_pick(self) -> None:
        """Go on; with nothing chosen, choose what is under the cursor first."""
        if not self.marked:
            self.action_mark()
        self.post_message(self.Chosen(tuple(sorted(at + 1 for at in self.marked))))

    def _tell(self) -> None:
        self.redraw()
        self.post_message(self.Changed(" ".join(str(at + 1) for at in sorted(self.marked))))


class PaperSheet(Sheet):
    """The question and what is answered so far."""

    def compose(self) -> ComposeResult:
        """As any sheet, but what answers goes on to the next question."""
        for part in super().compose():
            if isinstance(part, AnswerInput):
                yield PaperInput(id="answer")
            elif isinstance(part, ChoiceList):
                yield PaperChoices(id="choices")
            else:
                yield part

    def put(self, asked: Asked, typed: str) -> None:
        """Show a question with the answer that it has."""
        if isinstance(asked.question, Recall):
            self._put_recall(asked, typed)
            return
        self.ask(asked, (), (), typed)
        if isinstance(asked.question, ChoiceAnswer):
            self.query_one(PaperChoices).take(asked.options, self.glyphs, typed)
        else:
            self.follow(asked, typed)

    def _put_recall(self, asked: Asked, typed: str) -> None:
        """What is recalled is written down here, and marked by the learner in the end."""
        self.ask(asked, (), (), typed)
        told = "Write it down as far as it is needed; you mark it yourself once the paper is handed in."
        self._part("think").show(lambda width: sentence(told, width, "muted"))
        self._answer.display = True
        self._answer.ask(typed, "in words", ())
        self._turn_to(self._answer)
