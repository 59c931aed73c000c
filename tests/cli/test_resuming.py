"""`quizzer resume`: what was suspended is listed, and comes back where its schedule was."""

import pytest

from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review, uuid7
from quizzer.storage.log import ReviewLog


@pytest.fixture
def suspended(home, around):
    """Two cards put aside, each answered before."""
    with ReviewLog.open(home) as log:
        for number, (card, kind, quality) in enumerate(
            [("d/a", "review", 4), ("d/a", "suspend", None), ("e/b", "suspend", None)]
        ):
            at = around.now()
            log.append(Review(uuid7(at, bytes([number] * 10)), "x", card, at, kind, quality=quality))
    return home


def test_nothing_is_suspended_at_first_and_no_log_is_made(quizzer, home):
    assert quizzer("resume").out == "No card is suspended.\n"
    assert not home.exists()


def test_suspended_cards_are_listed_one_a_line(quizzer, suspended):
    assert quizzer("resume").out == "d/a\ne/b\n"


@pytest.mark.parametrize("name", ["d/a", "a"])
def test_a_card_comes_back_where_its_schedule_was(quizzer, suspended, name):
    assert quizzer("resume", name).code == 0
    with ReviewLog.open(suspended) as log:
        states = fold(log.rows())
    assert (states["d/a"].suspended, states["d/a"].memory.interval) == (False, 1)
    assert quizzer("resume").out == "e/b\n"


def test_what_is_not_suspended_is_said_and_nothing_is_written(quizzer, suspended):
    ran = quizzer("resume", "d/a", "f/c")
    assert ran.code == 2
    assert "`f/c` is not suspended" in ran.err
    assert quizzer("resume").out == "d/a\ne/b\n"
