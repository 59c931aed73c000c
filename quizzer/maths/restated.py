"""Whether two expressions are written the same, up to the order of sums and of scalar factors.

What is only spelling does not count either: A B' and A Bᵀ, tr and trace, x² and x·x, 1/x and x⁻¹, brackets
that the associative laws make idle. What a rule of mathematics turns into another (tr(A B) into tr(B A),
log a b into log a + log b) is not a restatement.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.polynomials import is_scalar, whole
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.sizes import ONE
from quizzer.maths.tree import Add, Delta, Div, Inverse, Mul, Neg, Node, Num, Pow, Transpose, children

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

Key: TypeAlias = tuple[object, ...]

_LARGEST_POWER = 8
_MARKS = ("name", "value", "order", "kind", "index", "entrywise", "closed_low", "closed_high")


def restates(answer: Node, form: Node, scope: Scope) -> bool:
    """Whether the answer is written as the form is."""
    return key_of(answer, scope) == key_of(form, scope)


def key_of(node: Node, scope: Scope) -> Key:
    """The same for two expressions that are written the same."""
    match node:
        case Add():
            return ("sum", *sorted((key_of(term, scope) for term in _terms(node)), key=repr))
        case Mul(kind="entry" | "kron" as kind):
            keys = [key_of(one, scope) for one in _flat(node)]
            return (kind, *(keys if kind == "kron" else sorted(keys, key=repr)))
        case Num() | Neg() | Mul():
            return _Product(scope).of(node)
        case Div(entrywise=False) if is_scalar(node.right, scope):
            return _Product(scope).of(node)
        case Pow(entrywise=False, exponent=exponent) if whole(exponent) is not None:
            return _Product(scope).of(node)
        case Inverse(arg=arg) if is_scalar(arg, scope):
            return _Product(scope).of(node)
        case Transpose(arg=arg) if is_scalar(arg, scope):
            return key_of(arg, scope)
        case Delta(first=first, second=second):
            return ("delta", *sorted((key_of(first, scope), key_of(second, scope)), key=repr))
    marks = tuple(str(getattr(node, one, "")) for one in _MARKS)
    return (type(node).__name__, marks, *(key_of(child, scope) for child in children(node)))


class _Product:
    """A product taken apart: a number, scalar factors with their powers, and arrays in their order."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.number = Fraction(1)
        self.scalars: Counter[Key] = Counter()
        self.arrays: list[Key] = []

    def of(self, node: Node) -> Key:
        """The key of a whole product."""
        self._take(node, 1, outermost=True)
        scalars = sorted(((key, power) for key, power in self.scalars.items() if power), key=repr)
        if len(scalars) == 1 and scalars[0][1] == 1 and self.number == 1 and not self.arrays:
            return scalars[0][0]
        if len(self.arrays) == 1 and self.number == 1 and not scalars:
            return self.arrays[0]
        return ("product", str(self.number), tuple(scalars), tuple(self.arrays))

    def _take(self, node: Node, power: int, *, outermost: bool = False) -> None:
        match node:
            case Num(value=value) if value and abs(power) <= _LARGEST_POWER:
                self.number *= value**power
            case Neg(arg=arg):
                self.number *= (-1) ** power
                self._take(arg, power, outermost=outermost)
            case Mul(kind="product" | "dot", factors=factors) if self._opens(node, power, outermost):
                for factor in self._columns_turned(node) or factors:
                    self._take(factor, power)
            case Div(left=left, right=right, entrywise=False) if is_scalar(right, self.scope):
                self._take(left, power, outermost=outermost)
                self._take(right, -power)
            case Inverse(arg=arg) if is_scalar(arg, self.scope):
                self._take(arg, -power)
            case Pow(base=base, exponent=exponent, entrywise=False) if whole(exponent) is not None:
                self._power(node, base, whole(exponent) or 0, power)
            case _:
                self._keep(node, power)

    def _power(self, node: Node, base: Node, exponent: int, power: int) -> None:
        if is_scalar(base, self.scope):
            plain = isinstance(base, Num) and abs(exponent * power) > _LARGEST_POWER
            self._keep(node, power, bare=True) if plain else self._take(base, exponent * power)
        elif 0 < exponent <= _LARGEST_POWER:
            for _ in range(exponent):
                self._take(base, 1)
        else:
            self._keep(node, power, bare=True)

    def _keep(self, node: Node, power: int, *, bare: bool = False) -> None:
        if bare:
            below = tuple(key_of(child, self.scope) for child in children(node))
            key: Key = (type(node).__name__, *below)
        elif isinstance(node, Num):
            key = ("number", str(node.value))
        else:
            key = key_of(node, self.scope)
        if is_scalar(node, self.scope):
            self.scalars[key] += power
        else:
            self.arrays.append(key)

    def _opens(self, node: Mul, power: int, outermost: bool) -> bool:
        """Whether its factors join the others: not those of a scalar that is made of arrays."""
        if outermost or not is_scalar(node, self.scope):
            return True
        return all(is_scalar(factor, self.scope) for factor in node.factors) and power != 0

    def _columns_turned(self, node: Mul) -> tuple[Node, ...] | None:
        """a·b of two columns as aᵀ b."""
        if node.kind != "dot" or len(node.factors) != 2:
            return None
        left, right = node.factors
        try:
            shapes = [infer(one, self.scope).shape for one in (left, right)]
        except ShapeError:
            return None
        columns = all(one is not None and one.cols == ONE and not one.is_scalar for one in shapes)
        return (Transpose(left), right) if columns else None


def _terms(node: Node) -> list[Node]:
    if isinstance(node, Add):
        return [inner for term in node.terms for inner in _terms(term)]
    return [node]


def _flat(node: Node) -> list[Node]:
    assert isinstance(node, Mul)
    found: list[Node] = []
    for factor in node.factors:
        same = isinstance(factor, Mul) and factor.kind == node.kind
        found += _flat(factor) if same else [factor]
    return found
