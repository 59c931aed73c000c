"""Every kind of card, asked and answered by its own keys."""

from __future__ import annotations

import pytest

from quizzer.deck.loading import load


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sum", "✓ Right"),
        ("The Sum of the eigenvalues", "✓ Right"),
        ("product", "✗ Wrong"),
    ],
)
async def test_words(open_app, typed, said):
    async with open_app("eigen-trace") as stage:
        await stage.type(typed)
        await stage.press("enter")
        assert said in stage.text()
        if said.startswith("✗"):
            assert "✓ sum" in stage.text()


@pytest.mark.parametrize(("typed", "said"), [("6.93", "✓ Right"), ("10 ln 2", "✓ Right"), ("7.2", "✗ Wrong")])
async def test_a_number(open_app, typed, said):
    async with open_app("half-life") as stage:
        await stage.type(typed)
        await stage.press("enter")
        assert said in stage.text()


async def test_a_number_that_is_none_is_asked_again(open_app):
    async with open_app("half-life") as stage:
        await stage.type("seven?")
        await stage.press("enter")
        assert "No number" in stage.text()
        assert stage.rows == []


async def test_a_choice_by_its_digit(open_app):
    async with open_app("rank-bound") as stage:
        right = next(at for at, one in enumerate(stage.session.asked.options, 1) if one.is_right)
        await stage.press(str(right))
        assert stage.rows == []
        await stage.press("enter")
        assert "✓ Right" in stage.text()


async def test_a_choice_by_arrows(open_app):
    async with open_app("rank-bound") as stage:
        wrong = next(at for at, one in enumerate(stage.session.asked.options) if not one.is_right)
        await stage.press(*["down"] * wrong, "enter")
        assert "✗ Wrong" in stage.text()
        assert "✓ min(rank A, rank B)" in stage.text()


async def test_several_right_choices_are_marked_with_space_or_digits(open_app):
    async with open_app("invertible") as stage:
        assert stage.text().count("[ ]") == 3
        rights = [at for at, one in enumerate(stage.session.asked.options) if one.is_right]
        await stage.press(str(rights[0] + 1), *["down"] * (rights[1] - rights[0]), "space")
        assert stage.text().count("[x]") == 2
        await stage.press("enter")
        assert "✓ Right" in stage.text()


async def test_some_of_several_right_choices_are_not_all(open_app):
    async with open_app("invertible") as stage:
        right = next(at for at, one in enumerate(stage.session.asked.options, 1) if one.is_right)
        await stage.press(str(right), "enter")
        assert "✗ Wrong" in stage.text()
        assert "more than one of them is" in stage.text()


@pytest.mark.parametrize("is_right", [True, False])
async def test_a_verdict_on_a_choice_shows_what_was_chosen(open_app, is_right):
    async with open_app("rank-bound") as stage:
        options = stage.session.asked.options
        at, chosen = next((at, one) for at, one in enumerate(options, 1) if one.is_right == is_right)
        await stage.press(str(at), "enter")
        assert f"you chose   {chosen.text.text}" in stage.text()


async def test_a_choice_taken_back_is_not_told_by_a_number_that_has_moved(open_app):
    async with open_app("rank-bound") as stage:
        await stage.press("1", "enter", "u")
        assert "Taken back: what you chose, graded" in stage.text()
        assert "the answer 1" not in stage.text()


async def test_where_the_answer_of_a_recall_was_only_looked_at_that_is_what_is_taken_back(open_app):
    async with open_app("chain-rule") as stage:
        await stage.press("enter", "u")
        assert "Taken back: a look at the answer." in stage.text()


async def test_a_verdict_on_several_shows_all_that_were_chosen(open_app):
    async with open_app("invertible") as stage:
        options = stage.session.asked.options
        await stage.press("1", "2", "3", "enter")
        assert "✗ Wrong" in stage.text()
        shown = stage.text().partition("you chose")[2].partition("✓")[0]
        assert all(one in shown for one in ("det A ≠ 0", "its rank is n", "Tr A ≠ 0"))
        assert len(options) == 3


async def test_where_several_are_right_nothing_marked_is_no_answer(open_app):
    async with open_app("invertible") as stage:
        assert "space mark" in stage.lines()[-1]
        await stage.press("enter")
        assert "Nothing is marked yet" in stage.text()
        assert stage.rows == []


async def test_where_several_are_right_a_click_marks_and_a_second_takes_the_mark_away(open_app):
    async with open_app("invertible") as stage:
        await stage.pilot.click("#choices", offset=(6, 1))
        await stage.settle()
        assert "[x] 2" in stage.text()
        await stage.pilot.click("#choices", offset=(6, 1))
        await stage.settle()
        assert "[x]" not in stage.text()
        assert stage.rows == []


@pytest.mark.parametrize("card", ["rank-bound", "chain-rule"])
async def test_an_enter_that_was_meant_for_the_verdict_before_answers_no_question(open_app, card):
    async with open_app(card, calm=60.0) as stage:
        await stage.press("enter")
        assert stage.rows == []
        assert "That key came before this question and did nothing" in stage.text()


