"""From answers on a paper to marks, the report, the log and what is to be relearned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review
from quizzer.study import paper_deeds as deeds
from quizzer.study.cramming import cram, recall_by_schedule, weakest_first
from quizzer.study.exam_desk import ExamDesk, order_of
from quizzer.study.exams import Exam, Part, marks_of
from quizzer.study.paper import Mark, PaperQuestion, paper_of
from quizzer.study.paper_html import page
from quizzer.study.paper_marking import mark_of, marked, marks_of_question, put, standing, written
from quizzer.study.paper_report import marks_text, percent, report, score_text
from quizzer.study.queue import Rules
from quizzer.study.relearning import relearning
from quizzer.study.session import give_up, judge, proceed

FORM = PaperQuestion("small/form", "Forms", names={"x": "v", "A": "M"})


@pytest.fixture
def keyed(cards):
    return {card.key: card for card in cards.values()}


@pytest.fixture
def desk():
    """A desk whose disk takes anything."""
    return ExamDesk((), [], lambda _events, _rows: None, lambda _: (), lambda _: (), Rules().starts)


def now(clock):
    moment = clock.moment()
    return deeds.Now(moment.at, "d", moment.randomness)


def sat(desk, clock, keyed, questions, answers, **more):
    """A paper of these questions, answered, handed in and marked."""
    paper = desk.keep(
        deeds.begin(more.get("name", "Exam"), questions, now(clock), pass_mark=more.get("pass_mark", 50))
    )
    for place, typed in answers.items():
        paper = desk.keep(deeds.answer(paper, place, typed, now(clock)))
    paper = desk.keep(deeds.hand_in(paper, now(clock)))
    marks = marked(paper, standing(paper, keyed))
    return desk.mark(paper, marks, now(clock), count=more.get("count", False))


MARKS = [
    # card, what was typed, marks, headline
    ("form", "(A + A') x", 1.0, "Equivalent"),
    ("form", "A x + A' x", 1.0, "Equivalent"),
    ("form", "2 A x", 0.0, "Different"),
    ("form", "A x x", 0.0, "The sizes do not fit"),
    ("form", "(A +", 0.0, "Cannot be read"),
    ("form", "  ", 0.0, "Not answered"),
    ("half", "6.9", 1.0, "Right"),
    ("half", "7.5", 0.0, "Wrong"),
    ("bound", "1 2", 0.0, "Wrong"),
    ("words", "Sum", 1.0, "Right"),
    ("words", "product", 0.0, "Wrong"),
    ("state", "so it is", None, "Compare"),
    ("state", "", 0.0, "Not answered"),
]


@pytest.mark.parametrize(("name", "typed", "marks", "headline"), MARKS)
def test_an_answer_gets_what_the_judge_says_it_is_worth(keyed, name, typed, marks, headline):
    (asked,) = put(PaperQuestion(f"small/{name}", "T"), keyed)
    mark = mark_of(asked, typed)
    assert (mark.marks, mark.headline) == (marks, headline)


def test_what_is_right_in_the_wrong_form_gets_half(desk, clock, card_of):
    card = card_of(
        "{id: factor, prompt: Factor., answer: (z - 1)(z + 1), form: factored, symbols: {z: scalar}}"
    )
    paper, _ = sat(desk, clock, {card.key: card}, [PaperQuestion(card.key, "T")], {(0, 0): "z^2 - 1"})
    assert paper.marks[0][0].marks == 0.5


@pytest.fixture
def card_of(tmp_path):
    from quizzer.deck.loading import load

    def made(text):
        path = tmp_path / "own.yaml"
        path.write_text(f"deck: Own\ncards:\n  - {text}\n", encoding="utf-8")
        loaded = load([path])
        assert not loaded.problems
        return loaded.decks[0].cards[0]

    return made


def test_a_near_spelling_is_left_to_the_learner(desk, clock, card_of):
    card = card_of("{id: trace, prompt: Which?, text: eigenvalues}")
    paper, _ = sat(desk, clock, {card.key: card}, [PaperQuestion(card.key, "T")], {(0, 0): "eigenvalus"})
    assert paper.marks[0][0].marks is None


def test_steps_share_a_mark(desk, clock, keyed):
    question = PaperQuestion("small/layer", "T", steps=2)
    paper, _ = sat(desk, clock, keyed, [question], {(0, 0): "σ(z)(1 - σ(z))", (0, 1): "3 z"})
    assert [mark.marks for mark in paper.marks[0]] == [1.0, 0.0]
    assert marks_of_question(paper.marks[0]) == Fraction(1, 2)


def test_a_question_in_other_letters_is_asked_and_judged_in_them(desk, clock, card_of):
    card = card_of("{id: double, prompt: Twice $z$., answer: 2 z, symbols: {z: scalar}}")
    question = PaperQuestion(card.key, "T", names={"z": "s"})
    (asked,) = put(question, {card.key: card})
    assert asked.prompt.text == "Twice $s$."
    paper, _ = sat(desk, clock, {card.key: card}, [question, question], {(0, 0): "s + s", (1, 0): "2 z"})
    assert [steps[0].marks for steps in paper.marks] == [1.0, 0.0]
    assert paper.marks[0][0].right == ("2 s",)


def test_a_card_that_does_not_allow_the_names_any_more_is_gone(keyed):
    assert put(FORM, keyed) == ()


def test_a_choice_is_told_in_words_not_numbers(keyed):
    (asked,) = put(PaperQuestion("small/bound", "T"), keyed)
    number = 1 + next(k for k, option in enumerate(asked.options) if option.text.text == "sum")
    assert written(mark_of(asked, str(number)), asked) == "sum"
    assert written(Mark(0.0, typed="9"), asked) == "9"


def test_a_question_whose_card_is_gone_has_no_part_in_the_marks(desk, clock, keyed):
    questions = [PaperQuestion("small/gone", "T"), PaperQuestion("small/half", "T")]
    paper, _ = sat(desk, clock, keyed, questions, {(0, 0): "x", (1, 0): "6.93"})
    found = report(paper, desk.papers)
    assert score_text(found.score) == "1 of 1"
    assert found.questions[0].is_gone


def test_a_card_that_asks_for_another_number_of_steps_now_is_gone_too(keyed):
    assert put(PaperQuestion("small/layer", "T", steps=3), keyed) == ()
    assert len(put(PaperQuestion("small/layer", "T", steps=2), keyed)) == 2


def test_hints_are_no_part_of_a_paper(keyed):
    assert keyed["small/hessian"].hints == ()
    assert put(PaperQuestion("small/form", "T"), keyed)[0].hints == ()


# ---------------------------------------------------------------- the report


THREE = [
    PaperQuestion("small/form", "Forms"),
    PaperQuestion("small/hessian", "Forms"),
    PaperQuestion("small/half", "Numbers"),
]


def test_the_report_adds_up_by_topic_and_compares_with_papers_of_the_same_name(desk, clock, keyed):
    sat(desk, clock, keyed, THREE, {(2, 0): "6.93"})
    sat(desk, clock, keyed, THREE, {}, name="Another")
    paper, _ = sat(desk, clock, keyed, THREE, {(0, 0): "2 A x", (1, 0): "A + A'", (2, 0): "6.93"})
    found = report(paper, desk.papers)
    assert [(name, score_text(score)) for name, score, _ in found.topics] == [
        ("Forms", "1 of 2"),
        ("Numbers", "1 of 1"),
    ]
    assert (found.number, percent(found.score.share), found.passed) == (3, "66 %", True)
    assert [(one.number, percent(one.score.share)) for one in found.earlier] == [(1, "33 %")]
    (missed,) = found.missed
    assert missed.number == 1
    assert missed.steps[0].why, "why it was missed is told"


@pytest.mark.parametrize(
    ("own", "passed"),
    [({}, None), ({2: 1.0}, True), ({2: 0.0}, False)],
    ids=["while it may go either way nobody says", "with the own mark enough", "without it not"],
)
def test_whether_it_is_passed_waits_for_the_marks_that_decide_it(desk, clock, keyed, own, passed):
    questions = [*THREE[:2], PaperQuestion("small/state", "T")]
    paper, _ = sat(desk, clock, keyed, questions, {(0, 0): "(A + A')x", (2, 0): "so"}, pass_mark=60)
    for place, marks in own.items():
        paper, _ = desk.own_mark(paper, (place, 0), marks, now(clock))
    assert report(paper, desk.papers).passed is passed


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(29, 2), "14.5"),
        (Fraction(7, 3), "2.33"),
        (Fraction(3), "3"),
    ],
)
def test_marks_in_digits(marks, text):
    assert marks_text(marks) == text


def test_a_share_is_rounded_down_so_that_no_pass_mark_is_reached_on_paper_only():
    assert percent(Fraction(599, 1000)) == "59 %"
    assert percent(None) == "–"


def test_a_report_that_is_not_there_yet_is_no_report(desk, clock):
    paper = desk.keep(deeds.begin("Exam", THREE, now(clock)))
    with pytest.raises(ValueError, match="not marked"):
        report(paper, desk.papers)


def test_a_page_obeys_nothing_that_was_typed_or_written_in_a_deck(desk, clock, card_of):
    card = card_of('{id: x, prompt: "What is <img src=http://e.org/a.png>?", text: "<b>sum</b>"}')
    paper, _ = sat(
        desk,
        clock,
        {card.key: card},
        [PaperQuestion(card.key, "<i>Topic</i>")],
        {(0, 0): "<script>alert(1)</script>\x1b[2J"},
        name="</title><script>",
    )
    text = page(report(paper, desk.papers), {card.key: card})
    assert "<script" not in text
    assert "<img" not in text
    assert "<i>" not in text
    assert "\x1b" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "src=" not in text.replace("&lt;img src=http", "")
    assert "default-src 'none'" in text


# ---------------------------------------------------------------- the log


def test_a_paper_bears_on_no_schedule_unless_it_is_asked_to(desk, clock, keyed, sit):
    session, outcome = judge(sit("form"), "2 A x", clock.moment())
    rows = list(outcome.reviews)
    before = fold(rows)
    paper, added = sat(desk, clock, keyed, THREE, {(0, 0): "(A + A') x", (2, 0): "7.5"})
    assert {row.kind for row in added} == {"exam"}
    assert [row.quality for row in added] == [4, 0, 1]
    assert fold([*rows, *added]) == before
    paper, counted = desk.count(paper, now(clock))
    assert paper.counted
    assert {row.kind for row in counted} == {"review"}
    after = fold([*rows, *added, *counted])
    assert after["small/form"].history[-1][1] == 4
    assert after["small/hessian"].memory is not None
    assert session.asked is not None


def test_counted_twice_is_counted_once(desk, clock, keyed):
    paper, _ = sat(desk, clock, keyed, THREE, {(0, 0): "(A + A') x"})
    _, first = desk.count(paper, now(clock))
    _, second = desk.count(paper, now(clock))
    assert first == second


def test_what_could_not_be_read_is_no_lapse(desk, clock, keyed):
    _, rows = sat(desk, clock, keyed, THREE[:1], {(0, 0): "(A +"}, count=True)
    assert rows == ()


def test_a_card_asked_twice_is_reviewed_once(desk, clock, keyed):
    _, rows = sat(
        desk, clock, keyed, [THREE[0], THREE[0]], {(0, 0): "2 A x", (1, 0): "(A + A')x"}, count=True
    )
    assert [row.kind for row in rows] == ["review"]


def test_of_steps_the_last_row_bears_the_lowest_quality(desk, clock, keyed):
    question = PaperQuestion("small/layer", "T", steps=2)
    _, rows = sat(desk, clock, keyed, [question], {(0, 0): "17", (0, 1): "2 z"}, count=True)
    assert [row.quality for row in rows] == [None, 1]


def test_the_learners_own_mark_reaches_the_log_when_it_is_given(desk, clock, keyed):
    questions = [PaperQuestion("small/state", "T")]
    paper, rows = sat(desk, clock, keyed, questions, {(0, 0): "so"})
    assert rows == ()
    _, rows = desk.own_mark(paper, (0, 0), 1.0, now(clock))
    assert [(row.kind, row.quality) for row in rows] == [("exam", 4)]


# ---------------------------------------------------------------- relearning


def answered(clock, key, quality=4, kind="exam"):
    moment = clock.moment()
    row_id = f"r{clock.count}"
    return Review(row_id, "d", key, moment.at, kind, quality=quality)


def test_what_was_missed_is_relearned_once_it_was_right_on_three_days(desk, clock, keyed):
    sat(desk, clock, keyed, THREE, {(0, 0): "(A + A') x", (2, 0): "7.5"})
    rows = []

    def wanted():
        found = relearning(desk.papers, rows, keyed)
        return {one.card.id for one in found if one.is_wanted(clock.at.date())}, found

    assert wanted()[0] == {"hessian", "half"}
    for day in range(3):
        rows.append(answered(clock, "small/half"))
        rows.append(answered(clock, "small/half"))
        assert wanted()[0] == {"hessian"}, "right once is enough for a day"
        clock.next_day()
        assert ("half" in wanted()[0]) is (day < 2)
    assert [one.is_done for one in wanted()[1] if one.card.id == "half"] == [True]


@pytest.mark.parametrize(("quality", "counts"), [(5, True), (4, True), (3, False), (2, False), (0, False)])
def test_only_right_at_once_counts(desk, clock, keyed, quality, counts):
    sat(desk, clock, keyed, THREE[:1], {})
    (one,) = relearning(desk.papers, [answered(clock, "small/form", quality)], keyed)
    assert bool(one.days) is counts


def test_an_answer_from_before_the_paper_or_one_taken_back_counts_for_nothing(desk, clock, keyed):
    before = answered(clock, "small/form")
    sat(desk, clock, keyed, THREE[:1], {})
    after = answered(clock, "small/form")
    undo = Review("u", "d", "small/form", clock.moment().at, "undo", refers=after.id)
    (one,) = relearning(desk.papers, [before, after, undo], keyed)
    assert one.days == ()


def test_missed_again_it_begins_anew_and_right_in_a_later_paper_is_a_day(desk, clock, keyed):
    sat(desk, clock, keyed, THREE[:1], {})
    rows = [answered(clock, "small/form")]
    clock.next_day()
    sat(desk, clock, keyed, THREE[:1], {(0, 0): "(A + A') x"})
    assert len(relearning(desk.papers, rows, keyed)[0].days) == 2
    clock.next_day()
    sat(desk, clock, keyed, THREE[:1], {})
    assert relearning(desk.papers, rows, keyed)[0].days == ()


def test_an_exam_that_is_over_asks_for_nothing_more(desk, clock, keyed):
    sat(desk, clock, keyed, THREE, {})
    desk.exams = (Exam("exam", clock.at.date()),)
    assert desk.relearning([], keyed, clock.at)
    assert desk.relearning([], keyed, clock.at + timedelta(days=1)) == ()


# ---------------------------------------------------------------- cramming


def test_a_cram_asks_the_weakest_and_heaviest_first(cards, sit, clock):
    _, outcome = judge(sit("half"), "6.93", clock.moment())
    rows = list(outcome.reviews)
    _, outcome = judge(sit("form", rows=rows), "2 A x", clock.moment())
    rows += outcome.reviews
    states = fold(rows)
    today = clock.at.date()
    known = [cards["half"], cards["form"], cards["hessian"]]
    even = {card.key: Fraction(1, 3) for card in known}
    order = weakest_first(known, even, states, today, seed=1)
    assert [card.id for card in order] == ["hessian", "form", "half"], "never asked, then failed, then known"
    heavy = {**even, "small/form": Fraction(3)}
    assert weakest_first(known, heavy, states, today, seed=1)[0].id == "form"
    model = {"small/half": 0.05, "small/form": 0.9, "small/hessian": 0.9}
    assert weakest_first(known, even, states, today, seed=1, recall=model)[0].id == "half"


def test_a_cram_leaves_out_what_carries_no_marks_and_what_is_suspended(cards, clock):
    rows = [Review("s", "d", "small/form", clock.moment().at, "suspend")]
    marks = {"small/form": Fraction(1), "small/half": Fraction(1)}
    found = weakest_first(list(cards.values()), marks, fold(rows), clock.at.date(), seed=1)
    assert [card.id for card in found] == ["half"]


def test_recall_by_schedule_falls_from_one_through_nine_tenths_at_the_due_day(sit, clock):
    _, outcome = judge(sit("half"), "6.93", clock.moment())
    state = fold(outcome.reviews)["small/half"]
    day = clock.at.date()
    assert recall_by_schedule(state, day) == 1
    assert recall_by_schedule(state, state.memory.due) == pytest.approx(0.9)
    assert recall_by_schedule(state, state.memory.due + timedelta(days=5)) < 0.9
    assert recall_by_schedule(replace(state, memory=None), day) == 0


def test_in_a_cram_a_wrong_answer_comes_back_until_it_is_right_and_no_schedule_hears_of_it(cards, clock):
    chosen = [cards["half"], cards["words"]]
    session = cram(chosen, marks_of((), chosen), [], clock.at, device="d", seed=1, minutes=5)
    rows = []
    right = {"half": "6.93", "words": "sum"}
    asked = []
    for turn in range(5):
        if session.asked is None:
            break
        asked.append(session.asked.card.id)
        if turn < 2:
            session, outcome = give_up(session, clock.moment())
        else:
            session, outcome = judge(session, right[session.asked.card.id], clock.moment())
        rows += outcome.reviews
        session = proceed(session)
    assert sorted(asked) == ["half", "half", "words", "words"]
    assert {row.kind for row in rows} == {"exam"}
    assert fold(rows) == {}


def test_a_cram_ends_when_its_time_is_up(cards, clock):
    chosen = [cards["half"], cards["words"]]
    session = cram(chosen, marks_of((), chosen), [], clock.at, device="d", seed=1, minutes=5)
    begun = clock.at
    session, _ = give_up(session, clock.moment())
    assert proceed(session, begun + timedelta(minutes=4)).asked is not None
    ended = proceed(session, begun + timedelta(minutes=5))
    assert ended.asked is None
    assert ended.is_over


# ---------------------------------------------------------------- orders


@pytest.mark.parametrize(
    ("said", "questions", "minutes"),
    [
        ({}, 20, 40),
        ({"questions": 10}, 10, 20),
        ({"minutes": 30}, 15, 30),
        ({"minutes": 1}, 1, 1),
        ({"questions": 5, "minutes": 60}, 5, 60),
        ({"questions": 5, "untimed": True}, 5, None),
    ],
)
def test_what_is_not_said_of_a_paper_follows_from_what_is(said, questions, minutes):
    order = order_of("Exam", (), **said)
    assert (order.questions, order.minutes) == (questions, minutes)


def test_a_paper_over_nothing_is_not_begun(desk, clock, cards):
    order = order_of("Exam", (Part("deck", "nowhere"),))
    assert desk.begin(order, list(cards.values()), 1, now(clock)) is None
    assert desk.events == []


def test_a_suspended_card_stands_on_no_paper_until_it_is_resumed(desk, clock, cards):
    order = order_of("Exam", (), questions=7)
    keys = [Review("s", "d", "small/form", clock.moment().at, "suspend")]
    paper = desk.begin(order, list(cards.values()), 1, now(clock), keys)
    assert len(paper.questions) == 6
    assert "small/form" not in {question.card for question in paper.questions}
    keys.append(Review("r", "d", "small/form", clock.moment().at, "resume"))
    assert len(desk.begin(order, list(cards.values()), 1, now(clock), keys).questions) == 7


def test_the_paper_that_is_open_is_found_by_its_name_however_it_is_spelt(desk, clock, cards, keyed):
    order = order_of("My Exam", (), questions=3)
    paper = desk.begin(order, list(cards.values()), 1, now(clock))
    assert [one.id for one in desk.open_papers("my exam")] == [paper.id]
    assert desk.open_papers("other") == []
    paper = desk.keep(deeds.hand_in(paper, now(clock)))
    assert desk.open_papers("my exam"), "handed in, it still waits to be marked"
    desk.mark(paper, marked(paper, standing(paper, keyed)), now(clock), count=False)
    assert desk.open_papers("my exam") == []
    assert paper_of(desk.events).marks is not None


def test_marks_wait_for_all_steps():
    assert marks_of_question(()) is None
    assert marks_of_question((Mark(1.0), Mark(None))) is None
