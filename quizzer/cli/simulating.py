"""`quizzer simulate`: ways to study, played through ahead of time and set side by side."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from quizzer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from quizzer.cli.surroundings import Surroundings
    from quizzer.study.simulated import Comparison, Start, Terms

WIDTH = 79
PLOT = 60
"""Columns of a plot at most."""
MOST = {"cards": 20_000, "days": 400, "seeds": 200, "minutes": 1440, "new": 2000}


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print the table and the plots, or the same as JSON."""
    from quizzer.study.simulated import Terms, compared, synthetic

    for name, most in MOST.items():
        if not 1 <= getattr(options, name) <= most:
            raise UsageError(f"--{name} is a whole number from 1 to {most}, not {getattr(options, name)}")
    if not 0 <= options.missed <= 90:
        raise UsageError(f"--missed is a percentage from 0 to 90, not {options.missed}")
    if (options.exam or options.decks) and not options.log:
        raise UsageError("an exam or decks go with --log: a synthetic learner has cards of its own")
    terms = Terms(
        options.cards,
        options.days,
        options.new,
        options.minutes,
        options.missed / 100,
        options.seeds,
        options.seed,
        around.settings.retention,
    )
    start = _from_log(options, around, terms) if options.log else synthetic(terms)
    found = compared(terms, start)
    if options.json:
        print(json.dumps(_as_json(terms, start, found), ensure_ascii=False))
        return 0
    for row in rows(terms, start, found, ascii_only=around.settings.glyphs == "ascii"):
        print(row)
    return 0


def _from_log(options: argparse.Namespace, around: Surroundings, terms: Terms) -> Start:
    from quizzer.cli.fitted import with_memory
    from quizzer.cli.planning import exam_called
    from quizzer.cli.studying import asked_for, rules_of
    from quizzer.scheduling.day import study_day
    from quizzer.storage.log import ReviewLog
    from quizzer.study.simulated import from_log

    loaded = asked_for(options.decks, around.places)
    rules = with_memory(rules_of(around.settings, loaded.decks), around.places)
    today = study_day(around.now(), rules.starts)
    exam = exam_called(options.exam, around, today) if options.exam else None
    cards = [card for deck in loaded.decks for card in deck.cards]
    with ReviewLog.open(around.places.data, read_only=True) as log:
        start = from_log(terms, exam.parts if exam else (), cards, log.rows(), today=today, rules=rules)
    if not len(start.weights):
        raise UsageError("no card belongs to this exam; `quizzer exam list` tells its parts")
    return start


def rows(terms: Terms, start: Start, found: Sequence[Comparison], *, ascii_only: bool) -> list[str]:
    """The assumptions, the table, and a plot for each way."""
    from quizzer.study.plan_words import TOO_LITTLE
    from quizzer.study.plots import columns

    told = [line for text in _assumed(terms, start) for line in textwrap.wrap(text, WIDTH)] + [""]
    told.append(
        f"{'':18} {'answers a day':>13} {'expected mark':>20} {'fullest day':>12} {'last fortnight':>15}"
    )
    for one in found:
        mark = TOO_LITTLE
        if start.tells:
            mark = f"{100 * one.mark:.1f} % ({100 * one.least:.1f}–{100 * one.most:.1f})"
        told.append(
            f"{one.name:18} {one.answers_a_day:13.1f} {mark:>20} {one.peak:12}"
            f" {one.last_fortnight:10.2f} × avg"
        )
    step = -(-terms.days // PLOT)
    for one in found:
        load = [
            sum(one.load[at : at + step]) / len(one.load[at : at + step]) for at in range(0, terms.days, step)
        ]
        tall = columns([round(10 * value) for value in load], 3, ascii_only=ascii_only)
        told += [
            "",
            f"{one.name}: answers a day, up to {max(load):.0f}; a column is {step} day{'s' * (step > 1)}",
        ]
        told += [f"  {line}".rstrip() for line in tall]
    return told


def _assumed(terms: Terms, start: Start) -> list[str]:
    from quizzer.scheduling.prediction import ENOUGH_TO_TELL
    from quizzer.study import when

    minutes = f"the plan keeps within {terms.minutes} min a day at {start.seconds_a_card:.0f} s a card"
    missed = f"{100 * terms.missed:.0f} % of the days missed" if terms.missed else "every day kept"
    count = len(start.weights)
    model = start.learner.model
    if start.is_log:
        how = "fitted" if model.is_adjusted else "assumed"
        answers = when.counted(model.answers, "answer")
        who = f"Your log, replayed under each: {when.counted(count, 'card')}, {answers} to cards seen before"
        who += "." if model.tells else f"; a mark takes {ENOUGH_TO_TELL}."
        which = "the published parameters" if model.is_published else "parameters fitted to your log"
        learner = f"""The learner from here on is FSRS-6 with {which} and, {how},
            a = {model.intercept:.2f}, b = {model.slope:.2f}."""
    else:
        who = f"A synthetic learner: {when.counted(count, 'card')}, none seen before."
        learner = """The learner remembers by FSRS-6 with the published parameters. A first answer scores
        1, 3 or 4
            in 25, 10 and 65 of 100; a later one that passes scores 3, 4 or 5 in 10, 75 and 15."""
    new, seeds = when.counted(terms.new_a_day, "new card"), when.counted(terms.seeds, "seed")
    average = "the average day since your first answer" if start.is_log else "the average day"
    told = f"""{seeds} from {terms.seed}; the mark is the mean chance on the day (worst to best);
        avg is {average}."""
    return [
        who,
        " ".join(learner.split()),
        f"{new} a day, the exam on day {terms.days}, {missed}; {minutes}.",
        " ".join(told.split()),
    ]


def _as_json(terms: Terms, start: Start, found: Sequence[Comparison]) -> dict[str, object]:
    return {
        "cards": len(start.weights),
        "days": terms.days,
        "new_a_day": terms.new_a_day,
        "minutes": terms.minutes,
        "missed": terms.missed,
        "seeds": terms.seeds,
        "seed": terms.seed,
        "answers_in_log": start.learner.model.answers,
        "seconds_a_card": round(start.seconds_a_card, 1),
        "ways": [
            {
                "way": one.name,
                "answers_a_day": round(one.answers_a_day, 3),
                "mark": round(one.mark, 5) if start.tells else None,
                "least": round(one.least, 5) if start.tells else None,
                "most": round(one.most, 5) if start.tells else None,
                "peak": one.peak,
                "last_fortnight": round(one.last_fortnight, 3),
                "passes": round(one.passes, 2),
                "load": [round(value, 2) for value in one.load],
            }
            for one in found
        ],
    }
