"""Decks as an Anki package: the form that every Anki reads, the same bytes for the same decks.

Written here rather than by a library: it is one SQLite file of the old schema in a zip, and so it is the same
each time, its ids follow from the cards, and nothing need be installed. A note's GUID follows from its deck
and card, so a second import puts changes into the notes that are there, and their schedule stays.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from quizzer.deck.cards import ClozeAnswer
from quizzer.exchange.anki_form import BOTH_WAYS, CLOZE, FIELDS, FORMS, PLAIN, STYLE, kept_text
from quizzer.exchange.html_writing import mathjax_html
from quizzer.exchange.records import card_record
from quizzer.exchange.shown import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzer.deck.cards import Card, Deck
    from quizzer.exchange.anki_form import Form

_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null,
  due integer not null, ivl integer not null, factor integer not null, reps integer not null,
  lapses integer not null, left integer not null, odue integer not null, odid integer not null,
  flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
  time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
_ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
_EPOCH = 1_577_836_800  # 2020: ids of Anki's are milliseconds of the time when something was made
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Note:
    key: str
    deck: str
    form: Form
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int


def write_package(
    path: Path, decks: Sequence[Deck], modified: Mapping[str, int], media: Mapping[str, bytes]
) -> None:
    """Write decks as a package.

    Args:
        path: the file.
        decks: what goes into it.
        modified: of each deck's slug when it was changed last, in seconds since 1970: Anki puts a note in
            the place of one that it has only where it is newer.
        media: files that cards show, by their name.

    Raises:
        OSError: it cannot be written.
    """
    notes = [_note(card, deck, modified.get(deck.slug, _EPOCH)) for deck in decks for card in _cards(deck)]
    with TemporaryDirectory(prefix="quizzer-export-") as folder:
        collection = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(collection)) as connection:
            connection.executescript(_SCHEMA)
            _fill(connection, decks, notes, max(modified.values(), default=_EPOCH))
            connection.commit()
        names = sorted(media)
        listed = json.dumps({str(at): name for at, name in enumerate(names)}, ensure_ascii=False)
        files = {"collection.anki2": collection.read_bytes(), "media": listed.encode()}
        files |= {str(at): media[name] for at, name in enumerate(names)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)


def _cards(deck: Deck) -> Iterable[tuple[Card, bool]]:
    """The cards of a deck, each with whether it is asked both ways."""
    twins = {card.id for card in deck.cards if card.reverse}
    for card in deck.cards:
        if not card.reverse:
            yield card, f"{card.id}~reversed" in twins


def _note(asked: tuple[Card, bool], deck: Deck, modified: int) -> _Note:
    card, is_both = asked
    sides = sides_of(card)
    form = PLAIN
    if isinstance(card.question, ClozeAnswer) and not card.vary:
        form, prompt, answer = CLOZE, _cloze(card.question), ""
    else:
        form = BOTH_WAYS if is_both else PLAIN
        prompt, answer = mathjax_html(sides.front), mathjax_html(sides.back)
    prompt += "".join(f'<br><img src="{_name(one.path.text)}">' for one in card.images)
    hint = "<br>".join(mathjax_html(one.text) for one in card.hints)
    note = "" if card.note is None else mathjax_html(card.note.text)
    shown = dict(zip(FIELDS, (prompt, answer, hint, note), strict=False))
    kept = kept_text(card_record(card, is_reversed=is_both), shown, card.number)
    tags = tuple("-".join(tag.split()) for tag in card.tags)
    return _Note(card.key, deck.name, form, (*shown.values(), card.key, kept), tags, modified)


def _name(path: str) -> str:
    return Path(path).name.replace('"', "")


def _cloze(asked: ClozeAnswer) -> str:
    r"""A text with Anki's gaps. A }} in a formula would close one: TeX takes a space between them."""
    parts = [asked.parts[0].text]
    for gap, part in zip(asked.gaps, asked.parts[1:], strict=True):
        inside = gap.answer.text + (f"::{gap.hint}" if gap.hint else "")
        while "}}" in inside:
            inside = inside.replace("}}", "} }")
        parts += ["\ue003" + inside + (" " if inside.endswith("}") else "") + "\ue004", part.text]
    html = mathjax_html("".join(parts))
    return html.replace("\ue003", "{{c1::").replace("\ue004", "}}")


def _fill(
    connection: sqlite3.Connection, decks: Sequence[Deck], notes: Sequence[_Note], changed: int
) -> None:
    used = [form for form in FORMS if any(note.form is form for note in notes)] or [PLAIN]
    numbers = {deck.name: _number(f"deck {deck.slug}") for deck in decks}
    connection.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            _EPOCH,
            changed * 1000,
            changed * 1000,
            json.dumps({"curDeck": 1, "nextPos": 1, "schedVer": 2, "curModel": str(_number(used[0].name))}),
            json.dumps({str(_number(form.name)): _model(form, changed) for form in used}),
            json.dumps(
                {
                    str(number): _deck(number, name, changed)
                    for name, number in {"Default": 1, **numbers}.items()
                }
            ),
            json.dumps({"1": _DECK_OPTIONS}),
        ),
    )
    for place, note in enumerate(notes, start=1):
        _put(connection, note, numbers[note.deck], place)


def _put(connection: sqlite3.Connection, note: _Note, deck: int, place: int) -> None:
    """Put a note in, and a new card for each of its templates."""
    note_id = _number(f"note {note.key}")
    plain = unescape(_MARKUP.sub("", note.fields[0]))
    digest = int(hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    row = (
        note_id,
        guid_of(note.key),
        _number(note.form.name),
        note.modified,
        tags,
        "\x1f".join(note.fields),
        plain,
        digest,
    )
    connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", row)
    for order in range(len(note.form.templates)):
        card_id = _number(f"card {order} {note.key}")
        made = (card_id, note_id, deck, order, note.modified, place)
        connection.execute(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", made
        )


def guid_of(key: str) -> str:
    """Anki's lasting name of a note: from the deck's and the card's ids alone."""
    number = int.from_bytes(hashlib.sha256(f"quizzer {key}".encode()).digest()[:8], "big")
    digits = ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def _number(name: str) -> int:
    """A lasting id: as if made at some millisecond of the sixty years from 2020 on."""
    span = 60 * 365 * 24 * 3600 * 1000
    return _EPOCH * 1000 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % span


def _model(form: Form, changed: int) -> dict[str, Any]:
    return {
        "id": str(_number(form.name)),
        "name": form.name,
        "type": int(form.is_cloze),
        "mod": changed,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tmpls": [_template(at, *told) for at, told in enumerate(form.templates)],
        "flds": [_field(at, name) for at, name in enumerate(FIELDS)],
        "css": STYLE,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[at, "any", [at]] for at in range(len(form.templates))],
        "tags": [],
        "vers": [],
    }


def _template(at: int, name: str, question: str, answer: str) -> dict[str, Any]:
    bare = {"bqfmt": "", "bafmt": "", "did": None, "bfont": "", "bsize": 0}
    return {"name": name, "ord": at, "qfmt": question, "afmt": answer, **bare}


def _field(at: int, name: str) -> dict[str, Any]:
    return {"name": name, "ord": at, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}


def _deck(number: int, name: str, changed: int) -> dict[str, Any]:
    empty = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    rest = {
        "collapsed": False,
        "browserCollapsed": False,
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    }
    return {"id": number, "name": name, "mod": changed, "usn": -1, "desc": "", **empty, **rest}


_DECK_OPTIONS: dict[str, Any] = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "new": {
        "bury": False,
        "delays": [1, 10],
        "initialFactor": 2500,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
    "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
    "dyn": False,
}
