"""Flashcards in Markdown as other tools write them: `Q:`/`A:`, `question :: answer`, `?` between lines, gaps.

    Q: a question          question :: answer        A question          The ==gap== of a line.
    A: its answer          asked ::: both ways       ?                   The {{c1::gap}} of a line.
    > Hint: a hint          > Note: told after it    its answer          (`??` is asked both ways)

`C: A text with a [gap].` is one, too. Headings become tags. What is none of these is said in the account.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzer.exchange.account import Account
from quizzer.exchange.brought import Brought
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, slug_of, with_ids
from quizzer.exchange.gaps import has_gaps, marked_as_gaps
from quizzer.exchange.proposing import proposed, proposed_clozes
from quizzer.exchange.tex import with_dollars

if TYPE_CHECKING:
    from quizzer.exchange.account import Fate
    from quizzer.exchange.drafts import Value

_PAIR = re.compile(r"^(?P<front>.*?\S)\s*(?P<sign>:::?)(?!:)\s*(?P<back>\S.*)$")
_SPACED_PAIR = re.compile(r"^(?P<front>.*?\S)\s+(?P<sign>:::?)\s+(?P<back>\S.*)$")
_QUESTION = re.compile(r"^\s*(?:[-*+]\s+)?Q:\s*(.*)$")
_ANSWER = re.compile(r"^\s*(?:[-*+]\s+)?A:\s*(.*)$")
_BELOW = re.compile(r"^>\s*(Hint|Note):\s*(\S.*)$")
_GAPPED = re.compile(r"^\s*C:\s*(.*)$")
_SEPARATOR = re.compile(r"^\?{1,2}$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*(?:---+|\*\*\*+)\s*$")
_SCHEDULE = re.compile(r"\s*<!--\s*SR:.*?-->")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_TAGS = re.compile(r"(?<!\S)#([^\s#]+)")
_BRACKETED = re.compile(r"(?<![\]\\!])\[([^\[\]]+)\](?!\()")
_CODE = re.compile(r"`[^`]*`|\$\$?[^$]*\$\$?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines up to a blank one, and the headings that they stand under."""

    line: int
    lines: tuple[str, ...]
    headings: tuple[str, ...]


def looks_like_questions(text: str) -> bool:
    """Whether a Markdown text is of flashcards rather than a note."""
    lines = text.split("\n")
    pairs = sum(bool(_PAIR.match(_CODE.sub("x", line)) and "::" in _CODE.sub("x", line)) for line in lines)
    marks = sum(bool(_QUESTION.match(line) or _GAPPED.match(line)) for line in lines)
    separators = sum(bool(_SEPARATOR.match(line.strip())) for line in lines)
    return bool(marks or separators or pairs or any(has_gaps(line) for line in lines))


def read_questions(text: str, name: str) -> Brought:
    """Bring flashcards in Markdown in."""
    account = Account()
    cards: list[Draft] = []
    for piece in _pieces(with_dollars(cleaned(text))):
        first = len(cards)
        cards += [replace(card, line=piece.line) for card in _cards(piece, account)]
        if len(cards) == first and not _HEADING.match(piece.lines[0]):
            account.add(piece.line, "text", "left out", piece.lines[0], "it is no question")
    return Brought(DraftDeck(name, with_ids(cards)), account)


def _pieces(text: str) -> list[_Piece]:
    """The text cut at blank lines, headings and rules; a new Q: begins a piece, too."""
    found: list[_Piece] = []
    headings: list[tuple[int, str]] = []
    lines: list[str] = []
    begun = 0

    def end() -> None:
        if lines:
            found.append(_Piece(begun + 1, tuple(lines), tuple(name for _, name in headings)))
            lines.clear()

    others = [_PAIR.match(_CODE.sub("x", one)) or _SEPARATOR.match(one.strip()) for one in text.split("\n")]
    is_long = not any(others)  # an answer goes on behind a blank line where nothing else could begin there
    in_answer = False
    for at, raw in enumerate(text.split("\n")):
        line = _SCHEDULE.sub("", raw)
        heading = _HEADING.match(line)
        is_new = _QUESTION.match(line) or _GAPPED.match(line)
        if heading or _RULE.match(line) or is_new or (not line.strip() and not in_answer):
            end()
            in_answer = False
        if heading:
            headings = [one for one in headings if one[0] < len(heading[1])] + [(len(heading[1]), heading[2])]
            found.append(_Piece(at + 1, (line,), tuple(name for _, name in headings)))
            continue
        if _RULE.match(line) or (not line.strip() and not lines):
            continue
        begun = at if not lines else begun
        in_answer = is_long and (in_answer or bool(_ANSWER.match(line) or _QUESTION.match(line)))
        lines.append(line)
    end()
    return found


