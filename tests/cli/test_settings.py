"""The settings file: what may be set, and the sentence for every slip."""

from __future__ import annotations

from datetime import time

import pytest

from quizzer.errors import UsageError
from quizzer.settings.kinds import DeckSettings, Settings
from quizzer.settings.reading import read_settings
from quizzer.settings.writing import commented, set_setting

READ = [
    ("", Settings()),
    ("# nothing set\n", Settings()),
    ('\ufeffday_starts = "05:30"', Settings(day_starts=time(5, 30))),
    ('day_starts = "4:00"', Settings(day_starts=time(4))),
    ("day_starts = 00:00:00", Settings(day_starts=time(0))),
    ("new_a_day = 0\nreviews_a_day = 40", Settings(new_a_day=0, reviews_a_day=40)),
    ("ef_on_fail = true\nsecond_try = true", Settings(ef_on_fail=True, second_try=True)),
    ('scheduler = "fsrs"\nretention = 0.85', Settings(scheduler="fsrs", retention=0.85)),
    (
        '[decks."Linear algebra"]\nscheduler = "fsrs"\n[decks.calculus]\nretention = 0.8',
        Settings(decks=(("Linear algebra", DeckSettings("fsrs")), ("calculus", DeckSettings(retention=0.8)))),
    ),
    ('[keys]\nhint = "f5,alt+h"\nretry = "t"', Settings(keys={"hint": "f5,alt+h", "retry": "t"})),
    ("clock = true\nleech_after = 0", Settings(clock=True, leech_after=0)),
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
    ('scheduler = "anki"', 1, ["scheduler", '"sm2", "fsrs"', "'anki'"]),
    ("retention = 0.99", 1, ["retention", "from 0.7 to 0.97", "0.99"]),
    ("retention = true", 1, ["retention", "not true"]),
    ('new_a_day = 3\n[decks.a]\nscheduler = "anki"', 2, ["decks", "scheduler", '"sm2", "fsrs"']),
    ("[decks.a]\nnew = 3", 1, ["decks", "scheduler", "retention"]),
    ('decks = "a"', 1, ["decks", "[decks."]),
    ('[keys]\nhint = "h"', 2, ["keys.hint", "`h` is typed into answers"]),
    ('[keys]\nhint = "minus"', 2, ["keys.hint", "`minus` is typed into answers"]),
    ('[keys]\nhint = "space"', 2, ["keys.hint", "`space` is typed into answers"]),
    ('[keys]\nhint = "backspace"', 2, ["keys.hint", "`backspace` is typed into answers"]),
    ('[keys]\nhint = "ctrl+"', 2, ["keys.hint", "`ctrl+` is no key"]),
    ('[keys]\nhnt = "f5"', 2, ["keys.hnt", "did you mean `hint`?"]),
    ('[keys]\nhint = "f5"\nskip = "f6,f5"', 3, ["keys.skip", "`f6,f5`", "already"]),
    ("[keys]\nhint = 5", 1, ["keys", "a table of names and keys"]),
    ("leech_after = -1", 1, ["leech_after", "from 0 to 9999"]),
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


THEME = 'theme = "nord"  # the colours of the screen; Ctrl+P shows the others'
KEPT = [
    ("", f"{THEME}\n"),
    ("new_a_day = 3 # few", f"{THEME}\nnew_a_day = 3 # few"),
    ('# mine\ntheme = "dracula"  # dark\nnew_a_day = 3\n', '# mine\ntheme = "nord"  # dark\nnew_a_day = 3\n'),
    ("theme='dracula'", 'theme="nord"'),
    ('# theme = "dracula"\n', f'{THEME}\n# theme = "dracula"\n'),
]


@pytest.mark.parametrize(("before", "after"), KEPT)
def test_a_theme_chosen_on_the_screen_is_kept_and_the_rest_of_the_file_stays(tmp_path, before, after):
    file = tmp_path / "config.toml"
    if before:
        file.write_text(before, encoding="utf-8")
    set_setting(file, "theme", "nord")
    assert file.read_text(encoding="utf-8") == after
    assert read_settings(file).theme == "nord"


def test_a_theme_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="Not kept"):
        set_setting(tmp_path / "file" / "config.toml", "theme", "nord")


def test_what_settings_prints_is_a_file_that_says_the_same(tmp_path):
    settings = Settings(
        day_starts=time(5, 30),
        new_a_day=0,
        theme="nord",
        retention=0.8,
        decks=(('My "own"', DeckSettings("fsrs", 0.9)),),
        keys={"hint": "f5"},
    )
    for one in (settings, Settings()):
        file = tmp_path / "config.toml"
        file.write_text(commented(one), encoding="utf-8")
        assert read_settings(file) == one


def test_one_is_set_from_the_command_line_and_the_comments_stay(quizzer, home):
    home.mkdir()
    (home / "config.toml").write_text(
        "# mine\nnew_a_day = 3  # few\n[keys]\nhint = 'f5'  # near\n", encoding="utf-8"
    )
    assert quizzer("settings", "new_a_day", "12").code == 0
    assert quizzer("settings", "clock=yes").code == 0
    assert quizzer("settings", "keys.skip", "f6").code == 0
    text = (home / "config.toml").read_text(encoding="utf-8")
    assert "# mine\nnew_a_day = 12  # few\n" in text
    assert "[keys]\nhint = 'f5'  # near\nskip = \"f6\"" in text
    assert read_settings(home / "config.toml") == Settings(
        new_a_day=12, clock=True, keys={"hint": "f5", "skip": "f6"}
    )
    (home / "config.toml").write_text(f"{text}\n[decks.A]\nscheduler = 'fsrs'\n", encoding="utf-8")
    assert quizzer("settings", "keys.skip", "").code == 0
    assert "hint = 'f5'  # near" in (home / "config.toml").read_text(encoding="utf-8")
    assert read_settings(home / "config.toml").keys == {"hint": "f5"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("glyphs", "emoji"), 'glyphs is one of "full", "basic", "ascii", not \'emoji\'.'),
        (("new_day", "3"), "no setting `new_day`; did you mean `new_a_day`?"),
        (("keys.hint", "h"), "`h` is typed into answers"),
        (("decks",), "`quizzer settings --edit` opens the file"),
    ],
)
def test_a_slip_on_the_command_line_is_told_and_nothing_is_written(quizzer, home, arguments, said):
    ran = quizzer("settings", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not (home / "config.toml").exists()


def test_a_file_with_a_slip_is_not_written_to(quizzer, home):
    home.mkdir()
    (home / "config.toml").write_text("new_day = 3\n", encoding="utf-8")
    assert quizzer("settings", "clock", "yes").code == 2
    assert (home / "config.toml").read_text(encoding="utf-8") == "new_day = 3\n"


def test_a_link_to_the_settings_stays_a_link(tmp_path):
    (tmp_path / "dotfiles.toml").write_text("", encoding="utf-8")
    (tmp_path / "config.toml").symlink_to(tmp_path / "dotfiles.toml")
    set_setting(tmp_path / "config.toml", "clock", True)
    assert (tmp_path / "config.toml").is_symlink()
    assert read_settings(tmp_path / "dotfiles.toml").clock
