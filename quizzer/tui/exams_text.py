"""What the screen of exams says: each exam in a row, and below it its papers and what is to be relearned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study import when
from quizzer.study.exam_desk import EVERYTHING
from quizzer.study.exam_list import weight_text
from quizzer.study.exams import topics
from quizzer.study.paper_report import percent, report, score_text
from quizzer.study.relearning import DAYS
from quizzer.tui.paint import NO_LINE, beside, sentence, spread, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from quizzer.deck.cards import Card
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.exams import Exam
    from quizzer.study.paper import Paper
    from quizzer.study.relearning import Relearned
    from quizzer.tui.paint import Lines

_NAME = 18
_PAPERS = 6


def title(today: date, width: int) -> Lines:
    """The head of the screen."""
    return spread(words(" Exams", "accent"), words(f"{when.weekday(today)} ", "muted"), width)[:1]


def exam_row(exam: Exam, today: date, width: int) -> Lines:
    """An exam's name, its day, what it wants."""
    days = (exam.on - today).days
    ahead = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days" if days > 0 else "past")
    name = words(exam.name).truncate(_NAME, ellipsis=True)
    head = beside(
        name.pad_right(max(1, _NAME + 2 - name.cell_length)),
        words(f"{when.weekday(exam.on):<11}"),
        words(f"  {ahead:<12}", "muted" if days < 0 else "accent"),
    )
    tail = words(f"  {exam.minutes_a_day} min a day · pass {exam.pass_mark} %", "muted")
    return [beside(head, tail) if head.cell_length + tail.cell_length <= width else head]


def everything_row(width: int) -> Lines:
    """Papers that are about no exam."""
    told = beside(words(f"{EVERYTHING:<{_NAME + 2}}"), words("a paper over everything, for no exam", "muted"))
    return [told if told.cell_length <= width else words(EVERYTHING)]


def covering(exam: Exam, cards: Sequence[Card], width: int) -> Lines:
    """What an exam covers, with weights where they differ."""
    found = topics(exam.parts, cards)
    count = len({card.key for topic in found for card in topic.cards})
    differ = len({part.weight for part in exam.parts}) > 1
    names = [f"{part.name} ×{weight_text(part.weight)}" if differ else part.name for part in exam.parts]
    told = f"Covers {', '.join(names) or 'all decks'}: {when.counted(count, 'card')}."
    if not count:
        told += " No deck or tag of that name is there: `quizzer exam add` names those there are."
    return sentence(told, width, "muted" if count else "warning")


def open_paper(paper: Paper, at: datetime, width: int) -> Lines:
    """The paper that waits to be gone on with."""
    counts = paper.counts
    answered = f"{counts['answered']} of {len(paper.questions)} answered"
    if not paper.is_open:
        told = "A paper was handed in and is not judged yet: Enter judges it."
    elif paper.is_over(at):
        told = f"A paper's time is up ({answered}): Enter hands it in as it stood."
    else:
        left = paper.left(at)
        time = "" if left is None else f", {when.clock(left.total_seconds())} left"
        state = "put down, its clock stands" if paper.paused_at else "its clock is running"
        told = f"A paper is open: {answered}{time}; {state}. Enter goes on with it."
    return sentence(told, width, "warning")


def papers(own: Sequence[Paper], exams: ExamDesk, today: date, width: int) -> Lines:
    """The last papers, newest first."""
    if not own:
        return sentence(
            "No paper yet. Enter sits one: 20 questions, as the exam weighs them.", width, "muted"
        )
    every = exams.papers
    lines = [words("Papers", "accent")]
    for paper in list(reversed(own))[:_PAPERS]:
        found = report(paper, every)
        passed = {True: "passed", False: "not passed", None: ""}[found.passed]
        row = (
            f"{found.number:>3}  {when.day(paper.begun.date(), today):<12}{score_text(found.score):>10}"
            f"  {percent(found.score.share):>5}  {passed}"
        )
        lines.append(words(row.rstrip()))
    if len(own) > _PAPERS:
        lines.append(words(f"     and {len(own) - _PAPERS} before", "muted"))
    return lines


def relearning(found: Sequence[Relearned], today: date, width: int) -> Lines:
    """How far what papers missed is relearned; nothing where there is nothing to it."""
    left = [one for one in found if not one.is_done]
    if not left:
        return []
    wanted = sum(one.is_wanted(today) for one in left)
    done = len(found) - len(left)
    told = f"Missed in papers: {when.counted(len(left), 'card')} to be right on {DAYS} separate days"
    told += f" ({done} are)." if done else "."
    told += f" l relearns {wanted} today." if wanted else " Nothing more of it today."
    return [NO_LINE, *sentence(told, width)]
