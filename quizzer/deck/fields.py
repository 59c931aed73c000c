"""Fields of a deck's mappings: a text, several texts, a list of mappings; what is of another kind is said.

Nothing is raised. A reader gives None, or leaves out, what it has complained of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from quizzer.deck.spelt import Spelt, problem_at, problem_in
from quizzer.deck.yaml_nodes import Mapping, Sequence
from quizzer.maths.names import nearest

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from quizzer.deck.problems import Problem, Severity
    from quizzer.deck.source import Source
    from quizzer.deck.yaml_nodes import Node

Where: TypeAlias = tuple[str | int, ...]
"""Path of a field: `("cards", 3, "prompt")`."""

QUOTE = "put the whole value in single quotes"
COMMA = "inside of { } and [ ] a comma ends the value: " + QUOTE

_MOST_GUESSES = 40
"""Fields of one mapping that nobody reads, and that are spoken of."""

ELSEWHERE = {
    "a": "answer",
    "alternatives": "answer",
    "back": "answer",
    "category": "family",
    "description": "about",
    "explanation": "note",
    "front": "prompt",
    "group": "family",
    "image": "images",
    "import": "include",
    "language": "lang",
    "mistake": "mistakes",
    "name": "deck",
    "options": "choices",
    "parameters": "vary",
    "q": "prompt",
    "question": "prompt",
    "solution": "answer",
    "title": "deck",
    "tolerance": "within",
    "variables": "symbols",
}
"""What other programs call a field, and what it is called here."""


@dataclass(slots=True)
class Complaints:
    """What is wrong with one file, as it is found."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def at(
        self,
        node: Node,
        where: Where,
        message: str,
        hint: str = "",
        severity: Severity = "error",
        *,
        offset: int = 0,
        length: int = 0,
    ) -> None:
        """Say something of a node; of a text, of some of its characters."""
        path = dotted(where)
        if isinstance(node, Spelt):
            one = problem_at(node, path, message, hint=hint, severity=severity, offset=offset, length=length)
        else:
            length = 1
            if isinstance(node, Mapping) and node.keys:
                first = next(iter(node.keys))
                length = len(first) if node.keys[first] == node.start else 1
            one = problem_in(
                node.source, node.start, node.start + length, path, message, hint=hint, severity=severity
            )
        self.problems.append(one)


