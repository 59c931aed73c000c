"""A question answered in every way there is, key by key."""

from __future__ import annotations

import threading

import pytest

from quizzer.errors import LogUnreachable
from quizzer.study.queue import Rules
from quizzer.study.session import judge


async def test_a_right_answer_is_kept_then_shown_with_its_grade_and_date(open_app):
    async with open_app("gradient") as stage:
        await stage.type("A x + A'x")
        await stage.press("enter")
        assert "✓ Equivalent" in stage.text()
        assert "Graded 4 · right at once. Next tomorrow." in stage.text()
        assert "The deck's form:  (A + Aᵀ) x" in stage.text()
        assert [(row.kind, row.typed, row.quality) for row in stage.rows] == [("review", "A x + A'x", 4)]


async def test_a_wrong_answer_shows_where_the_two_part(open_app):
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter")
        text = stage.text()
        assert "✗ Different" in text
        assert "you wrote" in text
        assert "Right only if A is symmetric" in text
        assert "They part at  A = ⎡" in text
        assert "yours" in text
        assert "expected" in text
        assert "✓ (A + Aᵀ) x" in text
        assert "If A is symmetric this is 2Ax." in text
        assert "Graded 2 · wrong, but a near miss. Again today, then tomorrow." in text


async def test_a_mistake_that_the_author_foresaw_is_said_in_their_words(open_app):
    async with open_app("gradient") as stage:
        await stage.type("A x")
        await stage.press("enter")
        assert "One factor x was held still." in stage.text()


