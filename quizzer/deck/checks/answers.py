"""Mathematical answers: read, shaped, in their form, of one meaning, right by their own `verify`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.deck.checks.report import Issue
from quizzer.deck.checks.witnesses import parting
from quizzer.deck.verifying import index_in_verify, sides
from quizzer.maths.forms import FormError, checked
from quizzer.maths.grade import expression, grade
from quizzer.maths.parse import parse
from quizzer.maths.restated import restates
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import Span

if TYPE_CHECKING:
    from quizzer.deck.cards import MathAnswer
    from quizzer.deck.checks.verified import Certainty
    from quizzer.deck.spelt import Spelt
    from quizzer.maths.declarations import Scope
    from quizzer.maths.shapes import Shaped
    from quizzer.maths.tree import Node
    from quizzer.maths.verdict import Verdict

LONGEST = 240
"""Characters of an answer that anyone will type."""

PATIENCE = 10.0
"""Seconds that one `verify` may take: derivatives by large matrices are many."""

LIST = "a list of answers means any of them; a vector, matrix or set goes into quotes"


def named(asked: MathAnswer) -> dict[str, Spelt]:
    """Return the texts of a question by the paths of their fields."""
    found = dict(_listed("answer", asked.answers))
    if asked.verify is not None:
        found["verify"] = asked.verify
    found |= dict(_listed("not", asked.restated))
    for at, mistake in enumerate(asked.mistakes):
        found[f"mistakes[{at}].answer"] = mistake.answer
    if asked.form_spelt is not None:
        found["form"] = asked.form_spelt
    return found


def _listed(name: str, texts: tuple[Spelt, ...]) -> list[tuple[str, Spelt]]:
    return [(name if len(texts) == 1 else f"{name}[{at}]", text) for at, text in enumerate(texts)]


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a question, and how surely its `verify` gives the answer (None: not at all)."""

    issues: tuple[Issue, ...]
    certainty: Certainty | None = None


@lru_cache(maxsize=20_000)
def answer_findings(asked: MathAnswer, scope: Scope) -> Findings:
    """Return what a question's check comes to; cached by its texts, for they rarely change all at once."""
    checking = _Checking(asked, scope)
    return Findings(tuple(checking.all()), checking.certainty)


