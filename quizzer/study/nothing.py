"""Why a sitting has nothing to ask, and what can be done instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study import when

if TYPE_CHECKING:
    from quizzer.study.sitting import Session

PRACTISE = "practice asks what you know and leaves the schedule alone"


def why_nothing(session: Session, *, new: int | None = None, limit: int | None = None) -> str:
    """One sentence, for a session that began with an empty queue.

    Args:
        session: as it was begun.
        new: how many new cards were allowed, where that was said.
        limit: how many cards were allowed, where that was said.
    """
    if limit == 0:
        return "A limit of 0 cards asks for none: name a larger one, or leave it out."
    if session.is_practice:
        if any(one.memory for key, one in session.states.items() if key in session.cards):
            return "All that is learned here is suspended, or put off until tomorrow."
        return "Nothing is learned here yet, so there is nothing to practise: study first."
    if session.beyond:
        told = when.counted(session.beyond, "review waits", "reviews wait")
        return f"The day's limit of {session.rules.reviews_a_day} reviews is reached; {told} until tomorrow."
    if session.siblings:
        told = when.counted(session.siblings, "card waits", "cards wait")
        return f"{told} until tomorrow: each is the other side of one that was asked today."
    if new == 0:
        return f"Nothing is due, and no new cards were asked for; {PRACTISE}."
    if session.held_back:
        told = when.counted(session.held_back, "new card waits", "new cards wait")
        met = session.rules.new_a_day
        return f"Nothing is due, and the day's {met} new cards are met; {told} until tomorrow."
    return f"Nothing is due here now; {PRACTISE}."