def _cards(piece: _Piece, account: Account) -> list[Draft]:
    rest: dict[str, Value] = {}
    tags = [slug_of(one) for one in piece.headings] + _TAGS.findall(" ".join(piece.lines))
    if _HEADING.match(piece.lines[0]):
        account.add(piece.line, "heading", "heading", piece.lines[0])
        return []
    if tags:
        rest["tags"] = list(dict.fromkeys(tags))
    if _QUESTION.match(piece.lines[0]):
        return _asked_and_answered(piece, rest, account)
    if gapped := _GAPPED.match(piece.lines[0]):
        text = "\n".join([gapped[1], *piece.lines[1:]]).strip()
        return _gapped(piece, _BRACKETED.sub(lambda match: "{{" + match[1] + "}}", text), rest, account)
    for at, line in enumerate(piece.lines):
        if at and _SEPARATOR.match(line.strip()):
            begins = _behind_pairs(piece.lines[:at])
            front, back = "\n".join(piece.lines[begins:at]), "\n".join(piece.lines[at + 1 :])
            before = replace(piece, lines=piece.lines[:begins])
            above = _line_by_line(before, rest, account) if begins else []
            asked = _pair(piece.line + begins, front, back, rest, account, both=line.strip() == "??")
            return [*above, asked]
    return _line_by_line(piece, rest, account)


def _behind_pairs(lines: tuple[str, ...]) -> int:
    """Where a question of several lines begins: behind the last card that stands in one line above it."""
    pairs = [at for at, line in enumerate(lines[:-1]) if _parted(line, _SPACED_PAIR) is not None]
    return pairs[-1] + 1 if pairs else 0


def _parted(line: str, pattern: re.Pattern[str]) -> tuple[str, str, str] | None:
    """Question, sign and answer of a line; signs within code and formulas part nothing."""
    found = pattern.match(_CODE.sub(lambda match: "x" * len(match[0]), line))
    if found is None:
        return None
    front, sign, back = (line[slice(*found.span(part))] for part in ("front", "sign", "back"))
    return front, sign, back


def _line_by_line(piece: _Piece, rest: dict[str, Value], account: Account) -> list[Draft]:
    found: list[Draft] = []
    for at, line in enumerate(piece.lines):
        pair = _parted(line, _SPACED_PAIR) or _parted(line, _PAIR)
        if pair is not None and not has_gaps(line):
            front, sign, back = pair
            one = _pair(piece.line + at, _BULLET.sub("", front), back, rest, account, both=sign == ":::")
            found.append(one)
        elif has_gaps(line) or "==" in _CODE.sub("x", line):
            text = marked_as_gaps(_BULLET.sub("", line))
            found += _gapped(_Piece(piece.line + at, (line,), piece.headings), text, rest, account)
        elif found or len(piece.lines) > 1:
            account.add(piece.line + at, "line", "left out", line, "it is no question")
    return found or _nothing(piece, account)


def _nothing(piece: _Piece, account: Account) -> list[Draft]:
    """Nothing of a piece: its lines were entered one by one, or it is entered as a whole by the reader."""
    if len(piece.lines) > 1:
        account.entries = [
            one for one in account.entries if one.line not in range(piece.line, piece.line + len(piece.lines))
        ]
    return []


def _asked_and_answered(piece: _Piece, rest: dict[str, Value], account: Account) -> list[Draft]:
    front: list[str] = []
    back: list[str] | None = None
    below: dict[str, list[Value]] = {}
    for line in piece.lines:
        question, answer = _QUESTION.match(line), _ANSWER.match(line)
        if back is not None and (told := _BELOW.match(line)):
            below.setdefault(told[1].lower(), []).append(told[2])
        elif answer and back is None:
            back = [answer[1]]
        elif back is None:
            front.append(question[1] if question else line)
        else:
            back.append(line)
    if back is None:
        return []
    if hints := below.get("hint"):
        rest["hint"] = hints if len(hints) > 1 else hints[0]
    if notes := below.get("note"):
        rest["note"] = " ".join(map(str, notes))
    return [_pair(piece.line, "\n".join(front), "\n".join(back), rest, account)]


def _pair(
    line: int, front: str, back: str, rest: dict[str, Value], account: Account, *, both: bool = False
) -> Draft:
    card, said = proposed(_untagged(front), _untagged(back), rest, is_reversed=both)
    account.add(line, "question", _fate(card, said), front, said)
    return card


def _gapped(piece: _Piece, text: str, rest: dict[str, Value], account: Account) -> list[Draft]:
    cards = proposed_clozes(_untagged(text), rest)
    for card in cards:
        account.add(piece.line, "text with a gap", "card", str(card.fields["cloze"]))
    return cards


def _fate(card: Draft, said: str) -> Fate:
    if said == "verified":
        return "checked"
    return "recall" if card.kind == "recall" else "card"


def _untagged(text: str) -> str:
    return _TAGS.sub("", text).strip()
