"""Conditions that an answer needs and nobody has stated: of what may be singular, negative or 0 as declared.

Only what is certain is spoken of: a letter alone, or a product of letters, of which nothing that the author
wrote, in a declaration, a prompt or a note, takes the doubt away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzer.deck.checks.report import Issue
from quizzer.maths.grade import expression
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import Bars, Call, Div, Inverse, Mul, Neg, Num, Pow, Sym, Transpose, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from quizzer.deck.cards import MathAnswer
    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node, Span

INVERTIBLE = frozenset(("invertible", "spd", "orthogonal"))
SIGNED = frozenset(("scalar", "integer"))
"""Kinds of scalars that may be negative, and may be 0."""
MAY_BE_ZERO = SIGNED | {"nonnegative", "complex"}

_IMPLIED = re.compile(r"\\[dt]?frac|/|\\(?:log|ln|sqrt)|\^\s*\{?\s*-")
"""What takes a logarithm, root or quotient in a question: its answer is asked for where that is defined."""
_STATED = re.compile(
    r"invertible|non-?singular|regular|full (?:column |row )?rank|positive|negative|non-?zero|\bne\b|\bneq\b"
    r"|≠|>|<|≥|≤|\\geq?\b|\\leq?\b|\\in\b|∈|\binverses?\b|exists?\b|defined|where|whenever|provided|assum"
    r"|if |for which",
    re.IGNORECASE,
)
"""How authors speak of conditions."""


class Doubt(NamedTuple):
    """What need not be what the answer takes it for; `is_scalar` says that it is no matrix."""

    name: str
    is_scalar: bool
    message: str
    hint: str
    span: Span


def missing(asked: MathAnswer, scope: Scope, told: str, prompt: str) -> Iterator[Issue]:
    """Yield a warning for each letter of an answer that needs a condition.

    Args:
        asked: the question.
        scope: what is declared.
        told: all that its author wrote for people: who speaks of conditions at all has thought of them.
        prompt: the question; of scalars nothing is said where it divides, too, nor where a `verify` tells by
            its own domain where the answer holds.
    """
    if _STATED.search(told):
        return
    takes_all_scalars = asked.verify is None and not _IMPLIED.search(prompt)
    for at, answer in enumerate(asked.answers):
        try:
            _, shaped = expression(answer.text, scope)
        except (ReadingError, ShapeError):
            continue
        for one in doubts(shaped.tree, scope):
            if takes_all_scalars or not one.is_scalar:
                field = "answer" if len(asked.answers) == 1 else f"answer[{at}]"
                length = one.span.end - one.span.start
                yield Issue(field, one.message, one.hint, "warning", one.span.start, length)


def doubts(tree: Node, scope: Scope) -> Iterator[Doubt]:
    """Yield the letters of a shaped expression of which it takes more than their declarations give."""
    seen: set[str] = set()
    for found in _all(tree, scope):
        if found.name not in seen:
            seen.add(found.name)
            yield found


def _all(tree: Node, scope: Scope) -> Iterator[Doubt]:
    for node in walk(tree):
        match node:
            case Inverse(arg=arg):
                yield from _singular(arg, scope)
            case Div(right=right) if _is_scalar(right, scope):
                yield from _zero(right, scope)
            case Pow(base=base, exponent=exponent, entrywise=False):
                value = _number(exponent)
                if value is not None and value < 0:
                    yield from _zero(base, scope)
                if value is not None and value.denominator % 2 == 0:
                    yield from _negative(base, scope, "a root is taken of it")
            case Call(name="sqrt", args=(arg, *_)):
                yield from _negative(arg, scope, "its square root is taken")
            case Call(name="log" | "log2" | "log10", args=(arg,)):
                yield from _logarithm(arg, scope)


def _number(node: Node) -> Fraction | None:
    match node:
        case Num(value=value):
            return value
        case Neg(arg=arg):
            inner = _number(arg)
            return None if inner is None else -inner
        case Div(left=Num(value=over), right=Num(value=under)) if under:
            return over / under
    return None


def _kind(node: Node, scope: Scope) -> str:
    """The declared kind of a letter that is a scalar; "" for anything else."""
    if not isinstance(node, Sym):
        return ""
    declared = scope.symbols.get(node.name)
    return declared.kind if declared is not None and declared.shape.is_scalar else ""


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Mul) and node.kind == "product" else (node,)


def _zero(node: Node, scope: Scope) -> Iterator[Doubt]:
    """Divided by: a letter, or a product that has it as a factor."""
    for factor in _factors(node):
        base = factor.base if isinstance(factor, Pow) else factor
        if isinstance(base, Sym) and _kind(base, scope) in MAY_BE_ZERO:
            hint = f"declare it so, as in `{base.name}: positive`, or say it in the prompt"
            yield Doubt(base.name, True, f"{base.name} may be 0, and is divided by", hint, base.span)


def _negative(node: Node, scope: Scope, why: str) -> Iterator[Doubt]:
    for factor in _factors(node):
        if isinstance(factor, Sym) and _kind(factor, scope) in SIGNED:
            hint = f"declare it so, as in `{factor.name}: nonnegative`, or say it in the prompt"
            yield Doubt(factor.name, True, f"{factor.name} may be negative, and {why}", hint, factor.span)


def _logarithm(node: Node, scope: Scope) -> Iterator[Doubt]:
    """The logarithm of a letter, or of a determinant that may be negative or 0."""
    match node:
        case Sym(name=name, span=span) if _kind(node, scope) in MAY_BE_ZERO - {"complex"}:
            hint = f"declare it so, as in `{name}: positive`, or write log(abs({name}))"
            yield Doubt(name, True, f"{name} need not be positive, and its logarithm is taken", hint, span)
        case Call(name="det", args=(Sym(name=name, span=span),)) | Bars(arg=Sym(name=name, span=span)):
            declared = scope.symbols.get(name)
            if declared is not None and not declared.shape.is_scalar and declared.kind != "spd":
                hint = f"write log(abs(det({name}))), or declare `{name}: spd(n)`"
                yield Doubt(name, False, f"the determinant of {name} need not be positive", hint, span)


def _singular(node: Node, scope: Scope) -> Iterator[Doubt]:
    """The factors that may be singular; of a sum nothing can be told from declarations."""
    match node:
        case Sym(name=name, span=span):
            declared = scope.symbols.get(name)
            if declared is None:
                return
            if declared.shape.is_scalar:
                yield from _zero(node, scope)
            elif declared.kind not in INVERTIBLE:
                hint = f"declare it so, as in `{name}: invertible(n)`, or say it in the prompt"
                yield Doubt(name, False, f"{name} need not have an inverse", hint, span)
        case Transpose(arg=arg) | Inverse(arg=arg) | Neg(arg=arg):
            yield from _singular(arg, scope)
        case Pow(base=base, entrywise=False):
            yield from _singular(base, scope)
        case Mul(factors=factors) if all(_is_square(one, scope) for one in factors):
            for factor in factors:
                yield from _singular(factor, scope)


def _is_scalar(node: Node, scope: Scope) -> bool:
    try:
        shape = infer(node, scope).shape
    except ShapeError:
        return False
    return shape is not None and shape.is_scalar


def _is_square(node: Node, scope: Scope) -> bool:
    try:
        shape = infer(node, scope).shape
    except ShapeError:
        return False
    return shape is not None and shape.rows == shape.cols
