"""The log's tables, by numbered migrations; each takes a file from one PRAGMA user_version to the next."""

from __future__ import annotations

from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from quizzer.errors import LogTooNew
from quizzer.storage.faults import damaged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

APPLICATION_ID = 0x51_55_49_5A
""" "QUIZ": says whose database this is."""

# The id is the key and sorts by time, so rows lie on the disk in the order in which they are read.
_FIRST = """
CREATE TABLE review (
    at INTEGER NOT NULL,  -- microseconds since 1970, UTC
    device TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    utc_offset INTEGER NOT NULL,  -- seconds, east positive
    card TEXT NOT NULL,
    kind TEXT NOT NULL,
    instance TEXT NOT NULL,
    typed TEXT NOT NULL,
    verdict TEXT NOT NULL,
    quality INTEGER CHECK (quality BETWEEN 0 AND 5),
    first_key REAL,  -- seconds
    seconds REAL,
    hints INTEGER NOT NULL,
    refers TEXT NOT NULL,
    checksum INTEGER NOT NULL  -- CRC-32 of all the others
) STRICT, WITHOUT ROWID;
CREATE TABLE device (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER review_never_changes BEFORE UPDATE ON review
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never changed'); END;
CREATE TRIGGER review_never_goes BEFORE DELETE ON review
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never deleted'); END;
CREATE TRIGGER review_is_never_replaced BEFORE INSERT ON review
    WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never replaced'); END;
"""

# Version 2 has rows of kinds that version 1 does not know, in the same table: a program that cannot read them
# says that it is too old, instead of that the log is broken.
_MORE_KINDS = ""

# Version 3 keeps mock papers: their events lie beside the log's rows and are added to in the same way.
_PAPERS = """
CREATE TABLE paper_event (
    at INTEGER NOT NULL,  -- microseconds since 1970, UTC
    device TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    utc_offset INTEGER NOT NULL,  -- seconds, east positive
    paper TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,  -- JSON
    checksum INTEGER NOT NULL  -- CRC-32 of all the others
) STRICT, WITHOUT ROWID;
CREATE TRIGGER paper_event_never_changes BEFORE UPDATE ON paper_event
    BEGIN SELECT RAISE(ABORT, 'an event of a paper is never changed'); END;
CREATE TRIGGER paper_event_never_goes BEFORE DELETE ON paper_event
    BEGIN SELECT RAISE(ABORT, 'an event of a paper is never deleted'); END;
CREATE TRIGGER paper_event_is_never_replaced BEFORE INSERT ON paper_event
    WHEN EXISTS (SELECT 1 FROM paper_event WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an event of a paper is never replaced'); END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _MORE_KINDS, _PAPERS)
"""MIGRATIONS[n] takes version n to n + 1. What is released is never edited, only added to."""


def version_of(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The version of the log in the file, 0 for an empty one, having written nothing.

    Raises:
        LogDamaged: it is another program's database.
        LogTooNew: its version is past `newest`.
    """
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if owner == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return 0
    if owner != APPLICATION_ID:
        raise damaged(path, "it is another program's database")
    if version > newest:
        raise LogTooNew(
            f"The review log {path} has version {version}, this program knows versions up to {newest}: "
            "update quizzer."
        )
    return int(version)


def migrate(
    connection: sqlite3.Connection, path: Path, device: str, migrations: Sequence[str] = MIGRATIONS
) -> None:
    """Brings the log to the newest version, in one transaction: wholly or not at all.

    A log begun here gets `device` for its name.
    """
    if version_of(connection, path, len(migrations)) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection, path, len(migrations))  # another may have been first
        for migration in migrations[version:]:
            for statement in _statements(migration):
                connection.execute(statement)
        if version == 0:
            connection.execute("INSERT INTO device VALUES (?)", (device,))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(script: str) -> list[str]:
    """The script's statements: executescript would commit the transaction they belong to."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
