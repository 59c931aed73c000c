"""From what was typed to what is said of it, for every kind of question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.deck.cards import ChoiceAnswer, ClozeAnswer, MathAnswer, NumberAnswer, Recall, TextAnswer
from quizzer.deck.verifying import sides
from quizzer.study.words import judge_words, pattern_of

if TYPE_CHECKING:
    from quizzer.deck.cards import Gap, SingleQuestion
    from quizzer.maths.declarations import Scope
    from quizzer.maths.tree import Span
    from quizzer.maths.verdict import Verdict
    from quizzer.study.asked import Asked

JudgedKind: TypeAlias = Literal["right", "wrong", "slip", "self"]

WORDS = {
    "equivalent": "Equivalent",
    "wrong-form": "Right, but not in the form asked for",
    "different": "Different",
    "mis-shaped": "The sizes do not fit",
    "malformed": "Cannot be read",
    "undecided": "Undecided",
}
"""A verdict in words."""
FAILED = "the judge failed on this answer; judge it yourself"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of an answer.

    Attributes:
        kind: right, wrong, a slip that is asked again, or left to the learner's own grade.
        code: as the log keeps it, in the verdicts' words.
        headline: the verdict in words.
        message: one sentence more, or "".
        span: the columns of the answer that the message speaks of.
        verdict: the judge's own, for mathematics.
        near_miss: whether it is wrong but nearly right.
    """

    kind: JudgedKind
    code: str
    headline: str
    message: str = ""
    span: Span | None = None
    verdict: Verdict | None = None
    near_miss: bool = False

    @property
    def codes(self) -> str:
        """As the log keeps it: the code, and those of what was diagnosed."""
        found = self.verdict.diagnoses if self.verdict else ()
        return " ".join((self.code, *(one.code for one in found)))


VERIFYING = 0.3
"""Seconds for a card's `verify` before its answer is trusted."""
REFUTED = "its own `verify` refutes the deck's answer, so nothing is judged by it; `quizzer check` says where"


def judge_answer(asked: Asked, typed: str) -> Judged:
    """Judge an answer to a question; of choices `typed` holds their numbers, counted from 1.

    Where the judge itself fails, the learner grades: an answer is never lost to a fault of the program's.
    """
    try:
        return _judge(asked, typed)
    except Exception:  # noqa: BLE001 - whatever it is, the learner gets a verdict and no traceback
        return Judged("self", "undecided", WORDS["undecided"], FAILED)


def _judge(asked: Asked, typed: str) -> Judged:
    match asked.question:
        case MathAnswer() as question:
            return _judge_mathematics(question, typed, asked.scope)
        case TextAnswer(accepted=accepted):
            return _worded(typed, [text.text for text in accepted])
        case NumberAnswer(value=value, within=within):
            return _judge_number(typed, value.text, within.text if within else None)
        case ChoiceAnswer():
            return _judge_choice(asked, typed)
        case ClozeAnswer(gaps=gaps):
            return _judge_cloze(gaps, typed, asked.scope)
        case Recall():
            return Judged("self", "self", "Compare")


def right_answers(question: SingleQuestion) -> tuple[str, ...]:
    """What is right, as the deck writes it; of mathematics, expressions, of the rest prose."""
    match question:
        case MathAnswer(answers=answers):
            return tuple(one.text for one in answers)
        case TextAnswer(accepted=accepted):
            return tuple(one.text for one in accepted if not pattern_of(one.text))
        case NumberAnswer(value=value, within=within):
            return (f"{value.text} (within {within.text})" if within else value.text,)
        case ChoiceAnswer(options=options):
            return tuple(one.text.text for one in options if one.is_right)
        case ClozeAnswer(gaps=gaps):
            return tuple(gap.answer.text for gap in gaps)
        case Recall(answer_text=answer):
            return (answer.text,)


def _judge_mathematics(question: MathAnswer, typed: str, scope: Scope) -> Judged:
    from quizzer.maths.grade import Mistake, grade  # noqa: PLC0415 - the judge loads while the learner reads

    if question.verify and is_refuted(question.answers[0].text, question.verify.text, scope):
        return Judged("self", "undecided", "This card is wrong", REFUTED)
    verdict = grade(
        [one.text for one in question.answers],
        typed,
        scope,
        form=question.form or "",
        restated=[one.text for one in question.restated],
        layout=question.layout,
        mistakes=[Mistake(one.answer.text, one.say.text) for one in question.mistakes],
    )
    return _told_by(verdict)


