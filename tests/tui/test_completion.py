"""Tab completes names: the card's own first, then Greek letters, then functions."""

from __future__ import annotations

import pytest

from quizzer.tui.completion import completions


@pytest.mark.parametrize(
    ("before", "declared", "first"),
    [
        ("sig", (), "σ"),
        ("\\sig", (), "σ"),
        ("Sig", (), "Σ"),
        ("2 mu", (), "μ"),
        ("x + la", (), "λ"),
        ("soft", (), "softmax("),
        ("wei", ("weight",), "weight"),
        ("al", ("alternative",), "alternative"),
        ("varep", (), "ε"),
    ],
)
def test_the_likeliest_comes_first(before, declared, first):
    found = completions(before, declared)
    assert found is not None
    assert found.texts[0] == first
    assert before[found.start :].lstrip("\\").isalpha()


@pytest.mark.parametrize("before", ["", "x", "2", "(A + ", "qqq", "x_"])
def test_nothing_to_complete(before):
    assert completions(before, ("A", "x")) is None


def test_a_command_is_a_letter_and_no_function():
    found = completions("\\si", ())
    assert found is not None
    assert "sin(" not in found.texts


async def test_tab_completes_and_tab_again_takes_the_next(open_app):
    async with open_app("gradient") as stage:
        await stage.type("A sig")
        await stage.press("tab")
        assert stage.app.focused.value == "A σ"
        await stage.press("tab")
        assert stage.app.focused.value == "A sigmoid("
        await stage.press("tab")
        assert stage.app.focused.value.startswith("A sig") or stage.app.focused.value == "A σ"
        assert stage.app.focused.id == "answer"


async def test_tab_keeps_what_stands_after_the_cursor(open_app):
    async with open_app("gradient") as stage:
        await stage.type("mux")
        await stage.press("left", "tab")
        assert stage.app.focused.value == "μx"


async def test_the_palette_offers_what_the_keys_do(open_app):
    async with open_app("gradient") as stage:
        titles = [one.title for one in stage.app.get_system_commands(stage.app.screen)]
        assert "Hint" in titles
        assert "Don't know" in titles
        assert "Skip" not in titles
        hint = next(one for one in stage.app.get_system_commands(stage.app.screen) if one.title == "Hint")
        await hint.callback()
        await stage.settle()
        assert "Hint 1" in stage.text()
