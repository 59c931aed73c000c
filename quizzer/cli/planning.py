"""`quizzer plan`: what to do each day towards an exam, what it comes to, and how each number was computed."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from quizzer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from quizzer.cli.surroundings import Surroundings
    from quizzer.study.exams import Exam
    from quizzer.study.planned import Estimate, Outlook, Plan, PlannedDay

WIDTH = 79
_LABEL = 16


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print the plan; exits with 1 where there is none."""
    from quizzer.cli.fitted import with_memory
    from quizzer.cli.studying import asked_for, rules_of
    from quizzer.deck.problems import visible
    from quizzer.scheduling.day import study_day
    from quizzer.storage.log import ReviewLog
    from quizzer.study.exam_plan import plan

    if options.fit:
        return _fit(around)
    loaded = asked_for((), around.places)
    rules = with_memory(rules_of(around.settings, loaded.decks), around.places)
    today = study_day(around.now(), rules.starts)
    exam = exam_called(options.exam, around, today)
    cards = [card for deck in loaded.decks for card in deck.cards]
    with ReviewLog.open(around.places.data, read_only=not options.study) as log:
        found = plan(exam, cards, log.rows(), today, rules)
        if options.study and not isinstance(found, str):
            from quizzer.cli.plan_study import hold

            return hold(options, around, loaded, log, rules=rules, plan=found)
    if isinstance(found, str):
        print(json.dumps({"exam": exam.name, "plan": None, "why": found}) if options.json else visible(found))
        return 1
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
        return 0
    for row in rows(found, how=options.how):
        print(visible(row))
    return 0


def _fit(around: Surroundings) -> int:
    from quizzer.scheduling.fitting import ENOUGH_TO_FIT, NoOptimizer, fit
    from quizzer.scheduling.prediction import answers_of
    from quizzer.storage.log import ReviewLog
    from quizzer.storage.memory_file import Kept, write_parameters

    with ReviewLog.open(around.places.data, read_only=True) as log:
        answers = answers_of(log.rows(), around.settings.day_starts)
    later = len(answers.card) - len(answers.cards)
    if later < ENOUGH_TO_FIT:
        print(f"Too little to fit: {later} of {ENOUGH_TO_FIT} answers to cards seen before.")
        return 1
    try:
        found = fit(answers)
    except NoOptimizer as error:
        raise UsageError("to fit needs the extra `optimizer`: pip install 'quizzer[optimizer]'") from error
    told = f"log loss over the last fifth {found.loss:.4f}, with the published ones {found.published:.4f}"
    if not found.helps:
        print(f"The published parameters stay: they predict as well ({told}).")
        return 0
    path = write_parameters(around.places.data, Kept(found.parameters, found.until), found.answers)
    print(f"Fitted to {found.answers} answers ({told}). Kept in {path}; remove the file to go back.")
    return 0


def exam_called(name: str | None, around: Surroundings, today: date) -> Exam:
    """The exam of this name, or how only one begins; without a name the next one after today, or today's.

    Raises:
        UsageError: there is none.
    """
    from quizzer.cli.exam_files import exams_of
    from quizzer.study.exams import folded
    from quizzer.suggestions import did_you_mean

    exams = exams_of(around.places)
    if not exams:
        raise UsageError("there is no exam yet; `quizzer exam add NAME --on DAY` writes one down")
    if name is None:
        coming = [exam for exam in exams if exam.on >= today]
        if not coming:
            raise UsageError("no exam is to come; `quizzer exam add NAME --on DAY` writes one down")
        return next((exam for exam in coming if exam.on > today), coming[0])
    wanted = folded(name)
    exact = [exam for exam in exams if folded(exam.name) == wanted]
    begun = [exam for exam in exams if folded(exam.name).startswith(wanted)]
    for found in (exact, begun):
        if len(found) == 1:
            return found[0]
    names = [exam.name for exam in exams]
    guess = did_you_mean(name, names) or f"there are {', '.join(names)}"
    raise UsageError(f"there is no exam `{name}`; {guess}")


