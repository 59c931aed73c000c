"""`symbols:` of a deck, a card, a step: declarations by name, the inner ones over the outer ones, and scopes.

Cards that declare the same share one mapping and one scope: a deck of thousands has a handful.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.deck.fields import COMMA
from quizzer.deck.spelt import Spelt
from quizzer.deck.yaml_nodes import Mapping
from quizzer.maths.declarations import DeclarationError, Scope, read_declaration, read_names, read_scope

if TYPE_CHECKING:
    from collections import abc

    from quizzer.deck.fields import Complaints, Fields, Where


@dataclass(frozen=True, slots=True)
class Declared:
    """Declarations as written, by canonical name, and the scope that they make."""

    symbols: abc.Mapping[str, str]
    scope: Scope

    @classmethod
    def of(cls, symbols: abc.Mapping[str, str], values: abc.Mapping[str, str] | None = None) -> Declared:
        """Declarations that have been found readable, with values put in for placeholders."""
        return cls(symbols, scope_with(symbols, values or {}))


_SPACED = re.compile(r"\w+(?: +\w+)+")

NOTHING = Declared({}, read_scope({}, open_names=True))


@dataclass(slots=True)
class Declarations:
    """The declarations of one file, each set of them read once."""

    _known: dict[tuple[object, ...], Declared] = field(default_factory=dict)

    def inside(
        self, outer: Declared, fields: Fields, values: abc.Mapping[str, str] | None = None
    ) -> Declared | None:
        """Return what holds where `fields` may add `symbols:` to the outer ones; None if they can't be read.

        `values` are put in for a parametric card's placeholders before anything is read.
        """
        node = fields.mapping.entries.get("symbols")
        if node is None:
            return outer
        where = (*fields.where, "symbols")
        if not isinstance(node, Mapping):
            fields.complain(
                "symbols", "`symbols` is a mapping from names to what they are", "such as `x, a: vector(n)`"
            )
            return None
        signature: tuple[object, ...] | None = None
        if not node.repeated:
            flat = [one.text if isinstance(one, Spelt) else None for one in node.entries.values()]
            signature = (id(outer), tuple(node.entries), tuple(flat), tuple((values or {}).items()))
            if signature in self._known:
                return self._known[signature]
        own = _read(node, where, fields.complaints, values or {})
        if own is None:
            return None
        found = Declared.of({**outer.symbols, **own}, values)
        if signature is not None:
            self._known[signature] = found
        return found


def _read(
    node: Mapping, where: Where, complaints: Complaints, values: abc.Mapping[str, str]
) -> dict[str, str] | None:
    """Return the declarations of one mapping, or None once something has been complained of."""
    before = len(complaints.problems)
    own: dict[str, str] = {}
    for key in node.repeated:
        complaints.at(key, (*where, key.text), f"`{key.text}` is declared twice")
    for names, kind in node.entries.items():
        key = node.key(names)
        here = (*where, names)
        if not isinstance(kind, Spelt):
            complaints.at(kind, here, "a declaration is a text such as `vector(n)`")
            continue
        written = filled(kind.text, values)
        in_flow = node.source.text.startswith("{", node.start)
        if not _check_kind(kind, written, key, here, complaints, in_flow=in_flow):
            continue
        if spaced := _SPACED.search(names):
            message = f"`{spaced[0]}` is not a name"
            complaints.at(key, here, message, "put a comma between two names", offset=spaced.start())
            continue
        try:
            found = read_names(names)
        except DeclarationError as error:
            complaints.at(key, here, str(error), offset=max(0, error.offset))
            continue
        for name in found:
            if name in own:
                complaints.at(key, here, f"`{name}` is declared twice")
            own[name] = kind.text
    return own if len(complaints.problems) == before else None


def _check_kind(
    kind: Spelt, written: str, key: Spelt, here: Where, complaints: Complaints, *, in_flow: bool
) -> bool:
    """Whether a declaration can be read; complains if not. A comma ends it in a flow, between { and }."""
    if not written.strip():
        hint = COMMA if ")" in key.text else "such as `scalar`, `vector(n)` or `matrix(m, n)`"
        complaints.at(key, here, f"nothing says what `{key.text}` is", hint)
        return False
    try:
        read_declaration(written)
    except DeclarationError as error:
        hint = ""
        if written.count("(") > written.count(")"):
            hint = COMMA if in_flow else "the bracket is not closed"
        offset = min(error.offset, len(kind.text) - 1) if written == kind.text else 0
        complaints.at(kind, here, str(error), hint, offset=offset)
        return False
    return True


def scope_with(symbols: abc.Mapping[str, str], values: abc.Mapping[str, str]) -> Scope:
    """Return the scope of declarations with values put in; without any, single letters are scalars."""
    written = {name: filled(kind, values) for name, kind in symbols.items()} if values else symbols
    return read_scope(written, open_names=not symbols)


def filled(text: str, values: abc.Mapping[str, str]) -> str:
    """Return a declaration with values put in for placeholders."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
