"""The judge's clock counts what it computes, so that a busy machine changes no verdict and no diagnosis."""

import time

import pytest

from quizzer.maths import clock
from quizzer.maths.grade import grade


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


def test_a_diagnosis_is_given_although_the_machine_is_busy_while_it_is_looked_for(times, monkeypatch):
    now = clock.now

    def before_a_pause():
        found = now()
        times["wall"] += 0.35  # more than all of a diagnosis may take
        monkeypatch.setattr(clock, "now", now)
        return found

    monkeypatch.setattr(clock, "now", before_a_pause)
    verdict = grade("||u - v||^2", "||u||^2 - 2 u'v", {"u, v": "vector(n)"})
    assert [one.code for one in verdict.diagnoses] == ["missing-term"]