def dotted(where: Where) -> str:
    """Return the path of a field as it is written: `cards[3].prompt`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(slots=True)
class Fields:
    """A mapping of the file, its path, and where to complain."""

    mapping: Mapping
    where: Where
    complaints: Complaints
    is_parametric: bool = False
    """Whether the texts of a card may hold placeholders."""

    def __contains__(self, name: str) -> bool:
        return name in self.mapping.entries

    def key(self, name: str) -> Spelt:
        """A field's name, with its place."""
        return self.mapping.key(name)

    def complain(self, name: str, message: str, hint: str = "", severity: Severity = "error") -> None:
        """Say something of a field that is there, at its name."""
        self.complaints.at(self.key(name), (*self.where, name), message, hint, severity)

    def missing(self, message: str, hint: str = "") -> None:
        """Say what is not there, at the mapping's beginning."""
        self.complaints.at(self.mapping, self.where, message, hint)

    def misspells(self, names: Collection[str], known: Collection[str]) -> bool:
        """Whether a field that nobody reads is likely one of these, so that none of them is missed."""
        unknown = islice((name for name in self.mapping.entries if name not in known), _MOST_GUESSES)
        return any(_guess(name, known) in names for name in unknown)

    def text(self, name: str) -> Spelt | None:
        """A field that is one text, not empty; None where there is none."""
        node = self.mapping.entries.get(name)
        if node is None:
            return None
        if isinstance(node, Spelt) and node.text and not node.text.isspace():
            return node
        return as_text(node, (*self.where, name), self.complaints, self, name)

    def texts(self, name: str) -> tuple[Spelt, ...]:
        """A field that is a text or a list of texts; () where there is none."""
        node = self.mapping.entries.get(name)
        if node is None:
            return ()
        if type(node) is Sequence and node.items and all(map(_is_told, node.items)):
            return tuple(node.items)  # type: ignore[arg-type]  # texts, each of them
        where = (*self.where, name)
        if not isinstance(node, Sequence):
            one = as_text(node, where, self.complaints, self, name)
            return () if one is None else (one,)
        if not node.items:
            self.complain(name, f"the list of `{name}` is empty")
        found: list[Spelt] = []
        for at, item in enumerate(node.items):
            one = item if isinstance(item, Spelt) and item.text else None
            if one is None or one.text.isspace():
                one = as_text(item, (*where, at), self.complaints)
            if one is not None:
                found.append(one)
        return tuple(found)

    def mappings(self, name: str) -> list[Fields]:
        """A field that is a list of mappings, or one mapping; [] where there is none."""
        node = self.mapping.entries.get(name)
        if node is None:
            return []
        where = (*self.where, name)
        if isinstance(node, Mapping):
            return [Fields(node, where, self.complaints, self.is_parametric)]
        if not isinstance(node, Sequence):
            self.complain(name, f"`{name}` is a list of mappings", "each item begins with a dash")
            return []
        found = []
        for at, item in enumerate(node.items):
            if isinstance(item, Mapping):
                found.append(Fields(item, (*where, at), self.complaints, self.is_parametric))
            else:
                self.complaints.at(item, (*where, at), f"each of the `{name}` is a mapping of fields")
        return found

    def flag(self, name: str) -> bool:
        """A field that is true or false; false where there is none."""
        one = self.text(name)
        if one is None:
            return False
        word = one.text.lower()
        if word not in ("true", "yes", "on", "false", "no", "off"):
            self.complaints.at(one, (*self.where, name), f"`{name}` is true or false")
        return word in ("true", "yes", "on")

    def check_names(self, known: AbstractSet[str], what: str) -> None:
        """Complain of repeated fields, and of those that nobody reads."""
        if self.mapping.entries.keys() <= known and not self.mapping.repeated:
            return
        for key in self.mapping.repeated[:_MOST_GUESSES]:
            line = self.key(key.text).line
            message = f"`{key.text}` stands here twice; the first is in line {line}"
            self.complaints.at(key, (*self.where, key.text), message, "the first counts: take one out")
        unknown = [name for name in self.mapping.entries if name not in known]
        for name in unknown[:_MOST_GUESSES]:
            node = self.mapping.entries[name]
            hint = _meant(name, known, self.mapping.entries)
            if not hint and isinstance(node, Spelt) and not node.text and not node.style:
                hint = COMMA
            self.complain(name, f"{what} has no field `{_short(name)}`", hint)


def _is_told(node: Node) -> bool:
    """Whether a node is a text that is not empty."""
    return type(node) is Spelt and bool(node.text) and not node.text.isspace()


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


def _meant(name: str, known: Collection[str], present: Collection[str]) -> str:
    guess = _guess(name, known)
    if guess is None:
        return ""
    more = ", which stands here already" if guess in present else ""
    return f"did you mean `{guess}`{more}?"


def _guess(name: str, known: Collection[str]) -> str | None:
    low = name[:40].lower().replace("_", "-").replace(" ", "-")
    guess = ELSEWHERE.get(low) or (low if low in known else nearest(low, sorted(known)))
    return guess if guess in known else None


def as_text(
    node: Node,
    where: Where,
    complaints: Complaints,
    owner: Fields | None = None,
    name: str = "",
) -> Spelt | None:
    """Return a node as a text that is not empty, or complain (of an empty one at its name, if it has one)."""
    if isinstance(node, Spelt):
        if node.text and not node.text.isspace():
            return node
        if owner is not None and not node.style:
            complaints.at(owner.key(name), where, f"`{name}` is empty")
        else:
            complaints.at(node, where, "the text is empty")
        return None
    kind = "mapping" if isinstance(node, Mapping) else "list"
    begins = node.source.text[node.start : node.start + 1]
    hint = f"{QUOTE}: a value that begins with {begins} is a {kind} to YAML" if begins in ("{", "[") else ""
    complaints.at(node, where, f"a text is expected here, and this is a {kind}", hint)
    return None
