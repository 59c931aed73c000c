"""What the disk and other programs can do to the log, and what the operator is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from quizzer.errors import LogBusy, LogDamaged, LogTooNew, LogUnreachable, StorageError
from quizzer.storage.log import FILE_NAME, ReviewLog
from quizzer.storage.schema import APPLICATION_ID, MIGRATIONS

NOBODY = 65534


def other_connection(path):
    return closing(sqlite3.connect(path, isolation_level=None))


def file_in_the_way(folder):
    folder.write_text("a file, not a folder")


def file_above(folder):
    folder.parent.joinpath("file").write_text("")
    return folder.parent / "file" / "data"


def folder_in_the_way(folder):
    (folder / FILE_NAME).mkdir(parents=True)


def not_a_database(folder):
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"these are not the pages of a database" * 100)


def another_programs_database(folder):
    folder.mkdir()
    with other_connection(folder / FILE_NAME) as connection:
        connection.execute("CREATE TABLE recipe (name)")


def another_programs_marked_database(folder):
    folder.mkdir()
    with other_connection(folder / FILE_NAME) as connection:
        connection.execute("PRAGMA application_id = 77")


def a_later_version(folder):
    ReviewLog.open(folder).close()
    with other_connection(folder / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")


FAULTS = [
    # what is there, error, what the sentence says
    (file_in_the_way, LogUnreachable, ["QUIZZER_HOME"]),
    (file_above, LogUnreachable, ["QUIZZER_HOME"]),
    (folder_in_the_way, LogUnreachable, ["QUIZZER_HOME"]),
    (not_a_database, LogDamaged, ["no database", "backup"]),
    (another_programs_database, LogDamaged, ["another program's", "move the file aside"]),
    (another_programs_marked_database, LogDamaged, ["another program's"]),
    (a_later_version, LogTooNew, ["version 99", f"up to {len(MIGRATIONS)}", "update quizzer"]),
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("prepare", "error", "words"), FAULTS)
def test_a_log_that_cannot_be_used_says_so_in_one_sentence(folder, prepare, error, words, read_only):
    place = prepare(folder) or folder
    with pytest.raises(error) as raised:
        ReviewLog.open(place, read_only=read_only)
    sentence = str(raised.value)
    assert "\n" not in sentence
    for word in [*words, str(place)]:
        assert word in sentence


@pytest.mark.parametrize("prepare", [not_a_database, another_programs_database, a_later_version])
def test_a_file_that_is_not_ours_stays_as_it_is(folder, path, prepare):
    prepare(folder)
    before = path.read_bytes()
    with pytest.raises(StorageError):
        ReviewLog.open(folder)
    assert path.read_bytes() == before
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_a_log_held_by_another_program_is_busy(log, path, review, folder):
    with other_connection(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with ReviewLog.open(folder, busy_seconds=0.01) as second:
            with pytest.raises(LogBusy, match="not saved: another program holds"):
                second.append(review(1))
            other.execute("ROLLBACK")
            second.append(review(1))
    assert log.rows() == [review(1)]


def test_a_full_disk_says_that_the_answer_is_not_saved_and_the_log_goes_on(log, review):
    """A limit of pages is to SQLite what a full disk is."""
    log.append(review(1))
    (pages,) = log._connection.execute("PRAGMA page_count").fetchone()
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LogUnreachable, match=r"not saved.*disk is full; make room"):
        log.append(review(2, typed="x" * 100_000))
    assert log.rows() == [review(1)]
    log._connection.execute("PRAGMA max_page_count = 100000")
    log.append(review(2))
    assert log.rows() == [review(1), review(2)]


def flipped(path, at, bit=0x01):
    content = bytearray(path.read_bytes())
    content[at] ^= bit
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("bit", "why"), [(0x01, "another letter"), (0x80, "no letter at all: half of a UTF-8 sequence")]
)
def test_a_flipped_bit_is_found_and_the_other_answers_are_still_there(folder, path, review, bit, why):
    with ReviewLog.open(folder) as log:
        log.extend(review(number, typed=f"answer-{number}") for number in range(1, 4))
    flipped(path, path.read_bytes().index(b"answer-2"), bit)
    for read_only in (False, True):
        with ReviewLog.open(folder, read_only=read_only) as log:
            with pytest.raises(LogDamaged, match=r"1 of its rows.*id-000002.*backup"):
                log.rows()
            assert log.read() == ([review(1, typed="answer-1"), review(3, typed="answer-3")], ["id-000002"])


def test_no_flip_in_the_page_of_the_rows_goes_unseen(folder, path, review):
    """In the page's head and in its rows: either all rows are right, or an error or a broken row says otherwise."""
    told = [review(number, typed=f"answer-{number}", seconds=2.5) for number in range(3)]
    with ReviewLog.open(folder) as log:
        log.extend(told)
    sound = path.read_bytes()
    begin = sound.index(b"answer-2") & ~0xFFF
    for at in [
        *range(begin, begin + 24),
        *range(sound.index(b"answer-2") - 60, sound.index(b"answer-0") + 12, 3),
    ]:
        path.write_bytes(sound)
        flipped(path, at, 0x10)
        try:
            with ReviewLog.open(folder, read_only=True) as log:
                found = log.read()
        except StorageError:
            continue
        assert all(row in told for row in found.sound), at
        assert found.broken or found.sound == told, at


