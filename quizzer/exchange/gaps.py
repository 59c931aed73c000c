r"""Gaps as other programs mark them, `{{c1::word::hint}}`, `==word==`, `[word]`, made gaps of a deck.

Programs that number gaps ask each number on a card of its own: so do we, the other gaps filled in. A gap
inside a formula ends it, `$f = {{c1::2x}}$` is `$f =$ {{$2x$}}`, where the formula's braces allow that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(r"\{\{(?:c(\d+(?:,\d+)*)::)?")
_MARKED = re.compile(r"==(?=\S)([^=]+?)(?<=\S)==")
_FORMULA = re.compile(r"(?<!\\)(\$\$?)((?:[^$\\]|\\.)+?)\1", re.DOTALL)
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    number: str
    inside: str
    hint: str


def has_gaps(text: str) -> bool:
    """Whether a text has gaps such as `{{c1::word}}`."""
    return any(gap.number for gap in _gaps(text))


def clozes_of(text: str) -> list[tuple[str, str]]:
    """A text for each number of its gaps, and the number; other gaps are filled in. Empty without a gap."""
    gaps = _gaps(text)
    numbers = list(dict.fromkeys(gap.number for gap in gaps))[:_MOST]
    found = [(number, _with_gaps(text, number)) for number in numbers]
    return [(number, _out_of_formulas(made)) for number, made in found]


def marked_as_gaps(text: str) -> str:
    """`==word==` as a gap."""
    return _MARKED.sub(lambda match: "{{" + match[1] + "}}", text)


def _gaps(text: str) -> list[_Gap]:
    """The outermost gaps of a text."""
    found: list[_Gap] = []
    at = 0
    while opening := _OPENING.search(text, at):
        end = _end(text, opening.end())
        if end is None:
            break
        inside, _, hint = _parted(text[opening.end() : end - 2])
        found.append(_Gap(opening.start(), end, opening[1] or "", inside, hint))
        at = end
    return found


def _end(text: str, at: int) -> int | None:
    """Where the }} ends that closes what was opened before `at`."""
    depth = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text.startswith("}}", at) and depth == 0:
            while text.startswith("}}}", at) and text[at - 1] != "}" and _is_open(text, at):
                at += 1
            return at + 2
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return None


def _is_open(text: str, at: int) -> bool:
    """Whether a brace before `at` is still open within its gap: the first } of }}} closes that."""
    start = text.rfind("{{", 0, at)
    inner = text[start + 2 : at]
    return inner.count("{") > inner.count("}")


def _parted(inside: str) -> tuple[str, str, str]:
    """What a gap hides and its hint; a :: within braces parts nothing."""
    depth = 0
    for at, character in enumerate(inside):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0 and inside.startswith("::", at):
            return inside[:at], "::", inside[at + 2 :]
    return inside, "", ""


def _with_gaps(text: str, number: str) -> str:
    parts, end = [], 0
    for gap in _gaps(text):
        inner = filled(gap.inside)
        parts.append(text[end : gap.start])
        asked = number in gap.number.split(",") or gap.number == number
        hint = f"::{gap.hint}" if gap.hint.strip() else ""
        parts.append("{{" + inner.strip() + hint + "}}" if asked and inner.strip() else inner)
        end = gap.end
    return "".join(parts) + text[end:]


def filled(text: str) -> str:
    """The text with all of its gaps filled in."""
    parts, end = [], 0
    for gap in _gaps(text):
        parts += [text[end : gap.start], filled(gap.inside)]
        end = gap.end
    return "".join(parts) + text[end:]


def _out_of_formulas(text: str) -> str:
    """The text with no gap inside a formula, as far as its braces allow."""
    return _FORMULA.sub(lambda match: _split_formula(match[1], match[2]), text)


def _split_formula(sign: str, formula: str) -> str:
    gaps = [gap for gap in _gaps(formula) if not gap.number and gap.inside.strip()]
    if not gaps:
        return f"{sign}{formula}{sign}"
    outside, end = [], 0
    for gap in gaps:
        outside.append(formula[end : gap.start])
        end = gap.end
    outside.append(formula[end:])
    if any(part.count("{") != part.count("}") or "\\begin" in part or "\\left" in part for part in outside):
        return f"{sign}{formula}{sign}"
    shown = [f"${part.strip()}$" if part.strip() else "" for part in outside]
    made = [shown[0]]
    for gap, after in zip(gaps, shown[1:], strict=True):
        hint = f"::{gap.hint}" if gap.hint else ""
        made += ["{{$" + gap.inside.strip() + "$" + hint + "}}", after]
    return " ".join(part for part in made if part)
