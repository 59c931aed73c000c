"""Which editor is opened, and how each is told the line."""

from pathlib import Path

import pytest

from quizzer.tui.editor import NoEditorError, command, editor_of

DECK = Path("/decks/my deck.yaml")


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("vi", "vi +12 FILE"),
        ("nvim -u NONE", "nvim -u NONE +12 FILE"),
        ("/usr/bin/nano", "/usr/bin/nano +12 FILE"),
        ("emacsclient -t", "emacsclient -t +12 FILE"),
        ("code", "code --wait --goto FILE:12"),
        ("code -w", "code -w --goto FILE:12"),
        ("hx", "hx FILE:12"),
        ("subl", "subl --wait FILE:12"),
        ("kate", "kate --block --line 12 FILE"),
        ("ed", "ed FILE"),
        ("my-editor --flag", "my-editor --flag FILE"),
    ],
)
def test_each_editor_is_told_the_line_its_own_way(editor, told):
    words = editor_of({"EDITOR": editor})
    assert [word.replace(str(DECK), "FILE") for word in command(words, DECK, 12)] == told.split()


def test_visual_goes_before_editor_and_an_empty_one_is_none():
    assert editor_of({"VISUAL": "hx", "EDITOR": "vi"}) == ("hx",)
    assert editor_of({"VISUAL": " ", "EDITOR": "vi"}) == ("vi",)
    assert editor_of({"EDITOR": "'my editor' -x"}) == ("my editor", "-x")


def test_where_none_is_set_one_that_is_there_is_taken():
    assert editor_of({}, {"vi": "/bin/vi"}.get) == ("vi",)
    with pytest.raises(NoEditorError, match="set EDITOR"):
        editor_of({}, {}.get)
    with pytest.raises(NoEditorError, match="EDITOR is no command"):
        editor_of({"EDITOR": "'vi"}, {}.get)
