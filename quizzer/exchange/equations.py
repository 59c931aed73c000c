"""An equation of a note, made into an answer that the program has checked, or the reason why it could not.

Declarations and meanings are tried, most likely first, until the judge finds both sides equal. What it
refutes for every reading is tried once more under conditions that notes forget, such as symmetry.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.exchange.asking import (
    Meaning,
    expanded,
    in_answer_language,
    meanings,
)
from quizzer.exchange.letters import names_used, proposals
from quizzer.exchange.misreadings import function_of_matrix, misreading
from quizzer.exchange.tex import membership, unspaced
from quizzer.maths.declarations import DeclarationError, read_scope
from quizzer.maths.grade import expression, grade
from quizzer.maths.parse import parse
from quizzer.maths.restated import restates
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.as_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzer.exchange.context import Context
    from quizzer.exchange.letters import Use
    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Node
    from quizzer.maths.verdict import Verdict

Fate: TypeAlias = Literal["verified", "unverified", "refuted", "untold"]

PATIENCE = 5.0
"""Seconds that one comparison may take."""
_LONGEST = 20.0  # seconds for one equation in all
_MOST_SHAPED = 12  # readings that have a shape, and are judged
_FORGOTTEN = ("symmetric", "spd", "orthogonal")
_INTEGRAL = re.compile(
    r"\\int(?![A-Za-z_^])\s*(?P<body>.+?)\s*(?:\\mathrm\s*\{\s*d\s*\}|d)\s*(?P<by>[A-Za-z])$"
)
_COMPUTED = re.compile(r"\b(?:diff|grad|jacobian|hessian|E)\(")
_OF_MATRICES = re.compile(r"(?:det|[Tt]r|trace|rank|adj|vec)(?![A-Za-z])|\\top(?![A-Za-z])|\^\s*\{?\s*T\b")
_SQUARE = re.compile(r"(?:matrix\((\w+), \1\)|(?:square|invertible)\((\w+)\))$")


@dataclass(frozen=True, slots=True)
class Told:
    """What an equation came to.

    Attributes:
        fate: whether its two sides were found equal, could not be compared, or were found different.
        answer: the right side in the answer language.
        verify: what computes the left side; "" where nothing does.
        restated: the left side in the answer language, where it is no answer to itself.
        symbols: what the letters were taken for.
        remarks: sentences for the deck's author.
        words: what the question must add.
        reason: why it was not verified.
        conditions: what the note does not say, but must be said: "A is symmetric".
    """

    fate: Fate
    answer: str = ""
    verify: str = ""
    restated: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    words: str = ""
    reason: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class _Trial:
    """One reading: a meaning of the left side under declarations."""

    meaning: Meaning
    symbols: Mapping[str, str]
    answer: str
    tree: Node


def told(left: str, right: str, context: Context, asked: list[Meaning] | None = None) -> Told:
    """What the equation of two sides, both LaTeX, comes to; `asked` is what the left one means, if known."""
    if inside := membership(right):
        right = inside[0]
    own = in_answer_language(unspaced(right), context)
    right = in_answer_language(expanded(unspaced(right), context), context)
    if why := misreading(left, right, context, asked):
        return Told("untold", reason=why)
    if asked is None and (integral := _integral(left, right, context)) is not None:
        return integral
    asked = meanings(left, context) if asked is None else asked
    if not asked:
        return _without_verify(left, own, context)
    found = _Settling(left, right, context, asked).settled()
    return _in_own_letters(found, left, own, context) if own != right and found.fate == "verified" else found


def _in_own_letters(found: Told, left: str, own: str, context: Context) -> Told:
    """A verified answer in the letters that the question defines: of P = …, that P^2 is P."""
    plain = _without_verify(left, own, context)
    if plain.fate != "unverified":
        return found
    remark = "The program has compared both sides, with what the question defines put in."
    return replace(
        plain, fate="verified", reason="", remarks=(remark, *found.remarks), conditions=found.conditions
    )


class _Settling:
    def __init__(self, left: str, right: str, context: Context, asked: list[Meaning]) -> None:
        self.left, self.right, self.context, self.asked = left, right, context, asked
        self.until = time.monotonic() + _LONGEST
        self.reading = "no shapes were found under which both sides have a meaning"
        self.undecided: _Trial | None = None
        self.refuted: _Trial | None = None

    def settled(self) -> Told:
        for count, trial in enumerate(self.trials()):
            verdict = self.judged(trial)
            if verdict.is_right:
                return self.narrowed(trial) if self.refuted else self.verified(trial)
            if verdict.kind == "undecided":
                self.undecided = self.undecided or trial
            elif self.refuted is None and verdict.kind == "different":
                self.refuted = trial
            if count >= _MOST_SHAPED or time.monotonic() > self.until:
                break
        if self.refuted is not None:
            return self.rescued(self.refuted)
        if self.undecided is not None:
            trial = self.undecided
            reason = "whether the left side comes to this could not be decided"
            return Told(
                "unverified", trial.answer, "", "", trial.symbols, reason=reason, words=trial.meaning.words
            )
        return Told("untold", reason=self.reading)

    def trials(self) -> Iterator[_Trial]:
        """Readings in which both sides have one shape, likely declarations first."""
        known: dict[tuple[Use, ...], list[tuple[int, dict[str, str]]]] = {}
        ranked: list[tuple[int, int, int, Meaning, dict[str, str]]] = []
        for order, meaning in enumerate(self.asked):
            uses = tuple(names_used((_law_free(meaning.verify), self.right), meaning.by))
            if uses not in known:
                known[uses] = list(proposals(list(uses), self._with_law()))
            ranked += [(tier, order, at, meaning, kinds) for at, (tier, kinds) in enumerate(known[uses])]
        for _, _, _, meaning, symbols in sorted(ranked, key=lambda one: one[:3]):
            if (trial := self.shaped(meaning, symbols)) is not None:
                yield trial
            if time.monotonic() > self.until:
                return

    def _with_law(self) -> Context:
        """A random vector's covariance is positive definite, its mean a vector."""
        law = self.context.law
        if law is None:
            return self.context
        x, mean, spread = law
        is_vector = (
            x in self.context.bold or self.context.nouns.get(x) == "vector" or x in self.context.shapes
        )
        if not is_vector and not spread.lstrip("\\")[:1].isupper():
            return self.context
        kinds = {spread: "spd", **self.context.kinds}
        nouns = {x: "vector", mean: "vector", **self.context.nouns}
        return replace(self.context, kinds=kinds, nouns=nouns)

    def shaped(self, meaning: Meaning, symbols: Mapping[str, str]) -> _Trial | None:
        try:
            scope = read_scope(dict(symbols))
            tree, found = expression(self.right, scope)
            asked = infer(
                parse(meaning.verify, scope, verify=True), scope, text=meaning.verify, want=found.shape
            )
        except (ReadingError, ShapeError, DeclarationError) as error:
            if isinstance(error, ReadingError):
                self.reading = f"it cannot be read: {error.message}"
            return None
        if found.shape != asked.shape:
            return None
        return _Trial(meaning, symbols, _typed(tree, scope), tree)

    def judged(
        self, trial: _Trial, symbols: Mapping[str, str] | None = None, *, explain: bool = False
    ) -> Verdict:
        scope = read_scope(dict(symbols or trial.symbols))
        return grade(trial.answer, trial.meaning.verify, scope, verify=True, budget=PATIENCE, explain=explain)

    def verified(self, trial: _Trial) -> Told:
        remarks = [trial.meaning.remark] if trial.meaning.remark else []
        for name, kind in trial.symbols.items():
            condition = re.fullmatch(r"(symmetric|invertible)\((\w+)\)", kind)
            if condition is None or (condition[1] == "invertible" and _inverts(trial, name)):
                continue
            general = {**trial.symbols, name: f"matrix({condition[2]}, {condition[2]})"}
            if self.judged(trial, general).is_right:
                remarks.append(f"It holds for every square {name}: the note need not ask for {condition[1]}.")
        return Told(
            "verified",
            trial.answer,
            _plain(trial.meaning.verify, trial.symbols),
            _restated(trial),
            trial.symbols,
            tuple(remarks),
            trial.meaning.words,
        )

    def narrowed(self, trial: _Trial) -> Told:
        """What was refuted for likelier declarations, and holds for others: the question must say those."""
        told = self.verified(trial)
        assert self.refuted is not None
        before = self.refuted.symbols
        names = [
            name
            for name, kind in trial.symbols.items()
            if kind.split("(")[0] != before.get(name, kind).split("(")[0]
        ]
        if not names:
            return told
        rescued = self.rescued(self.refuted)  # 2 A x is right for a symmetric A, rather than for numbers
        to_numbers = any(trial.symbols[name] == "scalar" for name in names)
        if rescued.fate != "refuted" or (to_numbers and _OF_MATRICES.search(self.left + self.right)):
            return rescued  # nobody means the determinant of a number
        kinds = " and ".join(f"${name}$ is a {trial.symbols[name].partition('(')[0]}" for name in names)
        others = ", ".join(f"{name}: {before[name]}" for name in names)
        remark = f"It does not hold for {others}; the question says so."
        return replace(told, conditions=kinds, remarks=(remark, *told.remarks))

    def rescued(self, trial: _Trial) -> Told:
        """The equation under a condition that the note forgot; else as what it is, refuted."""
        square = [name for name, kind in trial.symbols.items() if _SQUARE.match(kind) and name[:1].isupper()]
        for condition in _FORGOTTEN:
            for names in (chosen for size in (1, 2) for chosen in combinations(square, size)):
                if time.monotonic() > self.until:
                    break
                stricter = dict(trial.symbols)
                for name in names:
                    size = re.search(r"\((\w+)", stricter[name])
                    stricter[name] = f"{condition}({size[1] if size else 'n'})"
                if self.judged(trial, stricter).is_right:
                    told = self.verified(replace(trial, symbols=stricter))
                    word = "positive definite" if condition == "spd" else condition
                    said = (
                        " and ".join(f"${name}$" for name in names)
                        + (" is " if len(names) == 1 else " are ")
                        + word
                    )
                    remark = (
                        f"The note does not say so, but it holds only where {said}; the question says it."
                    )
                    return replace(told, remarks=(remark, *told.remarks), conditions=said)
        if name := function_of_matrix(f"{self.left} {self.right}", trial.symbols):
            reason = f"a function of the matrix {name} goes by entries here, and may not in the note"
            return Told("untold", reason=reason)
        explained = self.judged(trial, explain=True)
        if any(one.code == "domain" for one in explained.diagnoses):  # nothing was compared: it was misread
            return Told("untold", reason="what stands left has a value nowhere, as it is read here")
        if _determines(trial, self.right):
            return Told("untold", reason="it holds for what it determines, and not for all values")
        why = explained.diagnoses[0].message if explained.diagnoses else "a counterexample was found"
        return Told("refuted", trial.answer, "", "", trial.symbols, reason=why)


