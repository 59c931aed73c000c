"""Regular expressions that could take for ever: a repeat of what repeats already, or of ways that overlap.

Python's `re` tries every way of parting a text among such repeats: `(a+)+b` and forty letters would keep the
learner waiting for years. What is told here is told of the pattern alone, before any answer is typed.
"""

from __future__ import annotations

import re
from re import _parser as parser  # type: ignore[attr-defined]  # the only reader of patterns there is
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANY = 8
"""A repeat of at most so many is short work, whatever it repeats."""
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def runs_away(pattern: str) -> bool:
    """Whether matching a pattern, one that compiles, could take time without bound."""
    return any(
        _is_ambiguous(list(body)) for most, body in _repeats(list(parser.parse(pattern))) if most > _MANY
    )


def _repeats(items: list[Any]) -> Iterator[tuple[int, Any]]:
    """Yield every repeat in a pattern, inner ones too: how often at most, and of what."""
    for name, value in items:
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            yield int(value[1]), value[2]
        for inside in _inside(str(name), value):
            yield from _repeats(list(inside))


def _inside(name: str, value: Any) -> list[Any]:
    """The patterns that an item is made of."""
    match name:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
        case "SUBPATTERN":
            return [value[3]]
        case "BRANCH":
            return list(value[1])
        case "ATOMIC_GROUP":
            return [value]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case "GROUPREF_EXISTS":
            return [one for one in value[1:] if one is not None]
    return []


def _is_ambiguous(body: list[Any]) -> bool:
    """Whether what is repeated can be parted in several ways: nothing in it says where one round ends."""
    flat = list(_flattened(body))
    literals = [chr(value) for name, value in flat if str(name) == "LITERAL"]
    for name, value in flat:
        if str(name) == "BRANCH" and not _parts_at_once(value[1]):
            return True
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT") and value[0] != value[1]:
            repeated = list(_flattened(list(value[2])))
            if len(repeated) != 1 or all(_may_be(repeated[0], letter) for letter in literals):
                return True
    return False


def _flattened(items: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The items of a sequence, those of its groups among them."""
    for name, value in items:
        if str(name) == "SUBPATTERN":
            yield from _flattened(list(value[3]))
        else:
            yield name, value


def _parts_at_once(ways: list[Any]) -> bool:
    """Whether the first letter says which way is gone."""
    firsts = [next(_flattened(list(way)), None) for way in ways]
    letters = [first[1] for first in firsts if first is not None and str(first[0]) == "LITERAL"]
    return len(letters) == len(set(letters)) == len(ways)


def _may_be(item: tuple[Any, Any], letter: str) -> bool:
    """Whether a single item could match a letter, large or small; true of what is not known."""
    return any(_is_matched(item, one) for one in (letter, letter.lower(), letter.upper()))


def _is_matched(item: tuple[Any, Any], letter: str) -> bool:
    name, value = str(item[0]), item[1]
    match name:
        case "LITERAL":
            return chr(value) == letter
        case "NOT_LITERAL":
            return chr(value) != letter
        case "IN":
            is_negated = str(value[0][0]) == "NEGATE"
            return any(_holds(str(kind), one, letter) for kind, one in value[is_negated:]) is not is_negated
    return True


def _holds(kind: str, one: Any, letter: str) -> bool:
    match kind:
        case "LITERAL":
            return chr(one) == letter
        case "RANGE":
            return bool(one[0] <= ord(letter) <= one[1])
        case "CATEGORY":
            return str(one) not in _CATEGORIES or re.match(_CATEGORIES[str(one)], letter) is not None
    return True
