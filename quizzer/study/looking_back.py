"""Looking back: what the log tells of a learner's answers, put together for the cards in question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.activity import Streaks, per_day, streaks
from quizzer.scheduling.agreement import Agreement, agreement
from quizzer.scheduling.answered import answers
from quizzer.scheduling.day import study_day
from quizzer.scheduling.effect import in_order, renamed, undone
from quizzer.scheduling.fold import NEW
from quizzer.scheduling.forecast import forecast, is_due, overdue_days
from quizzer.scheduling.retention import (
    Retention,
    Share,
    by_age,
    by_group,
    remembered,
    retention,
    surely_forgotten,
)
from quizzer.scheduling.sm2 import PASS
from quizzer.scheduling.timing import Timing, timing
from quizzer.study.queue import states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from quizzer.deck.cards import Card
    from quizzer.scheduling.answered import Answer
    from quizzer.scheduling.log import Review
    from quizzer.study.queue import Rules

AHEAD = 30
"""Days that a forecast looks ahead, today included."""
PERIODS: tuple[tuple[str, int | None], ...] = (
    ("7 days", 7),
    ("30 days", 30),
    ("a year", 365),
    ("ever", None),
)
FEWEST_OF_CARD = 3
"""Reviews of a rule below which nothing is said of it."""
_MOST = 10
"""How many of the weakest rules, the slowest and the mistakes are told."""


class Topic(NamedTuple):
    """A deck, or a family of one, with what is remembered of it."""

    deck: str
    family: str
    share: Share


class Weak(NamedTuple):
    """A rule that is forgotten."""

    card: Card
    share: Share

    @property
    def at_least(self) -> float:
        """The share forgotten that is nearly sure, by which rules are ranked."""
        return surely_forgotten(self.share)


class Slow(NamedTuple):
    """A rule with the median of the seconds that it took, over so many answers."""

    card: Card
    seconds: float
    answers: int


class Mistake(NamedTuple):
    """A diagnosis that recurs."""

    code: str
    times: int
    cards: int
    """In how many rules."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """What the log tells, up to a study day."""

    today: date
    cards: int
    learned: int
    """Reviewed at least once, and passed at the last review."""
    days: Mapping[date, int]
    """How many graded answers each day saw."""
    streaks: Streaks
    overdue: int
    """Of what is due today, how much fell due before."""
    ahead: tuple[int, ...]
    """How many cards fall due today and on the days after it, if nothing more is reviewed."""
    retention: tuple[tuple[str, Retention], ...]
    """For each of PERIODS."""
    ages: tuple[Share, ...]
    """For each class of `retention.AGES`."""
    decks: tuple[Topic, ...]
    families: tuple[Topic, ...]
    """Weakest first."""
    weakest: tuple[Weak, ...]
    """Weakest first."""
    failures: int
    """Answers that failed."""
    blank: int
    """Of those, how many were left empty."""
    mistakes: tuple[Mistake, ...]
    """Most frequent first."""
    timing: Timing
    slowest: tuple[Slow, ...]
    agreement: Agreement

    @property
    def answers(self) -> int:
        """All graded answers."""
        return sum(self.days.values())


def look_back(
    cards: Sequence[Card], rows: Sequence[Review], at: datetime, rules: Rules, *, whole: bool = True
) -> LookBack:
    """What the log tells of `cards`.

    Args:
        cards: those in question.
        rows: the log.
        at: now, with the local offset.
        rules: the learner's own.
        whole: whether answers to cards that are in no deck any more count too, where no card is named.
    """
    by_key = {card.key: card for card in cards}
    today = study_day(at, rules.starts)
    ordered = in_order(rows)
    every = answers(ordered, starts=rules.starts, are_ordered=True)
    given = every if whole else [one for one in every if one.card in by_key]
    asked_again = remembered(given)
    shares = by_group(asked_again, lambda key: key if key in by_key else None)
    states = states_of(rows, rules)
    known = [states.get(card.key, NEW) for card in cards]
    took = timing(given)
    failed = [one for one in given if one.quality is not None and one.quality < PASS]
    days = per_day(given)
    return LookBack(
        today=today,
        cards=len(cards),
        learned=sum(state.memory is not None and state.memory.repetitions > 0 for state in known),
        days=days,
        streaks=streaks(days, today),
        overdue=sum(is_due(state, today) and overdue_days(state, today) > 0 for state in known),
        ahead=tuple(forecast(known, today, AHEAD)),
        retention=tuple(
            (name, retention(asked_again, _begins(number, today), today)) for name, number in PERIODS
        ),
        ages=tuple(by_age(asked_again)),
        decks=_topics(shares, by_key, families=False),
        families=_topics(shares, by_key, families=True),
        weakest=_weakest(shares, by_key),
        failures=len(failed),
        blank=sum(not one.typed.strip() and not one.mistakes for one in failed),
        mistakes=_mistakes(failed),
        timing=took,
        slowest=_slowest(took, by_key),
        agreement=agreement(rows if whole else _of(rows, by_key)),
    )


def _begins(days: int | None, today: date) -> date | None:
    """The first of so many days, today included."""
    return None if days is None else today - timedelta(days=days - 1)


def _topics(shares: Mapping[str, Share], cards: Mapping[str, Card], *, families: bool) -> tuple[Topic, ...]:
    """The shares of cards put together by deck, or by family of a deck; the weakest first."""
    found: dict[tuple[str, str], Share] = {}
    for key, share in shares.items():
        card = cards[key]
        if card.family or not families:
            topic = (card.deck, card.family if families else "")
            found[topic] = found.get(topic, Share()).and_(share)
    topics = [Topic(deck, family, share) for (deck, family), share in found.items()]
    return tuple(sorted(topics, key=lambda one: (-surely_forgotten(one.share), one.deck, one.family)))


def _weakest(shares: Mapping[str, Share], cards: Mapping[str, Card]) -> tuple[Weak, ...]:
    found = [
        Weak(cards[key], share)
        for key, share in shares.items()
        if share.lapsed and share.asked >= FEWEST_OF_CARD
    ]
    return tuple(sorted(found, key=lambda one: (-one.at_least, one.card.key))[:_MOST])


def _slowest(took: Timing, cards: Mapping[str, Card]) -> tuple[Slow, ...]:
    found = [
        Slow(cards[key], seconds, number)
        for key, (seconds, number) in took.by_card.items()
        if key in cards and number >= FEWEST_OF_CARD
    ]
    return tuple(sorted(found, key=lambda one: (-one.seconds, one.card.key))[:_MOST])


def _mistakes(failed: Iterable[Answer]) -> tuple[Mistake, ...]:
    times: Counter[str] = Counter()
    cards: dict[str, set[str]] = {}
    for one in failed:
        for code in set(one.mistakes):
            times[code] += 1
            cards.setdefault(code, set()).add(one.card)
    found = [Mistake(code, number, len(cards[code])) for code, number in times.items()]
    return tuple(sorted(found, key=lambda one: (-one.times, one.code))[:_MOST])


def _of(rows: Sequence[Review], keys: Mapping[str, Card]) -> list[Review]:
    """The rows about some cards, whatever keys they bore once."""
    names = renamed(in_order(row for row in rows if row.kind == "alias"), undone(rows))
    return [row for row in rows if names.get(row.card, row.card) in keys]
