"""Run by hand: `python tests/bench/bench_log.py [answers]`. What the log costs beside bare SQLite, in the same run.

Times differ from machine to machine; the ratios carry over.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import ReviewLog
from quizzer.storage.rows import row_of

START = datetime(2026, 11, 23, 18, tzinfo=UTC)
CARDS = 2000


def answers(count):
    return [
        Review(
            id=uuid7(START + timedelta(minutes=number), number.to_bytes(10, "big")),
            device="0123456789abcdef",
            card=f"matrix-calculus/card-{number % CARDS}",
            at=START + timedelta(minutes=number),
            kind="review",
            typed="(A + A^T) x",
            verdict="equivalent",
            quality=3 + number % 3,
            first_key=2.5,
            seconds=11.25,
        )
        for number in range(count)
    ]


def seconds_of(deed):
    begin = perf_counter()
    deed()
    return perf_counter() - begin


def bare(path):
    """One row, one transaction, the same pragmas, and nothing else: no trigger, no checksum, no key."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    columns = ", ".join(f"c{number}" for number in range(15))
    connection.execute(f"CREATE TABLE review ({columns})")
    return connection


def appends(folder, rows):
    """Bare and log by turns, so that whatever else the machine does falls on both."""
    marks = ", ".join("?" * 15)
    plain, ours = [], []
    with closing(bare(folder / "bare.sqlite3")) as connection, ReviewLog.open(folder) as log:
        for review in rows:
            row = row_of(review)

            def insert(row=row):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(f"INSERT INTO review VALUES ({marks})", row)
                connection.execute("COMMIT")

            plain.append(seconds_of(insert))
            ours.append(seconds_of(lambda review=review: log.append(review)))
    return plain, ours


def line(name, times, beside=None):
    p99 = quantiles(times, n=100)[98]
    ratio = f"   {median(times) / median(beside):5.2f} × bare (p50)" if beside else ""
    print(f"{name:28} p50 {median(times) * 1e3:7.3f} ms   p99 {p99 * 1e3:7.3f} ms{ratio}")


def main(count):
    rows = answers(count)
    with TemporaryDirectory() as name:
        folder = Path(name)
        plain, ours = appends(folder, rows[: min(count, 2000)])
        line("bare insert", plain)
        line("ReviewLog.append", ours, plain)
        with ReviewLog.open(folder) as log:
            log.extend(rows)
        line(
            "ReviewLog.open and close",
            [seconds_of(lambda: ReviewLog.open(folder).close()) for _ in range(50)],
        )
        with ReviewLog.open(folder) as log, closing(sqlite3.connect(log.path)) as connection:
            fetched = [
                seconds_of(lambda: connection.execute("SELECT * FROM review").fetchall()) for _ in range(5)
            ]
            read = [seconds_of(log.rows) for _ in range(5)]
            kept = log.rows()
        folded = [seconds_of(lambda: fold(kept)) for _ in range(5)]
    for name, times in (("bare fetch", fetched), ("ReviewLog.rows", read), ("fold", folded)):
        per_row = min(times) / len(kept)
        print(f"{name:28} {per_row * 1e6:7.2f} µs a row   {min(times) / min(fetched):5.2f} × bare fetch")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
