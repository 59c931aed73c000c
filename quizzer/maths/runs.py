"""Splitting a run of letters along the names that are known: with `A` and `x` declared, `Ax` is `A x`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.names import (
    CONSTANTS,
    DERIVATIVES,
    ENTRYWISE,
    FUNCTIONS,
    GREEK_WORDS,
    IMAGINARY,
    NEED_PARENTHESES,
    SIZED,
    nearest,
)
from quizzer.maths.signs import UNREAD

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

LONGEST_RUN = 200
"""Letters and digits without a gap that are split: nobody means a product by more."""

_LONGEST_NAME = 24

OF_MATRICES = frozenset("expm logm sqrtm sinm cosm funm".split())
"""Functions of a matrix as a whole, which are not read: `expm(A)` is no exp(m A) where `m` is a size."""


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
    if len(run) > LONGEST_RUN or (called and run in OF_MATRICES and run not in scope.symbols):
        return None
    # best[k] is the cheapest way to spell run[:k]: its cost, its pieces, and where its last piece starts
    best: list[tuple[int, int, int] | None] = [(0, 0, 0)]
    for end in range(1, len(run) + 1):
        candidates = []
        for start in range(max(0, end - _LONGEST_NAME), end):
            before = best[start]
            if before is None or (end - start < len(run) and _stands_alone(run, start, end, scope, called)):
                continue
            price = _price(run[start:end], scope, bound, called and end == len(run), verify)
            if price is not None:
                candidates.append((before[0] + price, before[1] + 1, start))
        best.append(min(candidates, default=None))
    pieces: list[str] = []
    end = len(run)
    while end:
        last = best[end]
        if last is None:
            return None
        pieces.append(run[last[2] : end])
        end = last[2]
    return tuple(reversed(pieces))


def _stands_alone(run: str, start: int, end: int, scope: Scope, called: bool) -> bool:
    """Whether a piece is no part of a longer run: `oo`, a function that is not called, the e of `sine`."""
    piece = run[start:end]
    declared = scope.symbols.get(piece)
    if declared is not None:
        return declared.kind == "function" and not (called and end == len(run))
    before = run[:start]
    return piece == "oo" or (piece in ("e", *IMAGINARY) and any(before.endswith(name) for name in ENTRYWISE))


_SHORT = frozenset(("tg", "lg", "rk", "mm", "mv", "oo"))
"""Names that two declared letters side by side are likelier to be."""


def _price(piece: str, scope: Scope, bound: frozenset[str], called: bool, verify: bool) -> int | None:
    """How willingly a piece is taken for a name; None if it is none."""
    if piece in scope.symbols or piece in bound:
        return 10
    if piece.isdigit():
        return 9 if len(piece) > 1 else 10
    if piece in FUNCTIONS and (called or piece not in NEED_PARENTHESES):
        return 12 if piece not in _SHORT else 21
    if verify and (piece in DERIVATIVES or (piece == "E" and called)):
        return 11
    if piece in SIZED and (piece != "identity" or called):
        return 14
    if piece in scope.dimensions:
        return 14
    if piece in CONSTANTS and (piece not in IMAGINARY or scope.is_complex):
        return 14 if piece not in _SHORT else 21
    if piece in ("or", "and"):
        return None
    if declared_as(piece, scope):
        return 15
    if piece in GREEK_WORDS and scope.open:
        return 16
    if scope.open and len(piece) == 1 and piece.isalpha():
        return 30
    return None


_SCRIPT = re.compile(r"([A-Za-z]+?)(\d+|hat|bar|tilde)")


def declared_as(piece: str, scope: Scope) -> str | None:
    """The declared name that `x1` or `yhat` spells without its line: `x_1`, `y_hat`; or None."""
    match = _SCRIPT.fullmatch(piece)
    if match is None:
        return None
    name = f"{match[1]}_{match[2]}"
    return name if name in scope.symbols else None


def unknown(run: str, scope: Scope, called: bool) -> str:
    """The sentence for a run that cannot be split."""
    if len(run) > LONGEST_RUN:
        return f"a row of {len(run):,} letters is more than is split; put spaces between the names"
    if len(run) > 60:
        run = f"{run[:30]}…"
    if run in UNREAD:
        return UNREAD[run]
    if called and run in OF_MATRICES:
        return f"no function `{run}`: functions of a matrix act entry by entry here"
    if called and run in (*DERIVATIVES, "E"):
        return f"`{run}` is an instruction; write its value"
    if called:
        functions = (name for name, one in scope.symbols.items() if one.kind == "function")
        guess = run.lower() if run.lower() in FUNCTIONS else nearest(run, (*FUNCTIONS, *functions))
        return f"no function `{run}`" + (f"; did you mean `{guess}`?" if guess else "")
    known = [name for name in (scope.symbols if scope.told is None else scope.told) if "/" not in name]
    if transposed := _with_transposes(run, scope):
        return f"`{run}` is not declared here; did you mean `{transposed}`?"
    guess = nearest(run, (*known, *FUNCTIONS))
    if guess:
        return f"`{run}` is not declared here; did you mean `{guess}`?"
    listed = ", ".join(known[:12])
    return f"`{run}` is not declared here" + (f"; declared are {listed}" if listed else "")


def _with_transposes(run: str, scope: Scope) -> str | None:
    """`x^T A x` for a run such as `xTAx`, where each T can only be a transpose."""
    if "T" in scope.symbols or "T" not in run or run.startswith("T") or not scope.has_arrays:
        return None
    pieces = [split(part, scope, frozenset(), False, False) if part else () for part in run.split("T")]
    if any(piece is None for piece in pieces):
        return None
    return "^T ".join(" ".join(piece or ()) for piece in pieces).strip().replace("^T ^T", "^T^T")


def index_names(run: str) -> tuple[str, ...]:
    """The letters and numbers of a subscript such as `ij`, `12` or `k1`."""
    return tuple(re.findall(r"[A-Za-z]|\d+", run))
