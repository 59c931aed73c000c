"""The statistics screen: plots with their numbers, from the first answer to a year of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.scheduling.activity import levels
from quizzer.scheduling.log import Review
from quizzer.study.plots import MONTHS, bar, calendar, classes, columns, month_heads
from quizzer.tui.home import HomeScreen
from quizzer.tui.statistics import StatisticsScreen

TODAY = date(2026, 11, 25)


def opening(desk):
    return StatisticsScreen(desk)


def reviews(open_app, count, card="gradient"):
    """One review a day up to yesterday; every fourth one failed."""
    return [
        Review(
            f"{card}-{day:03}",
            "here",
            f"every-kind/{card}",
            open_app.at - timedelta(days=day),
            "review",
            quality=1 if day % 4 == 0 else 4,
            typed="2 A x",
            verdict="different symmetric" if day % 4 == 0 else "equivalent",
            seconds=12.0,
        )
        for day in range(count, 0, -1)
    ]


async def test_s_at_home_opens_it_and_escape_leaves_it(open_app):
    async with open_app() as stage:
        await stage.press("s")
        assert isinstance(stage.app.screen, StatisticsScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_before_the_first_answer_it_says_so_and_draws_nothing(open_app):
    async with open_app(opening=opening) as stage:
        assert "Nothing is answered yet" in stage.text()
        assert "Mon" not in stage.text()
        assert "%" not in stage.text()


async def test_with_few_reviews_there_is_too_little_to_tell(open_app):
    open_app.rows = reviews(open_app, 8)
    async with open_app(opening=opening, size=(100, 60)) as stage:
        assert "too little to tell (7 reviews)" in stage.text()
        assert "% (" not in stage.text()


async def test_every_plot_has_its_numbers(open_app):
    open_app.rows = reviews(open_app, 41)
    async with open_app(opening=opening, size=(110, 90)) as stage:
        text = stage.text()
        for told in (
            "41 answers on 41 days, 1 of 8 rules learned. 41 days in a row now, 41 at the longest.",
            "answers a day: · none   ■ 1 or more",
            "today 0 cards · tomorrow 0 · in 7 days 0 · in 30 days 1",
            "75 % (60–86) of 40 · young 75 % of 40 · mature none",
            "1 day",
            "10 of 40, at least 14 %",
            "you took a matrix for symmetric",
            "10 times, in 1 rule",
            "12 s in the middle of 41",
            "graded 1",
            "10 of 10 stood",
            "You overruled 0 of 41, 0 %",
        ):
            assert told in text, told


async def test_a_deck_alone_can_be_looked_at(open_app, tmp_path):
    from quizzer.deck.loading import load

    path = tmp_path / "other.yaml"
    path.write_text("deck: Other\ncards: [{id: c, prompt: Which?, text: [a]}]\n", encoding="utf-8")
    open_app.decks = (*open_app.decks, *load([path]).decks)
    open_app.rows = reviews(open_app, 12)
    async with open_app(opening=opening) as stage:
        assert "all decks" in stage.lines()[0]
        assert "12 answers" in stage.text()
        await stage.press("tab")
        assert "Every kind" in stage.lines()[0]
        assert "12 answers" in stage.text()
        await stage.press("tab")
        assert "Other" in stage.lines()[0]
        assert "Nothing is answered yet" in stage.text()
        await stage.press("tab")
        assert "all decks" in stage.lines()[0]


async def test_without_colour_busy_days_differ_by_their_signs(open_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    open_app.rows = [
        Review(
            f"{day:02}-{at}",
            "h",
            "every-kind/gradient",
            open_app.at - timedelta(days=day, minutes=at),
            "exam",
            quality=4,
        )
        for day in range(1, 5)
        for at in range(day * day)
    ]
    async with open_app(opening=opening) as stage:
        assert "· none   ░ 1–3   ▒ 4–8   ▓ 9–15   █ 16 or more" in stage.text()
        assert "■" not in stage.text()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)])
async def test_no_line_is_cut_at_any_width(open_app, size):
    open_app.rows = reviews(open_app, 60)
    async with open_app(opening=opening, size=size) as stage:
        report = stage.app.screen.query_one("#report")
        room = stage.app.screen.query_one("#page").scrollable_content_region.width
        assert max(line.cell_length for line in report.lines(room)) <= room


# ---------------------------------------------------------------- plots


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_as_long_as_its_part_to_half_an_eighth(part, width):
    eighths = sum(8 if cell == "█" else " ▏▎▍▌▋▊▉".index(cell) for cell in bar(part, width))
    assert abs(eighths - part * width * 8) <= 0.5 + (part > 0)
    assert len(bar(part, width)) <= width
    assert bool(bar(part, width).strip()) == (part > 0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40), st.integers(1, 6), st.booleans())
def test_columns_are_as_high_as_their_values(values, height, ascii_only):
    rows = columns(values, height, ascii_only=ascii_only)
    steps = " .:#" if ascii_only else " ▁▂▃▄▅▆▇█"
    heights = [sum(steps.index(row[at]) for row in rows) for at in range(len(values))]
    assert {len(row) for row in rows} == {len(values)}
    assert [bool(one) for one in heights] == [bool(one) for one in values]
    assert max(heights) == (height * (len(steps) - 1) if any(values) else 0)
    for one, value in zip(heights, values, strict=True):
        assert all(one <= other for other, more in zip(heights, values, strict=True) if value <= more)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_calendar_has_each_day_once_and_ends_today(today, weeks):
    grid = calendar(today, weeks)
    days = sorted(day for row in grid for day in row if day is not None)
    assert days[-1] == today
    assert days == [days[0] + timedelta(days=at) for at in range(len(days))]
    assert len(days) == weeks * 7 - (6 - today.weekday())
    assert all(day.weekday() == at for at, row in enumerate(grid) for day in row if day is not None)


@pytest.mark.parametrize("cell", [1, 2])
@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_each_month_stands_above_the_week_that_it_begins_in(today, cell):
    grid = calendar(today, 53)
    named = [(found.start(), found[0]) for found in re.finditer(r"\w+", month_heads(grid, cell))]
    assert len(named) >= 11
    for place, name in named:
        monday = grid[0][place // cell]
        assert place % cell == 0
        assert MONTHS[monday.month - 1] == name
        assert place == 0 or monday.day <= 7


def test_classes_of_a_calendar():
    days = {TODAY: 9, TODAY - timedelta(days=1): 1}
    grid = calendar(TODAY, 1)
    assert [row[0] for row in classes(grid, days, levels(days))] == [0, 1, 2, None, None, None, None]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_looks_as_it_should(open_app, golden, size):
    open_app.rows = reviews(open_app, 90) + reviews(open_app, 30, card="half-life")
    async with open_app(opening=opening, size=size) as stage:
        golden(f"statistics-{size[0]}x{size[1]}", stage.styled())


async def test_the_end_of_the_page_looks_as_it_should(open_app, golden):
    open_app.rows = reviews(open_app, 90)
    async with open_app(opening=opening) as stage:
        await stage.press("end")
        golden("statistics-end-80x24", stage.styled())
