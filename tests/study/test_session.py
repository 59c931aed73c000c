"""A sitting: what each answer leads to, in grades, rows and what is asked next."""

import subprocess
import sys
from datetime import date

import pytest

from quizzer.scheduling.fold import fold
from quizzer.study.queue import Rules
from quizzer.study.session import (
    begin,
    bury,
    give_up,
    grade_self,
    judge,
    proceed,
    regrade,
    retry,
    skip,
    suspend,
    take_hint,
    undo,
)


def test_a_right_answer_is_a_four_and_comes_back_tomorrow(sit, clock):
    session, outcome = judge(sit("form"), "A x + A' x", clock.moment(first_key=1.5, seconds=9))
    assert (outcome.kind, outcome.headline, outcome.grade.quality) == ("right", "Equivalent", 4)
    assert outcome.due == date(2026, 11, 24)
    (row,) = outcome.reviews
    assert (row.kind, row.card, row.typed, row.verdict) == (
        "review",
        "small/form",
        "A x + A' x",
        "equivalent",
    )
    assert (row.quality, row.first_key, row.seconds) == (4, 1.5, 9)
    assert proceed(session).asked is None


def test_a_near_miss_is_a_two_told_why_and_asked_again_until_it_scores_four(sit, clock):
    session, outcome = judge(sit("form"), "2 A x", clock.moment())
    assert (outcome.grade.quality, [one.code for one in outcome.verdict.diagnoses]) == (2, ["symmetric"])
    session = proceed(session)
    assert session.asked.kind == "repeat"
    session, outcome = judge(session, "A x", clock.moment())
    assert outcome.reviews[0].kind == "repeat"
    session = proceed(session)
    assert session.asked.kind == "repeat"
    session, outcome = judge(session, "(A + A^T) x", clock.moment())
    assert proceed(session).asked is None
    assert outcome.due == date(2026, 11, 24), "repeats leave the schedule alone"


@pytest.mark.parametrize(
    ("typed", "kind"), [("(A + A^) x", "malformed"), ("x A", "mis-shaped"), ("", "malformed")]
)
def test_a_slip_is_no_answer_nothing_is_kept_and_the_same_is_asked(sit, clock, typed, kind):
    session, outcome = judge(sit("form"), typed, clock.moment())
    assert (outcome.kind, outcome.verdict.kind, outcome.reviews, outcome.grade) == ("slip", kind, (), None)
    assert proceed(session) is session
    _, outcome = judge(session, "(A + A^T) x", clock.moment())
    assert outcome.grade.quality == 4, "a slip costs nothing"


def test_hints_come_one_by_one_and_make_a_right_answer_a_three(sit, clock):
    session = take_hint(sit("form"))
    assert [str(hint) for hint in session.shown_hints] == ["One."]
    session = take_hint(take_hint(session))
    assert [str(hint) for hint in session.shown_hints] == ["One.", "Two."]
    session, outcome = judge(session, "(A + A^T) x", clock.moment())
    assert (outcome.grade.quality, outcome.grade.reason) == (3, "right after 2 hints")
    assert outcome.reviews[0].hints == 2
    assert take_hint(session) is session, "the answer is shown: no more hints"


def test_not_known_is_a_zero(sit, clock):
    _, outcome = give_up(sit("form"), clock.moment())
    assert (outcome.kind, outcome.grade.quality, outcome.right) == ("given-up", 0, ("(A + A^T) x",))


def test_one_key_overrides_the_grade_by_a_row_of_its_own(sit, clock):
    session, first = judge(sit("form"), "A x", clock.moment())
    session, second = regrade(session, 5, clock.moment())
    (row,) = second.reviews
    assert (row.kind, row.refers, row.quality) == ("override", first.review.id, 5)
    assert second.state.memory.ease == 260
    assert len(session.done) == 1
    assert proceed(session).asked is None, "a five needs no repeat"
    session, _ = regrade(session, 1, clock.moment())
    assert proceed(session).asked.kind == "repeat"


