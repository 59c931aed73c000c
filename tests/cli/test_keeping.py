"""`quizzer locate` and `quizzer log`: where things lie, whether they are whole, and a copy of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import FILE_NAME, ReviewLog

AT = datetime(2026, 11, 22, 18, tzinfo=UTC)


def answered(folder, *typed):
    with ReviewLog.open(folder) as log:
        for number, text in enumerate(typed):
            row_id = uuid7(AT, number.to_bytes(10, "big"))
            log.append(Review(row_id, log.device, "deck/card", AT, "review", typed=text, quality=4))
    return folder / FILE_NAME


@pytest.mark.parametrize(
    ("what", "path"),
    [("config", "config.toml"), ("data", "."), ("decks", "decks"), ("log", FILE_NAME)],
)
def test_one_place_is_one_line_for_a_script(quizzer, home, what, path):
    ran = quizzer("locate", what)
    assert (ran.code, ran.out, ran.err) == (0, f"{home / path}\n", "")
    assert not home.exists()


def test_all_places_are_told_with_what_they_are(quizzer, home):
    rows = quizzer("locate").out.splitlines()
    assert [row.split()[0] for row in rows] == ["config", "data", "log", "decks", "bundled"]
    assert rows[0].endswith("(not there yet)")
    assert not rows[-1].endswith("(not there yet)")


def test_the_bundled_decks_are_found(quizzer):
    from pathlib import Path

    assert Path(quizzer("locate", "bundled").out.strip(), "matrix-calculus.yaml").is_file()


def test_a_sound_log_is_said_to_be_sound(quizzer, home):
    path = answered(home, "one", "two")
    assert quizzer("log", "check").out == f"{path}: 2 rows, each as it was written\n"


def test_a_changed_row_is_named(quizzer, home):
    path = answered(home, "answer-1", "answer-2")
    path.write_bytes(path.read_bytes().replace(b"answer-2", b"answer-3"))
    ran = quizzer("log", "check")
    assert ran.code == 1
    assert ran.out == f"{path}: row {uuid7(AT, (1).to_bytes(10, 'big'))} fails its checksum\n"


def test_what_is_no_log_ends_in_a_sentence_and_stays_as_it_is(quizzer, home):
    home.mkdir()
    (home / FILE_NAME).write_bytes(b"no database" * 1000)
    ran = quizzer("log", "check")
    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
    assert "damaged" in ran.err
    assert (home / FILE_NAME).read_bytes() == b"no database" * 1000


def test_without_a_log_there_is_nothing_wrong_and_nothing_to_copy(quizzer, home, tmp_path):
    assert quizzer("log", "check").code == 0
    ran = quizzer("log", "backup", str(tmp_path / "copy"))
    assert (ran.code, ran.out) == (4, "")
    assert "no log" in ran.err
    assert not home.exists()
    assert not (tmp_path / "copy").exists()


def test_a_backup_holds_every_row(quizzer, home, tmp_path):
    answered(home, "one", "two", "three")
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / FILE_NAME
    assert quizzer("log", "backup", str(copy)).out == f"3 rows copied to {copy}\n"
    with ReviewLog.open(copy.parent, read_only=True) as log:
        assert [row.typed for row in log.rows()] == ["one", "two", "three"]


@pytest.mark.parametrize("prepare", [lambda copy: copy.write_text("mine"), lambda copy: copy.mkdir()])
def test_a_backup_overwrites_nothing(quizzer, home, tmp_path, prepare):
    answered(home, "one")
    copy = tmp_path / "copy"
    prepare(copy)
    ran = quizzer("log", "backup", str(copy))
    assert ran.code == 4
    assert "there already" in ran.err


def test_a_backup_into_no_folder_is_said(quizzer, home, tmp_path):
    answered(home, "one")
    ran = quizzer("log", "backup", str(tmp_path / "no" / "copy"))
    assert (ran.code, ran.err.count("\n")) == (4, 1)
