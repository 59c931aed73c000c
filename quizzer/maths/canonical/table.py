"""The table of atoms and letters of one proof, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.canonical.sums import Letter, Monomial, Number, Sum, Unfit
from quizzer.maths.sizes import ONE

if TYPE_CHECKING:
    from collections.abc import Hashable

    from quizzer.maths.sizes import Size


_MOST_WORK = 3_000


@dataclass(slots=True)
class Atom:
    """What is known of an atom or of a letter.

    Attributes:
        positive: whether it is positive wherever it has a value.
        nonnegative: whether it is never negative.
        solid: whether it is zero at single points only, as a polynomial in continuous variables is.
        independent: whether it is a symbol that takes every value of an interval.
        log_of: of a logarithm, the atom that it is of.
        prime: the prime number that it is, or 0.
        within: of an absolute value, the atom in it.
        power: of exp(m), the exponent.
        rows, cols: of a letter.
        symmetric, orthogonal: of a letter.
        inner: of a letter that is the inverse of a sum, the sum.
    """

    positive: bool = False
    nonnegative: bool = False
    solid: bool = False
    independent: bool = False
    log_of: int | None = None
    prime: int = 0
    within: int | None = None
    power: Sum | None = None
    rows: Size = ONE
    cols: Size = ONE
    symmetric: bool = False
    orthogonal: bool = False
    inner: Sum | None = None


class Table:
    """Atoms by what they stand for, and what the side that is being written out demands to have a value."""

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self.demands: set[Hashable] = set()
        self._work = 0
        self._numbers: dict[Hashable, int] = {}

    def known(self, what: Hashable) -> int | None:
        """The number of what is in the table already."""
        return self._numbers.get(what)

    def atom(self, what: Hashable, known: Atom | None = None) -> int:
        """The number of an atom; what is known of it counts at its first time."""
        found = self._numbers.get(what)
        if found is None:
            found = self._numbers[what] = len(self.atoms)
            self.atoms.append(known or Atom())
        return found

    def afford(self, products: int) -> None:
        """Allow so many products of terms.

        Raises:
            Unfit: if all in all they would take longer than looking at points.
        """
        self._work += products
        if self._work > _MOST_WORK:
            raise Unfit

    def word_is_square(self, word: tuple[Letter, ...]) -> bool:
        """Whether every letter is square."""
        return all(self.atoms[one.atom].rows == self.atoms[one.atom].cols for one in word)

    def height(self, letter: Letter) -> Size:
        """How many rows a letter has."""
        atom = self.atoms[letter.atom]
        return atom.cols if letter.transposed else atom.rows

    def width(self, letter: Letter) -> Size:
        """How many columns a letter has."""
        atom = self.atoms[letter.atom]
        return atom.rows if letter.transposed else atom.cols

    def turned(self, letter: Letter) -> Letter:
        """The transpose of a letter."""
        return (
            letter if self.atoms[letter.atom].symmetric else letter._replace(transposed=not letter.transposed)
        )

    def undone(self, letter: Letter) -> Letter:
        """The inverse of a letter; of an orthogonal one, the transpose."""
        if self.atoms[letter.atom].orthogonal:
            return self.turned(letter)
        return letter._replace(inverted=not letter.inverted)


_HIGHEST = 200


def simplified(table: Table, monomial: Monomial) -> tuple[Monomial, Number]:
    """A monomial with whole powers of primes taken out as a number, and |x|² as x².

    Raises:
        Unfit: of too high powers.
    """
    if not any(table.atoms[atom].prime or table.atoms[atom].within is not None for atom, _ in monomial):
        return monomial, 1
    count: Number = 1
    powers: dict[int, Number] = {}
    for atom, exponent in monomial:
        known = table.atoms[atom]
        if known.prime:
            whole = exponent.numerator // exponent.denominator
            if abs(whole) > _HIGHEST:
                raise Unfit
            count *= Fraction(known.prime) ** whole
            exponent -= whole  # noqa: PLW2901 - what is left below the root
        elif known.within is not None and exponent.denominator == 1 and exponent % 2 == 0:
            atom = known.within  # noqa: PLW2901 - |x|² is x²
        if exponent:
            powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted((atom, exponent) for atom, exponent in powers.items() if exponent)), count
