"""A tree written out as a sum of products, and the proof that two of them are the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.canonical import scalars
from quizzer.maths.canonical.sums import (
    Letter,
    Number,
    Sum,
    Unfit,
    add,
    leading,
    number,
    scaled,
    single,
)
from quizzer.maths.canonical.table import Atom, Table
from quizzer.maths.canonical.words import identity, multiply, trace, transpose
from quizzer.maths.facts import facts_of
from quizzer.maths.tree import (
    Add,
    Call,
    Const,
    Div,
    Eye,
    Fill,
    Inverse,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    Sym,
    Transpose,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    from quizzer.maths.declarations import Declaration, Scope
    from quizzer.maths.sizes import Size

_LONGEST_LITERAL = 128
_MOST_NODES = 250
_ODD = frozenset("sin tan arcsin arctan sinh tanh arcsinh arctanh erf sign".split())
_EVEN = frozenset("cos sec cosh sech".split())
_EVERYWHERE = frozenset(
    "sin cos arctan sinh cosh tanh sech arcsinh erf erfc sign step sigmoid softplus".split()
)
"""Functions that have a value of every real number."""

_OF_ONE = _ODD | _EVEN | _EVERYWHERE | frozenset("csc cot csch coth arccos arccosh floor ceil".split())
_POSITIVE = frozenset("cosh sech sigmoid softplus".split())
_CONTINUOUS = frozenset(("scalar", "positive", "nonnegative", "probability"))
_COUNTED = frozenset(("integer", "natural"))
_REAL = {
    "scalar": Atom(solid=True, independent=True),
    "positive": Atom(positive=True, nonnegative=True, solid=True, independent=True),
    "probability": Atom(positive=True, nonnegative=True, solid=True, independent=True),
    "nonnegative": Atom(nonnegative=True, solid=True, independent=True),
    "natural": Atom(positive=True, nonnegative=True, solid=True),
    "integer": Atom(),
}
_ARRAYS = frozenset("vector matrix square symmetric spd invertible orthogonal diagonal simplex".split())


def proves(expected: Node, answer: Node, scope: Scope) -> bool:
    """Whether both are the same sum of products, and the answer has a value wherever the expected one has.

    A proof for all real values and all sizes; False says nothing.

    Args:
        expected: with its shapes settled.
        answer: the same, of the same shape.
        scope: what the letters are, as `plan.scope_for` gives it.
    """
    facts = facts_of(expected), facts_of(answer)
    if scope.is_complex or any(one.bits > _LONGEST_LITERAL or one.count > _MOST_NODES for one in facts):
        return False
    table = Table()
    writer = _Writer(table, scope)
    try:
        one = writer.sum(expected)
        demanded, table.demands = table.demands, set()
        other = writer.sum(answer)
    except (Unfit, ZeroDivisionError, RecursionError):
        return False
    return one.terms == other.terms and table.demands <= demanded


class _Writer:
    """Trees as sums over one table."""

    def __init__(self, table: Table, scope: Scope) -> None:
        self.table = table
        self.scope = scope

    def sum(self, node: Node) -> Sum:
        """A tree as a sum.

        Raises:
            Unfit: where it has no canonical form here.
        """
        match node:
            case Num(value=value):
                return number(value)
            case Const(name="pi"):
                return single(self.table.atom(("pi",), Atom(positive=True, nonnegative=True, solid=True)))
            case Const(name="e"):
                return scalars.exponential(self.table, number(1))
            case Sym(name=name):
                return self._symbol(name)
            case Eye(size=size):
                return number(1) if size.number == 1 else identity(size)
            case Fill(value=0, rows=rows, cols=cols):
                return Sum({}, rows, cols)
            case Add(terms=terms):
                return add([self.sum(term) for term in terms])
            case Neg(arg=arg):
                return scaled(self.sum(arg), -1)
            case Mul(kind=kind, factors=factors):
                return self._product([self.sum(factor) for factor in factors], kind)
            case Div(left=left, right=right):
                below = self._scalar(right)
                return multiply(self.table, self.sum(left), self._to(below, -1))
            case Pow():
                return self._power(node)
            case Transpose(arg=arg):
                return transpose(self.table, self.sum(arg))
            case Inverse(arg=arg):
                return self._inverse(self.sum(arg))
            case Norm():
                return self._norm(node)
            case Call(name=name, args=args):
                return self._call(name, args)
        raise Unfit

    def _scalar(self, node: Node) -> Sum:
        found = self.sum(node)
        if not found.is_scalar:
            raise Unfit
        return found

    # ---------------------------------------------------------------- names

    def _symbol(self, name: str) -> Sum:
        declared = self.scope.symbols.get(name)
        if declared is None:
            if name not in self.scope.dimensions:
                raise Unfit
            return single(self.table.atom(("symbol", name), _REAL["natural"]))
        if declared.kind in _REAL:
            return single(self.table.atom(("symbol", name), _REAL[declared.kind]))
        if declared.kind not in _ARRAYS:
            raise Unfit
        if declared.shape.is_scalar:  # an array that happens to be 1×1 may be bound by its kind
            raise Unfit
        return self._letter(("symbol", name), _of_declared(declared))

    def _letter(self, what: Hashable, known: Atom) -> Sum:
        letter = Letter(self.table.atom(what, known))
        return Sum({((), (letter,)): 1}, known.rows, known.cols)

    # ---------------------------------------------------------------- arithmetic

    def _product(self, factors: list[Sum], kind: str) -> Sum:
        if kind == "kron" or (kind == "entry" and sum(not one.is_scalar for one in factors) > 1):
            raise Unfit
        total = factors[0]
        for one in factors[1:]:
            if not (total.is_scalar or one.is_scalar or total.cols == one.rows):
                raise Unfit
            total = multiply(self.table, total, one)
        return total

    def _to(self, base: Sum, exponent: Number) -> Sum:
        """A scalar or a square matrix to a literal power."""
        if exponent == 0:
            raise Unfit
        whole = exponent.denominator == 1
        if whole and exponent > 0:
            return scalars.whole_power(self.table, base, exponent.numerator)
        if base.is_scalar:
            return scalars.power(self.table, base, exponent)
        if not whole:
            raise Unfit
        return scalars.whole_power(self.table, self._inverse(base), -exponent.numerator)

    def _power(self, node: Pow) -> Sum:
        literal = _literal(node.exponent)
        if literal is not None:
            if _even(node.base) and literal.denominator != 1:
                assert isinstance(node.base, Pow)
                inner = _literal(node.base.exponent)
                assert inner is not None
                return self._to(scalars.magnitude(self.table, self._scalar(node.base.base)), inner * literal)
            base = self.sum(node.base)
            if node.entrywise and not base.is_scalar:
                raise Unfit
            return self._to(base, literal)
        exponent = self._scalar(node.exponent)
        if isinstance(node.base, Const) and node.base.name == "e":
            return scalars.exponential(self.table, exponent)
        base = self._scalar(node.base)
        if base.only is None or base.only[1] < 0:
            raise Unfit
        if not all(self.table.atoms[atom].positive for atom, _ in base.only[0][0]):
            raise Unfit
        logarithm = scalars.logarithm(self.table, base)
        return scalars.exponential(self.table, multiply(self.table, exponent, logarithm))

    def _inverse(self, one: Sum) -> Sum:
        if one.is_scalar:
            return scalars.power(self.table, one, -1)
        if one.rows != one.cols or not one.terms:
            raise Unfit
        if one.only is not None:
            (monomial, word), count = one.only
            if self.table.word_is_square(word):
                inner = [self.table.atoms[letter.atom].inner for letter in word]
                if len(word) == 1 and inner[0] is not None and not word[0].inverted:
                    found = transpose(self.table, inner[0]) if word[0].transposed else inner[0]
                else:
                    letters = tuple(self.table.undone(letter) for letter in reversed(word))
                    found = Sum({((), letters): 1}, one.rows, one.cols)
                return multiply(self.table, self._to(Sum({(monomial, ()): count}), -1), found)
        return self._inverse_of_sum(one)

    def _inverse_of_sum(self, one: Sum) -> Sum:
        """A letter that stands for the inverse of a sum over its leading coefficient."""
        lead = leading(one)
        inner = scaled(one, Fraction(1) / lead)
        turned = transpose(self.table, inner)
        known = self.table.known(("inverse", turned.frozen))
        if known is not None and turned.terms != inner.terms:
            letter = Letter(known, transposed=True)
        else:
            symmetric = turned.terms == inner.terms
            atom = Atom(rows=one.rows, cols=one.cols, symmetric=symmetric, inner=inner)
            letter = Letter(self.table.atom(("inverse", inner.frozen), atom))
        self.table.demands.add(("invertible", letter.atom))
        return Sum({((), (letter,)): Fraction(1) / lead}, one.rows, one.cols)

    # ---------------------------------------------------------------- functions

    def _norm(self, node: Norm) -> Sum:
        one = self.sum(node.arg)
        if node.order not in ("", "2", "F") or (node.order == "2" and not _is_vector(one)):
            raise Unfit
        if one.is_scalar:
            return scalars.magnitude(self.table, one)
        turned = transpose(self.table, one)
        if _is_vector(one):
            squares = (
                multiply(self.table, turned, one)
                if one.cols == turned.rows
                else multiply(self.table, one, turned)
            )
        else:
            squares = self._trace(multiply(self.table, turned, one))
        return scalars.power(self.table, squares, Fraction(1, 2))

    def _trace(self, one: Sum) -> Sum:
        if one.is_scalar:
            return one
        if one.rows != one.cols:
            raise Unfit
        return trace(self.table, one, self._size(one.rows))

    def _size(self, size: Size) -> Sum:
        parts = []
        for names, count in size.terms:
            total = number(count)
            for name in names:
                total = multiply(self.table, total, self._symbol(name))
            parts.append(total)
        return add(parts)

    def _call(self, name: str, args: tuple[Node, ...]) -> Sum:
        table = self.table
        if name in ("tr", "det") and len(args) == 1:
            one = self.sum(args[0])
            return self._trace(one) if name == "tr" else self._determinant(one)
        if name in self.scope.symbols:
            raise Unfit
        found = [self._scalar(arg) for arg in args]
        match name, found:
            case "exp", [one]:
                return scalars.exponential(table, one)
            case "log", [one]:
                return scalars.logarithm(table, one)
            case "sqrt", [one]:
                if _even(args[0]):
                    return self._power(Pow(args[0], Num(Fraction(1, 2))))
                return scalars.power(table, one, Fraction(1, 2))
            case "abs", [one]:
                return scalars.magnitude(table, one)
            case "relu", [one]:
                return scaled(add([one, scalars.magnitude(table, one)]), Fraction(1, 2))
            case (("max" | "min"), [_, _, *_]):
                total = found[0]
                for one in found[1:]:
                    total = self._extreme(total, one, Fraction(1 if name == "max" else -1))
                return total
            case _, [one] if name in _OF_ONE:
                return self._function(name, one)
        raise Unfit

    def _extreme(self, one: Sum, other: Sum, sign: Fraction) -> Sum:
        """max(a, b) = (a + b + |a − b|)/2, and min(a, b) with a minus before the bars."""
        apart = scalars.magnitude(self.table, add([one, scaled(other, -1)]))
        return scaled(add([one, other, scaled(apart, sign)]), Fraction(1, 2))

    def _function(self, name: str, one: Sum) -> Sum:
        """An atom, the sign of its argument taken out of an odd function and dropped in an even one."""
        sign = 1
        if (name in _ODD or name in _EVEN) and scalars.opposite(one):
            one, sign = scaled(one, -1), -1 if name in _ODD else 1
        positive = name in _POSITIVE
        atom = self.table.atom(
            (name, one.frozen), Atom(positive=positive, nonnegative=positive, solid=positive)
        )
        if name not in _EVERYWHERE:
            self.table.demands.add(("defined", atom))
        return scaled(single(atom), sign)

    def _determinant(self, one: Sum) -> Sum:
        """The determinant: of a product of square matrices, the product of theirs."""
        if one.is_scalar:
            return one
        if one.rows != one.cols or one.only is None:
            raise Unfit
        (monomial, word), count = one.only
        if monomial or count != 1 or not self.table.word_is_square(word):
            raise Unfit
        total = number(1)
        for letter in word:
            known = self.table.atoms[letter.atom]
            if known.inner is not None or known.orthogonal:
                raise Unfit
            atom = self.table.atom(("det", letter.atom), Atom(solid=True))
            total = multiply(self.table, total, single(atom, -1 if letter.inverted else 1))
        return total


def _is_vector(one: Sum) -> bool:
    return one.rows.number == 1 or one.cols.number == 1


def _of_declared(declared: Declaration) -> Atom:
    return Atom(
        rows=declared.shape.rows,
        cols=declared.shape.cols,
        symmetric=declared.kind in ("symmetric", "spd", "diagonal"),
        orthogonal=declared.kind == "orthogonal",
    )


def _literal(node: Node) -> Fraction | None:
    match node:
        case Num(value=value):
            return value
        case Neg(arg=arg):
            inner = _literal(arg)
            return None if inner is None else -inner
        case Div(left=left, right=right):
            above, below = _literal(left), _literal(right)
            return above / below if above is not None and below else None
    return None


def _even(node: Node) -> bool:
    """Whether it is an even power, such as (x − y)², of which a root is a power of |x − y|."""
    if not isinstance(node, Pow):
        return False
    exponent = _literal(node.exponent)
    return exponent is not None and exponent.denominator == 1 and exponent > 0 and exponent % 2 == 0
