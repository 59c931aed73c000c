"""Slips that show from the other side: one change of what is asked would make it what was answered.

An order can be swapped in `A B` whatever way the answer spells its product, as an index sum or by a trace.
Sentences here quote nothing: the pieces are those of the right answer.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from quizzer.maths.slips.case import Case, everywhere
from quizzer.maths.slips.places import inverted, kinds_exchanged, powers_changed, swapped, transposed
from quizzer.maths.tree import Add, Call, Inverse, Mul, Node, Norm, Pow, Transpose
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MOST_CANDIDATES = 60


def changed_where_asked(case: Case) -> Diagnosis | None:
    """A transpose, an order, an inverse, a kind of product, a power, or a term inside that is missing."""
    if case.is_turned:
        return None
    for code, change, sentence in _CHANGES:
        if code in _OF_ARRAYS and not case.scope.has_arrays:
            continue
        found = _found(case, code, change)
        if found is not None:
            return Diagnosis(code, sentence(*found))
    return None


def extra_inside(case: Case) -> Diagnosis | None:
    """A sum inside the answer has a term too many."""
    for whole, before, _ in itertools.islice(everywhere(case.typed, _dropped), _MOST_CANDIDATES):
        if before is not case.typed and case.fits(whole):
            return Diagnosis("extra-term", "One term of a sum inside is too many.")
    return None


def _found(case: Case, code: str, change: Callable[[Case, Node], Iterable[Node]]) -> tuple[Node, Node] | None:
    """The piece before and after, where one change of what is asked makes it the answer."""

    def candidates() -> Iterator[tuple[Node, Node, Node]]:
        found = everywhere(case.right, lambda node: change(case, node))
        return itertools.islice(found, _MOST_CANDIDATES)

    likely = case.likely_origins(code, lambda: [whole for whole, _, _ in candidates()])
    if not likely:
        return None
    for place, (whole, before, after) in enumerate(candidates()):
        if place in likely and case.comes_from(whole):
            return before, after
    return None


def _dropped(node: Node) -> Iterator[Node]:
    """A sum without one of its terms."""
    if isinstance(node, Add):
        for k in range(len(node.terms)):
            left = node.terms[:k] + node.terms[k + 1 :]
            yield Add(left, span=node.span) if len(left) > 1 else left[0]


def _transpose(before: Node, _: Node) -> str:
    return f"One transpose is {'missing' if isinstance(before, Transpose) else 'too many'}."


def _order(_before: Node, _after: Node) -> str:
    return "The order of a product matters: here factors stand in the wrong one."


def _inverse(before: Node, _: Node) -> str:
    return f"One inverse is {'missing' if isinstance(before, Inverse | Pow) else 'too many'}."


def _kind(before: Node, _: Node) -> str:
    entry = (isinstance(before, Mul) and before.kind == "entry") or (
        isinstance(before, Pow) and before.entrywise
    )
    kinds = "a matrix product; one entry by entry" if entry else "entry by entry; a matrix product"
    return f"The kind of product is wrong: yours is {kinds} is needed."


def _power(before: Node, after: Node) -> str:
    match before, after:
        case Norm() | Call(name="sqrt"), _:
            return "A root is missing, or a square is one too many."
        case Mul(), Call():
            return "A square is missing, or a root is one too many."
    return "One exponent is off by one."


def _inside(_before: Node, _after: Node) -> str:
    return "One term of a sum inside is missing."


_OF_ARRAYS = ("transpose-inside", "order", "product-kind")
_CHANGES: tuple[tuple[str, Callable[[Case, Node], Iterable[Node]], Callable[[Node, Node], str]], ...] = (
    ("transpose-inside", transposed, _transpose),
    ("order", swapped, _order),
    ("missing-term", lambda _, node: _dropped(node), _inside),
    ("inverse", inverted, _inverse),
    ("product-kind", kinds_exchanged, _kind),
    ("power", powers_changed, _power),
)
