"""Which screen a paper belongs on: to be written, to be judged, or its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study import paper_deeds as deeds
from quizzer.tui.paper import PaperScreen
from quizzer.tui.paper_marking import MarkingScreen
from quizzer.tui.report import ReportScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizzer.study.paper import Paper
    from quizzer.tui.desk import Desk


def screen_of(desk: Desk, paper: Paper, *, count: bool = False) -> Screen[None]:
    """The screen; a paper whose time is up is handed in first, as it stood then.

    Raises:
        QuizzerError: the papers cannot be read, or that cannot be kept.
    """
    exams = desk.exams()
    assert exams is not None
    if paper.is_over(desk.now()):
        paper = exams.keep(deeds.hand_in(paper, desk.deed()))
    if paper.is_open:
        return PaperScreen(desk, exams, paper, count=count)
    if paper.marks is None:
        return MarkingScreen(desk, exams, paper, count=count)
    return ReportScreen(desk, exams, paper)
