"""Powers, logarithms, exponentials and absolute values of sums that are scalars.

Every law used here holds wherever both sides have a value. Where one side may have a value that the other has
not, as log(x y) for negative x and y, the law is not used; and what an atom needs to have a value is entered
among the table's demands.
"""

from __future__ import annotations

from fractions import Fraction

from quizzer.maths.canonical.sums import (
    Monomial,
    Number,
    Sum,
    Unfit,
    add,
    collected,
    leading,
    merged,
    number,
    scaled,
    single,
    size,
)
from quizzer.maths.canonical.table import Atom, Table, simplified
from quizzer.maths.canonical.words import multiply

_HIGHEST_POWER = 12
_LARGEST_FACTORED = 10**6
_LONGEST = 4_000  # bits of a number's power


def primes_of(value: Number) -> dict[int, int]:
    """The prime factors of a positive rational with their exponents.

    Raises:
        Unfit: of a number too large to be factored at once.
    """
    found: dict[int, int] = {}
    for whole, sign in ((value.numerator, 1), (value.denominator, -1)):
        if whole > _LARGEST_FACTORED:
            raise Unfit
        rest, prime = whole, 2
        while rest > 1:
            if prime * prime > rest:
                prime = rest
            while rest % prime == 0:
                rest //= prime
                found[prime] = found.get(prime, 0) + sign
            prime += 1
    return found


def whole_power(table: Table, base: Sum, exponent: int) -> Sum:
    """A sum to a positive whole power, multiplied out."""
    if base.only is not None and base.is_scalar:
        (monomial, _), count = base.only
        if exponent > 64:
            raise Unfit
        powers, taken = simplified(table, tuple((atom, one * exponent) for atom, one in monomial))
        return Sum(collected([((powers, ()), count**exponent * taken)]))
    if exponent > _HIGHEST_POWER:
        return _high_power(table, base, exponent)
    total = base
    for _ in range(exponent - 1):
        total = multiply(table, total, base)
    return total


def _high_power(table: Table, base: Sum, exponent: int) -> Sum:
    """A power too high to multiply out, of a sum over its leading coefficient: (a − x)⁴⁰ is (x − a)⁴⁰."""
    if not base.terms or not base.is_scalar:
        raise Unfit
    by = leading(base)
    if exponent * max(by.numerator.bit_length() - 1, by.denominator.bit_length() - 1) > _LONGEST:
        raise Unfit
    whole = single(_sum_atom(table, scaled(base, Fraction(1) / by)), Fraction(exponent))
    return multiply(table, number(by**exponent), whole)


def power(table: Table, base: Sum, exponent: Number) -> Sum:
    """A scalar to a rational power other than a positive whole one.

    Raises:
        Unfit: of zero, and where the power has no canonical form here.
    """
    if base.only is None:
        return _power_of_sum(table, base, exponent)
    (monomial, _), count = base.only
    if exponent.denominator == 1:
        return _inverted(table, monomial, count, exponent)
    if count < 0:
        raise Unfit
    powers = _primes_to(table, count, exponent)
    for atom, one in monomial:
        root = _below_root(table, atom, one, exponent, alone=len(monomial) == 1)
        powers = merged(powers, ((root, one * exponent),))
    return _single_term(table, powers)


def _inverted(table: Table, monomial: Monomial, count: Number, exponent: Number) -> Sum:
    for atom, _ in monomial:
        _demand_nonzero(table, atom)
    whole = exponent.numerator
    if abs(whole) > 64:
        raise Unfit
    powers, taken = simplified(table, tuple((atom, one * whole) for atom, one in monomial))
    return Sum(collected([((powers, ()), Fraction(count) ** whole * taken)]))


def _below_root(table: Table, atom: int, one: Number, exponent: Number, *, alone: bool) -> int:
    """The atom whose power is the root of a power: x itself if it is positive, else |x| of an even power."""
    known = table.atoms[atom]
    if exponent < 0 or one < 0:
        _demand_nonzero(table, atom)
    if known.positive or (known.nonnegative and one > 0):
        return atom
    if one.denominator == 1 and one % 2 == 0:
        return magnitude_of(table, atom)
    if alone and one == 1:
        table.demands.add(("nonnegative", atom))
        return atom
    raise Unfit


def _single_term(table: Table, powers: Monomial) -> Sum:
    kept, count = simplified(table, powers)
    return Sum(collected([((kept, ()), count)]))


def _prime(table: Table, prime: int) -> int:
    return table.atom(("prime", prime), Atom(positive=True, nonnegative=True, solid=True, prime=prime))


def _demand_nonzero(table: Table, atom: int) -> None:
    known = table.atoms[atom]
    if not (known.positive or known.solid):
        table.demands.add(("nonzero", atom))


def _power_of_sum(table: Table, base: Sum, exponent: Number) -> Sum:
    """A power of a sum of several terms: of an atom that stands for the sum over its leading coefficient."""
    if not base.terms or not base.is_scalar:
        raise Unfit
    whole = exponent.denominator == 1
    by = leading(base) if whole else size(leading(base))
    atom = _sum_atom(table, scaled(base, Fraction(1) / by))
    if not whole:
        table.demands.add(("nonnegative", atom))
    if exponent < 0:
        _demand_nonzero(table, atom)
    return multiply(table, _number_to(table, by, exponent), single(atom, exponent))