async def test_a_cloze_fills_its_gaps_in_place(open_app):
    async with open_app("cyclic") as stage:
        assert "The trace is [……] under [… which? …] permutation" in stage.text()
        await stage.type("invariant; cycl")
        assert "The trace is [invariant] under [cycl] permutation" in stage.text()
        await stage.type("ic")
        await stage.press("enter")
        assert "✓ Right" in stage.text()


async def test_a_cloze_with_a_gap_left_open_is_asked_again(open_app):
    async with open_app("cyclic") as stage:
        await stage.type("invariant")
        await stage.press("enter")
        assert "Not every gap: there are 2, with a ; between" in stage.text()
        assert stage.rows == []


async def test_recall_is_shown_and_then_graded_by_the_learner(open_app):
    async with open_app("chain-rule") as stage:
        assert "∂h" not in stage.text()
        await stage.press("enter")
        assert "∂h" in stage.text()
        assert "How well did you know it?" in stage.text()
        await stage.press("enter")
        assert "How well did you know it?" in stage.text()
        await stage.press("5")
        assert "Graded 5 · your own grade. Next tomorrow." in stage.text()


async def test_recall_tells_what_each_grade_leads_to(open_app):
    async with open_app("chain-rule") as stage:
        await stage.press("enter")
        lines = [line.strip() for line in stage.lines()]
        assert any(line.startswith("2") and line.endswith("again today, then tomorrow") for line in lines)
        assert any(line.startswith("5") and line.endswith("tomorrow") for line in lines)


async def test_steps_come_one_by_one_and_stay_in_sight(open_app):
    async with open_app("sigmoid-layer") as stage:
        assert "Step 1 of 2" in stage.text()
        assert "b×d" in stage.text()
        await stage.type("sigma(u)(1 - sigma(u))")
        await stage.press("enter")
        assert "✓ Equivalent" in stage.text()
        assert "This step: 4 · right at once." in stage.text()
        await stage.press("enter")
        assert "Step 2 of 2" in stage.text()
        assert "1 ✓ σ′(u)" in stage.text()
        await stage.type("X (sigma(X W) .* (1 - sigma(X W)))")
        await stage.press("enter")
        assert stage.rows[-1].typed != "X (sigma(X W) .* (1 - sigma(X W)))"
        await stage.press("ctrl+d")
        assert "Graded 0" in stage.text()
        assert "The last step has the shape of W." in stage.text()


async def test_practice_leaves_the_schedule_alone(open_app):
    async with open_app("gradient") as stage:
        await stage.type("(A+A')x")
        await stage.press("enter", "enter", "enter")
        await stage.press("p")
        assert "practice" in stage.lines()[0]
        await stage.press("ctrl+d")
        assert "Practice leaves the schedule as it is." in stage.text()
        assert [row.kind for row in stage.rows] == ["review", "exam"]


async def test_retry_is_for_practice_once_the_answer_was_shown(open_app):
    async with open_app("gradient") as stage:
        await stage.press("ctrl+d", "r")
        assert "practice" in stage.lines()[0]
        await stage.type("(A+A')x")
        await stage.press("enter")
        assert "✓ Equivalent" in stage.text()
        assert stage.rows[0].quality == 0
        assert stage.rows[1].kind == "exam"


async def test_skip_puts_a_card_last(open_app):
    async with open_app("gradient", "eigen-trace") as stage:
        first = stage.session.asked.card.id
        await stage.press("ctrl+s")
        assert stage.session.asked.card.id != first
        await stage.press("ctrl+s")
        assert stage.session.asked.card.id == first
        assert stage.rows == []


async def test_the_last_card_cannot_be_skipped(open_app):
    async with open_app("gradient") as stage:
        assert "skip" not in stage.lines()[-1]
        await stage.press("ctrl+s")
        assert stage.session.asked.card.id == "gradient"


@pytest.mark.parametrize(("key", "kind"), [("minus", "bury"), ("at", "suspend")])
async def test_a_card_may_be_put_aside_and_taken_back(open_app, key, kind):
    async with open_app("gradient", "eigen-trace") as stage:
        await stage.press("ctrl+d")
        seen = stage.session.asked.card.id
        await stage.press(key)
        assert stage.rows[-1].kind == kind
        assert stage.session.asked.card.id != seen
        await stage.press("ctrl+z")
        assert stage.rows[-1].kind == "undo"
        assert stage.session.asked.card.id == seen


async def test_what_was_said_of_a_spelling_goes_once_it_is_put_right(open_app, tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("deck: W\ncards:\n  - {id: w, prompt: Q, text: [orthogonal]}\n", encoding="utf-8")
    open_app.decks = load([path]).decks
    async with open_app("w") as stage:
        await stage.type("orthogonla")
        await stage.press("enter")
        assert "Check the spelling" in stage.text()
        await stage.press("backspace")
        assert "Check the spelling" not in stage.text()
