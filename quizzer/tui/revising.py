"""Beginning a cram, a relearning or a mock paper from a screen: the next screen, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.errors import QuizzerError
from quizzer.study.cramming import MINUTES, SAID, cram, practising
from quizzer.study.exams import marks_of
from quizzer.tui.review import ReviewScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizzer.study.exam_desk import ExamDesk, Order
    from quizzer.study.exams import Part
    from quizzer.study.sitting import Session
    from quizzer.tui.desk import Desk


class RevisionScreen(ReviewScreen):
    """A sitting of practice that says plainly what it is."""

    def __init__(self, desk: Desk, session: Session, said: str) -> None:
        super().__init__(desk, session)
        self.said = said

    def on_mount(self) -> None:
        """Say it where it begins."""
        self.notify(self.said, markup=False, timeout=10)


def cram_or_say(desk: Desk, parts: tuple[Part, ...], *, minutes: int = MINUTES) -> Screen[None] | str:
    """A sitting for tonight over what an exam covers."""
    from quizzer.study.recall import recall_of  # noqa: PLC0415 - NumPy comes with it

    cards, at = desk.cards, desk.now()
    session = cram(
        cards,
        marks_of(parts, cards),
        desk.rows,
        at,
        device=desk.device,
        seed=desk.seed(),
        rules=desk.rules,
        minutes=minutes,
        recall=recall_of(desk.rows, cards, at, desk.rules),
    )
    return "There is nothing to cram here." if session.asked is None else RevisionScreen(desk, session, SAID)


def relearn_or_say(desk: Desk, exams: ExamDesk) -> Screen[None] | str:
    """A sitting over what papers missed and what is wanted of it today."""
    cards = {card.key: card for card in desk.cards}
    found = exams.relearning(desk.rows, cards, desk.now())
    wanted = [one.card for one in found if one.is_wanted(desk.today)]
    if not found:
        return "No paper has missed anything that is still to be relearned."
    if not wanted:
        done = all(one.is_done for one in found)
        return "All that papers missed is relearned." if done else "Nothing more to relearn today."
    session = practising(
        wanted, desk.rows, desk.now(), device=desk.device, seed=desk.seed(), rules=desk.rules
    )
    count = len(wanted)
    said = f"Relearning what papers missed: {count} today, each until it is right; on three days in all."
    return RevisionScreen(desk, session, said)


def paper_or_say(desk: Desk, exams: ExamDesk, order: Order) -> Screen[None] | str:
    """The paper of this name that is open, or a new one."""
    from quizzer.tui.paper_opening import screen_of  # noqa: PLC0415 - the judge is not needed to look at exams

    try:
        paper = next(iter(exams.open_papers(order.name)), None)
        if paper is None:
            paper = exams.begin(order, desk.cards, desk.seed(), desk.deed(), desk.rows)
        return "No card is covered by this." if paper is None else screen_of(desk, paper)
    except QuizzerError as error:
        return str(error)
