"""Tokens, and the error of a text that cannot be read: one sentence and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.maths.tree import Span

if TYPE_CHECKING:
    from fractions import Fraction

    from quizzer.maths.signs import Kind


class Token(NamedTuple):
    r"""A token: its kind, its normal spelling, where it stands, and whether white space stands before it.

    `run` is a row of letters and digits as typed, to be split along declared names; `name` is one name for
    certain (a Greek letter, `\mathbf{x}`). `number` holds its exact value; Unicode scripts their tokens.
    """

    kind: Kind
    text: str
    span: Span
    spaced: bool = False
    value: Fraction | None = None
    inside: tuple[Token, ...] = ()

    def moved(self, by: int) -> Token:
        """The token some columns further right."""
        inside = tuple(token.moved(by) for token in self.inside)
        return self._replace(span=Span(self.span.start + by, self.span.end + by), inside=inside)


class ReadingError(Exception):
    """A text that cannot be read: one sentence, and the columns it speaks of."""

    def __init__(self, message: str, span: Span) -> None:
        self.message = in_one_line(message)
        self.span = span
        super().__init__(self.message)


def in_one_line(message: str) -> str:
    """A sentence that quotes what was typed, without line ends and control codes."""
    return message if message.isprintable() else "".join(c if c.isprintable() else " " for c in message)


_LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """What was typed, its middle left out where it is long."""
    text = text.strip()
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:30]}…{text[-25:]}"
