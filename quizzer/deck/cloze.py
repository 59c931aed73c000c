r"""Gaps of a cloze, `The trace is {{invariant::kind of property}} under cyclic shifts`: found, and cut out.

A gap begins with {{ outside of every formula, and ends with the }} that leaves its braces balanced: inside of
$…$ braces are TeX's (`\mathbb{{R}}`), and inside of a gap too (`{{$\frac{a}{b}$}}`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.cards import ClozeAnswer, Gap

if TYPE_CHECKING:
    from quizzer.deck.spelt import Spelt

_TOKEN = re.compile(r"\\.|\$\$?|\{\{|`+", re.DOTALL)
_CLOSING = {"$": re.compile(r"(?<!\\)\$"), "$$": re.compile(r"(?<!\\)\$\$")}


class ClozeError(ValueError):
    """A cloze that cannot be asked: one sentence, what to do, and where in the text."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


def read_cloze(text: Spelt) -> ClozeAnswer:
    """Return a text's gaps and what stands around them.

    Raises:
        ClozeError: if it has none, or an empty one, or one that is not closed.
    """
    parts: list[Spelt] = []
    gaps: list[Gap] = []
    end = 0
    for start, stop in _gaps(text.text):
        parts.append(text.sliced(end, start))
        gaps.append(_gap(text, start + 2, stop - 2))
        end = stop
    if not gaps:
        inside = text.text.find("{{")
        if inside >= 0:
            message = "there is no gap: between $ signs {{ }} are braces of TeX"
            raise ClozeError(message, inside, "end the formula before the gap: $f =$ {{$2 x$}}")
        raise ClozeError("there is no gap: what is to be filled in stands between {{ and }}", 0)
    parts.append(text.sliced(end, len(text.text)))
    return ClozeAnswer(tuple(parts), tuple(gaps), text)


def _gap(text: Spelt, start: int, stop: int) -> Gap:
    inside = text.text[start:stop]
    answer, _, hint = inside.partition("::")
    if not answer.strip():
        raise ClozeError("the gap is empty", start - 2)
    lead = len(answer) - len(answer.lstrip())
    return Gap(text.sliced(start + lead, start + len(answer.rstrip())), hint.strip())


def _gaps(text: str) -> list[tuple[int, int]]:
    """Return where gaps begin and end, braces included."""
    found: list[tuple[int, int]] = []
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        mark = token[0]
        if mark in _CLOSING:
            closing = _CLOSING[mark].search(text, at)
            at = closing.end() if closing else at
        elif mark[0] == "`":
            closing_ticks = text.find(mark, at)
            at = closing_ticks + len(mark) if closing_ticks >= 0 else at
        elif mark == "{{":
            at = _end(text, token.start())
            found.append((token.start(), at))
    return found


def _end(text: str, start: int) -> int:
    depth = 0
    at = start + 2
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "{":
            depth += 1
        elif text[at] == "}" and depth:
            depth -= 1
        elif text[at : at + 2] == "}}":
            return at + 2
        at += 1
    raise ClozeError("this gap is not closed", start, "it ends with }}")
