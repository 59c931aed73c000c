"""Conditions that an answer needs and nobody has stated: an inverse of what need not have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tree import Inverse, Mul, Neg, Pow, Sym, Transpose, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node, Span

INVERTIBLE = frozenset(("invertible", "spd", "orthogonal"))


def uninvertible(tree: Node, scope: Scope) -> Iterator[tuple[str, Span]]:
    """Yield the names of square matrices whose inverse is taken though they need not have one."""
    for node in walk(tree):
        if isinstance(node, Inverse):
            yield from _doubtful(node.arg, scope)


def _doubtful(node: Node, scope: Scope) -> Iterator[tuple[str, Span]]:
    """Yield the factors that may be singular; of a sum nothing can be told from declarations."""
    match node:
        case Sym(name=name, span=span):
            declared = scope.symbols.get(name)
            if declared is not None and not declared.shape.is_scalar and declared.kind not in INVERTIBLE:
                yield name, span
        case Transpose(arg=arg) | Inverse(arg=arg) | Neg(arg=arg):
            yield from _doubtful(arg, scope)
        case Pow(base=base, entrywise=False):
            yield from _doubtful(base, scope)
        case Mul(factors=factors) if all(_is_square(one, scope) for one in factors):
            for factor in factors:
                yield from _doubtful(factor, scope)


def _is_square(node: Node, scope: Scope) -> bool:
    try:
        shape = infer(node, scope).shape
    except ShapeError:
        return False
    return shape is not None and shape.rows == shape.cols
