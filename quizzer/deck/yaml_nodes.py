"""YAML's events to nodes: every scalar stays the text that was written, with its place.

libyaml's parser gives the events (PyYAML's own where it is missing). YAML's guesses are never asked for, a
repeated key is kept to be reported, and what could be used to exhaust memory has a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

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

try:
    from yaml.cyaml import CParser
except ImportError:  # PyYAML built without libyaml: the same events, some twenty times slower
    CParser = None

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

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
        start = self.keys[name]
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


class Fault(Exception):  # noqa: N818
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
            builder.scalar(event)
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


def _events(text: str) -> Iterator[Event]:
    parser = CParser(text) if CParser is not None else yaml.Loader(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


class _Builder:
    """The nodes that are open, outermost first, and the key that waits for its value in each mapping."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.remarks: list[Remark] = []
        self.open_nodes: list[Mapping | Sequence] = []
        self.waiting: list[Spelt | None] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.unused: dict[str, int] = {}
        self.sizes: list[int] = []
        self.count = 0
        self.repeated = 0

    def scalar(self, event: ScalarEvent) -> None:
        start = event.start_mark.index
        node = Spelt(event.value, self.source, start, event.end_mark.index, event.style or "")
        self.count += 1
        if event.tag not in _STRING_TAGS:
            self.tagged(event)
        if event.anchor is not None:
            self.anchored(event, node, 1)
        self.add(node)

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        start = event.start_mark.index
        if len(self.open_nodes) >= DEEPEST:
            raise Fault(start, f"lists and mappings stand more than {DEEPEST} deep inside each other")
        node: Mapping | Sequence
        node = (Mapping if type(event) is MappingStartEvent else Sequence)(self.source, start)
        if event.tag is not None:
            self.tagged(event)
        self.add(node)
        if event.anchor is not None:
            self.anchored(event, node, 0)
        self.open_nodes.append(node)
        self.waiting.append(None)
        self.sizes.append(self.count)
        self.count += 1

    def close(self) -> None:
        node = self.open_nodes.pop()
        self.waiting.pop()
        size = self.count - self.sizes.pop()
        for name, (anchored, _) in self.anchors.items():
            if anchored is node:
                self.anchors[name] = (node, size)

    def add(self, node: Node) -> None:
        """Put a finished or opened node where it belongs."""
        if not self.open_nodes:
            self.root = node
            return
        parent = self.open_nodes[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.waiting[-1]
        if key is None:
            if not isinstance(node, Spelt):
                raise Fault(
                    node.start, "a field's name is a text", "put a value that begins with [ or { in quotes"
                )
            self.waiting[-1] = node
            return
        self.waiting[-1] = None
        if key.text in parent.entries:
            parent.repeated.append(key)
        else:
            parent.entries[key.text] = node
            parent.keys[key.text] = key.start

    def alias(self, event: AliasEvent) -> None:
        name, start = event.anchor, event.start_mark.index
        node, size = self.anchors.get(name, (None, 0))
        quote = "a value that begins with * needs quotes"
        if node is None:
            raise Fault(start, f"`*{name}` repeats nothing: no `&{name}` stands before it", quote)
        if size == 0:
            raise Fault(start, f"`*{name}` repeats what it stands in", quote)
        self.unused.pop(name, None)
        self.repeated += size
        self.count += size
        if self.repeated > MOST_REPEATED:
            raise Fault(start, f"aliases repeat more than {MOST_REPEATED:,} values in all", "write them out")
        self.add(node)

    def anchored(self, event: Event, node: Node, size: int) -> None:
        """Keep a node under its name; a size of 0 says that it is still open."""
        self.anchors[event.anchor] = (node, size)
        self.unused[event.anchor] = event.start_mark.index

    def tagged(self, event: Event) -> None:
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
        for name, start in self.unused.items():
            self.remarks.append(
                Remark(start, start + len(name) + 1, f"`&{name}` is left out of the text, as a name that nothing repeats",
                       "put a value that begins with & in quotes", severe=False)
            )  # fmt: skip
