"""The plan's screen: how it looks, that each claim tells how it was computed, and that its sitting keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from quizzer.deck.loading import load
from quizzer.scheduling.card_arrays import Cards
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review
from quizzer.scheduling.simulation import Course, Learner, play
from quizzer.study.exams import Exam, Part
from quizzer.tui.exam_remark import join_passes
from quizzer.tui.home import HomeScreen
from quizzer.tui.plan import PlanScreen
from quizzer.tui.review import ReviewScreen
from quizzer.tui.shelf import Shelf
from quizzer.tui.start import begin

CARDS = 48
SIZES = [(80, 24), (120, 40), (40, 10)]


@dataclass
class Exams:
    """As much of a desk of exams as the screens of the plan look at."""

    exams: tuple[Exam, ...]
    papers: tuple[()] = field(default=())


@pytest.fixture
def revising(open_app, tmp_path):
    """Opens at home, or at the plan, of a learner with three weeks of answers and an exam in nineteen days."""
    for name, tag in (("Matrix calculus", "matrix"), ("Probability", "chance")):
        cards = "".join(
            f"  - id: c{one}\n    prompt: Rule {one}\n    text: word{one}\n    tags: [{tag}]\n    family: f{one % 4}\n"
            for one in range(CARDS // 2)
        )
        path = tmp_path / f"{tag}.yaml"
        path.write_text(f"deck: {name}\ncards:\n{cards}", encoding="utf-8")
    loaded = load([tmp_path / "matrix.yaml", tmp_path / "chance.yaml"])
    assert not loaded.problems
    open_app.decks = loaded.decks
    cards = [card for deck in loaded.decks for card in deck.cards]
    exam = Exam(
        "Optimisation",
        open_app.at.date() + timedelta(19),
        (Part("deck", "Matrix calculus", 2), Part("tag", "chance", 1)),
        25,
        50,
    )

    def opened(answers=None, days=19, past=21, at_plan=False, opening=None, **more):
        course = Course(past, 2, np.full(CARDS, 1 / CARDS), np.arange(CARDS))
        played = play(Cards.unseen(CARDS), course, Learner(), trials=1, seed=3, keep_answers=True)
        rows = [
            Review(f"r{at:05}", "desk", cards[card].key, open_app.at - timedelta(days=past - day), "review",
                   quality=quality, seconds=24)
            for at, (card, day, quality) in enumerate(zip(*(one.tolist() for one in played.answers), strict=True))
        ]  # fmt: skip
        open_app.rows = rows[:answers]
        towards = Exam(exam.name, open_app.at.date() + timedelta(days), exam.parts, exam.minutes_a_day, 50)
        opening = (lambda desk: PlanScreen(desk, towards)) if at_plan else opening
        return open_app(exams=lambda: Exams((towards,)), opening=opening, **more)

    return opened


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_plan_looks_as_it_should(revising, golden, size):
    async with revising(at_plan=True, size=size) as stage:
        golden(f"plan-{size[0]}x{size[1]}", stage.styled())


async def test_how_a_number_is_computed_stands_behind_a_key(revising, golden):
    async with revising(at_plan=True) as stage:
        await stage.press("w")
        golden("plan-how-80x24", stage.styled())


async def test_every_claim_tells_how_it_was_computed(revising):
    async with revising(at_plan=True) as stage:
        claims = stage.app.screen.claims
        assert len(claims) == 6
        for claim in claims:
            await stage.press("w")
            told = " ".join(stage.text().replace("│", " ").split())
            assert claim.name in told
            assert claim.how
            assert " ".join(claim.how[0].split()[:6]) in told
            await stage.press("escape", "down")


async def test_with_few_answers_it_says_too_little_to_tell_and_plans_all_the_same(revising):
    async with revising(answers=3, at_plan=True) as stage:
        claims = stage.text().partition("Topic")[0]
        assert "too little to tell" in claims
        assert "%" not in claims
        assert "Today" in claims
        await stage.press("c")
        assert "Too little to tell" in stage.text()


async def test_predictions_are_held_against_what_came_true(revising):
    async with revising(at_plan=True) as stage:
        await stage.press("c")
        shown = stage.text()
        assert "Too little to tell" in shown or "predicted" in shown


async def test_enter_asks_todays_part_and_no_schedule_hears_of_the_passes(revising):
    async with revising(at_plan=True, days=5, past=45) as stage:
        plan = stage.app.screen.plan
        assert plan.passes
        await stage.press("enter")
        asked = [(item.card.key, item.kind) for item in stage.session.queue]
        assert {key for key, kind in asked if kind == "practice"} == set(plan.passes)
        assert {key for key, kind in asked if kind == "review"} == set(plan.due)
        families = [item.card.family + item.card.deck for item in stage.session.queue]
        assert all(one != other for one, other in pairwise(families))


async def test_home_says_how_one_stands_and_what_keeps_the_plan(revising):
    async with revising() as stage:
        shown = " ".join(stage.text().split())
        assert 'Exam "Optimisation", in 19 days: ' in shown
        assert "expected (" in shown.replace("% expected", "expected") or "%" in shown
        assert "keeps the plan." in shown


async def test_a_sitting_begun_at_home_asks_the_passes_too(revising):
    async with revising(days=5, past=45) as stage:
        passes = set(stage.app.desk.plan.passes)
        assert passes
        before = fold(stage.rows)
        await stage.press("enter")
        practised = {item.card.key for item in stage.session.queue if item.kind == "practice"}
        assert practised == passes
        while stage.session.asked is not None and stage.session.asked.kind != "practice":
            await stage.press("ctrl+s")
        key = stage.session.asked.card.key
        await stage.press("ctrl+d")
        assert (stage.rows[-1].kind, stage.rows[-1].card) == ("exam", key)
        assert fold(stage.rows)[key] == before[key]


async def test_without_an_exam_home_says_nothing_of_one(open_app):
    async with open_app() as stage:
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Exam" not in stage.text()


async def test_a_sitting_under_way_is_joined_by_the_passes_and_its_question_stays(revising):
    """They are worked out behind the first question, which waits for nothing."""

    def sitting(desk):
        return ReviewScreen(desk, begin(desk, desk.cards))

    async with revising(days=5, past=44, opening=sitting) as stage:
        assert not [item for item in stage.session.queue if item.kind == "practice"]
        first, waiting = stage.session.asked, len(stage.session.queue)
        assert first is not None
        join_passes(stage.app.screen, stage.app.desk)
        await stage.settle()
        practised = [item for item in stage.session.queue if item.kind == "practice"]
        assert practised
        assert len(stage.session.queue) == waiting + len(practised)
        assert stage.session.asked is first


async def test_far_from_an_exam_a_sitting_stays_as_it_is(revising):
    async with revising(
        days=15, past=44, opening=lambda desk: ReviewScreen(desk, begin(desk, desk.cards))
    ) as stage:
        queue = stage.session.queue
        join_passes(stage.app.screen, stage.app.desk)
        await stage.settle()
        assert stage.session.queue == queue


async def test_of_an_exam_that_is_open_in_part_home_says_nothing_and_the_plan_says_so(revising, open_app):
    whole = revising()
    open_app.decks = open_app.decks[:1]
    async with whole as stage:
        assert "Optimisation" not in stage.text()
    async with revising(at_plan=True) as stage:
        assert "Not all that the exam covers is open" in stage.text()


async def test_where_there_is_no_file_of_exams_nothing_is_loaded_to_read_it(revising, tmp_path):
    """Home of a learner without an exam; the file beside the settings or among the decks is enough."""
    shelf = Shelf(tmp_path / "decks", tmp_path)
    for file in (None, tmp_path / "exams.toml", tmp_path / "decks" / "exams.toml"):
        if file is not None:
            file.parent.mkdir(exist_ok=True)
            file.touch()
        async with revising(settings_path=str(tmp_path / "config.toml"), shelf=shelf) as stage:
            assert (stage.app.desk.read_exams is not None) == (file is not None)
            assert ("Optimisation" in stage.text()) == (file is not None)
        if file is not None:
            file.unlink()


async def test_what_stands_below_is_reached_on_a_small_screen(revising):
    async with revising(at_plan=True, size=(60, 12)) as stage:
        assert "Minutes a day, the most" not in stage.text()
        await stage.press("pagedown", "pagedown")
        assert "Minutes a day, the most" in stage.text()
        await stage.press("pageup", "pageup")
        assert "Expected mark" in stage.text()
