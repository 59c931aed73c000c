"""What an Anki collection holds: note types, notes, cards, decks and the log of answers, old schema or new.

A collection is an SQLite file that somebody else wrote: it is opened for reading alone, nothing in its schema
is trusted, and a query that goes on for ever is ended.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizzer.errors import ImportRefused
from quizzer.exchange.protobuf import ProtobufError, fields_of, number_of_field, text_of_field

if TYPE_CHECKING:
    from pathlib import Path

_STEPS = 1_000
_MOST_STEPS = 2_000_000  # a thousand instructions each: minutes of work, and far past a large collection
_SEPARATOR = "\x1f"
_CLOZE = 1


@dataclass(frozen=True, slots=True)
class Template:
    """What is shown of a note: question and answer, with {{Field}} in them."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of notes and the cards made of them."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """One card of a note: which of its templates, or which number of its gaps, counted from 0."""

    id: int
    place: int
    deck: int


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note."""

    id: int
    guid: str
    type: NoteType
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    cards: tuple[AnkiCard, ...]


@dataclass(frozen=True, slots=True)
class AnkiAnswer:
    """A row of Anki's log: when in milliseconds, which button, how long in milliseconds, which kind."""

    at: int
    card: int
    button: int
    took: int
    kind: int


@dataclass(frozen=True, slots=True)
class Collection:
    """All of it."""

    notes: tuple[AnkiNote, ...]
    decks: dict[int, str]
    answers: tuple[AnkiAnswer, ...]


def read_collection(path: Path, shown: Path) -> Collection:
    """The collection in a file; `shown` is what the package is called.

    Raises:
        ImportRefused: it is no collection, or damaged.
    """
    try:
        with closing(_open(path)) as connection:
            return _read(connection)
    except (
        sqlite3.Error,
        ProtobufError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
    ) as error:
        said = str(error).strip("'\"") or type(error).__name__
        raise ImportRefused(f"{shown}: its collection cannot be read: {said}") from None


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    # Anki's own order of names; a query that uses it needs one of that name.
    connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    left = [_MOST_STEPS]

    def count() -> int:
        left[0] -= 1
        return left[0] < 0

    connection.set_progress_handler(count, _STEPS)
    return connection


def _read(connection: sqlite3.Connection) -> Collection:
    # The schema is not to be trusted: a view by one of these names is no table.
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master"))
    tables = {name for name, kind in kinds.items() if kind == "table"}
    if not {"col", "notes", "cards"} <= tables:
        raise KeyError("it is no collection of Anki's")
    is_new = "notetypes" in tables
    types = _new_types(connection) if is_new else _old_types(connection)
    decks = _new_decks(connection) if is_new else _old_decks(connection)
    cards: dict[int, list[AnkiCard]] = {}
    for card_id, note_id, deck_id, place in connection.execute("SELECT id, nid, did, ord FROM cards"):
        cards.setdefault(int(note_id), []).append(AnkiCard(int(card_id), int(place), int(deck_id)))
    notes = []
    for row in connection.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        note_id, guid, type_id, tags, fields = row
        if int(type_id) in types:
            made = sorted(cards.get(int(note_id), []), key=lambda card: card.place)
            tagged = tuple(str(tags).split())
            parts = tuple(str(fields).split(_SEPARATOR))
            notes.append(AnkiNote(int(note_id), str(guid), types[int(type_id)], tagged, parts, tuple(made)))
    answers: list[AnkiAnswer] = []
    if "revlog" in tables:
        rows = connection.execute("SELECT id, cid, ease, time, type FROM revlog ORDER BY id")
        answers = [AnkiAnswer(*map(int, row)) for row in rows]
    return Collection(tuple(notes), decks, tuple(answers))


def _old_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    (told,) = connection.execute("SELECT models FROM col").fetchone()
    return {int(number): _old_type(model) for number, model in json.loads(told).items()}


def _old_type(model: dict[str, Any]) -> NoteType:
    fields = sorted(model["flds"], key=lambda one: one["ord"])
    templates = sorted(model["tmpls"], key=lambda one: one["ord"])
    return NoteType(
        str(model["name"]),
        tuple(str(one["name"]) for one in fields),
        tuple(Template(str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in templates),
        model.get("type") == _CLOZE,
    )


def _new_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    fields: dict[int, list[tuple[int, str]]] = {}
    for type_id, place, name in connection.execute("SELECT ntid, ord, name FROM fields"):
        fields.setdefault(int(type_id), []).append((int(place), str(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    for type_id, place, name, config in connection.execute("SELECT ntid, ord, name, config FROM templates"):
        told = fields_of(bytes(config))
        made = Template(str(name), text_of_field(told, 1), text_of_field(told, 2))
        templates.setdefault(int(type_id), []).append((int(place), made))
    found = {}
    for type_id, name, config in connection.execute("SELECT id, name, config FROM notetypes"):
        kind = number_of_field(fields_of(bytes(config)), 1)
        names = tuple(one for _, one in sorted(fields.get(int(type_id), [])))
        shown = tuple(one for _, one in sorted(templates.get(int(type_id), []), key=lambda pair: pair[0]))
        found[int(type_id)] = NoteType(str(name), names, shown, kind == _CLOZE)
    return found


def _old_decks(connection: sqlite3.Connection) -> dict[int, str]:
    (told,) = connection.execute("SELECT decks FROM col").fetchone()
    return {int(number): str(deck["name"]) for number, deck in json.loads(told).items()}


def _new_decks(connection: sqlite3.Connection) -> dict[int, str]:
    rows = connection.execute("SELECT id, name FROM decks")
    return {int(number): str(name).replace(_SEPARATOR, "::") for number, name in rows}
