"""What the end of a sitting says, as lines for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.study.told import prompt_text
from quizzer.tui import when
from quizzer.tui.paint import NO_LINE, beside, indented, lettered, prose, sentence, words

if TYPE_CHECKING:
    from datetime import date

    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.summary import Summary
    from quizzer.tui.paint import Lines

_MOST_DATES = 6


def summary_lines(found: Summary, seconds: float, today: date, width: int, glyphs: Glyphs) -> Lines:
    """How it went, what was hard, and what comes when."""
    lines = [words("Done for now", "strong"), NO_LINE]
    if not found.asked:
        lines += sentence("Nothing was answered." if found.left else "Nothing was asked.", width)
        return [*lines, *put_off_lines(found, width)]
    told = f"{when.counted(found.asked, 'card')}, {found.right or 'none'} right when first asked"
    if seconds:
        told += f", in {when.lasting(seconds)}"
    lines += sentence(f"{told}.", width)
    if found.hard:
        lines += [NO_LINE, words("What was hard", "accent")]
        for one in found.hard:
            lines += indented(
                lettered([words("·", "muted")], prose(prompt_text(one.card), width - 4, glyphs), 1), 1
            )
            often = f", asked {when.counted(one.times, 'time')}" if one.times > 1 else ""
            lines += indented(sentence(f"{one.quality} · {one.reason}{often}", width - 4, "muted"), 3)
    if found.slipping:
        told = "These keep slipping; e on their verdict edits one, or adds a hint:"
        lines += [NO_LINE, words("What keeps slipping", "accent"), *indented(sentence(told, width - 1), 1)]
        for card in found.slipping:
            lines += indented(
                lettered([words("·", "muted")], prose(prompt_text(card), width - 4, glyphs), 1), 1
            )
    if found.due:
        lines += [NO_LINE, words("What comes when", "accent")]
        days = found.due
        for day, number in days[:_MOST_DATES]:
            coming = when.coming(day, today)
            lines.append(beside(words(f" {number:>3}  "), words(coming, "muted")))
        if later := sum(number for _, number in days[_MOST_DATES:]):
            lines.append(beside(words(f" {later:>3}  "), words("later", "muted")))
    return [*lines, *put_off_lines(found, width)]


def put_off_lines(found: Summary, width: int) -> Lines:
    """What waits for another time, and why."""
    said = [line for text in found.put_off for line in indented(sentence(text, width - 1), 1)]
    return [NO_LINE, words("What waits", "accent"), *said] if said else []