def test_a_second_try_where_the_rules_allow_it_regrades_the_first(sit, clock):
    session, outcome = judge(sit("form", rules=Rules(second_try=True)), "A x", clock.moment())
    assert outcome.may_retry
    assert outcome.reviews[0].quality < 3, "on disk before anything is said"
    session, outcome = judge(session, "(A + A^T) x", clock.moment())
    assert (outcome.reviews[0].kind, outcome.grade.quality) == ("override", 3)
    assert (len(session.done), session.total, session.position) == (1, 1, 1)


def test_a_retry_after_the_answer_was_shown_is_practice_and_changes_no_date(sit, clock):
    session, first = judge(sit("form", "words"), "A x", clock.moment())
    before = session.states["small/form"]
    session = retry(session)
    assert (session.asked.kind, session.outcome) == ("practice", None)
    session, outcome = judge(session, "(A + A^T) x", clock.moment())
    assert outcome.reviews[0].kind == "exam"
    assert session.states["small/form"] == before
    assert [one.review for one in session.done] == [first.review]
    assert proceed(session).asked.card.id == "words"


def test_a_recall_is_on_disk_when_shown_and_graded_by_the_learner(sit, clock):
    session, outcome = judge(sit("state"), "", clock.moment())
    assert outcome.awaits_grade
    assert outcome.reviews[0].quality is None
    assert proceed(session) is session
    session, outcome = grade_self(session, 4, clock.moment())
    assert (outcome.reviews[0].kind, outcome.due) == ("override", date(2026, 11, 24))
    assert proceed(session).asked is None


def test_steps_are_asked_one_by_one_and_the_lowest_grade_counts(sit, clock):
    session = sit("layer")
    assert (str(session.asked.step_prompt), session.asked.step, session.asked.steps) == ("First", 0, 2)
    session, outcome = judge(session, "z^2", clock.moment())
    assert (outcome.kind, outcome.is_last_step, outcome.due) == ("wrong", False, None)
    assert [row.quality for row in outcome.reviews] == [None], "kept at once, deciding nothing yet"
    session = proceed(session)
    assert str(session.asked.step_prompt) == "Second"
    session, outcome = judge(session, "z + z", clock.moment())
    assert (outcome.kind, outcome.grade.quality) == ("right", 1)
    assert "earlier step" in outcome.grade.reason
    assert session.states["small/layer"].reviews == 1
    session = proceed(session)
    assert (session.asked.kind, session.asked.step) == ("repeat", 0)


@pytest.mark.parametrize(
    ("card", "typed", "kind"),
    [
        ("words", "  SUM ", "right"),
        ("words", "the sum of them", "right"),
        ("words", "product", "wrong"),
        ("half", "6.9", "right"),
        ("half", "ln(2)/0.1", "right"),
        ("half", "7", "wrong"),
        ("half", "six", "slip"),
        ("bound", "9", "slip"),
    ],
)
def test_words_numbers_and_choices_are_judged(sit, clock, card, typed, kind):
    _, outcome = judge(sit(card), typed, clock.moment())
    assert outcome.kind == kind


def test_choices_are_shuffled_and_chosen_by_their_place(sit, clock):
    session = sit("bound")
    place = next(k for k, option in enumerate(session.asked.options, 1) if option.is_right)
    assert judge(session, str(place), clock.moment())[1].kind == "right"
    assert judge(session, str(place % 3 + 1), clock.moment())[1].kind == "wrong"


def test_undo_takes_the_last_answer_back_and_asks_it_again(sit, clock):
    session, _ = judge(sit("form", "words"), "A x", clock.moment())
    session, rows = undo(proceed(session), clock.moment())
    assert [row.kind for row in rows] == ["undo"]
    assert (session.asked.card.id, session.asked.kind, session.done) == ("form", "new", ())
    assert session.states["small/form"].memory is None
    assert undo(session, clock.moment())[1] == (), "nothing more to take back"


def test_undo_works_after_a_restart_and_takes_an_answers_grades_along(sit, clock):
    session, _ = judge(sit("form", "words"), "A x", clock.moment())
    session, _ = regrade(session, 3, clock.moment())
    clock.next_day()
    later = sit("form", "words", rows=session.rows)
    later, rows = undo(later, clock.moment())
    assert {row.refers for row in rows} == {row.id for row in session.rows}
    assert len({row.id for row in rows}) == 2
    assert later.asked.card.id == "form"
    assert fold(later.rows).get("small/form") is None or fold(later.rows)["small/form"].memory is None