def _integral(left: str, right: str, context: Context) -> Told | None:
    """An antiderivative with its constant, checked by differentiating; None of what is no such equation."""
    found = _INTEGRAL.match(unspaced(left))
    constant = re.search(r"\+\s*([CcK])\s*$", right)
    if found is None or constant is None:
        return None
    plain = right[: constant.start()].strip()
    inner = told(f"\\frac{{d}}{{d{found['by']}}} \\left( {plain} \\right)", found["body"], context)
    if inner.fate != "verified" or inner.conditions:
        return Told("untold", reason=inner.reason or f"it holds only where {inner.conditions}")
    symbols = {**inner.symbols, constant[1]: "constant"}
    try:
        scope = read_scope(dict(symbols))
        tree, _ = expression(right, scope)
    except (ReadingError, ShapeError, DeclarationError) as error:
        return Told("untold", reason=f"it cannot be read: {error}")
    remark = "The program has differentiated the answer: that gives what is integrated."
    return Told("verified", _typed(tree, scope), symbols=symbols, remarks=(remark,))


def _without_verify(left: str, right: str, context: Context) -> Told:
    """An equation whose left side only names something: nothing checks the right side, the answer."""
    reason = "no shapes were found under which the right side has a meaning"
    uses = names_used((right,))
    for _, symbols in proposals(uses, context):
        try:
            scope = read_scope(dict(symbols))
            tree, _ = expression(right, scope)
        except (ReadingError, ShapeError, DeclarationError) as error:
            reason = f"it cannot be read: {error.message}" if isinstance(error, ReadingError) else reason
            continue
        why = f"nothing computes {left}: compare the answer with your source"
        return Told("unverified", _typed(tree, scope), symbols=symbols, reason=why)
    return Told("untold", reason=reason)


