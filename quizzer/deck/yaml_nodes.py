"""YAML's events to nodes: every scalar stays the text that was written, with its place.

libyaml's parser gives the events (PyYAML's own where it is missing). YAML's guesses are never asked for, a
repeated key is kept to be reported, and what could be used to exhaust memory has a limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizzer.deck.spelt import Spelt

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.deck.source import Source

DEEPEST = 20
"""Lists and mappings inside each other; a deck needs seven."""
MOST_REPEATED = 100_000
"""Nodes that aliases may repeat in all."""

_STRING_TAGS = (None, "!", "tag:yaml.org,2002:str")


class Sequence:
    """A list."""

    __slots__ = ("items", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.items: list[Node] = []


class Mapping:
    """A mapping; of a key that is repeated the first counts.

    Attributes:
        keys: where each key stands.
        repeated: keys that stood there already.
    """

    __slots__ = ("entries", "keys", "repeated", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, int] = {}
        self.repeated: list[Spelt] = []

    def key(self, name: str) -> Spelt:
        """A key, with its place."""
        return self.spelt(name, self.keys[name])

    def spelt(self, name: str, start: int) -> Spelt:
        """A key that stands at an index."""
        quote = self.source.text[start] if self.source.text[start : start + 1] in ("'", '"') else ""
        return Spelt(name, self.source, start, start + len(name) + 2 * len(quote), quote)


Node: TypeAlias = Spelt | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of YAML's own marks, from one index to another."""

    start: int
    end: int
    message: str
    hint: str = ""
    severe: bool = True


class Fault(Exception):
    """Reading cannot go on: what stands at `start`, inside of what was opened at `opened` (or -1)."""

    def __init__(self, start: int, message: str, hint: str = "", *, opened: int = -1) -> None:
        super().__init__(message)
        self.start = start
        self.message = message
        self.hint = hint
        self.opened = opened


def build(source: Source, text: str) -> tuple[Node | None, list[Remark]]:
    """Return the first document of a text as nodes, or None if there is none, and remarks.

    Args:
        source: the file that the nodes are to point into.
        text: its text, of the same length: what was blanked out in it is not read.

    Raises:
        Fault: for what this program cannot take.
        yaml.YAMLError: for what is no YAML.
    """
    marks = _Marks(source)
    root: Node | None = None
    mapping, items, key, key_start = None, None, None, 0  # what is open, and the key that waits for its value
    outer: list[tuple[Mapping | None, list[Node] | None, str | None, int]] = []
    next_event = _events(text)
    while (event := next_event()) is not None:  # this loop is most of what loading costs
        kind = type(event)
        node: Node
        if kind is ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                node = marks.scalar(event)
            elif mapping is not None and key is None:
                key, key_start = event.value, event.start_mark.index
                continue
            else:
                node = Spelt(
                    event.value, source, event.start_mark.index, event.end_mark.index, event.style or ""
                )
                if items is not None:
                    items.append(node)
                    continue
                if key is not None and mapping is not None and key not in mapping.entries:
                    mapping.entries[key] = node
                    mapping.keys[key] = key_start
                    key = None
                    continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node = marks.opened(event, len(outer))
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if marks.growing:
                marks.closed(mapping if mapping is not None else items)
            mapping, items, key, key_start = outer.pop()
            continue
        elif kind is AliasEvent:
            node = marks.repeated(event)
        elif kind is DocumentStartEvent and root is not None:
            marks.second_document(event)
            break
        else:
            continue

        if mapping is not None:
            if key is None:
                key, key_start = _name(node), event.start_mark.index
                continue
            entries = mapping.entries
            if key in entries:
                mapping.repeated.append(mapping.spelt(key, key_start))
            else:
                entries[key] = node
                mapping.keys[key] = key_start
            key = None
        elif items is not None:
            items.append(node)
        else:
            root = node
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            outer.append((mapping, items, key, key_start))
            key = None
            mapping, items = (node, None) if isinstance(node, Mapping) else (None, _items(node))
    marks.finish()
    return root, marks.remarks


