"""What a `verify` says: an expression that gives the answer, or an equation that the answer solves.

verify: grad(x^T A x, x)               the answer is this
verify: diff(answer, x) = x cos(x)     the answer, put in for the word `answer`, makes the two sides one
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_ANSWER = re.compile(r"(?<![\w\\])answer(?!\w)")
_EQUALS = re.compile(r"(?<![<>!=:])=(?!=)")
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Sides:
    """What has to be one: `expected` as the judge reads an answer, `verify` with derivatives.

    Attributes:
        expected: the answer; of an equation its right side.
        verify: the expression; of an equation its left side, with the answer in it.
        scope: of an equation arbitrary constants are scalars: it has to hold for each of their values.
        is_equation: which of the two.
        right: index into the text of the `verify` at which the right side of an equation begins.
    """

    expected: str
    verify: str
    scope: Scope
    is_equation: bool = False
    right: int = 0


def sides(answer: str, verify: str, scope: Scope) -> Sides:
    """Return what has to be one, for an answer to be what its `verify` says."""
    if "answer" in scope.symbols or not _ANSWER.search(verify):
        return Sides(answer, verify, scope)
    at = _equals_sign(verify)
    if at is None:
        return Sides(answer, verify, scope)
    left, right = (_ANSWER.sub(lambda _: f"({answer})", side) for side in (verify[:at], verify[at + 1 :]))
    begins = at + 1 + len(right) - len(right.lstrip())
    return Sides(right.strip(), left.strip(), _of_scalars(scope), is_equation=True, right=begins)


def index_in_verify(verify: str, answer: str, offset: int) -> int:
    """Return the index into an equation of an offset into its left side; in an answer, that of its word."""
    shift = len(verify) - len(verify.lstrip())
    for found in _ANSWER.finditer(verify):
        start = found.start() - shift
        if offset < start:
            break
        if offset < start + len(answer) + 2:
            return found.start()
        shift -= len(answer) + 2 - len(found[0])
    return offset + shift


def _equals_sign(text: str) -> int | None:
    """The one that stands outside of all brackets."""
    signs = [found.start() for found in _EQUALS.finditer(text)]
    depth = 0
    found = []
    for at, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and at in signs:
            found.append(at)
    return found[0] if len(found) == 1 else None


def _of_scalars(scope: Scope) -> Scope:
    constants = {name: one for name, one in scope.symbols.items() if one.kind == "constant"}
    if not constants:
        return scope
    return scope.with_symbols({name: replace(one, kind="scalar") for name, one in constants.items()})
