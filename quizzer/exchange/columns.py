"""A card as one row of plain cells, and back: what tables and Anki's notes have in common.

A list stands in its cell a line an item, declarations as `A, B: matrix(n, n); x: vector(n)`. What a plain
cell cannot hold exactly goes into `more`, as JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from quizzer.deck.card_reading import CARD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.exchange.drafts import Value

MORE = "more"
KIND = "kind"
COLUMNS = (
    "kind",
    "id",
    "prompt",
    "answer",
    "text",
    "number",
    "within",
    "choices",
    "cloze",
    "recall",
    "answer-text",
    "symbols",
    "verify",
    "not",
    "form",
    "layout",
    "hint",
    "note",
    "tags",
    "family",
    "reverse",
    "lang",
    MORE,
)
"""The columns of a table of cards, in order; `kind` is for sorting, and not read back."""
LISTS = frozenset(("answer", "text", "choices", "not", "hint", "tags"))
_ALWAYS_LISTS = frozenset(("choices", "tags"))


class CellError(ValueError):
    """A cell that does not hold what its column says: one sentence."""


def row_of(record: Mapping[str, Value], kind: str) -> dict[str, str]:
    """The cells of a card's fields, by column; empty ones left out."""
    row = {KIND: kind}
    more: dict[str, Value] = {}
    for name, value in record.items():
        cell = _cell(name, value) if name in COLUMNS and name not in (MORE, KIND) else None
        if cell is None or _value(name, cell) != value:
            more[name] = value
        else:
            row[name] = cell
    if more:
        row[MORE] = json.dumps(more, ensure_ascii=False)
    return row


def record_of(row: Mapping[str, str]) -> dict[str, Value]:
    """The fields of a row's cells, in the order of a deck.

    Raises:
        CellError: `more` is no JSON of a deck's fields.
    """
    found: dict[str, Value] = {}
    for name in COLUMNS:
        if name not in (MORE, KIND) and row.get(name, "").strip():
            found[name] = _value(name, row[name])
    if row.get(MORE, "").strip():
        try:
            more = json.loads(row[MORE])
        except (json.JSONDecodeError, RecursionError) as error:
            raise CellError(f"`more` is no JSON: {error}") from None
        found |= checked_record(more)
    return found


def checked_record(told: Any) -> dict[str, Value]:
    """A card's fields, from JSON.

    Raises:
        CellError: they are none.
    """
    if not isinstance(told, dict):
        raise CellError("a card is an object of fields")
    unknown = sorted(str(name) for name in told if name not in CARD_FIELDS)
    if unknown:
        raise CellError(f"a card has no field `{unknown[0]}`")
    return {name: _text_only(value) for name, value in told.items()}


def _text_only(value: Any, depth: int = 0) -> Value:
    if depth > 6:
        raise CellError("a card's fields are nested too deeply")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return [_text_only(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {str(name): _text_only(one, depth + 1) for name, one in value.items()}
    raise CellError("a card's fields hold texts, lists and objects")


def _cell(name: str, value: Value) -> str | None:
    """The plain cell of a field; None where it has none."""
    if isinstance(value, str):
        return value
    if name == "symbols" and isinstance(value, dict):
        return symbols_text({one: str(kind) for one, kind in value.items()})
    if name in LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(str(one) for one in value)
    return None


def _value(name: str, cell: str) -> Value:
    if name == "symbols":
        return dict(symbols_of(cell))
    if name in LISTS:
        lines = [line.strip() for line in cell.split("\n") if line.strip()]
        return list(lines) if len(lines) > 1 or name in _ALWAYS_LISTS else (lines[0] if lines else cell)
    return cell.strip()


def symbols_text(symbols: Mapping[str, str]) -> str:
    """Declarations in one line: `A, B: matrix(n, n); x: vector(n)`."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in symbols.items():
        by_kind.setdefault(kind, []).append(name)
    return "; ".join(f"{', '.join(names)}: {kind}" for kind, names in by_kind.items())


def symbols_of(text: str) -> dict[str, str]:
    """Declarations from one line."""
    found: dict[str, str] = {}
    for part in text.replace("\n", ";").split(";"):
        names, colon, kind = part.partition(":")
        if colon:
            found |= {name.strip(): kind.strip() for name in names.split(",") if name.strip()}
    return found


def hoisted(records: list[dict[str, Value]]) -> tuple[dict[str, str], list[dict[str, Value]]]:
    """What all cards declare alike, for the deck; and the cards without it.

    Nothing is hoisted past a card that declares nothing: its letters would change.
    """
    declared = [one for one in (record.get("symbols") for record in records) if isinstance(one, dict)]
    if len(declared) < max(2, len(records)):
        return {}, records
    common = {
        name: str(kind)
        for name, kind in declared[0].items()
        if all(other.get(name) == kind for other in declared[1:])
    }
    if not common:
        return {}, records
    found = []
    for record in records:
        own = record.get("symbols")
        kept: dict[str, Value] = {}
        for name, value in record.items():
            if name == "symbols" and isinstance(own, dict):
                rest: dict[str, Value] = {one: kind for one, kind in own.items() if one not in common}
                if rest:
                    kept[name] = rest
            else:
                kept[name] = value
        found.append(kept)
    return common, found
