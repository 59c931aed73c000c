from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.errors import StorageError
from quizzer.scheduling.log import KINDS, Review
from quizzer.storage.log import ReviewLog
from quizzer.storage.rows import is_sound, review_of, row_of

FULL = 2


def test_what_is_appended_is_read_again_also_after_closing(folder, review):
    kept = review(
        1,
        instance='{"n": 3}',
        typed="(A + Aᵀ)x\n\x00\x1f",
        verdict="equivalent",
        first_key=2.5,
        seconds=11,
        hints=1,
        at=datetime(2026, 11, 23, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    )
    with ReviewLog.open(folder) as log:
        log.append(kept)
        assert log.rows() == [kept]
    with ReviewLog.open(folder) as log:
        assert log.rows() == [kept]
        assert log.rows()[0].at.utcoffset() == kept.at.utcoffset()


def test_rows_come_in_order_of_time_device_and_id(log, review):
    at = review(1).at
    given_in = [
        review(3, at=at + timedelta(seconds=1)),
        review(2, at=at, device="there"),
        review(9, at=at, device="here"),
        review(1, at=at, device="there"),
        review(7, at=(at - timedelta(seconds=1)).astimezone(timezone(timedelta(hours=14)))),
    ]
    assert log.extend(given_in) == 5
    assert [row.id[-1] for row in log.rows()] == ["7", "9", "1", "2", "3"]


def test_the_same_review_given_twice_is_kept_once(log, review):
    log.append(review(1))
    log.append(review(1))
    assert log.rows() == [review(1)]


def test_another_review_under_the_same_id_is_refused(log, review):
    log.append(review(1))
    with pytest.raises(StorageError, match="holds another one under the id id-000001"):
        log.append(review(1, quality=2))
    assert log.rows() == [review(1)]


def test_of_many_all_are_kept_or_none(log, review):
    log.append(review(5))
    with pytest.raises(StorageError):
        log.extend([review(1), review(2), review(5, quality=0)])
    assert log.rows() == [review(5)]


def test_two_devices_logs_merge_by_union(tmp_path, review):
    with ReviewLog.open(tmp_path / "one") as one, ReviewLog.open(tmp_path / "two") as two:
        one.extend(map(review, (1, 2, 3)))
        two.extend(map(review, (2, 3, 4)))
        assert one.extend(two.rows()) == 1
        assert two.extend(one.rows()) == 1
        assert one.rows() == two.rows() == list(map(review, (1, 2, 3, 4)))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review SET quality = 5",
        "DELETE FROM review",
        "INSERT OR REPLACE INTO review SELECT * FROM review",
    ],
)
def test_the_file_itself_refuses_to_change_a_row(log, path, review, statement):
    log.append(review(1))
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        other.execute(statement)
    other.close()
    assert log.rows() == [review(1)]


def test_columns_take_only_what_they_are_for(log, path):
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        other.execute("INSERT INTO review (at) VALUES ('yesterday')")
    other.close()


def test_an_answer_survives_a_power_cut(log):
    """Write-ahead with FULL: on return from COMMIT the row has been handed to the disk; NORMAL would wait."""
    assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert log._connection.execute("PRAGMA synchronous").fetchone() == (FULL,)


def test_a_device_keeps_its_name_and_two_have_two(tmp_path):
    names = []
    for folder in ("one", "one", "two"):
        with ReviewLog.open(tmp_path / folder) as log:
            names.append(log.device)
    assert names[0] == names[1] != names[2]


def test_randomness_is_an_argument(folder):
    with ReviewLog.open(folder, random_bytes=lambda size: b"\xab" * size) as log:
        assert log.device == "ab" * 8


def test_reading_only_makes_nothing(folder):
    with ReviewLog.open(folder, read_only=True) as log:
        assert log.rows() == []
    assert not folder.exists()


def test_reading_only_sees_what_another_just_appended_and_cannot_write(log, folder, review):
    log.append(review(1))
    with ReviewLog.open(folder, read_only=True) as reader:
        assert (reader.rows(), reader.device) == ([review(1)], log.device)
        with pytest.raises(StorageError, match="not saved"):
            reader.append(review(2))
    assert log.rows() == [review(1)]


def test_a_backup_is_a_log(log, tmp_path, path, review):
    log.append(review(1))
    (tmp_path / "copy").mkdir()
    log.back_up(tmp_path / "copy" / path.name)
    with ReviewLog.open(tmp_path / "copy") as copy:
        assert (copy.rows(), copy.device) == ([review(1)], log.device)
        copy.append(review(2))


def test_a_backup_overwrites_nothing(log, tmp_path):
    (tmp_path / "precious").write_text("mine")
    with pytest.raises(StorageError, match="is there already"):
        log.back_up(tmp_path / "precious")
    assert (tmp_path / "precious").read_text() == "mine"


def test_half_characters_from_a_broken_terminal_are_written_out(log, review):
    """A lone surrogate fits into no database; the answer is kept all the same, and once."""
    for _ in range(2):
        log.append(review(1, typed="x\udcff²"))
    assert [row.typed for row in log.rows()] == ["x\\udcff²"]


text = st.text(max_size=20)
names = st.text(min_size=1, max_size=20)
zones = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))
seconds = st.none() | st.floats(0, allow_infinity=False) | st.integers(0, 2**53)
reviews = st.builds(
    Review,
    id=names,
    device=text,
    card=names,
    at=st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones),  # noqa: DTZ001
    kind=st.sampled_from(sorted(KINDS - {"alias", "undo", "override"})),
    instance=text,
    typed=text,
    verdict=text,
    quality=st.none() | st.integers(0, 5),
    first_key=seconds,
    seconds=seconds,
    hints=st.integers(0, 99),
    refers=text,
)


@given(reviews)
def test_a_row_and_a_review_say_the_same(review):
    row = row_of(review)
    assert is_sound(row)
    assert review_of(row) == review
    assert review_of(row).at.isoformat() == review.at.isoformat()


@given(reviews, st.integers(0, 14), st.data())
def test_a_row_changed_in_any_column_is_found_out(review, column, data):
    row = row_of(review)
    was = row[column]
    other = data.draw(
        (st.text(max_size=3) if isinstance(was, str) else st.integers(0, 9)).filter(lambda new: new != was)
    )
    if str(other) != str(was):
        assert not is_sound((*row[:column], other, *row[column + 1 :]))


@given(st.lists(reviews, max_size=5, unique_by=lambda review: review.id))
def test_the_disk_gives_back_what_it_was_given(given_in):
    with TemporaryDirectory() as folder:
        with ReviewLog.open(Path(folder)) as log:
            log.extend(given_in)
            log.extend(given_in)
        with ReviewLog.open(Path(folder)) as log:
            assert sorted(log.rows(), key=lambda row: row.id) == sorted(given_in, key=lambda row: row.id)
