r"""Completing what is typed: `\sig` and `sig` to σ, `soft` to softmax(."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzer.maths.names import FUNCTIONS, GREEK_COMMANDS
from quizzer.maths.typeset.letters import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\\?[^\W\d_]+\Z")
SHORTEST = 2
"""Letters that a completion needs, the backslash counted."""


class Completions(NamedTuple):
    """Where the word begins, and what it may become, the likeliest first."""

    start: int
    texts: tuple[str, ...]


def completions(before: str, declared: Iterable[str]) -> Completions | None:
    """What the word right before the cursor may become.

    Args:
        before: the answer up to the cursor.
        declared: the names that the card declares, as they are known inside (`Sigma`).
    """
    match = _WORD.search(before)
    if match is None or len(match[0]) < SHORTEST:
        return None
    word = match[0].removeprefix("\\")
    is_command = match[0].startswith("\\")
    names = [name for name in declared if name.startswith(word) and name != word]
    found = [LETTERS.get(name, name) for name in names]
    greek = sorted(one for one in GREEK_COMMANDS if one.startswith(word))
    found += [LETTERS[GREEK_COMMANDS[one]] for one in greek if GREEK_COMMANDS[one] in LETTERS]
    if not is_command:
        found += [
            f"{one}(" for one in sorted(FUNCTIONS) if one.startswith(word) and one not in GREEK_COMMANDS
        ]
    texts = tuple(dict.fromkeys(text for text in found if text != match[0]))
    return Completions(match.start(), texts) if texts else None
