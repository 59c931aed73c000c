"""Mock papers beside the log: kept at once, never changed, in one transaction with what they add to the log."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from quizzer.errors import LogDamaged, StorageError
from quizzer.storage.log import ReviewLog
from quizzer.storage.papers import PaperShelf
from quizzer.study.paper import PaperEvent

ZONE = timezone(timedelta(hours=-3, minutes=-30))
AT = datetime(2026, 11, 23, 18, 30, 0, 123456, tzinfo=ZONE)
VERSION_1 = Path(__file__).with_name("version-1.sql")


def event(number, **fields):
    sound = {"device": "here", "paper": "p", "kind": "answered", "content": '{"typed":"(A + Aᵀ) x"}'}
    return PaperEvent(**{"id": f"e-{number}", "at": AT + timedelta(seconds=number), **sound, **fields})


def test_what_was_kept_is_read_back_to_the_letter_in_order(folder):
    with ReviewLog.open(folder) as log:
        PaperShelf(log).keep([event(2), event(1)])
    with ReviewLog.open(folder, read_only=True) as log:
        found = PaperShelf(log).events()
    assert found == [event(1), event(2)]
    assert [one.at.isoformat() for one in found] == [event(1).at.isoformat(), event(2).at.isoformat()]


def test_the_same_event_again_is_kept_once_and_another_under_its_id_refused(log):
    shelf = PaperShelf(log)
    shelf.keep([event(1)])
    shelf.keep([event(1), event(2)])
    with pytest.raises(StorageError, match="another one under the id e-1"):
        shelf.keep([event(3), event(1, content="{}")])
    assert shelf.events() == [event(1), event(2)], "where one fails none is kept"


def test_events_and_reviews_are_kept_together_or_not_at_all(log, review):
    shelf = PaperShelf(log)
    shelf.keep([event(1)], [review(1)])
    with pytest.raises(StorageError):
        shelf.keep([event(2)], [review(1, typed="another")])
    assert shelf.events() == [event(1)]
    assert log.rows() == [review(1)]


@pytest.mark.parametrize("deed", ["UPDATE paper_event SET content = '{}'", "DELETE FROM paper_event"])
def test_an_event_is_never_changed(log, deed):
    PaperShelf(log).keep([event(1)])
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        log.connection.execute(deed)


def test_a_flipped_bit_is_found(folder, path):
    with ReviewLog.open(folder) as log:
        PaperShelf(log).keep([event(1)])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER paper_event_never_changes")
        connection.execute("UPDATE paper_event SET content = replace(content, 'x', 'y')")
        connection.commit()
    with ReviewLog.open(folder, read_only=True) as log:
        assert log.check() == ["event e-1 of a paper fails its checksum"]
        with pytest.raises(LogDamaged, match="e-1"):
            PaperShelf(log).events()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_log_from_before_there_were_papers_has_none(folder, path, read_only):
    folder.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    with ReviewLog.open(folder, read_only=read_only) as log:
        assert PaperShelf(log).events() == []
        assert len(log.rows()) == 2


def test_half_a_character_is_kept_written_out(log):
    PaperShelf(log).keep([event(1, content='{"typed":"a\udc80"}')])
    (found,) = PaperShelf(log).events()
    assert found.told == {"typed": "a\udc80"}


# Answers one question after another; says each once it is kept, as the next question is shown then.
WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quizzer.storage.log import ReviewLog
from quizzer.storage.papers import PaperShelf
from quizzer.study.paper import PaperEvent

start, name = datetime(2026, 11, 23, 18, tzinfo=UTC), sys.argv[2]
with ReviewLog.open(Path(sys.argv[1])) as log:
    shelf = PaperShelf(log)
    for number in range(10_000):
        shelf.keep([PaperEvent(f"{name}-{number}", name, "p", start + timedelta(seconds=number), "answered")])
        print(f"{name}-{number}", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_right_after_any_answer_on_a_paper_nothing_is_lost(folder):
    told = set()
    for run in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), f"run{run}"], stdout=subprocess.PIPE, text=True
        ) as process:
            told |= {process.stdout.readline().strip() for _ in range(1 + 7 * run)}
            process.send_signal(signal.SIGKILL)
            told |= {line.strip() for line in process.stdout if line.endswith("\n")}
        assert process.returncode == -signal.SIGKILL
    with ReviewLog.open(folder) as log:
        kept = {one.id for one in PaperShelf(log).events()}
    assert told <= kept
    assert len(kept - told) <= 5, "at most the one a run that was kept but not yet said"
