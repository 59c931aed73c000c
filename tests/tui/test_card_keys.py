"""What the keys do with the card that stands there: edit, note, flag, symbols, redo, why; and when they do nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from quizzer.scheduling.log import Review
from quizzer.study.queue import Rules
from quizzer.tui.formulas import expression_box

HERE = Path(__file__).parent


# ---------------------------------------------------------------- remarks and flags


async def test_n_files_a_remark_beside_the_deck_and_shows_it(open_app, shelf):
    async with open_app("gradient", shelf=shelf) as stage:
        await stage.press("ctrl+d", "n")
        await stage.type("Why [b]two[/b] terms?")
        await stage.press("enter")
        assert "2026-11-25  Why [b]two[/b] terms?" in stage.text() or "Why [b]two[/b] terms?" in stage.text()
    filed = (shelf.own / "every-kind.remarks.md").read_text(encoding="utf-8")
    assert filed.endswith("## gradient\n\n- 2026-11-25 10:00: Why [b]two[/b] terms?\n")
    async with open_app("gradient", shelf=shelf) as stage:
        await stage.press("ctrl+d")
        assert "Your remarks" in stage.text()


async def test_a_remark_left_is_not_filed(open_app, shelf):
    async with open_app("gradient", shelf=shelf) as stage:
        await stage.press("ctrl+d", "n")
        await stage.type("no")
        await stage.press("escape")
        assert "Not known" in stage.text()
    assert not (shelf.own / "every-kind.remarks.md").exists()


async def test_a_remark_that_cannot_be_filed_is_not_lost(open_app, shelf):
    (shelf.own / "every-kind.remarks.md").mkdir()
    async with open_app("gradient", shelf=shelf) as stage:
        await stage.press("ctrl+d", "n")
        await stage.type("why")
        await stage.press("enter")
        assert "The remark is not filed" in stage.text()
        (shelf.own / "every-kind.remarks.md").rmdir()
        await stage.press("n", "enter")
        assert "Filed in" in stage.text()
    assert "why" in (shelf.own / "every-kind.remarks.md").read_text(encoding="utf-8")


async def test_a_flag_is_a_row_of_the_log_shown_in_words_and_taken_back(open_app):
    async with open_app("gradient", "eigen-trace") as stage:
        await stage.press("ctrl+d", "f")
        assert "flagged" in stage.lines()[0]
        assert stage.rows[-1].kind == "flag"
        await stage.press("u")
        assert "Taken back: the flag." in stage.text()
        assert "Not known" in stage.text(), "the verdict stands"
        await stage.press("u")
        assert "Taken back: don't know, graded 0." in stage.text()


async def test_a_flag_taken_back_is_no_answer_to_be_given_again(open_app):
    async with open_app("chain-rule") as stage:
        await stage.press("f", "ctrl+z")
        assert "Taken back: the flag." in stage.text()
        assert "Answer it again" not in stage.text()
        assert "flagged" not in stage.lines()[0]


@pytest.mark.parametrize(
    ("card", "keys", "told"),
    [
        ("gradient", ("ctrl+d",), "0–5           Grade yourself, in place of the grade shown"),
        ("chain-rule", ("enter",), "0–5           Grade yourself"),
        ("gradient", (), "F3            Show or hide how long this question takes"),
    ],
)
async def test_the_help_tells_of_every_key_at_the_foot(open_app, card, keys, told):
    async with open_app(card) as stage:
        await stage.press(*keys, "f1")
        assert told in stage.text()


@pytest.mark.parametrize(
    ("card", "presses", "told"),
    [("eigen-trace", 1, "This card has no hint."), ("gradient", 3, "There is no other hint.")],
)
async def test_where_there_is_no_hint_more_its_key_says_so(open_app, card, presses, told):
    async with open_app(card) as stage:
        await stage.press(*["ctrl+t"] * presses)
        assert told in stage.text()
        assert "^t hint" not in stage.lines()[-1]


# ---------------------------------------------------------------- typing


async def test_the_palette_inserts_where_the_cursor_stands(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A + A")
        await stage.press("ctrl+o", "right", "right", "right", "right", "right")
        assert "transpose" in stage.text()
        await stage.press("enter")
        await stage.type(") x")
        assert stage.app.focused.value == "(A + A^T) x"
        await stage.press("f4", "escape")
        assert stage.app.focused.value == "(A + A^T) x"


async def test_a_click_on_a_symbol_inserts_it(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+o")
        await stage.pilot.click("#symbols", offset=(10, 0))
        await stage.settle()
        assert stage.app.focused.value == "B"


async def test_ctrl_z_undoes_typing_before_it_takes_an_answer_back(open_app):
    async with open_app("gradient", "eigen-trace") as stage:
        await stage.press("ctrl+d", "enter")
        await stage.type("one two")
        await stage.press("ctrl+z")
        assert stage.app.focused.value == "one"
        await stage.press("ctrl+z")
        assert stage.app.focused.value == ""
        await stage.press("ctrl+y", "ctrl+y")
        assert stage.app.focused.value == "one two"
        assert [row.kind for row in stage.rows] == ["review"]
        await stage.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert [row.kind for row in stage.rows] == ["review", "undo"]
        assert "Taken back: don't know, graded 0. Answer it again." in stage.text()
        await stage.press("ctrl+y")
        assert [row.kind for row in stage.rows] == ["review", "undo", "undo"]
        assert "Put back" in stage.text()


async def test_a_draft_brought_back_is_not_undone_and_no_answer_is_taken_back_for_it(open_app):
    async with open_app("eigen-trace", "half-life") as stage:
        await stage.press("ctrl+d", "enter")
        await stage.type("12")
        await stage.press("escape")
    assert [row.kind for row in open_app.rows] == ["review"]


async def test_the_cloze_says_which_gap_is_filled_and_reads_its_mathematics(open_app, tmp_path):
    path = tmp_path / "gaps.yaml"
    path.write_text(
        "deck: Gaps\nsymbols: {x: scalar}\ncards:\n"
        "  - {id: two, cloze: 'The derivative of $x^2$ is {{$2 x$}}, that of $x$ is {{$1$}}.'}\n",
        encoding="utf-8",
    )
    from quizzer.deck.loading import load

    open_app.decks = load([path]).decks
    async with open_app("two") as stage:
        await stage.type("x+")
        assert "Gap 1 of 2, ; goes to the next." in stage.text()
        assert "▲" in stage.text()
        await stage.type("x;1")
        assert "Gap 2 of 2, the last." in stage.text()
        await stage.press("enter")
        assert "Graded 4" in stage.text()


# ---------------------------------------------------------------- verdicts


async def test_w_says_why_and_hides_it_again(open_app):
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter", "w")
        assert "You took a matrix for symmetric." in stage.text()
        assert "The interval is 1 day, the card's first." in stage.text()
        await stage.press("w")
        assert "Why this grade" not in stage.text()


async def test_escape_closes_the_reason_before_it_leaves_the_sitting(open_app):
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter", "w", "escape")
        assert "Why this grade" not in stage.text()
        assert "Different" in stage.text()
        await stage.press("escape")
        assert "Due now" in stage.text()


async def test_what_each_grade_leads_to_is_shown_before_it_is_chosen_and_comes_true(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
    open_app.at += timedelta(days=1)
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "0–2 today · 3 today, then in 6 days · 4–5 in 6" in stage.text()
        await stage.press("3")
        assert "Graded 3 · your own grade. Again today, then in 6 days, 2 Dec." in stage.text()


@pytest.mark.parametrize("key", ["2", "r", "minus", "at", "f", "u", "e", "n"])
async def test_a_key_typed_ahead_of_the_verdict_does_nothing_to_it(open_app, shelf, key):
    async with open_app("gradient", "eigen-trace", calm=60.0, shelf=shelf) as stage:
        while stage.session.asked.card.id != "gradient":
            await stage.press("ctrl+s")
        await stage.type("(A+A')x")
        await stage.press("enter", key)
        assert [row.kind for row in stage.rows] == ["review"]
        assert "That key came with the verdict and did nothing" in stage.text()
        assert "Graded 4" in stage.text()


async def test_a_card_that_keeps_slipping_is_named_with_its_mistake_and_what_can_be_done(open_app):
    for day in range(5):
        at = open_app.at + timedelta(days=day - 10)
        quality, said = (4, "equivalent") if day == 0 else (2, "different transpose")
        open_app.rows.append(
            Review(f"r{day}", "desk", "every-kind/gradient", at, "review", "", "x", said, quality)
        )
    async with open_app("gradient", rules=Rules(leech_after=5)) as stage:
        await stage.press("ctrl+d")
        text = " ".join(stage.text().split())
        assert "This card keeps slipping: forgotten 5 times." in text
        assert "Four times out of five you dropped the transpose" in text
        assert "@ suspends it" in text
        await stage.press("enter")
        assert stage.session.asked is not None, "it is asked again: nothing is suspended in silence"


async def test_a_formula_that_cannot_be_set_costs_its_picture_and_never_the_sitting(open_app, monkeypatch):
    def fail(*_, **__):
        raise IndexError("a fault of the typesetter")

    expression_box.cache_clear()
    monkeypatch.setattr("quizzer.tui.formulas.set_tree", fail)
    monkeypatch.setattr("quizzer.tui.verdict_text.witness_lines", fail)
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter")
        assert "✗ Different" in stage.text()
        assert "`2 A x`" in stage.text()
        assert "✓ `(A + A^T) x`" in stage.text()
        assert "Graded 2" in stage.text()
    expression_box.cache_clear()


# ---------------------------------------------------------------- small terminals, no colours


@pytest.mark.parametrize(
    "card",
    [
        "gradient",
        "eigen-trace",
        "half-life",
        "rank-bound",
        "invertible",
        "cyclic",
        "chain-rule",
        "sigmoid-layer",
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (40, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_kind_has_its_keys_whole_at_the_foot(open_app, card, size):
    async with open_app(card, size=size) as stage:
        foot = " ".join(line.strip() for line in stage.lines()[-3:])
        assert "F1 help" in foot
        assert max(map(len, stage.lines())) <= size[0]
        await stage.press("ctrl+d")
        foot = " ".join(line.strip() for line in stage.lines()[-3:])
        assert "F1 help" in foot
        assert "⏎ next" in foot


async def test_without_colour_nothing_has_one_and_the_cursor_is_seen(open_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        styles = [
            segment.style
            for y in range(24)
            for segment in stage.app.screen._compositor.render_strips(stage.app.size)[y].apply_filter(
                stage.app.get_line_filters()[-1], stage.app.screen.background_colors[1]
            )
            if segment.style
        ]
        assert not any(style.color or style.bgcolor for style in styles)
        assert any(style.reverse for style in styles)


# ---------------------------------------------------------------- from the decks


async def test_at_the_decks_what_was_taken_back_is_put_back_and_said(open_app):
    async with open_app("gradient") as stage:
        await stage.type("2 A x")
        await stage.press("enter", "u")
    open_app.at += timedelta(minutes=1)
    async with open_app() as stage:
        await stage.press("U")
        assert "Put back: the answer 2 A x, graded 2." in stage.text()
        assert [row.kind for row in stage.rows] == ["review", "undo", "undo"]
        await stage.press("U")
        assert "There is nothing to put back." in stage.text()
        await stage.press("u")
        assert "Taken back: the answer 2 A x, graded 2." in stage.text()
        assert "Gradient of f(x)" in stage.text()


async def test_ahead_of_schedule_asks_what_falls_due_next(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
    async with open_app() as stage:
        await stage.press("t")
        assert "Nothing falls due here within 30 days." in stage.text(), "it was answered today"
    open_app.at += timedelta(days=1)
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter")
    open_app.at += timedelta(days=1)
    async with open_app() as stage:
        await stage.press("t")
        assert "Gradient of f(x)" in stage.text(), "due in 5 days"
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert stage.rows[-1].kind == "review"
