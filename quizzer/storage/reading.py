"""A log opened for reading only: on a read-only disk, of an older version, or not there at all.

It is copied into memory, which takes milliseconds, and brought to this program's version there.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quizzer.errors import LogUnreachable
from quizzer.storage.faults import told
from quizzer.storage.schema import migrate


def open_for_reading(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection to a copy in memory of the log at `path`, empty if there is none; it refuses to write.

    Raises:
        StorageError: as ReviewLog.open.
    """
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with told(path, "The review log cannot be read"):
            if _is_there(path):
                _copy(path, memory, busy_seconds)
            migrate(memory, path, device="")
            memory.execute("PRAGMA query_only = ON")
    except BaseException:
        memory.close()
        raise
    return memory


def _is_there(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(file.read(1))
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _copy(path: Path, memory: sqlite3.Connection, busy_seconds: float) -> None:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=busy_seconds)) as source:
        try:
            source.backup(memory)
        except sqlite3.OperationalError as fault:
            # SQLite reads a write-ahead log only where it finds or can make a third file beside it.
            if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            _copy_elsewhere(path, memory)


def _copy_elsewhere(path: Path, memory: sqlite3.Connection) -> None:
    """By way of a folder that can be written; answers still in the write-ahead file come along."""
    import shutil  # noqa: PLC0415  a rare way, which every start should not pay for
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory(prefix="quizzer-") as folder:
        copy = Path(folder) / path.name
        try:
            for suffix in ("", "-wal"):
                if (file := path.with_name(path.name + suffix)).exists():
                    shutil.copyfile(file, copy.with_name(copy.name + suffix))
        except OSError as fault:
            raise _unreadable(path, fault) from fault
        with closing(sqlite3.connect(copy)) as source:
            source.backup(memory)


def _unreadable(path: Path, fault: OSError) -> LogUnreachable:
    return LogUnreachable(
        f"The review log {path} cannot be read: {fault.strerror or fault}; "
        "make it accessible or set QUIZZER_HOME to another folder."
    )
