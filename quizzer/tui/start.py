"""Starting a sitting: the review screen, or the sentence that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.errors import StorageError
from quizzer.study import sitting
from quizzer.study.session import undo
from quizzer.tui.review import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.deck.cards import Card
    from quizzer.study.sitting import Session
    from quizzer.tui.desk import Desk


def begin(
    desk: Desk,
    cards: Sequence[Card],
    *,
    new: int | None = None,
    limit: int | None = None,
    practice: bool = False,
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
    )
    plan = desk.plan
    if plan is None or practice or limit is not None or desk.planned_rows != len(desk.rows):
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
    if practice:
        return "Nothing is learned here yet, so there is nothing to practise: study first."
    return "Nothing is due here now. p practises what you know and leaves the schedule alone."


def undone_or_say(desk: Desk) -> ReviewScreen | str:
    """The screen that asks the last card again, its answer taken back; or why not."""
    session = begin(desk, desk.cards)
    session, rows = undo(session, desk.moment(desk.now()))
    if not rows:
        return "There is nothing to take back."
    try:
        desk.keep(rows)
    except StorageError as error:
        return f"Not taken back: {error}"
    if session.asked is None:
        return "Taken back."
    return ReviewScreen(desk, session)