def test_a_check_finds_what_reading_alone_would_not(folder, path, review):
    """A page's count of its rows, three made two: a row is gone from sight and the rest are sound."""
    with ReviewLog.open(folder) as log:
        log.extend(map(review, (1, 2, 3)))
        assert log.check() == []
    content = path.read_bytes()
    page = content.index(b"id-000002") & ~0xFFF
    assert content[page + 4] == 3
    flipped(path, page + 4)
    with ReviewLog.open(folder) as log:
        assert len(log.read().sound) == 2
        assert log.check() != []


def test_a_check_names_the_broken_rows(folder, path, review):
    with ReviewLog.open(folder) as log:
        log.extend(review(number, typed=f"answer-{number}") for number in (1, 2))
    flipped(path, path.read_bytes().index(b"answer-2"))
    with ReviewLog.open(folder) as log:
        assert log.check() == ["row id-000002 fails its checksum"]


@contextmanager
def as_an_ordinary_user():
    """Modes of files don't bind root: step down where the tests run as root."""
    if os.getuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def read_only_folder(review):
    """A log with one answer that is still in the write-ahead file, on a disk that takes nothing more."""
    home = Path(mkdtemp(prefix="quizzer-test-"))
    home.chmod(0o755)
    folder = home / "data"
    with ReviewLog.open(home / "source") as log:
        log.append(review(1))
        folder.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(home / "source" / (FILE_NAME + suffix), folder / (FILE_NAME + suffix))
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(home)


@pytest.mark.skipif(os.name != "posix", reason="modes of files as POSIX has them")
class TestReadOnlyFolder:
    def test_it_is_refused_before_the_first_answer_is_typed(self, read_only_folder):
        with as_an_ordinary_user(), pytest.raises(LogUnreachable, match=r"read-only.*QUIZZER_HOME"):
            ReviewLog.open(read_only_folder)

    def test_it_can_be_read_with_the_answers_not_yet_in_the_main_file(self, read_only_folder, review):
        with as_an_ordinary_user(), ReviewLog.open(read_only_folder, read_only=True) as log:
            assert log.rows() == [review(1)]

    def test_a_folder_cannot_be_made_in_it(self, read_only_folder):
        with as_an_ordinary_user(), pytest.raises(LogUnreachable, match=r"cannot be made: Permission denied"):
            ReviewLog.open(read_only_folder / "deeper")

    def test_a_log_that_one_may_not_read_is_not_taken_for_an_empty_one(self, read_only_folder):
        (read_only_folder / FILE_NAME).chmod(0)
        with as_an_ordinary_user(), pytest.raises(LogUnreachable):
            ReviewLog.open(read_only_folder, read_only=True)


def test_a_new_log_bears_the_programs_mark(log):
    assert log._connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert log._connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
