"""The form that writes an exam down: a field a line, every slip said before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets._input import Input

from quizzer.errors import QuizzerError
from quizzer.study import exam_list as reading
from quizzer.study.exams import MINUTES_A_DAY, PASS_MARK, Exam, Part
from quizzer.tui.fitted import Fitted
from quizzer.tui.ordered_input import OrderedInput
from quizzer.tui.paint import sentence, words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.exams import PartKind
    from quizzer.tui.desk import Desk

_FIELDS = (
    ("name", "Name", "Optimisation"),
    ("on", "Day", "2026-12-12"),
    ("decks", "Decks, with commas; =2 weighs twice", "matrix-calculus=2, probability (nothing: all)"),
    ("tags", "Tags, likewise", "trace, gradient=2"),
    ("minutes", "Minutes a day", str(MINUTES_A_DAY)),
    ("pass", "Pass mark, in per cent", str(PASS_MARK)),
)


class ExamForm(ModalScreen["Exam | None"]):
    """Answers with the exam, once it is in the file."""

    AUTO_FOCUS = "#exam-name"

    SCOPED_CSS = False  # a rule hangs on the app's glyphs
    DEFAULT_CSS: ClassVar[str] = """
    ExamForm { align: center middle; }
    ExamForm #form {
        width: 70; max-width: 100%; height: auto; max-height: 100%; padding: 0 3; background: $surface;
        border: round $accent; border-title-color: $text-accent; overflow: auto auto;
    }
    App.-ascii ExamForm #form { border: ascii $accent; }
    ExamForm Input { border: none; height: 1; padding: 0 1; background: $boost; margin: 0 0 1 0; }
    ExamForm Input:focus { border: none; background: $accent-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "write it down", id="form-keep", priority=True),
        Binding("escape", "close", "not now", id="form-close"),
        Binding("down", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "before", show=False),
    ]

    def __init__(self, desk: Desk, exams: ExamDesk) -> None:
        super().__init__()
        self.desk, self.exams = desk, exams

    def compose(self) -> ComposeResult:
        """The fields."""
        with Vertical(id="form") as frame:
            frame.border_title = "An exam"
            frame.border_subtitle = "Enter writes it down, Tab goes on, Esc: not now"
            for name, label, example in _FIELDS:
                yield Fitted(lambda _width, label=label: [words(label, "muted")])  # type: ignore[misc]
                yield OrderedInput(placeholder=example, id=f"exam-{name}", max_length=400)
            yield Fitted(id="form-said")

    def _text(self, name: str) -> str:
        return self.query_one(f"#exam-{name}", Input).value.strip()

    def action_close(self) -> None:
        """Nothing is written."""
        self.dismiss(None)

    def action_keep(self) -> None:
        """Write it down, or say what is not right yet."""
        try:
            exam = self._read()
            self.exams.exams = self.exams.add(exam)
        except (_Slip, QuizzerError) as error:
            told = str(error)
            if isinstance(error, _Slip):
                self.query_one(f"#exam-{error.field}", Input).focus()
            self.query_one("#form-said", Fitted).show(lambda width: sentence(told, width, "warning"))
            return
        self.dismiss(exam)

    def _read(self) -> Exam:
        name = reading.read_name(self._text("name"))
        if name is None:
            raise _Slip("name", f"The name is {reading.NAME_RULE}.")
        on = reading.read_day(self._text("on"))
        if on is None:
            raise _Slip("on", f"The day is {reading.DAY_RULE}.")
        if on < self.desk.today:
            raise _Slip("on", f"That day is past: today is {self.desk.today}.")
        parts = (*self._parts("decks", "deck"), *self._parts("tags", "tag"))
        minutes = reading.read_minutes(_number(self._text("minutes"), MINUTES_A_DAY))
        if minutes is None:
            raise _Slip("minutes", f"Minutes a day are {reading.MINUTES_RULE}.")
        mark = reading.read_pass(_number(self._text("pass"), PASS_MARK))
        if mark is None:
            raise _Slip("pass", f"The pass mark is {reading.PASS_RULE}.")
        return Exam(name, on, parts, minutes, mark)

    def _parts(self, field: str, kind: PartKind) -> list[Part]:
        found: list[Part] = []
        for text in self._text(field).split(","):
            if not text.strip():
                continue
            name, equals, weight = text.strip().rpartition("=")
            if not equals:
                name, weight = text.strip(), "1"
            read = reading.read_weight(weight.strip())
            if read is None:
                raise _Slip(field, f"`{weight.strip()}` is not {reading.WEIGHT_RULE}.")
            part = Part(kind, name.strip(), read)
            if not any(part.covers(card) for card in self.desk.cards):
                raise _Slip(field, f"No card has the {kind} `{part.name}`; {self._known(kind)}")
            if any(one.name == part.name for one in found):
                raise _Slip(field, f"`{part.name}` is named twice.")
            found.append(part)
        return found

    def _known(self, kind: PartKind) -> str:
        cards = self.desk.cards
        names = (
            {tag for card in cards for tag in card.tags}
            if kind == "tag"
            else {card.key.partition("/")[0] for card in cards}
        )
        return f"there are {', '.join(sorted(names)[:10])}{' …' if len(names) > 10 else ''}."


class _Slip(Exception):
    """What a field may not hold."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field = field


def _number(text: str, usual: int) -> object:
    if not text:
        return usual
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else text
