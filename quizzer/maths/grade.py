"""The judge: from what was typed and what was expected to a verdict that teaches.

equivalent  agrees everywhere it must         mis-shaped  has a meaning for no sizes
wrong-form  equivalent, in another form       malformed   cannot be read
different   proved different, with a witness  undecided   the budget is spent

What is right and what was typed are texts; what the letters are is told as in a deck's `symbols`, by a
mapping or by one text. Without declarations, single letters are scalars.

>>> grade("(A + A^T) x", "A x + A' x", {"A": "matrix(n, n)", "x": "vector(n)"}).kind
'equivalent'
>>> verdict = grade("(A + A^T) x", "2 A x", "A: matrix(n, n); x: vector(n)")
>>> verdict.kind, verdict.certainty, [one.code for one in verdict.diagnoses]
('different', 'refuted', ['symmetric'])
>>> print(verdict.diagnoses[0].message)
Right only if A is symmetric; A is any square matrix here.

A refutation carries a point where the two part, in numbers that can be checked by hand:

>>> grade("x^2", "2 x", "x: scalar").witness.expected != grade("x^2", "2 x", "x: scalar").witness.answer
True

What has no shape for any sizes, or cannot be read, is a slip and no mistake; `span` says where it stands:

>>> verdict = grade("A x", "x A", "A: matrix(m, n); x: vector(n)")
>>> verdict.kind, verdict.is_slip, verdict.message
('mis-shaped', True, 'x is n×1 and A is m×n: x A needs the inner sizes 1 and m to agree')
>>> verdict = grade("x^2", "x^", "x: scalar")
>>> verdict.kind, verdict.span, verdict.message
('malformed', Span(start=1, end=2), 'a power is missing after ^')

A card may ask for a form, refuse what only restates its question, take either layout, and foresee mistakes:

>>> grade("x^2 - 1", "x^2 - 1", "x: scalar", form="factored").kind
'wrong-form'
>>> grade("B A", "trace(A B)", "A, B: matrix(n, n)", restated=["tr(A B)"]).kind
'mis-shaped'
>>> grade("tr(B A)", "trace(A B)", "A, B: matrix(n, n)", restated=["tr(A B)"]).diagnoses[0].code
'restated'
>>> grade("a", "a^T", "a: vector(n)", layout="any").kind
'equivalent'
>>> foreseen = Mistake("cos x", "That is the derivative of sin x, not its antiderivative.")
>>> grade("-cos x", "cos x", "x: scalar", mistakes=[foreseen]).diagnoses[0].code
'predicted'

Of several right answers any will do, and `read` tells how a text is understood before it is judged:

>>> grade(["x + 1", "x - 1"], "-1 + x", "x: scalar").is_right
True
>>> str(read("A x", "A: matrix(m, n); x: vector(n)").shape)
'm×1'
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths.collections import compare_collections
from quizzer.maths.declarations import Scope, read_scope
from quizzer.maths.diagnose import Case, diagnose
from quizzer.maths.equivalence import Comparison, Reference
from quizzer.maths.families import compare_families, constants_of
from quizzer.maths.forms import checked, why_not
from quizzer.maths.formulas import infinity
from quizzer.maths.memory import remember
from quizzer.maths.parse import parse
from quizzer.maths.renamed_constants import parse_answer
from quizzer.maths.restated import restates
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import And, Delta, Identity, Matrix, Node, Num, Or, Relation, Transpose, Tuple, walk
from quizzer.maths.verdict import (
    UNDECIDED,
    Certainty,
    Diagnosis,
    Mistake,
    Reading,
    Verdict,
    VerdictKind,
)
from quizzer.maths.witness import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzer.maths.sizes import Shape

__all__ = (
    "Certainty",
    "Diagnosis",
    "Mistake",
    "Reading",
    "Verdict",
    "VerdictKind",
    "expression",
    "grade",
    "read",
    "scope_of",
)

BUDGET = 0.9
"""Seconds that one answer may take."""

_THOUSANDS = re.compile(r"[+−-]?\$?[1-9]\d{0,2}(,\d{3})+(\.\d+)?\$?")

_DIAGNOSING = 0.3  # seconds of them that looking for what went wrong may take


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of every right answer in turn."""

    answer: str
    scope: Scope
    layout: str | None
    deadline: float
    verify: bool = False
    explain: bool = True


def scope_of(symbols: Mapping[str, str] | str | Scope) -> Scope:
    """The scope of declarations; without any, single letters are scalars.

    Raises:
        DeclarationError: for a declaration that cannot be read.
    """
    if isinstance(symbols, Scope):
        return symbols
    return read_scope(symbols, open_names=not symbols)


