"""Slips of calculus: the derivative or an antiderivative was given of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.equivalence import Reference, names_in
from quizzer.maths.tree import Call, Node, Sym, walk
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from quizzer.maths.slips.case import Case

_VARIABLES = ("scalar", "positive", "nonnegative", "probability")
_MOST_VARIABLES = 3
_PARTIAL = ("log", "sqrt", "log2", "log10")  # ln x is an antiderivative of 1/x where it has a value


def differentiated(case: Case) -> Diagnosis | None:
    """The answer is the first or second derivative of what was asked, by one of its letters."""
    for name in _variables(case, case.wanted.tree):
        derivative: Node = case.wanted.tree
        for _ in range(2):
            derivative = Call("diff", (derivative, Sym(name)))
            if _same(case, derivative, case.given.tree):
                return Diagnosis("differentiated", "You have differentiated" + _by(name, "too often"))
    return None


def integrated(case: Case) -> Diagnosis | None:
    """What was asked is the first or second derivative of the answer."""
    partial = any(isinstance(node, Call) and node.name in _PARTIAL for node in walk(case.given.tree))
    for name in _variables(case, case.given.tree):
        derivative: Node = case.given.tree
        for _ in range(2):
            derivative = Call("diff", (derivative, Sym(name)))
            if case.fits(derivative) or (partial and _same(case, derivative, case.wanted.tree)):
                return Diagnosis("integrated", "You have integrated" + _by(name, "where you should not"))
    return None


def _by(name: str, what: str) -> str:
    return f" by {text_of(Sym(name), 'unicode')} {what}: look again at which way the question goes."


def _variables(case: Case, tree: Node) -> list[str]:
    """The letters by which a side can be differentiated, where neither is a plain number."""
    declared = case.reference.scope.symbols
    if case.is_turned or not case.has_names or not names_in(case.given.tree) & declared.keys():
        return []
    used = names_in(tree)
    return [name for name, one in declared.items() if name in used and one.kind in _VARIABLES][
        :_MOST_VARIABLES
    ]


def _same(case: Case, one: Node, other: Node) -> bool:
    if other is case.given.tree and not case.meets(other, one):
        return False
    reference = Reference(one, case.scope, other, case.deadline)
    return reference.compare(other, quick=True).outcome == "equivalent"
