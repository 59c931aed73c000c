"""`quizzer exam` and `quizzer cram`: exams written down, papers line by line, reports for people and programs."""

from __future__ import annotations

import builtins
import json
import os
import signal
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from quizzer.scheduling.fold import fold
from quizzer.storage.log import ReviewLog
from quizzer.storage.papers import PaperShelf
from quizzer.study.paper import papers_of

DECK = r"""deck: Small
symbols: {A: "matrix(n, n)", x: vector(n)}
cards:
  - {id: gradient, prompt: Gradient of $x^T A x$ by $x$., answer: (A + A^T) x, tags: [forms]}
  - {id: hessian, prompt: Hessian of $x^T A x$ by $x$., answer: A + A^T, tags: [forms, second]}
  - {id: word, prompt: A matrix whose transpose is its inverse is …, text: [orthogonal], tags: [word]}
  - {id: gap, cloze: "The trace is the {{sum}} of the eigenvalues.", tags: [word]}
  - {id: said, recall: State the chain rule., answer-text: "$f'(g(x))\\, g'(x)$", tags: [recall]}
  - {id: chosen, prompt: The rank of $A B$ is at most …, choices: ["=the smaller rank", the larger rank], tags: [choice]}
"""


@pytest.fixture(autouse=True)
def small(home, monkeypatch):
    """The only deck there is."""
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "small.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.setattr("quizzer.cli.studying.bundled_folder", lambda: None)


@pytest.fixture
def hears(monkeypatch):
    """What is typed, line by line, and then the end of input."""

    def lines(*given):
        heard = iter(given)

        def hear(cue):
            print(cue, end="")
            try:
                return next(heard)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(builtins, "input", hear)

    return lines


@pytest.fixture
def paper(home):
    """The last paper, as the disk has it."""

    def read():
        with ReviewLog.open(home, read_only=True) as log:
            return papers_of(PaperShelf(log).events())[-1]

    return read


def rows(home):
    with ReviewLog.open(home, read_only=True) as log:
        return log.rows()


# ---------------------------------------------------------------- exams


def test_an_exam_is_added_listed_and_removed(quizzer, home):
    ran = quizzer(
        *"exam add Optimisation --on 2026-12-12 --deck small=2 --tag forms --minutes 40 --pass 60".split()
    )
    assert ran.code == 0
    assert ran.out.startswith("Optimisation: in 19 days, 12 Dec, small ×2, forms ×1 (6 cards).")
    listed = quizzer("exam", "list").out
    assert listed.splitlines() == [
        "Optimisation: Sat 12 Dec 2026, in 19 days",
        "  covers small ×2, forms ×1 (6 cards); 40 min a day, pass mark 60 %",
    ]
    (told,) = json.loads(quizzer("exam", "list", "--json").out)
    assert told["parts"] == [{"deck": "small", "weight": 2.0}, {"tag": "forms", "weight": 1.0}]
    assert (told["days"], told["cards"], told["minutes"], told["pass"]) == (19, 6, 40, 60)
    assert quizzer("exam", "remove", "optimisation").code == 0
    assert json.loads(quizzer("exam", "list", "--json").out) == []
    assert (home / "exams.toml").read_text(encoding="utf-8").strip() == ""


SLIPS = [
    ("add A --on soon", "--on is a day such as 2026-12-12"),
    ("add A --on 2026-11-01", "a day to come, not 2026-11-01"),
    ("add A --on 2026-12-12 --deck smal", "no card has the deck `smal`; did you mean `small`?"),
    ("add A --on 2026-12-12 --tag form", "did you mean `forms`?"),
    ("add A --on 2026-12-12 --tag forms=0", "it is a weight above 0"),
    ("add A --on 2026-12-12 --tag forms --tag forms=2", "is said twice"),
    ("add A --on 2026-12-12 --minutes 0", "whole minutes from 1 to 1440"),
    ("add A --on 2026-12-12 --pass 101", "from 0 to 100"),
    ("remove A", "there is no exam `A`; there are none yet"),
    ("take A", "there is no exam `A`; there are none yet"),
    ("take --questions 0", "from 1 to 200"),
    ("take --untimed --minutes 5", "contradict each other"),
    ("report", "no paper was handed in yet"),
    ("report 3", "there is no paper 3"),
]


