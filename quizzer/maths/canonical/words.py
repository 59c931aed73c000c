"""Products of matrices as words: 1×1 parts become scalars, A beside A⁻¹ goes, traces turn round."""

from __future__ import annotations

from quizzer.maths.canonical.sums import (
    NOTHING,
    Key,
    Letter,
    Monomial,
    Number,
    Sum,
    Unfit,
    Word,
    collected,
    merged,
)
from quizzer.maths.canonical.table import Atom, Table, simplified
from quizzer.maths.sizes import ONE

_LONGEST_WORD = 24


def multiply(table: Table, one: Sum, other: Sum) -> Sum:
    """The product of two sums, of matrices or with scalars.

    Raises:
        Unfit: of too long ones.
    """
    table.afford(len(one.terms) * len(other.terms))
    rows, cols = one.rows, other.cols
    if one.is_scalar or other.is_scalar:
        rows, cols = (other.rows, other.cols) if one.is_scalar else (one.rows, one.cols)
    items = [
        _product(table, key, count, more, times)
        for key, count in one.terms.items()
        for more, times in other.terms.items()
    ]
    return Sum(collected(items), rows, cols)


def _product(table: Table, key: Key, count: Number, more: Key, times: Number) -> tuple[Key, Number]:
    monomial, number = simplified(table, merged(key[0], more[0]))
    extra, word = reduced(table, key[1] + more[1])
    if extra:
        monomial, again = simplified(table, merged(monomial, extra))
        number *= again
    return (monomial, word), count * times * number


def reduced(table: Table, word: Word) -> tuple[Monomial, Word]:
    """A word without neighbours that undo each other, its 1×1 parts taken out as scalars."""
    if len(word) < 2:
        return (), word
    if len(word) > _LONGEST_WORD:
        raise Unfit
    kept: list[Letter] = []
    for letter in word:
        if kept and letter == table.undone(kept[-1]):
            kept.pop()
        else:
            kept.append(letter)
    if not kept:
        return (), ()
    starts = [k for k, letter in enumerate(kept) if k == 0 or table.height(letter) == ONE]
    segments = [tuple(kept[a:b]) for a, b in zip(starts, [*starts[1:], len(kept)], strict=True)]
    scalars: Monomial = ()
    left: list[Letter] = []
    for segment in segments:
        if segment and table.height(segment[0]) == ONE and table.width(segment[-1]) == ONE:
            scalars = merged(scalars, ((scalar_of(table, segment), 1),))
        else:
            left += segment
    return scalars, tuple(left)


def scalar_of(table: Table, word: Word) -> int:
    """The atom of a word that is 1×1: the same as that of its transpose."""
    other = transposed(table, word)
    half = len(word) // 2
    square = len(word) % 2 == 0 and transposed(table, word[:half]) == word[half:]  # u' A' A u
    return table.atom(("word", min(word, other)), Atom(nonnegative=square, solid=True))


def transposed(table: Table, word: Word) -> Word:
    """The transpose of a word."""
    return tuple(table.turned(letter) for letter in reversed(word))


def transpose(table: Table, one: Sum) -> Sum:
    """The transpose of a sum."""
    items = [((monomial, transposed(table, word)), count) for (monomial, word), count in one.terms.items()]
    return Sum(collected(items), one.cols, one.rows)


def trace(table: Table, one: Sum, size: Sum) -> Sum:
    """The trace of a sum.

    Args:
        table: of the proof.
        one: a square sum.
        size: of it, as a scalar.
    """
    total: list[tuple[Key, Number]] = []
    for (monomial, word), count in one.terms.items():
        if not word:
            whole = multiply(table, Sum({(monomial, ()): count}), size)
            total += whole.terms.items()
            continue
        powers, number = simplified(table, merged(monomial, _turned_round(table, word)))
        total.append(((powers, ()), count * number))
    return Sum(collected(total))


def _turned_round(table: Table, word: Word) -> Monomial:
    """Tr of a word as scalars: all of its rotations, and their transposes, have one trace."""
    cut = next((k for k, letter in enumerate(word) if table.height(letter) == ONE), None)
    if cut is not None:
        scalars, rest = reduced(table, word[cut:] + word[:cut])
        if rest:
            raise Unfit
        return scalars
    while len(word) > 1 and word[0] == table.undone(word[-1]):
        word = word[1:-1]
    if not word:
        raise Unfit
    turns = [way[k:] + way[:k] for way in (word, transposed(table, word)) for k in range(len(word))]
    return ((table.atom(("tr", min(turns)), Atom(solid=True)), 1),)


def identity(size: object) -> Sum:
    """The identity of a size."""
    return Sum({NOTHING: 1}, size, size)  # type: ignore[arg-type]
