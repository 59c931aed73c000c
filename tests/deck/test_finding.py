from __future__ import annotations

import pytest

from quizzer.deck.finding import bundled_folder, choose, deck_files, library_files, named_files, open_decks
from quizzer.errors import DecksNotFound, UsageError

CARD = "cards: [{id: a, prompt: p, answer: x}]\n"


@pytest.fixture
def folders(tmp_path):
    """A user's folder and a bundled one with two decks of one name."""
    user, bundled = tmp_path / "user", tmp_path / "bundled"
    for folder, names in (
        (user, ("calculus.yaml", "sub/linear-algebra.yml")),
        (bundled, ("calculus.yaml", "probability.yaml")),
    ):
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"deck: {path.stem.replace('-', ' ').title()}\n{CARD}")
    return user, bundled


def slugs(loaded):
    return [deck.slug for deck in loaded.decks]


def test_the_bundled_decks_are_found_from_anywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert "matrix-calculus" in [path.stem for path in deck_files(bundled_folder())]


def test_the_library_is_the_users_decks_then_the_bundled_ones_without_namesakes(folders):
    user, bundled = folders
    files = library_files(user, bundled)
    assert [path.relative_to(user.parent).as_posix() for path in files] == [
        "user/calculus.yaml",
        "user/sub/linear-algebra.yml",
        "bundled/probability.yaml",
    ]
    loaded = open_decks([], user, bundled)
    assert loaded.problems == ()
    assert slugs(loaded) == ["calculus", "linear-algebra", "probability"]


def test_hidden_files_and_other_files_are_no_decks(tmp_path):
    for name in (".git/a.yaml", ".hidden.yaml", "notes.md", "deck.YAML"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(CARD)
    assert [path.name for path in deck_files(tmp_path)] == ["deck.YAML"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("calculus", "calculus"),
        ("Linear Algebra", "linear-algebra"),
        ("linear_algebra", "linear-algebra"),
        ("LINEAR-ALGEBRA", "linear-algebra"),
        ("prob", "probability"),
    ],
)
def test_a_deck_is_known_by_name_slug_file_or_beginning(folders, name, slug):
    assert slugs(open_decks([name], *folders)) == [slug]


def test_names_and_paths_go_together_each_deck_once(folders):
    user, bundled = folders
    loaded = open_decks(["calculus", str(user / "sub"), "linear algebra", "Calculus"], user, bundled)
    assert sorted(slugs(loaded)) == ["calculus", "linear-algebra"]


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("calclus", UsageError, "there is no deck `calclus`; did you mean `calculus`?"),
        ("zzz", UsageError, "there is no deck `zzz`; there are `calculus`, `linear-algebra`, `probability`"),
        ("user/calclus.yaml", DecksNotFound, "did you mean"),
        ("empty", DecksNotFound, "there is no deck in the folder"),
        ("x" * 5000, UsageError, "there is no deck"),
        ("a\0b.yaml", DecksNotFound, "there is no file"),
    ],
)
def test_what_is_not_there_is_one_sentence(folders, monkeypatch, name, error, sentence):
    monkeypatch.chdir(folders[0].parent)
    (folders[0].parent / "empty").mkdir()
    with pytest.raises(error) as raised:
        open_decks([name], *folders)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_beginning_that_two_have_is_asked_back(tmp_path):
    for name in ("linear-algebra", "linear-maps"):
        (tmp_path / f"{name}.yaml").write_text(CARD)
    with pytest.raises(UsageError, match="`linear-algebra`, `linear-maps`: say which"):
        open_decks(["linear"], tmp_path, None)


def test_where_there_is_no_deck_it_is_said_where_to_put_one(tmp_path):
    with pytest.raises(DecksNotFound, match="there is no deck: put one into"):
        open_decks([], tmp_path / "nowhere", None)
    with pytest.raises(UsageError, match="there is no deck yet"):
        choose([], ["any"])


def test_the_problems_of_a_deck_that_was_not_asked_for_are_not_told(folders):
    user, bundled = folders
    (user / "broken.yaml").write_text("cards: [{promt: p}]\n")
    assert open_decks(["calculus"], user, bundled).problems == ()
    assert len(open_decks([], user, bundled).problems) > 0


def test_files_are_taken_in_the_order_in_which_they_are_named(folders):
    user, bundled = folders
    files = named_files([str(bundled), str(user / "calculus.yaml")])
    assert [path.parent.name for path in files] == ["bundled", "bundled", "user"]
