"""Every version of the log ever released can be read: its file, as SQL, lies beside this test and is never edited."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from quizzer.errors import LogTooNew
from quizzer.scheduling.log import Review
from quizzer.storage.log import ReviewLog
from quizzer.storage.schema import MIGRATIONS, migrate, version_of

VERSION_1 = Path(__file__).with_name("version-1.sql")

ANSWERS = [
    Review(
        id="019ab1c2-0000-7000-8000-000000000001",
        device="0123456789abcdef",
        card="matrix-calculus/quadratic-form",
        at=datetime.fromisoformat("2026-11-23T18:30:00.123456+01:00"),
        kind="review",
        instance='{"n": 3}',
        typed="(A + Aᵀ) x",
        verdict="equivalent",
        quality=4,
        first_key=2.25,
        seconds=11.0,
        hints=1,
    ),
    Review(
        id="019ab1c2-0000-7000-8000-000000000002",
        device="0123456789abcdef",
        card="matrix-calculus/quadratic-form",
        at=datetime.fromisoformat("2026-11-23T23:59:59-09:30"),
        kind="undo",
        refers="019ab1c2-0000-7000-8000-000000000001",
    ),
]


@pytest.fixture
def old(folder, path):
    """A log as version 1 of the program left it."""
    folder.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("read_only", [True, False])
def test_a_log_of_version_1_is_read_to_the_letter(old, folder, read_only):
    with ReviewLog.open(folder, read_only=read_only) as log:
        assert log.rows() == ANSWERS
        assert [row.at.isoformat() for row in log.rows()] == [row.at.isoformat() for row in ANSWERS]
        assert log.device == "0123456789abcdef"


def test_a_log_of_version_1_takes_more_answers(old, folder, review):
    with ReviewLog.open(folder) as log:
        log.append(review(1))
        assert log.rows() == sorted([*ANSWERS, review(1)], key=lambda row: row.at)


def test_reading_only_leaves_an_old_log_as_it_is(old, folder):
    before = old.read_bytes()
    ReviewLog.open(folder, read_only=True).close()
    assert old.read_bytes() == before


NEXT = "CREATE TABLE note (text TEXT NOT NULL) STRICT;\nINSERT INTO note VALUES ('a; semicolon');\n"
BROKEN = NEXT + "INSERT INTO nowhere VALUES (1);\n"


def version(connection, path):
    return version_of(connection, path, newest=99)


def test_a_migration_takes_the_log_one_version_on_and_keeps_its_rows(old, folder):
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        migrate(connection, old, "unused", (*MIGRATIONS, NEXT))
        assert version(connection, old) == len(MIGRATIONS) + 1
        assert connection.execute("SELECT text FROM note").fetchall() == [("a; semicolon",)]
        assert connection.execute("SELECT id FROM device").fetchall() == [("0123456789abcdef",)]
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (len(ANSWERS),)
    with pytest.raises(LogTooNew, match=f"version {len(MIGRATIONS) + 1}"):
        ReviewLog.open(folder)


def test_a_migration_that_fails_leaves_the_log_as_it_was(old, folder):
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        before = version(connection, old)
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrate(connection, old, "unused", (*MIGRATIONS, BROKEN))
        assert version(connection, old) == before
    with ReviewLog.open(folder) as log:
        assert log.rows() == ANSWERS


def test_migrating_what_is_migrated_changes_nothing(old):
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        for _ in range(2):
            migrate(connection, old, "unused")
        assert connection.execute("SELECT count(*) FROM device").fetchone() == (1,)


def test_a_log_with_kinds_that_version_1_does_not_know_is_refused_by_its_version(old, folder, review):
    with ReviewLog.open(folder) as log:
        log.append(review(1))
    with closing(sqlite3.connect(old)) as connection, pytest.raises(LogTooNew, match="update quizzer"):
        version_of(connection, old, newest=1)
