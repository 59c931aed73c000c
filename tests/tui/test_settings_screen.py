"""The screen of settings: what is changed there is in the file at once and holds at once."""

from __future__ import annotations

import pytest

from quizzer.cli.studying import rules_of
from quizzer.settings.kinds import SETTINGS, Settings
from quizzer.settings.reading import read_settings
from quizzer.settings.writing import set_setting
from quizzer.tui.settings import SettingList

FILE = "# mine\nnew_a_day = 3  # few\n"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(FILE, encoding="utf-8")
    return file


def over(path):
    """What an app needs to change a file of settings."""

    def change(name, value):
        settings = set_setting(path, name, value)
        return settings, rules_of(settings)

    return {"settings": read_settings(path), "settings_path": str(path), "change": change}


async def at_row(stage, name):
    await stage.press("comma")
    stage.app.screen.query_one(SettingList).cursor = [one.name for one in SETTINGS].index(name)
    await stage.settle()


async def test_a_number_is_typed_kept_with_its_comment_and_holds_at_home(open_app, path):
    async with open_app(**over(path)) as stage:
        await at_row(stage, "new_a_day")
        await stage.press("enter", "ctrl+u")
        await stage.type("5")
        await stage.press("enter")
        assert path.read_text(encoding="utf-8") == "# mine\nnew_a_day = 5  # few\n"
        assert stage.app.desk.rules.new_a_day == 5
        await stage.press("escape")
        assert "of 5 a day" in stage.text()


async def test_what_is_not_allowed_is_told_and_can_be_mended(open_app, path):
    async with open_app(**over(path)) as stage:
        await at_row(stage, "day_starts")
        await stage.press("enter", "ctrl+u")
        await stage.type("25:00")
        await stage.press("enter")
        assert "day_starts is a time of day such as" in " ".join(stage.text().split())
        assert path.read_text(encoding="utf-8") == FILE
        await stage.press("ctrl+u")
        await stage.type("5:30")
        await stage.press("enter")
        assert read_settings(path).day_starts.hour == 5


async def test_escape_closes_the_line_first_and_q_is_typed_in_it(open_app, path):
    async with open_app(**over(path)) as stage:
        await at_row(stage, "reviews_a_day")
        await stage.press("enter", "q")
        assert stage.app.screen.query_one("#value").value == "q"
        await stage.press("escape")
        assert not stage.app.screen.query_one("#value").display
        await stage.press("escape")
        assert "Due now" in stage.text()
        assert path.read_text(encoding="utf-8") == FILE


@pytest.mark.parametrize(
    ("name", "turns"),
    [("second_try", [True, False]), ("glyphs", ["basic", "ascii", "full"]), ("scheduler", ["fsrs", "sm2"])],
)
async def test_what_has_few_values_turns_to_the_next(open_app, path, name, turns):
    async with open_app(**over(path)) as stage:
        await at_row(stage, name)
        for value in turns:
            await stage.press("enter")
            assert getattr(read_settings(path), name) == value
            assert getattr(stage.app.desk.settings, name) == value


async def test_a_file_that_cannot_be_written_is_a_sentence_and_changes_nothing(open_app, path):
    def refuse(name, value):
        return set_setting(path / "no" / "folder", name, value)

    async with open_app(**{**over(path), "change": refuse}) as stage:
        await at_row(stage, "clock")
        await stage.press("enter")
        assert "Not kept" in stage.text()
        assert not stage.app.desk.shows_clock


async def test_the_screen_looks_as_it_should(open_app, path, golden):
    for size in ((80, 24), (40, 10)):
        async with open_app(size=size, **{**over(path), "settings_path": "/home/me/config.toml"}) as stage:
            await at_row(stage, "new_a_day")
            await stage.press("enter")
            golden(f"settings-{size[0]}x{size[1]}", stage.styled())


async def test_a_key_put_elsewhere_does_the_same_and_its_old_one_nothing(open_app):
    async with open_app("gradient", settings=Settings(keys={"give-up": "f6"})) as stage:
        assert "F6 don't know" in stage.text()
        await stage.press("ctrl+d")
        assert not stage.rows
        await stage.press("f6")
        assert [row.quality for row in stage.rows] == [0]


async def test_two_things_on_one_key_are_told(open_app):
    async with open_app("gradient", settings=Settings(keys={"hint": "ctrl+d"})) as stage:
        await stage.press("ctrl+d")
        assert any("have the same key in the settings" in one.message for one in stage.app._notifications)
