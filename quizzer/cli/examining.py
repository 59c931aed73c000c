"""`quizzer exam`: exams written down and listed, papers taken, told of and printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizzer.cli.exam_files import add_exam, exam_desk, exams_of, own_file, remove_exam
from quizzer.cli.exam_rows import paper_row, report_json, report_rows, score_json
from quizzer.cli.studying import asked_for
from quizzer.deck.problems import visible
from quizzer.errors import UsageError
from quizzer.scheduling.day import study_day
from quizzer.storage.log import ReviewLog
from quizzer.study import exam_list as reading
from quizzer.study import when
from quizzer.study.exams import MINUTES_A_DAY, PASS_MARK, Exam, Part, topics
from quizzer.study.paper_report import report, score_of
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import date

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Card
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.exams import PartKind
    from quizzer.study.paper import Paper


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """One of the deeds."""
    if options.deed in ("take", "relearn"):
        from quizzer.cli.exam_sittings import run as hold

        return hold(options, around)
    return _DEEDS[options.deed](options, around)


# ---------------------------------------------------------------- exams


def _add(options: argparse.Namespace, around: Surroundings) -> int:
    today = study_day(around.now(), around.settings.day_starts)
    name = _read("NAME", options.name, reading.read_name, reading.NAME_RULE)
    on = _read("--on", options.on, reading.read_day, reading.DAY_RULE)
    if on < today:
        raise UsageError(f"--on is a day to come, not {on}: today is {today}")
    cards = _cards(around)
    parts = parts_of(options, cards)
    minutes, mark = options.minutes, options.pass_mark
    exam = Exam(
        name,
        on,
        parts,
        MINUTES_A_DAY
        if minutes is None
        else _read("--minutes", _number(minutes), reading.read_minutes, reading.MINUTES_RULE),
        PASS_MARK if mark is None else _read("--pass", _number(mark), reading.read_pass, reading.PASS_RULE),
    )
    add_exam(around.places, exam)
    print(visible(f"{exam.name}: {when.coming(exam.on, today)}, {_covering(exam, cards)}."))
    print(visible(f"It stands in {own_file(around.places)}."))
    return 0


def _list(options: argparse.Namespace, around: Surroundings) -> int:
    exams, today = exams_of(around.places), study_day(around.now(), around.settings.day_starts)
    with ReviewLog.open(around.places.data, read_only=True) as log:
        desk = exam_desk(log, around.places, around.settings.day_starts)
    cards = _cards(around)
    if options.json:
        told = [_exam_json(exam, desk, cards, today) for exam in exams]
        print(json.dumps(told, ensure_ascii=False))
        return 0
    if not exams:
        print("There is no exam. `quizzer exam add NAME --on DAY` writes one down.")
    for exam in exams:
        for row in _exam_rows(exam, desk, cards, today):
            print(visible(row))
    return 0


def _exam_rows(exam: Exam, desk: ExamDesk, cards: Sequence[Card], today: date) -> list[str]:
    past = " (past)" if exam.on < today else ""
    rows = [
        f"{exam.name}: {when.weekday(exam.on)} {exam.on.year}, {_until(exam.on, today)}{past}",
        f"  covers {_covering(exam, cards)}; {exam.minutes_a_day} min a day, pass mark {exam.pass_mark} %",
    ]
    if papers := desk.of_name(exam.name):
        rows.append(f"  papers: {', '.join(_share(paper, desk) for paper in papers[-5:])}")
    return rows


def _until(on: date, today: date) -> str:
    days = (on - today).days
    if days < 0:
        return f"{when.counted(-days, 'day')} ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _share(paper: Paper, desk: ExamDesk) -> str:
    from quizzer.study.paper_report import percent

    return percent(report(paper, desk.papers).score.share)


def _covering(exam: Exam, cards: Sequence[Card]) -> str:
    """What an exam covers, with weights where they differ, and how many cards that is."""
    found = topics(exam.parts, cards)
    keys = {card.key for topic in found for card in topic.cards}
    count = when.counted(len(keys), "card")
    if not exam.parts:
        return f"all decks ({count})"
    differ = len({part.weight for part in exam.parts}) > 1
    names = [
        f"{part.name} ×{reading.weight_text(part.weight)}" if differ else part.name for part in exam.parts
    ]
    return f"{', '.join(names)} ({count})"


def _exam_json(exam: Exam, desk: ExamDesk, cards: Sequence[Card], today: date) -> dict[str, Any]:
    return {
        "name": exam.name,
        "on": exam.on.isoformat(),
        "days": (exam.on - today).days,
        "minutes": exam.minutes_a_day,
        "pass": exam.pass_mark,
        "parts": [{part.kind: part.name, "weight": float(part.weight)} for part in exam.parts],
        "cards": len({card.key for topic in topics(exam.parts, cards) for card in topic.cards}),
        "papers": [_paper_json(paper, desk) for paper in desk.of_name(exam.name)],
    }


def _remove(options: argparse.Namespace, around: Surroundings) -> int:
    remove_exam(around.places, options.name)
    print(visible(f"{options.name} is taken out. Its papers stay: `quizzer exam papers`."))
    return 0


# ---------------------------------------------------------------- papers


def _papers(options: argparse.Namespace, around: Surroundings) -> int:
    with ReviewLog.open(around.places.data, read_only=True) as log:
        desk = exam_desk(log, around.places, around.settings.day_starts)
    papers, now = desk.papers, around.now()
    if options.json:
        print(json.dumps([_paper_json(paper, desk) for paper in papers], ensure_ascii=False))
        return 0
    if not papers:
        print("No paper was taken yet: `quizzer exam take`.")
    for number, paper in enumerate(papers, 1):
        print(visible(paper_row(number, paper, papers, now)))
    return 0


def _paper_json(paper: Paper, desk: ExamDesk) -> dict[str, Any]:
    numbers = {one.id: number for number, one in enumerate(desk.papers, 1)}
    return {
        "number": numbers[paper.id],
        "name": paper.name,
        "begun": paper.begun.isoformat(),
        "handed_in": paper.handed_in.isoformat() if paper.handed_in else None,
        "deadline": paper.deadline.isoformat() if paper.deadline else None,
        "paused": paper.paused_at is not None,
        "questions": len(paper.questions),
        "answered": paper.counts["answered"],
        "score": None if paper.marks is None else score_json(score_of(report(paper, desk.papers).questions)),
        "counted": paper.counted,
    }


def _report(options: argparse.Namespace, around: Surroundings) -> int:
    with ReviewLog.open(around.places.data, read_only=True) as log:
        desk = exam_desk(log, around.places, around.settings.day_starts)
    paper = _meant(desk, options.number)
    found = report(paper, desk.papers)
    cards = {card.key: card for card in _cards(around)}
    if options.json:
        print(json.dumps(report_json(found, cards), ensure_ascii=False))
    elif options.html is not None:
        from quizzer.study.paper_html import page

        _print_to(options.html, page(found, cards))
    else:
        for row in report_rows(found, cards, around.settings.glyphs):
            print(row)
    return 0


def _meant(desk: ExamDesk, number: int | None) -> Paper:
    papers = desk.papers
    if number is None:
        marked = [paper for paper in papers if paper.marks is not None]
        if marked:
            return marked[-1]
        raise UsageError("no paper was handed in yet; `quizzer exam take` begins one, or goes on with it")
    if not 1 <= number <= len(papers):
        raise UsageError(f"there is no paper {number}; `quizzer exam papers` lists {len(papers)}")
    if papers[number - 1].marks is None:
        raise UsageError(f"paper {number} is not marked yet; `quizzer exam take` goes on with it")
    return papers[number - 1]


def _print_to(place: str, text: str) -> None:
    if place == "-":
        sys.stdout.write(text)
        return
    try:
        Path(place).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror or error}.") from error
    print(visible(f"The report is in {place}."))


# ---------------------------------------------------------------- what is typed


def parts_of(options: argparse.Namespace, cards: Sequence[Card]) -> tuple[Part, ...]:
    """What --deck and --tag say.

    Raises:
        UsageError: a weight is none, or nothing is called so.
    """
    found: list[Part] = []
    kinds: tuple[tuple[PartKind, Sequence[str]], ...] = (("deck", options.deck), ("tag", options.tag))
    for kind, given in kinds:
        for text in given:
            part = _part(kind, text, cards)
            if any((one.kind, one.name) == (part.kind, part.name) for one in found):
                raise UsageError(f"--{kind} {part.name!r} is said twice")
            found.append(part)
    return tuple(found)


def _part(kind: PartKind, text: str, cards: Sequence[Card]) -> Part:
    name, equals, weight = text.rpartition("=")
    if not equals:
        name, weight = text, "1"
    found = reading.read_weight(weight)
    if found is None:
        raise UsageError(f"--{kind} {text!r}: {weight!r} is no weight; it is {reading.WEIGHT_RULE}")
    part = Part(kind, name.strip(), found)
    if not any(part.covers(card) for card in cards):
        known = (
            sorted({tag for card in cards for tag in card.tags})
            if kind == "tag"
            else sorted({card.key.partition("/")[0] for card in cards})
        )
        guess = did_you_mean(name, known) or f"there are {', '.join(known[:12])}"
        raise UsageError(f"no card has the {kind} `{name}`; {guess}")
    return part


def _read(option: str, value: object, read: Callable[[object], Any], allowed: str) -> Any:
    found = read(value)
    if found is None:
        raise UsageError(f"{option} is {allowed}, not {value!r}")
    return found


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else text


def _cards(around: Surroundings) -> list[Card]:
    return [card for deck in asked_for((), around.places).decks for card in deck.cards]


_DEEDS: dict[str, Callable[[argparse.Namespace, Surroundings], int]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "papers": _papers,
    "report": _report,
}
