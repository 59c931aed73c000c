"""A sitting line by line: the same session and the same log as on the screen, without any drawing.

For screen readers, pipes and terminals without a cursor. What is said is plain text that is never redrawn;
each line of input is an answer or one of COMMANDS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.cli.said import question_rows, summary_rows, verdict_rows
from quizzer.deck.cards import Recall
from quizzer.study.session import (
    bury,
    give_up,
    grade_self,
    judge,
    proceed,
    regrade,
    skip,
    suspend,
    take_hint,
    undo,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizzer.cli.said import Manner
    from quizzer.scheduling.log import Review
    from quizzer.study.outcome import Outcome
    from quizzer.study.session import Moment, Session

COMMANDS = {
    "an empty line": "don't know: the right answer is shown",
    "?": "a hint",
    ":0 to :5": "grade the last answer yourself",
    ":u": "take the last answer back",
    ":s": "later: this card goes to the end",
    ":b": "not today",
    ":x": "never again, until it is resumed",
    ":r": "say the question again",
    ":h": "this list",
    ":q": "stop; all that you answered is kept",
}

_Next: TypeAlias = Literal["question", "answer", "end"]


@dataclass(slots=True)
class Sitting:
    """A session in talk with the learner.

    Attributes:
        session: as it stands.
        hear: shows its argument and gives the next line, or None at the end of input.
        say: prints one row.
        keep: puts rows on the disk; on return they are there.
        moment: now, given how many seconds the learner took.
        clock: seconds, monotonic.
        manner: how things are said.
    """

    session: Session
    hear: Callable[[str], str | None]
    say: Callable[[str], None]
    keep: Callable[[Sequence[Review]], None]
    moment: Callable[[float | None], Moment]
    clock: Callable[[], float]
    manner: Manner
    judged: Session | None = None
    """The session right after the last verdict, from which it can be regraded; None once that is past."""

    def run(self) -> None:
        """Ask until nothing is left, or until the learner stops."""
        self.say("Type an answer and press Enter. ? is a hint, an empty line is don't know, :h is the help.")
        upcoming: _Next = "question"
        while self.session.asked is not None and upcoming != "end":
            if upcoming == "question":
                self._say(question_rows(self.session, self.manner))
            upcoming = self._answer()
        self._say(summary_rows(self.session, self.manner))

    def _answer(self) -> _Next:
        begun = self.clock()
        line = self.hear("> ")
        if line is None:
            return "end"
        word = line.strip()
        if word == "?":
            return self._hint()
        if word.startswith(":") and len(word) == 2:
            return self._command(word[1])
        return self._judge(line, self.moment(self.clock() - begun))

    def _judge(self, line: str, moment: Moment) -> _Next:
        question = self.session.asked
        assert question is not None
        before = self.session.outcome
        if not line.strip() and before is not None and before.may_retry:
            self._say(verdict_rows(before, self.manner, moment.at, reveal=True))
            return self._on(self.session)
        if line.strip() or isinstance(question.question, Recall):
            session, outcome = judge(self.session, line, moment)
        else:
            session, outcome = give_up(self.session, moment)
        self._keep(outcome.reviews)
        self.session = session
        self._say(verdict_rows(outcome, self.manner, moment.at))
        if outcome.may_retry:
            self.judged = None  # a row was kept since: from there nothing can be regraded any more
        if outcome.kind == "slip" or outcome.may_retry:
            return "answer"
        if outcome.awaits_grade and not self._own_grade():
            return "end"
        return self._on(self.session)

    def _own_grade(self) -> bool:
        """Whether the learner graded what the judge left to them."""
        while True:
            line = self.hear("your grade, 0 to 5> ")
            if line is None or line.strip() == ":q":
                return False
            if line.strip() in set("012345"):
                moment = self.moment(None)
                self._graded(*grade_self(self.session, int(line), moment), moment)
                return True
            self.say("0 no idea, 1 wrong, 2 nearly, 3 right with difficulty, 4 right, 5 right at once.")

    def _graded(self, session: Session, outcome: Outcome, moment: Moment) -> None:
        self._keep(outcome.reviews)
        self.session = session
        self._say(verdict_rows(outcome, self.manner, moment.at, only_grade=True))

    def _on(self, judged: Session) -> _Next:
        self.judged = judged
        self.session = proceed(judged)
        return "question"

    def _hint(self) -> _Next:
        after = take_hint(self.session)
        if len(after.shown_hints) == len(self.session.shown_hints):
            self.say("There is no hint more.")
        else:
            self.session, self.judged = after, None  # to go back to the last verdict would forget the hint
            self._say(self.manner.prose(after.shown_hints[-1].text, "Hint: "))
        return "answer"

    def _command(self, letter: str) -> _Next:
        if letter in "012345":
            return self._regrade(int(letter))
        match letter:
            case "q":
                return "end"
            case "r":
                return "question"
            case "u":
                return self._undo()
            case "s":
                self.session = skip(self.session)
                return "question"
            case "b" | "x":
                put_aside = bury if letter == "b" else suspend
                session, row = put_aside(self.session, self.moment(None))
                self._keep((row,))
                self.session, self.judged = session, None
                self.say("Put aside until tomorrow." if letter == "b" else "Put aside until it is resumed.")
                return "question"
        if letter != "h":
            self.say(f"There is no command :{letter}.")
        self._say([f"{name}: {meaning}" for name, meaning in COMMANDS.items()])
        return "answer"

    def _regrade(self, quality: int) -> _Next:
        last = self.judged.outcome if self.judged else None
        if self.judged is None or last is None or last.review is None or last.grade is None:
            self.say("There is no grade to change.")
            return "answer"
        moment = self.moment(None)
        self._graded(*regrade(self.judged, quality, moment), moment)
        return self._on(self.session)

    def _undo(self) -> _Next:
        session, rows = undo(self.session, self.moment(None))
        if not rows:
            self.say("There is nothing to take back.")
            return "answer"
        self._keep(rows)
        self.session, self.judged = session, None
        self.say("Taken back.")
        return "question"

    def _keep(self, rows: Sequence[Review]) -> None:
        if rows:
            self.keep(rows)

    def _say(self, rows: Sequence[str]) -> None:
        for row in rows:
            self.say(row)