@pytest.mark.parametrize(("command", "said"), SLIPS)
def test_a_slip_is_one_sentence_that_says_what_is_allowed(quizzer, command, said):
    ran = quizzer("exam", *command.split())
    assert ran.code == 2
    assert ran.err.startswith("quizzer: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_second_exam_of_a_name_is_refused(quizzer):
    quizzer(*"exam add A --on 2026-12-12".split())
    assert "already" in quizzer(*"exam add a --on 2026-12-13".split()).err


def test_a_fault_in_the_file_is_told_with_its_line(quizzer, home):
    (home / "exams.toml").write_text('[[exam]]\nname = "A"\non = "soon"\n', encoding="utf-8")
    ran = quizzer("exam", "list")
    assert ran.code == 2
    assert f"{home}/exams.toml:3: `on` is a day such as 2026-12-12" in ran.err


def test_an_exam_may_come_with_decks_and_ones_own_stands_in_for_it(quizzer, home):
    text = '[[exam]]\nname = "A"\non = 2026-12-12\npass = {}\n'
    (home / "decks" / "exams.toml").write_text(text.format(70), encoding="utf-8")
    assert json.loads(quizzer("exam", "list", "--json").out)[0]["pass"] == 70
    (home / "exams.toml").write_text(text.format(40), encoding="utf-8")
    assert [one["pass"] for one in json.loads(quizzer("exam", "list", "--json").out)] == [40]


# ---------------------------------------------------------------- papers line by line


TAKE = ["exam", "take", "--tag", "word", "--own-names", "--plain"]
"""Two cards, in the order that chance here gives them."""
RIGHT = {"small/word": "orthogonal", "small/gap": "sum"}


def test_a_paper_is_taken_line_by_line(quizzer, hears, paper, home):
    hears(":m", "gibberish", ":b", ":f", ":e", "", ":2", ":t", ":hand in", "n", ":hand in", "y")
    ran = quizzer(*TAKE)
    assert ran.code == 0
    said = ran.out
    assert "word: a mock paper of 2 questions, 4 min." in said
    assert "1: open, you are here" in said
    assert "Flagged." in said
    assert "The answer is taken away." in said
    assert "2 questions without a whole answer, 1 flagged." in said
    assert "Not handed in." in said
    assert said.count("Judging.") == 1
    assert "0 of 2, 0 %" in said
    assert paper().marks is not None


def test_no_answer_is_judged_or_given_away_before_it_is_handed_in(quizzer, hears, paper):
    hears("wrong", "wrong", ":hand in", "y")
    before, _, after = quizzer(*TAKE).out.partition("Judging.")
    for word in ("Wrong", "Right is", "orthogonal", "sum"):
        assert word not in before
    assert "Right is: orthogonal" in after


def test_what_cannot_be_read_is_told_so_and_asked_for_again(quizzer, hears, paper):
    hears("(A +", "A + A'", ":hand in", "y")
    ran = quizzer("exam", "take", "--tag", "second", "--own-names", "--plain")
    assert "This cannot be read: something is missing after + (column 4)." in ran.out
    assert "Read as A + Aᵀ." in ran.out
    assert "1 of 1, 100 %" in ran.out


def test_the_clock_runs_on_after_the_end_of_input_and_stands_after_a_pause(quizzer, hears, paper, around):
    hears(":q")
    quizzer(*TAKE)
    begun = paper()
    hears(":pause")
    quizzer(*TAKE)
    assert paper().deadline == begun.deadline, "left, not put down: the time is gone"
    assert paper().paused_at is not None
    hears(":t")
    said = quizzer(*TAKE).out
    assert "It was put down, and the clock stood." in said
    assert paper().deadline > begun.deadline
    assert paper().id == begun.id


def test_a_new_paper_is_begun_beside_an_open_one_only_when_that_is_said(quizzer, hears, paper):
    hears(":q")
    quizzer(*TAKE)
    first = paper().id
    hears(":q")
    quizzer(*TAKE)
    assert paper().id == first
    hears(":q")
    quizzer(*TAKE, "--anew")
    assert paper().id != first


def test_take_alone_goes_on_with_whichever_paper_is_open(quizzer, hears, paper):
    quizzer(*"exam add A --on 2026-12-12".split())
    hears(":q")
    quizzer(*TAKE)
    hears(":q")
    assert "word: the paper begun at" in quizzer("exam", "take", "--plain").out


def test_a_recall_is_marked_by_the_learner_in_the_end(quizzer, hears, paper, home):
    hears("inner times outer", ":hand in", "y", "h")
    ran = quizzer("exam", "take", "--tag", "recall", "--plain")
    assert "Right is: f′(g(x)) g′(x)" in ran.out
    assert "0.5 of 1, 50 %" in ran.out
    assert [row.quality for row in rows(home)] == [3]


@pytest.mark.parametrize(
    ("ending", "counts"), [([["y"]], False), ([["c"]], True), ([["y"], "--count"], True)]
)
def test_the_schedule_hears_of_a_paper_only_when_it_is_asked_to(quizzer, hears, home, ending, counts):
    (last,), *options = ending
    before = quizzer("due", "--json").out
    hears("orthogonal", "orthogonal", ":hand in", last)
    quizzer(*TAKE, *options)
    assert bool(fold(rows(home))) is counts
    assert (quizzer("due", "--json").out == before) is not counts


def test_papers_are_listed_reported_and_compared(quizzer, hears):
    for answers in (["x", "x"], ["orthogonal", "sum"], ["sum", "orthogonal"]):
        hears(*answers, ":hand in", "y")
        quizzer(*TAKE)
    listed = quizzer("exam", "papers").out.splitlines()
    assert len(listed) == 3
    assert listed[0].endswith("word: 0 of 2, 0 %")
    told = json.loads(quizzer("exam", "report", "--json").out)
    assert told["number"] == 3
    assert [one["number"] for one in told["earlier"]] == [1, 2]
    assert told["earlier"][0]["share"] == 0
    assert {one["card"] for one in told["questions"]} == set(RIGHT)
    assert json.loads(quizzer("exam", "report", "1", "--json").out)["score"]["marks"] == 0
    assert "Before: " in quizzer("exam", "report", "3").out
    assert [one["number"] for one in json.loads(quizzer("exam", "papers", "--json").out)] == [1, 2, 3]


def test_a_report_is_printed_as_a_page_that_fetches_nothing(quizzer, hears, tmp_path):
    hears("x", "<b>x", ":hand in", "y")
    quizzer(*TAKE)
    file = tmp_path / "report.html"
    assert quizzer("exam", "report", "--html", str(file)).code == 0
    text = file.read_text(encoding="utf-8")

    tags = set()

    class Page(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.add(tag)
            assert not {name for name, _ in attrs} & {"src", "href", "onclick"}

    Page().feed(text)
    assert tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "b",
        "i",
        "code",
        "section",
        "pre",
        "table",
        "tr",
        "th",
        "td",
    }
    assert "&lt;b&gt;x" in text
    assert quizzer("exam", "report", "--html", "-").out == text


# ---------------------------------------------------------------- practice


def test_a_cram_says_what_it_is_and_is_kept_as_practice(quizzer, hears, home):
    hears("x")
    ran = quizzer("cram", "small", "--plain")
    assert ran.out.startswith(
        "Cramming: the weakest and heaviest first, for tonight. It helps tomorrow and little"
    )
    assert {row.kind for row in rows(home)} == {"exam"}
    assert fold(rows(home)) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nosuch"], "there is no deck `nosuch`"), (["--minutes", "0"], "whole minutes from 1 to 1440")],
)
def test_a_cram_of_what_is_not_there_is_refused(quizzer, arguments, said):
    assert said in quizzer("cram", *arguments, "--plain").err