@lru_cache(maxsize=512)
def _expected(text: str, scope: Scope) -> tuple[Node, Shaped]:
    """An author's expression.

    Raises:
        ReadingError, ShapeError: if it is none.
    """
    tree = parse(text, scope)
    shaped = infer(tree, scope, text=text)
    if shaped.shape is not None and shaped.shape.is_scalar and scope.has_arrays and _has_open_sizes(tree):
        for shape in dict.fromkeys(one.shape for one in scope.symbols.values()):
            sized = infer(tree, scope, text=text, want=shape)
            if shape.rows == shape.cols and sized.shape == shape:
                return tree, sized
    return tree, shaped


def _has_open_sizes(tree: Node) -> bool:
    """Whether something in it has the size of what stands beside it, as a bare I."""
    return any(isinstance(node, Identity | Delta) for node in walk(tree))


def expression(text: str, symbols: Mapping[str, str] | str | Scope) -> tuple[Node, Shaped]:
    """An author's expression as the judge will read it: its tree as written, and with its shapes settled.

    Raises:
        ReadingError, ShapeError, DeclarationError: if it is none.
    """
    return _expected(text, scope_of(symbols))


def read(text: str, symbols: Mapping[str, str] | str | Scope, expected: str | None = None) -> Reading:
    """How an answer is read, for the echo under the input; quick enough for every key.

    Args:
        text: what was typed so far.
        symbols: as for `grade`.
        expected: what is right, where that may decide how an answer is read.

    Raises:
        ReadingError, ShapeError, DeclarationError: if what the author wrote is at fault.
    """
    scope = scope_of(symbols)
    if not text.strip():
        return Reading(kind="empty")
    want, relation = None, False
    if expected is not None:
        tree, shaped = _expected(expected, scope)
        want, relation = shaped.shape, isinstance(tree, Relation | And | Or)
    if want is not None and want.is_scalar and _THOUSANDS.fullmatch(text.strip()):
        text = text.replace(",", "")
    try:
        answer, scope = parse_answer(text, scope, drop_left=not relation)
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
    form: str = "",
    restated: Sequence[str] = (),
    layout: str | None = None,
    mistakes: Sequence[Mistake] = (),
    verify: bool = False,
    budget: float = BUDGET,
    explain: bool = True,
) -> Verdict:
    """Judge an answer.

    Args:
        expected: what is right; of several, any is.
        answer: what was typed.
        symbols: what the letters are, as `{"A": "matrix(n, n)"}` or `A: matrix(n, n); x: vector(n)`.
        form: one of `forms.FORMS`, where the card asks for one.
        restated: expressions that only restate the question.
        layout: `any` takes the transpose as well.
        mistakes: what the author foresaw.
        verify: whether the answer is an author's `verify`, which may differentiate.
        budget: seconds that it may take; a deck's author can wait longer than a learner.
        explain: whether a refutation comes with its witness and diagnoses, which take as long again.

    Raises:
        ReadingError, ShapeError, DeclarationError, FormError: if what the author wrote is at fault.
    """
    started = time.perf_counter()
    scope = scope_of(symbols)
    if form:
        checked(form)
    question = _Question(answer, scope, layout, started + budget, verify, explain)
    choices = (expected,) if isinstance(expected, str) else tuple(expected)
    best: Verdict | None = None
    for choice in choices:
        verdict = _judge(choice, question)
        if verdict.kind == "equivalent":
            wanted, _ = _expected(choice, scope)
            verdict = _in_form(_unless_restated(verdict, scope, restated), form, wanted, question)
        best = _better(best, verdict)
        if best.kind == "equivalent":
            break
    assert best is not None
    if explain and best.kind in ("different", "mis-shaped"):
        best = _with_predicted(best, question, mistakes)
    return replace(best, seconds=time.perf_counter() - started)


_ORDER: tuple[VerdictKind, ...] = (
    "equivalent",
    "wrong-form",
    "undecided",
    "different",
    "mis-shaped",
    "malformed",
)


def _better(one: Verdict | None, other: Verdict) -> Verdict:
    """The verdict that counts, where several answers are right: what is undecided for one is not wrong."""
    if one is None or _ORDER.index(other.kind) < _ORDER.index(one.kind):
        return other
    return other if len(other.diagnoses) > len(one.diagnoses) and other.kind == one.kind else one


