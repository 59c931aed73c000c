"""Looking back over a long log, and for cards among many: `python -m tests.bench.bench_looking_back [ROWS] [CARDS]`.

Prints milliseconds of the processor: the folds of `quizzer stats` over ROWS rows, and a filter over CARDS cards as it is typed.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from quizzer.deck.cards import Card, TextAnswer
from quizzer.deck.spelt import Spelt
from quizzer.scheduling.log import Review
from quizzer.study.filter_parser import parse_filter
from quizzer.study.filters import fulfils, subjects
from quizzer.study.looking_back import look_back
from quizzer.study.queue import Rules, states_of

START = datetime(2024, 1, 1, 8, tzinfo=UTC)
QUERIES = [
    "trace",
    "tag:gr",
    "is:due",
    "is:leech -is:suspended",
    "ease<2.5 reviews>3",
    "(trace or rank) -kind:text",
]


def made_cards(count: int) -> list[Card]:
    chance = random.Random(1)
    words = "trace rank gradient determinant inverse norm kernel image eigenvalue vector".split()
    return [
        Card(
            f"deck/c{at}",
            "Deck",
            f"c{at}",
            Spelt.bare(f"The {' '.join(chance.choices(words, k=8))} of $A_{{{at}}}$"),
            TextAnswer((Spelt.bare(chance.choice(words)),)),
            tags=(chance.choice(words),),
            family=chance.choice(words),
        )
        for at in range(count)
    ]


def made_rows(count: int, cards: int) -> list[Review]:
    chance = random.Random(2)
    rows: list[Review] = []
    for at in range(count):
        when = START + timedelta(minutes=at * 1_000_000 / count)
        if at % 50 == 49:
            rows.append(
                Review(f"{at:09}", "d", rows[-1].card, when, "override", quality=3, refers=rows[-1].id)
            )
            continue
        card = f"deck/c{chance.randrange(cards)}"
        quality = chance.randrange(6)
        verdict = "equivalent" if quality > 2 else "different sign"
        rows.append(Review(f"{at:09}", "d", card, when, "review", "", "x", verdict, quality, 2.0, 12.0))
    return rows


def milliseconds(deed) -> float:
    start = time.process_time()
    deed()
    return (time.process_time() - start) * 1000


def main() -> None:
    count, number = (int(one) for one in (*sys.argv[1:], "100000", "10000")[:2])
    cards, rows, rules = made_cards(number), made_rows(count, number), Rules()
    now = START + timedelta(minutes=1_000_001)
    print(f"stats over {count} rows: {milliseconds(lambda: look_back(cards, rows, now, rules)):.0f} ms")
    found = subjects(cards, states_of(rows, rules), now.date(), rules)
    for query in ["trace", *QUERIES]:
        condition = parse_filter(query)
        took = milliseconds(lambda: [one for one in found if fulfils(one, condition)])  # noqa: B023
        print(f"{query!r} over {number} cards: {took:.1f} ms")


if __name__ == "__main__":
    main()
