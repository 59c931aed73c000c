"""The settings file: what may be set, and the sentence for every slip."""

from __future__ import annotations

from datetime import time

import pytest

from quizzer.cli.settings import Settings, read_settings, remember_theme
from quizzer.errors import UsageError

READ = [
    ("", Settings()),
    ("# nothing set\n", Settings()),
    ('\ufeffday_starts = "05:30"', Settings(day_starts=time(5, 30))),
    ('day_starts = "4:00"', Settings(day_starts=time(4))),
    ("day_starts = 00:00:00", Settings(day_starts=time(0))),
    ("new_a_day = 0\nreviews_a_day = 40", Settings(new_a_day=0, reviews_a_day=40)),
    ("ef_on_fail = true\nsecond_try = true", Settings(ef_on_fail=True, second_try=True)),
    ('theme = "nord"\nglyphs = "ascii"', Settings(theme="nord", glyphs="ascii")),
]


@pytest.mark.parametrize(("text", "settings"), READ)
def test_what_is_set_holds_and_the_rest_stays(tmp_path, text, settings):
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    assert read_settings(file) == settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path / "nowhere" / "config.toml") == Settings()


REFUSED = [
    # the file, its line, what the sentence says
    ('day_starts = "25:00"', 1, ["day_starts", '"04:00"', "'25:00'"]),
    ("day_starts = 4", 1, ["day_starts", "not 4"]),
    ("\n\nnew_a_day = -1", 3, ["new_a_day", "from 0 to 9999", "-1"]),
    ("new_a_day = true", 1, ["new_a_day", "whole number", "not true"]),
    ("# days\nreviews_a_day = 2.5", 2, ["reviews_a_day", "2.5"]),
    ("new_a_day = 100000000000000000000", 1, ["from 0 to 9999"]),
    ('ef_on_fail = "yes"', 1, ["ef_on_fail", "true or false", "'yes'"]),
    ("second_try = 1", 1, ["second_try", "true or false"]),
    ('glyphs = "emoji"', 1, ["glyphs", '"full", "basic", "ascii"']),
    ('theme = "no such / theme"', 1, ["theme"]),
    ("new_day = 3", 1, ["no setting `new_day`", "did you mean `new_a_day`?"]),
    ("colour = 3", 1, ["no setting `colour`", "known are", "glyphs"]),
    ("[new_a_day]\nx = 1", 1, ["new_a_day", "a dict"]),
    ('\n"theme" = 3', 2, ["theme", "not 3"]),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_a_slip_is_named_with_its_file_its_line_and_what_is_allowed(tmp_path, text, line, words):
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read_settings(file)
    sentence = str(raised.value)
    assert sentence.startswith(f"{file}:{line}: ")
    for word in words:
        assert word in sentence


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"new_a_day =", "not TOML"), (b"a = 1\n= 2", "line 2"), (b'x = 1\ntheme = "\xff"', ":2: ")],
)
def test_a_file_that_is_no_toml_says_where_reading_stops(tmp_path, content, word):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=word):
        read_settings(file)


def test_a_folder_in_the_files_place_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_settings(tmp_path)


KEPT = [
    ("", 'theme = "nord"\n'),
    ("new_a_day = 3 # few", 'theme = "nord"\nnew_a_day = 3 # few'),
    ('# mine\ntheme = "dracula"  # dark\nnew_a_day = 3\n', '# mine\ntheme = "nord"  # dark\nnew_a_day = 3\n'),
    ("theme='dracula'", 'theme = "nord"'),
    ('# theme = "dracula"\n', 'theme = "nord"\n# theme = "dracula"\n'),
]


@pytest.mark.parametrize(("before", "after"), KEPT)
def test_a_theme_chosen_on_the_screen_is_kept_and_the_rest_of_the_file_stays(tmp_path, before, after):
    file = tmp_path / "config.toml"
    if before:
        file.write_text(before, encoding="utf-8")
    remember_theme(file, "nord")
    assert file.read_text(encoding="utf-8") == after
    assert read_settings(file).theme == "nord"


def test_a_theme_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="The theme is not kept"):
        remember_theme(tmp_path / "file" / "config.toml", "nord")
