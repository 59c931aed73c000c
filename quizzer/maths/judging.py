"""One answer beside one right answer: read, shaped, compared, and explained where it is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.maths import clock
from quizzer.maths.collections import compare_collections
from quizzer.maths.diagnose import Case, diagnose
from quizzer.maths.equivalence import Comparison, Reference
from quizzer.maths.families import compare_families, constants_of
from quizzer.maths.formulas import infinity
from quizzer.maths.memory import remember
from quizzer.maths.parse import parse
from quizzer.maths.plainest import plainest
from quizzer.maths.renamed_constants import parse_answer
from quizzer.maths.shapes import Shaped, ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import (
    And,
    Call,
    Delta,
    Identity,
    Matrix,
    Node,
    Num,
    Or,
    Relation,
    SetOf,
    Sym,
    Transpose,
    Tuple,
    walk,
)
from quizzer.maths.verdict import (
    UNDECIDED,
    Certainty,
    Verdict,
)
from quizzer.maths.witness import shown

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope
    from quizzer.maths.sizes import Shape


THOUSANDS = re.compile(r"[+−-]?\$?[1-9]\d{0,2}(,\d{3})+(\.\d+)?\$?")
"""A number with its thousands set apart, which is read as a tuple."""

_DIAGNOSING = 0.3  # seconds of them that looking for what went wrong may take


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every right answer in turn."""

    answer: str
    scope: Scope
    layout: str | None
    deadline: float
    verify: bool = False
    explain: bool = True


@lru_cache(maxsize=512)
def expected_of(text: str, scope: Scope) -> tuple[Node, Shaped]:
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


_UNSOLVED = "this is an equation; its solutions are asked for, one by one"


def _unsolved(wanted: Node, text: str, scope: Scope) -> Node | None:
    """An equation such as `x^2 = 1` where a set is asked for: its left side is no name of the set."""
    if not isinstance(wanted, SetOf) or "=" not in text:
        return None
    try:
        whole, _ = parse_answer(text, scope)
    except ReadingError:
        return None
    if not isinstance(whole, Relation) or whole.kind != "=" or isinstance(whole.left, Sym | Call):
        return None
    return None if isinstance(whole.right, SetOf) else whole


def _has_open_sizes(tree: Node) -> bool:
    """Whether something in it has the size of what stands beside it, as a bare I."""
    return any(isinstance(node, Identity | Delta) for node in walk(tree))


def judged(expected: str, question: Question) -> Verdict:
    """The verdict on an answer beside one right one, whatever its form.

    Raises:
        ReadingError, ShapeError: if what is right cannot be read or has no shape.
    """
    scope, text = question.scope, question.answer
    wanted_tree, wanted = expected_of(expected, scope)
    relation = isinstance(wanted_tree, Relation | And | Or)
    try:
        tree, scope = parse_answer(text, scope, verify=question.verify, drop_left=not relation)
    except ReadingError as error:
        return Verdict("malformed", message=error.message, span=error.span)
    unsolved = _unsolved(wanted_tree, text, scope)
    if unsolved is not None:
        return Verdict("mis-shaped", message=_UNSOLVED, span=unsolved.span, tree=unsolved)
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
    witness = plainest(case.reference, case.given.tree) or found.witness
    case.deadline = min(case.deadline, clock.now() + _DIAGNOSING)
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
            if THOUSANDS.fullmatch(text.strip()):
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


def _other_shape(wanted_tree: Node, tree: Node, wanted: Shaped, given: Shaped, question: Question) -> Verdict:
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
