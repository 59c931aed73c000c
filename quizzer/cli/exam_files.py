"""Where exams are written down: `exams.toml` beside the settings, the learner's own, and among the decks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quizzer.errors import UsageError
from quizzer.storage.papers import PaperShelf
from quizzer.study.exam_desk import ExamDesk
from quizzer.study.exam_list import read_exams, with_exam, without_exam
from quizzer.study.exams import folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time
    from pathlib import Path

    from quizzer.scheduling.log import Review
    from quizzer.storage.log import ReviewLog
    from quizzer.storage.places import Places
    from quizzer.study.exams import Exam
    from quizzer.study.paper import PaperEvent

FILE_NAME = "exams.toml"


def own_file(places: Places) -> Path:
    """The file that `quizzer exam add` writes to."""
    return places.config.with_name(FILE_NAME)


def exams_of(places: Places) -> tuple[Exam, ...]:
    """All exams by their day; one of the learner's own stands in for its namesake among the decks.

    Raises:
        UsageError: a file cannot be read; with its line.
    """
    own = _read(own_file(places))
    along = _read(places.decks / FILE_NAME)
    taken = {folded(exam.name) for exam in own}
    found = (*own, *(exam for exam in along if folded(exam.name) not in taken))
    return tuple(sorted(found, key=lambda exam: exam.on))


def add_exam(places: Places, exam: Exam) -> tuple[Exam, ...]:
    """Write one more exam; what there is then.

    Raises:
        UsageError: there is one of that name, or the file cannot be written.
    """
    if any(folded(one.name) == folded(exam.name) for one in exams_of(places)):
        raise UsageError(
            f"there is an exam {exam.name!r} already: `quizzer exam remove` it, or edit {own_file(places)}"
        )
    path = own_file(places)
    _write(path, with_exam(_text(path), exam))
    return exams_of(places)


def remove_exam(places: Places, name: str) -> tuple[Exam, ...]:
    """Take an exam out of its file, all else in it as it is; what there is then. Papers stay.

    Raises:
        UsageError: there is none of that name, or it is not written so that it can be cut out.
    """
    for path in (own_file(places), places.decks / FILE_NAME):
        text = _text(path)
        if not any(folded(one.name) == folded(name) for one in read_exams(text, str(path))):
            continue
        left = without_exam(text, name)
        if left is None:
            raise UsageError(f"the exam {name!r} is not taken out: do it by hand, in {path}")
        _write(path, left)
        return exams_of(places)
    known = ", ".join(f"`{exam.name}`" for exam in exams_of(places)) or "none yet"
    raise UsageError(f"there is no exam `{name}`; there are {known}")


def exam_desk(log: ReviewLog, places: Places, starts: time) -> ExamDesk:
    """The exams, and the papers in an open log.

    Raises:
        UsageError, StorageError: they cannot be read.
    """
    shelf = PaperShelf(log)

    def write(events: Sequence[PaperEvent], rows: Sequence[Review]) -> None:
        shelf.keep(events, rows)

    return ExamDesk(
        exams_of(places),
        shelf.events(),
        write,
        lambda exam: add_exam(places, exam),
        lambda name: remove_exam(places, name),
        starts,
    )


def _read(path: Path) -> tuple[Exam, ...]:
    return read_exams(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the exams are not UTF-8 (byte {error.start}).") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def _write(path: Path, text: str) -> None:
    """In one step: whoever reads meanwhile sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
