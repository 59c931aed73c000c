"""What is no YAML: said in sentences, and kept to the card in which it stands.

A card that cannot be read is blanked out and the rest is read again: one missing quote costs one card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeAlias

import yaml

from quizzer.deck.problems import visible
from quizzer.deck.spelt import problem_in
from quizzer.deck.yaml_nodes import DEEPEST, Fault, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.deck.problems import Problem, Severity
    from quizzer.deck.source import Source
    from quizzer.deck.yaml_nodes import Node

MOST_FAULTS = 20
"""Cards that are blanked out before the file is given up."""

_Sentence: TypeAlias = "tuple[int, str, str]"
"""Where, what, and what to do."""

_QUOTE = "put the whole value in single quotes"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CARDS = re.compile(r"^(?:cards|'cards'|\"cards\")[ \t]*:", re.MULTILINE)
_NEXT_FIELD = re.compile(r"^[^\s#-]", re.MULTILINE)
_ITEM = re.compile(r"^([ ]*)-(?=\s|\Z)", re.MULTILINE)


@dataclass(slots=True)
class Reading:
    """A file's nodes, what is wrong with it as YAML, and which cards were blanked out, counted from 0."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    blanked: set[int] = field(default_factory=set)


def read_nodes(source: Source) -> Reading:
    """Read a file, leaving out the cards that are no YAML."""
    reading = Reading()
    text, is_clean = source.text, False
    cards: list[tuple[int, int]] = []
    while True:
        try:
            reading.root, remarks = build(source, text)
        except (yaml.YAMLError, Fault) as error:
            if not is_clean:
                is_clean, text = True, _without_controls(source, reading)
                if text is not source.text:
                    continue
            fault = error if isinstance(error, Fault) else _fault(error, text)
            cards = cards or _card_ranges(text)
            card = _card_of(fault, cards)
            reading.problems.append(_problem(source, fault, "" if card is None else f"cards[{card}]"))
            if card is None or card in reading.blanked or len(reading.blanked) == MOST_FAULTS:
                return reading
            reading.blanked.add(card)
            text = _blank(text, *cards[card])
        else:
            for one in remarks:
                severity: Severity = "error" if one.severe else "warning"
                reading.problems.append(
                    problem_in(source, one.start, one.end, "", one.message, hint=one.hint, severity=severity)
                )
            return reading


def _without_controls(source: Source, reading: Reading) -> str:
    """Return the text with a stand-in for each character that YAML refuses."""
    text = source.text
    for found in islice(_FORBIDDEN.finditer(text), MOST_FAULTS):
        message = f"the control character {visible(found[0])} is read as `�`"
        start = found.start()
        hint = "take it out; in double quotes it may be written as an escape"
        reading.problems.append(
            problem_in(source, start, start + 1, "", message, hint=hint, severity="warning")
        )
    return _FORBIDDEN.sub("�", text) if reading.problems else text


def _card_ranges(text: str) -> list[tuple[int, int]]:
    """Return where each item of `cards:` begins (at its dash) and ends."""
    field_ = _CARDS.search(text)
    if field_ is None:
        return []
    following = _NEXT_FIELD.search(text, field_.end())
    end = following.start() if following else len(text)
    items = list(_ITEM.finditer(text, field_.end(), end))
    dashes = [item.end() - 1 for item in items if item[1] == items[0][1]]
    return list(pairwise((*dashes, end)))


def _card_of(fault: Fault, cards: list[tuple[int, int]]) -> int | None:
    """Return the card to blame: the one in which what is broken was opened, else where reading stopped."""
    for index in (fault.opened, fault.start):
        for card, (start, end) in enumerate(cards):
            if start <= index < end:
                return card
    return None


def _blank(text: str, start: int, end: int) -> str:
    """Return the text with an item emptied: its dash and its line ends stay, and so does every index."""
    return text[: start + 1] + re.sub(r"[^\r\n]", " ", text[start + 1 : end]) + text[end:]


def _problem(source: Source, fault: Fault, path: str) -> Problem:
    start = min(fault.start, len(source.text.rstrip()))
    return problem_in(source, start, start + 1, path, fault.message, hint=fault.hint)