def _sum_atom(table: Table, inner: Sum) -> int:
    return table.atom(("sum", inner.frozen), Atom(solid=_is_polynomial(table, inner)))


def _is_polynomial(table: Table, inner: Sum) -> bool:
    """Whether it is a polynomial in independent continuous symbols, which is zero at single points only."""
    return all(
        table.atoms[atom].independent and exponent.denominator == 1
        for monomial, _ in inner.terms
        for atom, exponent in monomial
    )


def _number_to(table: Table, value: Number, exponent: Number) -> Sum:
    if exponent.denominator == 1:
        return number(Fraction(value) ** exponent.numerator)
    return _single_term(table, _primes_to(table, value, exponent))


def _primes_to(table: Table, value: Number, exponent: Number) -> Monomial:
    return tuple(
        sorted((_prime(table, prime), times * exponent) for prime, times in primes_of(value).items())
    )


# ---------------------------------------------------------------- exp and log


def exponential(table: Table, exponent: Sum) -> Sum:
    """E to a sum: a product with one atom for each term."""
    powers: Monomial = ()
    for (monomial, _), count in exponent.terms.items():
        base = table.atoms[monomial[0][0]].log_of if len(monomial) == 1 and monomial[0][1] == 1 else None
        if base is not None:
            atom = base
        elif not monomial:
            atom = table.atom(("e",), Atom(positive=True, nonnegative=True, solid=True))
        else:
            atom = table.atom(
                ("exp", monomial),
                Atom(positive=True, nonnegative=True, solid=True, power=Sum({(monomial, ()): 1})),
            )
        powers = merged(powers, ((atom, count),))
    return _single_term(table, powers)


def logarithm(table: Table, argument: Sum) -> Sum:
    """The logarithm: of a product of positive numbers, the sum of theirs."""
    if argument.only is None:
        return _log_of_sum(table, argument)
    (monomial, _), count = argument.only
    if count < 0:
        raise Unfit
    parts = [scaled(_log_of_prime(table, prime), times) for prime, times in primes_of(count).items() if times]
    for atom, one in monomial:
        parts.append(scaled(_log_of_atom(table, atom, one, alone=len(monomial) == 1), one))
    return add(parts) if parts else number(0)


def _log_of_prime(table: Table, prime: int) -> Sum:
    atom = _prime(table, prime)
    return single(table.atom(("log", atom), Atom(positive=True, nonnegative=True, solid=True, log_of=atom)))


def _log_of_atom(table: Table, atom: int, one: Number, *, alone: bool) -> Sum:
    known = table.atoms[atom]
    if known.power is not None:
        return known.power
    if table.known(("e",)) == atom:
        return number(1)
    if known.prime:
        return _log_of_prime(table, known.prime)
    if not known.positive:
        if one.denominator == 1 and one % 2 == 0:
            _demand_nonzero(table, atom)
            atom = magnitude_of(table, atom)
        elif known.nonnegative and known.solid:
            pass
        elif alone and one == 1:
            table.demands.add(("positive", atom))
        else:
            raise Unfit
    return single(table.atom(("log", atom), Atom(log_of=atom)))


def _log_of_sum(table: Table, argument: Sum) -> Sum:
    if not argument.terms:
        raise Unfit
    by = size(leading(argument))
    inner = scaled(argument, Fraction(1) / by)
    atom = _sum_atom(table, inner)
    table.demands.add(("positive", atom))
    count = logarithm(table, number(by))
    return add([count, single(table.atom(("log", atom), Atom(log_of=atom)))])


# ---------------------------------------------------------------- absolute values


def magnitude_of(table: Table, atom: int) -> int:
    """|x| of an atom."""
    known = table.atoms[atom]
    if known.nonnegative or known.positive:
        return atom
    return table.atom(("abs", atom), Atom(nonnegative=True, solid=known.solid, within=atom))


def magnitude(table: Table, one: Sum) -> Sum:
    """|x| of a sum; of a product, the product of its factors' magnitudes."""
    if not one.terms:
        return one
    if one.only is None:
        inner = scaled(one, Fraction(1) / leading(one))
        solid = _is_polynomial(table, inner)
        atom = table.atom(("abs of", inner.frozen), Atom(nonnegative=True, solid=solid))
        return Sum({(((atom, 1),), ()): size(leading(one))})
    (monomial, _), count = one.only
    powers: Monomial = ()
    for atom, exponent in monomial:
        even = exponent.denominator == 1 and exponent % 2 == 0
        powers = merged(powers, ((atom if even else magnitude_of(table, atom), exponent),))
    kept, taken = simplified(table, powers)
    return Sum(collected([((kept, ()), size(count) * taken)]))


def opposite(one: Sum) -> bool:
    """Whether a sum's leading coefficient is negative: of it and its negative, one is."""
    return bool(one.terms) and leading(one) < 0
