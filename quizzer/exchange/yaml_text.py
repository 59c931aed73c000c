"""A draft deck as YAML that reads as if a person had written it, and is read back as what was meant."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from quizzer.deck.writing import spelt
from quizzer.exchange.drafts import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzer.exchange.drafts import Draft, DraftDeck, Value

_WIDTH = 110
_FOLDS = re.compile(r"(?<=[^\s]) (?=[^\s])")


def deck_text(deck: DraftDeck) -> str:
    """The deck's file."""
    lines = ["# yaml-language-server: $schema=deck.schema.json"]
    lines += _entry("deck", deck.name, 0)
    for name, value in (("id", deck.id), ("about", deck.about), ("lang", deck.lang)):
        if value:
            lines += _entry(name, value, 0)
    if deck.symbols:
        lines += _entry("symbols", dict(deck.symbols), 0)
    lines.append("cards:")
    for number, card in enumerate(deck.cards):
        lines += [""] if number else []
        lines += card_lines(card)
    return "\n".join(lines) + "\n"


def card_lines(card: Draft) -> list[str]:
    """A card's lines, its remarks above it."""
    lines: list[str] = []
    for comment in card.comments:
        told = " ".join(cleaned(comment).split())
        lines += [f"  # {row}" for row in textwrap.wrap(told, _WIDTH - 6, break_on_hyphens=False)]
    return lines + _mapping(card.fields, 2)


def _mapping(fields: Mapping[str, Value], indent: int) -> list[str]:
    """The fields under a dash that stands `indent` columns in."""
    rows = [row for name, value in fields.items() for row in _entry(name, value, indent + 2)]
    return [" " * indent + "- " + rows[0][indent + 2 :], *rows[1:]]


def _entry(name: str, value: Value, indent: int) -> list[str]:
    lead = " " * indent
    key = spelt(name) if ":" not in name and "?" not in name else spelt(name, in_list=True)
    if isinstance(value, str):
        return _text(f"{lead}{key}:", value, indent)
    if isinstance(value, dict):
        rows = _grouped(value) if name == "symbols" else value.items()
        return [f"{lead}{key}:", *(row for one, kept in rows for row in _entry(one, kept, indent + 2))]
    short = _flow(value)
    if not any(isinstance(one, dict) for one in value) and len(lead) + len(key) + len(short) + 2 <= _WIDTH:
        return [f"{lead}{key}: {short}"]
    return [f"{lead}{key}:", *(row for one in value for row in _item(one, indent + 2))]


def _item(value: Value, indent: int) -> list[str]:
    lead = " " * indent
    if isinstance(value, dict):
        short = _flow(value)
        is_flat = all(isinstance(one, str) and "\n" not in one for one in value.values())
        if is_flat and len(value) <= 2 and indent + 2 + len(short) <= _WIDTH:
            return [f"{lead}- {short}"]
        return _mapping(value, indent)
    if isinstance(value, list):
        return [f"{lead}- {_flow(value)}"]
    return _text(f"{lead}-", value, indent)


def _grouped(symbols: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Letters that are declared alike, in one line: `A, B: matrix(n, n)`."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in symbols.items():
        by_kind.setdefault(str(kind), []).append(name)
    for kind, names in by_kind.items():
        yield ", ".join(names), kind


def _text(head: str, value: str, indent: int) -> list[str]:
    """A text behind its key: in one line, or in a block where it is long or has lines."""
    value = value.encode("utf-8", "replace").decode("utf-8")
    inner = " " * (indent + 2)
    is_plain = all(one.isprintable() for one in value.replace("\n", "")) and value == value.strip()
    if is_plain and "\n" in value:
        return [f"{head} |-", *(inner + row if row else "" for row in value.split("\n"))]
    short = f"{head} {spelt(value)}"
    if len(short) <= _WIDTH or not is_plain or not _FOLDS.search(value):
        return [short]
    return [f"{head} >-", *(inner + row for row in _folded(value, _WIDTH - len(inner)))]


def _folded(text: str, width: int) -> list[str]:
    """The text cut at single spaces, which a folded block gives back; a formula is not cut."""
    rows = [""]
    inside = False
    for word in _FOLDS.split(text):
        joined = f"{rows[-1]} {word}" if rows[-1] else word
        if len(joined) > width and rows[-1] and not inside:
            rows.append(word)
        else:
            rows[-1] = joined
        if word.count("$") % 2:
            inside = not inside
    return rows


def _flow(value: Value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{spelt(k, in_list=True)}: {_flow(v)}' for k, v in value.items())}}}"
    return spelt(value.encode("utf-8", "replace").decode("utf-8"), in_list=True)