def test_a_cram_takes_what_an_exam_covers(quizzer, hears):
    quizzer(*"exam add Words --on 2026-12-12 --tag word".split())
    hears()
    assert "1 of 2, Small, practice" in quizzer("cram", "words", "--plain").out


def test_relearning_asks_what_papers_missed(quizzer, hears, home):
    assert "nothing" in quizzer("exam", "relearn", "--plain").out.replace("missed anything", "nothing")
    hears("x", "x", ":hand in", "y")
    quizzer(*TAKE)
    hears("orthogonal", "sum", "orthogonal", "sum", "orthogonal", "sum")
    said = quizzer("exam", "relearn", "--plain").out
    assert "0 of 2 are right on 3 days" in said
    hears()
    assert "Nothing more today." in quizzer("exam", "relearn", "--plain").out


# ---------------------------------------------------------------- killed


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_paper_killed_in_the_middle_goes_on_where_it_was(home, paper, quizzer, hears):
    """Whatever was answered before the next question was said is there; the deadline is what it was."""
    command = [sys.executable, "-m", "quizzer", "exam", "take", "--deck", "small", "--questions", "4"]
    environment = {**os.environ, "QUIZZER_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--plain"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for number in range(1, 4):
            for line in process.stdout:
                if line.startswith(f"Question {number} of 4"):
                    break
            if number < 3:
                # An answer that cannot be read is asked for again, so go on by number.
                process.stdin.write(f"answer {number}\n:{number + 1}\n")
                process.stdin.flush()
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    killed = paper()
    assert {place[0]: typed for place, typed in killed.answers.items()} == {0: "answer 1", 1: "answer 2"}
    assert killed.place == (2, 0)
    assert killed.is_open
    with ReviewLog.open(home) as log:
        assert log.rows() == []
        assert log.check() == []
