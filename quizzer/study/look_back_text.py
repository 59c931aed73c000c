"""What looking back says, in rows of words and numbers, the same for the screen and for a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.retention import AGES, FEWEST, wilson
from quizzer.study import when
from quizzer.study.mistakes import DONE
from quizzer.study.prompts import example_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.scheduling.agreement import Agreement, Grade
    from quizzer.scheduling.retention import Retention, Share
    from quizzer.study.looking_back import LookBack, Topic

TOO_LITTLE = "too little to tell"
_MOST_FAMILIES = 12


class Row(NamedTuple):
    """One line: what it is about, a bar from 0 to 1 if it has one, and the numbers in words."""

    label: str
    told: str
    part: float | None = None
    is_prose: bool = False
    """Whether the label is a card's prompt, with formulas in it."""


class Section(NamedTuple):
    """Lines that belong together."""

    title: str
    rows: tuple[Row, ...]
    said: str = ""
    """A sentence below them: how to read them, or why there are none."""


def head(found: LookBack) -> str:
    """The whole in one sentence."""
    if not found.answers:
        return "Nothing is answered yet: what you do here shows from the first answer on."
    days = when.counted(sum(1 for count in found.days.values() if count), "day")
    text = (
        f"{when.counted(found.answers, 'answer')} on {days}, {found.learned} of {found.cards} rules learned."
    )
    now, longest = found.streaks
    if longest > 1:
        text += (
            f" {now} days in a row now, {longest} at the longest."
            if now > 1
            else f" The longest run: {longest} days."
        )
    return text


def sections(found: LookBack) -> list[Section]:
    """All that is told in rows, in the order in which one would ask."""
    return [
        _retention(found),
        _ages(found),
        _topics(found),
        _weakest(found),
        _mistakes(found),
        _time(found),
        _judge(found.agreement),
    ]


def percent(part: float) -> str:
    """`91 %`."""
    return f"{round(100 * part)} %"


def _share(share: Share) -> str:
    if share.value is None:
        return f"{TOO_LITTLE} ({when.counted(share.asked, 'review')})" if share.asked else "no reviews"
    low, high = wilson(share.passed, share.asked)
    return f"{percent(share.value)} ({round(100 * low)}–{round(100 * high)}) of {share.asked}"


def _retention(found: LookBack) -> Section:
    rows = [Row(name, _of_period(period), period.all.value) for name, period in found.retention]
    said = (
        "Of reviews of rules met before, how many were passed. Young: asked within three weeks of the time "
        "before; mature: later. In brackets stands Wilson's 95 % band; with fewer than "
        f"{FEWEST} reviews there is too little to tell."
    )
    return Section("What you remember", tuple(rows), said)


def _of_period(period: Retention) -> str:
    told = _share(period.all)
    if period.all.value is not None:
        told += f" · young {_counted(period.young)} · mature {_counted(period.mature)}"
    return told


def _counted(share: Share) -> str:
    if share.value is None:
        return f"{share.passed} of {share.asked}" if share.asked else "none"
    return f"{percent(share.value)} of {share.asked}"


def _ages(found: LookBack) -> Section:
    rows = [Row(_age(at), _share(share), share.value) for at, share in enumerate(found.ages) if share.asked]
    return Section(
        "By how long ago it was asked before", tuple(rows), "" if rows else "No rule was asked twice yet."
    )


def _age(at: int) -> str:
    least = max(1, AGES[at])
    if at + 1 == len(AGES):
        return f"{least} days or more"
    most = AGES[at + 1] - 1
    return "1 day" if most == 1 else f"{least} to {most} days"


