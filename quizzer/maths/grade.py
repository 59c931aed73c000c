"""The judge: from what was typed and what was expected to a verdict that teaches.

equivalent  agrees everywhere it must         mis-shaped  has a meaning for no sizes
wrong-form  equivalent, in another form       malformed   cannot be read
different   proved different, with a witness  undecided   the budget is spent
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.maths.collections import compare_collections
from quizzer.maths.declarations import Scope, read_scope
from quizzer.maths.diagnose import Case, Diagnosis, diagnose
from quizzer.maths.equivalence import Comparison, Reference
from quizzer.maths.parse import parse
from quizzer.maths.restated import restates
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import And, Matrix, Node, Or, Relation, Span, Transpose, Tuple
from quizzer.maths.witness import Shown, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzer.maths.sizes import Shape

VerdictKind: TypeAlias = Literal[
    "equivalent", "wrong-form", "different", "mis-shaped", "malformed", "undecided"
]
Certainty: TypeAlias = Literal["proved", "refuted", "sampled", "none"]

BUDGET = 0.9
"""Seconds that one answer may take."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that a card's author foresaw, and what to say of it."""

    answer: str
    say: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read: its tree and shape, or the sentence and the place where reading stops."""

    tree: Node | None = None
    shape: Shape | None = None
    kind: Literal["read", "malformed", "mis-shaped", "empty"] = "read"
    message: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of an answer.

    Attributes:
        kind: the verdict.
        certainty: `refuted` and `proved` are proofs; `sampled` is agreement at random points.
        diagnoses: what went wrong, most specific first.
        witness: where the two part.
        message: one sentence, where the diagnoses do not say it all.
        span: the columns of the answer that the message speaks of.
        tree: the answer as read.
        points: at how many points the two agreed.
        seconds: how long the judge took.
    """

    kind: VerdictKind
    certainty: Certainty = "none"
    diagnoses: tuple[Diagnosis, ...] = ()
    witness: Shown | None = None
    message: str = ""
    span: Span | None = None
    tree: Node | None = None
    points: int = 0
    seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        """Whether the meaning is right."""
        return self.kind in ("equivalent", "wrong-form")

    @property
    def is_slip(self) -> bool:
        """Whether it is asked again rather than graded."""
        return self.kind in ("mis-shaped", "malformed")


def scope_of(symbols: Mapping[str, str] | str | Scope) -> Scope:
    """The scope of declarations; without any, single letters are scalars.

    Raises:
        DeclarationError: for a declaration that cannot be read.
    """
    if isinstance(symbols, Scope):
        return symbols
    return read_scope(symbols, open_names=not symbols)


@lru_cache(maxsize=256)
def _expected(text: str, scope: Scope, verify: bool) -> tuple[Node, Shaped]:
    """An author's expression.

    Raises:
        ReadingError, ShapeError: if it is none.
    """
    tree = parse(text, scope, verify=verify)
    return tree, infer(tree, scope, text=text)


def read(text: str, symbols: Mapping[str, str] | str | Scope, expected: str | None = None) -> Reading:
    """How an answer is read, for the echo under the input; quick enough for every key."""
    scope = scope_of(symbols)
    if not text.strip():
        return Reading(kind="empty")
    want, relation = None, False
    if expected is not None:
        tree, shaped = _expected(expected, scope, verify=False)
        want, relation = shaped.shape, isinstance(tree, Relation | And | Or)
    try:
        answer = parse(text, scope, drop_left=not relation)
    except ReadingError as error:
        return Reading(kind="malformed", message=error.message, span=error.span)
    try:
        found = infer(answer, scope, text=text, want=want)
    except ShapeError as error:
        return Reading(answer, None, "mis-shaped", error.message, error.span)
    return Reading(answer, found.shape)


