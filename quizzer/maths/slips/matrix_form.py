"""Index sums written as products of matrices, so that a slip in one is found as in the other.

sum_k A_ik B_kj is A B, x_i y_j is x yᵀ, sum_ij x_i A_ij y_j is xᵀ A y: each summed index joins two factors,
and the free ones are where the chain begins and ends. What is no such chain stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.tree import (
    Add,
    Axes,
    Big,
    Call,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Num,
    Sub,
    Sym,
    Transpose,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Entry: TypeAlias = tuple[Node, tuple[str, ...]]
"""An array and the letters that its entry is taken by."""


class _NoChain(Exception):
    """The factors do not join to one product."""


def matrix_form(tree: Node) -> Node:
    """The expression with its sums over indices as products of arrays, where it has that form."""
    try:
        if isinstance(tree, Axes):
            return _sum(tree.body, tree.indices)
        return _sum(tree, ()) if any(isinstance(node, Big) for node in walk(tree)) else tree
    except _NoChain:
        return tree


def _sum(node: Node, free: tuple[str, ...]) -> Node:
    match node:
        case Add(terms=terms):
            return Add(tuple(_sum(term, free) for term in terms), span=node.span)
        case Neg(arg=arg):
            return Neg(_sum(arg, free), span=node.span)
    scalars: list[Node] = []
    entries: list[Entry] = []
    summed: set[str] = set()
    _take(node, scalars, entries, summed)
    if summed & set(free):
        raise _NoChain
    if not entries:
        if free:
            raise _NoChain
        return node
    found = _joined(entries, free, summed)
    return Mul("product", (*scalars, found), span=node.span) if scalars else found


def _take(node: Node, scalars: list[Node], entries: list[Entry], summed: set[str]) -> None:
    """The factors of a product: what has no index, entries of arrays, and over what is summed."""
    match node:
        case Mul(kind="product", factors=factors):
            for factor in factors:
                _take(factor, scalars, entries, summed)
        case Big(kind="sum", body=body, index=index, lower=Num(value=1), upper=Call(name="length") | Sym()):
            if index in summed:
                raise _NoChain
            summed.add(index)
            _take(body, scalars, entries, summed)
        case Sub(arg=Sym() as array, indices=(Sym(name=one), Sym(name=other))) if one == other:
            entries.append((Call("diag", (array,)), (one,)))
        case Sub(arg=Sym() as array, indices=indices) if all(isinstance(one, Sym) for one in indices):
            entries.append((array, tuple(one.name for one in indices if isinstance(one, Sym))))
        case Div(left=left, right=right) if not any(_letters(right)):
            _take(left, scalars, entries, summed)
            scalars.append(Inverse(right, span=right.span))
        case Add():
            labels = tuple(sorted(set(_letters(node))))
            if not 1 <= len(labels) <= 2:
                raise _NoChain
            entries.append((_sum(node, labels), labels))
        case _ if any(_letters(node)):
            raise _NoChain
        case _:
            scalars.append(node)


def _letters(node: Node) -> Iterator[str]:
    """The letters that stand as indices in it and are not summed over there."""
    bound = {one.index for one in walk(node) if isinstance(one, Big)}
    for entry in walk(node):
        if isinstance(entry, Sub):
            yield from (one.name for one in entry.indices if isinstance(one, Sym) and one.name not in bound)


def _joined(entries: list[Entry], free: tuple[str, ...], summed: set[str]) -> Node:
    for index in summed:
        if sum(labels.count(index) for _, labels in entries) != 2:
            raise _NoChain
    if not summed and all(set(labels) == set(free) for _, labels in entries):
        return _product("entry", [_turned(entry, free[0]) for entry in entries])
    if free:
        return _from_free(list(entries), free)
    rest = list(entries)
    start = next((entry for entry in rest if len(entry[1]) == 1), None)
    if start is None:
        array, labels = rest.pop(0)
        factors, end = _follow(labels[1], rest)
        if rest or end != labels[0]:
            raise _NoChain
        return Call("tr", (_product("product", [array, *factors]),))
    rest.remove(start)
    factors, end = _follow(start[1][0], rest)
    if rest or end:
        raise _NoChain
    return _product("product", [Transpose(start[0]), *factors])


def _from_free(rest: list[Entry], free: tuple[str, ...]) -> Node:
    """A column, or a matrix whose rows and columns are the free letters."""
    scales = {index: [one for one in rest if one[1] == (index,)] for index in free}
    if len(free) == 2 and len(rest) == 2 and all(len(scales[index]) == 1 for index in free):
        return _product("product", [scales[free[0]][0][0], Transpose(scales[free[1]][0][0])])
    for entry in [one for index in free for one in scales[index]]:
        rest.remove(entry)
    factors, end = _follow(free[0], rest)
    if rest or end != (free[1] if len(free) == 2 else ""):
        raise _NoChain
    before = [Call("diag", (array,)) for array, _ in scales[free[0]]]
    after = [Call("diag", (array,)) for array, _ in scales[free[1]]] if len(free) == 2 else []
    return _product("product", [*before, *factors, *after])


def _follow(index: str, rest: list[Entry]) -> tuple[list[Node], str]:
    """The factors of a chain from an index on, taken from the rest, and where it ends; "" of a column."""
    factors: list[Node] = []
    while (entry := next((one for one in rest if index in one[1]), None)) is not None:
        rest.remove(entry)
        factors.append(_turned(entry, index))
        if len(entry[1]) == 1:
            return factors, ""
        index = entry[1][1] if entry[1][0] == index else entry[1][0]
    return factors, index


def _turned(entry: Entry, index: str) -> Node:
    """The array with its rows along an index."""
    array, labels = entry
    return array if labels[0] == index else Transpose(array)


def _product(kind: str, factors: list[Node]) -> Node:
    if not factors:
        raise _NoChain
    return factors[0] if len(factors) == 1 else Mul("entry" if kind == "entry" else "product", tuple(factors))
