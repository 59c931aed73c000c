"""Drawing a paper: how many questions a topic gets, which cards they are, and each in a guise of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.deck.cards import Steps
from quizzer.study.interleaving import apart
from quizzer.study.paper import PaperQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from quizzer.deck.cards import Card
    from quizzer.study.exams import Topic

_AGAIN = 2
"""How often more a parametric card may stand on one paper, where its topic has no other card left."""
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question that was drawn, before it gets its guise."""

    card: Card
    topic: str


def apportioned(shares: Sequence[Fraction], seats: int, room: Sequence[int]) -> list[int]:
    """Whole seats by shares: the largest remainder (Hamilton's method); nobody gets more than there is room.

    What a share has no room for goes to the others, again by their shares. Ties go to the first.

    Args:
        shares: each above 0; of any sum.
        seats: how many there are to give.
        room: the most that each can take.
    """
    found = [0] * len(shares)
    waiting = list(range(len(shares)))
    left = min(seats, sum(room))
    while waiting:
        given = _largest_remainder([shares[k] for k in waiting], left)
        over = [k for k, count in zip(waiting, given, strict=True) if count > room[k]]
        if not over:
            for k, count in zip(waiting, given, strict=True):
                found[k] = count
            break
        for k in over:
            found[k] = room[k]
            left -= room[k]
        waiting = [k for k in waiting if k not in over]
    return found


def _largest_remainder(shares: Sequence[Fraction], seats: int) -> list[int]:
    total = sum(shares, Fraction(0))
    quotas = [share * seats / total for share in shares]
    found = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(shares)), key=lambda k: found[k] - quotas[k])
    for k in by_remainder[: seats - sum(found)]:
        found[k] += 1
    return found


def drawn(
    topics: Sequence[Topic], count: int, seed: int, without: AbstractSet[str] = frozenset()
) -> list[Drawn]:
    """Which cards a paper asks, weighted by topic, in the order in which it asks them.

    No card comes twice, but for a parametric one whose topic has nothing else left. There are fewer than
    `count` where there are not enough cards.

    Args:
        topics: what the paper covers.
        count: how many questions.
        seed: decides what is left to chance.
        without: keys of cards that are left out.
    """
    source = random.Random(seed)  # noqa: S311 - a paper, not a secret
    own = [[card for card in topic.cards if card.key not in without] for topic in topics]
    wanted = apportioned(
        [topic.share for topic in topics], count, [len(cards) + _again(cards) for cards in own]
    )
    taken: set[str] = set()
    found: list[Drawn] = []
    for k in sorted(range(len(topics)), key=lambda k: len(own[k])):
        fresh = [card for card in own[k] if card.key not in taken]
        source.shuffle(fresh)
        more = [card for card in own[k] if card.vary for _ in range(_times(card))]
        source.shuffle(more)
        chosen = [*fresh, *more][: wanted[k]]
        taken |= {card.key for card in chosen}
        found += [Drawn(card, topics[k].name) for card in chosen]
    found += _made_up(topics, own, count - len(found), taken, source)
    source.shuffle(found)
    return apart(found, _kin)


def _made_up(
    topics: Sequence[Topic], own: list[list[Card]], lacking: int, taken: set[str], source: random.Random
) -> list[Drawn]:
    """What is still lacking where topics share their cards, from whichever has some left."""
    rest = {
        card.key: Drawn(card, topic.name)
        for topic, cards in zip(topics, own, strict=True)
        for card in cards
        if card.key not in taken
    }
    left = list(rest.values())
    source.shuffle(left)
    return left[: max(0, lacking)]


def _times(card: Card) -> int:
    from quizzer.deck.instances import how_many  # noqa: PLC0415 - for parametric cards only

    return min(_AGAIN, how_many(card) - 1)


def _again(cards: Sequence[Card]) -> int:
    return sum(_times(card) for card in cards if card.vary)


def _kin(one: Drawn) -> object:
    """What two neighbours on a paper should not share: a family, or the card itself."""
    return (one.card.deck, one.card.family) if one.card.family else one.card.key


def questions_of(found: Sequence[Drawn], seed: int, *, rename: bool = True) -> tuple[PaperQuestion, ...]:
    """The questions of a paper: fresh parameters for parametric cards, fresh names where they are allowed."""
    from quizzer.deck.instances import instance  # noqa: PLC0415
    from quizzer.deck.renaming import fresh_names  # noqa: PLC0415

    seen: set[tuple[str, str]] = set()
    questions: list[PaperQuestion] = []
    for place, one in enumerate(found):
        own = seed * 1_000_003 + place * 1_009
        card, told = instance(one.card, own)
        for turn in range(1, _TRIES):
            if not one.card.vary or (one.card.key, told) not in seen:
                break
            card, told = instance(one.card, own + turn)
        seen.add((one.card.key, told))
        names = fresh_names(card, own) if rename else {}
        steps = len(card.question.steps) if isinstance(card.question, Steps) else 1
        questions.append(PaperQuestion(one.card.key, one.topic, own % 2**53, told, names, steps))
    return tuple(questions)
