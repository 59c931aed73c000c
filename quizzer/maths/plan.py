"""What two expressions are made of, and which points that calls for: sizes, magnitudes, whole numbers."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from quizzer.maths.declarations import Declaration, Scope
from quizzer.maths.evaluate import Evaluator, Point
from quizzer.maths.facts import facts_of
from quizzer.maths.positive import is_positive
from quizzer.maths.sizes import SCALAR
from quizzer.maths.tree import (
    Add,
    Axes,
    Big,
    Const,
    Expectation,
    Eye,
    Fill,
    Mul,
    Neg,
    Norm,
    Num,
    Pow,
    Sym,
    children,
    walk,
)
from quizzer.maths.values import Exhausted, Imprecise, Undefined, is_array

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzer.maths.tree import Node

KINKED = frozenset(
    "abs sign floor ceil relu step max min mod sqrt cbrt root log log2 log10 logbase logdet atan2 rank"
    " arcsin arccos arcsec arccsc arccosh arctanh arcsech arccoth"
    " lgamma factorial gamma digamma binomial".split()
)
"""Functions that are not analytic everywhere: two expressions that use them are compared at more points."""

_GAMMAS = frozenset("factorial gamma binomial".split())

_SMOOTH_ABOVE_ZERO = frozenset("sqrt cbrt log log2 log10 lgamma gamma factorial digamma".split())
"""Functions of one number that are analytic where it is positive."""

_BROKEN = frozenset("abs sign floor ceil relu step max min mod".split())
"""Functions with kinks or jumps inside their domains."""

_CUT = frozenset("arctan arcsinh arccot arccsch".split())
"""Functions that are analytic on the real line but not in the plane."""

_FALLING = frozenset(("rank",))
"""Functions whose values at singular matrices are no limits of others."""

TWOS = 2
"""The number of the set of sizes in which every dimension is 2."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One point to look at.

    Attributes:
        which: number of the set of sizes.
        magnitude: numbers are about 10 to this power.
        whole: whole numbers go to about 10 to this power.
    """

    which: int
    magnitude: int
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Traits:
    """What two expressions are made of, as far as it tells which points they need."""

    names: frozenset[str]
    dimensions: tuple[str, ...]
    kinked: bool
    """Whether a function is not analytic everywhere."""
    broken: bool
    """Whether a function has kinks or jumps inside its domain."""
    special: bool
    """Whether single points may part two expressions: where kinks meet, singular matrices, branch cuts."""
    tall: bool
    """Whether sizes are multiplied, as by ⊗: then large ones cost too much."""
    counted: bool
    """Whether the value of a dimension matters, and not only the shapes that it gives."""
    whole: bool
    """Whether whole numbers are among the symbols."""
    heavy: bool
    exponents: frozenset[str] = frozenset()
    """Real numbers that stand in exponents only, of what may be negative."""


def scope_for(scope: Scope, *trees: Node) -> Scope:
    """What is declared of the names in use.

    A dimension that is no array's size here is as good as a natural number; in an open scope, every
    undeclared name is a scalar.
    """
    facts = [facts_of(tree) for tree in trees]
    names = frozenset().union(*(one.names for one in facts))
    if scope.open:
        used = {name: one for name, one in scope.symbols.items() if name in names}
        free = {name: Declaration("scalar") for one in facts for name in one.symbols}
        return Scope({**free, **used})
    return _narrowed(scope, names, frozenset().union(*(one.sizes for one in facts)))


@lru_cache(maxsize=256)
def _narrowed(scope: Scope, names: frozenset[str], made: frozenset[str]) -> Scope:
    """What is declared of some names.

    Args:
        scope: all that is declared.
        names: those in use.
        made: dimensions that identities, zeros, ones and axes have.
    """
    used = {name: one for name, one in scope.symbols.items() if name in names}
    sizes = _sizes_in(used) | made
    counts = (names & scope.dimensions) - sizes
    if not counts and len(used) == len(scope.symbols):
        return scope
    return Scope({**used, **{name: Declaration("natural") for name in sorted(counts)}})


def traits_of(scope: Scope, *trees: Node) -> Traits:
    """What the trees are made of; `scope` is that of `scope_for`."""
    facts = [facts_of(tree) for tree in trees]
    names = frozenset().union(*(one.names for one in facts))
    calls = frozenset().union(*(one.calls for one in facts))
    declared, counts = _declared(scope)
    sizes = declared.union(*(one.sizes for one in facts))
    wholes = sizes | counts
    counted = bool(sizes & names) or any(one.has_made for one in facts) or "mean" in calls
    kinked = any(is_kinked(tree, in_plane=scope.is_complex, wholes=wholes, scope=scope) for tree in trees)
    broken = not calls.isdisjoint(_BROKEN)
    falling = not calls.isdisjoint(_FALLING) or any(one.has_pseudo_inverse for one in facts)
    return Traits(
        names,
        tuple(sorted(sizes)),
        kinked,
        broken,
        broken or falling or (kinked and scope.is_complex),
        any(one.has_kron for one in facts),
        counted and bool(sizes),
        bool(wholes - sizes),
        any(one.is_heavy for one in facts),
        frozenset() if scope.is_complex else exponents_in(scope, wholes, *trees),
    )


@lru_cache(maxsize=256)
def _declared(scope: Scope) -> tuple[frozenset[str], frozenset[str]]:
    """The dimensions that arrays are declared with, and the names of whole numbers."""
    counts = (name for name, one in scope.symbols.items() if one.kind in ("integer", "natural"))
    return _sizes_in(scope.symbols), frozenset(counts)


def exponents_in(scope: Scope, wholes: frozenset[str], *trees: Node) -> frozenset[str]:
    """The real numbers that stand in exponents of what may be negative, and in no base."""
    raised: set[str] = set()
    bases: set[str] = set()
    for tree in trees:
        for node in facts_of(tree).suspects:
            if isinstance(node, Pow) and not isinstance(node.exponent, Num):
                if _is_root(node, wholes) and not is_positive(node.base, scope):
                    raised |= facts_of(node.exponent).names
                bases |= names_of_bases(node)
    if not raised:
        return frozenset()
    real = {
        name
        for name, one in scope.symbols.items()
        if one.shape.is_scalar and one.kind not in ("index", "function")
    }
    return frozenset((raised - bases) & real)


def names_of_bases(node: Pow) -> frozenset[str]:
    """The names in what is raised, without those in exponents within it."""
    found: set[str] = set()
    parts: list[Node] = [node.base]
    while parts:
        part = parts.pop()
        if isinstance(part, Sym):
            found.add(part.name)
        parts += [part.base] if isinstance(part, Pow) else children(part)
    return frozenset(found)


def plans(traits: Traits, *, quick: bool) -> list[Plan]:
    """The random points that two expressions are compared at."""
    if traits.heavy:
        return [Plan(0, 0), Plan(1, 0)]
    found = [Plan(0, 0), Plan(1, 0), Plan(0 if traits.tall else 3, 0), Plan(0, 1), Plan(1, -1)]
    if traits.kinked:
        magnitudes = (0, 0, 0, 1, -2, 2, 3, 4, 0, 0, 0) if traits.broken else (0, 0, -2, 2, 4)
        found += [Plan(k % 2, m) for k, m in enumerate(magnitudes)]
    if quick:
        found = found[: 8 if traits.kinked else 3]
    if traits.whole:
        wholes = (0, 1, 0, 2) if quick else (0, 1, 0, 2, 3, 0, 1, 6, 12, 0)
        found = [Plan(k % 2, min(k % 3, 1), whole) for k, whole in enumerate(wholes)] + found
    if traits.counted:
        found += [Plan(TWOS, 0), *(Plan(which, 0) for which in range(4, 5 if quick or traits.tall else 11))]
    return found


def sizes_turned(which: int, traits: Traits, turn: int) -> dict[str, int]:
    """A set of sizes, dealt to the dimensions in another order: (XᵀX)⁻¹ has a value where X is not wide."""
    sizes = sizes_for(which, traits)
    if not turn or len(sizes) < 2:
        return sizes
    orders = list(itertools.islice(itertools.permutations(sizes.values()), _MOST_ORDERS))
    orders.sort(key=lambda order: order != tuple(reversed(sizes.values())))
    orders.insert(0, tuple(sizes.values()))
    return dict(zip(sizes, orders[turn % len(orders)], strict=True))


_MOST_ORDERS = 24


def sizes_for(which: int, traits: Traits) -> dict[str, int]:
    """A set of sizes.

    2 has every size 2; 0 and 1 have all above 2, each dimension different in the two; 3 is larger; from 4 on
    they grow, to 12. Two dimensions have the same size in few sets only.
    """
    names = traits.dimensions
    if which == TWOS:
        return dict.fromkeys(names, 2)
    count = len(names)
    if traits.heavy:
        return (
            dict.fromkeys(names, 3 - which if which < 2 else 3)
            if count == 1
            else {name: 2 + (k + which) % 2 for k, name in enumerate(names)}
        )
    if which < TWOS:
        span = max(4, min(count + count % 2, 6))  # even: no size stays where the order is turned round
        places = [k % span if which == 0 else span - 1 - (k + k // span) % span for k in range(count)]
        return {name: 3 + place for name, place in zip(names, places, strict=True)}
    start = 5 if which == 3 else which
    room = [start + k for k in range(max(3, min(count, 4)))]
    source = random.Random(which)  # noqa: S311 - not for secrets
    return {name: source.choice(room) if count > 1 else room[-1] for name in names}


# ---------------------------------------------------------------- what trees are made of


def names_in(*trees: Node) -> frozenset[str]:
    """All names that trees speak of, functions too."""
    return frozenset().union(*(facts_of(tree).names for tree in trees))


def is_kinked(
    tree: Node,
    *,
    in_plane: bool = False,
    wholes: frozenset[str] = frozenset(),
    scope: Scope | None = None,
) -> bool:
    """Whether a tree has a function that is not analytic everywhere, or a root.

    Args:
        tree: an expression.
        in_plane: whether numbers are complex.
        wholes: names that stand for whole numbers: powers with such exponents are analytic.
        scope: what is declared, where that is to count: the root of a positive number is analytic.
    """
    facts = facts_of(tree)
    wholes = wholes | facts.indices
    real = None if in_plane else scope
    for node in facts.suspects:
        if isinstance(node, Norm):
            return True
        if isinstance(node, Pow):
            if _is_root(node, wholes) and not (real and is_positive(node.base, real)):
                return True
        elif node.name in KINKED or (in_plane and node.name in _CUT):
            if node.name in _GAMMAS and all(_is_whole(arg, wholes) for arg in node.args):
                continue
            if real and node.name in _SMOOTH_ABOVE_ZERO and is_positive(node.args[0], real):
                continue
            return True
    return False


def _is_root(node: Pow, wholes: frozenset[str]) -> bool:
    """Whether a power is of what may be negative, and not a whole one."""
    return not isinstance(node.base, Const | Num) and not _is_whole(node.exponent, wholes)


def _is_whole(exponent: Node, wholes: frozenset[str]) -> bool:
    match exponent:
        case Num(value=value):
            return value.denominator == 1
        case Sym(name=name):
            return name in wholes
        case Add() | Mul() | Neg():
            return all(_is_whole(child, wholes) for child in children(exponent))
    return False


def literal_bits(*trees: Node) -> int:
    """The bits of the longest number that is spelt."""
    return max((facts_of(tree).bits for tree in trees), default=0)


_LONGEST_LITERAL = 2_000


def constants_in(*trees: Node, most: int = 5) -> tuple[fmpq, ...]:
    """The magnitudes of the numbers that trees speak of: literals, and parts without any name."""
    found: dict[fmpq, None] = {}
    for tree in trees:
        for node in _closed_parts(tree):
            value = _magnitude(node)
            if value is not None and value != 0:
                found.setdefault(value)
    ordered = sorted(found, key=lambda value: value.p.bit_length() + value.q.bit_length())
    chosen = ordered if len(ordered) <= most else [*ordered[:2], *ordered[2 - most :]]
    return tuple(chosen)


def _closed_parts(tree: Node) -> Iterator[Node]:
    """The largest parts of a tree that hold no name."""
    if isinstance(tree, Num) or (children(tree) and _is_closed(tree)):
        yield tree
        return
    for child in children(tree):
        yield from _closed_parts(child)


def _is_closed(tree: Node) -> bool:
    return all(not isinstance(node, Sym | Big | Eye | Fill | Axes | Expectation) for node in walk(tree))


def _magnitude(node: Node) -> fmpq | None:
    if isinstance(node, Num):
        above, below = abs(node.value.numerator), node.value.denominator
        short = above.bit_length() + below.bit_length() < _LONGEST_LITERAL
        return fmpq(above, below) if short else None
    try:
        found = Evaluator(Point({}, {})).value(node)
    except (Undefined, Imprecise, Exhausted, KeyError):
        return None
    if is_array(found) or isinstance(found, acb) or not found.is_finite() or found.contains(0):
        return None
    magnitude = abs(found).mid()
    if magnitude > arb(2) ** 1024 or magnitude < arb(2) ** -1024:
        return None
    exact: fmpq = magnitude.fmpq()
    return exact


def _sizes_in(symbols: Mapping[str, Declaration]) -> frozenset[str]:
    found: set[str] = set()
    for one in symbols.values():
        for each in (one, *one.arguments):
            shape = each.shape
            if shape is not SCALAR:
                found |= shape.rows.names
                found |= shape.cols.names
    return frozenset(found)
