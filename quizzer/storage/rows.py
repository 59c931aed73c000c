"""Between a Review and its row on the disk, with the checksum that tells whether they are still the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, TypeAlias
from zlib import crc32

from quizzer.scheduling.log import Review

Row: TypeAlias = tuple[Any, ...]

# In this order of columns rows sort as the log is read: by time, device and id.
SELECT = """SELECT at, device, id, utc_offset, card, kind, instance, typed, verdict,
    quality, first_key, seconds, hints, refers, checksum FROM review"""
INSERT = """INSERT INTO review (at, device, id, utc_offset, card, kind, instance, typed, verdict,
    quality, first_key, seconds, hints, refers, checksum) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"""
ID = 2
"""The column of the id."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)


def row_of(review: Review) -> Row:
    """The row in the order of SELECT; `at` in microseconds since 1970, the offset in whole seconds."""
    fields = (
        (review.at - _EPOCH) // _MICROSECOND,
        writable(review.device),
        writable(review.id),
        (review.at.utcoffset() or timedelta()) // _SECOND,
        writable(review.card),
        review.kind,
        writable(review.instance),
        writable(review.typed),
        writable(review.verdict),
        None if review.quality is None else int(review.quality),
        _real(review.first_key),
        _real(review.seconds),
        int(review.hints),
        writable(review.refers),
    )
    return (*fields, checksum(fields))


def review_of(row: Row) -> Review:
    """The review that a sound row holds."""
    at, device, row_id, utc_offset, card, kind, instance, typed, verdict = row[:9]
    return Review(
        row_id,
        device,
        card,
        _epoch_at(utc_offset) + timedelta(microseconds=at),
        kind,
        instance,
        typed,
        verdict,
        *row[9:14],
    )


def is_sound(row: Row) -> bool:
    """Whether the row is what was written."""
    return bool(checksum(row[:-1]) == row[-1])


def checksum(fields: Row) -> int:
    """CRC-32 of the fields as text: finds every flip of a bit, and any run of 32."""
    return crc32("\x1f".join(map(str, fields)).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=64)
def _epoch_at(utc_offset: int) -> datetime:
    """The start of 1970 in UTC, by the wall clock of an offset in seconds."""
    return _EPOCH.astimezone(timezone(timedelta(seconds=utc_offset)))


def writable(text: str) -> str:
    """The text itself; half characters, which a broken terminal can send, written out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _real(seconds: float | None) -> float | None:
    # Not whole, and not -0.0, which SQLite gives back as 0.0: what is read must be what was summed up.
    return None if seconds is None else seconds + 0.0
