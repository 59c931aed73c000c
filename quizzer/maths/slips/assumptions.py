"""Slips of what is taken for granted: that a matrix is symmetric, that no constant is needed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from flint import fmpq

from quizzer.maths.declarations import Declaration
from quizzer.maths.equivalence import Reference, at_precision, names_in
from quizzer.maths.evaluate import Evaluator
from quizzer.maths.memory import remember
from quizzer.maths.slips.case import BITS, Case, touch
from quizzer.maths.tree import Add, Div, Mul, Neg, Node, Num, Sym, replaced
from quizzer.maths.typeset.as_text import text_of
from quizzer.maths.values import Imprecise, Undefined, cells_of
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_GENERAL = ("matrix", "square", "invertible")


def symmetric(case: Case) -> Diagnosis | None:
    """Equivalent once a general matrix, or all of them, are declared symmetric."""
    if case.is_turned:
        return None
    used = names_in(case.wanted.tree, case.given.tree)
    general = [name for name, one in case.scope.symbols.items() if name in used and _is_general(one)]
    groups: list[list[str]] = [[name] for name in general]
    groups += [general] if len(general) > 1 else []
    for names in groups:
        case.check_time()
        scope = _with_symmetric(case.scope, tuple(names))
        reference = Reference(case.wanted.tree, scope, case.given.tree, case.deadline)
        if case.reference.asked:
            remember(reference, case.reference.asked)
        if reference.compare(case.given.tree, quick=True).outcome == "equivalent":
            return Diagnosis("symmetric", _of_symmetric(case, names))
    return None


@lru_cache(maxsize=256)
def _with_symmetric(scope: Scope, names: tuple[str, ...]) -> Scope:
    return scope.with_symbols({name: Declaration("symmetric", scope.symbols[name].shape) for name in names})


def _is_general(one: Declaration) -> bool:
    return one.kind in _GENERAL and not one.shape.is_scalar and one.shape.rows == one.shape.cols


def _of_symmetric(case: Case, names: list[str]) -> str:
    shown = [text_of(Sym(name), "unicode") for name in names]
    if len(shown) > 1:
        listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
        return f"Right only if {listed} are symmetric; they need not be here."
    kind = "invertible" if case.scope.symbols[names[0]].kind == "invertible" else "square"
    return f"Right only if {shown[0]} is symmetric; {shown[0]} is any {kind} matrix here."


# ---------------------------------------------------------------- the arbitrary constant


def constant(case: Case) -> Diagnosis | None:
    """Only the arbitrary constant is missing: what is left over depends on constants alone."""
    declared = case.reference.scope.symbols
    names = [name for name, one in declared.items() if one.kind == "constant"]
    missing = [name for name in names if name in names_in(case.wanted.tree) - names_in(case.given.tree)]
    if case.is_turned or not missing:
        return None
    shown = text_of(Sym(missing[0]), "unicode")
    if _depends_on_constants_alone(case, names, Add((case.wanted.tree, Neg(case.given.tree)))):
        return Diagnosis(
            "constant", f"+ {shown} is missing: an antiderivative is only known up to a constant."
        )
    if _depends_on_constants_alone(case, names, Div(case.wanted.tree, case.given.tree)):
        return Diagnosis("constant", f"The constant {shown} is missing: every multiple will do as well.")
    groups = [[name] for name in missing] + ([missing] if len(missing) > 1 else [])
    for group in groups:
        for value in (Fraction(0), Fraction(1)):
            if _agrees_with(case, group, value):
                listed = " and ".join(text_of(Sym(name), "unicode") for name in group)
                what = f"constant {listed} is" if len(group) == 1 else f"constants {listed} are"
                return Diagnosis("constant", f"The {what} missing: this is one solution of many.")
    return None


def without_constant(case: Case) -> Case | None:
    """The case with the arbitrary constant that both sides add taken off: what else is wrong in 2 sin x + C.

    None where there is none, or where it is more than a constant that is added.
    """
    kinds = {name for name, one in case.reference.scope.symbols.items() if one.kind == "constant"}
    if not kinds or case.is_turned:
        return None
    trees = (case.expected, case.answer, case.wanted.tree, case.given.tree)
    bare = [_bare(tree, kinds) for tree in trees]
    if any(tree is None for tree in bare):
        return None
    expected, answer, wanted, given = (tree for tree in bare if tree is not None)
    return Case(
        expected,
        answer,
        replace(case.wanted, tree=wanted),
        replace(case.given, tree=given),
        case.scope,
        Reference(wanted, case.scope, given, case.deadline),
        case.deadline,
    )


def _bare(tree: Node, constants: set[str]) -> Node | None:
    """A sum without the terms that are a constant, or a multiple of one; None if there is none, or more."""
    if not isinstance(tree, Add):
        return None
    kept = tuple(term for term in tree.terms if not _is_constant(term, constants))
    if not kept or len(kept) == len(tree.terms) or any(names_in(term) & constants for term in kept):
        return None
    return kept[0] if len(kept) == 1 else Add(kept, span=tree.span)


def _is_constant(term: Node, constants: set[str]) -> bool:
    match term:
        case Sym(name=name):
            return name in constants
        case Neg(arg=arg):
            return _is_constant(arg, constants)
        case Mul(factors=(Num(), other)) | Div(left=other, right=Num()):
            return _is_constant(other, constants)
    return False


def _depends_on_constants_alone(case: Case, constants: list[str], node: Node) -> bool:
    values = []
    for number in range(4):
        case.check_time()
        _, drawn = case.reference.draw(number % 2, 0, 40 + number)
        if drawn is None:
            continue
        same = {
            name: replace(drawn.drawn[name], cells=(fmpq(3 + 2 * k, 7),)) for k, name in enumerate(constants)
        }
        drawn = replace(drawn, drawn={**drawn.drawn, **same})
        try:
            with at_precision(BITS):
                values.append(cells_of(Evaluator(drawn.point(), case.deadline).value(node)))
        except (Undefined, Imprecise):
            continue
    if len(values) < 3 or len(values[0]) != 1:
        return False
    return all(touch(one[0], values[0][0]) for one in values)


def _agrees_with(case: Case, names: list[str], value: Fraction) -> bool:
    def change(node: Node) -> Node | None:
        return Num(value) if isinstance(node, Sym) and node.name in names else None

    wanted = replaced(case.wanted.tree, change)
    reference = Reference(wanted, case.scope, case.given.tree, case.deadline)
    return reference.compare(case.given.tree, quick=True).outcome == "equivalent"
