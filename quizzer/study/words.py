"""Words typed as an answer: case, spacing and accents are forgiven, a near spelling is handed back."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Words: TypeAlias = Literal["right", "near", "wrong"]

NEAR = 0.8
"""The least similarity (Ratcliff and Obershelp's) of a slip of the keyboard."""
_SHORTEST_SLIP = 4
_AROUND = " \t\n.,;:!?\"'`“”‘’"


def judge_words(typed: str, accepted: Iterable[str]) -> Words:
    """Whether what was typed is one of the accepted texts; one between slashes is a regular expression."""
    given = folded(typed)
    plain: list[str] = []
    for text in accepted:
        if pattern := pattern_of(text):
            if any(re.fullmatch(pattern, one, re.IGNORECASE) for one in (given, typed.strip())):
                return "right"
        else:
            plain.append(folded(text))
    if given in plain:
        return "right"
    if len(given) >= _SHORTEST_SLIP and any(_is_near(given, one) for one in plain):
        return "near"
    return "wrong"


def pattern_of(text: str) -> str:
    """The regular expression of `/…/`; "" for words."""
    return text[1:-1] if len(text) > 2 and text.startswith("/") and text.endswith("/") else ""


def folded(text: str) -> str:
    """The text without what is forgiven: case, accents, spacing, stops and quotes around it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.split()).strip(_AROUND)


def _is_near(given: str, wanted: str) -> bool:
    """Whether it is a slip of the keyboard: word by word, first letters right.

    So "semidefinite" is no slip of "definite", nor "asymmetric" of "symmetric"; digits that differ never are.
    """
    mine, theirs = given.split(), wanted.split()
    if len(mine) != len(theirs) or re.findall(r"\d+", given) != re.findall(r"\d+", wanted):
        return False
    return all(one == other or _similar(one, other) for one, other in zip(mine, theirs, strict=True))


def _similar(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < _SHORTEST_SLIP:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR
