"""`quizzer exam take`, `exam relearn`, `quizzer cram`: the sittings of revision, drawn or line by line."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.cli.exam_files import exam_desk
from quizzer.cli.fitted import with_memory
from quizzer.cli.studying import asked_for, can_draw, heard, keeping, on_the_screen, rules_of
from quizzer.deck.finding import choose
from quizzer.deck.problems import visible
from quizzer.errors import UsageError
from quizzer.scheduling.day import study_day
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.storage.log import ReviewLog
from quizzer.study.cramming import SAID, cram, practising
from quizzer.study.exam_desk import EVERYTHING, MOST_QUESTIONS, Order, order_of
from quizzer.study.exams import Part, folded, marks_of
from quizzer.study.paper_deeds import Now
from quizzer.study.recall import recall_of
from quizzer.study.relearning import DAYS
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from textual.screen import Screen

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Card
    from quizzer.deck.loading import Loaded
    from quizzer.study.exam_desk import ExamDesk
    from quizzer.study.exams import Exam
    from quizzer.study.paper import Paper
    from quizzer.study.queue import Rules
    from quizzer.study.sitting import Session
    from quizzer.tui.desk import Desk


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Hold the sitting that was asked for."""
    settings = around.settings
    loaded = asked_for((), around.places)
    rules = with_memory(rules_of(settings, loaded.decks), around.places)
    cards = [card for deck in loaded.decks for card in deck.cards]
    plain = options.plain or not can_draw(around)
    with ReviewLog.open(around.places.data) as log:
        desk = exam_desk(log, around.places, settings.day_starts)
        sitting = _Sitting(options, around, loaded, log, rules, desk, cards)
        if options.command == "exam" and options.deed == "take":
            return sitting.take(plain=plain)
        session, said = sitting.crammed() if options.command == "cram" else sitting.relearned()
        return sitting.practise(session, said, plain=plain)


@dataclass(slots=True)
class _Sitting:
    """What the three have in common."""

    options: argparse.Namespace
    around: Surroundings
    loaded: Loaded
    log: ReviewLog
    rules: Rules
    desk: ExamDesk
    cards: list[Card]

    def now(self) -> Now:
        """This moment."""
        return Now(self.around.now(), self.log.device, self.around.random_bytes(RANDOM_BYTES))

    def seed(self) -> int:
        """A number to draw by."""
        return int.from_bytes(self.around.random_bytes(8), "big")

    # -------------------------------------------------------- papers

    def take(self, *, plain: bool) -> int:
        """Go on with the paper that is open, or begin one."""
        order = self._order()
        paper = None if self.options.anew else next(iter(self.desk.open_papers(self._wanted(order))), None)
        if paper is None:
            paper = self.desk.begin(order, self.cards, self.seed(), self.now(), self.log.rows())
        if paper is None:
            raise UsageError(f"no card is covered by {order.name}; `quizzer exam list` tells")
        if not plain:
            return self._on_the_screen(self._paper_screen(paper))
        from quizzer.cli.paper_plain import PlainPaper
        from quizzer.cli.said import Manner

        settings = self.around.settings
        manner = Manner(settings.glyphs, settings.day_starts, self.around.now)
        held = PlainPaper(
            desk=self.desk,
            paper=paper,
            cards={card.key: card for card in self.cards},
            hear=heard,
            say=_say,
            now=self.now,
            manner=manner,
            count=self.options.count,
        )
        held.run()
        return 0

    def _wanted(self, order: Order) -> str | None:
        """The name of the paper to go on with; None, where nothing at all is said, for whichever is open."""
        options = self.options
        return order.name if options.name or options.deck or options.tag else None

    def _order(self) -> Order:
        """The paper that is asked for.

        Raises:
            UsageError: it is about nothing that there is, or of no length.
        """
        from quizzer.cli.examining import parts_of

        options = self.options
        questions, minutes = options.questions, options.minutes
        if questions is not None and not 1 <= questions <= MOST_QUESTIONS:
            raise UsageError(f"--questions is a whole number from 1 to {MOST_QUESTIONS}, not {questions}")
        if minutes is not None and not 1 <= minutes <= 24 * 60:
            raise UsageError(f"--minutes are whole minutes from 1 to {24 * 60}, not {minutes}")
        if options.untimed and minutes is not None:
            raise UsageError("--untimed and --minutes contradict each other")
        parts = parts_of(options, self.cards)
        if options.name is not None and parts:
            raise UsageError("a paper is about an exam or about --deck and --tag, not both")
        exam = self._exam(options.name) if options.name is not None else None
        if exam is None and not parts and options.name is None:
            exam = self._only_exam()
        name = exam.name if exam else ", ".join(part.name for part in parts) or EVERYTHING
        return order_of(
            name,
            exam.parts if exam else parts,
            questions=questions,
            minutes=minutes,
            untimed=options.untimed,
            pass_mark=exam.pass_mark if exam else None,
            own_names=options.own_names,
        )

    def _exam(self, name: str) -> Exam:
        exam = self.desk.exam(name)
        if exam is not None:
            return exam
        known = [one.name for one in self.desk.exams]
        guess = did_you_mean(name, known) or f"there are {', '.join(known) or 'none yet'}"
        raise UsageError(f"there is no exam `{name}`; {guess}")

    def _only_exam(self) -> Exam | None:
        """The next exam that is not past, where nothing is said; none: a paper over everything."""
        today = study_day(self.around.now(), self.rules.starts)
        return next((exam for exam in self.desk.exams if exam.on >= today), None)

    def _paper_screen(self, paper: Paper) -> Callable[[Desk], Screen[None]]:
        def opening(desk: Desk) -> Screen[None]:
            from quizzer.tui.paper_opening import screen_of

            desk.read_exams = self.desk
            return screen_of(desk, paper, count=self.options.count)

        return opening

    def _on_the_screen(self, opening: Callable[[Desk], Screen[None]]) -> int:
        return on_the_screen(self.options, self.around, self.loaded, self.log, self.rules, opening=opening)

    # -------------------------------------------------------- practice

    def crammed(self) -> tuple[Session, str]:
        """A sitting for tonight."""
        options = self.options
        if not 1 <= options.minutes <= 24 * 60:
            raise UsageError(f"--minutes are whole minutes from 1 to {24 * 60}, not {options.minutes}")
        rows, at = self.log.rows(), self.around.now()
        session = cram(
            self.cards,
            marks_of(self._crammed_parts(), self.cards),
            rows,
            at,
            device=self.log.device,
            seed=self.seed(),
            rules=self.rules,
            minutes=options.minutes,
            recall=recall_of(rows, self.cards, at, self.rules),
        )
        return session, SAID

    def _crammed_parts(self) -> tuple[Part, ...]:
        names = self.options.names
        if not names:
            return ()
        if len(names) == 1 and (exam := self.desk.exam(names[0])) is not None:
            return exam.parts
        try:
            return tuple(Part("deck", deck.slug) for deck in choose(self.loaded.decks, names))
        except UsageError as error:
            exams = [exam.name for exam in self.desk.exams]
            meant = next((one for one in exams if folded(one).startswith(folded(names[0]))), "")
            raise UsageError(f"{error}; the exam is called `{meant}`" if meant else str(error)) from None

    def relearned(self) -> tuple[Session, str]:
        """What papers missed and what is wanted of it today."""
        rows, at = self.log.rows(), self.around.now()
        found = self.desk.relearning(rows, {card.key: card for card in self.cards}, at)
        today = study_day(at, self.rules.starts)
        wanted = [one.card for one in found if one.is_wanted(today)]
        done = sum(one.is_done for one in found)
        said = f"Relearning what papers missed: {done} of {len(found)} are right on {DAYS} days."
        if not wanted and found:
            said += " Nothing more today." if done < len(found) else " That is all."
        elif not found:
            said = "No paper has missed anything that is still to be relearned."
        session = practising(wanted, rows, at, device=self.log.device, seed=self.seed(), rules=self.rules)
        return session, said

    def practise(self, session: Session, said: str, *, plain: bool) -> int:
        """Hold a sitting of practice."""
        if session.asked is None:
            print(visible(said if said != SAID else "There is nothing to cram here."))
            return 0
        if plain:
            self._line_by_line(session, said)
            return 0

        def opening(desk: Desk) -> Screen[None]:
            from quizzer.tui.revising import RevisionScreen

            desk.read_exams = self.desk
            return RevisionScreen(desk, session, said)

        return self._on_the_screen(opening)

    def _line_by_line(self, session: Session, said: str) -> None:
        from quizzer.cli.plain import Sitting
        from quizzer.cli.said import Manner
        from quizzer.study.session import Moment

        around = self.around

        def moment(seconds: float | None) -> Moment:
            return Moment(around.now(), None, seconds, around.random_bytes(RANDOM_BYTES))

        _say(said)
        manner = Manner(around.settings.glyphs, around.settings.day_starts, around.now)
        Sitting(session, heard, _say, keeping(self.log), moment, time.monotonic, manner).run()


def _say(row: str) -> None:
    print(row, flush=True)