class _Checking:
    def __init__(self, asked: MathAnswer, scope: Scope) -> None:
        self.asked = asked
        self.scope = scope
        self.found: list[Issue] = []
        self.certainty: Certainty | None = None

    def all(self) -> list[Issue]:
        asked = self.asked
        read = {field: self.read(field, text.text) for field, text in _listed("answer", asked.answers)}
        if all(read.values()):
            self.form()
            self.alternatives()
            self.verify()
            self.value()
        for field, text in _listed("not", asked.restated):
            self.restated(field, text.text, [one for one in read.values() if one])
        is_sound = all(read.values())
        for at, mistake in enumerate(asked.mistakes):
            self.mistake(f"mistakes[{at}].answer", mistake.answer.text, is_sound=is_sound)
        return self.found

    def say(self, *args: object, **kwargs: object) -> None:
        self.found.append(Issue(*args, **kwargs))  # type: ignore[arg-type]

    def read(self, field: str, text: str) -> tuple[Node, Shaped] | None:
        """Read an expression as the judge will read it."""
        if len(text) > LONGEST:
            told = f"the answer has {len(text):,} characters: nobody will type that"
            self.say(field, told, "ask for a part of it, or in `steps`", "warning")
        try:
            tree, shaped = expression(text, self.scope)
        except (ReadingError, ShapeError) as error:
            self.broken(field, error)
            return None
        return tree, shaped

    def broken(self, field: str, error: ReadingError | ShapeError, shift: int = 0) -> None:
        """Say why an expression has no meaning; `shift` is where it begins in its field."""
        is_read = isinstance(error, ShapeError)
        told = f"has no shape: {error.message}" if is_read else f"cannot be read: {error.message}"
        length = max(1, error.span.end - error.span.start)
        is_alone = field == "verify" and error.message.startswith("`answer` is not declared")
        hint = (
            "`answer` stands for the answer in an equation, as in `diff(answer, x) = cos(x)`"
            if is_alone
            else ""
        )
        self.say(field, told, hint, "error", error.span.start + shift, length)

    def form(self) -> None:
        """Whether the form is known, and the answer itself has it."""
        asked = self.asked
        if asked.form is None:
            return
        try:
            checked(asked.form)
        except FormError as error:
            self.say("form", str(error))
            return
        first = asked.answers[0].text
        verdict = grade(first, first, self.scope, form=asked.form)
        if verdict.kind == "wrong-form":
            field = "answer" if len(asked.answers) == 1 else "answer[0]"
            told = verdict.message.rstrip(".") or "the answer is in another form"
            self.say(field, f"the answer is not {asked.form} itself: {told}")

    def alternatives(self) -> None:
        """Whether several answers are one."""
        first, *others = (one.text for one in self.asked.answers)
        for at, other in enumerate(others, start=1):
            verdict = self.judged(first, other)
            if verdict.kind == "undecided":
                told = "whether this equals the first answer could not be decided"
                self.say(f"answer[{at}]", told, "", "warning")
            elif not verdict.is_right:
                told = f"this is not the first answer: {parting(verdict, 'the first', 'this')}"
                self.say(f"answer[{at}]", told, LIST)

    def verify(self) -> None:
        """Whether the answer is what its `verify` comes to, or solves the equation that it is."""
        asked = self.asked
        if asked.verify is None:
            return
        answer = asked.answers[0].text
        compared = sides(answer, asked.verify.text, self.scope)
        try:
            verdict = self.judged(compared.expected, compared.verify, compared.scope, verify=True)
        except (ReadingError, ShapeError) as error:  # of an equation's right side: an answer was read before
            self.broken("verify", error, compared.right)
            return
        if verdict.kind == "undecided":
            told = "whether it gives the answer could not be decided"
            self.say("verify", told, "say in a note how the answer follows", "warning")
        elif verdict.is_slip and (error_ := self.fault(compared.verify, compared.scope)) is not None:
            start = error_.span.start
            if compared.is_equation:
                start = index_in_verify(asked.verify.text, answer, start)
            self.broken("verify", error_, start - error_.span.start)
        elif not verdict.is_right:
            field = "answer" if len(asked.answers) == 1 else "answer[0]"
            if compared.is_equation:
                told = parting(verdict, "its right side", "its left side")
                self.say(field, f"it does not solve its verify: {told}")
            else:
                told = parting(verdict, "the answer", "it")
                self.say(field, f"its verify refutes it: {told}")
        else:
            self.certainty = "proved" if verdict.certainty == "proved" else "sampled"

    def value(self) -> None:
        """Whether an answer with which nothing is compared has a value anywhere."""
        first, *others = (one.text for one in self.asked.answers)
        if others or self.asked.verify is not None:
            return
        verdict = grade(first, f"-(-({first}))", self.scope, budget=PATIENCE, explain=False)
        if verdict.kind == "undecided":
            self.say("answer", "the answer has a value at none of the points that were tried", "", "warning")

    def judged(
        self, expected: str, answer: str, scope: Scope | None = None, *, verify: bool = False
    ) -> Verdict:
        """Judge one of the author's expressions by another, with a witness where they part."""
        layout, scope = self.asked.layout, self.scope if scope is None else scope
        found = grade(expected, answer, scope, layout=layout, verify=verify, budget=PATIENCE, explain=False)
        if found.kind != "different":
            return found
        return grade(expected, answer, scope, layout=layout, verify=verify, budget=PATIENCE)

    def fault(self, text: str, scope: Scope | None = None) -> ReadingError | ShapeError | None:
        """Return why an expression of the author's, taken alone, has no meaning."""
        scope = self.scope if scope is None else scope
        try:
            infer(parse(text, scope, verify=True), scope, text=text)
        except (ReadingError, ShapeError) as error:
            return error
        return None

    def restated(self, field: str, text: str, answers: list[tuple[Node, Shaped]]) -> None:
        """Whether a `not` form can be read, and is not the answer."""
        try:
            tree = parse(text, self.scope)
        except ReadingError as error:
            self.broken(field, error)
            return
        for answer, _ in answers:
            if restates(answer, tree, self.scope):
                self.say(
                    field, "this refuses the answer itself", "`not` holds what only restates the question"
                )

    def mistake(self, field: str, text: str, *, is_sound: bool) -> None:
        """Whether a mistake can be read, and is one. It may be one because it has no shape."""
        if not is_sound:
            if isinstance(error := self.fault(text), ReadingError):
                self.broken(field, error)
            return
        asked = self.asked
        verdict = grade(
            [one.text for one in asked.answers],
            text,
            self.scope,
            form=asked.form if asked.form is not None and _is_form(asked.form) else "",
            restated=[one.text for one in asked.restated if _reads(one.text, self.scope)],
            layout=asked.layout,
            explain=False,
        )
        if verdict.kind == "equivalent":
            self.say(field, "this mistake is right: it equals the answer")
        elif verdict.kind == "malformed":
            span = verdict.span or Span(0, len(text))
            self.broken(field, ReadingError(verdict.message, span))


def _is_form(name: str) -> bool:
    try:
        checked(name)
    except FormError:
        return False
    return True


def _reads(text: str, scope: Scope) -> bool:
    try:
        parse(text, scope)
    except ReadingError:
        return False
    return True