def _events(text: str) -> Callable[[], Any]:
    """Return what gives libyaml's events, None at the end; PyYAML's own, far slower, where it is missing."""
    parser: Any = yaml.CLoader(text) if yaml.__with_libyaml__ else yaml.Loader(text)
    get_event: Callable[[], Any] = parser.get_event
    return get_event


def _items(node: Node) -> list[Node]:
    assert isinstance(node, Sequence)
    return node.items


def _name(node: Node) -> str:
    if not isinstance(node, Spelt):
        raise Fault(node.start, "a field's name is a text", "put a value that begins with [ or { in quotes")
    return node.text


class _Marks:
    """Tags, anchors and aliases: what they stand for, and what is to be said of them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.remarks: list[Remark] = []
        self.growing: list[tuple[Mapping | Sequence, str]] = []
        """Named nodes that are still open."""
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._unused: dict[str, int] = {}
        self._repeated = 0

    def scalar(self, event: Any) -> Spelt:
        """Return the node of a scalar that has a tag or an anchor."""
        node = Spelt(
            event.value, self.source, event.start_mark.index, event.end_mark.index, event.style or ""
        )
        if event.tag not in _STRING_TAGS:
            self._tagged(event)
        if event.anchor is not None:
            self._named(event, node, 1)
        return node

    def opened(self, event: Any, depth: int) -> Mapping | Sequence:
        """Return the node of a list or mapping that begins."""
        start = event.start_mark.index
        if depth >= DEEPEST:
            raise Fault(start, f"lists and mappings stand more than {DEEPEST} deep inside each other")
        is_mapping = type(event) is MappingStartEvent
        node = Mapping(self.source, start) if is_mapping else Sequence(self.source, start)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self._named(event, node, 0)
            self.growing.append((node, event.anchor))
        return node

    def closed(self, what: Mapping | list[Node] | None) -> None:
        """End a list or a mapping, which may be the innermost of those that have a name."""
        node, name = self.growing[-1]
        if what is node or (isinstance(node, Sequence) and what is node.items):
            self.growing.pop()
            if self._anchors[name][0] is node:
                self._anchors[name] = (node, _count(node))

    def repeated(self, event: Any) -> Node:
        """Return the node that an alias stands for."""
        name, start = event.anchor, event.start_mark.index
        quote = "a value that begins with * needs quotes"
        if name not in self._anchors:
            raise Fault(start, f"`*{name}` repeats nothing: no `&{name}` stands before it", quote)
        node, size = self._anchors[name]
        if size == 0:
            raise Fault(start, f"`*{name}` repeats what it stands in", quote)
        self._unused.pop(name, None)
        self._repeated += size
        if self._repeated > MOST_REPEATED:
            raise Fault(start, f"aliases repeat more than {MOST_REPEATED:,} values in all", "write them out")
        return node

    def second_document(self, event: Any) -> None:
        """Remark on what follows the deck."""
        start = event.start_mark.index
        message = "a second document begins here and is not read: a deck is one"
        self.remarks.append(Remark(start, start + 3, message))

    def finish(self) -> None:
        """Remark on what stands under a name for nothing: most likely the & belonged to the text."""
        hint = "put a value that begins with & in quotes"
        for name, start in self._unused.items():
            message = f"`&{name}` is left out of the text, as a name that nothing repeats"
            self.remarks.append(Remark(start, start + len(name) + 1, message, hint, severe=False))

    def _named(self, event: Any, node: Node, size: int) -> None:
        """Keep a node under its name; a size of 0 says that it is still open."""
        self._anchors[event.anchor] = (node, size)
        self._unused[event.anchor] = event.start_mark.index

    def _tagged(self, event: Any) -> None:
        start = event.start_mark.index
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"the tag `{tag}` means nothing here"
        self.remarks.append(Remark(start, start + len(tag), message, "quote a value that begins with !"))


def _count(node: Node) -> int:
    """Return how many nodes there are in one, itself and what aliases repeat included."""
    if isinstance(node, Spelt):
        return 1
    below = node.items if isinstance(node, Sequence) else node.entries.values()
    return 1 + sum(map(_count, below))