def grade(
    expected: str | Sequence[str],
    answer: str,
    symbols: Mapping[str, str] | str | Scope = "",
    *,
    restated: Sequence[str] = (),
    layout: str | None = None,
    mistakes: Sequence[Mistake] = (),
    verify: bool = False,
) -> Verdict:
    """Judge an answer.

    Args:
        expected: what is right; of several, any is.
        answer: what was typed.
        symbols: what the letters are, as `{"A": "matrix(n, n)"}` or `A: matrix(n, n); x: vector(n)`.
        restated: expressions that only restate the question.
        layout: `any` takes the transpose as well.
        mistakes: what the author foresaw.
        verify: whether the answer is an author's `verify`, which may differentiate.

    Raises:
        ReadingError, ShapeError, DeclarationError: if what the author wrote is at fault.
    """
    started = time.perf_counter()
    scope = scope_of(symbols)
    choices = (expected,) if isinstance(expected, str) else tuple(expected)
    best: Verdict | None = None
    for choice in choices:
        verdict = _judge(choice, answer, scope, layout, started + BUDGET, verify=verify)
        if verdict.kind == "equivalent":
            best = verdict
            break
        best = _better(best, verdict)
    assert best is not None
    if best.kind == "equivalent" and best.tree is not None:
        best = _unless_restated(best, scope, restated)
    elif best.kind == "different":
        best = _with_predicted(best, answer, scope, mistakes, started + BUDGET)
    return replace(best, seconds=time.perf_counter() - started)


def _better(one: Verdict | None, other: Verdict) -> Verdict:
    """The verdict that says more, where several answers are right and none was given."""
    order = ("different", "undecided", "mis-shaped", "malformed")
    if one is None or order.index(other.kind) < order.index(one.kind):
        return other
    return other if len(other.diagnoses) > len(one.diagnoses) and other.kind == one.kind else one


def _unless_restated(verdict: Verdict, scope: Scope, restated: Sequence[str]) -> Verdict:
    assert verdict.tree is not None
    for text in restated:
        if restates(verdict.tree, parse(text, scope), scope):
            found = Diagnosis("restated", "this only restates the question: write it another way")
            return replace(verdict, kind="wrong-form", diagnoses=(found,))
    return verdict


def _with_predicted(
    verdict: Verdict, answer: str, scope: Scope, mistakes: Sequence[Mistake], deadline: float
) -> Verdict:
    """The author's own sentence first, where the answer is a mistake that was foreseen."""
    for mistake in mistakes:
        if time.perf_counter() > deadline:
            break
        if _judge(mistake.answer, answer, scope, None, deadline, explain=False).kind == "equivalent":
            found = Diagnosis("predicted", mistake.say)
            return replace(verdict, diagnoses=(found, *verdict.diagnoses))
    return verdict


def _judge(
    expected: str,
    answer: str,
    scope: Scope,
    layout: str | None,
    deadline: float,
    *,
    verify: bool = False,
    explain: bool = True,
) -> Verdict:
    wanted_tree, wanted = _expected(expected, scope, verify=False)
    relation = isinstance(wanted_tree, Relation | And | Or)
    try:
        tree = parse(answer, scope, verify=verify, drop_left=not relation)
    except ReadingError as error:
        return Verdict("malformed", message=error.message, span=error.span)
    try:
        given = infer(tree, scope, text=answer, want=wanted.shape)
    except ShapeError as error:
        return Verdict("mis-shaped", message=error.message, span=error.span, tree=tree)
    if wanted.shape is None or given.shape is None:
        tree, given, problem = _collected(tree, given, wanted, scope, answer)
        if problem:
            return replace(problem, tree=tree)
        if wanted.shape is None:
            return replace(compare_collections(wanted.tree, given.tree, scope, deadline), tree=tree)
    flat = _as_column(tree, given, wanted, scope, answer)
    tree, given = flat or (tree, given)
    if given.shape != wanted.shape:
        return _other_shape(wanted_tree, tree, wanted, given, scope, layout, deadline, answer)
    reference = Reference(wanted.tree, scope, given.tree, deadline)
    found = reference.compare(given.tree)
    if found.outcome == "different" and layout == "any":
        turned = reference.compare(Transpose(given.tree))
        found = turned if turned.outcome == "equivalent" and wanted.shape == _turned(wanted) else found
    case = Case(wanted_tree, tree, wanted, given, scope, reference, deadline)
    return _verdict(found, case, explain=explain)


