"""What is said of an answer when the judge has no verdict: never a traceback, never "wrong"."""

import pytest

from quizzer.deck.loading import load
from quizzer.maths import grade as judge_of_mathematics
from quizzer.maths.verdict import UNDECIDED, Verdict
from quizzer.study.session import begin, grade_self, judge, proceed

CLOZE = """
deck: Gaps
cards:
  - {id: one, cloze: "The derivative of $x^2$ is {{$2 x$}}."}
  - {id: two, cloze: "{{$2 x$}} and {{words}}."}
"""


@pytest.fixture
def gaps(tmp_path, clock):
    path = tmp_path / "gaps.yaml"
    path.write_text(CLOZE, encoding="utf-8")
    loaded = load([path])
    assert not loaded.problems
    return {
        card.id: begin([card], (), clock.at, device="d", seed=1)
        for deck in loaded.decks
        for card in deck.cards
    }


@pytest.mark.parametrize("fault", [RecursionError(), ValueError("deep inside"), MemoryError(), KeyError("x")])
def test_a_fault_of_the_judge_leaves_the_grade_to_the_learner_and_keeps_the_answer(
    sit, clock, monkeypatch, fault
):
    def broken(*_, **__):
        raise fault

    monkeypatch.setattr(judge_of_mathematics, "grade", broken)
    session, outcome = judge(sit("form"), "A x", clock.moment())
    assert outcome.awaits_grade
    assert outcome.message
    assert [(row.typed, row.verdict, row.quality) for row in outcome.reviews] == [("A x", "undecided", None)]
    session, outcome = grade_self(session, 4, clock.moment())
    assert proceed(session).asked is None


@pytest.mark.parametrize(("card", "typed"), [("one", "x + x"), ("two", "x + x; words")])
def test_a_gap_that_cannot_be_decided_is_not_called_wrong(gaps, clock, monkeypatch, card, typed):
    monkeypatch.setattr(
        judge_of_mathematics, "grade", lambda *_, **__: Verdict("undecided", message=UNDECIDED)
    )
    _, outcome = judge(gaps[card], typed, clock.moment())
    assert (outcome.awaits_grade, outcome.message) == (True, UNDECIDED)


def test_a_gap_that_is_wrong_stays_wrong_beside_one_that_cannot_be_decided(gaps, clock, monkeypatch):
    monkeypatch.setattr(
        judge_of_mathematics, "grade", lambda *_, **__: Verdict("undecided", message=UNDECIDED)
    )
    _, outcome = judge(gaps["two"], "x + x; nonsense", clock.moment())
    assert outcome.kind == "wrong"


def test_an_undecided_step_is_on_disk_when_it_is_shown(sit, clock, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(judge_of_mathematics, "grade", lambda *_, **__: Verdict("undecided", message=UNDECIDED))
        session, shown = judge(sit("layer"), "odd", clock.moment())
        assert [(row.typed, row.quality) for row in shown.reviews] == [("odd", None)]
        session, graded = grade_self(session, 3, clock.moment())
        assert (graded.grade.quality, graded.reviews) == (3, ())
    session, outcome = judge(proceed(session), "2 z", clock.moment())
    assert outcome.grade.quality == 3
    assert session.states["small/layer"].reviews == 1


def test_an_undecided_last_step_counts_with_the_steps_before_it(sit, clock, monkeypatch):
    session, _ = judge(sit("layer"), "z", clock.moment())
    monkeypatch.setattr(
        judge_of_mathematics, "grade", lambda *_, **__: Verdict("undecided", message=UNDECIDED)
    )
    session, shown = judge(proceed(session), "odd", clock.moment())
    assert [row.typed for row in shown.reviews] == ["odd"]
    session, outcome = grade_self(session, 4, clock.moment())
    assert (outcome.grade.quality, len(session.done)) == (1, 1)
    assert session.states["small/layer"].history[-1][1] == 1