def rows(plan: Plan, *, how: bool) -> list[str]:
    """The plan in rows of at most 79 columns."""
    from quizzer.study import when
    from quizzer.study.plan_words import calibration, claims, estimate, percent

    told = [f"{plan.exam.name}: {when.coming(plan.exam.on, plan.today)}; {plan.cards} cards", ""]
    for claim in claims(plan):
        for at, line in enumerate(claim.lines):
            told += textwrap.wrap(
                line,
                WIDTH,
                initial_indent=f"{'' if at else claim.name:{_LABEL}}",
                subsequent_indent=" " * _LABEL,
            )
        if how:
            for sentence in claim.how:
                told += textwrap.wrap(sentence, WIDTH, initial_indent="    ", subsequent_indent="    ")
            told.append("")
    told += [
        "",
        f"{'Topic':27} {'marks':>6} {'begun':>10}" + (f" {'plan':>15} {'stop':>15}" if plan.tells else ""),
    ]
    for one in plan.outlooks:
        begun = f"{one.known}/{one.cards}"
        marked = f" {estimate(one.expected):>15} {estimate(one.stopped):>15}" if plan.tells else ""
        told.append(f"{one.name[:27]:27} {percent(one.share):>6} {begun:>10}{marked}")
    told += ["", f"{'Day':12} {'min':>5} {'reviews':>8} {'new':>5} {'pass':>5}"]
    told += [
        f"{when.weekday(day.day):12} {day.minutes:5.0f} {day.reviews:8.0f} {day.new:5.0f} {day.passes:5.0f}"
        for day in plan.ahead
    ]
    if how:
        told += ["", "Predicted against what came true, in your log:"]
        for row in calibration(plan):
            told += textwrap.wrap(row, WIDTH) if len(row) > WIDTH else [row]
    else:
        told += ["", "`quizzer plan --how` tells how each number is computed."]
    return told


def as_json(plan: Plan) -> dict[str, object]:
    """All of it, for a program; marks are shares of 1, null where the log says too little."""
    return {
        "exam": plan.exam.name,
        "on": plan.exam.on.isoformat(),
        "today": plan.today.isoformat(),
        "days": plan.days,
        "cards": plan.cards,
        "unseen": plan.unseen,
        "expected": _estimate(plan, plan.expected),
        "plain": _estimate(plan, plan.plain),
        "stopped": _estimate(plan, plan.stopped),
        "plain_is_enough": plan.is_plain_enough if plan.tells else None,
        "falls_without_today": round(plan.missed_today, 4) if plan.tells else None,
        "half": {"minutes": plan.half[0], "falls": round(plan.half[1], 4) if plan.tells else None},
        "now": {
            "minutes": round(plan.minutes_today, 1),
            "due": plan.due,
            "new": plan.new,
            "pass": plan.passes,
        },
        "new_a_day": plan.new_a_day,
        "last_new": plan.last_new.isoformat() if plan.last_new else None,
        "never_begun": plan.never_begun,
        "final_from": plan.final_from.isoformat() if plan.final_from else None,
        "topics": [_topic(plan, one) for one in plan.outlooks],
        "ahead": [_day(one) for one in plan.ahead],
        "model": _model(plan),
    }


def _topic(plan: Plan, one: Outlook) -> dict[str, object]:
    return {
        "topic": one.name,
        "share": round(one.share, 4),
        "cards": one.cards,
        "begun": one.known,
        "expected": _estimate(plan, one.expected),
        "stopped": _estimate(plan, one.stopped),
    }


def _day(one: PlannedDay) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "minutes": round(one.minutes, 1),
        "reviews": round(one.reviews, 1),
        "new": round(one.new, 1),
        "pass": round(one.passes, 1),
    }


def _model(plan: Plan) -> dict[str, object]:
    return {
        "name": f"FSRS-6, {'published' if plan.model.is_published else 'fitted'} parameters",
        "answers": plan.model.answers,
        "adjusted": plan.model.is_adjusted,
        "intercept": round(plan.model.intercept, 4),
        "slope": round(plan.model.slope, 4),
        "trials": plan.trials,
        "seconds_a_card": round(plan.habits.seconds_a_card, 1),
        "seconds_assumed": not plan.habits.timed,
    }


def _estimate(plan: Plan, found: Estimate) -> dict[str, float] | None:
    if not plan.tells:
        return None
    return {"mean": round(found.mean, 4), "low": round(found.low, 4), "high": round(found.high, 4)}