async def test_the_echo_shows_the_reading_and_its_shape(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A + A')x")
        assert any("(A + Aᵀ) x" in line and line.endswith("n×1 vector") for line in stage.lines())


async def test_the_echo_points_at_the_place_where_reading_stops(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A + A^)x")
        typed = next(line for line in stage.lines() if "(A + A^)x" in line)
        caret = next(line for line in stage.lines() if "▲" in line)
        assert typed[caret.index("▲")] in "A^"
        assert "power is missing" in caret


@pytest.mark.parametrize("slip", ["(A + A^)x", "x A", "A + x"])
async def test_a_slip_is_said_and_asked_again_and_never_kept(open_app, slip):
    async with open_app("gradient") as stage:
        await stage.type(slip)
        await stage.press("enter")
        assert stage.rows == []
        assert "▲" in stage.text()
        assert stage.app.focused.value == slip
        await stage.press(*["backspace"] * len(slip))
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert [row.quality for row in stage.rows] == [4]


async def test_nothing_typed_is_not_an_answer(open_app):
    async with open_app("gradient") as stage:
        await stage.press("enter")
        assert "Nothing is typed yet" in stage.text()
        assert stage.rows == []


async def test_hints_come_one_by_one_and_cost_the_best_grades(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+t")
        assert "Hint 1  Write it as a double sum." in stage.text()
        assert "1 more" in stage.text()
        await stage.press("f2", "ctrl+t")
        assert "Hint 2  Two terms hold each xₖ." in stage.text()
        assert "more" not in stage.text()
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "Graded 3 · right after 2 hints" in stage.text()
        assert stage.rows[0].hints == 2


async def test_not_knowing_shows_the_answer_and_is_graded_0(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d")
        assert "Not known" in stage.text()
        assert "✓ (A + Aᵀ) x" in stage.text()
        assert [row.quality for row in stage.rows] == [0]


async def test_the_learner_may_regrade(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d", "3")
        assert "Graded 3 · your own grade" in stage.text()
        assert [(row.kind, row.quality) for row in stage.rows] == [("review", 0), ("override", 3)]
        assert stage.rows[1].refers == stage.rows[0].id


async def test_below_4_comes_again_in_the_end_until_it_is_known(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d", "enter")
        assert "again" in stage.lines()[0]
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert [row.kind for row in stage.rows] == ["review", "repeat"]
        await stage.press("enter")
        assert "Done for now" in stage.text()
        assert "What was hard" in stage.text()
        assert "tomorrow" in stage.text()


async def test_undo_takes_the_last_answer_back_and_asks_again(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d", "u")
        assert [row.kind for row in stage.rows] == ["review", "undo"]
        assert "Taken back" in stage.text()
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "Graded 4" in stage.text()


async def test_undo_reaches_the_last_card_from_the_summary(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter", "enter")
        assert "Done for now" in stage.text()
        await stage.press("u")
        assert "Gradient of f(x)" in stage.text()
        assert [row.kind for row in stage.rows] == ["review", "undo"]


async def test_undo_works_after_a_restart(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d")
    async with open_app() as stage:
        await stage.press("u")
        assert [row.kind for row in stage.rows] == ["review", "undo"]
        assert "Gradient of f(x)" in stage.text()


async def test_an_answer_that_cannot_be_kept_is_not_judged_aloud_and_not_lost(open_app):
    full = True

    def keep(rows):
        if full:
            raise LogUnreachable("the disk is full.")
        open_app.rows.extend(rows)

    async with open_app("gradient", keep=keep) as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "Not kept: the disk is full." in " ".join(stage.text().split())
        assert "Equivalent" not in stage.text()
        assert stage.app.focused.value == "(A+A')x"
        full = False
        await stage.press("enter")
        assert "✓ Equivalent" in stage.text()
        assert [row.quality for row in stage.rows] == [4]


async def test_letters_and_digits_do_nothing_but_be_typed(open_app):
    async with open_app("eigen-trace") as stage:
        await stage.type("u012345rqpb-@?ex")
        assert stage.app.focused.value == "u012345rqpb-@?ex"
        assert stage.rows == []


async def test_while_the_judge_works_enter_and_undo_wait_and_the_screen_lives(open_app, monkeypatch):
    may_end, calls = threading.Event(), []

    def slow(session, typed, moment):
        calls.append(typed)
        may_end.wait(5)
        return judge(session, typed, moment)

    monkeypatch.setattr("quizzer.study.session.judge", slow)
    async with open_app("gradient", "eigen-trace") as stage:
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        await stage.type("A x")
        await stage.pilot.press("enter", "enter", "ctrl+z", "ctrl+d", "f1")
        assert "Keys here" in stage.text()
        await stage.pilot.press("escape")
        may_end.set()
        await stage.settle()
        assert calls == ["A x"]
        assert [(row.kind, row.typed) for row in stage.rows] == [("review", "A x")]


async def test_a_half_typed_answer_outlives_a_look_at_home(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A + ")
        await stage.press("escape")
        assert "Every kind" in stage.text()
        stage.app.screen._begin(practice=False)
        await stage.settle()
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        assert stage.app.focused.value == "(A + "


async def test_the_arrow_up_brings_back_what_was_typed_before(open_app):
    async with open_app("gradient") as stage:
        await stage.type("x^")
        await stage.press("enter", "backspace", "backspace", "up")
        assert stage.app.focused.value == "x^"
        await stage.press("down")
        assert stage.app.focused.value == ""


async def test_a_second_try_where_the_rules_allow_it_hides_what_is_right(open_app):
    async with open_app("gradient", rules=Rules(second_try=True)) as stage:
        await stage.type("2 A x")
        await stage.press("enter")
        text = stage.text()
        assert "Right only if A is symmetric" in text
        assert "Try once more" in text
        assert "(A + A" not in text
        assert "expected" not in text
        assert stage.app.focused.value == "2 A x"
        await stage.press(*["backspace"] * 5)
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "Graded 3 · right after one retry." in stage.text()
        assert [(row.kind, row.quality) for row in stage.rows] == [("review", 2), ("override", 3)]


async def test_a_second_wrong_try_shows_the_answer(open_app):
    async with open_app("gradient", rules=Rules(second_try=True)) as stage:
        await stage.type("2 A x")
        await stage.press("enter", "space", "enter")
        assert "The same answer: this is what was judged just now" in " ".join(stage.text().split())
        await stage.type("+ x")
        await stage.press("enter")
        assert "✓ (A + Aᵀ) x" in stage.text()


async def test_leaving_right_after_enter_still_keeps_the_answer(open_app):
    async with open_app("gradient") as stage:
        await stage.type("A x")
        await stage.pilot.press("enter", "ctrl+q")
    assert [row.typed for row in open_app.rows] == ["A x"]


async def test_a_slip_between_two_tries_is_no_third(open_app):
    async with open_app("gradient", rules=Rules(second_try=True)) as stage:
        await stage.type("2 A x")
        await stage.press("enter", *["backspace"] * 5)
        await stage.type("x^")
        await stage.press("enter", "backspace", "backspace")
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "Graded 3 · right after one retry." in stage.text()
        assert [(row.kind, row.quality) for row in stage.rows] == [("review", 2), ("override", 3)]


async def test_a_long_text_is_read_once_the_keys_pause(open_app):
    async with open_app("gradient") as stage:
        await stage.type("x + " * 31 + "x)")
        await stage.pilot.pause(0.4)
        assert "closes a bracket that was not opened" in stage.text()
        await stage.type("y")
        await stage.press("enter")
        assert stage.rows == [], "what cannot be read is asked again, however long"
