"""From what SQLite says to the operator's errors: one sentence with the path, what happened, what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quizzer.errors import LogBusy, LogDamaged, LogUnreachable, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL))
_NO_LOG = frozenset((sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT))
_WHY_UNREACHABLE = {
    sqlite3.SQLITE_FULL: "the disk is full; make room and answer again",
    sqlite3.SQLITE_READONLY: "it is read-only; make it writable or set QUIZZER_HOME to another folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; make it accessible or set QUIZZER_HOME to another folder",
    sqlite3.SQLITE_PERM: "access is denied; make it accessible or set QUIZZER_HOME to another folder",
    sqlite3.SQLITE_IOERR: "the disk does not read or write; look to the disk and its free space",
}


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Raises what SQLite reports within as a StorageError on `path`; `doing` says what did not come about."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _told(path, doing, fault) from fault


def _told(path: Path, doing: str, fault: sqlite3.Error) -> StorageError:
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return LogBusy(f"{doing}: another program holds {path}; close it and try again.")
    if code in _NO_LOG:
        return damaged(path, f"it is no database, or a broken one ({fault})")
    if code in _WHY_UNREACHABLE:
        return LogUnreachable(f"{doing}: {path}: {_WHY_UNREACHABLE[code]}.")
    return damaged(path, str(fault))


def damaged(path: Path, what: str) -> LogDamaged:
    """The error of a log that is not what was written, with the way out."""
    return LogDamaged(
        f"The review log {path} is damaged: {what}. "
        "Put a backup in its place, or move the file aside and a new log is begun."
    )
