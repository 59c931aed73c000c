"""Tables: the columns of other programs, the delimiter found out, Anki's text exports."""

from __future__ import annotations

import pytest

from quizzer.errors import ImportRefused
from quizzer.exchange.tables import read_table, table_text


def fields_of(text):
    return [
        {name: value for name, value in card.fields.items() if name != "id"}
        for card in read_table(text, "N").deck.cards
    ]


PARIS = {"prompt": "Capital", "text": "Paris"}
TABLES = [
    ("front,back\nCapital,Paris\n", [PARIS]),
    ("Question;Answer;Tags\nCapital;Paris;a b\n", [PARIS | {"tags": ["a", "b"]}]),
    ("term\tdefinition\tnotes\nCapital\tParis\tof France\n", [PARIS | {"note": "of France"}]),
    ("Capital,Paris\nYear,1789\n", [PARIS, {"prompt": "Year", "number": "1789"}]),
    ("a|b\nCapital|Paris\n", [{"prompt": "a", "text": "b"}, PARIS]),
    ('front,back\n"Two\nlines","a, b"\n', [{"prompt": "Two\nlines", "text": "a, b"}]),
    ("front,back\nThe {{c1::trace}} is linear,extra\n", [{"cloze": "The {{trace}} is linear", "note": "extra"}]),
    ("front,back\nA &lt; B <b>bold</b>,<i>it</i>\n", [{"recall": "A < B **bold**", "answer-text": "*it*"}]),
    ("id,prompt,answer,verify,symbols\nx,Double,2 t,t + t,t: scalar\n", [{"prompt": "Double", "answer": "2 t", "symbols": {"t": "scalar"}, "verify": "t + t"}]),
    ("kind,prompt,choices\nchoices,Which?,\"'=yes\nno\"\n", [{"prompt": "Which?", "choices": ["=yes", "no"]}]),
    (
        ("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "abc\tBasic\tD\tCapital\t<div>Paris</div>\tone two\n"),
        [PARIS | {"tags": ["one", "two"]}],
    ),
    ("#separator:Semicolon\nCapital;Paris\n", [PARIS]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), TABLES, ids=lambda value: str(value)[:24])
def test_a_table_is_read_as_it_was_meant(text, fields):
    assert fields_of(text) == fields


REFUSED = [
    ("word\nother\n", "one column only"),
    ('front,back\n"never closed,b\n', "line 2"),
    (f'front,back\n"{"x" * 200_000}",b\n', "field larger"),
    ("#separator:tab\n", "no rows"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_no_table_is_refused_in_a_sentence(text, said):
    with pytest.raises(ImportRefused, match=said):
        read_table(text, "N")


def test_rows_without_question_or_answer_are_said():
    account = read_table("front,back\n,b\na,\nc,d\n", "N").account
    assert [(entry.line, entry.fate) for entry in account.entries] == [
        (2, "left out"),
        (3, "left out"),
        (4, "card"),
    ]


def test_a_cell_that_a_spreadsheet_would_compute_is_marked_and_read_back():
    record = {"id": "x", "prompt": "=cmd()", "answer": "-x", "symbols": {"x": "scalar"}}
    text = table_text([(record, "answer")])
    assert "'=cmd()" in text
    assert "'-x" in text
    (card,) = read_table(text, "N").deck.cards
    assert card.fields == record


def test_columns_that_no_card_has_are_said():
    assert "ease" in read_table("kind,prompt,text,ease\ntext,a,b,250\n", "N").account.notices[0]


@pytest.mark.parametrize(
    ("table", "kind", "answer"),
    [
        ("front;back\nhalf;0,5\n", "number", "0.5"),
        ('front,back\nhalf,"0,5"\n', "text", "0,5"),
        ("front;back\na pair;1,2,3\n", "text", "1,2,3"),
    ],
)
def test_a_decimal_comma_is_one_where_semicolons_part_the_cells(table, kind, answer):
    (card,) = read_table(table, "N").deck.cards
    assert card.fields[kind] == answer
