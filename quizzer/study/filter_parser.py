"""The language in which cards are looked for: from a line of text to a condition, errors with their columns.

    filter     is  any
    any        is  all ("or" all)*
    all        is  one+
    one        is  "-" one | "(" any ")" | condition
    condition  is  FIELD ":" value | "is:" STATE | ("prop:")? PROPERTY OP NUMBER | value
    value      is  WORD | '"' … '"'

So `tag:gradient -is:suspended ease<2` are the cards with such a tag that are not suspended and hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

FIELDS = ("deck", "tag", "family", "kind", "id", "prompt", "answer")
STATES = (
    "due",
    "new",
    "learned",
    "again",
    "overdue",
    "mature",
    "leech",
    "flagged",
    "suspended",
    "buried",
    "parametric",
)
PROPERTIES = ("ease", "interval", "due", "reviews", "passed", "lapses")
KINDS = ("answer", "text", "number", "choices", "cloze", "recall", "steps")
DEEPEST = 32
"""How deep brackets may stand within brackets."""

Operator: TypeAlias = Literal["<", "<=", "=", "!=", ">=", ">"]

_KEY = re.compile(r"([A-Za-z]+):")
_PROPERTY = re.compile(r"([A-Za-z]+)(<=|>=|!=|<|>|=)(\S*)\Z")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?\Z")


class FilterError(Exception):
    """What cannot be read of a filter: one sentence, and the columns that it speaks of."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        """From 0."""
        self.end = max(end, start + 1)
        """The column after the last."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a card holds somewhere."""

    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of a card begins with or holds; `whole`: it is that and no more."""

    name: str
    value: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """One of STATES."""

    name: str


@dataclass(frozen=True, slots=True)
class Property:
    """A number of PROPERTIES, compared."""

    name: str
    operator: Operator
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever does not fulfil a condition."""

    one: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the conditions; none: every card."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the conditions."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Text | Field | State | Property | Not | All | Any
EVERY = All(())
"""What an empty line asks for."""


class Token(NamedTuple):
    """A piece of the line. A word's `key` is what stands before its colon."""

    kind: Literal["word", "-", "(", ")", "or", "end"]
    start: int
    end: int
    key: str = ""
    value: str = ""
    quoted: bool = False


def parse_filter(text: str) -> Condition:
    """Read a filter; of a blank one, every card fulfils it.

    Raises:
        FilterError: it cannot be read.
    """
    parser = _Parser(_tokens(text))
    if parser.peek().kind == "end":
        return EVERY
    found = parser.any_of(0)
    if (token := parser.peek()).kind != "end":
        raise FilterError("this bracket is not opened", token.start, token.end)
    return found


# ---------------------------------------------------------------- tokens


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()" or (character == "-" and text[at + 1 : at + 2].strip()):
            found.append(Token("-" if character == "-" else "(" if character == "(" else ")", at, at + 1))
            at += 1
        else:
            found.append(_word(text, at))
            at = found[-1].end
    return [*found, Token("end", len(text), len(text))]


def _word(text: str, start: int) -> Token:
    key = _KEY.match(text, start)
    at = key.end() if key else start
    name = key[1] if key else ""
    if text[at : at + 1] == '"':
        end = text.find('"', at + 1)
        if end < 0:
            raise FilterError("this quote is not closed", at, len(text))
        return Token("word", start, end + 1, name, text[at + 1 : end], quoted=True)
    end, depth = at, 0
    while end < len(text) and not text[end].isspace():
        depth += (text[end] == "(") - (text[end] == ")")
        if depth < 0:
            break  # closes a bracket that was opened before the word
        end += 1
    value = text[at:end]
    return Token("or" if not name and value.lower() == "or" else "word", start, end, name, value)


# ---------------------------------------------------------------- grammar


class _Parser:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token:
        return self.tokens[self.at]

    def advance(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def any_of(self, depth: int) -> Condition:
        """Any is all ("or" all)*."""
        parts = [self.all_of(depth)]
        while self.peek().kind == "or":
            self.advance()
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def all_of(self, depth: int) -> Condition:
        """All is one+."""
        parts: list[Condition] = []
        while self.peek().kind not in ("or", ")", "end"):
            parts.append(self.one(depth))
        if not parts:
            token = self.peek()
            before = self.tokens[self.at - 1] if self.at else token
            raise FilterError("a condition is missing here", before.start, before.end)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, depth: int) -> Condition:
        """One is "-" one | "(" any ")" | condition."""
        token = self.advance()
        if depth > DEEPEST:
            raise FilterError(f"brackets within brackets go no deeper than {DEEPEST}", token.start, token.end)
        if token.kind == "-":
            if self.peek().kind not in ("word", "(", "-"):
                raise FilterError("a condition is missing after -", token.start, token.end)
            return Not(self.one(depth + 1))
        if token.kind == "(":
            found = self.any_of(depth + 1)
            if self.peek().kind != ")":
                raise FilterError("this bracket is not closed", token.start, token.end)
            self.advance()
            return found
        return _condition(token)


def _condition(token: Token) -> Condition:
    key = token.key.lower()
    if token.key and not token.value.strip():
        raise FilterError(f"what stands after {token.key}: is missing{_offer(key)}", token.start, token.end)
    if key == "is":
        return State(_known(token.value.lower(), STATES, "no state", token, len(token.key) + 1))
    if key == "kind":
        return Field(
            key, _known(token.value.lower(), KINDS, "no kind", token, len(token.key) + 1), whole=True
        )
    if key in FIELDS:
        return Field(key, token.value, token.quoted)
    if (key == "prop" or not key) and not token.quoted and (found := _property(token)):
        return found
    if key == "prop":
        raise FilterError("a property is compared with a number: prop:ease<2", token.start, token.end)
    if key:
        _known(key, (*FIELDS, "is", "prop"), "no field", token, 0)
    return Text(token.value)


def _property(token: Token) -> Property | None:
    found = _PROPERTY.match(token.value)
    if found is None:
        return None
    offset = token.end - len(token.value) - token.start
    name, operator, number = found.groups()
    known = _known(name.lower(), PROPERTIES, "no property", token, offset)
    if not _NUMBER.match(number):
        start = token.start + offset + found.start(3)
        raise FilterError(f"{known} is compared with a number, as in {known}{operator}2", start, token.end)
    return Property(known, _OPERATORS[operator], float(number))


_OPERATORS: dict[str, Operator] = {"<": "<", "<=": "<=", "=": "=", "!=": "!=", ">=": ">=", ">": ">"}


def _known(word: str, known: Collection[str], what: str, token: Token, offset: int) -> str:
    """The word, if it is known; else say which was perhaps meant, or which there are."""
    if word in known:
        return word
    said = f"{what} `{word}`; " + (did_you_mean(word, known) or f"there are {', '.join(known)}")
    if what in ("no field", "no property"):
        said += " (in quotes it is looked for as it stands)"
    start = token.start + offset
    end = start + len(word) if what in ("no field", "no property") else token.end
    raise FilterError(said, start, end)


def _offer(key: str) -> str:
    named = {"is": STATES, "kind": KINDS}.get(key)
    return f": one of {', '.join(named)}" if named else ""
