"""The review log on disk: what was answered is there before the verdict is shown, and stays."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple, Self

from quizzer.errors import LogUnreachable, StorageError
from quizzer.storage.faults import damaged, told
from quizzer.storage.reading import open_for_reading
from quizzer.storage.rows import ID, INSERT, SELECT, Row, is_sound, review_of, row_of
from quizzer.storage.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

    from quizzer.scheduling.log import Review

FILE_NAME = "reviews.sqlite3"
BUSY_SECONDS = 5.0
DEVICE_BYTES = 8
_PAUSE = 0.02  # seconds between two tries

_DURABLE = (
    # An answer is one fsync: with NORMAL a power cut takes the last ones back. On macOS fsync alone
    # leaves them in the drive's own memory, which fullfsync empties; elsewhere it does nothing.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
)


class Reading(NamedTuple):
    """What a log gives, the broken rows named instead of raised."""

    sound: list[Review]
    """In order of (time, device, id)."""
    broken: list[str]
    """The ids of rows that are not what was written."""


class ReviewLog:
    """An open log; use as a context manager, from the thread that opened it.

    Every method raises a StorageError (see quizzer.errors) where the disk does not do its part.
    """

    path: Path
    """The file."""
    device: str
    """This device's name in its rows. A copied folder takes the name along: two devices that share one merge
    as well as any, for it is the ids that tell rows apart."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        with told(path, "The review log cannot be read"):
            (self.device,) = connection.execute("SELECT min(id) FROM device").fetchone()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> ReviewLog:
        """The log in `folder`, which is made if it is not there; brought to this program's version.

        With `read_only` nothing is made or written; where there is no log yet, it is empty.

        Raises:
            LogUnreachable: the folder cannot be made, or the file not opened or written.
            LogTooNew: a later version of the program wrote it.
            LogBusy: another program held it for `busy_seconds`.
            LogDamaged: the file is no log.
        """
        path = folder / FILE_NAME
        if read_only:
            return cls(open_for_reading(path, busy_seconds), path)
        _make_writable(folder, path)
        connection = None
        with told(path, "The review log cannot be opened"):
            try:
                connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
                for pragma in _DURABLE:
                    connection.execute(pragma)
                migrate(connection, path, random_bytes(DEVICE_BYTES).hex())
                _write_ahead(connection, busy_seconds)
                return cls(connection, path)
            except BaseException:
                if connection:
                    connection.close()
                raise

    def append(self, review: Review) -> None:
        """Keeps the review: on return it is on the disk.

        The same review given again is kept once.

        Raises:
            StorageError: not saved; or another review already bears its id.
        """
        self.extend((review,))

    def extend(self, reviews: Iterable[Review]) -> int:
        """Keeps all of the reviews or, where one fails, none; how many of them were new."""
        connection, new = self._connection, 0
        with told(self.path, "The answer is not saved"):
            connection.execute("BEGIN IMMEDIATE")
            try:
                for review in reviews:
                    new += self.insert(row_of(review))
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        return new

    @property
    def connection(self) -> sqlite3.Connection:
        """For what else lies in the same file."""
        return self._connection

    def insert(self, row: Row) -> bool:
        """Put a row into the transaction that is open; whether it is new there."""
        try:
            self._connection.execute(INSERT, row)
        except sqlite3.IntegrityError:
            kept = self._connection.execute(f"{SELECT} WHERE id = ?", (row[ID],)).fetchone()
            if kept is None:
                raise
            if kept != row:
                raise StorageError(
                    f"The answer is not saved: {self.path} holds another one under the id {row[ID]}."
                ) from None
            return False
        return True

    def rows(self) -> list[Review]:
        """All reviews, in order of (time, device, id).

        Raises:
            LogDamaged: a row is not what was written; `read` tells the sound ones from the broken.
        """
        found = self.read()
        if found.broken:
            named = ", ".join(found.broken[:3]) + (", …" if len(found.broken) > 3 else "")
            raise damaged(self.path, f"{len(found.broken)} of its rows fail their checksum ({named})")
        return found.sound

    def read(self) -> Reading:
        """All reviews that are what was written, and the ids of those that are not."""
        with told(self.path, "The review log cannot be read"):
            found = self._fetch_all()
        sound: list[Row] = []
        broken: list[str] = []
        for row in found:
            if is_sound(row):
                sound.append(row)
            else:
                broken.append(str(row[ID]))
        sound.sort()  # nearly in order already; ids are unique, so no later column is ever compared
        return Reading([review_of(row) for row in sound], broken)

    def _fetch_all(self) -> list[Row]:
        try:
            return self._connection.execute(SELECT).fetchall()
        except sqlite3.OperationalError as fault:
            if hasattr(fault, "sqlite_errorcode"):
                raise
        # Not SQLite's complaint but Python's: a text is no UTF-8. Its row will fail the checksum.
        self._connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        return self._connection.execute(SELECT).fetchall()

    def check(self) -> list[str]:
        """What is wrong with the file, a sentence each: the structure of its pages, every row's checksum.

        It reads the whole file: not for the way to the first question.
        """
        with told(self.path, "The review log cannot be read"):
            pages = [said for (said,) in self._connection.execute("PRAGMA integrity_check") if said != "ok"]
        from quizzer.storage.papers import broken_events  # noqa: PLC0415 - it builds upon this file

        rows = [f"row {row_id} fails its checksum" for row_id in self.read().broken]
        return pages + rows + [f"event {one} of a paper fails its checksum" for one in broken_events(self)]

    def back_up(self, target: Path) -> None:
        """Writes a copy of the log, as it is at this moment, to a file that is not there yet."""
        if target.exists():
            raise LogUnreachable(f"The backup is not written: {target} is there already; name another file.")
        (query_only,) = self._connection.execute("PRAGMA query_only").fetchone()
        with told(target, "The backup is not written"):
            # A log opened for reading refuses every write, even this one, which leaves it as it is.
            self._connection.execute("PRAGMA query_only = OFF")
            try:
                self._connection.execute("VACUUM INTO ?", (str(target),))
            finally:
                self._connection.execute(f"PRAGMA query_only = {query_only}")

    def close(self) -> None:
        """Lets go of the file; what was appended is there already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _write_ahead(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Puts the file in WAL mode; where others open it at the same moment, tries until they are done.

    SQLite does not wait by itself here: the change asks for the file alone and is refused at once.
    """
    tries = max(1, round(busy_seconds / _PAUSE))
    for left in reversed(range(tries)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if left == 0 or fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(_PAUSE)
        else:
            return


def _make_writable(folder: Path, path: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise LogUnreachable(
            f"The review log's folder {folder} cannot be made: {fault.strerror or fault}; "
            "make room for it or set QUIZZER_HOME to another folder."
        ) from fault
    for place in (folder, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise LogUnreachable(
                f"The review log cannot be opened: {place} is read-only; "
                "make it writable or set QUIZZER_HOME to another folder."
            )
