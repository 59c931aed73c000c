"""A card opened in an editor and taken back changed; a deck saved in any editor while it is studied."""

from __future__ import annotations

import contextlib

from quizzer.deck.loading import load
from quizzer.tui.deck_watch import DeckWatch
from quizzer.tui.driver import OVER
from quizzer.tui.shelf import Shelf


async def test_e_opens_the_card_at_its_line_and_the_sitting_goes_on_with_it_changed(open_app, shelf, editor):
    opened, edits = editor
    edits.append(("answer: (A + A^T) x", "answer: (A^T + A) x + 0 x"))
    async with open_app("gradient", shelf=shelf) as stage:
        await stage.press("ctrl+d", "e")
        assert opened == [["vi", "+7", str(shelf.own / "every-kind.yaml")]]
        assert "The card is changed; r tries it as it is now." in stage.text()
        await stage.press("enter")
        assert stage.session.asked.question.answers[0].text == "(A^T + A) x + 0 x"


async def test_a_mistake_made_in_the_editor_is_said_and_the_good_cards_stay(open_app, shelf, editor):
    _, edits = editor
    edits.append(("prompt: Gradient of", "promt: Gradient of"))
    async with open_app("gradient", "eigen-trace", shelf=shelf) as stage:
        await stage.press("ctrl+d", "e")
        said = " ".join(stage.text().split())
        assert "did you mean `prompt`" in said or "promt" in said
        assert "1 card stays as last saved well" in said
        await stage.press("enter")
        assert stage.session.asked is not None
        assert len(stage.app.desk.cards) == 8


async def test_a_deck_that_came_along_is_edited_as_a_copy_of_ones_own(open_app, shelf, editor, tmp_path):
    opened, edits = editor
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    (shelf.own / "every-kind.yaml").rename(bundled / "every-kind.yaml")
    open_app.decks = load([bundled / "every-kind.yaml"]).decks
    edits.append(("per hour, in hours.", "an hour, in hours."))
    away = Shelf(shelf.own, shelf.data, bundled, shelf.environment)
    async with open_app("half-life", shelf=away) as stage:
        await stage.press("ctrl+d", "e")
        assert opened[0][-1] == str(shelf.own / "every-kind.yaml")
        assert "your own copy is" in " ".join(stage.text().split())
        await stage.press("enter")
        assert "0.1 an hour" in stage.text()
    assert "an hour" not in (bundled / "every-kind.yaml").read_text(encoding="utf-8")


async def test_a_card_without_an_id_of_its_own_keeps_its_history_when_its_prompt_is_edited(
    open_app, shelf, editor
):
    _, edits = editor
    path = shelf.own / "every-kind.yaml"
    text = path.read_text(encoding="utf-8").replace("  - id: half-life\n    prompt", "  - prompt")
    path.write_text(text, encoding="utf-8")
    open_app.decks = load([path]).decks
    key = next(card.id for deck in open_app.decks for card in deck.cards if "Half-life" in card.prompt.text)
    edits.append(("Half-life for decay", "The half-life for decay"))
    async with open_app(key, shelf=shelf) as stage:
        await stage.type("6.93")
        await stage.press("enter", "e")
        assert stage.rows[-1].kind == "alias"
        assert stage.rows[-1].refers == f"card:{stage.rows[0].card}"
        now = stage.rows[-1].card
        assert stage.session.states[now].reviews == 1


async def test_without_an_editor_it_is_said(open_app, shelf, monkeypatch):
    monkeypatch.setattr("quizzer.tui.editor.FALLBACKS", ())
    bare = Shelf(shelf.own, shelf.data)
    async with open_app("gradient", shelf=bare) as stage:
        await stage.press("ctrl+d", "e")
        assert "set EDITOR to the one you like" in " ".join(stage.text().split())


async def test_an_editor_that_cannot_be_started_is_said_and_the_screen_is_ones_own_again(
    open_app, shelf, monkeypatch
):
    handed = []

    @contextlib.contextmanager
    def suspend(_):
        handed.append("away")
        yield
        handed.append("back")  # as Textual's does: not where it is left by an error

    monkeypatch.setattr("quizzer.tui.app.QuizzerApp.suspend", suspend)
    missing = Shelf(shelf.own, shelf.data, environment={"EDITOR": "no-such-editor -x"})
    async with open_app("gradient", shelf=missing) as stage:
        await stage.press("ctrl+d", "e")
        assert handed == ["away", "back"]
        assert "The editor no-such-editor cannot be started: No such file" in stage.text()


def test_the_alternate_screen_is_entered_again_after_an_editor_but_not_at_first(monkeypatch):
    written = []
    monkeypatch.setattr(
        "textual.drivers.linux_driver.LinuxDriver.write", lambda _, data: written.append(data)
    )
    driver = OVER.__new__(OVER)
    for data in ("\x1b[?1049h", "drawn", "\x1b[?1049l", "\x1b[?1049h", "drawn again"):
        driver.write(data)
    assert written == ["drawn", "\x1b[?1049l", "\x1b[?1049h", "drawn again"]


async def test_a_deck_saved_in_any_editor_is_read_again_while_it_is_studied(open_app, shelf):
    path = shelf.own / "every-kind.yaml"
    async with open_app("half-life", shelf=shelf) as stage:
        await stage.type("6")
        text = path.read_text(encoding="utf-8").replace("per hour, in hours.", "a day, in days.")
        path.write_text(text + "  - {id: more, prompt: Why?, text: [so]}\n", encoding="utf-8")
        stage.app.screen._tick()
        await stage.settle()
        assert "0.1 a day" in stage.text()
        said = " ".join(stage.text().split())
        assert "1 card changed, 1 new card, asked from the next sitting on" in said
        assert stage.app.focused.value == "6", "what was typed is still there"


async def test_a_card_taken_out_of_its_deck_is_not_asked_any_more(open_app, shelf):
    path = shelf.own / "every-kind.yaml"
    async with open_app("cyclic", "half-life", shelf=shelf) as stage:
        first = stage.session.asked.card.id
        text = path.read_text(encoding="utf-8")
        start = text.index(f"  - id: {first}")
        end = text.index("  - id: ", start + 5)
        path.write_text(text[:start] + text[end:], encoding="utf-8")
        stage.app.screen._tick()
        await stage.settle()
        assert stage.session.asked.card.id != first
        assert stage.session.total == 1


def test_a_file_that_is_being_saved_is_no_change_until_it_is_there_again(tmp_path):
    path = tmp_path / "deck.yaml"
    path.write_text("one", encoding="utf-8")
    watch = DeckWatch()
    watch.look_at([path])
    assert not watch.saved()
    path.unlink()
    assert not watch.saved()
    path.write_text("another", encoding="utf-8")
    assert watch.saved()
    assert not watch.saved()
