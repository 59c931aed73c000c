"""A mock paper line by line: the same paper as on the screen, without any drawing, for screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.cli.exam_rows import report_rows
from quizzer.cli.said import cloze_row
from quizzer.deck.cards import ClozeAnswer, MathAnswer, NumberAnswer, Recall
from quizzer.deck.problems import visible
from quizzer.study import paper_deeds as deeds
from quizzer.study import when
from quizzer.study.paper import state_of
from quizzer.study.paper_marking import marked, standing
from quizzer.study.paper_report import report
from quizzer.tui.symbols import symbol_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzer.cli.said import Manner
    from quizzer.deck.cards import Card
    from quizzer.study.asked import Asked
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.paper import Paper, PaperEvent, Place
    from quizzer.study.paper_deeds import Now

COMMANDS = {
    "an empty line": "the next question; an answer that stands is left as it is",
    ":b": "the question before",
    ":7": "question 7 (any number)",
    ":f": "put a flag on this question, or take it off",
    ":e": "take this answer away",
    ":m": "the map: what is answered, flagged, open",
    ":t": "the time that is left",
    ":r": "say the question again",
    ":pause": "put the paper down; the clock stops until you take it up",
    ":hand in": "hand the paper in",
    ":q": "leave; the clock runs on",
    ":h": "this list",
}


@dataclass
class PlainPaper:
    """A paper in talk with the learner; every change is on the disk before anything more is said.

    Attributes:
        desk: keeps what is done.
        paper: as it stands.
        cards: those of all decks, by key.
        hear: shows its argument and gives the next line, or None at the end of input.
        say: prints one row.
        now: this moment, with fresh randomness.
        manner: how things are said.
        count: whether the answers are to count as reviews.
    """

    desk: ExamDesk
    paper: Paper
    cards: Mapping[str, Card]
    hear: Callable[[str], str | None]
    say: Callable[[str], None]
    now: Callable[[], Now]
    manner: Manner
    count: bool = False

    def __post_init__(self) -> None:
        """Put the questions together as they stand on the paper."""
        self.questions = standing(self.paper, self.cards)
        self.place: Place = self.paper.place

    def run(self) -> None:
        """Ask until the paper is handed in, put down or left."""
        if self.paper.is_open and self._open():
            self._ask()
            while self._turn():
                pass
        if not self.paper.is_open:
            self._finish()

    def _open(self) -> bool:
        """Say what paper this is and take it up; whether there is still time."""
        paper, now = self.paper, self.now()
        if paper.is_over(now.at):
            self._hand_in()
            return False
        limit = paper.limit
        asked = when.counted(len(paper.questions), "question")
        length = "as long as you like" if limit is None else when.lasting(limit.total_seconds())
        if paper.last != paper.begun or paper.paused_at is not None:
            ran = "It was put down, and the clock stood." if paper.paused_at else "The clock has run on."
            self.say(visible(f"{paper.name}: the paper begun at {paper.begun:%H:%M on %d %b}. {ran}"))
        else:
            self.say(visible(f"{paper.name}: a mock paper of {asked}, {length}."))
        self._keep(deeds.resume(paper, now))
        self._time()
        self.say("Type an answer and press Enter. Nothing is judged before you hand in. :h is the help.")
        return True

    def _turn(self) -> bool:
        """One line of input; whether there is more to come."""
        line = self.hear("> ")
        now = self.now()
        if self.paper.is_over(now.at):
            self.say("The time is up: the paper is handed in as it stood.")
            self._hand_in()
            return False
        if line is None or line.strip() == ":q":
            self._time()
            self.say("The paper is kept and the clock runs on: `quizzer exam take` goes on with it.")
            return False
        word = line.strip()
        if word.startswith(":"):
            return self._command(word[1:].strip())
        if not word or self._answer(word):
            self._go(self._after())
        return True

    def _answer(self, typed: str) -> bool:
        """Keep an answer; whether it can be read."""
        self._keep(deeds.answer(self.paper, self.place, typed, self.now()))
        return self._echo(typed)

    def _echo(self, typed: str) -> bool:
        """Say how the answer is read: what cannot be read is told so now, and gets no marks in the end."""
        asked = self._asked()
        if asked is None or not isinstance(asked.question, MathAnswer | NumberAnswer):
            return True
        from quizzer.cli.one_row import tree_row
        from quizzer.maths.declarations import Scope
        from quizzer.maths.grade import read

        if isinstance(asked.question, MathAnswer):
            reading = read(typed, asked.scope, expected=asked.question.answers[0].text)
        else:
            reading = read(typed, Scope())
        if reading.tree is not None:
            self.say(f"Read as {tree_row(reading.tree, self.manner.glyphs)}.")
            return True
        place = f" (column {reading.span.start + 1})" if reading.span else ""
        self.say(visible(f"This cannot be read: {reading.message}{place}. Type it anew, or Enter goes on."))
        return False

    def _command(self, word: str) -> bool:
        if word.isdecimal():
            number = int(word[:6])
            if 1 <= number <= len(self.questions):
                self._go((number - 1, 0))
            else:
                self.say(f"There are questions 1 to {len(self.questions)}.")
            return True
        match word:
            case "b":
                self._go(self._before())
            case "f":
                self._keep(deeds.flag(self.paper, self.place[0], self.now()))
                self.say("Flagged." if self.place[0] in self.paper.flags else "No flag any more.")
            case "e":
                self._keep(deeds.answer(self.paper, self.place, "", self.now()))
                self.say("The answer is taken away.")
            case "m":
                self._map()
            case "t":
                self._time()
            case "r":
                self._ask()
            case "pause":
                self._keep(deeds.pause(self.paper, self.now()))
                self.say("Put down; the clock stands. `quizzer exam take` takes it up.")
                return False
            case "hand in":
                return not self._wants_to_hand_in()
            case _:
                if word != "h":
                    self.say(visible(f"There is no command :{word}."))
                for name, meaning in COMMANDS.items():
                    self.say(f"{name}: {meaning}")
        return True

    # ------------------------------------------------------------ saying

    def _asked(self) -> Asked | None:
        question, step = self.place
        steps = self.questions[question]
        return steps[step] if step < len(steps) else None

    def _ask(self) -> None:
        """The question that stands there, and the answer that it has."""
        question, step = self.place
        asked, told = self._asked(), self.paper.questions[question]
        flag = ", flagged" if question in self.paper.flags else ""
        self.say("")
        self.say(visible(f"Question {question + 1} of {len(self.questions)}, {told.topic}{flag}"))
        if asked is None:
            self.say("Its card is in no deck any more: the question is left out of the marks.")
            return
        for row in self.manner.prose(cloze_row(asked.question) or asked.prompt.text):
            self.say(row)
        if asked.step_prompt is not None:
            for row in self.manner.prose(asked.step_prompt.text, f"Step {step + 1} of {asked.steps}: "):
                self.say(row)
        for number, option in enumerate(asked.options, 1):
            for row in self.manner.prose(option.text.text, f"{number}. "):
                self.say(row)
        if isinstance(asked.question, Recall):
            self.say("Answer in words; you mark it yourself in the end.")
        elif isinstance(asked.question, ClozeAnswer) and len(asked.question.gaps) > 1:
            self.say(f"{len(asked.question.gaps)} gaps, ; between them.")
        elif symbols := symbol_texts(asked, self.manner.glyphs):
            self.say(visible("; ".join(symbols)))
        if typed := self.paper.answers.get(self.place):
            self.say(visible(f"Your answer so far: {typed}"))

    def _time(self) -> None:
        left = self.paper.left(self.now().at)
        if left is not None:
            self.say(f"{when.clock(left.total_seconds())} left.")
        else:
            self.say(f"{when.clock(self.paper.taken(self.now().at).total_seconds())} so far.")

    def _map(self) -> None:
        for number in range(len(self.questions)):
            flag = ", flagged" if number in self.paper.flags else ""
            here = ", you are here" if number == self.place[0] else ""
            self.say(visible(f"{number + 1}: {state_of(self.paper, number)}{flag}{here}"))

    # ------------------------------------------------------------ moving

    def _go(self, place: Place | None) -> None:
        if place is None:
            self.say("That was the last question. :m is the map, :hand in hands in.")
            return
        self.place = place
        self._keep(deeds.move(self.paper, place, self.now()))
        self._ask()

    def _after(self) -> Place | None:
        question, step = self.place
        if step + 1 < self.paper.questions[question].steps:
            return question, step + 1
        return (question + 1, 0) if question + 1 < len(self.questions) else None

    def _before(self) -> Place:
        question, step = self.place
        if step > 0:
            return question, step - 1
        return (question - 1, self.paper.questions[question - 1].steps - 1) if question > 0 else (0, 0)

    # ------------------------------------------------------------ the end

    def _wants_to_hand_in(self) -> bool:
        """Ask once more; whether it was handed in."""
        counts = self.paper.counts
        missing = len(self.questions) - counts["answered"]
        told = f"{when.counted(missing, 'question')} without a whole answer, {counts['flagged']} flagged."
        self.say(told)
        line = self.hear("hand in? y: yes, c: and count the answers as reviews, n: no> ")
        word = (line or "").strip().lower()
        if word not in ("y", "yes", "c"):
            self.say("Not handed in.")
            return False
        self.count = self.count or word == "c"
        self._hand_in()
        return True

    def _hand_in(self) -> None:
        self._keep(deeds.hand_in(self.paper, self.now()))

    def _finish(self) -> None:
        """Judge, if that is not done, and tell how it went."""
        if self.paper.marks is None:
            if self.paper.time_was_up:
                self.say(f"The time was up at {self.paper.handed_in:%H:%M}.")
            self.say("Judging.")
            marks = marked(self.paper, self.questions)
            self.paper, _ = self.desk.mark(self.paper, marks, self.now(), count=self.count)
        self._own_marks()
        for row in report_rows(report(self.paper, self.desk.papers), self.cards, self.manner.glyphs):
            self.say(row)

    def _own_marks(self) -> None:
        """Let the learner mark what the judge could not."""
        for number, steps in enumerate(self.paper.marks or ()):
            for step, mark in enumerate(steps):
                if mark.marks is not None:
                    continue
                self.place = (number, step)
                self._ask()
                for right in mark.right[:1]:
                    for row in self.manner.prose(right, "Right is: "):
                        self.say(row)
                line = self.hear("right? y: yes, h: half, n: no, Enter: later> ")
                given = {"y": 1.0, "h": 0.5, "n": 0.0}.get((line or "").strip().lower()[:1])
                if given is not None:
                    self.paper, _ = self.desk.own_mark(self.paper, self.place, given, self.now())

    def _keep(self, event: PaperEvent) -> None:
        self.paper = self.desk.keep(event)
