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

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.maths import clock
from quizzer.maths.declarations import Scope, read_scope
from quizzer.maths.forms import checked, why_not
from quizzer.maths.judging import THOUSANDS, Question, expected_of, judged
from quizzer.maths.parse import parse
from quizzer.maths.renamed_constants import parse_answer
from quizzer.maths.restated import restates
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import And, Node, Or, Relation
from quizzer.maths.verdict import (
    Certainty,
    Diagnosis,
    Mistake,
    Reading,
    Verdict,
    VerdictKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


def scope_of(symbols: Mapping[str, str] | str | Scope) -> Scope:
    """The scope of declarations; without any, single letters are scalars.

    Raises:
        DeclarationError: for a declaration that cannot be read.
    """
    if isinstance(symbols, Scope):
        return symbols
    return read_scope(symbols, open_names=not symbols)


def expression(text: str, symbols: Mapping[str, str] | str | Scope) -> tuple[Node, Shaped]:
    """An author's expression as the judge will read it: its tree as written, and with its shapes settled.

    Raises:
        ReadingError, ShapeError, DeclarationError: if it is none.
    """
    return expected_of(text, scope_of(symbols))


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
        tree, shaped = expected_of(expected, scope)
        want, relation = shaped.shape, isinstance(tree, Relation | And | Or)
    if want is not None and want.is_scalar and THOUSANDS.fullmatch(text.strip()):
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
    started = clock.start()
    scope = scope_of(symbols)
    if form:
        checked(form)
    question = Question(answer, scope, layout, started + budget, verify, explain)
    choices = (expected,) if isinstance(expected, str) else tuple(expected)
    best: Verdict | None = None
    for choice in choices:
        verdict = judged(choice, question)
        if verdict.kind == "equivalent":
            wanted, _ = expected_of(choice, scope)
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


def _in_form(verdict: Verdict, form: str, wanted: Node, question: Question) -> Verdict:
    if not form or verdict.kind != "equivalent" or verdict.tree is None:
        return verdict
    message = why_not(form, verdict.tree, wanted, question.answer, question.scope)
    return verdict if message is None else replace(verdict, kind="wrong-form", message=message)


def _with_predicted(verdict: Verdict, question: Question, mistakes: Sequence[Mistake]) -> Verdict:
    """The author's own sentence first, where the answer is a mistake that was foreseen."""
    quick = replace(question, explain=False, layout=None)
    for mistake in mistakes:
        if clock.is_over(question.deadline):
            break
        try:
            same = judged(mistake.answer, quick).kind == "equivalent"
        except ShapeError:  # a mistake may be that it has no shape
            tree = parse(mistake.answer, question.scope)
            same = verdict.tree is not None and restates(verdict.tree, tree, question.scope)
        if same:
            found = Diagnosis("predicted", mistake.say)
            return replace(verdict, diagnoses=(found, *verdict.diagnoses)[:2])
    return verdict
