"""The arbitrary constant by another name: where C is declared one, `sin x + c` is as right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.maths.declarations import Declaration
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node

_LETTERS = re.compile(r"([CcKkDAB])(?:_?\{?([0-9])\}?|([₀-₉]))?")
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def parse_answer(
    text: str, scope: Scope, *, verify: bool = False, drop_left: bool = False
) -> tuple[Node, Scope]:
    """The tree of an answer, and the scope in which it was read.

    Args:
        text: what was typed.
        scope: what the card declares.
        verify: as for `parse`.
        drop_left: as for `parse`.

    Raises:
        ReadingError: if it cannot be read with constants of other names either.
    """
    scope = _with_letters(text, scope, indexed=True) or scope
    try:
        return parse(text, scope, verify=verify, drop_left=drop_left), scope
    except ReadingError:
        wider = _with_letters(text, scope)
        if wider is None:
            raise
        try:
            return parse(text, wider, verify=verify, drop_left=drop_left), wider
        except ReadingError:
            pass
        raise


def _with_letters(text: str, scope: Scope, *, indexed: bool = False) -> Scope | None:
    """The scope with the letters of a text that are usual for constants, if it has any constants at all.

    With `indexed`, only those that are a declared constant with an index: a number has no entries.
    """
    if all(one.kind != "constant" for one in scope.symbols.values()):
        return None
    found = {
        letter + (f"_{index}" if (index := plain or small.translate(_SMALL)) else "")
        for letter, plain, small in _LETTERS.findall(text)
    }
    unknown = found - scope.symbols.keys() - scope.dimensions
    if indexed:
        constants = {name for name, one in scope.symbols.items() if one.kind == "constant"}
        unknown = {name for name in unknown if name[1:] and name[0] in constants}
    return (
        scope.with_symbols({name: Declaration("constant") for name in sorted(unknown)}) if unknown else None
    )