def _unless_restated(verdict: Verdict, scope: Scope, restated: Sequence[str]) -> Verdict:
    assert verdict.tree is not None
    for text in restated:
        if restates(verdict.tree, parse(text, scope), scope):
            found = Diagnosis("restated", "This only restates the question: write it another way.")
            return replace(verdict, kind="wrong-form", diagnoses=(found,))
    return verdict


def _in_form(verdict: Verdict, form: str, wanted: Node, question: _Question) -> Verdict:
    if not form or verdict.kind != "equivalent" or verdict.tree is None:
        return verdict
    message = why_not(form, verdict.tree, wanted, question.answer, question.scope)
    return verdict if message is None else replace(verdict, kind="wrong-form", message=message)


def _with_predicted(verdict: Verdict, question: _Question, mistakes: Sequence[Mistake]) -> Verdict:
    """The author's own sentence first, where the answer is a mistake that was foreseen."""
    quick = replace(question, explain=False, layout=None)
    for mistake in mistakes:
        if time.perf_counter() > question.deadline:
            break
        try:
            same = _judge(mistake.answer, quick).kind == "equivalent"
        except ShapeError:  # a mistake may be that it has no shape
            tree = parse(mistake.answer, question.scope)
            same = verdict.tree is not None and restates(verdict.tree, tree, question.scope)
        if same:
            found = Diagnosis("predicted", mistake.say)
            return replace(verdict, diagnoses=(found, *verdict.diagnoses)[:2])
    return verdict


def _judge(expected: str, question: _Question) -> Verdict:
    scope, text = question.scope, question.answer
    wanted_tree, wanted = _expected(expected, scope)
    relation = isinstance(wanted_tree, Relation | And | Or)
    try:
        tree, scope = parse_answer(text, scope, verify=question.verify, drop_left=not relation)
    except ReadingError as error:
        return Verdict("malformed", message=error.message, span=error.span)
    try:
        given = infer(tree, scope, text=text, want=wanted.shape)
    except ShapeError as error:
        return Verdict("mis-shaped", message=error.message, span=error.span, tree=tree)
    if given.shape is None and _may_be_interval(wanted.tree) and not isinstance(given.tree, Tuple):
        found = compare_collections(wanted.tree, given.tree, scope, question.deadline)
        return replace(found, tree=tree)
    if wanted.shape is None or given.shape is None:
        tree, given, problem = _collected(tree, given, wanted, scope, text)
        if problem:
            return replace(problem, tree=tree)
        if wanted.shape is None:
            parted = _other_relation(wanted.tree, given.tree, scope)
            if parted:
                return parted
            found = compare_collections(wanted.tree, given.tree, scope, question.deadline)
            return replace(found, tree=tree)
    if given.shape != wanted.shape and given.shape is not None and not given.shape.is_scalar:
        sized = infer(wanted_tree, scope, text=expected, want=given.shape)
        wanted = sized if sized.shape == given.shape else wanted
    flat = _as_column(tree, given, wanted, scope, text)
    tree, given = flat or (tree, given)
    if given.shape != wanted.shape:
        return _other_shape(wanted_tree, tree, wanted, given, question)
    ends = infinity(wanted.tree), infinity(given.tree)
    if any(ends) and not all(ends) and not _speaks_of_infinity(given.tree, wanted.tree):
        return Verdict("different", "refuted", tree=tree)
    if all(ends) and ends[0] != ends[1]:
        return Verdict("different", "refuted", tree=tree)
    if given.tree == wanted.tree:
        return Verdict("equivalent", "proved", tree=tree)
    reference = Reference(wanted.tree, scope, given.tree, question.deadline)
    remember(reference, f"{expected} of {wanted.shape}")
    if constants_of(scope, wanted.tree, given.tree):
        compared = compare_families(wanted.tree, given.tree, scope, question.deadline)
    else:
        compared = reference.compare(given.tree, proving=True)
    if compared.outcome == "different" and question.layout == "any" and wanted.shape == _turned(wanted):
        turned = reference.compare(Transpose(given.tree), proving=True)
        compared = turned if turned.outcome == "equivalent" else compared
    if compared.outcome != "different" or not question.explain:
        return _without_reasons(compared, tree)
    return _explained(compared, Case(wanted_tree, tree, wanted, given, scope, reference, question.deadline))


def _may_be_interval(node: Node) -> bool:
    """Whether it is a row of two, `[0, 1]`, which is a closed interval too."""
    return isinstance(node, Matrix) and len(node.rows) == 1 and len(node.rows[0]) == 2


