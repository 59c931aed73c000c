"""A report as one HTML page to print: no script, nothing fetched from anywhere, every text escaped."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer, MathAnswer
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.box import cells
from quizzer.maths.typeset.prose import set_prose
from quizzer.maths.typeset.trees import set_tree
from quizzer.study import when
from quizzer.study.paper_marking import put, written
from quizzer.study.paper_report import marks_text, percent, score_text, taken_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzer.deck.cards import Card
    from quizzer.maths.declarations import Scope
    from quizzer.maths.typeset.box import Cell
    from quizzer.study.asked import Asked
    from quizzer.study.paper import Mark
    from quizzer.study.paper_report import QuestionReport, Report

WIDTH = 84
"""Columns of prose on the page."""

_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 11pt/1.4 Georgia, serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #111; }
h1 { font-size: 1.4em; margin-bottom: 0.2em; } h2 { font-size: 1.1em; margin-top: 1.6em; }
table { border-collapse: collapse; } td, th { text-align: left; padding: 0.15em 1.2em 0.15em 0; }
td.n, th.n { text-align: right; } .bar { letter-spacing: 0; font-family: monospace; }
section { border-top: 1px solid #bbb; padding: 0.6em 0; break-inside: avoid; }
pre { font: 10pt/1.25 "DejaVu Sans Mono", "Noto Sans Mono", monospace; margin: 0.4em 0; overflow-x: auto; }
p { margin: 0.3em 0; } .muted { color: #555; }
@media print { body { margin: 0; max-width: none; } }
"""

_STYLED = {"bold": "b", "italic": "i", "code": "code"}


def page(found: Report, cards: Mapping[str, Card]) -> str:
    """The page.

    Args:
        found: the report.
        cards: those of all decks, by key: what was asked is set anew from them.
    """
    paper = found.paper
    title = escape(f"{paper.name}, paper {found.number}")
    body = [f"<h1>{title}</h1>", *_head(found), "<h2>By topic</h2>", *_topics(found), "<h2>By question</h2>"]
    for one in found.questions:
        body += _question(one, put(one.question, cards))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ELSE}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _head(found: Report) -> list[str]:
    paper = found.paper
    passed = {True: "passed", False: "not passed", None: ""}[found.passed]
    mark = "" if paper.pass_mark is None else f"pass mark {paper.pass_mark} %"
    told = [score_text(found.score), percent(found.score.share), passed, mark]
    rows = [f"<p><b>{escape(' · '.join(one for one in told if one))}</b></p>"]
    if found.score.waiting:
        rows.append(f"<p>{when.counted(found.score.waiting, 'question')} still for you to mark.</p>")
    rows.append(
        f'<p class="muted">{escape(f"{paper.begun:%Y-%m-%d %H:%M}")} · {escape(taken_text(found))}</p>'
    )
    if found.earlier:
        before = ", ".join(percent(one.score.share) for one in found.earlier)
        rows.append(f'<p class="muted">Before: {escape(before)}.</p>')
    return rows


def _topics(found: Report) -> list[str]:
    rows = ['<table><tr><th>Topic</th><th class="n">Marks</th><th></th><th class="n">A question</th></tr>']
    for name, score, seconds in found.topics:
        filled = round(10 * float(score.share or 0))
        bar = "█" * filled + "░" * (10 - filled)
        rows.append(
            f'<tr><td>{escape(name)}</td><td class="n">{escape(score_text(score))}</td>'
            f'<td class="bar">{bar} {percent(score.share)}</td><td class="n">{when.clock(seconds)}</td></tr>'
        )
    return [*rows, "</table>"]


def _question(one: QuestionReport, steps: tuple[Asked, ...]) -> list[str]:
    if one.is_gone:
        marks = "left out: its card is gone"
    else:
        marks = "for you to mark" if one.marks is None else f"{marks_text(one.marks)} of 1"
    head = f"{one.number} · {marks} · {when.clock(one.seconds)} · {one.question.topic}"
    rows = ["<section>", f'<p class="muted">{escape(head)}</p>']
    rows.append(_prose(_prompt(steps[0])) if steps else f"<p>{escape(one.question.card)}</p>")
    for number, mark in enumerate(one.steps):
        rows += _step(mark, steps[number] if number < len(steps) else None)
    return [*rows, "</section>"]


def _prompt(asked: Asked) -> str:
    question = asked.question
    if not isinstance(question, ClozeAnswer):
        return asked.prompt.text
    parts = [part.text for part in question.parts]
    return "[…]".join(parts)


def _step(mark: Mark, asked: Asked | None) -> list[str]:
    rows = [_prose(asked.step_prompt.text)] if asked is not None and asked.step_prompt is not None else []
    typed = written(mark, asked)
    wrote = f": <code>{escape(_visible(typed))}</code>" if typed else ""
    rows.append(f"<p><b>{escape(mark.headline)}</b>{wrote}</p>")
    rows += [f"<p>{escape(_visible(why))}</p>" for why in mark.why]
    if mark.marks != 1:
        for right in mark.right[:1]:
            is_expression = asked is not None and isinstance(asked.question, MathAnswer)
            shown = _expression(right, asked.scope) if asked and is_expression else _prose(right)
            rows += ['<p class="muted">Right is</p>', shown]
    return rows


def _prose(text: str) -> str:
    return _pre(set_prose(text, WIDTH))


def _expression(text: str, scope: Scope) -> str:
    try:
        return _pre(set_tree(parse(text, scope), "full", source=text).rows)
    except (ReadingError, RecursionError):
        return _pre([cells(text)])


def _pre(rows: Iterable[Iterable[Cell]]) -> str:
    return "<pre>" + "\n".join(_line(row) for row in rows) + "</pre>"


def _line(row: Iterable[Cell]) -> str:
    found = ""
    for style, run in groupby(row, key=lambda cell: cell.style):
        text = escape("".join(cell.glyph for cell in run))
        mark = _STYLED.get(style)
        found += f"<{mark}>{text}</{mark}>" if mark else text
    return found.rstrip()


def _visible(text: str) -> str:
    """What a browser would obey is shown instead."""
    return "".join(cell.glyph for cell in cells(text))
