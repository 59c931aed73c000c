"""Home: the day in its heading, and what it tells on the first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.scheduling.log import Review


def answered(at, *days, kind="review"):
    return [
        Review(f"a{day:03}", "here", "every-kind/gradient", at - timedelta(days=day), kind, quality=4)
        for day in sorted(days, reverse=True)
    ]


@pytest.mark.parametrize(
    ("days", "told", "why"),
    [
        ((), "Wed 25 Nov · 1st day", "nothing yet"),
        ((0,), "Wed 25 Nov · 1st day", "today's first answer"),
        ((1,), "Wed 25 Nov · 2nd day on end", "yesterday, and today is to come"),
        ((0, 1), "Wed 25 Nov · 2nd day on end", "yesterday and today"),
        ((0, 1, 2, 9), "Wed 25 Nov · 3rd day on end", "a gap ends the run"),
        ((2, 3, 4), "Wed 25 Nov · 4th day", "a run that is over is none"),
    ],
)
async def test_the_heading_tells_the_days_on_end(open_app, days, told, why):
    open_app.rows = answered(open_app.at, *days)
    async with open_app() as stage:
        assert stage.lines()[0].endswith(told), why


async def test_the_first_day_is_explained_on_one_screen_with_all_bundled_decks(open_app, tmp_path):
    open_app.decks = open_decks([], tmp_path, bundled_folder()).decks
    async with open_app() as stage:
        text = stage.text()
        for told in ("Your first day", "asks 8 new rules", "a hint", "a card of your own", "nothing is lost"):
            assert told in text
        assert stage.app.screen.query_one("#body").max_scroll_y == 0


async def test_what_a_key_has_to_say_is_in_sight_on_the_first_day_too(open_app, tmp_path):
    open_app.decks = open_decks([], tmp_path, bundled_folder()).decks
    async with open_app() as stage:
        for key, said in (("u", "There is nothing to take back."), ("p", "Nothing is learned")):
            await stage.press(key)
            assert said in stage.text()


async def test_once_something_is_answered_it_is_no_longer_explained(open_app):
    open_app.rows = answered(open_app.at, 0)
    async with open_app() as stage:
        assert "Your first day" not in stage.text()


async def test_every_key_of_the_sketch_is_in_the_footer_at_80_columns(open_app):
    async with open_app() as stage:
        foot = stage.lines()[-1]
        for key in ("⏎ study", "p practise", "x exams", "b browse", "s stats", "+ add", "q quit", "F1 help"):
            assert key in foot