def _speaks_of_infinity(*trees: Node) -> bool:
    """Whether every one has an infinity in it."""
    return all(any(infinity(node) for node in walk(tree)) for tree in trees)


def _other_relation(wanted: Node, given: Node, scope: Scope) -> Verdict | None:
    """An equation of arrays where one of scalars is asked, or the other way round."""
    asked, typed = _related(wanted, scope), _related(given, scope)
    if not asked or not typed or asked == typed:
        return None
    message = (
        f"this relates {' and '.join(sorted(typed))}; what is asked relates {' and '.join(sorted(asked))}"
    )
    return Verdict("mis-shaped", message=message, span=given.span, tree=given)


def _related(tree: Node, scope: Scope) -> frozenset[str]:
    """What the relations in a statement are between: scalars, n×1 vectors."""
    found = set()
    for node in walk(tree):
        if isinstance(node, Relation) and node.kind != "in":
            try:
                shapes = [infer(side, scope).shape for side in (node.left, node.right)]
            except ShapeError:
                continue
            arrays = [one for one in shapes if one is not None and not one.is_scalar]
            found.add(f"{arrays[0].described}s" if arrays else "scalars")
    return frozenset(found)


def _turned(shaped: Shaped) -> Shape | None:
    return None if shaped.shape is None else shaped.shape.transposed


def _without_reasons(found: Comparison, answer: Node) -> Verdict:
    if found.outcome == "equivalent":
        certainty: Certainty = "proved" if found.proved else "sampled"
        return Verdict("equivalent", certainty, tree=answer, points=found.points)
    if found.outcome == "undecided":
        return Verdict("undecided", message=UNDECIDED, tree=answer)
    return Verdict("different", "refuted", tree=answer)


def _explained(found: Comparison, case: Case) -> Verdict:
    witness = case.reference.shown(case.given.tree) or found.witness
    case.deadline = min(case.deadline, time.perf_counter() + _DIAGNOSING)
    diagnoses = diagnose(case, partial=found.partial, witness=found.witness)
    point = shown(witness) if witness is not None else None
    return Verdict("different", "refuted", diagnoses, point, tree=case.answer)


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
        if wanted.shape.is_scalar and all(isinstance(item, Num) for item in tree.items):
            if _THOUSANDS.fullmatch(text.strip()):
                whole = parse(text.replace(",", ""), scope)
                return whole, infer(whole, scope, text=text, want=wanted.shape), None
            message = "one number is asked for, not several; decimals stand behind a point"
            return tree, given, Verdict("mis-shaped", message=message, span=tree.span)
        try:
            return column, infer(column, scope, text=text, want=wanted.shape), None
        except ShapeError as error:
            return tree, given, Verdict("mis-shaped", message=error.message, span=error.span)
    if wanted.shape is not None:
        message = "one expression is asked for, not a collection or a relation"
        return tree, given, Verdict("mis-shaped", message=message, span=tree.span)
    return tree, given, None


def _other_shape(
    wanted_tree: Node, tree: Node, wanted: Shaped, given: Shaped, question: _Question
) -> Verdict:
    """An answer of another shape than was asked for: the transpose is different, all else mis-shaped."""
    assert wanted.shape is not None
    assert given.shape is not None
    if given.shape == wanted.shape.transposed:
        turned = Transpose(tree, span=tree.span)
        as_wanted = infer(turned, question.scope, text=question.answer, want=wanted.shape)
        reference = Reference(wanted.tree, question.scope, as_wanted.tree, question.deadline)
        if question.layout == "any":
            found = reference.compare(as_wanted.tree, proving=True)
            if found.outcome != "different" or not question.explain:
                return _without_reasons(found, tree)
            case = Case(wanted_tree, tree, wanted, as_wanted, question.scope, reference, question.deadline)
            return _explained(found, case)
        case = Case(wanted_tree, tree, wanted, given, question.scope, reference, question.deadline)
        return Verdict("different", "refuted", diagnose(case) if question.explain else (), tree=tree)
    message = f"this is {_article(given.shape)}; what is asked is {_article(wanted.shape)}"
    return Verdict("mis-shaped", message=message, span=tree.span, tree=tree)


def _article(shape: Shape) -> str:
    """The shape with its article, by how its first letter is said: an n×1 vector, a d×1 vector, a scalar."""
    said = shape.described
    is_letter_alone = not said[1:2].isalpha()
    return f"an {said}" if said[0] in ("aefhilmnorsx8" if is_letter_alone else "aeiou") else f"a {said}"
