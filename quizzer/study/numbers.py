"""Numbers typed as an answer: read like any mathematics, right within the card's tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flint import arb

    from quizzer.maths.tree import Span

_BITS = 256


class NumberError(ValueError):
    """A text that is no number: one sentence, and the columns it speaks of."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


class Tolerance(NamedTuple):
    """How far a number may be off: `amount` itself or, where `relative`, that share of the right one."""

    amount: str
    relative: bool


def read_tolerance(within: str) -> Tolerance:
    """`0.01`, or `1%` of the value."""
    text = within.strip()
    return Tolerance(text.removesuffix("%").strip(), text.endswith("%"))


def is_right_number(typed: str, value: str, within: str | None = None) -> bool:
    """Whether a typed number lies within the tolerance of the value, its bounds included.

    Raises:
        NumberError: if what was typed, or a text of the card, is no number.
    """
    from quizzer.maths.equivalence import at_precision  # noqa: PLC0415 - the judge loads while the learner reads

    with at_precision(_BITS):
        off = abs(_number(typed) - _number(value))
        if within is None:
            return bool(off.contains(0))
        amount, relative = read_tolerance(within)
        allowed = abs(_number(amount))
        if relative:
            allowed *= abs(_number(value)) / 100
        return not off > allowed


def _number(text: str) -> arb:
    from flint import arb  # noqa: PLC0415

    from quizzer.maths.declarations import Scope  # noqa: PLC0415
    from quizzer.maths.evaluate import Evaluator, Point  # noqa: PLC0415
    from quizzer.maths.parse import parse  # noqa: PLC0415
    from quizzer.maths.shapes import ShapeError, infer  # noqa: PLC0415
    from quizzer.maths.tokens import ReadingError  # noqa: PLC0415
    from quizzer.maths.values import Exhausted, Imprecise, Undefined  # noqa: PLC0415

    scope = Scope()
    try:
        shaped = infer(parse(text, scope, drop_left=True), scope, text=text)
        found = Evaluator(Point({}, {})).value(shaped.tree)
    except (ReadingError, ShapeError) as error:
        raise NumberError(error.message, error.span) from None
    except (Undefined, Imprecise, Exhausted, ArithmeticError):
        raise NumberError("this has no value") from None
    if not isinstance(found, arb) or not found.is_finite():
        raise NumberError("one real number is asked for")
    return found
