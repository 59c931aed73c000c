"""Random answers, changes that change the value, and an oracle that computes without the judge's arithmetic."""

import math
import random
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizzer.maths.tree import (
    Add,
    Call,
    Div,
    Inverse,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Transpose,
    children,
    rebuilt,
)
from quizzer.maths.typeset.as_text import text_of

SYMBOLS = "x, y: scalar; p: positive; A, B: matrix(n, n); S: symmetric(n); W: matrix(m, n); u, v: vector(n)"
SHAPES = ("scalar", "vector", "matrix")
_SIZES = {"n": 3, "m": 2}
_KINKS = 0.3
"""How often a function of one kind has a kink: the judge looks at hundreds of points for each."""


# ---------------------------------------------------------------- making


def expression(source, shape, depth=3):
    """A random tree of a shape: `scalar`, `vector` (n×1) or `matrix` (n×n)."""
    return {"scalar": _scalar, "vector": _vector, "matrix": _matrix}[shape](source, depth)


def text(tree):
    return text_of(tree, "ascii")


def _number(source):
    return Num(Fraction(source.choice((2, 3, 4, 5, 7))))


def _sum(make, source, depth):
    terms = [make(source, depth - 1) for _ in range(source.randint(2, 3))]
    return Add(tuple(Neg(one) if k and source.random() < 0.4 else one for k, one in enumerate(terms)))


def _scalar(source, depth):
    if depth <= 0:
        return source.choice((Sym("x"), Sym("y"), Sym("p"), _number(source)))
    kind = source.randrange(10)
    if kind < 2:
        return _sum(_scalar, source, depth)
    if kind < 4:
        return Mul("product", (_scalar(source, depth - 1), _scalar(source, depth - 1)))
    if kind == 4:
        return Div(
            _scalar(source, depth - 1),
            source.choice((Sym("p"), Add((Num(Fraction(1)), Pow(Sym("x"), Num(Fraction(2))))))),
        )
    if kind == 5:
        return Pow(
            source.choice((Sym("x"), Sym("y"), Add((Sym("x"), Sym("y"))))),
            Num(Fraction(source.choice((2, 3)))),
        )
    if kind == 6:
        return Call(source.choice(("sin", "cos", "arctan")), (_scalar(source, depth - 1),))
    if kind == 7:
        return _kinked(source, depth) if source.random() < _KINKS else _of_positive(source)
    if kind == 8:
        return Call("tr", (_matrix(source, depth - 1),))
    return Mul("product", (Transpose(_vector(source, 0)), _matrix(source, 0), _vector(source, 0)))


def _kinked(source, depth):
    one, other = _scalar(source, min(depth - 1, 1)), source.choice((Sym("x"), Sym("y")))
    return Call("abs", (one,)) if source.random() < 0.5 else Call("max", (one, other))


def _of_positive(source):
    return Call(source.choice(("log", "sqrt")), (Sym("p"),))


def _vector(source, depth):
    if depth <= 0:
        return Sym(source.choice("uv"))
    kind = source.randrange(5)
    if kind == 0:
        return _sum(_vector, source, depth)
    if kind == 1:
        return Mul("product", (_scalar(source, 1), _vector(source, depth - 1)))
    if kind == 2:
        return Mul("entry", (_vector(source, depth - 1), _vector(source, 0)))
    return Mul("product", (_matrix(source, depth - 1), _vector(source, 0)))


def _matrix(source, depth):
    if depth <= 0:
        one = Sym(source.choice("ABS"))
        return Transpose(one) if source.random() < 0.25 else one
    kind = source.randrange(7)
    if kind == 0:
        return _sum(_matrix, source, depth)
    if kind == 1:
        return Mul("product", (_number(source), _matrix(source, depth - 1)))
    if kind == 2:
        return Transpose(_matrix(source, depth - 1))
    if kind == 3:
        return Mul("product", (_vector(source, 0), Transpose(_vector(source, 0))))
    if kind == 4:
        return Mul("product", (Inverse(Sym(source.choice("AB"))), _matrix(source, 0)))
    if kind == 5:
        return Mul("entry", (_matrix(source, depth - 1), _matrix(source, 0)))
    return Mul("product", (_matrix(source, depth - 1), _matrix(source, depth - 1)))


# ---------------------------------------------------------------- changing


@dataclass(frozen=True)
class Mutation:
    what: str
    tree: object


def mutated(source, tree):
    """The tree with one thing changed in one place; None where nothing can be."""
    places = list(_changes(tree))
    return source.choice(places) if places else None


