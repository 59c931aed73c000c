"""What one tree is made of, found in one walk and kept: the judge asks for it again and again."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.maths.names import DERIVATIVES
from quizzer.maths.tree import (
    Axes,
    Big,
    Call,
    Expectation,
    Eye,
    Fill,
    Mul,
    Norm,
    Num,
    Pow,
    PseudoInverse,
    Sym,
    walk,
)

if TYPE_CHECKING:
    from quizzer.maths.tree import Node

_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a tree.

    Attributes:
        symbols: the names that are no functions, in the order in which they come.
        names: all names, those of functions and of expectations' variables too.
        calls: the functions.
        sizes: the dimensions that made arrays and axes speak of.
        indices: the names that sums and products run over.
        count: how many nodes there are.
        bits: of the longest number that is spelt.
        suspects: norms, functions and powers, in which kinks may be.
        has_made: whether identities, zeros or ones stand in it.
        has_kron: whether a Kronecker product does.
        has_pseudo_inverse: whether a pseudo-inverse does.
        is_heavy: whether it has a derivative or an expectation, which take long.
    """

    symbols: tuple[str, ...]
    names: frozenset[str]
    calls: frozenset[str]
    sizes: frozenset[str]
    indices: frozenset[str]
    count: int
    bits: int
    suspects: tuple[Norm | Call | Pow, ...]
    has_made: bool
    has_kron: bool
    has_pseudo_inverse: bool
    is_heavy: bool


_kept: OrderedDict[int, tuple[Node, Facts]] = OrderedDict()
_seeds: OrderedDict[int, tuple[Node, int]] = OrderedDict()


def facts_of(tree: Node) -> Facts:
    """What stands in a tree; of the same one again, from memory.

    Trees are told by identity, as comparing two takes as long as a walk; the tree is kept with its facts, so
    that no other can have its identity meanwhile.
    """
    kept = _kept.get(id(tree))
    if kept is not None:
        return kept[1]
    found = _found(tree)
    _kept[id(tree)] = (tree, found)
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found


def seed_of(tree: Node) -> int:
    """A number that is the same for equal trees, in every process."""
    kept = _seeds.get(id(tree))
    if kept is not None:
        return kept[1]
    found = zlib.crc32(repr(tree).encode())
    _seeds[id(tree)] = (tree, found)
    while len(_seeds) > _MOST_KEPT:
        _seeds.popitem(last=False)
    return found


def _found(tree: Node) -> Facts:
    symbols: dict[str, None] = {}
    calls: set[str] = set()
    others: set[str] = set()
    sizes: set[str] = set()
    indices: set[str] = set()
    suspects: list[Norm | Call | Pow] = []
    kinds: set[type[Node]] = set()
    bits = count = 0
    has_kron = False
    for node in walk(tree):
        kinds.add(type(node))
        count += 1
        match node:
            case Sym(name=name):
                symbols[name] = None
            case Num(value=value):
                bits = max(bits, value.numerator.bit_length() + value.denominator.bit_length())
            case Mul(kind=kind):
                has_kron = has_kron or kind == "kron"
            case Call(name=name):
                calls.add(name)
                suspects.append(node)
            case Pow() | Norm():
                suspects.append(node)
            case Big(index=index):
                indices.add(index)
            case Expectation(variable=variable):
                others.add(variable)
            case Eye(size=size):
                sizes |= size.names
            case Fill(rows=rows, cols=cols):
                sizes |= rows.names | cols.names
            case Axes(sizes=axes):
                sizes.update(*(size.names for size in axes))
    return Facts(
        symbols=tuple(symbols),
        names=frozenset((*symbols, *calls, *others)),
        calls=frozenset(calls),
        sizes=frozenset(sizes),
        indices=frozenset(indices),
        count=count,
        bits=bits,
        suspects=tuple(suspects),
        has_made=Eye in kinds or Fill in kinds,
        has_kron=has_kron,
        has_pseudo_inverse=PseudoInverse in kinds,
        is_heavy=Expectation in kinds or not calls.isdisjoint(DERIVATIVES),
    )
