"""The events of mock papers on disk, in the log's own file: answers are there before the next question is."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, TypeAlias

from quizzer.errors import StorageError
from quizzer.storage.faults import damaged, told
from quizzer.storage.rows import checksum, row_of, writable
from quizzer.study.paper import EVENT_KINDS, PaperEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.log import Review
    from quizzer.storage.log import ReviewLog

Row: TypeAlias = tuple[Any, ...]

_SELECT = "SELECT at, device, id, utc_offset, paper, kind, content, checksum FROM paper_event"
_INSERT = """INSERT INTO paper_event (at, device, id, utc_offset, paper, kind, content, checksum)
    VALUES (?,?,?,?,?,?,?,?)"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PaperShelf:
    """The papers in an open log; every method raises a StorageError where the disk does not do its part."""

    def __init__(self, log: ReviewLog) -> None:
        self._log = log

    def events(self) -> list[PaperEvent]:
        """All events, in order of (time, device, id).

        Raises:
            LogDamaged: one is not what was written.
        """
        found = _rows(self._log)
        if broken := _broken(found):
            raise damaged(self._log.path, f"{len(broken)} events of papers fail their checksum ({broken[0]})")
        return [_event(row) for row in sorted(found)]

    def keep(self, events: Iterable[PaperEvent], reviews: Iterable[Review] = ()) -> None:
        """Keep events and reviews, all or none: on return they are on the disk. The same again is one."""
        connection = self._log.connection
        with told(self._log.path, "The answer is not saved"):
            connection.execute("BEGIN IMMEDIATE")
            try:
                for event in events:
                    self._insert(_row(event))
                for review in reviews:
                    self._log.insert(row_of(review))
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _insert(self, row: Row) -> None:
        try:
            self._log.connection.execute(_INSERT, row)
        except sqlite3.IntegrityError:
            kept = self._log.connection.execute(f"{_SELECT} WHERE id = ?", (row[2],)).fetchone()
            if kept == row:
                return
            if kept is None:
                raise
            raise StorageError(
                f"The answer is not saved: {self._log.path} holds another one under the id {row[2]}."
            ) from None


def broken_events(log: ReviewLog) -> list[str]:
    """The ids of events that are not what was written."""
    return _broken(_rows(log))


def _rows(log: ReviewLog) -> list[Row]:
    with told(log.path, "The papers cannot be read"):
        return log.connection.execute(_SELECT).fetchall()


def _broken(rows: list[Row]) -> list[str]:
    return [str(row[2]) for row in rows if checksum(row[:-1]) != row[-1] or row[5] not in EVENT_KINDS]


def _row(event: PaperEvent) -> Row:
    fields = (
        (event.at - _EPOCH) // timedelta(microseconds=1),
        writable(event.device),
        writable(event.id),
        (event.at.utcoffset() or timedelta()) // timedelta(seconds=1),
        writable(event.paper),
        event.kind,
        writable(event.content),
    )
    return (*fields, checksum(fields))


def _event(row: Row) -> PaperEvent:
    at, device, event_id, utc_offset, paper, kind, content, _ = row
    zone = timezone(timedelta(seconds=utc_offset))
    moment = (_EPOCH + timedelta(microseconds=at)).astimezone(zone)
    return PaperEvent(event_id, device, paper, moment, kind, content)
