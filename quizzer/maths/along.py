"""Comparing along lines: where functions have kinks, in every piece between two of them."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING

from quizzer.maths.evaluate import Evaluator
from quizzer.maths.lines import axis_line, crossings, pieces, random_line
from quizzer.maths.plan import constants_in
from quizzer.maths.values import Imprecise, TooLarge, Undefined, at_precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flint import fmpq

    from quizzer.maths.equivalence import Reference
    from quizzer.maths.lines import Line
    from quizzer.maths.looks import Look, Tally
    from quizzer.maths.tree import Node
    from quizzer.maths.watch import Switch

_ALONG = frozenset(("scalar", "positive", "nonnegative", "probability", "constant"))


def lines_for(reference: Reference, answer: Node) -> Iterator[Line]:
    """One line along each of the first scalars, and two through everything."""
    literals = constants_in(reference.tree, answer)
    symbols = reference.scope.symbols
    scalars = [name for name, one in symbols.items() if one.kind in _ALONG]
    sparse = not reference.traits.broken
    for number, name in enumerate(scalars[: 2 if sparse else 4]):
        base = reference.any_point(0, 0, 300 + number, "generic")
        yield axis_line(reference.scope, name, base, literals, sparse=sparse)
    if len(symbols) > 1 or not scalars:
        for number in range(1 if sparse else min(4, max(2, len(scalars)))):
            towards = reference.any_point(number % 2, 0, 500 + number, "generic")
            base = reference.any_point(number % 2, 0, 400 + number, "generic")
            yield random_line(base, towards, literals[:2], number)


def compare_along(reference: Reference, line: Line, answer: Node, bits: int, tally: Tally) -> None:
    """Compare all along a line, and in every piece between two switches."""
    samples: list[tuple[fmpq, tuple[Sequence[Switch], Sequence[Switch]]]] = []
    turn = reference.memory.turn  # it decides the sizes of the line's base

    def look(t: fmpq, *, generic: bool) -> Look:
        key = (line.name, turn, int(t.p), int(t.q))
        found = reference.looked(key, line.at(t), answer, bits)
        tally.take(found, generic=generic and found.outcome != "unclear")
        return found

    source = random.Random(reference.seed)  # noqa: S311 - not for secrets
    for t, generic in line.parameters(source):
        samples.append((t, look(t, generic=generic).switches))
    roots: list[tuple[fmpq, fmpq]] = []
    for side, tree in enumerate((reference.tree, answer)):
        ours = [(t, switches[side]) for t, switches in samples]
        with at_precision(bits):
            roots += _crossings(reference, ours, tree, line)
    with at_precision(bits):
        between = list(pieces(roots))
    for t, generic in between:
        look(t, generic=generic)


def _crossings(
    reference: Reference, samples: Sequence[tuple[fmpq, Sequence[Switch]]], tree: Node, line: Line
) -> Iterator[tuple[fmpq, fmpq]]:
    """Where a tree switches along a line; of an array's many switches a few stand for all."""
    many = any(not one.shape.is_scalar for one in reference.scope.symbols.values())
    dips, most = reference.traits.broken and not many, 3 if many else 12
    track = _track(tree, line, reference.deadline)
    return crossings(samples, track, dips=dips, most=most, coarse=many)


def _track(tree: Node, line: Line, deadline: float) -> Callable[[fmpq], Sequence[Switch]]:
    """What switches in a tree, by the place on a line."""

    def switches(t: fmpq) -> Sequence[Switch]:
        evaluator = Evaluator(line.at(t).point(), deadline)
        with suppress(Undefined, Imprecise, TooLarge):
            evaluator.value(tree)
        return evaluator.watch.switches

    return switches
