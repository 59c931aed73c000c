"""Sizes of arrays as polynomials in the names of dimensions: `n`, `3`, `m n`, `n + 1`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Monomial = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A polynomial with whole coefficients: pairs of sorted names and coefficient, sorted, none zero."""

    terms: tuple[tuple[Monomial, int], ...]

    @staticmethod
    def of(what: str | int) -> Size:
        """The size that is a dimension's name or a number."""
        if isinstance(what, int):
            return Size((((), what),) if what else ())
        return Size((((what,), 1),))

    def __add__(self, other: Size) -> Size:
        return _collected([*self.terms, *other.terms])

    def __mul__(self, other: Size) -> Size:
        return _collected(
            (tuple(sorted(names + more)), count * times)
            for names, count in self.terms
            for more, times in other.terms
        )

    @property
    def names(self) -> frozenset[str]:
        """The dimensions that it speaks of."""
        terms = self.terms
        return (
            frozenset(terms[0][0]) if len(terms) == 1 else frozenset(n for names, _ in terms for n in names)
        )

    @property
    def number(self) -> int | None:
        """Its value, where it names no dimension."""
        return self.value({}) if not self.names else None

    def value(self, dimensions: Mapping[str, int]) -> int:
        """Its value where each dimension has one."""
        total = 0
        for names, count in self.terms:
            for name in names:
                count *= dimensions[name]  # noqa: PLW2901 - the running product
            total += count
        return total

    def replaced(self, known: Mapping[str, Size]) -> Size:
        """The polynomial with sizes put in for names."""
        if not any(name in known for names, _ in self.terms for name in names):
            return self
        total = Size(())
        for names, count in self.terms:
            product = Size.of(count)
            for name in names:
                product *= known.get(name, Size.of(name))
            total += product
        return total

    def __str__(self) -> str:
        def word(names: Monomial, count: int) -> str:
            powers = [name + _power(names.count(name)) for name in dict.fromkeys(names)]
            spelt = ("" if all(len(name) == 1 for name in names) else "·").join(powers)
            return spelt if names and count == 1 else f"{count}{spelt}"

        return " + ".join(word(names, count) for names, count in self.terms) or "0"


def _power(count: int) -> str:
    return str(count).translate(_RAISED) if count > 1 else ""


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _collected(terms: Iterator[tuple[Monomial, int]] | list[tuple[Monomial, int]]) -> Size:
    total: dict[Monomial, int] = {}
    for names, count in terms:
        total[names] = total.get(names, 0) + count
    return Size(tuple(sorted((names, count) for names, count in total.items() if count)))


ONE = Size.of(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows by columns; 1×1 is a scalar, n×1 a column vector."""

    rows: Size
    cols: Size

    @property
    def is_scalar(self) -> bool:
        """Whether it is 1×1."""
        return self.rows.terms == ONE.terms == self.cols.terms

    @property
    def transposed(self) -> Shape:
        """The shape of the transpose."""
        return Shape(self.cols, self.rows)

    @property
    def described(self) -> str:
        """As a learner is told: `scalar`, `n×1 vector`, `m×n matrix`."""
        if self.is_scalar:
            return "scalar"
        kind = "vector" if self.cols == ONE else "row vector" if self.rows == ONE else "matrix"
        return f"{self} {kind}"

    def __str__(self) -> str:
        rows, cols = (f"({size})" if len(size.terms) > 1 else f"{size}" for size in (self.rows, self.cols))
        return f"{rows}×{cols}"


SCALAR = Shape(ONE, ONE)
