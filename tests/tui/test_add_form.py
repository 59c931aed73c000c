"""The form for a card, at 80×24 and with the keyboard alone; what it writes is what the deck's author would."""

from __future__ import annotations

import pytest
from textual import events

from quizzer.deck.loading import load
from quizzer.tui.add_form import AddScreen

DECK = """\
# my own deck
deck: My rules
symbols:
  A: matrix(n, n)   # square
  x, b: vector(n)
cards:
  - id: linear
    prompt: Gradient of $b^T x$ by $x$.
    answer: b         # the vector itself
"""


@pytest.fixture
def path(tmp_path, open_app):
    path = tmp_path / "my-rules.yaml"
    path.write_text(DECK, encoding="utf-8")
    open_app.decks = load([path]).decks
    return path


async def fill(stage, *values):
    for value in values:
        await stage.type(value)
        await stage.press("enter")


async def settled(stage):
    """The pause after which a `verify` is computed, and the computing."""
    await stage.pilot.pause(0.5)
    await stage.settle()


async def test_a_card_is_written_and_everything_else_in_the_file_stays(path, open_app):
    async with open_app() as stage:
        await stage.press("plus")
        await fill(stage, "Gradient of $x^T A x$ by $x$.", "", "(A + A^T) x", "grad(x^T A x, x)")
        await stage.type("gradient, forms")
        await stage.press("ctrl+s")
        assert "Written. My rules has 2 cards now." in stage.text()
        assert stage.app.screen.focused.id == "prompt"
        await stage.press("escape")
        assert "0/2" in stage.text()
    text = path.read_text(encoding="utf-8")
    assert text.startswith(DECK)
    [card] = [one for one in load([path]).decks[0].cards if one.id != "linear"]
    assert card.has_own_id
    assert card.tags == ("gradient", "forms")
    assert card.question.verify.text == "grad(x^T A x, x)"


async def test_it_looks_as_it_should(path, open_app, golden):
    async with open_app() as stage:
        await stage.press("plus")
        await fill(
            stage, "Gradient of $c x^T A x$ by $x$.", "c: positive", "c (A + A')x", "grad(c x^T A x, x)"
        )
        await settled(stage)
        golden("add-80x24", stage.styled())


SAID = [
    (("", "c: positve"), "positve", "a kind that there is not"),
    (("", "c positive"), "has no colon", "no colon"),
    (("", "", "(A + A^)x"), "a power is missing after ^", "a caret under the answer"),
    (("", "", "A x + A"), "n×1", "an answer without a shape"),
    (("", "", "A x"), "n×1 vector", "its shape"),
    (("p", "", "A x", "grad(x^T A x, x)"), "✗ its verify refutes it", "a verify that refutes it"),
    (("p", "", "A x + A'x", "grad(x^T A x, x)"), "✓ it gives the answer", "one that gives it"),
    (("p", "", "A x", "grad(x^T A, x)"), "grad is of a scalar", "a verify that has no meaning"),
    (("p", "", "A x", "grad(x^T A x, "), "▲", "a verify that cannot be read"),
    (("p", "", "A^-1 b", "A answer = b"), "✓ it gives the answer", "an equation"),
    (("p $x$ and $", "", "x"), "p x and", "a prompt half written"),
]


@pytest.mark.parametrize(("values", "said", "why"), SAID)
async def test_what_is_typed_is_followed(path, open_app, values, said, why):
    async with open_app() as stage:
        await stage.press("plus")
        await fill(stage, *values[:-1])
        await stage.type(values[-1])
        await settled(stage)
        assert said in stage.text(), why
    assert path.read_text(encoding="utf-8") == DECK


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("",), "the card has no prompt yet"),
        (("Gradient of $x$",), "the card has no answer yet"),
        (("p", "", "A x", "grad(x^T A x, x)"), "its verify refutes it"),
        (("p $x", "", "x"), "this $ has no partner"),
        (("p", "", "Q x"), "`Q` is not declared here"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_written(path, open_app, values, said):
    async with open_app() as stage:
        await stage.press("plus")
        await fill(stage, *values)
        await stage.press("ctrl+s")
        assert said in stage.text()
    assert path.read_text(encoding="utf-8") == DECK


async def test_a_card_half_written_is_there_again(path, open_app):
    async with open_app() as stage:
        await stage.press("plus")
        await fill(stage, "Half a prom")
        await stage.press("escape", "plus")
        assert "Half a prom" in stage.text()


async def test_decks_that_come_along_are_not_written_to(open_app):
    from quizzer.deck.finding import bundled_folder, deck_files

    open_app.decks = load(deck_files(bundled_folder())[:1]).decks
    async with open_app() as stage:
        await stage.press("plus")
        assert not isinstance(stage.app.screen, AddScreen)
        assert "quizzer new NAME" in " ".join(stage.text().split())


async def test_a_file_that_cannot_be_written_is_said(path, open_app, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("quizzer.tui.add_text.replace_file", refused)
    async with open_app() as stage:
        await stage.press("plus")
        await fill(stage, "p", "", "x")
        await stage.press("ctrl+s")
        assert "cannot be written: Permission denied" in stage.text()


async def test_markup_and_control_characters_are_shown_never_obeyed(path, open_app):
    async with open_app() as stage:
        await stage.press("plus")
        stage.app.screen.query_one("#prompt").value = "[bold]x[/bold] \x1b[31mred"
        await stage.settle()
        assert "[bold]x[/bold] ␛[31mred" in stage.text()


async def test_a_burst_of_keys_does_what_it_says_in_its_order(path, open_app):
    """A slow line or a pasting terminal sends many keys at once."""
    async with open_app() as stage:
        await stage.press("plus")
        keys = [
            "p",
            "enter",
            "enter",
            *"2 xy".replace(" ", ""),
            "backspace",
            "enter",
            *"xx",
            "backspace",
            "enter",
            "t",
        ]
        for key in keys:
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(stage)
        form = stage.app.screen.form
    assert (form.prompt, form.symbols, form.answer, form.verify, form.tags) == ("p", "", "2x", "x", "t")
