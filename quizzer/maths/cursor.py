"""Where a reading stands: the tokens, the place among them, and what they are read in the light of."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.runs import declared_as, split, unknown
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import Node, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.maths.declarations import Scope

DEEPEST = 50
"""Brackets, powers and functions inside each other."""

_STEPS = 60_000  # operands read in all; what goes beyond can only be a guess at bars that branches

_JOINTS = {
    **dict.fromkeys(("or", "OR", "Or"), "or"),
    **dict.fromkeys(("and", "AND", "And"), "and"),
    **dict.fromkeys(("in", "∈"), "in"),
    **dict.fromkeys(("∪", "U", "u", "union", "cup"), "∪"),
}
"""Words and signs between relations and sets, by what they mean."""

_CLOSERS = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩", "<": ">"}


class Cursor:
    """Tokens with a place among them."""

    def __init__(self, text: str, tokens: list[Token], scope: Scope, *, verify: bool, numpy: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.scope = scope
        self.verify = verify
        self.numpy = numpy
        self.at = 0
        self.end = 0  # the column behind the last token read
        self.closer = ""  # what ends the innermost bracket: a closing bracket, | or ‖
        self.by_space = False  # inside [1 2; 3 4], where a space parts entries
        self.bound: frozenset[str] = frozenset()  # the indices of the sums around
        self.sign = 0  # which sign a ± has in this reading; 0 until one is met
        self.met_plus_minus = False
        self._depth = 0
        self._steps = 0
        self._bases = scope.bases

    @property
    def next(self) -> Token:
        """The token that stands next."""
        return self.tokens[self.at]

    def look(self, ahead: int = 1) -> Token:
        """The token some places further, or the stop."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else self.tokens[-1]

    def is_op(self, *texts: str) -> bool:
        """Whether an operator of one of these spellings stands next."""
        token = self.tokens[self.at]
        return token.kind == "op" and token.text in texts

    def advance(self) -> Token:
        """Take the next token."""
        token = self.tokens[self.at]
        if token.kind != "stop":
            self.at += 1
        self.end = token.span.end
        return token

    def accept(self, *texts: str) -> Token | None:
        """Take the next token if it is an operator of one of these spellings."""
        return self.advance() if self.is_op(*texts) else None

    def since(self, start: int) -> Span:
        """The columns from `start` to the end of the last token read."""
        return Span(start, max(start, self.end))

    def fail(self, message: str, span: Span | None = None) -> ReadingError:
        """The error for what stands next, to be raised."""
        if span is None:
            span = self.next.span
            if self.next.kind == "stop" and span.start:
                span = Span(span.start - 1, span.start)
        return ReadingError(message, span)

    def step(self) -> None:
        """Count an operand; a reading that guesses too often ends here."""
        self._steps += 1
        if self._steps > _STEPS:
            raise self.fail("this has too many bars | to tell which belong together; write abs(…) or norm(…)")

    @contextmanager
    def inside(self, closer: str, *, by_space: bool = False) -> Iterator[None]:
        """Read what a bracket holds."""
        before = self.closer, self.by_space
        self.closer, self.by_space = closer, by_space
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.fail(f"this is nested more than {DEEPEST} deep")
        try:
            yield
        finally:
            self._depth -= 1
            self.closer, self.by_space = before

    def close(self, opened: Token, closers: tuple[str, ...] = ()) -> Token:
        """Take the bracket that closes `opened`.

        Raises:
            ReadingError: if it is missing or another one stands there.
        """
        wanted = closers or (_CLOSERS[opened.text],)
        if self.next.kind == "close" and self.next.text in wanted:
            return self.advance()
        shown = opened.text.lstrip("\\")
        if self.next.kind == "stop":
            raise self.fail(f"the bracket {shown} is not closed", opened.span)
        if self.next.kind == "close":
            raise self.fail(f"{shown} is closed by {self.next.text.lstrip(chr(92))}")
        raise self.fail(self.unexpected())

    def unexpected(self) -> str:
        """The sentence for a token that cannot stand here."""
        token = self.next
        if token.kind == "method":
            return f"`.{token.text}` has nothing before it"
        if token.kind == "close":
            return f"{token.text.lstrip(chr(92))} closes a bracket that was not opened"
        if token.kind == "number":
            return "two numbers stand side by side; an operator is missing between them"
        if token.text in ("|", "‖"):
            return "this bar has no partner"
        return f"`{token.text}` cannot stand here"

    def joins(self, *words: str) -> bool:
        """Whether a word that joins relations or sets stands next: `or`, `and`, `in`, `U`."""
        token = self.next
        if token.kind not in ("run", "op", "name"):
            return False
        text = token.text
        if text in self.scope.symbols and token.kind != "op":
            return False
        found = _JOINTS.get(text, "")
        if found == "in" and token.kind != "op" and not (token.spaced and self.look().kind == "open"):
            return False  # `in` is also i n
        if found == "∪" and token.kind != "op":
            before = self.tokens[self.at - 1]
            found = found if before.kind == "close" and self.look().kind == "open" else ""
        return bool(found) and (not words or found in words)

    def spread(self) -> None:
        """Split the run that stands next along the known names, in its place.

        Raises:
            ReadingError: if it holds a name that nobody declared.
        """
        token = self.next
        if token.kind != "run":
            return
        after = self.look()
        called = after.kind == "open" and after.text in ("(", "[", "{", "\\{")
        subscripted = after.kind == "subscript" or (after.kind == "op" and after.text == "_")
        bound = self.bound
        if subscripted:
            bound |= self._bases | {"delta"}
        pieces = split(token.text, self.scope, bound, called, self.verify)
        if pieces is None:
            raise ReadingError(unknown(token.text, self.scope, called), token.span)
        self.tokens[self.at : self.at + 1] = _placed(token, pieces, self.scope)

    def part(self, first: int) -> None:
        """Split the token that stands next behind its first letters or digits."""
        self.part_at(self.at, first)

    def part_at(self, place: int, first: int) -> None:
        """Split the token at a place behind its first letters or digits.

        A reading may be tried and taken back, so tokens are parted, never eaten from.
        """
        token = self.tokens[place]
        start, end = token.span
        if first >= len(token.text):
            return
        pieces: list[Token] = []
        for text, span in (
            (token.text[:first], Span(start, start + first)),
            (token.text[first:], Span(start + first, end)),
        ):
            value = Fraction(text) if token.kind == "number" else None
            spaced = token.spaced and not pieces
            pieces.append(token._replace(text=text, span=span, spaced=spaced, value=value))
        self.tokens[place : place + 1] = pieces

    def expression(self) -> Node:
        """A sum: what stands between brackets, commas and relations."""
        raise NotImplementedError

    def juxtaposed(self, *, whole: bool) -> Node:
        """Factors side by side, as a function without parentheses takes them."""
        raise NotImplementedError

    def term(self) -> Node:
        """Factors joined by any kind of product or quotient."""
        raise NotImplementedError

    def factor(self) -> Node:
        """An operand with its powers, transposes and subscripts."""
        raise NotImplementedError


def _placed(token: Token, pieces: tuple[str, ...], scope: Scope) -> list[Token]:
    """The pieces of a run as tokens, each at its own columns."""
    start = token.span.start
    placed: list[Token] = []
    for piece in pieces:
        span = Span(start, start + len(piece)) if len(pieces) > 1 else token.span
        spaced = token.spaced and not placed
        if name := declared_as(piece, scope):
            placed.append(Token("name", name, span, spaced))
        elif piece.isdigit():
            placed.append(Token("number", piece, span, spaced, Fraction(piece)))
        else:
            placed.append(Token("name", piece, span, spaced))
        start += len(piece)
    return placed
