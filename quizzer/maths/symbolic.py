"""Proofs by SymPy: whether two expressions that agreed wherever they were tried are one by algebra.

Trees go to SymPy node by node; no text does. Whatever has no counterpart there is left unproved. Only the
process that looks for proofs loads this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy
from sympy.matrices.expressions import hadamard

from quizzer.maths.tree import (
    Add,
    Bars,
    Big,
    Call,
    Const,
    Div,
    Expectation,
    Eye,
    Fill,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Norm,
    Num,
    Pow,
    Sym,
    Transpose,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.declarations import Scope
    from quizzer.maths.sizes import Size
    from quizzer.maths.tree import Node

_ASSUMED: dict[str, dict[str, bool]] = {
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "positive": True},
    "probability": {"positive": True},
    "complex": {"complex": True},
}
_SYMMETRIC = frozenset(("symmetric", "spd", "diagonal"))
_MOST_NODES = 4_000


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + sympy.exp(-x))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        name: getattr(sympy, name)
        for name in (
            "sin cos tan sec csc cot sinh cosh tanh sech csch coth asin acos atan asinh acosh atanh"
            " exp log sqrt cbrt erf gamma factorial binomial sign floor"
        ).split()
    },
    "abs": sympy.Abs,
    "ceil": sympy.ceiling,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "logbase": lambda base, x: sympy.log(x) / sympy.log(base),
    "sigmoid": _sigmoid,
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
}


class Untold(Exception):
    """A node has no counterpart."""


def is_proved(expected: Node, verify: Node, scope: Scope) -> bool:
    """Whether algebra shows two trees, their shapes settled, to be equal wherever both are defined.

    Anything may come out of SymPy, so anything that goes wrong in it is no proof.
    """
    try:
        told = _Telling(scope)
        return told.is_zero(told.difference(expected, verify))
    except Exception:  # noqa: BLE001 - another program's faults are no proof, and nothing else hangs on this
        return False


class _Telling:
    """One pair of trees on its way to SymPy."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.bound: dict[str, Any] = {}

    def difference(self, one: Node, other: Node) -> Any:
        return _sum([self.node(one), -self.node(other)])

    def is_zero(self, difference: Any) -> bool:
        found = difference.doit()
        if sympy.count_ops(found) > _MOST_NODES:
            return False
        if _is_array(found):
            return self._is_zero_matrix(found)
        found = self._settled(found)
        if found == 0 or sympy.expand(found) == 0:
            return True
        if found.atoms(sympy.MatrixSymbol):
            found = self._traced(self._settled(sympy.expand(found).doit()))
            return bool(found == 0 or sympy.simplify(found) == 0)
        if sympy.simplify(found) == 0:
            return True
        return bool(sympy.simplify(sympy.expand_func(found.rewrite(sympy.exp))) == 0)

    def _is_zero_matrix(self, found: Any) -> bool:
        if isinstance(found, sympy.MatrixBase):
            return all(sympy.simplify(entry) == 0 for entry in found)
        for _ in range(3):
            found = self._settled(sympy.expand(found).doit())
            if isinstance(found, sympy.ZeroMatrix):
                return True
        terms = found.args if isinstance(found, sympy.MatAdd) else (found,)
        summed: dict[Any, Any] = {}
        for term in terms:  # what SymPy leaves apart because the scalars before a matrix are spelt otherwise
            scalar, rest = (
                term.as_coeff_mmul() if isinstance(term, sympy.MatMul) else (sympy.Integer(1), term)
            )
            summed[rest] = summed.get(rest, 0) + scalar
        return all(
            rest == sympy.ZeroMatrix(*found.shape) or self.is_zero(self._traced(scalar))
            for rest, scalar in summed.items()
        )

    def _traced(self, found: Any) -> Any:
        """Traces of products in one of the ways in which each can be turned and transposed."""
        return found.replace(lambda one: isinstance(one, sympy.Trace), lambda one: self._trace(one.arg))

    def _trace(self, arg: Any) -> Any:
        arg = sympy.expand(arg).doit()
        if isinstance(arg, sympy.MatAdd):
            return sum(self._trace(one) for one in arg.args)
        if not isinstance(arg, sympy.MatMul):
            return min((sympy.Trace(one) for one in (arg, self._settled(arg.T.doit()))), key=str)
        scalar, product = arg.as_coeff_mmul()
        if not isinstance(product, sympy.MatMul):
            return scalar * self._trace(product)
        ways = []
        for one in (product, self._settled(product.T.doit())):
            parts = one.args if isinstance(one, sympy.MatMul) else (one,)
            ways += [parts[at:] + parts[:at] for at in range(len(parts))]
        least = min(ways, key=str)
        return scalar * sympy.Trace(sympy.MatMul(*least))

    def _settled(self, found: Any) -> Any:
        """Transposes of what is symmetric, and inverses of what is orthogonal, as what they are."""
        same: dict[Any, Any] = {}
        for name, one in self.scope.symbols.items():
            if one.shape.is_scalar:
                continue
            symbol = self._symbol(name)
            if one.kind in _SYMMETRIC:
                same[sympy.Transpose(symbol)] = symbol
                same[sympy.Transpose(sympy.Inverse(symbol))] = sympy.Inverse(symbol)
                same[sympy.Inverse(sympy.Transpose(symbol))] = sympy.Inverse(symbol)
            if one.kind == "orthogonal":
                same[sympy.Inverse(symbol)] = sympy.Transpose(symbol)
        return found.xreplace(same).doit() if same else found

    def size(self, size: Size) -> Any:
        total = sympy.Integer(0)
        for names, count in size.terms:
            total += count * sympy.Mul(*(sympy.Symbol(name, integer=True, positive=True) for name in names))
        return total

    def _symbol(self, name: str) -> Any:
        if name in self.bound:
            return self.bound[name]
        declared = self.scope.symbols.get(name)
        if declared is None:
            if name in self.scope.dimensions:
                return sympy.Symbol(name, integer=True, positive=True)
            return sympy.Symbol(name, real=True)
        if declared.shape.is_scalar:
            return sympy.Symbol(name, **_ASSUMED.get(declared.kind, {"real": True}))
        return sympy.MatrixSymbol(name, self.size(declared.shape.rows), self.size(declared.shape.cols))

    def node(self, node: Node) -> Any:
        match node:
            case Num(value=value):
                return sympy.Rational(value.numerator, value.denominator)
            case Const(name=name):
                return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "inf": sympy.oo}[name]
            case Sym(name=name):
                return self._symbol(name)
            case Eye(size=size):
                return sympy.Identity(self.size(size))
            case Fill(value=value, rows=rows, cols=cols):
                kind = sympy.OneMatrix if value else sympy.ZeroMatrix
                return kind(self.size(rows), self.size(cols))
            case Neg(arg=arg):
                return -self.node(arg)
            case Transpose(arg=arg):
                found = self.node(arg)
                return found.T if _is_array(found) else found
            case Inverse(arg=arg):
                found = self.node(arg)
                return sympy.Inverse(found).doit() if _is_array(found) else 1 / found
            case Add(terms=terms):
                return _sum([self.node(term) for term in terms])
            case Mul(kind=kind, factors=factors):
                return self._product(kind, [self.node(factor) for factor in factors])
            case Div(left=left, right=right, entrywise=False):
                over, under = self.node(left), _scalar(self.node(right))
                if _is_array(under):
                    raise Untold
                return over / under if not _is_array(over) else over * (1 / under)
            case Pow(base=base, exponent=exponent, entrywise=False):
                return self._power(self.node(base), _scalar(self.node(exponent)))
            case Norm(arg=arg, order=order):
                return self._norm(self.node(arg), order)
            case Bars(arg=arg):
                found = self.node(arg)
                return sympy.Determinant(found) if _is_array(found) else sympy.Abs(found)
            case Matrix(rows=rows):
                cells = [[_scalar(self.node(entry)) for entry in row] for row in rows]
                if any(_is_array(cell) for row in cells for cell in row):
                    raise Untold
                return sympy.Matrix(cells)
            case Big():
                return self._big(node)
            case Expectation():
                return self._expectation(node)
            case Call(name=name, args=args):
                return self._call(name, args)
        raise Untold

    def _product(self, kind: str, factors: list[Any]) -> Any:
        if kind == "entry":
            if all(isinstance(one, sympy.MatrixExpr) for one in factors):
                return hadamard.HadamardProduct(*factors)
            raise Untold
        if kind == "kron" or (kind == "dot" and any(map(_is_array, factors))):
            raise Untold
        found = factors[0]
        for factor in factors[1:]:
            one, other = found, factor
            if _is_array(one) and _is_array(other) and one.shape[1] != other.shape[0]:
                one, other = _scalar(one), _scalar(other)
            found = one * other
        return found

    def _power(self, base: Any, exponent: Any) -> Any:
        if _is_array(base) and base.shape == (1, 1):
            base = _scalar(base)
        if _is_array(base) and not exponent.is_Integer:
            raise Untold
        return base**exponent

    def _norm(self, found: Any, order: str) -> Any:
        if not _is_array(found):
            return sympy.Abs(found)
        if found.shape[1] == 1 and order in ("", "2"):
            return sympy.sqrt(_scalar(found.T * found))
        if order in ("", "F"):
            return sympy.sqrt(sympy.Trace(found.T * found))
        raise Untold

    def _big(self, node: Big) -> Any:
        if node.lower is None or node.upper is None:
            raise Untold
        index = sympy.Symbol(node.index, integer=True, nonnegative=True)
        low, high = self.node(node.lower), self.node(node.upper)
        before, self.bound = self.bound, {**self.bound, node.index: index}
        body = self.node(node.body)
        self.bound = before
        return (sympy.summation if node.kind == "sum" else sympy.product)(body, (index, low, high))

    def _expectation(self, node: Expectation) -> Any:
        """Of a normal scalar: the integral against its density, term by term."""
        declared = self.scope.symbols.get(node.variable)
        if node.distribution != "normal" or declared is None or not declared.shape.is_scalar:
            raise Untold
        mean, variance = (_scalar(self.node(one)) for one in node.parameters)
        standard = sympy.Symbol("_z", real=True)
        before = self.bound
        self.bound = {**before, node.variable: mean + sympy.sqrt(variance) * standard}
        body = sympy.expand(_scalar(self.node(node.body)))
        self.bound = before
        polynomial = sympy.Poly(
            body, standard
        )  # the k-th moment of a standard normal is (k - 1)!! for even k
        return sum(
            coefficient * sympy.factorial2(power - 1)
            for (power,), coefficient in polynomial.terms()
            if power % 2 == 0
        )

    def _call(self, name: str, args: tuple[Node, ...]) -> Any:
        if name in ("diff", "grad", "jacobian", "hessian"):
            return self._derivative(name, self.node(args[0]), self.node(args[1]))
        found = [self.node(one) for one in args]
        first = found[0]
        if name in ("tr", "det") and _is_array(first):
            if isinstance(first, sympy.MatrixBase):
                return first.trace() if name == "tr" else first.det()
            return sympy.Trace(first).doit() if name == "tr" else sympy.Determinant(first).doit()
        function = _FUNCTIONS.get(name)
        if function is None or any(map(_is_array, found)):
            found = [_scalar(one) for one in found]
            if function is None or any(map(_is_array, found)):
                raise Untold
        return function(*found)

    def _derivative(self, name: str, what: Any, by: Any) -> Any:
        if not isinstance(by, (sympy.Symbol, sympy.MatrixSymbol)):
            raise Untold
        what = _scalar(what)
        if not _is_array(what):
            # where it is defined, log |f| has the derivative of log f, and SymPy no signs to tell apart
            what = what.replace(_is_log_abs, lambda one: sympy.log(one.args[0].args[0]))
        if name == "diff" or not _is_array(by):
            return what.diff(by)
        if not _is_array(what):
            found = _gradient(what, by)
            if name == "hessian":
                return found.diff(by).doit()
            return found.T if name == "jacobian" else found
        if name != "jacobian":
            raise Untold
        found = what.diff(by)
        return found.T if found.shape != (what.shape[0], by.shape[0]) or _is_square(found) else found


