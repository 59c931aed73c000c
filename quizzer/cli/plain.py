"""A sitting line by line: the same session and the same log as on the screen, without any drawing.

For screen readers, pipes and terminals without a cursor. What is said is plain text that is never redrawn;
each line of input is an answer or one of COMMANDS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.cli.said import about_rows, prospects_row, question_rows, summary_rows, verdict_rows
from quizzer.deck.cards import Recall
from quizzer.deck.problems import visible
from quizzer.study.session import (
    bury,
    flag,
    give_up,
    grade_self,
    judge,
    proceed,
    redo,
    regrade,
    retry,
    skip,
    suspend,
    take_hint,
    undo,
)
from quizzer.study.sitting import before, with_rows
from quizzer.study.taking_back import deed_taken_back, told
from quizzer.study.why import why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizzer.cli.said import Manner
    from quizzer.deck.cards import Card
    from quizzer.deck.remarks import Remark
    from quizzer.scheduling.log import Review
    from quizzer.study.outcome import Outcome
    from quizzer.study.session import Moment, Session

COMMANDS = {
    "an empty line": "don't know: the right answer is shown",
    "?": "a hint",
    ":0 to :5": "grade the last answer yourself",
    ":u": "take the last answer back",
    ":y": "put back what was taken back",
    ":t": "try the last card once more, for practice",
    ":w": "why the last answer got its grade, and what other grades lead to",
    ":n WORDS": "file a remark on the last card (on this one before any is answered)",
    ":f": "flag the last card to come back to (or this one), or take its flag away",
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
        remarks: the learner's remarks on a card.
        remark: files one, and says what came of it.
        nothing: why there is nothing to ask, where that is so.
    """

    session: Session
    hear: Callable[[str], str | None]
    say: Callable[[str], None]
    keep: Callable[[Sequence[Review]], None]
    moment: Callable[[float | None], Moment]
    clock: Callable[[], float]
    manner: Manner
    remarks: Callable[[Card], Sequence[Remark]] = lambda _: ()
    remark: Callable[[Card, str], str] = lambda _card, _text: "Remarks are not kept here."
    nothing: str = ""
    judged: Session | None = None
    """The session right after the last verdict, from which it can be regraded; None once that is past."""

    def run(self) -> None:
        """Ask until nothing is left, or until the learner stops."""
        if self.session.asked is None:
            self.say(self.nothing)
            return
        self.say("Type an answer and press Enter. ? is a hint, an empty line is don't know, :h is the help.")
        while self._asked_all():
            self._say(summary_rows(self.session, self.manner))
            if not self._goes_on():
                return
        self._say(summary_rows(self.session, self.manner))

    def _asked_all(self) -> bool:
        """Ask until nothing is left, which is true then; false if the learner stopped."""
        upcoming: _Next = "question"
        while self.session.asked is not None:
            if upcoming == "question":
                self._say(question_rows(self.session, self.manner))
            upcoming = self._answer()
            if upcoming == "end":
                return False
        return True

    def _goes_on(self) -> bool:
        """When nothing is left to ask, the last answer can still be graded, taken back and remarked on."""
        while self.session.asked is None:
            line = self.hear("Enter ends, :h tells what else> ")
            word = (line or "").strip()
            if word in ("", ":q"):
                return False
            if word.startswith(":n "):
                self._note(word[3:])
            elif word.startswith(":") and len(word) == 2 and word[1] not in "srbx":
                self._command(word[1])
            else:
                self.say("There is nothing to answer any more.")
        return True

    def _answer(self) -> _Next:
        begun = self.clock()
        line = self.hear("> ")
        if line is None:
            return "end"
        word = line.strip()
        if word == "?":
            return self._hint()
        if word.startswith(":n "):
            return self._note(word[3:])
        if word.startswith(":") and len(word) == 2:
            return self._command(word[1])
        if word.startswith(":") and word[1:].isalpha():
            self.say(f"There is no command {visible(word)}; :h lists those there are.")
            return "answer"
        return self._judge(line, self.moment(self.clock() - begun))

    def _judge(self, line: str, moment: Moment) -> _Next:
        question = self.session.asked
        assert question is not None
        first = self.session.outcome
        if not line.strip() and first is not None and first.may_retry:
            self._say(verdict_rows(first, self.manner, moment.at, reveal=True))
            return self._on(self.session, moment)
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
        self._say(about_rows(self.session, self.remarks(question.card), moment.at, self.manner))
        return self._on(self.session, moment)

    def _own_grade(self) -> bool:
        """Whether the learner graded what the judge left to them."""
        outcome = self.session.outcome
        if outcome is not None and outcome.is_last_step and outcome.asked.kind in ("new", "review"):
            today = self.manner.today(self.manner.now())
            self.say(f"Grades lead to: {prospects_row(self.session, outcome, today)}.")
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

    def _on(self, judged: Session, moment: Moment) -> _Next:
        self.judged = judged
        self.session = proceed(judged, moment.at)
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
                return self._changed(*undo(self.session, self.moment(None)), "Taken back", "take back")
            case "y":
                return self._changed(*redo(self.session, self.moment(None)), "Put back", "put back")
            case "t":
                return self._retry()
            case "w":
                return self._why()
            case "f":
                return self._flag()
            case "n":
                return self._note("")
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
        return self._on(self.session, moment)

    def _changed(self, session: Session, rows: Sequence[Review], done: str, verb: str) -> _Next:
        """After undo and redo."""
        if not rows:
            self.say(f"There is nothing to {verb}.")
            return "answer"
        self._keep(rows)
        self.session, self.judged = session, None
        self.say(visible(f"{done}: {told(deed_taken_back(session, rows), session.cards)}."))
        return "question"

    def _retry(self) -> _Next:
        if self.judged is None:
            self.say("There is no card to try once more.")
            return "answer"
        self.session, self.judged = retry(self.judged), None
        return "question"

    def _why(self) -> _Next:
        outcome = self.judged.outcome if self.judged else None
        if self.judged is None or outcome is None:
            self.say("There is no grade to tell of.")
            return "answer"
        self._say([visible(one) for one in why(outcome, before(self.judged, outcome))])
        if outcome.review is not None and outcome.review.kind == "review":
            today = self.manner.today(self.manner.now())
            self.say(f"Grades lead to: {prospects_row(self.judged, outcome, today)}.")
        return "answer"

    def _flag(self) -> _Next:
        """Flag the last card; before any is answered, the one that stands there."""
        if self.judged is None and self.session.asked is None:
            self.say("There is no card to flag.")
            return "answer"
        after, row = flag(self.judged or self.session, self.moment(None))
        self._keep((row,))
        if self.judged is not None:
            self.judged = after
        self.session = with_rows(self.session, (row,))
        self.say("Flagged." if row.kind == "flag" else "No longer flagged.")
        return "answer"

    def _note(self, text: str) -> _Next:
        outcome = self.judged.outcome if self.judged else None
        asked = outcome.asked if outcome is not None else self.session.asked
        if not text.strip():
            self.say("A remark says something: `:n why cyclic only?`")
        elif asked is not None:
            self.say(visible(self.remark(asked.card, text)))
        return "answer"

    def _keep(self, rows: Sequence[Review]) -> None:
        if rows:
            self.keep(rows)

    def _say(self, rows: Sequence[str]) -> None:
        for row in rows:
            self.say(row)
