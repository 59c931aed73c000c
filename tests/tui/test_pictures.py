"""Pictures: told in words, opened on a key without a shell, and only from beside the deck."""

from __future__ import annotations

import sys

import pytest

from quizzer.deck.checking import check
from quizzer.deck.images import NoPictureError, picture
from quizzer.deck.loading import load


def deck(folder, images):
    path = folder / "deck.yaml"
    path.write_text(
        f"cards:\n  - {{id: a, prompt: What is drawn?, text: a circle, images: {images}}}\n", encoding="utf-8"
    )
    return load([path])


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "decks"
    (inner / "pictures").mkdir(parents=True)
    (inner / "circle.png").write_bytes(b"\x89PNG")
    (inner / "pictures" / "-x; touch gone.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    (inner / "out.png").symlink_to(tmp_path / "secret.png")
    (inner / "run.desktop").write_text("[Desktop Entry]")
    (inner / "loop.png").symlink_to("loop.png")
    (inner / "folder.png").mkdir()
    return inner


REFUSED = [
    ("../secret.png", "../secret.png does not lie beside the deck or below it"),
    ("out.png", "out.png does not lie beside the deck or below it"),
    ("/etc/hostname.png", "there is no file /etc/hostname.png"),
    ("run.desktop", "run.desktop is no picture by its ending"),
    ("nowhere.png", "there is no file nowhere.png"),
    ("loop.png", "there is no file loop.png"),
    ("folder.png", "there is no file folder.png"),
    ("https://example.com/x.png", "there is no file https://example.com/x.png"),
]


@pytest.mark.parametrize(("named", "told"), REFUSED)
def test_a_picture_lies_beside_the_deck_or_below_it(folder, named, told):
    loaded = deck(folder, f"['{named}']")
    with pytest.raises(NoPictureError) as caught:
        picture(loaded.decks[0].cards[0].images[0])
    assert str(caught.value) == told
    assert [(one.message, one.severity) for one in check(loaded.decks)] == [(told, "error")]


async def test_it_is_told_in_words_and_opened_on_a_key_as_one_argument(folder, open_app, monkeypatch):
    ran = []
    monkeypatch.setattr("quizzer.tui.pictures.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        "quizzer.tui.pictures.subprocess.Popen", lambda words, **more: ran.append((words, more))
    )
    monkeypatch.setattr(sys, "platform", "linux")
    open_app.decks = deck(
        folder, "[{path: circle.png, alt: 'a circle [bold]'}, 'pictures/-x; touch gone.png']"
    ).decks
    async with open_app("a") as stage:
        assert "Picture: a circle [bold]" in stage.text()
        assert "Picture: pictures/-x; touch gone.png  F6" in stage.text()
        await stage.press("f6")
    assert [words for words, _ in ran] == [
        ["/usr/bin/xdg-open", str(folder / "circle.png")],
        ["/usr/bin/xdg-open", str(folder / "pictures" / "-x; touch gone.png")],
    ]
    assert not any(more.get("shell") for _, more in ran)


async def test_where_nothing_opens_it_that_is_said(folder, open_app, monkeypatch):
    monkeypatch.setattr("quizzer.tui.pictures.which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "linux")
    open_app.decks = deck(folder, "circle.png").decks
    async with open_app("a") as stage:
        await stage.press("f6")
        assert "Nothing opens circle.png here: xdg-open is not installed." in stage.text()


async def test_a_card_without_pictures_has_no_such_key(open_app):
    async with open_app("gradient") as stage:
        assert "pictures" not in {
            one.binding.action for one in stage.app.screen.active_bindings.values() if one.enabled
        }
