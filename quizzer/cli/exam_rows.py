"""Papers and their reports in rows of text, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.cli.one_row import expression_row, prose_rows
from quizzer.cli.said import cloze_row
from quizzer.deck.cards import MathAnswer
from quizzer.deck.problems import visible
from quizzer.study import when
from quizzer.study.paper_marking import put, written
from quizzer.study.paper_report import marks_text, percent, report, score_text, taken_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from quizzer.deck.cards import Card
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.paper import Mark, Paper
    from quizzer.study.paper_report import QuestionReport, Report, Score


def paper_row(number: int, paper: Paper, papers: Sequence[Paper], now: datetime) -> str:
    """A paper in one row."""
    begun = f"{number:>3}  {paper.begun:%Y-%m-%d %H:%M}  {paper.name}: "
    if paper.marks is not None:
        found = report(paper, papers)
        return f"{begun}{score_text(found.score)}, {percent(found.score.share)}{_verdict(found)}"
    if paper.handed_in is not None:
        return f"{begun}handed in, not marked yet"
    counts = paper.counts
    left = paper.left(now)
    time = "" if left is None else f", {when.clock(left.total_seconds())} left"
    put_down = ", put down" if paper.paused_at else ""
    return f"{begun}open, {counts['answered']} of {len(paper.questions)} answered{time}{put_down}"


def _verdict(found: Report) -> str:
    waiting = f", {found.score.waiting} for you to mark" if found.score.waiting else ""
    passed = {True: ", passed", False: ", not passed", None: ""}[found.passed]
    return f"{passed}{waiting}"


def report_rows(found: Report, cards: Mapping[str, Card], glyphs: Glyphs) -> list[str]:
    """All that is told of a paper."""
    paper = found.paper
    share = percent(found.score.share)
    passed = "" if paper.pass_mark is None else f" (pass mark {paper.pass_mark} %)"
    rows = [
        visible(f"{paper.name}, paper {found.number}, {paper.begun:%Y-%m-%d %H:%M}"),
        f"{score_text(found.score)}, {share}{_verdict(found)}{passed}",
        taken_text(found),
    ]
    if found.earlier:
        rows.append(f"Before: {', '.join(percent(one.score.share) for one in found.earlier)}.")
    if paper.counted:
        rows.append("Its answers count as reviews.")
    rows += ["", "By topic:"]
    rows += [
        visible(f"  {name}: {score_text(score)}, {percent(score.share)}, {when.clock(seconds)} a question")
        for name, score, seconds in found.topics
    ]
    rows += ["", "By question:"]
    for one in found.questions:
        rows += _question_rows(one, put(one.question, cards), glyphs)
    return rows


def _question_rows(one: QuestionReport, steps: tuple[Asked, ...], glyphs: Glyphs) -> list[str]:
    head = f"{one.number}. {_marks(one)}, {when.clock(one.seconds)}: "
    prompt = [visible(one.question.card)]
    if steps:
        prompt = prose_rows(cloze_row(steps[0].question) or steps[0].prompt.text, glyphs)
    rows = [head + prompt[0], *prompt[1:]]
    for number, mark in enumerate(one.steps):
        asked = steps[number] if number < len(steps) else None
        rows += _mark_rows(mark, asked, glyphs, f"step {number + 1}: " if len(one.steps) > 1 else "")
    return rows


def _marks(one: QuestionReport) -> str:
    if one.is_gone:
        return "left out (its card is gone)"
    if one.marks is None:
        return "for you to mark"
    return marks_text(one.marks)


def _mark_rows(mark: Mark, asked: Asked | None, glyphs: Glyphs, step: str) -> list[str]:
    wrote = f": {written(mark, asked)}" if mark.typed.strip() else ""
    rows = [visible(f"   {step}{mark.headline}{wrote}")]
    rows += [visible(f"   {why}") for why in mark.why]
    if mark.marks != 1:
        for right in mark.right[:1]:
            rows.append(f"   Right is: {_right(right, asked, glyphs)}")
    return rows


def _right(text: str, asked: Asked | None, glyphs: Glyphs) -> str:
    if asked is not None and isinstance(asked.question, MathAnswer):
        return expression_row(text, asked.scope, glyphs)
    return " ".join(prose_rows(text, glyphs))


def score_json(score: Score) -> dict[str, Any]:
    """A score for a program."""
    return {
        "marks": round(float(score.marks), 4),
        "of": score.of,
        "share": None if score.share is None else round(float(score.share), 4),
        "waiting": score.waiting,
    }


def report_json(found: Report, cards: Mapping[str, Card]) -> dict[str, Any]:
    """A report for a program."""
    paper = found.paper
    return {
        "number": found.number,
        "name": paper.name,
        "begun": paper.begun.isoformat(),
        "handed_in": paper.handed_in.isoformat() if paper.handed_in else None,
        "seconds": round(found.taken.total_seconds(), 1),
        "limit": None if paper.limit is None else paper.limit.total_seconds(),
        "time_was_up": paper.time_was_up,
        "pauses": [round(one.total_seconds(), 1) for one in paper.pauses],
        "pass": paper.pass_mark,
        "passed": found.passed,
        "counted": paper.counted,
        "score": score_json(found.score),
        "earlier": [{"number": one.number, **score_json(one.score)} for one in found.earlier],
        "topics": [
            {"topic": name, **score_json(score), "seconds_a_question": round(seconds, 1)}
            for name, score, seconds in found.topics
        ],
        "questions": [_question_json(one, put(one.question, cards)) for one in found.questions],
    }


def _question_json(one: QuestionReport, steps: tuple[Asked, ...]) -> dict[str, Any]:
    return {
        "number": one.number,
        "card": one.question.card,
        "topic": one.question.topic,
        "instance": one.question.instance,
        "names": dict(one.question.names),
        "prompt": steps[0].prompt.text if steps else None,
        "marks": None if one.marks is None else round(float(one.marks), 4),
        "seconds": round(one.seconds, 1),
        "answers": [
            {
                "typed": mark.typed,
                "verdict": mark.code,
                "marks": mark.marks,
                "said": mark.headline,
                "why": list(mark.why),
                "diagnoses": list(mark.codes),
                "right": list(mark.right),
            }
            for mark in one.steps
        ],
    }
