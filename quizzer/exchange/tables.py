"""Tables of cards, CSV and TSV: our own columns, other programs' questions, Anki's text exports."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzer.errors import ImportRefused
from quizzer.exchange.account import Account
from quizzer.exchange.brought import Brought
from quizzer.exchange.columns import COLUMNS, KIND, MORE, CellError, hoisted, record_of, row_of
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, with_ids
from quizzer.exchange.gaps import has_gaps
from quizzer.exchange.html_text import looks_like_html, prose_of_html
from quizzer.exchange.proposing import proposed, proposed_clozes
from quizzer.exchange.tex import with_dollars

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzer.exchange.account import Fate
    from quizzer.exchange.drafts import Value

_FRONT = ("front", "question", "prompt", "term", "word", "frage", "vorderseite", "expression", "q", "text 1")
_BACK = (
    "back",
    "answer",
    "definition",
    "meaning",
    "antwort",
    "rückseite",
    "translation",
    "a",
    "text 2",
    "response",
)
_NOTES = ("note", "notes", "extra", "comment", "remarks", "back extra")
_OWN = frozenset((KIND, MORE, "verify", "symbols", "cloze", "recall", "answer-text", "choices", "within"))
_DANGEROUS = ("=", "+", "-", "@", "\t", "'")
"""How a cell begins that a spreadsheet would compute, and the mark that keeps it from that."""
_DELIMITERS = ",;\t|"
_ANKI_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_DECIMAL_COMMA = re.compile(r"\A\s*([-+−]?\d+),(\d+)\s*\Z")
_ANKI_LINE = re.compile(r"#(?P<name>[a-z ]+):(?P<value>.*)$")


@dataclass(frozen=True, slots=True)
class _Table:
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Lines and cells."""
    is_html: bool = False
    has_decimal_commas: bool = False
    """Whether `3,5` is a number in it: where a spreadsheet writes that, it parts cells with semicolons."""


def table_text(records: Iterable[tuple[Mapping[str, Value], str]], delimiter: str = ",") -> str:
    """A table of cards' fields and kinds; columns that no card needs are left out."""
    rows = [row_of(record, kind) for record, kind in records]
    used = [name for name in COLUMNS if any(name in row for row in rows)] or [KIND]
    into = io.StringIO()
    writer = csv.writer(into, delimiter=delimiter, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([_harmless(row.get(name, "")) for name in used] for row in rows)
    return into.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _unmarked(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _DANGEROUS else cell


def read_table(text: str, name: str) -> Brought:
    """Bring a table in; its delimiter and its columns are told by what stands in it.

    Raises:
        ImportRefused: it is no table, or has no column of questions.
    """
    table = _table(cleaned(text))
    lowered = [cell.strip().lower() for cell in table.header]
    if KIND in lowered or len(_OWN.intersection(lowered)) > 1 or "cloze" in lowered or "recall" in lowered:
        return _own(table, lowered, name)
    return _others(table, lowered, name)


def _table(text: str) -> _Table:
    told: dict[str, str] = {}
    skipped = 0
    lines = text.split("\n")
    while lines and (found := _ANKI_LINE.match(lines[0])):
        told[found["name"]] = found["value"].strip()
        lines, skipped = lines[1:], skipped + 1
    delimiter = _ANKI_NAMES.get(told.get("separator", "").lower(), told.get("separator", ""))
    delimiter = delimiter if len(delimiter) == 1 else _sniffed("\n".join(lines[:200]))
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num + skipped, tuple(cells)))  # noqa: PERF401 - the line is the reader's
    except csv.Error as error:
        raise ImportRefused(
            f"line {reader.line_num + skipped} of the table cannot be read: {error}"
        ) from None
    if not rows:
        raise ImportRefused("the table has no rows")
    if told:
        return _Table(
            _anki_header(told, max(len(cells) for _, cells in rows)), tuple(rows), told.get("html") == "true"
        )
    return _Table(rows[0][1], tuple(rows[1:]), has_decimal_commas=delimiter == ";")


def _anki_header(told: Mapping[str, str], width: int) -> tuple[str, ...]:
    """The columns of a text that Anki exported: it says which is which, counted from 1."""
    header = [""] * width
    names = re.split(r"[\t,;]", told["columns"]) if "columns" in told else []
    for at, name in enumerate(names[:width]):
        header[at] = name.strip().lower()
    for name in ("tags", "guid", "notetype", "deck"):
        place = told.get(f"{name} column", "")
        if place.isdigit() and 0 < int(place) <= width:
            header[int(place) - 1] = name
    free = [at for at, name in enumerate(header) if not name]
    for at, name in zip(free, ("front", "back", "note"), strict=False):
        header[at] = name
    return tuple(header)


