"""Splitting a run of letters along the names that are known: with `A` and `x` declared, `Ax` is `A x`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.names import CONSTANTS, FUNCTIONS, GREEK_WORDS, NEED_PARENTHESES, nearest

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def split(
    run: str, scope: Scope, bound: frozenset[str], called: bool, verify: bool
) -> tuple[str, ...] | None:
    """The names and numbers that a run is made of, fewest first; None where it cannot be split.

    Args:
        run: letters and digits.
        scope: the declared names.
        bound: the indices of sums around.
        called: whether a parenthesis follows, so that its last piece may be a function that needs one.
        verify: whether derivatives are known.
    """
    # best[k] is the cheapest way to spell run[:k]: (cost, pieces)
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())]
    for end in range(1, len(run) + 1):
        candidates = []
        for start in range(max(0, end - 24), end):
            before = best[start]
            piece = run[start:end]
            if before is None:
                continue
            price = _price(piece, scope, bound, called and end == len(run), verify)
            if price is not None:
                candidates.append((before[0] + price, (*before[1], piece)))
        best.append(min(candidates, default=None))
    last = best[-1]
    return None if last is None else last[1]


def _price(piece: str, scope: Scope, bound: frozenset[str], called: bool, verify: bool) -> int | None:
    """How willingly a piece is taken for a name; None if it is none."""
    if piece in scope.symbols or piece in bound:
        return 10
    if piece.isdigit():
        return 9 if len(piece) > 1 else 10
    if piece in FUNCTIONS and (called or piece not in NEED_PARENTHESES):
        return 12
    if verify and (piece in ("diff", "grad", "jacobian", "hessian") or (piece == "E" and called)):
        return 11
    if piece in ("I", "eye", "ones", "zeros", "Id") or piece in scope.dimensions:
        return 14
    if piece in CONSTANTS and (piece != "i" or scope.is_complex):
        return 14
    if piece in ("or", "and"):
        return None
    if piece in GREEK_WORDS and scope.open and piece not in scope.symbols:
        return 16
    if scope.open and len(piece) == 1 and piece.isalpha():
        return 30
    return None


def unknown(run: str, scope: Scope, called: bool) -> str:
    """The sentence for a run that cannot be split."""
    if called:
        guess = nearest(run, (*FUNCTIONS, *(n for n, d in scope.symbols.items() if d.kind == "function")))
        return f"no function `{run}`" + (f"; did you mean `{guess}`?" if guess else "")
    known = [name for name in scope.symbols if "/" not in name]
    guess = nearest(run, (*known, *FUNCTIONS))
    if guess:
        return f"`{run}` is not declared here; did you mean `{guess}`?"
    listed = ", ".join(known[:12])
    return f"`{run}` is not declared here" + (f"; declared are {listed}" if listed else "")


def index_names(run: str) -> tuple[str, ...]:
    """The letters and numbers of a subscript such as `ij`, `12` or `k1`."""
    return tuple(re.findall(r"[A-Za-z]|\d+", run))
