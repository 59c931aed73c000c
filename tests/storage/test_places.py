from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from quizzer.storage.places import Places


@pytest.mark.parametrize(
    ("named", "home"),
    [
        ("/srv/quizzer", Path("/srv/quizzer")),
        ("  /srv/quizzer ", Path("/srv/quizzer")),
        ("here", Path.cwd() / "here"),
        ("~/study", Path.home() / "study"),
    ],
)
def test_quizzer_home_holds_everything(named, home):
    assert Places.of({"QUIZZER_HOME": named}) == Places(home, home / "config.toml", home / "decks")


@pytest.mark.parametrize("environment", [{}, {"QUIZZER_HOME": ""}, {"QUIZZER_HOME": " "}])
def test_else_the_platform_says(environment):
    places = Places.of(environment)
    assert places.data == Path(platformdirs.user_data_dir("quizzer", appauthor=False))
    assert places.config == Path(platformdirs.user_config_dir("quizzer", appauthor=False), "config.toml")
    assert places.decks == places.data / "decks"


def test_looking_makes_nothing(tmp_path):
    Places.of({"QUIZZER_HOME": str(tmp_path / "new")})
    assert list(tmp_path.iterdir()) == []
