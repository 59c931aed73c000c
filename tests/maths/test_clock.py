"""The judge's clock counts what it computes, so that a busy machine changes no verdict and no diagnosis."""

import time

import pytest

from quizzer.maths import clock


@pytest.fixture
def times(monkeypatch):
    """Clocks of the wall and of the processor, to be set by hand."""
    at = {"wall": 100.0, "own": 5.0}
    monkeypatch.setattr(time, "perf_counter", lambda: at["wall"])
    monkeypatch.setattr(time, "thread_time", lambda: at["own"])
    return at


def test_what_a_thread_waits_for_does_not_use_up_its_budget(times):
    deadline = clock.start() + 0.3
    times["wall"] += 0.5
    times["own"] += 0.1
    assert not clock.is_over(deadline)


def test_what_a_thread_computes_uses_up_its_budget(times):
    deadline = clock.start() + 0.3
    times["wall"] += 0.31
    times["own"] += 0.31
    assert clock.is_over(deadline)


def test_waiting_is_granted_up_to_a_bound(times):
    deadline = clock.start() + 0.3
    times["wall"] += 0.3 + clock.MOST_WAITED + 0.01
    assert clock.is_over(deadline)


def test_the_clock_never_runs_ahead_of_the_wall(times):
    clock.start()
    times["own"] += 2.0
    assert clock.now() == times["wall"]
