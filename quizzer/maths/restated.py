"""Whether two expressions are written the same, up to the order of sums and of scalar factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tree import Add, Mul, Neg, Node, Num, children

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

Key: TypeAlias = tuple[object, ...]


def restates(answer: Node, form: Node, scope: Scope) -> bool:
    """Whether the answer is written as the form is."""
    return _key(answer, scope) == _key(form, scope)


def _key(node: Node, scope: Scope) -> Key:
    match node:
        case Num(value=value):
            return ("number", str(value))
        case Add(terms=terms):
            return ("sum", *sorted((_key(term, scope) for term in terms), key=repr))
        case Neg(arg=Num(value=value)):
            return ("number", str(-value))
        case Mul(kind=kind, factors=factors):
            flat = [inner for factor in factors for inner in _flat(factor, kind)]
            scalars = [_key(one, scope) for one in flat if _is_scalar(one, scope)]
            arrays = [_key(one, scope) for one in flat if not _is_scalar(one, scope)]
            if kind == "entry":
                arrays.sort(key=repr)
            return ("product" if kind == "dot" else kind, *sorted(scalars, key=repr), *arrays)
    below = tuple(_key(child, scope) for child in children(node))
    if below:
        return (type(node).__name__, getattr(node, "name", ""), getattr(node, "order", ""), *below)
    return (type(node).__name__, repr(node))


def _flat(node: Node, kind: str) -> list[Node]:
    if isinstance(node, Mul) and node.kind == kind:
        return [inner for factor in node.factors for inner in _flat(factor, kind)]
    return [node]


def _is_scalar(node: Node, scope: Scope) -> bool:
    try:
        shape = infer(node, scope).shape
    except ShapeError:
        return False
    return shape is not None and shape.is_scalar
