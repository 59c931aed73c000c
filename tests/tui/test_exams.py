"""Exams on the screen: the list, a paper from its beginning to its report, put down, killed, out of time."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from quizzer.errors import LogUnreachable, UsageError
from quizzer.scheduling.fold import fold
from quizzer.study.exam_desk import ExamDesk, Order
from quizzer.study.exams import Exam, Part
from quizzer.study.paper_deeds import Now
from quizzer.tui.paper_opening import screen_of

EXAM = Exam("Rules", date(2026, 12, 12), (Part("deck", "Every kind"),), 40, 60)
ORDER = Order("Rules", EXAM.parts, 8, 16, 60, own_names=True)


class Hall:
    """An app with exams, whose disk is a list that can be read by the next app: as after a crash."""

    def __init__(self, open_app):
        self.open_app = open_app
        self.events = []
        self.exams = [EXAM]
        self.fails = False
        self.count = 0

    def write(self, events, rows):
        if self.fails:
            raise LogUnreachable("The answer is not saved: the disk is full.")
        self.events.extend(events)
        self.open_app.rows.extend(rows)

    def add(self, exam):
        if any(one.name == exam.name for one in self.exams):
            raise UsageError(f"there is an exam {exam.name!r} already")
        self.exams.append(exam)
        return tuple(self.exams)

    def remove(self, name):
        self.exams = [one for one in self.exams if one.name != name]
        return tuple(self.exams)

    def desk(self):
        return ExamDesk(tuple(self.exams), list(self.events), self.write, self.add, self.remove, time(4))

    def now(self):
        self.count += 1
        return Now(self.open_app.at, "desk", (10**6 + self.count).to_bytes(10, "big"))

    def begin(self, order=ORDER, seed=4):
        """A paper begun before the app is opened."""
        cards = [card for deck in self.open_app.decks for card in deck.cards]
        return self.desk().begin(order, cards, seed, self.now())

    @property
    def paper(self):
        return self.desk().papers[-1]

    def later(self, **span):
        self.open_app.at += timedelta(**span)

    def sitting(self, size=(80, 24), **more):
        """The app as `quizzer exam take` opens it."""
        paper = self.paper

        return self.open_app(size=size, exams=self.desk, opening=lambda desk: screen_of(desk, paper), **more)

    def home(self, size=(80, 24), **more):
        return self.open_app(size=size, exams=self.desk, **more)


@pytest.fixture
def hall(open_app):
    return Hall(open_app)


def flat(stage):
    """What is on the screen, wherever its lines are broken."""
    return " ".join(stage.text().replace("▌", " ").split())


def order_of_cards(hall):
    return [question.card.partition("/")[2] for question in hall.paper.questions]


ANSWERS = {
    "gradient": "(A + A') x",
    "eigen-trace": "product",
    "half-life": "6.93",
    "cyclic": "invariant; cyclic",
    "chain-rule": "outer times inner",
}


async def answer_all(hall, stage):
    """Answer every question in its order; the last Enter leads to the map."""
    for name in order_of_cards(hall):
        if name == "rank-bound":
            await stage.press("2", "enter")
        elif name == "invertible":
            await stage.press("1", "2", "enter")
        elif name == "sigmoid-layer":
            await stage.type("sigma(u)(1-sigma(u))")
            await stage.press("enter")
            await stage.type("X W")
            await stage.press("enter")
        else:
            await stage.type(ANSWERS[name])
            await stage.press("enter")


# ---------------------------------------------------------------- taking a paper


async def test_a_paper_is_taken_from_home_to_its_report(hall):
    async with hall.home() as stage:
        await stage.press("x")
        assert "Rules" in stage.text()
        await stage.press("enter")
        assert "questions   20" in stage.text()
        await stage.press("down", "down", "down", "left")
        assert "questions   5" in stage.text()
        assert "minutes     5" in stage.text()
        await stage.press("enter")
        assert "question 1/5" in stage.text()
        assert "5:00 left" in stage.text()
        for _ in range(8):
            await stage.press("escape")
            if "hand in" in stage.text():
                break
        await stage.press("h", "y")
        assert "0 of 5 · 0 % · not passed · pass mark 60 %" in stage.text()


async def test_no_verdict_is_shown_before_the_paper_is_handed_in(hall):
    hall.begin()
    async with hall.sitting() as stage:
        await answer_all(hall, stage)
        seen = stage.text()
        for word in ("Equivalent", "Different", "Right", "Wrong", "✓", "✗"):
            assert word not in seen
        assert "8 answered" in seen
        await stage.press("h", "y")
        report = stage.text()
    # gradient, half-life, invertible, cyclic are right; one of the layer's two steps; the chain rule waits.
    assert "4.5 of 8 · 56 %" in report
    assert "1 answer only you can mark" in report


async def test_the_learners_own_mark_decides(hall):
    hall.begin()
    async with hall.sitting() as stage:
        await answer_all(hall, stage)
        await stage.press("h", "y")
        at = order_of_cards(hall).index("chain-rule")
        await stage.press("home", *["down"] * at, "enter")
        assert "you wrote   outer times inner" in stage.text()
        assert "Was it right? y right, h half, n wrong." in stage.text()
        await stage.press("y")
        assert "Was it right" not in stage.text()
        await stage.press("escape")
        assert "5.5 of 8 · 68 % · passed" in stage.text()
    assert [row.card for row in hall.open_app.rows].count("every-kind/chain-rule") == 1


async def test_the_schedule_hears_nothing_of_a_paper_unless_it_is_asked_to(hall):
    hall.begin()
    async with hall.sitting() as stage:
        await answer_all(hall, stage)
        await stage.press("h", "y")
        assert fold(hall.open_app.rows) == {}
        await stage.press("c")
        assert "Its answers count as reviews." in stage.text()
        assert "c count" not in stage.lines()[-1]
    states = fold(hall.open_app.rows)
    assert states["every-kind/gradient"].history[-1][1] == 4
    assert "every-kind/chain-rule" not in states, "it waits for the learner's own mark"


async def test_handing_in_with_c_counts_at_once(hall):
    hall.begin()
    async with hall.sitting() as stage:
        await answer_all(hall, stage)
        await stage.press("h", "c")
    assert hall.paper.counted
    assert fold(hall.open_app.rows)["every-kind/half-life"].memory is not None


# ---------------------------------------------------------------- back and forth


async def test_one_moves_back_and_forth_and_finds_each_answer_again(hall):
    hall.begin(Order("Rules", (), 3, None, own_names=True), seed=1)
    hall.events[0] = only(hall, "half-life", "gradient")
    async with hall.sitting() as stage:
        await stage.type("6.9")
        await stage.press("ctrl+n")
        await stage.type("2 A x")
        assert "2 A x" in stage.text().split("╰")[-1], "the echo reads it"
        await stage.press("ctrl+r")
        assert "6.9" in stage.text()
        await stage.type("3")
        await stage.press("enter")
        assert "2 A x" in stage.text()
        await stage.press("ctrl+f")
        assert "flagged" in stage.lines()[0]
        await stage.press("ctrl+f")
        assert "flagged" not in stage.lines()[0]
    assert hall.paper.answers == {(0, 0): "6.93", (1, 0): "2 A x"}


def only(hall, *names):
    """The event that begins a paper with these cards, in this order."""
    from quizzer.study.paper import PaperQuestion
    from quizzer.study.paper_deeds import begin

    questions = [
        PaperQuestion(f"every-kind/{name}", "Every kind", steps=2 if name == "sigmoid-layer" else 1)
        for name in names
    ]
    return begin("Rules", questions, hall.now(), limit=timedelta(minutes=16), pass_mark=60)


async def test_an_answer_that_cannot_be_read_is_told_so_during_the_paper(hall):
    hall.events.append(only(hall, "gradient"))
    async with hall.sitting() as stage:
        await stage.type("(A + A^) x")
        assert "a power is missing after ^" in stage.text()


async def test_a_choice_is_changed_and_taken_back(hall):
    hall.events.append(only(hall, "rank-bound", "invertible"))
    async with hall.sitting() as stage:
        await stage.press("2")
        assert hall.paper.answers == {(0, 0): "2"}
        await stage.press("3")
        assert "(x) 3" in stage.text()
        assert "(x) 2" not in stage.text()
        await stage.press("enter", "1", "3")
        assert hall.paper.answers == {(0, 0): "3", (1, 0): "1 3"}
        await stage.press("1")
        assert hall.paper.answers[1, 0] == "3"
        await stage.press("backspace")
        assert (1, 0) not in hall.paper.answers
        await stage.press("ctrl+r")
        assert "(x) 3" in stage.text(), "found again as it was"


async def test_the_map_says_in_words_what_is_answered_begun_open_and_flagged(hall):
    hall.events.append(only(hall, "gradient", "sigmoid-layer", "half-life"))
    async with hall.sitting() as stage:
        await stage.type("x")
        await stage.press("ctrl+n")
        await stage.type("u")
        await stage.press("ctrl+f", "escape")
        rows = [
            line.split()
            for line in stage.lines()
            if "answered  " in line or "begun" in line or "open" in line
        ]
        assert rows[0][:2] == ["1", "answered"]
        assert rows[1][:4] == ["▸", "2", "begun", "flagged"]
        assert rows[2][:2] == ["3", "open"]
        assert "1 answered · 1 begun · 1 open · 1 flagged" in stage.text()
        await stage.press("down", "f")
        assert hall.paper.flags == {1, 2}
        await stage.press("enter")
        assert "question 3/3" in stage.text()


async def test_the_map_gives_no_answer_away(hall):
    hall.events.append(only(hall, "gradient", "cyclic"))
    async with hall.sitting() as stage:
        await stage.press("escape")
        assert "The trace is [……] under" in stage.text()
        assert "invariant" not in stage.text()


async def test_handing_in_is_asked_for_once_more(hall):
    hall.events.append(only(hall, "gradient", "half-life"))
    async with hall.sitting() as stage:
        await stage.type("x")
        await stage.press("escape", "h")
        assert "1 question without a whole answer." in stage.text()
        await stage.press("n")
        assert hall.paper.is_open
        assert "Hand in?" not in stage.text()


# ---------------------------------------------------------------- the clock, and what goes wrong


async def test_what_is_typed_is_kept_when_the_app_goes_away_in_the_middle(hall):
    hall.events.append(only(hall, "gradient", "half-life"))
    async with hall.sitting() as stage:
        await stage.type("A x +")
    assert hall.paper.answers == {(0, 0): "A x +"}
    hall.later(minutes=3)
    async with hall.sitting() as stage:
        assert "13:00 left" in stage.text(), "the clock has run on"
        assert "A x +" in stage.text()


async def test_what_is_typed_is_kept_once_the_keys_pause(hall):
    hall.events.append(only(hall, "gradient"))
    async with hall.sitting() as stage:
        await stage.type("A x")
        assert hall.paper.answers == {}
        await stage.pilot.pause(1.0)
        assert hall.paper.answers == {(0, 0): "A x"}


async def test_a_paper_that_is_put_down_has_its_time_when_it_is_taken_up(hall):
    hall.events.append(only(hall, "gradient"))
    async with hall.sitting() as stage:
        hall.later(minutes=6)
        await stage.press("escape", "p")
        assert "its clock stands" in stage.text()
    hall.later(days=2)
    async with hall.home() as stage:
        await stage.press("x")
        assert "10:00 left; put down, its clock stands" in stage.text()
        await stage.press("enter")
        assert "10:00 left" in stage.lines()[0]
        await stage.press("escape", "h", "y")
        assert "put down once, for" in stage.text()


async def test_when_the_time_is_up_the_paper_is_handed_in_as_it_stood(hall):
    hall.events.append(only(hall, "gradient", "half-life"))
    async with hall.sitting() as stage:
        await stage.type("(A + A')x")
        await stage.press("enter")
        hall.later(minutes=16)
        await stage.pilot.pause(1.2)
        await stage.settle()
        assert "1 of 2 · 50 %" in stage.text()
        assert "the time was up" in stage.text()
    assert hall.paper.handed_in == hall.paper.deadline


async def test_a_paper_whose_time_ran_out_while_nobody_looked_is_handed_in_when_it_is_found(hall):
    hall.events.append(only(hall, "gradient"))
    hall.later(days=1)
    async with hall.home() as stage:
        await stage.press("x")
        assert "A paper's time is up" in stage.text()
        await stage.press("enter")
        assert "0 of 1" in stage.text()
    assert hall.paper.taken(hall.open_app.at) == timedelta(minutes=16)


async def test_a_paper_handed_in_but_not_judged_is_judged_when_it_is_opened(hall):
    from quizzer.study.paper_deeds import hand_in

    hall.events.append(only(hall, "gradient"))
    hall.events.append(hand_in(hall.paper, hall.now()))
    async with hall.sitting() as stage:
        assert "0 of 1" in stage.text()


async def test_where_the_disk_is_full_one_stays_and_nothing_typed_is_lost(hall):
    hall.events.append(only(hall, "gradient", "half-life"))
    async with hall.sitting() as stage:
        await stage.type("A x")
        hall.fails = True
        await stage.press("enter")
        assert "question 1/2" in stage.text()
        assert "the disk is full" in stage.text()
        hall.fails = False
        await stage.press("enter")
        assert "question 2/2" in stage.text()
    assert hall.paper.answers == {(0, 0): "A x"}


async def test_a_question_whose_card_is_gone_is_left_out(hall):
    hall.events.append(only(hall, "no-such-card", "half-life"))
    async with hall.sitting() as stage:
        assert "in no deck any more" in stage.text()
        await stage.press("ctrl+n")
        await stage.type("6.93")
        await stage.press("enter", "h", "y")
        assert "1 of 1 · 100 % · passed" in stage.text()
        assert "1 question left out" in stage.text()


async def test_what_a_learner_types_is_never_markup(hall):
    hall.events.append(only(hall, "eigen-trace"))
    async with hall.sitting() as stage:
        await stage.type("[red]x[/]")
        await stage.press("enter")
        assert "[red]x[/]" in stage.text(), "on the map"
        await stage.press("h", "y", "enter")
        assert "you wrote   [red]x[/]" in stage.text(), "in the report"


# ---------------------------------------------------------------- the list of exams


async def test_an_exam_is_written_down_in_a_form_that_says_each_slip(hall):
    async with hall.home() as stage:
        await stage.press("x", "plus", "enter")
        assert "The name is a name of at most" in stage.text()
        await stage.type("Second")
        await stage.press("tab")
        await stage.type("2026-11-01")
        await stage.press("enter")
        assert "That day is past" in stage.text()
        await stage.press(*["backspace"] * 5)
        await stage.type("12-24")
        await stage.press("tab")
        await stage.type("evry kind")
        await stage.press("enter")
        assert "No card has the deck `evry kind`; there are every-kind." in stage.text()
        await stage.press(*["backspace"] * 9)
        await stage.type("every-kind=2.5")
        await stage.press("enter")
        assert "Second" in stage.text()
    added = hall.exams[-1]
    assert (added.name, added.on, str(added.parts[0].weight)) == ("Second", date(2026, 12, 24), "5/2")


async def test_an_exam_is_taken_out_when_d_is_pressed_twice(hall):
    async with hall.home() as stage:
        await stage.press("x", "d")
        assert "d once more takes Rules out" in stage.text()
        assert hall.exams
        await stage.press("d")
        assert not hall.exams
        assert "No exam is written down yet" in stage.text()


async def test_faults_in_the_file_are_told_at_home(hall):
    def broken():
        raise UsageError("exams.toml:3: `on` is a day such as 2026-12-12, not 'soon'")

    async with hall.open_app(exams=broken) as stage:
        await stage.press("x")
        assert "exams.toml:3: `on` is a day such as" in stage.text()


async def test_a_cram_says_what_it_is_and_leaves_the_schedule_alone(hall):
    async with hall.home() as stage:
        await stage.press("x", "c")
        assert "It helps tomorrow" in flat(stage)
        assert "practice" in stage.lines()[0]
        await stage.press("ctrl+d")
    assert {row.kind for row in hall.open_app.rows} == {"exam"}
    assert fold(hall.open_app.rows) == {}


async def test_what_a_paper_missed_is_relearned_from_its_report_and_offered_until_it_is_done(hall):
    hall.events.append(only(hall, "half-life"))
    async with hall.sitting() as stage:
        await stage.press("escape", "h", "y", "l")
        assert "Half-life" in stage.text()
        hall.later(minutes=1)
        await stage.type("6.93")
        await stage.press("enter", "enter")
    for day in range(1, 3):
        hall.later(days=1)
        async with hall.home() as stage:
            await stage.press("x")
            assert "l relearns 1 today" in flat(stage), day
            await stage.press("l")
            await stage.type("6.93")
            await stage.press("enter", "enter")
    hall.later(days=1)
    async with hall.home() as stage:
        await stage.press("x")
        assert "relearn" not in stage.text()


async def test_earlier_papers_are_leafed_through_and_compared(hall):
    hall.events.append(only(hall, "half-life"))
    async with hall.sitting() as stage:
        await stage.press("escape", "h", "y")
    hall.later(minutes=5)
    hall.events.append(only(hall, "half-life"))
    async with hall.sitting() as stage:
        await stage.type("6.93")
        await stage.press("enter", "h", "y")
        assert "Before: 0 %." in stage.text()
        await stage.press("left_square_bracket")
        assert "paper 1" in stage.lines()[0]
        await stage.press("escape")
        assert "2  25 Nov" in stage.text()
        assert "100 %  passed" in stage.text()
        assert "⏎ paper" in stage.lines()[-1]
