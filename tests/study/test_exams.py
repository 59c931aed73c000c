"""Exams: what they cover, what each card carries, and how they are written down."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.cards import Card, Recall
from quizzer.deck.spelt import Spelt
from quizzer.errors import UsageError
from quizzer.study.exam_list import read_exams, with_exam, without_exam, written
from quizzer.study.exams import Exam, Part, marks_of, topics


def card(key, deck, *tags):
    text = Spelt.bare("what?")
    return Card(key, deck, key.partition("/")[2], text, Recall(text), tags=tags)


CARDS = [
    card("matrix-calculus/a", "Matrix calculus", "trace"),
    card("matrix-calculus/b", "Matrix calculus", "gradient"),
    card("matrix-calculus/c", "Matrix calculus"),
    card("probability/d", "Probability", "trace"),
]


def test_a_deck_is_found_by_its_name_and_by_its_file_and_a_tag_by_its_word():
    for name in ("Matrix calculus", "matrix-calculus", "MATRIX  calculus", "matrix_calculus"):
        assert [one.id for one in CARDS if Part("deck", name).covers(one)] == ["a", "b", "c"], name
    assert [one.id for one in CARDS if Part("tag", "Trace").covers(one)] == ["a", "d"]
    assert not any(Part("deck", "matrix").covers(one) for one in CARDS)


def test_an_exam_without_parts_covers_everything_evenly():
    assert set(marks_of((), CARDS).values()) == {Fraction(1, 4)}
    assert [(one.name, one.share) for one in topics((), CARDS)] == [
        ("Matrix calculus", Fraction(3, 4)),
        ("Probability", Fraction(1, 4)),
    ]


def test_a_card_of_two_parts_counts_in_both_and_an_empty_part_gives_its_share_away():
    parts = (
        Part("deck", "probability"),
        Part("tag", "trace", Fraction(2)),
        Part("tag", "nobody", Fraction(7)),
    )
    assert marks_of(parts, CARDS) == {"probability/d": Fraction(2, 3), "matrix-calculus/a": Fraction(1, 3)}


@given(st.lists(st.tuples(st.sampled_from(["trace", "gradient", "none"]), st.integers(1, 9)), max_size=4))
def test_all_marks_together_are_one(weights):
    parts = tuple(Part("tag", name, Fraction(weight)) for name, weight in weights)
    found = marks_of(parts, CARDS)
    assert sum(found.values()) == 1 or (not found and all(name == "none" for name, _ in weights))


def test_no_cards_carry_no_marks():
    assert marks_of((), []) == {}


names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
parts_of = st.tuples(
    st.sampled_from(["deck", "tag"]),
    names,
    st.integers(1, 100_000).map(lambda k: Fraction(k, 100)),
).map(lambda one: Part(*one))
exams = st.builds(
    Exam,
    names,
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.lists(parts_of, max_size=4, unique_by=lambda one: (one.kind, one.name)).map(
        lambda own: tuple(sorted(own, key=lambda one: one.kind))
    ),
    st.integers(1, 1440),
    st.integers(0, 100),
)


@given(exams)
def test_what_is_written_is_read_back(exam):
    assert read_exams(written(exam), "x") == (exam,)


OWN = """\
# my exams

[[exam]]   # the big one
name = 'Optimisation'
on = 2026-12-12
decks = ["Matrix calculus", "probability"]
tags = { trace = 2.5 }
minutes = 40
pass = 60

[[exam]]
name = "Second"
on = "2027-01-02"
"""


def test_a_file_by_hand():
    first, second = read_exams(OWN, "x")
    assert first == Exam(
        "Optimisation",
        date(2026, 12, 12),
        (Part("deck", "Matrix calculus"), Part("deck", "probability"), Part("tag", "trace", Fraction(5, 2))),
        40,
        60,
    )
    assert (second.on, second.parts, second.minutes_a_day, second.pass_mark) == (date(2027, 1, 2), (), 30, 50)


def test_taking_one_out_leaves_all_else_as_it_was_written():
    assert without_exam(OWN, "second") == OWN[: OWN.index('\n[[exam]]\nname = "Second"')]
    left = without_exam(OWN, "OPTIMISATION")
    assert left is not None
    assert left.startswith('# my exams\n\n[[exam]]\nname = "Second"')
    assert without_exam(OWN, "third") is None
    assert without_exam('exam = [{name = "a", on = 2026-01-01}]', "a") is None


def test_a_comment_right_above_an_exam_goes_with_it_and_no_other():
    text = OWN.replace('[[exam]]\nname = "Second"', '# a resit\n[[exam]]\nname = "Second"')
    assert "# a resit" in without_exam(text, "Optimisation")
    assert "# a resit" not in without_exam(text, "Second")
    assert "# my exams" in without_exam(text, "Second")


def test_one_more_stands_at_the_end():
    third = Exam("Third", date(2027, 2, 2))
    text = with_exam(OWN, third)
    assert text.startswith(OWN)
    assert read_exams(text, "x")[2] == third
    assert read_exams(with_exam("", third), "x") == (third,)


HEAD = '[[exam]]\nname = "A"\non = 2026-12-12\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[exam]]\n", 1, "needs `name`"),
        ('[[exam]]\nname = "A"\n', 1, "needs `on`"),
        ('[[exam]]\nname = "A"\non = "12.12."\n', 3, "a day such as 2026-12-12"),
        ('[[exam]]\nname = "A"\non = "2026-02-30"\n', 3, "a day such as"),
        ('[[exam]]\nname = "A"\non = 2026-12-12T10:00:00\n', 3, "a day such as"),
        (HEAD + "minutes = 0\n", 4, "from 1 to 1440"),
        (HEAD + "minutes = true\n", 4, "from 1 to 1440, not true"),
        (HEAD + "pass = 101\n", 4, "from 0 to 100"),
        (HEAD + "pass = 0.6\n", 4, "from 0 to 100"),
        (HEAD + "passes = 60\n", 4, "did you mean `pass`?"),
        (HEAD + "zzz = 60\n", 4, "known are name, on"),
        (HEAD + 'decks = "a"\n', 4, "names in a list"),
        (HEAD + "decks = [1]\n", 4, "names in a list"),
        (HEAD + "tags = { a = 0 }\n", 4, "above 0"),
        (HEAD + "tags = { a = nan }\n", 4, "above 0"),
        (HEAD + "tags.a = -1\n", 4, "above 0"),
        (HEAD + '\n[[exam]]\nname = "a"\non = 2026-12-12\n', 6, "two exams called"),
        (HEAD + "[other]\n", 4, "every exam begins with a line [[exam]]"),
        ("[exam]\n", 1, "every exam begins with a line [[exam]]"),
        ('[[exam]]\nname = ""\non = 2026-12-12', 2, "at most 80 characters"),
        ('[[exam]]\nname = "a\\u001b[2J"\non = 2026-12-12', 2, "at most 80 characters"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_is_allowed(text, line, said):
    with pytest.raises(UsageError) as found:
        read_exams(text, "exams.toml")
    assert str(found.value).startswith(f"exams.toml:{line}: ")
    assert said in str(found.value)


def test_what_is_no_toml_is_told_so():
    with pytest.raises(UsageError, match=r"exams.toml: this is no TOML: .*line 1"):
        read_exams("[[exam]", "exams.toml")