def _changes(node):
    for what, changed in _here(node):
        yield Mutation(what, changed)
    below = children(node)
    for position, child in enumerate(below):
        for one in _changes(child):
            yield Mutation(one.what, rebuilt(node, (*below[:position], one.tree, *below[position + 1 :])))


def _here(node):
    match node:
        case Num(value=value):
            yield "coefficient", Num(value + 1)
        case Sym(name=name):
            if name in "AB":
                yield "transpose", Transpose(node)
            others = {"x": "y", "y": "x", "A": "B", "B": "A", "u": "v", "v": "u"}
            if name in others:
                yield "name", Sym(others[name])
            if name in "xy":
                yield "power", Pow(node, Num(Fraction(2)))
        case Add(terms=terms):
            for k, term in enumerate(terms):
                rest = (*terms[:k], *terms[k + 1 :])
                yield "dropped", rest[0] if len(rest) == 1 else Add(rest)
                turned = term.arg if isinstance(term, Neg) else Neg(term)
                yield "sign", Add((*terms[:k], turned, *terms[k + 1 :]))
        case Neg(arg=arg):
            yield "sign", arg
        case Mul(kind="product", factors=(one, other)):
            yield "order", Mul("product", (other, one))
            yield "sign", Neg(node)
        case Pow(base=base, exponent=Num(value=value)):
            yield "power", Pow(base, Num(value + 1))
        case Inverse(arg=arg):
            yield "inverse", arg
        case Call(name="sin", args=args):
            yield "function", Call("cos", args)
        case Call(name="abs", args=(arg,)):
            yield "function", arg
        case Call(name="max", args=args):
            yield "function", Call("min", args)
            yield "function", args[0]


def rewritten(source, tree):
    """The tree with a law of algebra applied wherever one can be, by chance."""
    below = tuple(rewritten(source, child) for child in children(tree))
    tree = rebuilt(tree, below) if below else tree
    choices = [tree, *_same(tree)]
    return source.choice(choices)


def _same(node):
    match node:
        case Add(terms=terms):
            yield Add(terms[::-1])
            yield Neg(Add(tuple(one.arg if isinstance(one, Neg) else Neg(one) for one in terms)))
        case Mul(kind="product", factors=(one, Add(terms=terms))):
            yield Add(tuple(Mul("product", (one, term)) for term in terms))
        case Mul(kind="product", factors=(Add(terms=terms), other)):
            yield Add(tuple(Mul("product", (term, other)) for term in terms))
        case Mul(kind="entry", factors=factors):
            yield Mul("entry", factors[::-1])
        case Transpose(arg=Mul(kind="product", factors=(one, other))):
            yield Mul("product", (Transpose(other), Transpose(one)))
        case Transpose(arg=Add(terms=terms)):
            yield Add(tuple(map(Transpose, terms)))
        case Pow(base=base, exponent=Num(value=2)):
            yield Mul("product", (base, base))
        case Call(name="sin", args=(arg,)):
            yield Neg(Call("sin", (Neg(arg),)))
        case Call(name="tr", args=(Mul(kind="product", factors=(one, other)),)):
            yield Call("tr", (Mul("product", (other, one)),))
        case Call(name="tr", args=(arg,)):
            yield Call("tr", (Transpose(arg),))
        case Call(name="abs", args=(arg,)):
            yield Call("abs", (Neg(arg),))
            yield Call("max", (arg, Neg(arg)))
        case Call(name="max", args=(one, other)):
            yield Call("max", (other, one))
            yield Neg(Call("min", (Neg(one), Neg(other))))
            half = Call("abs", (Add((one, Neg(other))),))
            yield Div(Add((one, other, half)), Num(Fraction(2)))
        case Sym(name="S"):
            yield Transpose(node)
        case Div(left=left, right=right):
            yield Mul("product", (left, Inverse(right)))


# ---------------------------------------------------------------- the oracle


class NoValue(Exception):
    """The oracle finds no value: factors that do not fit, a singular matrix, a number too large."""


def point(source):
    """Values in small fractions: a scalar, or a list of rows."""

    def number():
        return Fraction(source.randint(1, 9) * source.choice((-1, 1)), source.choice((1, 2, 3)))

    def array(rows, cols):
        return [[number() for _ in range(cols)] for _ in range(rows)]

    half = array(3, 3)
    return {
        "x": number(),
        "y": number(),
        "p": abs(number()),
        "A": array(3, 3),
        "B": array(3, 3),
        "S": [[half[max(i, j)][min(i, j)] for j in range(3)] for i in range(3)],
        "W": array(2, 3),
        "u": array(3, 1),
        "v": array(3, 1),
    }


