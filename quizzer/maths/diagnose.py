"""What went wrong in a wrong answer: it is tried against what learners do wrong, and what fits is named.

Every diagnosis is one more question of equivalence: the answer with one thing changed is compared with the
expected expression. `slips` holds the tests; here stands their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.clock import is_over
from quizzer.maths.slips import asked, assumptions, calculus, domains, numbers, places, terms, whole
from quizzer.maths.slips.case import Case
from quizzer.maths.values import Exhausted, Imprecise, Undefined
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.equivalence import Witness

__all__ = ("MOST", "NEAR_MISSES", "Case", "Diagnosis", "diagnose")

MOST = 2
"""How many diagnoses are given."""

NEAR_MISSES = frozenset(
    "sign factor offset transpose transpose-inside inverse order product-kind symmetric missing-term"
    " extra-term power domain constant".split()
)
"""Diagnoses of an answer that was nearly right: what quality 2 stands for."""


def diagnose(case: Case, *, partial: bool = False, witness: Witness | None = None) -> tuple[Diagnosis, ...]:
    """What fits, most specific first, at most two.

    Args:
        case: the wrong answer.
        partial: whether it agreed wherever it was defined, and was undefined where it must not be.
        witness: where the two part.
    """
    case = assumptions.without_constant(case) or case
    found: list[Diagnosis] = []
    tests = (domains.domain,) if partial else _TESTS
    for test in tests:
        if found and test in _IF_NOTHING_ELSE:
            continue
        if found and test not in _MAY_FOLLOW.get(found[0].code, tests):
            continue
        if is_over(case.deadline) or len(found) == MOST:
            break
        try:
            one = test(case)
        except (Exhausted, Undefined, Imprecise, ArithmeticError):
            continue
        if one is not None and one.code not in [other.code for other in found]:
            found.append(one)
    if found:
        return tuple(found)
    if partial:
        return (Diagnosis("domain", "Right on part of the domain only: elsewhere this has no value."),)
    if witness is not None and witness.answer is None:
        return (Diagnosis("domain", "This has no value where the right answer has one."),)
    return ()


_TESTS: tuple[Callable[[Case], Diagnosis | None], ...] = (
    whole.transpose,
    whole.sign,
    numbers.rounded,
    whole.degrees,
    whole.factor,
    assumptions.constant,
    whole.offset,
    numbers.entries,
    places.transpose_inside,
    places.order,
    terms.missing_term,
    terms.extra_term,
    places.inverse,
    places.product_kind,
    calculus.differentiated,
    calculus.integrated,
    places.power,
    assumptions.symmetric,
    domains.domain,
    places.sign_inside,
    asked.extra_inside,
    asked.changed_where_asked,
)

_IF_NOTHING_ELSE = frozenset((asked.extra_inside, asked.changed_where_asked))

_NOTHING: tuple[Callable[[Case], Diagnosis | None], ...] = ()

_MAY_FOLLOW: dict[str, tuple[Callable[[Case], Diagnosis | None], ...]] = {
    "sign": _NOTHING,
    "transpose": (whole.sign, places.order),
    "rounded": _NOTHING,
    "degrees": _NOTHING,
    "entries": _NOTHING,
    "constant": _NOTHING,
    "factor": (calculus.differentiated, calculus.integrated),
    "offset": (terms.missing_term, terms.extra_term),
    "missing-term": (assumptions.symmetric,),
}
"""What may be said besides the first thing, where that one says nearly all there is to say."""
