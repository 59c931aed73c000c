"""What is said, without a screen: days, echoes, symbols, consequences, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.grade import read
from quizzer.maths.witness import Shown
from quizzer.study.asked import asked
from quizzer.tui import when
from quizzer.tui.echo import echo
from quizzer.tui.paint import lettered, sentence, spread, words
from quizzer.tui.question_text import gapped, hints
from quizzer.tui.symbols import symbol_texts
from quizzer.tui.verdict_text import coming_text, witness_lines

TODAY = date(2026, 11, 25)
SCOPE = read_scope({"A": "matrix(m, n)", "x": "vector(n)"})


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 25), "today"),
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 26), "tomorrow"),
        (date(2026, 12, 1), "in 6 days, 1 Dec"),
        (date(2027, 1, 3), "in 39 days, 3 Jan 2027"),
    ],
)
def test_a_day_to_come(day, said):
    assert when.coming(day, TODAY) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_an_ordinal(number, said):
    assert when.ordinal(number) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (540, "9 min"), (3900, "1 h 5 min")]
)
def test_how_long(seconds, said):
    assert when.lasting(seconds) == said


@pytest.mark.parametrize(
    ("quality", "due", "kind", "said"),
    [
        (4, date(2026, 12, 1), "review", "Next in 6 days, 1 Dec."),
        (3, date(2026, 12, 1), "review", "Again today, then in 6 days, 1 Dec."),
        (0, date(2026, 11, 26), "new", "Again today, then tomorrow."),
        (1, None, "review", "Again today."),
        (5, date(2026, 12, 1), "practice", "Practice leaves the schedule as it is."),
    ],
)
def test_what_a_grade_leads_to(quality, due, kind, said):
    assert coming_text(quality, due, TODAY, kind) == said


def echoed(typed: str, width: int = 60, scroll: int = 0) -> list[str]:
    return [line.plain for line in echo(read(typed, SCOPE), typed, width, "full", scroll)]


def test_an_echo_has_the_shape_at_the_right():
    assert echoed("A x", 20) == ["A x       m×1 vector"]


def test_an_echo_without_room_has_the_shape_below():
    assert echoed("A x + A x + A x", 20) == ["A x + A x + A x", "          m×1 vector"]


def test_an_empty_answer_has_no_echo():
    assert echoed("  ") == []


def test_the_caret_stands_below_the_place_where_reading_stops():
    (line,) = echoed("A x^", 90)
    assert line.index("▲") == "A x^".index("^")
    (caret, *_) = echoed("A x^", 20)
    assert caret == "   ▲"


def test_the_caret_moves_with_the_scrolled_input():
    typed = "A x + " * 10 + "x^"
    (caret, *_) = echoed(typed, 30, scroll=40)
    assert "▲" in caret
    assert caret.index("▲") < 30


def test_a_place_that_is_scrolled_out_of_sight_gets_no_caret():
    assert not any("▲" in line for line in echoed("x^ + " + "A x + " * 9 + "A x", 30, scroll=40))


def test_symbols_are_those_that_question_and_answer_speak_of(open_app):
    (card,) = open_app.cards("gradient")
    assert symbol_texts(asked(card, "new", 0, 1), "full") == ["A: n×n", "x: vector (n)"]


def test_a_gap_is_filled_with_what_was_typed_and_nothing_of_it_is_obeyed(open_app):
    (card,) = open_app.cards("cyclic")
    assert gapped(card.question, "$a$; *b*") == (
        r"The trace is [\$a\$] under [\*b\*] permutation of its factors."
    )


def test_hints_not_taken_are_only_counted(open_app):
    (card,) = open_app.cards("gradient")
    lines = [line.plain for line in hints(asked(card, "new", 0, 1), ("One.",), 40, "full")]
    assert lines == ["Hint 1  One.", "        1 more"]


def test_a_witness_flows_into_the_width_it_has():
    point = Shown((("A", (("1", "2"), ("0", "1"))), ("x", (("1",), ("0",)))), (), (("2",), ("2",)), None)
    wide = [line.plain for line in witness_lines(point, 80, "full")]
    assert wide[0] == "They part at  A = ⎡1  2⎤   x = ⎡1⎤   yours no value   expected ⎡2⎤"
    narrow = witness_lines(point, 24, "full")
    assert len(narrow) > len(wide)
    assert all(line.cell_length <= 24 for line in narrow)


def test_two_texts_stand_at_both_ends_or_below_each_other():
    assert [line.plain for line in spread(words("ab"), words("cd"), 8)] == ["ab    cd"]
    assert [line.plain for line in spread(words("abcd"), words("efgh"), 8)] == ["abcd", "    efgh"]


def test_blocks_side_by_side_keep_their_lines_level():
    block = lettered([words("a")], [words("1"), words("2")], 1)
    assert [line.plain for line in block] == ["a 1", "  2"]


def test_a_sentence_wraps_between_words_only():
    assert [line.plain for line in sentence("one two three", 8)] == ["one two", "three"]
    assert [line.plain for line in sentence("unbreakable", 4)] == ["unbreakable"]
