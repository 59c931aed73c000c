"""Slips in one place: a transpose, an inverse, an order, a kind of product, an exponent, a sign."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.polynomials import is_scalar
from quizzer.maths.slips.case import MOST_CANDIDATES, Case, everywhere, look_at, named
from quizzer.maths.tree import (
    Add,
    Call,
    Const,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    Sub,
    Sym,
    Transpose,
    walk,
)
from quizzer.maths.verdict import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quizzer.maths.tree import ProductKind

_ONE, _TWO = Num(Fraction(1)), Num(Fraction(2))


def _found(case: Case, change: Callable[[Case, Node], Iterable[Node]]) -> tuple[Node, Node] | None:
    """The place, before and after, where one change makes the answer right."""
    candidates = everywhere(case.typed, lambda node: change(case, node))
    for whole, before, after in itertools.islice(candidates, MOST_CANDIDATES):
        if case.fits(whole):
            return before, after
    return None


def _is_array(case: Case, name: str) -> bool:
    declared = case.scope.symbols.get(name)
    return declared is not None and declared.kind != "function" and not declared.shape.is_scalar


def _is_square(case: Case, name: str) -> bool:
    shape = case.scope.symbols[name].shape if _is_array(case, name) else None
    return shape is not None and shape.rows == shape.cols


def _runs(node: Mul, change: Callable[[Node], Node]) -> Iterator[Node]:
    """The product with a run of neighbours in it changed as one: (A B)ᵀ C of A B C."""
    count = len(node.factors)
    for start, end in itertools.combinations(range(count + 1), 2):
        if 1 < end - start <= count:
            inner = Mul(node.kind, node.factors[start:end])
            parts = (*node.factors[:start], change(inner), *node.factors[end:])
            yield parts[0] if len(parts) == 1 else Mul(node.kind, parts, span=node.span)


def transposed(case: Case, node: Node) -> Iterator[Node]:
    """A piece with one transpose added or dropped."""
    match node:
        case Transpose(arg=arg):
            yield arg
        case Sym(name=name) if _is_array(case, name):
            yield Transpose(node)
        case Inverse():
            yield Transpose(node)
        case Mul(kind="product") if len(node.factors) <= 5:
            yield from _runs(node, Transpose)
        case Add():
            yield Transpose(node)


def transpose_inside(case: Case) -> Diagnosis | None:
    """One transpose added or dropped inside makes it equivalent."""
    if not case.scope.has_arrays:
        return None
    found = _found(case, transposed)
    if found is None:
        return None
    before, _ = found
    dropped = isinstance(before, Transpose)
    return Diagnosis(
        "transpose-inside", f"One transpose is {'too many' if dropped else 'missing'}{look_at(before)}"
    )


def inverted(case: Case, node: Node) -> Iterator[Node]:
    """A piece with one inverse added or dropped; of a quotient, its parts exchanged."""
    match node:
        case Inverse(arg=arg):
            yield arg
        case Pow(base=base, exponent=Num(value=value)) if value == -1:
            yield base
        case Sym(name=name) if _is_square(case, name) or not _is_array(case, name):
            yield Inverse(node)
        case Div(left=left, right=right, entrywise=False):
            yield Mul("product", (left, right))
            yield Div(right, left)
        case Mul(kind="product") if len(node.factors) <= 4:
            yield from _runs(node, Inverse)
        case Add() | Call() | Pow(entrywise=False):
            yield Inverse(node)


def inverse(case: Case) -> Diagnosis | None:
    """One inverse added or dropped makes it equivalent; of a scalar, a factor on the bar's other side."""
    found = _found(case, inverted)
    if found is None:
        return None
    before, after = found
    if isinstance(before, Div):
        return Diagnosis("inverse", "Above and below the bar are mixed up" + look_at(before))
    dropped = _is_inverse(before) or (isinstance(before, Pow) and not isinstance(after, Inverse))
    return Diagnosis("inverse", f"One inverse is {'too many' if dropped else 'missing'}{look_at(before)}")


def _is_inverse(node: Node) -> bool:
    """Whether it is written as an inverse: with a bar or a minus sign in the exponent."""
    match node:
        case Inverse() | Pow(exponent=Neg()):
            return True
        case Pow(exponent=Num(value=value)):
            return value < 0
    return False


def swapped(case: Case, node: Node) -> Iterator[Node]:
    """A product with two of its factors, or two runs of them, swapped."""
    if not isinstance(node, Mul) or node.kind not in ("product", "dot", "kron"):
        return
    factors = node.factors
    arrays = [k for k, one in enumerate(factors) if not is_scalar(one, case.scope)]
    for i, j in itertools.combinations(arrays, 2):
        turned = list(factors)
        turned[i], turned[j] = turned[j], turned[i]
        yield Mul(node.kind, tuple(turned), span=node.span)
    for cut in range(1, len(factors)) if len(arrays) > 2 else ():
        yield Mul(node.kind, (*factors[cut:], *factors[:cut]), span=node.span)


def order(case: Case) -> Diagnosis | None:
    """Two factors of one product swapped, or two runs of them, make it equivalent."""
    if not case.scope.has_arrays:
        return None
    found = _found(case, swapped)
    if found is None:
        return None
    before, after = found
    assert isinstance(before, Mul)
    assert isinstance(after, Mul)
    return Diagnosis("order", "The order of a product matters" + _swapped(before, after))