def _topics(found: LookBack) -> Section:
    decks = sorted(found.decks, key=lambda one: one.deck)
    told = [one for one in found.families if one.share.value is not None]
    rows = [Row(one.deck, _share(one.share), one.share.value) for one in decks]
    rows += [
        Row(f"{one.deck}: {_family(one)}", _share(one.share), one.share.value)
        for one in told[:_MOST_FAMILIES]
    ]
    untold = len(found.families) - len(told)
    said = ""
    if untold:
        said = f"Of {when.counted(untold, 'family', 'families')} more there is too little to tell."
    return Section("By deck, and by family with the weakest first", tuple(rows), said)


def _family(topic: Topic) -> str:
    return topic.family.replace("-", " ")


def _weakest(found: LookBack) -> Section:
    rows = [
        Row(
            example_text(one.card),
            f"{one.share.lapsed} of {one.share.asked}, at least {percent(one.at_least)}",
            one.at_least,
            is_prose=True,
        )
        for one in found.weakest
    ]
    said = (
        "Forgotten, of so many reviews; at least: the lower end of Wilson's 95 % interval, by which they are "
        "ranked, for a rule forgotten once is not yet a weak one."
    )
    return Section(
        "Weakest rules", tuple(rows), said if rows else "None: no rule asked three times was forgotten."
    )


def _mistakes(found: LookBack) -> Section:
    rows = [
        Row(
            f"you {DONE.get(one.code, one.code)}",
            f"{when.counted(one.times, 'time')}, in {when.counted(one.cards, 'rule')}",
            one.times / found.failures,
        )
        for one in found.mistakes
    ]
    if found.blank:
        rows.append(
            Row("you did not know it", when.counted(found.blank, "time"), found.blank / found.failures)
        )
    said = (
        f"Of {when.counted(found.failures, 'answer')} that failed."
        if rows
        else "No mistake was diagnosed yet."
    )
    return Section("Which mistakes recur", tuple(rows), said)


def _time(found: LookBack) -> Section:
    took = found.timing
    if took.median is None:
        return Section("Time", (), "No answer was timed yet.")
    rows = [
        Row("in all", when.lasting(took.seconds)),
        Row("an answer", f"{_seconds(took.median)} in the middle of {took.answers}"),
    ]
    longest = found.slowest[0].seconds if found.slowest else 1.0
    rows += [
        Row(
            example_text(one.card),
            f"{_seconds(one.seconds)} in the middle of {one.answers}",
            one.seconds / longest if longest else None,
            is_prose=True,
        )
        for one in found.slowest[:5]
    ]
    return Section(
        "Time, and the slowest rules", tuple(rows), "What took longer than two minutes counts as two."
    )


def _seconds(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds >= 1 else "under 1 s"


def _judge(found: Agreement) -> Section:
    every = found.all
    if not every.given:
        return Section("The judge's grades and yours", (), "The judge has graded nothing yet.")
    rows = [
        Row(f"graded {grade}", _agreement(one), one.kept / one.given if one.given else None)
        for grade, one in enumerate(found.grades)
        if one.given
    ]
    overruled = every.raised + every.lowered
    said = f"You overruled {overruled} of {every.given}"
    if every.given >= FEWEST:
        said += f", {percent(overruled / every.given)}"
    said += (
        f": {found.called_right} failed answers became passes, {found.called_wrong} passes became failures."
    )
    return Section("The judge's grades and yours", tuple(rows), said)


def _agreement(one: Grade) -> str:
    told = f"{one.kept} of {one.given} stood"
    changed = [
        f"{number} {word}" for number, word in ((one.raised, "raised"), (one.lowered, "lowered")) if number
    ]
    return f"{told}, {' and '.join(changed)}" if changed else told


def forecast_rows(ahead: Sequence[int], overdue: int) -> list[str]:
    """What falls due, in words: today, tomorrow, the week, the month."""
    today = when.counted(ahead[0], "card") + (f", {overdue} of them overdue" if overdue else "")
    return [
        f"today {today}",
        f"tomorrow {ahead[1]}",
        f"in 7 days {sum(ahead[:7])}",
        f"in {len(ahead)} days {sum(ahead)}",
    ]