def value(node, at):
    """The value in fractions, of functions in floating point.

    Raises:
        NoValue: if there is none.
    """
    try:
        return _value(node, at)
    except (ArithmeticError, ValueError, TypeError, AttributeError, IndexError):
        raise NoValue from None


def differ(one, other):
    """Whether two values differ by far more than floating point can explain."""
    first, second = _cells(one), _cells(other)
    if len(first) != len(second):
        return True
    scale = max(abs(float(cell)) for cell in (*first, *second)) + 1e-3
    return scale < 1e9 and any(
        abs(float(a) - float(b)) > 1e-6 * scale for a, b in zip(first, second, strict=True)
    )


def _cells(one):
    return [cell for row in one for cell in row] if isinstance(one, list) else [one]


def _value(node, at):
    match node:
        case Num(value=number):
            return number
        case Sym(name=name):
            return at[name]
        case Neg(arg=arg):
            return _scaled(Fraction(-1), _value(arg, at))
        case Add(terms=terms):
            total = _value(terms[0], at)
            for term in terms[1:]:
                total = _zipped(total, _value(term, at), lambda a, b: a + b)
            return total
        case Mul(kind=kind, factors=factors):
            total = _value(factors[0], at)
            for factor in factors[1:]:
                other = _value(factor, at)
                total = _zipped(total, other, lambda a, b: a * b) if kind == "entry" else _times(total, other)
            return total
        case Div(left=left, right=right):
            return _value(left, at) / _value(right, at)
        case Pow(base=base, exponent=Num(value=power)):
            return _value(base, at) ** int(power)
        case Transpose(arg=arg):
            rows = _value(arg, at)
            return [list(row) for row in zip(*rows, strict=True)] if isinstance(rows, list) else rows
        case Inverse(arg=arg):
            return _inverse(_value(arg, at))
        case Call(name="tr", args=(arg,)):
            rows = _value(arg, at)
            return sum(rows[k][k] for k in range(len(rows)))
        case Call(name="max" | "min" as name, args=args):
            return {"max": max, "min": min}[name](_value(arg, at) for arg in args)
        case Call(name=name, args=(arg,)):
            known = {
                "sin": math.sin,
                "cos": math.cos,
                "arctan": math.atan,
                "log": math.log,
                "sqrt": math.sqrt,
                "abs": abs,
            }
            return known[name](float(_value(arg, at)))
    raise NoValue


def _scaled(number, one):
    return [[number * cell for cell in row] for row in one] if isinstance(one, list) else number * one


def _zipped(one, other, combine):
    if not isinstance(one, list) and not isinstance(other, list):
        return combine(one, other)
    if not (isinstance(one, list) and isinstance(other, list)):
        raise NoValue
    return [
        [combine(a, b) for a, b in zip(first, second, strict=True)]
        for first, second in zip(one, other, strict=True)
    ]


def _times(one, other):
    if not isinstance(one, list):
        return _scaled(one, other)
    if not isinstance(other, list):
        return _scaled(other, one)
    if len(one[0]) != len(other):
        raise NoValue
    rows = [
        [sum(a * b for a, b in zip(row, col, strict=True)) for col in zip(*other, strict=True)] for row in one
    ]
    return rows[0][0] if len(rows) == 1 == len(rows[0]) else rows


def _inverse(rows):
    size = len(rows)
    wide = [
        [Fraction(cell) for cell in row] + [Fraction(int(i == j)) for j in range(size)]
        for i, row in enumerate(rows)
    ]
    for k in range(size):
        pivot = next(i for i in range(k, size) if wide[i][k])
        wide[k], wide[pivot] = wide[pivot], wide[k]
        wide[k] = [cell / wide[k][k] for cell in wide[k]]
        for i in range(size):
            if i != k:
                wide[i] = [a - wide[i][k] * b for a, b in zip(wide[i], wide[k], strict=True)]
    return [row[size:] for row in wide]


@lru_cache(maxsize=1)
def _points():
    """Not out of what made the trees: a search for failures would choose points where nothing differs."""
    source = random.Random(20)
    return [point(source) for _ in range(6)]


def truly_differ(one, other, points=6):
    """Whether the oracle finds a point where two trees differ; None where it finds no value at all."""
    seen = None
    for at in _points()[:points]:
        try:
            first, second = value(one, at), value(other, at)
        except (NoValue, StopIteration):
            continue
        seen = False
        if differ(first, second):
            return True
    return seen
