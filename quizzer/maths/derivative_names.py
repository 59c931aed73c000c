r"""Derivatives that are declared names: `dL/dy`, `∂L/∂y`, `\frac{\partial L}{\partial y}`, `\nabla_y L`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from quizzer.maths.tokens import Token

_FRACTIONS = ("frac", "tfrac", "dfrac", "cfrac")


class DerivativeName(NamedTuple):
    """A derivative's canonical name (`dL/dy`), the place behind it, and letters of the last run it leaves."""

    name: str
    after: int
    left: int = 0


def derivative_at(tokens: Sequence[Token], at: int, declared: Container[str]) -> DerivativeName | None:
    """The declared derivative that starts at a place, or None."""
    walk = _Walk(tokens, at)
    first = tokens[at]
    try:
        if first.kind == "command" and first.text in _FRACTIONS:
            walk.at += 1
            found = f"d{walk.group()}/d{walk.group()}"
        elif first.text == "{" and first.kind == "open":
            walk.at += 1
            found = f"d{walk.differential()}"
            walk.take("over")
            found += f"/d{walk.differential()}"
            walk.take("}")
        elif first.text in ("nabla", "partial") and walk.text(1) == "_":
            walk.at += 2
            by = walk.name()
            found = f"d{walk.name()}/d{by}"
        elif first.text == "nabla":
            walk.at += 1
            found = f"nabla_{walk.name()}"
        else:
            found = f"d{walk.differential()}"
            walk.take("/")
            found += f"/d{walk.differential()}"
    except _NoNameError:
        return None
    if found in declared:
        return DerivativeName(found, walk.at)
    return _shortened(found, walk, declared)


def _shortened(found: str, walk: _Walk, declared: Container[str]) -> DerivativeName | None:
    """`dL/dyx` as `dL/dy` with an `x` behind it."""
    last = walk.tokens[walk.at - 1]
    if last.kind != "run":
        return None
    for left in range(1, len(last.text)):
        if found[:-left] in declared:
            return DerivativeName(found[:-left], walk.at, left)
    return None


class _NoNameError(Exception):
    """What stands here is no derivative."""


class _Walk:
    """A place among the tokens."""

    def __init__(self, tokens: Sequence[Token], at: int) -> None:
        self.tokens = tokens
        self.at = at

    def text(self, ahead: int = 0) -> str:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)].text

    def take(self, text: str) -> None:
        if self.text() != text:
            raise _NoNameError
        self.at += 1

    def group(self) -> str:
        """A differential in braces."""
        self.take("{")
        found = self.differential()
        self.take("}")
        return found

    def differential(self) -> str:
        """The name behind a ∂ or d."""
        token = self.tokens[self.at]
        if token.kind == "run" and token.text.startswith("d") and len(token.text) > 1:
            self.at += 1
            return token.text[1:] + self.script()
        if not (token.text == "partial" or (token.text == "d" and token.kind in ("run", "name"))):
            raise _NoNameError
        self.at += 1
        return self.name()

    def name(self) -> str:
        token = self.tokens[self.at]
        if token.kind == "open" and token.text == "{":
            self.at += 1
            found = self.name()
            self.take("}")
            return found
        if token.kind not in ("run", "name"):
            raise _NoNameError
        self.at += 1
        return token.text + self.script()

    def script(self) -> str:
        """`_1`, `_{ij}` or a Unicode subscript, as it stands in a name; empty where there is none."""
        token = self.tokens[self.at]
        if token.kind == "subscript":
            self.at += 1
            return "_" + "".join(one.text for one in token.inside)
        if token.text != "_":
            return ""
        self.at += 1
        if self.text() != "{":
            self.at += 1
            return "_" + self.text(-1)
        self.at += 1
        found = ""
        while self.text() not in ("}", ""):
            found += self.text()
            self.at += 1
        self.take("}")
        return "_" + found
