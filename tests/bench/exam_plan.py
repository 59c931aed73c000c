"""What the exam plan is worth, and how long it takes to make: python -m tests.bench.exam_plan.

400 cards, ten new a day, the exam on day 90, twenty seeds, once with every day kept and once with a quarter of
the days missed (drawn anew for each seed, the same for every way of studying).

Assumed: the learner remembers by FSRS-6 with the published parameters; a first answer scores 1, 3 or 4 in 25, 10
and 65 cases of 100; a later one that passes scores 3, 4 or 5 in 10, 75 and 15, one that fails 1 or 2. Repeats on
the same day are neither simulated nor counted. A card takes 30 s; the plan keeps within 25 minutes (50 answers) a
day unless it says "any min", SM-2 and FSRS alone know no minutes. The plan knows the FSRS-6 state of each card and the share of days kept,
not which days will be missed. Recall is the mean chance of a right answer on day 90.

In the lower tables the plan is wrong about the learner: stabilities are half of what it thinks, or differ from
card to card (lognormal, 0.5), which it never learns of.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from quizzer.deck.cards import Card, Recall
from quizzer.deck.spelt import Spelt
from quizzer.scheduling import fsrs6
from quizzer.scheduling.card_arrays import Cards
from quizzer.scheduling.final_pass import FinalPass
from quizzer.scheduling.log import Review
from quizzer.scheduling.scheduler import Scheduler
from quizzer.scheduling.simulation import Course, Learner, play
from quizzer.study.exam_plan import plan
from quizzer.study.exams import Exam
from quizzer.study.queue import Rules
from quizzer.study.simulated import Terms, skipped

SEEDS = range(20)
CARDS, DAYS, NEW = 400, 90, 10


def ways(missed):
    plain = Course(DAYS, NEW, np.full(CARDS, 1 / CARDS), np.arange(CARDS))
    pass_ = FinalPass(kept=1 - missed)
    return {
        "SM-2": plain,
        "SM-2, within 25 min": replace(plain, answers_a_day=50),
        "SM-2, ef_on_fail": replace(plain, scheduler=Scheduler(ef_on_fail=True)),
        "FSRS at .90": replace(plain, scheduler=Scheduler("fsrs")),
        "FSRS at .93": replace(plain, scheduler=Scheduler("fsrs", retention=0.93)),
        "exam plan over SM-2": replace(plain, answers_a_day=50, final_pass=pass_),
        "same over SM-2, any min": replace(plain, final_pass=pass_),
        "exam plan over FSRS": replace(
            plain, answers_a_day=50, final_pass=pass_, scheduler=Scheduler("fsrs")
        ),
        "same over FSRS, any min": replace(plain, final_pass=pass_, scheduler=Scheduler("fsrs")),
    }


def table(title, strengths=None):
    for missed in (0.0, 0.25):
        print(f"\n{title}; {'a quarter of the days missed' if missed else 'every day kept'}")
        print(
            f"{'':24} {'recall':>7} {'gain':>6} {'answers/day':>12} {'more':>6} {'passes':>7} {'fullest':>8}"
            f" {'last fortnight, × average: worst':>33} {'mean':>5}"
        )
        base = None
        for name, way in ways(missed).items():
            recall, answers, passes, full, last = [], [], [], [], []
            for seed in SEEDS:
                course = replace(way, skipped=skipped(Terms(days=DAYS, missed=missed), seed))
                learner = Learner(strengths=None if strengths is None else strengths(seed))
                played = play(Cards.unseen(CARDS), course, learner, trials=1, seed=seed)
                recall.append(played.chance.mean())
                answers.append(played.load.sum())
                passes.append(played.passes.sum())
                full.append(played.load.max())
                last.append(played.load[-14:].max() / played.load.mean())
            mean, total = np.mean(recall), np.mean(answers)
            base = base or (mean, total)
            print(
                f"{name:24} {mean:7.4f} {100 * (mean - base[0]):+6.2f} {total / DAYS:12.1f}"
                f" {100 * (total / base[1] - 1):+5.1f}% {np.mean(passes):7.0f} {max(full):8.0f}"
                f" {max(last):33.2f} {np.mean(last):5.2f}"
            )


def world(cards, past, new, ahead, minutes):
    """A learner of so many cards who began some days ago, and an exam."""
    at = datetime(2026, 11, 25, 10, tzinfo=UTC)
    course = Course(past, new, np.full(cards, 1 / cards), np.arange(cards))
    answers = play(Cards.unseen(cards), course, Learner(), trials=1, seed=1, keep_answers=True).answers
    rows = [
        Review(f"{k:07}", "d", f"deck{card % 3}/{card}", at - timedelta(days=past - day), "review",
               quality=quality, seconds=25.0)
        for k, (card, day, quality) in enumerate(zip(*(one.tolist() for one in answers), strict=True))
    ]  # fmt: skip
    made = [_card(one) for one in range(cards)]
    return Exam("Exam", at.date() + timedelta(ahead), (), minutes, 50), made, rows, at.date(), Rules()


def _card(number):
    deck = number % 3
    return Card(f"deck{deck}/{number}", f"Deck {deck}", str(number), Spelt.bare("?"), Recall(Spelt.bare("!")))


def followed():
    """The plan itself, made anew each day from the log that following it has left."""
    print(
        "\nThe plan followed day by day: 150 cards, six new a day, the exam on day 60, any number of minutes"
    )
    cards, days, start = [_card(one) for one in range(150)], 60, date(2026, 9, 1)
    exam = Exam("Exam", start + timedelta(days), (), 600, 50)
    for seed, missed in [(1, 0.0), (2, 0.25), (3, 0.25), (4, 0.25)]:
        source = np.random.default_rng(seed)
        rows, memory, load = [], {}, []
        for day in range(days):
            load.append(0)
            if source.random() < missed:
                continue
            made = plan(exam, cards, rows, start + timedelta(day), Rules(new_a_day=6))
            asked = [
                (key, "exam" if key in made.passes else "review") for key in made.due + made.new + made.passes
            ]
            load[-1] = len(asked)
            for key, kind in asked:
                quality = answered(memory, key, day, source)
                at = datetime.combine(start, datetime.min.time(), UTC) + timedelta(day, 36_000 + len(rows))
                rows.append(Review(f"{len(rows):07}", "d", key, at, kind, quality=quality, seconds=25.0))
        known = [fsrs6.recall(days - last, trace.stability) for trace, last in memory.values()]
        print(
            f"{'a quarter of the days missed' if missed else 'every day kept':30} recall {sum(known) / len(cards):.3f},"
            f" {np.mean(load):.1f} answers a day, fullest of the last fortnight"
            f" {max(load[-14:]) / np.mean(load):.2f} × average"
        )


def answered(memory, key, day, source):
    """The quality of an answer by FSRS-6, which remembers it."""
    trace, last = memory.get(key, (None, day))
    if trace is None:
        quality = int(source.choice([1, 3, 4], p=[0.25, 0.1, 0.65]))
    elif source.random() < fsrs6.recall(day - last, trace.stability):
        quality = int(source.choice([3, 4, 5], p=[0.1, 0.75, 0.15]))
    else:
        quality = int(source.choice([1, 2]))
    rating = fsrs6.rating_of(quality)
    memory[key] = (fsrs6.first(rating) if trace is None else fsrs6.after(trace, day - last, rating), day)
    return quality


def speed():
    print("\nMaking the plan, seconds of process time, the log's replay in it")
    for args in [
        (400, 60, 10, 30, 25),
        (10_000, 100, 80, 90, 60),
        (10_000, 125, 80, 90, 60),
        (10_000, 1, 20, 90, 600),
    ]:
        given = world(*args)
        begun = time.process_time()
        made = plan(*given)
        took = time.process_time() - begun
        print(
            f"{args[0]:6} cards, {len(given[2]):6} answers in the log, {made.unseen:5} unseen,"
            f" the exam {args[3]} days off: {took:.2f} s"
        )


def main():
    print(__doc__)
    table("The learner is as the plan thinks")
    table("Stabilities are half of what the plan thinks", lambda _: np.full(CARDS, 0.5))
    table(
        "Stabilities differ from card to card",
        lambda seed: np.exp(0.5 * np.random.default_rng(seed).standard_normal(CARDS)),
    )
    followed()
    speed()


if __name__ == "__main__":
    main()