def _sniffed(sample: str) -> str:
    """The delimiter: the one that parts most rows into the same number of cells, more than one."""
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count) if widths else 1
        score = widths.count(common) / len(widths) if common > 1 else 0.0
        if score > most:
            best, most = delimiter, score
    return best


def _own(table: _Table, lowered: list[str], name: str) -> Brought:
    account = Account()
    records: list[dict[str, Value]] = []
    places: list[int] = []
    for line, cells in table.rows:
        row = {column: _unmarked(cell) for column, cell in zip(lowered, cells, strict=False)}
        try:
            record = record_of(row)
        except CellError as error:
            account.add(line, "row", "left out", " ".join(cells), str(error))
            continue
        if not record:
            account.add(line, "row", "left out", " ".join(cells), "it is empty")
            continue
        records.append(record)
        places.append(line)
    symbols, records = hoisted(records)
    drafts = with_ids(Draft(record, line=line) for record, line in zip(records, places, strict=True))
    for card in drafts:
        account.add(
            card.line, "row", "card" if "verify" not in card.fields else "checked", card.id, card.kind
        )
    unknown = [one for one in lowered if one and one not in COLUMNS]
    if unknown:
        account.notices.append(f"Columns that no card has are left out: {', '.join(unknown)}.")
    return Brought(DraftDeck(name, drafts, symbols=symbols), account)


def _others(table: _Table, lowered: list[str], name: str) -> Brought:
    """Questions and answers under other programs' names; without a header the first two columns are those."""
    account = Account()
    front, back = _column(lowered, _FRONT), _column(lowered, _BACK)
    rows = list(table.rows)
    if front is None or back is None:
        if len(table.header) < 2:
            wanted = "a table of cards has columns such as `front` and `back`, or `prompt` and `answer`"
            raise ImportRefused(f"there is one column only: {wanted}")
        front, back = 0, 1
        rows = [(1, table.header), *rows]
        lowered = ["front", "back", "tags" if len(table.header) > 2 else ""]
        account.notices.append(
            "No header names the columns: the first is asked, the second answers, the third are tags."
        )
    drafts: list[Draft] = []
    for line, row in rows:
        cells = row
        if table.has_decimal_commas and back < len(row):
            cells = (*row[:back], _DECIMAL_COMMA.sub(r"\1.\2", row[back]), *row[back + 1 :])
        drafts += _asked(line, cells, lowered, (front, back), account, is_html=table.is_html)
    return Brought(DraftDeck(name, with_ids(drafts)), account)


def _asked(
    line: int,
    cells: tuple[str, ...],
    lowered: list[str],
    places: tuple[int, int],
    account: Account,
    *,
    is_html: bool,
) -> list[Draft]:
    front, back = (_prose(cells[at], is_html=is_html) if at < len(cells) else "" for at in places)
    if not front:
        account.add(line, "row", "left out", " ".join(cells), "it asks nothing")
        return []
    rest = _rest(cells, lowered, is_html=is_html)
    if has_gaps(front):
        found = proposed_clozes(front, rest if not back else {**rest, "note": back})
        account.add(line, "row", "card", front, "a text with gaps")
        return [replace(card, line=line) for card in found]
    if not back:
        account.add(line, "row", "left out", front, "it has no answer")
        return []
    card, said = proposed(front, back, rest)
    fate: Fate = "checked" if said == "verified" else "recall" if card.kind == "recall" else "card"
    account.add(line, "row", fate, front, said)
    return [replace(card, line=line)]


def _rest(cells: tuple[str, ...], lowered: list[str], *, is_html: bool) -> dict[str, Value]:
    """The other columns that a card has."""
    rest: dict[str, Value] = {}
    for column, cell in zip(lowered, cells, strict=False):
        if not cell.strip():
            continue
        if column == "tags":
            tags = [one for one in re.split(r"[\s,;]+", cell.strip()) if one]
            rest["tags"] = list(dict.fromkeys(tags))
        elif column == "id":
            rest["id"] = cell.strip()
        elif column in ("hint", "family"):
            rest[column] = _prose(cell, is_html=is_html)
        elif column in _NOTES:
            rest["note"] = _prose(cell, is_html=is_html)
    return rest


def _column(lowered: list[str], names: tuple[str, ...]) -> int | None:
    return next((lowered.index(name) for name in names if name in lowered), None)


def _prose(cell: str, *, is_html: bool) -> str:
    text = cell.strip()
    return prose_of_html(text) if is_html or looks_like_html(text) else with_dollars(text)