def _fault(error: yaml.YAMLError, text: str) -> Fault:
    """Return a sentence for what YAML's parser says, at the place that a person would look at."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(max(0, getattr(error, "position", 0) or 0), f"this is no YAML: {_first_line(error)}")
    start, said = error.problem_mark.index, error.problem or ""
    context = error.context or ""
    opened = error.context_mark.index if error.context_mark is not None else -1
    if "block collection" in context or "block sequence" in context:
        opened = -1  # that is where the whole list began, cards before it
    for words, make in _SENTENCES:
        if words in f"{context}: {said}":
            place, message, hint = make(text, start, opened)
            return Fault(place, message, hint, opened=opened)
    return Fault(start, f"this is no YAML: {said}", opened=opened)


def _escape(text: str, start: int, _opened: int) -> _Sentence:
    if "\\" not in text[start : start + 1]:
        start = text.rfind("\\", 0, start + 1) if "\\" in text[: start + 1] else start
    mark = visible(text[start : start + 2])
    return start, f"`{mark}` is no escape in double quotes", "use single quotes: there a backslash is itself"


def _colon(_text: str, start: int, _opened: int) -> _Sentence:
    return start, "a colon with a space after it begins a field, and none can begin here", _QUOTE


def _beginning(text: str, start: int, opened: int) -> _Sentence:
    if text[start : start + 1] == "\t":
        return _tab(text, start, opened)
    return start, f"a value cannot begin with `{visible(text[start : start + 1])}`", _QUOTE


def _tab(_text: str, start: int, _opened: int) -> _Sentence:
    return start, "a tab stands where only spaces can indent", "replace it with spaces"


def _open_quote(_text: str, start: int, opened: int) -> _Sentence:
    return opened if opened >= 0 else start, "the quote that opens here is not closed", ""


def _open_bracket(text: str, start: int, opened: int) -> _Sentence:
    place = opened if opened >= 0 else start
    bracket = visible(text[place : place + 1])
    hint = "close it; or, if it belongs to the text, " + _QUOTE
    return place, f"the `{bracket}` that opens here is not closed, or a comma is missing in it", hint


def _after(text: str, start: int, _opened: int) -> _Sentence:
    before = text[:start].rstrip(" \t")
    if before[-1:] in tuple("}]\"'"):
        message = f"text goes on after the `{before[-1]}` that ended the value"
        return start, message, "put the whole value in quotes"
    return start, "a field is expected here", "fields of one card are indented alike"


def _item(_text: str, start: int, _opened: int) -> _Sentence:
    return (
        start,
        "an item of the list, a dash and a space, is expected here",
        "indent it like what it belongs to",
    )


def _no_colon(_text: str, start: int, opened: int) -> _Sentence:
    return opened if opened >= 0 else start, "a field's name is followed by a colon and a space", ""


def _nested(_text: str, start: int, _opened: int) -> _Sentence:
    return start, f"lists and mappings stand more than {DEEPEST} deep inside each other", _QUOTE


def _block(_text: str, start: int, _opened: int) -> _Sentence:
    return start, "the text of | or > begins on the next line", "or " + _QUOTE


_SENTENCES: tuple[tuple[str, Callable[[str, int, int], _Sentence]], ...] = (
    ("unknown escape character", _escape),
    ("did not find expected hexdecimal number", _escape),
    ("expected escape sequence", _escape),
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _beginning),
    ("tab character", _tab),
    ("scanning a quoted scalar", _open_quote),
    ("parsing a quoted scalar", _open_quote),
    ("flow sequence", _open_bracket),
    ("flow mapping", _open_bracket),
    ("could not find expected ':'", _no_colon),
    ("expected '-' indicator", _item),
    ("block sequence entries are not allowed", _item),
    ("block scalar", _block),
    ("expected key", _after),
    ("maximum nesting depth", _nested),
    ("but found", _after),  # PyYAML's own parser: expected <block end>, but found …
)
"""What libyaml or PyYAML says, and what is said here; the first that is contained counts."""


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