@lru_cache(maxsize=1024)
def is_refuted(answer: str, verify: str, scope: Scope) -> bool:
    """Whether a card's `verify` proves its answer wrong: what is wrong is not taught.

    What cannot be told in a moment, or not read, is for `quizzer check` to say.
    """
    from quizzer.maths.grade import grade  # noqa: PLC0415
    from quizzer.maths.shapes import ShapeError  # noqa: PLC0415
    from quizzer.maths.tokens import ReadingError  # noqa: PLC0415

    said = sides(answer, verify, scope)
    try:
        verdict = grade(said.expected, said.verify, said.scope, verify=True, budget=VERIFYING, explain=False)
    except (ReadingError, ShapeError):
        return False
    return verdict.kind == "different"


def _told_by(verdict: Verdict) -> Judged:
    from quizzer.maths.diagnose import NEAR_MISSES  # noqa: PLC0415

    if verdict.kind == "undecided":
        return Judged("self", verdict.kind, WORDS[verdict.kind], verdict.message, verdict=verdict)
    kind: JudgedKind = "slip" if verdict.is_slip else "right" if verdict.is_right else "wrong"
    near = any(one.code in NEAR_MISSES for one in verdict.diagnoses)
    return Judged(kind, verdict.kind, WORDS[verdict.kind], verdict.message, verdict.span, verdict, near)


def _worded(typed: str, accepted: list[str]) -> Judged:
    match judge_words(typed, accepted):
        case "right":
            return Judged("right", "equivalent", "Right")
        case "near":
            return Judged("slip", "malformed", "Check the spelling", "this is close to a right answer")
        case _:
            return Judged("wrong", "different", "Wrong")


def _judge_number(typed: str, value: str, within: str | None) -> Judged:
    from quizzer.study.numbers import NumberError, is_right_number  # noqa: PLC0415

    try:
        right = is_right_number(typed, value, within)
    except NumberError as error:
        return Judged("slip", "malformed", "No number", str(error), error.span)
    return Judged("right", "equivalent", "Right") if right else Judged("wrong", "different", "Wrong")


def _judge_choice(asked: Asked, typed: str) -> Judged:
    numbers = typed.replace(",", " ").split()
    if not numbers or not all(one.isdecimal() and 1 <= int(one) <= len(asked.options) for one in numbers):
        message = f"choose by number, 1 to {len(asked.options)}"
        return Judged("slip", "malformed", "No choice", message)
    chosen = {int(one) - 1 for one in numbers}
    right = {place for place, option in enumerate(asked.options) if option.is_right}
    if chosen == right:
        return Judged("right", "equivalent", "Right")
    message = ""
    if chosen < right:
        message = "this is right, but more than one of them is"
    elif chosen & right:
        message = "not all of those chosen are right"
    return Judged("wrong", "different", "Wrong", message, near_miss=bool(chosen & right))


def _judge_cloze(gaps: tuple[Gap, ...], typed: str, scope: Scope) -> Judged:
    """The gaps one by one, parted by line ends or ;. What stands between $ signs is mathematics."""
    given = [typed] if len(gaps) == 1 else typed.replace("\n", ";").split(";")
    if len(given) != len(gaps):
        message = f"there are {len(gaps)}, with a ; between what fills them"
        headline = "Too many gaps" if len(given) > len(gaps) else "Not every gap"
        return Judged("slip", "malformed", headline, message)
    found = [_judge_gap(gap.answer.text.strip(), one, scope) for gap, one in zip(gaps, given, strict=True)]
    for one in found:
        if one.kind == "slip":
            return one
    wrong = [place for place, one in enumerate(found, 1) if one.kind == "wrong"]
    if not wrong:
        undecided = next((one for one in found if one.kind == "self"), None)
        return undecided or Judged("right", "equivalent", "Right")
    message = "" if len(gaps) == 1 else f"wrong: gap {', '.join(map(str, wrong))} of {len(gaps)}"
    return Judged("wrong", "different", "Wrong", message, near_miss=len(wrong) < len(gaps))


def _judge_gap(answer: str, typed: str, scope: Scope) -> Judged:
    if len(answer) > 2 and answer.startswith("$") and answer.endswith("$"):
        from quizzer.maths.grade import grade  # noqa: PLC0415

        return _told_by(grade(answer.strip("$"), typed, scope))
    return _worded(typed, [answer])
