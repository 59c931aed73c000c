"""Trees for tests: one-line pictures of them, and a strategy for all that the reader can read."""

from fractions import Fraction

from hypothesis import strategies as st

from quizzer.maths import tree as t
from quizzer.maths.declarations import read_scope
from quizzer.maths.names import ENTRYWISE
from quizzer.maths.tree import children

SCOPE = read_scope(
    "A, B, Sigma: matrix(n, n); x, y: vector(n); a, b, c, k, x_1, y_hat, theta: scalar; f: function(scalar -> scalar);"
    " g: function(vector(n), scalar -> scalar); dL/dy: vector(n); i, j: index(n)"
)


def picture(node):
    """`A^T x + 1` as `(add (product (transpose A) x) 1)`."""
    match node:
        case t.Num(value=value):
            return str(value)
        case t.Const(name=name) | t.Sym(name=name):
            return name
    marks = {
        t.Mul: lambda: node.kind,
        t.Div: lambda: "div-entry" if node.entrywise else "div",
        t.Pow: lambda: "pow-entry" if node.entrywise else "pow",
        t.Call: lambda: f"call {node.name}",
        t.Norm: lambda: f"norm{node.order}",
        t.Filled: lambda: "ones" if node.value else "zeros",
        t.Relation: lambda: node.kind,
        t.Interval: lambda: "interval" + "(["[node.closed_low] + ")]"[node.closed_high],
        t.Matrix: lambda: f"matrix{len(node.rows)}x{len(node.rows[0])}",
        t.Big: lambda: f"{node.kind} {node.index}" + ("" if node.lower is None else " from"),
    }
    mark = marks.get(type(node), type(node).__name__.lower)()
    return "(" + " ".join([mark, *map(picture, children(node))]) + ")"


NAMES = tuple(name for name, one in SCOPE.symbols.items() if one.kind not in ("function", "index"))
UNARY = sorted(ENTRYWISE) + "tr det logdet rank diag vec sum prod mean eigvals softmax logsumexp".split()
BINARY = "max min binomial root logbase atan2 gcd lcm mod polygamma cross".split()

numbers = st.one_of(
    st.integers(0, 12).map(Fraction),
    st.sampled_from(["0.5", "0.25", "1.2", "0.001", "1000000"]).map(Fraction),
).map(t.Num)
symbols = st.sampled_from(NAMES).map(t.Sym)
constants = st.sampled_from(["pi", "e", "inf"]).map(t.Const)
sizes = st.one_of(st.just(t.Sym("n")), st.integers(1, 4).map(Fraction).map(t.Num))
leaves = st.one_of(
    numbers,
    symbols,
    symbols,
    constants,
    st.one_of(st.none(), sizes).map(t.Identity),
    st.builds(t.Filled, st.sampled_from([0, 1]), st.one_of(st.just(()), st.tuples(sizes))),
    st.builds(t.Filled, st.sampled_from([0, 1]), st.tuples(st.just(t.Sym("n")), st.just(t.Sym("n")))),
)
indices = st.one_of(st.sampled_from("ij").map(t.Sym), st.integers(1, 12).map(Fraction).map(t.Num))


def _many(inner, least=2, most=3):
    return st.lists(inner, min_size=least, max_size=most).map(tuple)


def _rows(inner):
    return st.integers(1, 2).flatmap(
        lambda width: st.lists(
            st.lists(inner, min_size=width, max_size=width).map(tuple), min_size=2, max_size=2
        ).map(tuple)
    )


def _is_minus_one(node):
    return node in (t.Neg(t.Num(Fraction(1))), t.Num(Fraction(-1)))


def _holding(inner):
    one = t.Num(Fraction(1))
    powers = st.builds(t.Pow, inner, inner, st.booleans())
    return st.one_of(
        _many(inner).map(t.Add),
        inner.map(t.Neg),
        st.builds(t.Mul, st.sampled_from(["product", "product", "entry", "kron"]), _many(inner)),
        st.builds(t.Mul, st.just("dot"), _many(inner, most=2)),
        st.builds(t.Div, inner, inner, st.booleans()),
        powers.filter(lambda node: node.entrywise or not _is_minus_one(node.exponent)),
        inner.filter(lambda node: node != one).map(t.Transpose),  # 1^T is a row of ones
        inner.map(t.Inverse),
        inner.map(t.PseudoInverse),
        st.builds(lambda name, arg: t.Call(name, (arg,)), st.sampled_from([*UNARY, "f"]), inner),
        st.builds(t.Call, st.sampled_from([*BINARY, "g"]), _many(inner, most=2)),
        inner.map(t.Bars),
        st.builds(t.Norm, inner, st.sampled_from(["", "1", "2", "F", "inf"])),
        st.builds(t.Sub, inner.filter(_takes_indices), _many(indices, 1, 2)).filter(_is_entry),
        st.builds(t.Delta, indices, indices),
        st.builds(t.Big, st.sampled_from(["sum", "prod"]), inner, st.sampled_from("ij")),
        st.builds(t.Big, st.sampled_from(["sum", "prod"]), inner, st.sampled_from("ij"), numbers, inner),
        _rows(inner).map(t.Matrix),
    )


def _is_entry(node):
    """The first entry of x cannot be written x_1 where that is declared as a name of its own."""
    return node != t.Sub(t.Sym("x"), (t.Num(Fraction(1)),))


def _takes_indices(node):
    """A subscript of a number, an array by name or a norm is part of it, not an entry."""
    return not isinstance(node, t.Num | t.Filled | t.Identity | t.Norm | t.Const) and not (
        isinstance(node, t.Sym) and "/" in node.name
    )


expressions = st.recursive(leaves, _holding, max_leaves=8)
relations = st.builds(
    t.Relation, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), expressions, expressions
)
ends = expressions.filter(lambda node: not any(isinstance(one, t.Matrix) for one in t.walk(node)))
intervals = st.builds(t.Interval, ends, ends, st.booleans(), st.booleans())  # [M, M] is a row of blocks
half_open = intervals.filter(lambda node: node.closed_low != node.closed_high)  # (0, 1) alone is a tuple
pairs = _many(expressions).map(t.Tuple)
sets = _many(st.one_of(expressions, pairs), 0).map(t.SetOf)
collections = st.one_of(
    _many(st.one_of(pairs, sets)).map(t.SetOf),
    _many(st.one_of(expressions, pairs, sets.filter(lambda node: len(node.items) != 1))).map(t.Tuple),
    st.builds(t.Relation, st.just("in"), expressions, st.one_of(sets, _many(intervals).map(t.Union))),
    _many(expressions).map(t.Tuple),
    _many(expressions, 0).map(t.SetOf),
    half_open,
    _many(intervals).map(t.Union),
    st.builds(t.Relation, st.just("in"), expressions, intervals),
    relations,
    _many(relations).map(t.And),
    _many(relations).map(t.Or),
    _many(st.one_of(relations, _many(relations).map(t.And))).map(t.Or),
)
readable = st.one_of(expressions, expressions, collections)
