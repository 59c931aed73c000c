"""`quizzer stats`: what the log tells, in rows or as JSON."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from quizzer.cli.fitted import with_memory
from quizzer.cli.narrowing import fulfilling, read
from quizzer.cli.studying import asked_for, rules_of
from quizzer.deck.problems import visible
from quizzer.scheduling.activity import levels
from quizzer.scheduling.day import study_day
from quizzer.scheduling.retention import AGES
from quizzer.storage.log import ReviewLog
from quizzer.study import look_back_text as texts
from quizzer.study.looking_back import look_back
from quizzer.study.mistakes import DONE
from quizzer.study.plots import bar, calendar, classes, columns, month_heads

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Card
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.scheduling.retention import Share
    from quizzer.study.looking_back import LookBack

_WEEKS = 53
_WIDTH = 96
_LABEL = 34
_BAR = 10
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_IN_ASCII = str.maketrans("·–…", "--.")
_SHADES = {False: "·░▒▓█", True: ".-+x#"}


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Print what the answers to some decks tell; nothing is written."""
    names = [*options.decks, *options.deck]
    condition = None if options.only is None else read(options.only)
    loaded = asked_for(names, around.places)
    rules, at = with_memory(rules_of(around.settings, loaded.decks), around.places), around.now()
    with ReviewLog.open(around.places.data, read_only=True) as log:
        rows = log.rows()
    decks = loaded.decks
    if condition is not None:
        decks = fulfilling(decks, condition, rows, study_day(at, rules.starts), rules)
    cards = [card for deck in decks for card in deck.cards]
    found = look_back(cards, rows, at, rules, whole=not names and condition is None)
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
        return 0
    glyphs = around.settings.glyphs
    for row in report(found, glyphs):
        print(visible(row.rstrip().translate(_IN_ASCII) if glyphs == "ascii" else row.rstrip()))
    return 0


# ---------------------------------------------------------------- in rows


def report(found: LookBack, glyphs: Glyphs) -> list[str]:
    """All of it, in rows that fit on a page."""
    rows = wrap(texts.head(found), _WIDTH)
    if found.answers:
        rows += ["", *_year(found, ascii_only=glyphs == "ascii")]
    rows += ["", *_forecast(found, ascii_only=glyphs == "ascii")]
    if found.answers:
        for section in texts.sections(found):
            rows += ["", section.title]
            rows += _section(section, glyphs)
            rows += [f"  {line}" for line in wrap(section.said, _WIDTH - 2)]
    return rows


def _section(section: texts.Section, glyphs: Glyphs) -> list[str]:
    labels = [_label(row, glyphs) for row in section.rows]
    width = max(map(len, labels), default=0)
    return [_row(row, label, width, glyphs) for row, label in zip(section.rows, labels, strict=True)]


def _label(row: texts.Row, glyphs: Glyphs) -> str:
    from quizzer.cli.one_row import prose_rows

    label = " ".join(prose_rows(row.label, glyphs)) if row.is_prose else row.label
    if len(label) > _LABEL:
        label = label[: _LABEL - 1].rstrip() + ("." if glyphs == "ascii" else "…")
    return label


def _row(row: texts.Row, label: str, width: int, glyphs: Glyphs) -> str:
    drawn = "" if row.part is None else bar(row.part, _BAR, ascii_only=glyphs == "ascii")
    return f"  {label:<{width}}  {drawn:<{_BAR}}  {row.told}"


def _year(found: LookBack, *, ascii_only: bool) -> list[str]:
    grid = calendar(found.today, _WEEKS)
    bounds = levels(found.days)
    shades = _SHADES[ascii_only]
    rows = ["The last year, a column a week", f"       {month_heads(grid, 1)}"]
    for name, weekday in zip(_DAYS, classes(grid, found.days, bounds), strict=True):
        rows.append(f"  {name:<3}  " + "".join(" " if one is None else shades[one] for one in weekday))
    told = "   ".join(f"{shades[at]} {least}+" for at, least in enumerate(bounds, 1))
    return [*rows, f"  answers a day: {shades[0]} none   {told}"]


def _forecast(found: LookBack, *, ascii_only: bool) -> list[str]:
    rows = [f"Falls due in {len(found.ahead)} days, if nothing more is reviewed"]
    if any(found.ahead):
        drawn = columns(found.ahead, 3, gap=1, ascii_only=ascii_only)
        rows += [f"  {max(found.ahead):>4} {drawn[0]}", *(f"       {line}" for line in drawn[1:])]
    return [*rows, "  " + "   ".join(texts.forecast_rows(found.ahead, found.overdue))]


# ---------------------------------------------------------------- as JSON


def as_json(found: LookBack) -> dict[str, Any]:
    """The same for a program; README.md says what each name means."""
    return {
        "day": found.today.isoformat(),
        "answers": found.answers,
        "cards": found.cards,
        "learned": found.learned,
        "days": {day.isoformat(): count for day, count in sorted(found.days.items())},
        "streak": found.streaks.now,
        "longest_streak": found.streaks.longest,
        "overdue": found.overdue,
        "forecast": list(found.ahead),
        "retention": [
            {"period": name, "young": _share(one.young), "mature": _share(one.mature), "all": _share(one.all)}
            for name, one in found.retention
        ],
        "by_age": [{"days": days, **_share(share)} for days, share in zip(AGES, found.ages, strict=True)],
        "decks": [{"deck": one.deck, **_share(one.share)} for one in found.decks],
        "families": [{"deck": one.deck, "family": one.family, **_share(one.share)} for one in found.families],
        "weakest": [
            {**_card(one.card), **_share(one.share), "forgotten_at_least": round(one.at_least, 4)}
            for one in found.weakest
        ],
        "failures": found.failures,
        "not_known": found.blank,
        "mistakes": [
            {"code": one.code, "meaning": DONE.get(one.code, ""), "times": one.times, "cards": one.cards}
            for one in found.mistakes
        ],
        "seconds": round(found.timing.seconds, 1),
        "median_seconds": None if found.timing.median is None else round(found.timing.median, 1),
        "slowest": [
            {**_card(one.card), "median_seconds": round(one.seconds, 1), "answers": one.answers}
            for one in found.slowest
        ],
        "judge": {
            "grades": [
                {"grade": grade, "given": one.given, "raised": one.raised, "lowered": one.lowered}
                for grade, one in enumerate(found.agreement.grades)
            ],
            "failed_to_passed": found.agreement.called_right,
            "passed_to_failed": found.agreement.called_wrong,
        },
    }


def _share(share: Share) -> dict[str, Any]:
    value = None if share.value is None else round(share.value, 4)
    return {"passed": share.passed, "asked": share.asked, "retention": value}


def _card(card: Card) -> dict[str, Any]:
    return {"card": card.key, "prompt": card.prompt.text}