def _turned(shaped: Shaped) -> Shape | None:
    return None if shaped.shape is None else shaped.shape.transposed


def _verdict(found: Comparison, case: Case, *, explain: bool) -> Verdict:
    if found.outcome == "equivalent":
        return Verdict("equivalent", "sampled", tree=case.answer, points=found.points)
    if found.outcome == "undecided":
        message = "this could not be decided in time; judge it yourself"
        return Verdict("undecided", message=message, tree=case.answer)
    if not explain:
        return Verdict("different", "refuted", tree=case.answer)
    witness = case.reference.shown(case.given.tree) or found.witness
    diagnoses = diagnose(case) if not found.partial else ()
    if found.partial:
        diagnoses = (Diagnosis("domain", "right only on part of the domain: elsewhere this has no value"),)
    elif found.witness is not None and found.witness.answer is None and not diagnoses:
        diagnoses = (Diagnosis("domain", "this has no value where the right answer has one"),)
    return Verdict(
        "different", "refuted", diagnoses, shown(witness) if witness is not None else None, tree=case.answer
    )


def _as_column(
    tree: Node, given: Shaped, wanted: Shaped, scope: Scope, text: str
) -> tuple[Node, Shaped] | None:
    """A flat list, `[1, 2, 3]`, read as the column that was asked for, as NumPy's arrays are."""
    is_flat = isinstance(tree, Matrix) and len(tree.rows) == 1
    if not is_flat or given.shape == wanted.shape or given.shape != _turned(wanted):
        return None
    column = Transpose(tree, span=tree.span)
    return column, infer(column, scope, text=text, want=wanted.shape)


def _collected(
    tree: Node, given: Shaped, wanted: Shaped, scope: Scope, text: str
) -> tuple[Node, Shaped, Verdict | None]:
    """An expression where a collection was asked for, or the other way round, read as what was asked for."""
    if wanted.shape is not None and isinstance(tree, Tuple):
        column = Matrix(tuple((item,) for item in tree.items), span=tree.span)
        try:
            return column, infer(column, scope, text=text, want=wanted.shape), None
        except ShapeError as error:
            return tree, given, Verdict("mis-shaped", message=error.message, span=error.span)
    if wanted.shape is not None:
        message = "one expression is asked for, not a collection or a relation"
        return tree, given, Verdict("mis-shaped", message=message, span=tree.span)
    return tree, given, None


def _other_shape(
    wanted_tree: Node,
    tree: Node,
    wanted: Shaped,
    given: Shaped,
    scope: Scope,
    layout: str | None,
    deadline: float,
    text: str,
) -> Verdict:
    """An answer of another shape than was asked for: the transpose is different, all else mis-shaped."""
    assert wanted.shape is not None
    assert given.shape is not None
    if given.shape == wanted.shape.transposed:
        turned = Transpose(tree, span=tree.span)
        as_wanted = infer(turned, scope, text=text, want=wanted.shape)
        reference = Reference(wanted.tree, scope, as_wanted.tree, deadline)
        found = reference.compare(as_wanted.tree)
        if found.outcome == "equivalent" and layout == "any":
            return Verdict("equivalent", "sampled", tree=tree, points=found.points)
        case = Case(wanted_tree, tree, wanted, given, scope, reference, deadline)
        return Verdict("different", "refuted", diagnose(case), tree=tree)
    message = f"this is {_article(given.shape)}; what is asked is {_article(wanted.shape)}"
    return Verdict("mis-shaped", message=message, span=tree.span, tree=tree)


def _article(shape: Shape) -> str:
    return f"a {shape.described}"