def _is_log_abs(one: Any) -> bool:
    return isinstance(one, sympy.log) and isinstance(one.args[0], sympy.Abs)


def _gradient(what: Any, by: Any) -> Any:
    """The chain rule by hand: through traces and determinants, the only scalars that hold a matrix."""
    inner = [one for one in what.atoms(sympy.Trace, sympy.Determinant) if one.has(by)]
    names = {one: sympy.Dummy(f"u{at}", real=True) for at, one in enumerate(inner)}
    outer = what.xreplace(names)
    if outer.has(by):
        raise Untold
    back = {name: one for one, name in names.items()}
    total = sympy.ZeroMatrix(*by.shape)
    for one, name in names.items():
        total += outer.diff(name).xreplace(back) * _slope(one, by)
    return total.doit()


def _slope(one: Any, by: Any) -> Any:
    """The gradient of a trace or a determinant (Jacobi's formula)."""
    if isinstance(one, sympy.Trace):
        return one.diff(by).doit()
    if one.arg != by:
        raise Untold
    return one * sympy.Inverse(by).T


def _is_array(found: Any) -> bool:
    return isinstance(found, (sympy.MatrixExpr, sympy.MatrixBase))


def _is_square(found: Any) -> bool:
    return bool(found.shape[0] == found.shape[1])


def _sum(terms: list[Any]) -> Any:
    """Add; a 1×1 matrix beside scalars is one."""
    if not all(map(_is_array, terms)):
        terms = [_scalar(term) for term in terms]
    if len({_is_array(term) for term in terms}) > 1:
        raise Untold
    return sum(terms[1:], terms[0])


def _scalar(found: Any) -> Any:
    """The entry of what is 1×1."""
    if isinstance(found, sympy.MatrixBase) and found.shape == (1, 1):
        return found[0, 0]
    if isinstance(found, sympy.MatrixExpr) and found.shape == (1, 1):
        return sympy.Trace(found)
    return found
