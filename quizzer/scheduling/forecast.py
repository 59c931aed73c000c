"""When cards fall due: today, and on the days to come if nothing more is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from quizzer.scheduling.fold import CardState


def may_be_asked(state: CardState, today: date) -> bool:
    """Whether the learner has neither suspended the card nor buried it for today."""
    return not state.suspended and (state.buried_until is None or state.buried_until <= today)


def is_new(state: CardState, today: date) -> bool:
    """Whether the card was never reviewed and may be asked."""
    return state.memory is None and may_be_asked(state, today)


def is_due(state: CardState, today: date) -> bool:
    """Whether a review of the card falls on study day `today` or fell before it."""
    return state.memory is not None and state.memory.due <= today and may_be_asked(state, today)


def wants_repeat(state: CardState, today: date) -> bool:
    """Whether the card was reviewed today and is repeated until it scores 4 (SM-2, step 7)."""
    return (
        state.needs_repeat
        and state.memory is not None
        and state.memory.reviewed == today
        and may_be_asked(state, today)
    )


def overdue_days(state: CardState, today: date) -> int:
    """Days since the card fell due; 0 for one that is not, or not yet."""
    return max(0, (today - state.memory.due).days) if state.memory else 0


def due_day(state: CardState) -> date | None:
    """The first study day on which a review is due; None for a new card and a suspended one."""
    if state.memory is None or state.suspended:
        return None
    return max(state.memory.due, state.buried_until or state.memory.due)


def forecast(states: Iterable[CardState], today: date, days: int) -> list[int]:
    """How many cards fall due on each of `days` study days from `today`; what is overdue counts today."""
    counts = [0] * days
    for state in states:
        if (day := due_day(state)) is not None and (ahead := max(0, (day - today).days)) < days:
            counts[ahead] += 1
    return counts