def test_undo_takes_all_steps_of_a_card(sit, clock):
    session, _ = judge(sit("layer"), "σ(z)", clock.moment())
    session, _ = judge(proceed(session), "2 z", clock.moment())
    session, rows = undo(session, clock.moment())
    assert len(rows) == 2
    assert (session.asked.step, session.states["small/layer"].memory) == (0, None)


def test_skipped_cards_come_last_buried_ones_tomorrow_suspended_ones_not(sit, clock):
    session = sit("form", "words", "half")
    first = session.asked.card.id
    session = skip(session)
    assert session.asked.card.id != first
    buried = session.asked.card.id
    session, row = bury(session, clock.moment())
    assert row.kind == "bury"
    suspended = session.asked.card.id
    session, row = suspend(session, clock.moment())
    assert session.remaining == 1
    clock.next_day()
    left = {item.card.id for item in sit("form", "words", "half", rows=session.rows).queue}
    assert buried in left
    assert suspended not in left


def test_position_and_total_count_what_was_asked_and_what_waits(sit, clock):
    session = sit("form", "words", "half")
    assert (session.position, session.total) == (1, 3)
    session, _ = judge(session, "A x" if session.asked.card.id == "form" else "1", clock.moment())
    assert (session.position, session.total) == (1, 3)
    session = proceed(session)
    assert (session.position, session.total) == (2, 4), "what was wrong waits at the end once more"


def test_what_sm2_says_over_days_is_what_the_sitting_does(sit, clock):
    """Grades 4, 4 and 4: intervals of 1, 6 and 15 days."""
    rows, seen = (), []
    for days in (1, 6, 15):
        session, outcome = judge(sit("form", rows=rows), "(A + A')x", clock.moment())
        seen.append((outcome.due - clock.at.date()).days)
        rows = session.rows
        assert sit("form", rows=rows).asked is None, "not due before its day"
        clock.next_day(days)
    assert seen == [1, 6, 15]


def test_left_over_repeats_are_asked_when_the_sitting_goes_on(sit, clock):
    session, _ = judge(sit("form"), "A x", clock.moment())
    again = sit("form", rows=session.rows)
    assert again.asked.kind == "repeat"
    clock.next_day()
    assert sit("form", rows=session.rows).asked.kind == "review"


def test_practice_asks_what_was_learned_and_leaves_the_schedule_alone(sit, clock):
    session, _ = judge(sit("form"), "(A + A')x", clock.moment())
    before = fold(session.rows)
    practice = sit("form", rows=session.rows, practice=True)
    practice, _ = judge(practice, "A x", clock.moment())
    assert fold(practice.rows) == before
    assert proceed(practice).asked is None


def test_the_session_loads_neither_the_screen_nor_the_disk():
    code = "import sys, quizzer.study.session; print(sorted({'textual', 'sqlite3', 'flint', 'sympy', 'numpy'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_sitting_needs_something_to_ask(clock):
    session = begin([], (), clock.at, device="d", seed=1)
    assert session.asked is None
    with pytest.raises(ValueError, match="nothing is asked"):
        judge(session, "x", clock.moment())


def test_a_card_whose_own_verify_refutes_it_is_not_judged_by(tmp_path, clock):
    from quizzer.deck.loading import load

    path = tmp_path / "wrong.yaml"
    path.write_text(
        'symbols: {A: "matrix(n, n)", x: vector(n)}\n'
        "cards: [{prompt: P, answer: 2 A x, verify: 'grad(x^T A x, x)'}]\n",
        encoding="utf-8",
    )
    session = begin(load([path]).decks[0].cards, (), clock.at, device="d", seed=1)
    for typed in ("2 A x", "(A + A^T) x"):
        _, outcome = judge(session, typed, clock.moment())
        assert (outcome.kind, outcome.awaits_grade) == ("self", True)
        assert "quizzer check" in outcome.message
