"""How likely each card is recalled today, by the memory model where the log tells enough for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.scheduling.day import study_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card
    from quizzer.scheduling.log import Review
    from quizzer.study.queue import Rules


def recall_of(
    rows: Iterable[Review], cards: Sequence[Card], at: datetime, rules: Rules
) -> Mapping[str, float] | None:
    """The chance of a right answer of each card that was ever answered, by key; None with too few answers.

    Loads NumPy: not for the way to a first question.
    """
    from quizzer.scheduling import curves, prediction  # noqa: PLC0415 - NumPy comes with them

    answers = prediction.answers_of(rows, rules.starts)
    traces, foretold = prediction.replayed(answers, rules.parameters)
    model = prediction.model_of(foretold, rules.parameters)
    if not model.tells:
        return None
    today = study_day(at, rules.starts).toordinal()
    days = today - traces.last
    chance = model.chance(curves.recall(days, traces.stability, model.parameters))
    wanted = {card.key for card in cards}
    return {key: float(value) for key, value in zip(answers.cards, chance, strict=True) if key in wanted}
