"""The scalar functions: of balls, with their domains, and of dual numbers, with their derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import acb, arb

from quizzer.maths.values import Dual, Imprecise, Pole, Scalar, Undefined, plain

if TYPE_CHECKING:
    from collections.abc import Callable


def pi() -> Scalar:
    """π at the precision of the moment."""
    return arb.pi()


def _sigmoid(x: Scalar) -> Scalar:
    return 1 / (1 + (-x).exp())


def _softplus(x: Scalar) -> Scalar:
    return (1 + x.exp()).log() if not (isinstance(x, arb) and x > 0) else x + (1 + (-x).exp()).log()


def _sign(x: Scalar) -> Scalar:
    if isinstance(x, acb):
        return x / abs(x)
    if x > 0:
        return arb(1)
    if x < 0:
        return arb(-1)
    if x.is_zero():
        return arb(0)
    raise Imprecise


def _step(x: Scalar) -> Scalar:
    return (1 + _sign(x)) / 2


def _floor(x: Scalar) -> Scalar:
    if isinstance(x, acb):
        raise Undefined
    low = x.floor()
    if low.is_exact():
        return low
    raise Imprecise


def _relu(x: Scalar) -> Scalar:
    if isinstance(x, acb):
        raise Undefined
    return (x + abs(x)) / 2


def _cbrt(x: Scalar) -> Scalar:
    if isinstance(x, acb) or x >= 0:
        return x.root(3)
    if x < 0:
        return -(-x).root(3)
    raise Imprecise


def _log2(x: Scalar) -> Scalar:
    return x.log() / arb.const_log2()


def _log10(x: Scalar) -> Scalar:
    return x.log() / arb.const_log10()


_PLAIN: dict[str, Callable[[Scalar], Scalar]] = {
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "log2": _log2,
    "log10": _log10,
    "sqrt": lambda x: x.sqrt(),
    "cbrt": _cbrt,
    "abs": abs,
    "sign": _sign,
    "floor": _floor,
    "ceil": lambda x: -_floor(-x),
    "step": _step,
    "relu": _relu,
    "factorial": lambda x: (x + 1).gamma(),
    "gamma": lambda x: x.gamma(),
    "lgamma": lambda x: x.lgamma(),
    "digamma": lambda x: x.digamma(),
    "erf": lambda x: x.erf(),
    "erfc": lambda x: x.erfc(),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "conj": lambda x: x.conjugate() if isinstance(x, acb) else x,
    "re": lambda x: x.real,
    "im": lambda x: x.imag,
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "tan": lambda x: x.tan(),
    "sec": lambda x: x.sec(),
    "csc": lambda x: x.csc(),
    "cot": lambda x: x.cot(),
    "sinh": lambda x: x.sinh(),
    "cosh": lambda x: x.cosh(),
    "tanh": lambda x: x.tanh(),
    "sech": lambda x: x.sech(),
    "csch": lambda x: x.csch(),
    "coth": lambda x: x.coth(),
    "arcsin": lambda x: x.asin(),
    "arccos": lambda x: x.acos(),
    "arctan": lambda x: x.atan(),
    "arcsec": lambda x: (1 / x).acos(),
    "arccsc": lambda x: (1 / x).asin(),
    "arccot": lambda x: pi() / 2 - x.atan(),
    "arcsinh": lambda x: x.asinh(),
    "arccosh": lambda x: x.acosh(),
    "arctanh": lambda x: x.atanh(),
    "arcsech": lambda x: (1 / x).acosh(),
    "arccsch": lambda x: (1 / x).asinh(),
    "arccoth": lambda x: (1 / x).atanh(),
}

OUTSIDE: dict[str, Callable[[Scalar], bool]] = {
    "log": lambda x: bool(x <= 0),
    "log2": lambda x: bool(x <= 0),
    "log10": lambda x: bool(x <= 0),
    "sqrt": lambda x: bool(x < 0),
    "lgamma": lambda x: bool(x <= 0),
    "gamma": lambda x: bool(x <= 0 and x.is_integer()),
    "digamma": lambda x: bool(x <= 0 and x.is_integer()),
    "factorial": lambda x: bool(x < 0 and x.is_integer()),
    "csc": lambda x: bool(x.is_zero()),
    "cot": lambda x: bool(x.is_zero()),
    "csch": lambda x: bool(x.is_zero()),
    "coth": lambda x: bool(x.is_zero()),
    "arcsin": lambda x: bool(abs(x) > 1),
    "arccos": lambda x: bool(abs(x) > 1),
    "arcsec": lambda x: bool(abs(x) < 1),
    "arccsc": lambda x: bool(abs(x) < 1),
    "arccosh": lambda x: bool(x < 1),
    "arctanh": lambda x: bool(abs(x) >= 1),
    "arcsech": lambda x: bool(x <= 0 or x > 1),
    "arccsch": lambda x: bool(x.is_zero()),
    "arccoth": lambda x: bool(abs(x) <= 1),
}
"""Where a real function has no value for certain."""

_SLOPES: dict[str, Callable[[Scalar], Scalar]] = {
    "exp": lambda x: apply("exp", x),
    "log": lambda x: 1 / x,
    "log2": lambda x: 1 / (x * arb.const_log2()),
    "log10": lambda x: 1 / (x * arb.const_log10()),
    "sqrt": lambda x: 1 / (2 * apply("sqrt", x)),
    "cbrt": lambda x: apply("cbrt", x) / (3 * x),
    "abs": lambda x: _away_from_zero(apply("sign", x)),
    "sign": lambda x: 0 * _away_from_zero(apply("sign", x)),
    "relu": lambda x: _away_from_zero(apply("sign", x)) / 2 + arb(1) / 2,
    "sigmoid": lambda x: apply("sigmoid", x) * (1 - apply("sigmoid", x)),
    "softplus": lambda x: apply("sigmoid", x),
    "erf": lambda x: 2 * apply("exp", -(x * x)) / pi().sqrt(),
    "erfc": lambda x: -2 * apply("exp", -(x * x)) / pi().sqrt(),
    "lgamma": lambda x: apply("digamma", x),
    "gamma": lambda x: apply("gamma", x) * apply("digamma", x),
    "factorial": lambda x: apply("factorial", x) * apply("digamma", x + 1),
    "sin": lambda x: apply("cos", x),
    "cos": lambda x: -apply("sin", x),
    "tan": lambda x: 1 + apply("tan", x) * apply("tan", x),
    "sec": lambda x: apply("sec", x) * apply("tan", x),
    "csc": lambda x: -apply("csc", x) * apply("cot", x),
    "cot": lambda x: -(1 + apply("cot", x) * apply("cot", x)),
    "sinh": lambda x: apply("cosh", x),
    "cosh": lambda x: apply("sinh", x),
    "tanh": lambda x: 1 - apply("tanh", x) * apply("tanh", x),
    "sech": lambda x: -apply("sech", x) * apply("tanh", x),
    "csch": lambda x: -apply("csch", x) * apply("coth", x),
    "coth": lambda x: 1 - apply("coth", x) * apply("coth", x),
    "arcsin": lambda x: 1 / apply("sqrt", 1 - x * x),
    "arccos": lambda x: -1 / apply("sqrt", 1 - x * x),
    "arctan": lambda x: 1 / (1 + x * x),
    "arccot": lambda x: -1 / (1 + x * x),
    "arcsec": lambda x: 1 / (apply("abs", x) * apply("sqrt", x * x - 1)),
    "arccsc": lambda x: -1 / (apply("abs", x) * apply("sqrt", x * x - 1)),
    "arcsinh": lambda x: 1 / apply("sqrt", 1 + x * x),
    "arccosh": lambda x: 1 / apply("sqrt", x * x - 1),
    "arctanh": lambda x: 1 / (1 - x * x),
    "arccoth": lambda x: 1 / (1 - x * x),
    "arcsech": lambda x: -1 / (x * apply("sqrt", 1 - x * x)),
    "arccsch": lambda x: -1 / (apply("abs", x) * apply("sqrt", 1 + x * x)),
}
"""The derivative of each function that has one."""


def _away_from_zero(sign: Scalar) -> Scalar:
    if plain(sign).is_zero():
        raise Undefined  # a kink has no derivative
    return sign


def apply(name: str, x: Scalar) -> Scalar:
    """A scalar function by its canonical name.

    Raises:
        Undefined: outside its domain.
        Imprecise: where the ball is too wide to tell.
    """
    if isinstance(x, Dual):
        slope = _SLOPES.get(name)
        if slope is None:
            raise Undefined
        return Dual(apply(name, x.a), slope(x.a) * x.b)
    try:
        found = _PLAIN[name](x)
    except (TypeError, AttributeError):
        if isinstance(x, acb):
            raise Undefined from None  # a function of real numbers
        raise
    if found.is_finite():
        return found
    if isinstance(x, arb) and name in OUTSIDE and OUTSIDE[name](x):
        raise Pole if name in ("gamma", "factorial") else Undefined
    if isinstance(x, acb) and x.real.is_zero() and x.imag.is_zero():
        raise Undefined
    raise Imprecise


def magnitude(x: Scalar) -> Scalar:
    """What a norm squares: |x| of a complex number, x itself of a real one, which has no kink."""
    return apply("abs", x) if isinstance(plain(x), acb) else x


def root(x: Scalar, degree: int) -> Scalar:
    """The real n-th root; of a negative number where n is odd."""
    if isinstance(x, Dual):
        value = root(x.a, degree)
        return Dual(value, value * x.b / (degree * x.a))
    if isinstance(x, acb) or x >= 0:
        return x.root(degree)
    if x < 0:
        if degree % 2 == 0:
            raise Undefined
        return -(-x).root(degree)
    raise Imprecise


def power(base: Scalar, exponent: Scalar) -> Scalar:
    """Base to an exponent that is no literal: by a whole number directly, else of a positive base.

    Raises:
        Undefined: for 0 to a negative power, and for a negative base to a power that is not whole.
        Imprecise: where the balls are too wide to tell.
    """
    if not isinstance(exponent, Dual | acb) and exponent.is_exact() and exponent.is_integer():
        if abs(exponent) > _LARGEST_POWER:  # written out, 2^(9^9) alone has a hundred million digits
            return _power_past_all(base, is_even=bool((exponent / 2).is_integer()))
        return whole_power(base, int(exponent.unique_fmpz()))
    core, raised = plain(base), plain(exponent)
    if isinstance(core, arb) and isinstance(raised, acb):
        if core.is_zero():
            raise Undefined
        base = acb(core) if base is core else base  # (−1)^i is e^(−π)
    elif isinstance(core, arb):
        if core.is_zero() and raised > 0:
            return arb(0)
        if core <= 0:
            raise Undefined
    return apply("exp", exponent * apply("log", base))


_LARGEST_POWER = 2**62


def whole_power(base: Scalar, exponent: int) -> Scalar:
    """Base to a whole power."""
    if isinstance(base, Dual):
        if exponent == 0:
            return arb(1)
        return Dual(whole_power(base.a, exponent), exponent * whole_power(base.a, exponent - 1) * base.b)
    if exponent < 0:
        if base.is_zero():
            raise Undefined
        if base.contains(0):
            raise Imprecise
    if abs(exponent) > _LARGEST_POWER:
        return _power_past_all(base, is_even=exponent % 2 == 0)
    found = base**exponent
    if not found.is_finite():
        raise Imprecise
    return found


def _power_past_all(base: Scalar, *, is_even: bool) -> Scalar:
    """A power too high to be computed: only those of 1 and −1 are known."""
    if isinstance(base, arb) and base in (1, -1):
        return arb(1) if is_even else base
    raise Imprecise
