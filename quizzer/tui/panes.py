"""Panes that have the keys while nothing is typed: thinking, a verdict to read, a grade to give."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from quizzer.tui.fitted import Fitted


def _grade_keys(action: str, description: str, tooltip: str) -> list[BindingType]:
    """The keys 0 to 5 as one entry of the footer."""
    return [
        Binding(
            str(quality),
            f"screen.{action}({quality})",
            description,
            key_display="0–5",
            show=quality == 0,
            tooltip=tooltip,
        )
        for quality in range(6)
    ]


_HELP: list[BindingType] = [
    Binding("question_mark", "app.help", "help", show=False),
]
_ABOUT_THE_CARD: list[BindingType] = [
    Binding(
        "e",
        "screen.edit",
        "edit",
        id="edit",
        tooltip="Open the card in your editor, and take it back changed",
    ),
    Binding("n", "screen.note", "note", id="note", tooltip="File a remark on this card, beside its deck"),
]
_ASIDE: list[BindingType] = [
    Binding(
        "f",
        "screen.flag",
        "flag",
        show=False,
        id="flag",
        tooltip="Flag the card to come back to, or take its flag away",
    ),
    Binding("minus", "screen.bury", "bury until tomorrow", key_display="-", show=False, id="bury"),
    Binding("at", "screen.suspend", "suspend the card", key_display="@", show=False, id="suspend"),
]
_UNDO: list[BindingType] = [
    Binding(
        "u", "screen.undo", "undo", id="undo-verdict", tooltip="Take back this answer and be asked it again"
    ),
    Binding(
        "U", "screen.redo", "redo", show=False, id="redo-verdict", tooltip="Put back what was taken back last"
    ),
]


class ThinkPane(Fitted, can_focus=True):
    """A question to be answered in one's head."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.reveal", "show the answer", key_display="⏎", id="reveal"),
        *_ASIDE,
        *_HELP,
    ]


class VerdictPane(Fitted, can_focus=True):
    """A verdict, to be read and gone on from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.proceed", "next", key_display="⏎", id="next"),
        *_grade_keys("regrade", "regrade", "Grade yourself, in place of the grade shown"),
        Binding("r", "screen.retry", "retry", id="retry", tooltip="Try once more, for practice"),
        *_UNDO,
        *_ABOUT_THE_CARD,
        Binding("w", "screen.why", "why", id="why", tooltip="Why this grade, and what another takes"),
        *_ASIDE,
        *_HELP,
    ]


class GradePane(Fitted, can_focus=True):
    """An answer that the learner grades."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_grade_keys(
            "grade", "grade", "Grade yourself: 0 not known, 3 right with difficulty, 5 right at once"
        ),
        *_UNDO,
        *_ABOUT_THE_CARD,
        *_ASIDE,
        *_HELP,
    ]
