"""Starting a sitting: the review screen, or the sentence that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.errors import StorageError
from quizzer.study import sitting
from quizzer.study.nothing import PRACTISE, why_nothing
from quizzer.study.session import redo, undo
from quizzer.study.taking_back import deed_taken_back, told
from quizzer.tui.review import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizzer.deck.cards import Card
    from quizzer.scheduling.log import Review
    from quizzer.study.sitting import Moment, Session
    from quizzer.tui.desk import Desk

    Deed = Callable[[Session, Moment], tuple[Session, tuple[Review, ...]]]

AHEAD = (1, 3, 7, 30)
"""Days ahead of schedule, one after another until something falls due."""
_BY_KEY = "p practises what you know and leaves the schedule alone"


def begin(
    desk: Desk,
    cards: Sequence[Card],
    *,
    new: int | None = None,
    limit: int | None = None,
    practice: bool = False,
    ahead: int = 0,
) -> Session:
    """A sitting over some cards, as of now; before an exam with the passes that its plan has for today."""
    session = sitting.begin(
        cards,
        desk.rows,
        desk.now(),
        device=desk.device,
        seed=desk.seed(),
        rules=desk.rules,
        new=new,
        limit=limit,
        practice=practice,
        ahead=ahead,
    )
    plan = desk.plan
    if plan is None or practice or ahead or limit is not None or desk.planned_rows != len(desk.rows):
        return session
    from quizzer.study.plan_sitting import with_passes  # noqa: PLC0415 - for those with an exam ahead

    return with_passes(session, plan)


def begin_or_say(
    desk: Desk,
    cards: Sequence[Card],
    *,
    new: int | None = None,
    limit: int | None = None,
    practice: bool = False,
) -> ReviewScreen | str:
    """The screen of a sitting; or why there is nothing to ask."""
    session = begin(desk, cards, new=new, limit=limit, practice=practice)
    if session.asked is not None:
        return ReviewScreen(desk, session)
    return why_nothing(session, new=new, limit=limit).replace(PRACTISE, _BY_KEY)


def ahead_or_say(desk: Desk, cards: Sequence[Card]) -> ReviewScreen | str:
    """The screen of a sitting with what falls due next, within a month; or that nothing does."""
    for days in AHEAD:
        session = begin(desk, cards, new=0, ahead=days)
        if session.asked is not None:
            return ReviewScreen(desk, session)
    return f"Nothing falls due here within {AHEAD[-1]} days."


def undone_or_say(desk: Desk) -> ReviewScreen | str:
    """The screen that asks the last card again, its answer taken back; or why not."""
    found = _changed(desk, undo, "Taken back", "There is nothing to take back.")
    if isinstance(found, str):
        return found
    session, said = found
    return said if session.asked is None else ReviewScreen(desk, session, said)


def redone_or_say(desk: Desk) -> str:
    """Have what was taken back last count again; a sentence about it."""
    found = _changed(desk, redo, "Put back", "There is nothing to put back.")
    return found if isinstance(found, str) else found[1]


def _changed(desk: Desk, deed: Deed, done: str, nothing: str) -> tuple[Session, str] | str:
    session, rows = deed(begin(desk, desk.cards), desk.moment(desk.now()))
    if not rows:
        return nothing
    try:
        desk.keep(rows)
    except StorageError as error:
        return f"Not done: {error}"
    return session, f"{done}: {told(deed_taken_back(session, rows), session.cards)}."
