"""The exam at home: how one stands and what today takes, worked out behind the screen once it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.errors import QuizzerError
from quizzer.study.planned import FARTHEST
from quizzer.tui.paint import NO_LINE, sentence

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizzer.study.exams import Exam
    from quizzer.study.planned import Plan
    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Fitted
    from quizzer.tui.paint import Lines
    from quizzer.tui.review import ReviewScreen

FILE_NAME = "exams.toml"
NEAR = 14
"""Days before an exam on which there are passes."""


def may_be_read(desk: Desk) -> bool:
    """Whether there is a file of exams at all: what reads it takes a moment to load, which most can save."""
    if desk.read_exams is not None or desk.shelf is None or not desk.settings_path:
        return True
    folders = (Path(desk.settings_path).parent, desk.shelf.own)
    return any((folder / FILE_NAME).exists() for folder in folders)


def next_exam(desk: Desk) -> Exam | None:
    """The next exam that is to come, if one can be read; x at home says what is wrong with it."""
    if not may_be_read(desk):
        return None
    try:
        exams = desk.exams()
    except QuizzerError:
        return None
    today = desk.today
    coming = [exam for exam in (exams.exams if exams else ()) if 0 < (exam.on - today).days <= FARTHEST]
    return min(coming, key=lambda exam: exam.on, default=None)


def is_open(exam: Exam, desk: Desk) -> bool:
    """Whether all that the exam covers is among the decks that are open, as far as its parts tell."""
    if not exam.parts:
        return desk.is_library
    return all(any(part.covers(card) for card in desk.cards) for part in exam.parts)


def join_passes(screen: ReviewScreen, desk: Desk) -> None:
    """Have an ordinary sitting ask today's passes of the next exam as well, once they are worked out."""
    exam = next_exam(desk)
    if exam is None or (exam.on - desk.today).days > NEAR:
        return
    rows, cards, today, rules = list(desk.rows), desk.cards, desk.today, desk.rules

    def make() -> None:
        from quizzer.study.exam_plan import plan  # noqa: PLC0415 - it brings NumPy

        found = plan(exam, cards, rows, today, rules)
        if not isinstance(found, str) and found.passes:
            screen.app.call_from_thread(join, found)

    def join(found: Plan) -> None:
        from quizzer.study.plan_sitting import with_passes  # noqa: PLC0415

        if not screen.is_attached or screen.session.asked is None:
            return
        if screen.judging:  # its session is on its way to the next
            screen.set_timer(0.3, lambda: join(found))
        else:
            screen.session = with_passes(screen.session, found)

    screen.run_worker(make, thread=True, group="plan", exclusive=True)


def remark(screen: Screen[None], desk: Desk, line: Fitted) -> None:
    """Make the plan in a thread and show its sentence in `line`; nothing where no exam is to come.

    Nor where not all that it covers is open: its mark would be that of a part.
    """
    exam = next_exam(desk)
    if exam is None or not is_open(exam, desk):
        return
    rows, cards, today, rules = list(desk.rows), desk.cards, desk.today, desk.rules

    def make() -> None:
        from quizzer.study.exam_plan import plan  # noqa: PLC0415 - it brings NumPy

        found = plan(exam, cards, rows, today, rules)
        if not isinstance(found, str):
            screen.app.call_from_thread(have, found)

    def have(found: Plan) -> None:
        from quizzer.study.plan_words import keeps  # noqa: PLC0415

        desk.plan, desk.planned_rows = found, len(rows)
        told = keeps(found)

        def lines(width: int) -> Lines:
            return [NO_LINE, *sentence(told, width)]

        if screen.is_attached:
            line.show(lines)

    screen.run_worker(make, thread=True, group="plan", exclusive=True)
