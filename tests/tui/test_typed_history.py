"""Undo of typing: word by word, never past the beginning of the line, and done again as it was."""

from hypothesis import given
from hypothesis import strategies as st

from quizzer.tui.typed_history import TypedHistory

texts = st.lists(st.text("ab ", max_size=6), max_size=12)


def typed(line):
    history = TypedHistory()
    for end in range(1, len(line) + 1):
        history.record(line[:end])
    return history


def test_typing_is_undone_word_by_word():
    history = typed("2 A x")
    found = [history.text]
    while (text := history.undo()) is not None:
        found.append(text)
    assert found == ["2 A x", "2 A", "2", ""]


def test_what_was_pasted_goes_at_once():
    history = typed("x")
    history.record("x + A^T x")
    assert history.undo() == "x"
    assert history.redo() == "x + A^T x"


def test_a_line_begun_anew_has_nothing_to_undo():
    history = typed("x y")
    history.begin("a draft")
    assert (history.undo(), history.redo(), history.text) == (None, None, "a draft")


@given(texts)
def test_undoing_all_and_redoing_all_leads_back(steps):
    history = TypedHistory()
    for text in steps:
        history.record(text)
    end, seen = history.text, []
    while (text := history.undo()) is not None:
        seen.append(text)
    assert history.text == ""
    while history.redo() is not None:
        pass
    assert history.text == end


@given(texts, texts)
def test_after_typing_anew_nothing_is_done_again(steps, more):
    history = TypedHistory()
    for text in steps:
        history.record(text)
    history.undo()
    for text in more:
        changed = text != history.text
        history.record(text)
        if changed:
            assert history.redo() is None
