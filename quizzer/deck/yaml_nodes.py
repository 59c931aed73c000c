"""YAML's events to nodes: every scalar stays the text that was written, with its place.

libyaml's parser gives the events (PyYAML's own where it is missing). YAML's guesses are never asked for, a
repeated key is kept to be reported, and what could be used to exhaust memory has a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    from collections.abc import Iterator

    from quizzer.deck.source import Source

DEEPEST = 20
"""Lists and mappings inside each other; a deck needs seven."""
MOST_REPEATED = 100_000
"""Nodes that aliases may repeat in all."""

_STRING_TAGS = (None, "!", "tag:yaml.org,2002:str")


@dataclass(slots=True)
class Sequence:
    """A list."""

    source: Source
    start: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """A mapping; of a key that is repeated the first counts."""

    source: Source
    start: int
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    """Where each key stands."""
    repeated: list[Spelt] = field(default_factory=list)

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
    builder = _Builder(source)
    for event in _events(text):
        kind = type(event)
        if kind is ScalarEvent:
            # A large deck has hundreds of thousands of these: what nearly all are goes the short way.
            if event.tag is not None or event.anchor is not None:
                builder.marked_scalar(event)
            elif builder.items is not None:
                start = event.start_mark.index
                builder.items.append(
                    Spelt(event.value, source, start, event.end_mark.index, event.style or "")
                )
            elif builder.key is None and builder.entries is not None:
                builder.key = event.value
                builder.key_start = event.start_mark.index
            else:
                start = event.start_mark.index
                builder.add(Spelt(event.value, source, start, event.end_mark.index, event.style or ""))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            builder.open(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            builder.close()
        elif kind is AliasEvent:
            builder.alias(event)
        elif kind is DocumentStartEvent and builder.root is not None:
            start = event.start_mark.index
            builder.remarks.append(
                Remark(start, start + 3, "a second document begins here and is not read: a deck is one")
            )
            break
    builder.finish()
    return builder.root, builder.remarks


def _events(text: str) -> Iterator[Any]:
    """Yield libyaml's events; where it is missing PyYAML's own, the same and twenty times slower."""
    parser: Any = yaml.CLoader(text) if yaml.__with_libyaml__ else yaml.Loader(text)
    try:
        yield from iter(parser.get_event, None)
    finally:
        parser.dispose()


class _Builder:
    """The node that is open, the list or mapping in it that grows, and the key that waits for its value."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.remarks: list[Remark] = []
        self.node: Mapping | Sequence | None = None
        self.items: list[Node] | None = None
        """Those of the open node, if it is a list."""
        self.entries: dict[str, Node] | None = None
        """Those of the open node, if it is a mapping."""
        self.key: str | None = None
        self.key_start = 0
        self.outer: list[tuple[Mapping | Sequence | None, str | None, int]] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.growing: list[tuple[Mapping | Sequence, str]] = []
        """Named nodes that are still open."""
        self.unused: dict[str, int] = {}
        self.repeated = 0

    def marked_scalar(self, event: Any) -> None:
        """Add a scalar that has a tag or an anchor."""
        start = event.start_mark.index
        node = Spelt(event.value, self.source, start, event.end_mark.index, event.style or "")
        if event.tag not in _STRING_TAGS:
            self.tagged(event)
        if event.anchor is not None:
            self.anchored(event, node, 1)
        self.add(node)

    def open(self, event: Any) -> None:
        """Begin a list or a mapping."""
        start = event.start_mark.index
        if len(self.outer) >= DEEPEST:
            raise Fault(start, f"lists and mappings stand more than {DEEPEST} deep inside each other")
        is_mapping = type(event) is MappingStartEvent
        node = Mapping(self.source, start) if is_mapping else Sequence(self.source, start)
        if event.tag is not None:
            self.tagged(event)
        self.add(node)
        if event.anchor is not None:
            self.anchored(event, node, 0)
            self.growing.append((node, event.anchor))
        self.outer.append((self.node, self.key, self.key_start))
        self._enter(node, None, 0)

    def close(self) -> None:
        """End the open node."""
        closed = self.node
        if self.growing and self.growing[-1][0] is closed:
            node, name = self.growing.pop()
            if self.anchors[name][0] is node:
                self.anchors[name] = (node, _count(node))
        self._enter(*self.outer.pop())

    def _enter(self, node: Mapping | Sequence | None, key: str | None, start: int) -> None:
        self.node, self.key, self.key_start = node, key, start
        self.items = node.items if isinstance(node, Sequence) else None
        self.entries = node.entries if isinstance(node, Mapping) else None

    def add(self, node: Node) -> None:
        """Put a finished or opened node where it belongs."""
        parent = self.node
        if parent is None:
            self.root = node
        elif isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.key is None:
            if not isinstance(node, Spelt):
                quote = "put a value that begins with [ or { in quotes"
                raise Fault(node.start, "a field's name is a text", quote)
            self.key, self.key_start = node.text, node.start
        else:
            key, self.key = self.key, None
            if key in parent.entries:
                parent.repeated.append(parent.spelt(key, self.key_start))
            else:
                parent.entries[key] = node
                parent.keys[key] = self.key_start

    def alias(self, event: Any) -> None:
        name, start = event.anchor, event.start_mark.index
        quote = "a value that begins with * needs quotes"
        if name not in self.anchors:
            raise Fault(start, f"`*{name}` repeats nothing: no `&{name}` stands before it", quote)
        node, size = self.anchors[name]
        if size == 0:
            raise Fault(start, f"`*{name}` repeats what it stands in", quote)
        self.unused.pop(name, None)
        self.repeated += size
        if self.repeated > MOST_REPEATED:
            raise Fault(start, f"aliases repeat more than {MOST_REPEATED:,} values in all", "write them out")
        self.add(node)

    def anchored(self, event: Any, node: Node, size: int) -> None:
        """Keep a node under its name; a size of 0 says that it is still open."""
        self.anchors[event.anchor] = (node, size)
        self.unused[event.anchor] = event.start_mark.index

    def tagged(self, event: Any) -> None:
        start = event.start_mark.index
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        self.remarks.append(
            Remark(
                start,
                start + len(tag),
                f"the tag `{tag}` means nothing here",
                "quote a value that begins with !",
            )
        )

    def finish(self) -> None:
        """Remark on what stands under a name for nothing: most likely the & belonged to the text."""
        hint = "put a value that begins with & in quotes"
        for name, start in self.unused.items():
            message = f"`&{name}` is left out of the text, as a name that nothing repeats"
            self.remarks.append(Remark(start, start + len(name) + 1, message, hint, severe=False))


def _count(node: Node) -> int:
    """Return how many nodes there are in one, itself and what aliases repeat included."""
    if isinstance(node, Spelt):
        return 1
    below = node.items if isinstance(node, Sequence) else node.entries.values()
    return 1 + sum(map(_count, below))
