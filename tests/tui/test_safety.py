"""Text is shown as it is written, and no fault or haste costs an answer."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest

import quizzer.tui
from quizzer.deck.cards import Card, TextAnswer
from quizzer.deck.spelt import Spelt
from quizzer.study.queue import Rules
from quizzer.study.session import judge
from quizzer.tui.app import QuizzerApp, StudyRequest

HERE = Path(quizzer.tui.__file__).parent
PAINT = "paint.py"

HOSTILE = [
    ("[bold red]x[/] [@click=app.quit]y[/]", "[bold red]x[/] [@click=app.quit]y[/]"),
    ("a\x1b[2Jb\x1b]0;t\x07c", "a␛[2Jb␛]0;t␇c"),
    ("a\x9b31mb", "a�31mb"),
    ("a\u202eb", "a�b"),
    ("[/]$text-error[/foo", "[/]$text-error[/foo"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
async def test_markup_and_escape_codes_of_a_deck_are_shown_verbatim(open_app, text, shown):
    prompt = Spelt.bare(text.replace("$", "\\$"))
    card = Card("d/c", text, "c", prompt, TextAnswer((prompt,)), hints=(prompt,), note=prompt, family=text)
    app = QuizzerApp(
        (), (), (), device="d", keep=lambda _: None, now=lambda: open_app.at, start=StudyRequest([card])
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+t", "ctrl+d")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.size)
        text = "\n".join(strip.text for strip in strips)
        assert text.count(shown) >= 3
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
async def test_markup_and_escape_codes_that_are_typed_are_shown_verbatim(open_app, text, shown):
    async with open_app("eigen-trace") as stage:
        stage.app.focused.value = text
        await stage.press("enter")
        assert shown in stage.text()


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_content_is_made_in_one_file_and_markup_nowhere(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\bStatic\b|\bLabel\b|from_markup|from_text|rich\.(text|markup)|markup=True", source
    )
    assert not re.search(r"notify\((?![^)]*markup=False)", source)
    if path.name != PAINT:
        assert not re.search(r"\bContent(\.\w+)?\(", source)
    assert not re.search(r"#[0-9a-fA-F]{6}\b|\b(red|green|blue|yellow|white|black)\b", source)


async def test_a_fault_of_the_judge_is_told_as_undecided_and_the_answer_is_kept(open_app, monkeypatch):
    def broken(*_, **__):
        raise RecursionError

    monkeypatch.setattr("quizzer.maths.grade.grade", broken)
    async with open_app("gradient") as stage:
        await stage.type("A x")
        await stage.press("enter")
        assert "judge it yourself" in stage.text()
        assert [(row.typed, row.quality) for row in stage.rows] == [("A x", None)]
        await stage.press("4")
        assert "Graded 4 · your own grade." in stage.text()


async def test_a_fault_in_reading_costs_the_echo_alone(open_app, monkeypatch):
    def broken(*_, **__):
        raise RecursionError

    monkeypatch.setattr("quizzer.maths.grade.read", broken)
    async with open_app("gradient") as stage:
        await stage.type("A x + A'x")
        await stage.press("enter")
        assert "✓ Equivalent" in stage.text()


async def test_ctrl_c_while_the_judge_works_keeps_the_answer(open_app, monkeypatch):
    def slow(session, typed, moment):
        time.sleep(0.3)
        return judge(session, typed, moment)

    monkeypatch.setattr("quizzer.study.session.judge", slow)
    async with open_app("gradient") as stage:
        await stage.type("A x")
        await stage.pilot.press("enter", "ctrl+c", "ctrl+c")
    assert [row.typed for row in open_app.rows] == ["A x"]


async def test_a_draft_that_is_brought_back_is_not_typed_at_once(open_app):
    """Else what stands there already would look like an answer begun faster than ever."""
    async with open_app("gradient") as stage:
        await stage.type("(A + ")
        await stage.press("escape")
        stage.app.screen._begin(practice=False)
        await stage.settle()
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        open_app.at += timedelta(seconds=7)
        await stage.type("A')x")
        await stage.press("enter")
        assert [row.first_key for row in stage.rows] == [7]


async def test_keys_that_would_do_nothing_are_not_offered(open_app):
    async with open_app("gradient", "eigen-trace", rules=Rules(second_try=True)) as stage:
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        await stage.type("2 A x")
        await stage.press("enter")
        assert "skip" not in stage.lines()[-1], "a second try is open: it is given or declined"
        await stage.press("ctrl+d")
        assert "regrade" in stage.lines()[-1]
        await stage.press("r", "ctrl+d")
        assert "regrade" not in stage.lines()[-1], "practice bears no grade that counts"


async def test_what_is_taken_back_is_to_be_answered_again_only_where_it_is_asked(open_app):
    async with open_app("gradient", "eigen-trace") as stage:
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        await stage.type("(A + A')x")
        await stage.press("enter", "minus", "ctrl+z")
        assert stage.session.asked.card.id == "eigen-trace"
        assert "Taken back: putting the card off until tomorrow." in stage.text()
        assert "Answer it again" not in stage.text()
