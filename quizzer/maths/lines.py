"""Lines through the space of all values, and the places along them where an expression switches.

A function with kinks or jumps is made of analytic pieces. Between two neighbouring places where something
switches, two expressions that agree at one random point agree on the whole piece; so each piece gets a point.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flint import arb, ctx, fmpq

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quizzer.maths.declarations import Scope
    from quizzer.maths.sample import Draw
    from quizzer.maths.watch import Switch

Track: TypeAlias = "Callable[[fmpq], Sequence[Switch] | None]"
"""What switches at a parameter of the line, always in the same order; None where nothing can be told."""

_Bottom: TypeAlias = "tuple[fmpq, fmpq, fmpq, Callable[[fmpq], arb | None], tuple[arb, arb]]"

_MOST_ROOTS = 12
_COARSE = fmpq(1, 1 << 12)
_STEPS = 30
_MOST_DIPS = 4
_DIP_STEPS = 48
_GOLDEN = fmpq(97, 256)
_POWERS = (-60, -30, -12, -4, -1, 0, 1, 3, 6, 12, 20, 40, 70)
_FEW_POWERS = (-9, -2, 0, 2, 8, 20)


@dataclass(frozen=True, slots=True)
class Line:
    """The points base + t · direction."""

    name: str
    """Which line it is: no two of one expression have the same name."""
    base: Draw
    direction: dict[str, tuple[fmpq, ...]]
    literals: tuple[fmpq, ...] = ()
    bounded: bool = False
    """Whether the parameter is a probability."""
    sparse: bool = False
    """Whether fewer points do, for functions that are smooth inside their domains."""

    def at(self, t: fmpq) -> Draw:
        """The point at a parameter."""
        return self.base.moved(self.direction, t)

    def parameters(self, source: random.Random) -> list[tuple[fmpq, bool]]:
        """Where to look along the line, in order; True marks a random point, False one that is special."""
        special = {fmpq(0), *self.literals, *(-one for one in self.literals)}
        near = {one + nudge for one in special for nudge in (fmpq(1, 4099), -fmpq(1, 4099))}
        if not self.sparse:
            near |= {3 * one + fmpq(7, 5) for one in special}
        far = {
            sign * fmpq(2) ** power * fmpq(source.randrange(1 << 16, 1 << 17), 1 << 16)
            for power in (_FEW_POWERS if self.sparse else _POWERS)
            for sign in (1, -1)
        }
        generic = {one + fmpq(source.getrandbits(64), 1 << 90) for one in (*near, *far)}
        if self.bounded:
            generic = {t for t in generic if 0 < t < 1} | {1 - t for t in generic if 0 < t < 1}
            special = {t for t in special if 0 < t < 1}
        found = [(t, False) for t in special] + [(t, True) for t in generic - special]
        return sorted(found, key=lambda pair: pair[0])


def axis_line(
    scope: Scope, name: str, base: Draw, literals: tuple[fmpq, ...], *, sparse: bool = False
) -> Line:
    """The line along which one scalar takes every value and all else stays."""
    kind = scope.symbols[name].kind
    drawn = dict(base.drawn)
    one = drawn[name]
    drawn[name] = type(one)(one.declaration, one.rows, one.cols, (fmpq(0),))
    start = type(base)(base.sizes, drawn)
    return Line(
        f"along {name}", start, {name: (fmpq(1),)}, literals, bounded=kind == "probability", sparse=sparse
    )


def random_line(base: Draw, towards: Draw, literals: tuple[fmpq, ...], pattern: int = 0) -> Line:
    """The line from one random point in the direction of another; whole numbers stay.

    The signs of the scalars in the direction are those of row `pattern` of Walsh's matrix: all alike in row
    0, in turn in row 1, …: so that few lines reach far in many directions.
    """
    names = [
        name
        for name, one in towards.drawn.items()
        if one.declaration.kind not in ("integer", "natural", "function")
    ]
    direction: dict[str, tuple[fmpq, ...]] = {}
    for k, name in enumerate(names):
        cells = towards.drawn[name].cells
        sign = -1 if (k & pattern).bit_count() & 1 else 1
        direction[name] = cells if len(cells) > 1 else (abs(cells[0]) * sign,)
    return Line(f"random {pattern}", base, direction, literals, sparse=True)


# ---------------------------------------------------------------- where something switches


def pieces(roots: Iterable[tuple[fmpq, fmpq]]) -> Iterator[tuple[fmpq, bool]]:
    """A point in every piece between switches, and the switches that are known exactly (marked False).

    Args:
        roots: narrow intervals around the places where something switches.
    """
    ordered = sorted(roots)
    for low, high in ordered:
        if low == high:
            yield low, False
    for (_, high), (low, _) in itertools.pairwise(ordered):
        if low - high > 4 * _width() * max(fmpq(1), abs(low)):
            yield (low + high * 2) / 3, True


def crossings(
    samples: Sequence[tuple[fmpq, Sequence[Switch]]],
    track: Track,
    *,
    dips: bool = True,
    most: int = _MOST_ROOTS,
    coarse: bool = False,
) -> Iterator[tuple[fmpq, fmpq]]:
    """Narrow intervals, each around one place where something switches; so many and no more.

    Args:
        samples: parameters in order, each with what switches there.
        track: the same for any other parameter.
        dips: whether to look between samples of one sign too.
        most: how many are wanted.
        coarse: whether wide intervals will do.
    """
    hidden = _dips(samples, track) if dips else ()
    changes = _changes(samples, track, _COARSE if coarse else _width())
    return itertools.islice(itertools.chain(changes, hidden), most)


def _changes(
    samples: Sequence[tuple[fmpq, Sequence[Switch]]], track: Track, width: fmpq
) -> Iterator[tuple[fmpq, fmpq]]:
    for (left, before), (right, after) in itertools.pairwise(samples):
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            for level in _levels(one, other):
                ends = one.at - level, other.at - level
                yield _narrowed(left, right, ends, _follow(track, number, level), width)


def _dips(samples: Sequence[tuple[fmpq, Sequence[Switch]]], track: Track) -> Iterator[tuple[fmpq, fmpq]]:
    """Pairs of crossings between two samples of one sign, where a switch's argument dips through zero."""
    for left, bottom, right, follow, (one, three) in _bottoms(samples, track):
        value = follow(bottom)
        if value is not None and not value.contains(0) and (value > 0) != (one > 0):
            yield _narrowed(left, bottom, (one, value), follow, _width())
            yield _narrowed(bottom, right, (value, three), follow, _width())


