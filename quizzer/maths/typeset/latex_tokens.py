"""LaTeX cut into tokens with their columns, and the error that names one."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 4000
"""Characters of a formula; what is longer was never written for one screen."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\d+(?:\.\d+)?|\s+|.|\\\Z", re.DOTALL)


class LatexError(Exception):
    """A formula that cannot be set; `column` counts from 0 and stands where the fault was met."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class Token(NamedTuple):
    """A command with its backslash, a number, or one character; empty at the formula's end."""

    text: str
    column: int


ENDS = frozenset(("}", "&", "\\\\", "\\right", "\\end", "\\middle"))
"""What only the reading that was begun further out can take."""


def tokens_of(source: str) -> list[Token]:
    """The tokens without white space, and an empty one behind them.

    Raises:
        LatexError: if there are too many.
    """
    if len(source) > LONGEST:
        raise LatexError(f"a formula has at most {LONGEST} characters", LONGEST)
    tokens = [Token(match[0], match.start()) for match in _TOKEN.finditer(source) if not match[0].isspace()]
    return [*tokens, Token("", len(source))]


def stray(token: Token) -> LatexError:
    """The error for a token that ends something which was not begun."""
    told = {
        "}": "} closes no brace",
        "&": "& stands outside of a matrix",
        "\\\\": "\\\\ stands outside of a matrix",
        "\\right": "\\right has no \\left",
        "\\middle": "\\middle has no \\left",
        "\\end": "\\end has no \\begin",
    }
    return LatexError(told.get(token.text, f"{token.text} cannot stand here"), token.column)
