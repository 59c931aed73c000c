from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizzer.scheduling.log import Review
from quizzer.storage.log import FILE_NAME, ReviewLog

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture
def review():
    """Makes the review of a number: each later than the one before."""

    def made(number, **fields):
        sound = {
            "id": f"id-{number:06d}",
            "device": "here",
            "card": "deck/card",
            "kind": "review",
            "quality": 4,
        }
        return Review(**{**sound, "at": AT + timedelta(minutes=number), **fields})

    return made


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def log(folder):
    with ReviewLog.open(folder) as opened:
        yield opened


@pytest.fixture
def path(folder):
    return folder / FILE_NAME