def _swapped(before: Mul, after: Mul) -> str:
    """Which two stand the wrong way round, without the factors that both share."""
    pairs = list(zip(before.factors, after.factors, strict=True))
    places = [k for k, (one, other) in enumerate(pairs) if one != other]
    if len(places) != 2:
        return ": here factors stand in the wrong one."
    one, other = (before.factors[k] for k in places)
    first = named(Mul(before.kind, (one, other)))
    second = named(Mul(before.kind, (other, one)))
    return f": {first} is not {second}." if first and second else ": here factors stand in the wrong one."


def kinds_exchanged(_: Case, node: Node) -> Iterator[Node]:
    """A piece with one matrix product made an entrywise one, or the other way round."""
    match node:
        case Mul(kind="entry", factors=factors):
            yield Mul("product", factors, span=node.span)
            for cut in range(1, len(factors)) if len(factors) > 2 else ():
                yield Mul("product", (_joined(factors[:cut], "entry"), _joined(factors[cut:], "entry")))
                product = Mul("product", factors[cut - 1 : cut + 1])
                yield Mul("entry", (*factors[: cut - 1], product, *factors[cut + 1 :]))
        case Mul(kind="product", factors=factors):
            for start, middle, end in itertools.combinations(range(len(factors) + 1), 3):
                entry = Mul("entry", (_joined(factors[start:middle]), _joined(factors[middle:end])))
                yield _joined((*factors[:start], entry, *factors[end:]))
        case Pow(base=base, exponent=exponent, entrywise=entrywise):
            inverts = exponent == Num(Fraction(-1)) and entrywise
            yield Inverse(base) if inverts else Pow(base, exponent, not entrywise)
        case Inverse(arg=arg):
            yield Pow(arg, Num(Fraction(-1)), entrywise=True)


def product_kind(case: Case) -> Diagnosis | None:
    """One matrix product exchanged with an entrywise one makes it equivalent."""
    if not case.scope.has_arrays:
        return None
    found = _found(case, kinds_exchanged)
    if found is None:
        return None
    entry = isinstance(found[0], Mul) and found[0].kind == "entry"
    entry = entry or (isinstance(found[0], Pow) and found[0].entrywise)
    kinds = "entry by entry; a matrix product" if entry else "a matrix product; one entry by entry"
    return Diagnosis("product-kind", f"The kind of product is wrong: yours is {kinds} is needed.")


def _joined(factors: tuple[Node, ...], kind: ProductKind = "product") -> Node:
    return factors[0] if len(factors) == 1 else Mul(kind, factors)


def powers_changed(case: Case, node: Node) -> Iterator[Node]:
    """A piece with one exponent changed by one, or a square put on or taken off."""
    match node:
        case Pow(base=base, exponent=Num(value=value), entrywise=entrywise):
            yield Pow(base, Num(value + 1), entrywise)
            yield Pow(base, Num(value - 1), entrywise)
        case Pow(base=base, exponent=exponent, entrywise=entrywise) if not isinstance(base, Const):
            for step in (1, -1):
                yield Pow(base, Add((exponent, Num(Fraction(step)))), entrywise)
        case Inverse(arg=arg):
            yield Pow(arg, Num(Fraction(-2)))
        case Norm():
            yield Pow(node, _TWO)
        case Call(name="sqrt", args=(arg,)):
            yield arg
        case Sym(name=name) if _is_square(case, name) or not _is_array(case, name):
            yield Pow(node, _TWO)
        case Mul(kind="product") if case.scope.has_arrays:
            yield Call("sqrt", (node,))
            yield Pow(node, _TWO)
        case Call() | Add() | Sub():
            yield Pow(node, _TWO)


def power(case: Case) -> Diagnosis | None:
    """One exponent changed by one, or a square put on or taken off, makes it equivalent."""
    powered = {id(node.base) for node in walk(case.typed) if isinstance(node, Pow)}

    def change(_: Case, node: Node) -> Iterator[Node]:
        return iter(()) if id(node) in powered else powers_changed(case, node)

    found = _found(case, change)
    if found is None and case.has_names and case.fits(Call("sqrt", (case.typed,))):
        return Diagnosis("power", "A root is missing, or a square is one too many.")
    if found is None:
        return None
    before, after = found
    match before:
        case Norm() | Call(name="sqrt"):
            what = "A square is missing, or a root is one too many"
        case Mul() if isinstance(after, Call):
            what = "A root is missing, or a square is one too many"
        case _:
            what = "One exponent is off by one"
    return Diagnosis("power", what + look_at(before))


def sign_inside(case: Case) -> Diagnosis | None:
    """One sign inside turned makes it equivalent."""

    def change(_: Case, node: Node) -> Iterator[Node]:
        match node:
            case Neg(arg=arg):
                yield arg
            case Add(terms=terms):
                for k, term in enumerate(terms):
                    turned = term.arg if isinstance(term, Neg) else Neg(term)
                    yield Add((*terms[:k], turned, *terms[k + 1 :]))
            case Pow(base=base, exponent=exponent, entrywise=entrywise) if not isinstance(exponent, Neg):
                yield Pow(base, Neg(exponent), entrywise)
            case Call(args=(arg,)):
                yield Call(node.name, (Neg(arg),))

    found = _found(case, change)
    return None if found is None else Diagnosis("sign", "One sign inside is the wrong way round.")