def _typed(tree: Node, scope: Scope) -> str:
    """A tree as one types it: δ_ij without braces, σ as a letter, no dot where a space says the same."""
    text = text_of(tree, "ascii")
    shape = infer(tree, scope).shape
    for pattern, shorter in (
        (r"_\{(\w),(\w)\}", r"_\1\2"),
        (r"\bsigmoid\(", "σ("),
        (r" \\cdot ", " "),
        (r" \\otimes ", " ⊗ "),
    ):
        if pattern.startswith(r"\bs") and "sigma" in scope.symbols:
            continue
        changed = re.sub(pattern, shorter, text)
        try:
            if changed != text and infer(parse(changed, scope), scope, text=changed).shape == shape:
                text = changed
        except (ReadingError, ShapeError):
            continue
    return text


def _law_free(verify: str) -> str:
    """A verify without the words of E(…; x ~ normal(…)), whose letters are declared nevertheless."""
    return re.sub(r"^E\((.*); (\S+) ~ normal\((.*)\)\)$", r"\1 ; \2 ; \3", verify)


def _plain(verify: str, symbols: Mapping[str, str]) -> str:
    """The verify as one would type it; as LaTeX where it cannot be written so."""
    scope = read_scope(dict(symbols))
    tree = parse(verify, scope, verify=True)
    text = text_of(tree, "ascii")
    if "sigma" not in scope.symbols:
        text = re.sub(r"\bsigmoid\(", "σ(", text)
    try:
        return text if parse(text, scope, verify=True) == tree else verify
    except ReadingError:
        return verify


def _restated(trial: _Trial) -> str:
    """The left side as an answer that only restates the question; "" where it is none, or right."""
    if re.match(r"(?:diff|grad|jacobian|hessian|E|\(jacobian|\(\(?jacobian)\(", trial.meaning.verify):
        return ""
    scope = read_scope(dict(trial.symbols))
    try:
        tree, _ = expression(trial.meaning.verify, scope)
    except (ReadingError, ShapeError):
        return ""
    try:
        return "" if restates(trial.tree, tree, scope) else text_of(tree, "ascii")
    except RecursionError:
        return ""


def _determines(trial: _Trial, written: str) -> bool:
    """Whether an equation is one to be solved or a condition, as `A x = b` and `x^T y = 0` are.

    Each side has a letter that the other lacks, or nothing stands right, where `written` does.
    """
    if _COMPUTED.search(trial.meaning.verify):
        return False
    if trial.answer.strip() == "0":
        return True
    left, right = ({use.name for use in names_used((side,))} for side in (trial.meaning.verify, written))
    return bool(left - right and right - left)


def _inverts(trial: _Trial, name: str) -> bool:
    text = trial.answer + trial.meaning.verify
    return bool(re.search(rf"{name}\^(?:-|\{{-)|inv\(|log", text))
