"""Decks written: a new one to begin with, and a card put at the end of one, all else left as it stands."""

from __future__ import annotations

import codecs
import os
import re
import shutil
from typing import TYPE_CHECKING, TypeAlias

from quizzer.deck.source import Source
from quizzer.deck.yaml_faults import read_nodes
from quizzer.deck.yaml_nodes import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Fields
    from pathlib import Path

Value: TypeAlias = "str | list[str] | dict[str, str]"

SCHEMA_FILE = "deck.schema.json"
"""What a deck's first line calls the schema that stands beside it."""

_TEMPLATE = """\
# yaml-language-server: $schema=deck.schema.json
deck: {name}
about: What these rules are about, and the conventions they follow.
symbols:                      # what the letters are, for every card; a card may add its own
  A: matrix(n, n)
  x: vector(n)
cards:
  - id: gradient-quadratic-form
    prompt: Gradient of $f(x) = x^T A x$ with respect to $x$.
    answer: (A + A^T) x
    verify: grad(x^T A x, x)  # the program differentiates and compares
    hint: [Write it as a double sum., Two terms hold each x_k.]
    note: If $A$ is symmetric this is $2 A x$.
    tags: [gradient]

  - id: eigenvalues-and-trace
    prompt: The trace of a square matrix is the … of its eigenvalues.
    text: sum
"""

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~][^\n]*")
_AMBIGUOUS = re.compile(r": |:$| #|\s$|^\s")
_INSIDE_LIST = re.compile(r"[,\[\]{}?:]")


class AddingError(ValueError):
    """A card cannot be put into a deck's file: one sentence."""


def new_deck(name: str) -> str:
    """The text of a deck to begin with; its two cards pass `quizzer check`."""
    return _TEMPLATE.format(name=spelt(name))


def deck_text(name: str, about: str, symbols: Fields[str, str], cards: Iterable[Fields[str, Value]]) -> str:
    """The text of a deck with these cards."""
    head = f"# yaml-language-server: $schema={SCHEMA_FILE}\ndeck: {spelt(name)}\n"
    if about:
        head += f"about: {spelt(about)}\n"
    if symbols:
        head += "symbols:\n" + "".join(f"  {spelt(key)}: {spelt(kind)}\n" for key, kind in symbols.items())
    return head + "cards:\n" + "\n".join(map(card_text, cards))


def spelt(text: str, *, in_list: bool = False) -> str:
    """A text on one line as YAML: bare where it stays what it is, else in quotes."""
    if "\n" in text or any(not character.isprintable() for character in text):
        return '"' + "".join(_escaped(character) for character in text) + '"'
    plain = _PLAIN.fullmatch(text) and not _AMBIGUOUS.search(text)
    if plain and not (in_list and _INSIDE_LIST.search(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(character: str) -> str:
    known = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
    if character in known:
        return known[character]
    return character if character.isprintable() else f"\\U{ord(character):08X}"


def card_text(fields: Fields[str, Value], indent: int = 2) -> str:
    """A card's lines, its dash `indent` columns in; lists and mappings stand on one line."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, list):
            shown = f"[{', '.join(spelt(one, in_list=True) for one in value)}]"
        elif isinstance(value, dict):
            pairs = (f"{spelt(k, in_list=True)}: {spelt(v, in_list=True)}" for k, v in value.items())
            shown = f"{{{', '.join(pairs)}}}"
        else:
            shown = spelt(value)
        lines.append(f"{name}: {shown}")
    lead = " " * indent
    return "".join(f"{lead}{'- ' if place == 0 else '  '}{line}\n" for place, line in enumerate(lines))


def with_card(text: str, path: Path, fields: Fields[str, Value]) -> str:
    """A deck's text with one card more after its last; every other character stays.

    Raises:
        AddingError: the file has no list of cards written a card under the other.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    source = Source(path, text)
    root = read_nodes(source).root
    cards = root.entries.get("cards") if isinstance(root, Mapping) else None
    if not isinstance(cards, Sequence) or not cards.items:
        raise AddingError(f"{path} has no `cards:` with a card to add another one after")
    assert isinstance(root, Mapping)
    dash = text.rfind("-", 0, cards.items[-1].start)
    before = text[text.rfind("\n", 0, dash) + 1 : dash]
    if before.strip() or text[cards.start : cards.start + 1] == "[":
        raise AddingError(f"{path} lists its cards in one line; write each under its own dash first")
    following = [start for start in root.keys.values() if start > cards.start]
    end = text.rfind("\n", 0, min(following)) + 1 if following else len(text)
    body = text[:end].rstrip()
    while following and body.rpartition("\n")[2].startswith("#"):  # a comment on the field that follows
        body = body.rpartition("\n")[0].rstrip()
    rest = text[len(body) :].lstrip("\r\n") if following else ""
    card = card_text(fields, len(before)).replace("\n", newline)
    is_airy = newline * 2 in text[cards.start : dash]
    gap = newline * 2 if is_airy else newline
    return body + gap + card + (newline + rest if rest else "")


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file: on return all of it is there; if anything fails, all is as it was.

    Raises:
        OSError: it cannot be written.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        mark = _byte_order_mark(target)
        with beside.open("xb") as new:
            new.write(mark + text.encode())
            new.flush()
            os.fsync(new.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _byte_order_mark(path: Path) -> bytes:
    """The mark that a file begins with, which reading has taken off its text."""
    if not path.exists():
        return b""
    with path.open("rb") as old:
        return codecs.BOM_UTF8 if old.read(3) == codecs.BOM_UTF8 else b""
