"""Screens in terminals of every size, colour and temper, and what F1 tells of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizzer.deck.cards import Card, TextAnswer
from quizzer.deck.spelt import Spelt
from quizzer.tui.app import QuizzerApp, StudyRequest


def lone_card(prompt: str) -> Card:
    return Card("d/c", "Deck", "c", Spelt.bare(prompt), TextAnswer((Spelt.bare("yes"),)))


async def test_a_formula_wider_than_the_terminal_is_scrolled_never_wrapped(open_app):
    terms = " + ".join(f"a_{{{at}}}" for at in range(1, 40))
    app = QuizzerApp(
        (),
        (),
        (),
        device="d",
        keep=lambda _: None,
        now=lambda: open_app.at,
        start=StudyRequest([lone_card(f"Add $${terms}$$ up.")]),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def rows():
            strips = app.screen._compositor.render_strips(app.size)
            return [strip.text for strip in strips if "a₁" in strip.text or "a₃" in strip.text]

        assert len(rows()) == 1
        assert "a₃₉" not in rows()[0]
        await pilot.press("ctrl+pagedown", "ctrl+pagedown", "ctrl+pagedown")
        await pilot.pause(0.6)
        assert "a₃₉" in rows()[0]


async def test_at_40_by_10_question_input_and_echo_are_in_sight(open_app):
    async with open_app("gradient", size=(40, 10)) as stage:
        await stage.type("(A + A')x")
        text = stage.text()
        assert "Gradient of f(x)" in text
        assert "(A + A')x" in text
        assert "(A + Aᵀ) x" in text


async def test_a_resize_in_mid_answer_loses_nothing(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A + A')")
        await stage.pilot.resize_terminal(40, 10)
        await stage.pilot.resize_terminal(120, 40)
        await stage.type("x")
        assert stage.app.focused.value == "(A + A')x"
        assert "(A + Aᵀ) x" in stage.text()


async def test_an_answer_of_ten_thousand_characters_is_taken_and_judged(open_app):
    async with open_app("gradient") as stage:
        stage.app.focused.value = "(" * 10_000
        await stage.press("enter")
        assert "(A + Aᵀ) x" not in stage.text()
        assert stage.rows == []


@pytest.mark.parametrize("theme", ["textual-light", "nord", "textual-ansi", "no such theme"])
async def test_every_theme_will_do(open_app, theme):
    async with open_app("gradient", theme=theme) as stage:
        await stage.press("ctrl+d")
        assert "✓ (A + Aᵀ) x" in stage.text()


async def test_without_colour_the_words_and_symbols_tell_all(open_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter")
        assert "✗ Different" in stage.text()
        assert "✓ (A + Aᵀ) x" in stage.text()


async def test_ascii_glyphs_alone_where_the_font_has_no_others(open_app):
    async with open_app("gradient", glyphs="ascii") as stage:
        await stage.type("2 A x")
        await stage.press("enter")
        body = stage.text()
        assert "x Different" in body
        assert "+ (A + A^T) x" in body
        assert body.isascii()


async def test_help_lists_what_the_focused_widget_does(open_app):
    async with open_app("gradient") as stage:
        await stage.press("f1")
        assert "judge" in stage.text()
        assert "Typing mathematics" in stage.text()
        await stage.press("escape", "ctrl+d", "question_mark")
        text = stage.text()
        assert "next" in text
        assert "0–5" in text
        assert "bury until tomorrow" in text
        assert "Typing mathematics" not in text


async def test_home_counts_what_is_due_and_new(open_app):
    async with open_app() as stage:
        text = stage.text()
        assert "New today        8" in text
        assert "0/8" in text
        await stage.press("enter", "escape")
        assert "Every kind" in stage.text()


async def test_home_says_kindly_that_nothing_is_due_and_offers_practice(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
    open_app.decks = [
        type(open_app.decks[0])("One", "one", open_app.decks[0].path, (open_app.cards("gradient")[0],))
    ]
    async with open_app() as stage:
        assert "Nothing is due: well done. p practises" in stage.text()
        await stage.press("enter")
        assert "Nothing is due here now; p practises what you know" in stage.text()
        await stage.press("p")
        assert "Gradient of f(x)" in stage.text()


async def test_practice_before_anything_is_learned_is_refused_in_words(open_app):
    async with open_app() as stage:
        await stage.press("p")
        assert "Nothing is learned here yet" in stage.text()


async def test_undo_with_an_empty_log_says_so(open_app):
    async with open_app() as stage:
        await stage.press("u")
        assert "nothing to take back" in stage.text()


async def test_home_tells_of_problems_in_the_decks(open_app, tmp_path):
    from quizzer.deck.loading import load

    broken = tmp_path / "broken.yaml"
    broken.write_text("deck: Broken\ncards:\n  - promt: x\n    answer: y\n", encoding="utf-8")
    async with open_app(problems=load([broken]).problems, size=(200, 40)) as stage:
        assert "quizzer check" in stage.text()
        assert "broken.yaml:3" in stage.text()


async def test_ctrl_c_leaves_at_once_with_nothing_typed(open_app):
    async with open_app("gradient") as stage:
        await stage.pilot.press("ctrl+c")
        assert not stage.app.is_running or stage.app._exit


async def test_ctrl_c_asks_once_more_over_a_half_typed_answer(open_app):
    async with open_app("gradient") as stage:
        await stage.type("A x")
        await stage.press("ctrl+c")
        await stage.pilot.pause(0.2)
        assert not stage.app._exit
        assert "Ctrl+C again leaves" in stage.text()
        await stage.pilot.press("ctrl+c")
        assert stage.app._exit


async def test_quit_and_resume_goes_on_where_it_stopped(open_app):
    async with open_app("gradient", "eigen-trace") as stage:
        first = stage.session.asked.card.id
        await stage.press("ctrl+d", "ctrl+q")
    async with open_app("gradient", "eigen-trace") as stage:
        queue = [(item.card.id, item.kind) for item in stage.session.queue]
        assert (first, "repeat") in queue
        assert len(queue) == 2


async def test_without_any_deck_home_says_where_they_go(open_app):
    open_app.decks = ()
    async with open_app() as stage:
        assert "quizzer locate decks" in " ".join(stage.text().split())
        await stage.press("enter", "p", "u", "f1", "escape")
        assert "nothing to take back" in stage.text()


async def test_f3_shows_how_long_a_question_takes(open_app):
    async with open_app("gradient") as stage:
        assert "1/1" in stage.lines()[0]
        assert "0:00" not in stage.lines()[0]
        open_app.at += timedelta(seconds=75)
        await stage.press("f3")
        assert "1/1 · 1:15" in stage.lines()[0]
        await stage.press("f3")
        assert "1:15" not in stage.lines()[0]


async def test_lines_stay_readable_in_a_vast_terminal(open_app):
    async with open_app("gradient", size=(220, 50)) as stage:
        await stage.type("A x")
        assert all(len(line) < 120 for line in stage.lines()[1:])
        assert stage.lines()[0].endswith("1/1")


async def test_a_number_is_echoed_too(open_app):
    async with open_app("half-life") as stage:
        await stage.type("10 log 2")
        assert any("10 log(2)" in line or "10 log 2" in line for line in stage.lines()[7:])