def touches(samples: Sequence[tuple[fmpq, Sequence[Switch]]], track: Track) -> Iterator[fmpq]:
    """Where a switch's argument comes so near zero, without a change of sign, that it may be zero."""
    for _, bottom, _, follow, (one, _) in _bottoms(samples, track):
        value = follow(bottom)
        if value is None or value.contains(0) or abs(value) < abs(one) * arb(2) ** -24:
            yield bottom


def _bottoms(samples: Sequence[tuple[fmpq, Sequence[Switch]]], track: Track) -> Iterator[_Bottom]:
    tried = 0
    for (left, before), (middle, here), (right, after) in zip(
        samples, samples[1:], samples[2:], strict=False
    ):
        for number, (one, two, three) in enumerate(zip(before, here, after, strict=False)):
            if tried == _MOST_DIPS or one.kind != "zero" or not _is_dip(one.at, two.at, three.at):
                continue
            tried += 1
            follow = _follow(track, number, 0)
            yield left, _lowest(left, middle, right, two.at, follow), right, follow, (one.at, three.at)


def _is_dip(one: arb, two: arb, three: arb) -> bool:
    same = (one > 0 and two > 0 and three > 0) or (one < 0 and two < 0 and three < 0)
    return bool(same and abs(two) < abs(one) and abs(two) < abs(three))


def _lowest(left: fmpq, middle: fmpq, right: fmpq, value: arb, follow: Callable[[fmpq], arb | None]) -> fmpq:
    """Where the magnitude is lowest, or a place where the sign has changed already."""
    best = value
    for _ in range(_DIP_STEPS):
        wide_right = right - middle > middle - left
        t = middle + (right - middle) * _GOLDEN if wide_right else middle - (middle - left) * _GOLDEN
        found = follow(t)
        if found is None:
            break
        if found.contains(0) or (found > 0) != (value > 0):
            return t
        if abs(found) < abs(best):
            left, right = (middle, right) if wide_right else (left, middle)
            middle, best = t, found
        else:
            left, right = (left, t) if wide_right else (t, right)
    return middle


def _levels(one: Switch, other: Switch) -> Iterable[int]:
    """The values at which something switches between two: 0, or the first and last whole number."""
    if not (one.at.is_finite() and other.at.is_finite()):
        return ()
    if one.kind == "zero":
        parted = (one.at > 0 and other.at < 0) or (one.at < 0 and other.at > 0)
        return (0,) if parted else ()
    if abs(one.at) > 10**15 or abs(other.at) > 10**15:
        return ()
    low, high = sorted((float(one.at), float(other.at)))
    first, last = int(low // 1) + 1, int(high // 1)
    return sorted({first, last}) if first <= last else ()


def _follow(track: Track, number: int, level: int) -> Callable[[fmpq], arb | None]:
    def follow(t: fmpq) -> arb | None:
        found = track(t)
        if found is None or len(found) <= number:
            return None
        value = found[number].at - level
        return value if value.is_finite() else None

    return follow


def _narrowed(
    left: fmpq, right: fmpq, ends: tuple[arb, arb], follow: Callable[[fmpq], arb | None], width: fmpq
) -> tuple[fmpq, fmpq]:
    """The interval narrowed by false position (Illinois), each guess looked at from both sides."""
    first, last = ends
    a, b, fa, fb = left, right, first.mid(), last.mid()
    for step in range(_STEPS):
        reach = width * max(fmpq(1), abs(a))
        if b - a <= 2 * reach:
            break
        guess = _dyadic(arb(a) - fa * (arb(b) - arb(a)) / (fb - fa)) if step % 4 != 3 else None
        if guess is None or not a < guess < b:
            guess = (a + b) / 2
        for t in (max(guess - reach, a), min(guess + reach, b)):
            value = follow(t) if a < t < b else None
            if value is None:
                continue
            if value.is_zero():
                return t, t
            if value.contains(0):
                return max(a, t - reach), min(b, t + reach)
            if (value > 0) == (first > 0):
                a, fa, fb = t, value.mid(), fb / 2
            else:
                b, fb, fa = t, value.mid(), fa / 2
    return a, b


def _dyadic(value: arb) -> fmpq | None:
    if not value.is_finite():
        return None
    bits = ctx.prec // 2 + 16
    whole = (value * (arb(2) ** bits)).mid().floor()
    if not whole.is_exact() or not whole.is_integer() or abs(whole) > arb(2) ** (bits + 300):
        return None
    return whole.fmpq() / (1 << bits)


def _width() -> fmpq:
    """How narrow an interval around a switch becomes: to half the precision of the moment."""
    return fmpq(1, 1 << (ctx.prec // 2))
