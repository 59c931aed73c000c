"""Sheet: the review screen's middle, from prompt and input to verdict; it knows neither session nor log."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll

from quizzer.deck.cards import ChoiceAnswer, ClozeAnswer, MathAnswer, NumberAnswer, Recall
from quizzer.maths.declarations import Scope
from quizzer.tui import question_text as texts
from quizzer.tui.answer_input import AnswerInput
from quizzer.tui.choice_list import ChoiceList
from quizzer.tui.echo import LONGEST, echo, pointed
from quizzer.tui.fitted import Fitted
from quizzer.tui.gap_echo import gap_echo
from quizzer.tui.paint import sentence
from quizzer.tui.panes import GradePane, ThinkPane, VerdictPane
from quizzer.tui.remark_text import remark_lines
from quizzer.tui.verdict_text import (
    earlier_step_lines,
    leech_lines,
    once_more_lines,
    verdict_lines,
    why_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.widget import Widget

    from quizzer.deck.remarks import Remark
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked
    from quizzer.study.outcome import Outcome
    from quizzer.tui.paint import Lines

_OF_ANSWERING = ("think", "echo", "once-more", "trouble")
_OF_ASKING = ("symbols", "hints")
_OF_VERDICTS = ("verdict", "grades", "why", "leech", "remarks")


class Sheet(VerticalScroll, can_focus=False):
    """One part for each thing there is to show; what a question does not need is hidden."""

    SCOPED_CSS = False  # rules that hang on the screen's width and height
    DEFAULT_CSS: ClassVar[str] = """
    Sheet { height: 1fr; overflow: auto auto; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    Sheet > Fitted { margin: 0 0 1 0; }
    Sheet > AnswerInput { max-width: 104; }
    Sheet > #echo { margin: 0 2 1 2; min-height: 1; }
    .-narrow Sheet, .-short Sheet { padding: 0 1; }
    .-short Sheet > Fitted { margin: 0; }
    .-short Sheet > AnswerInput { border: none; height: 1; padding: 0; background: $surface; }
    .-short Sheet > #echo { margin: 0; }
    .-wide Sheet { padding: 2 8 0 8; }
    .-wide Sheet > #prompt { margin: 0 0 2 0; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        for name in ("prompt", "earlier", "step", "symbols", "hints"):
            yield Fitted(id=name)
        yield AnswerInput(id="answer")
        yield ChoiceList(id="choices")
        yield ThinkPane(id="think")
        for name in ("echo", "once-more", "trouble"):
            yield Fitted(id=name)
        yield VerdictPane(id="verdict")
        yield GradePane(id="grades")
        for name in ("why", "leech", "remarks"):
            yield Fitted(id=name)

    # ------------------------------------------------------------ asking

    def ask(self, asked: Asked, earlier: Sequence[Outcome], hints: Sequence[str], draft: str) -> None:
        """Show a question, unanswered but for a draft, and give the keys to what answers it.

        Args:
            asked: the question.
            earlier: its card's steps that are answered.
            hints: those taken so far.
            draft: what was typed before the learner looked away.
        """
        self._clear(*_OF_ANSWERING, *_OF_VERDICTS)
        self._show_question(asked, tuple(earlier), hints)
        answer, choices = self._answer, self._choices
        answer.display = not isinstance(asked.question, ChoiceAnswer | Recall)
        choices.fill(())
        focused: Widget = answer
        if isinstance(asked.question, ChoiceAnswer):
            choices.offer(asked.options, self.glyphs)
            focused = choices
        elif isinstance(asked.question, Recall):
            focused = self._part("think")
            self._part("think").show(
                lambda width: sentence("Think of the answer, or say it aloud.", width, "muted")
            )
        else:
            answer.ask(draft, _placeholder(asked), tuple(asked.scope.symbols))
        self._turn_to(focused)
        self.call_after_refresh(self._into_sight, focused)

    def _show_question(self, asked: Asked, earlier: tuple[Outcome, ...], hints: Sequence[str]) -> None:
        glyphs = self.glyphs
        self._show("prompt", lambda width: texts.prompt(asked, "", width, glyphs))
        self._show(
            "earlier",
            lambda width: [line for one in earlier for line in earlier_step_lines(one, width, glyphs)],
        )
        self._show("step", lambda width: texts.step_prompt(asked, width, glyphs))
        self._show("symbols", lambda width: texts.symbols(asked, width, glyphs))
        self.show_hints(asked, hints)

    def show_hints(self, asked: Asked, hints: Sequence[str]) -> None:
        """Show the hints taken so far."""
        self._show("hints", lambda width: texts.hints(asked, hints, width, self.glyphs))

    # ------------------------------------------------------------ answering

    def follow(self, asked: Asked, typed: str, *, is_draft: bool = False) -> None:
        """Show how what is typed so far is read, or where a cloze would have it; a draft was typed before."""
        if not is_draft:
            self._clear("trouble")
        if isinstance(asked.question, ClozeAnswer):
            self._show("prompt", lambda width: texts.prompt(asked, typed, width, self.glyphs))
            self._show("echo", lambda width: gap_echo(asked, typed, width, self.glyphs))
        elif isinstance(asked.question, MathAnswer | NumberAnswer):
            try:
                self._echo(asked, typed)
            except Exception:  # noqa: BLE001 - a fault in reading costs the echo, never the sitting
                self._clear("echo")
        elif not is_draft:
            self._clear("echo")  # words are not read; what was said of a slip is past

    def _echo(self, asked: Asked, typed: str) -> None:
        if len(typed) > LONGEST:
            long = "Long answers are read when they are judged."
            self._show("echo", lambda width: sentence(long, width, "muted"))
            return
        from quizzer.maths.grade import read  # noqa: PLC0415 - the judge loads while the learner reads

        if isinstance(asked.question, MathAnswer):
            reading = read(typed, asked.scope, expected=asked.question.answers[0].text)
        else:
            reading = read(typed, Scope())
        scroll = self._answer.scroll_offset.x
        self._show("echo", lambda width: echo(reading, typed, width, self.glyphs, scroll))

    def wait(self, *, waits: bool) -> None:
        """Show that the judge is at work."""
        self._answer.set_class(waits, "-judging")

    def show_slip(self, outcome: Outcome) -> None:
        """Say what cannot be judged, and where; the answer stays to be put right."""
        said = outcome.message or outcome.headline
        if outcome.verdict is None and outcome.message:
            said = f"{outcome.headline}: {outcome.message}"
        scroll = self._answer.scroll_offset.x

        def lines(width: int) -> Lines:
            return pointed(
                said, outcome.typed, outcome.span, width, glyphs=self.glyphs, scroll=scroll, tone="warning"
            )

        self._show("echo", lines)
        self.call_after_refresh(self._into_sight, self._part("echo"))

    def show_once_more(self, outcome: Outcome) -> None:
        """Say what went wrong with an answer that may be put right before the right one is shown."""
        self._show("once-more", lambda width: once_more_lines(outcome, width, self.glyphs))
        self.call_after_refresh(self._into_sight, self._part("once-more"))

    def say(self, text: str) -> None:
        """Say that something did not work, where the learner looks."""
        self._show("trouble", lambda width: sentence(text, width, "warning"))
        self.call_after_refresh(self._into_sight, self._part("trouble"))

    # ------------------------------------------------------------ judged

    def show_outcome(self, outcome: Outcome, today: date, due: Callable[[int], date]) -> None:
        """Show a verdict in place of what was answered with."""
        self._answer.display = False
        self._choices.fill(())
        self._clear(*_OF_ANSWERING, *_OF_ASKING, *_OF_VERDICTS)
        pane = "grades" if outcome.awaits_grade else "verdict"
        self._show(pane, lambda width: verdict_lines(outcome, today, due, width, self.glyphs))
        self._turn_to(self._part(pane))

    def show_about(self, leech: Sequence[str], remarks: Sequence[Remark]) -> None:
        """Below a verdict: that a card keeps slipping, what can be done, and the learner's own remarks."""
        self._show("leech", lambda width: leech_lines(leech, width))
        self._show("remarks", lambda width: remark_lines(remarks, width))

    @property
    def shows_why(self) -> bool:
        """Whether the reason of a grade stands below its verdict."""
        return bool(self._part("why").display)

    def show_why(self, why: Sequence[str]) -> bool:
        """Show why a grade was given, or hide it if it is shown; returns whether it is shown now."""
        if self._part("why").display:
            self._clear("why")
            return False
        self._show("why", lambda width: why_lines(why, width))
        self.call_after_refresh(self._into_sight, self._part("why"))
        return True

    def put_in(self, text: str) -> None:
        """Insert a symbol where the cursor stands."""
        self._answer.put_in(text)
        self._answer.focus(scroll_visible=False)

    # ------------------------------------------------------------ parts

    @property
    def _answer(self) -> AnswerInput:
        return self.query_one(AnswerInput)

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def _part(self, name: str) -> Fitted:
        return self.query_one(f"#{name}", Fitted)

    def _show(self, name: str, make: Callable[[int], Lines]) -> None:
        """Show a part, or hide it if it has nothing to say."""
        try:
            says = bool(make(self.size.width or 80))
        except Exception:  # noqa: BLE001 - the part itself says that it cannot be shown
            says = True
        self._part(name).show(make if says else None)

    def _clear(self, *names: str) -> None:
        for name in names:
            self._part(name).show(None)

    def _turn_to(self, widget: Widget) -> None:
        widget.focus(scroll_visible=False)
        self.scroll_home(animate=False)

    def _into_sight(self, widget: Widget) -> None:
        widget.scroll_visible(animate=False)


def _placeholder(asked: Asked) -> str:
    if isinstance(asked.question, NumberAnswer):
        return "a number"
    if isinstance(asked.question, ClozeAnswer):
        gaps = len(asked.question.gaps)
        return "what fills the gap" if gaps == 1 else f"{gaps} gaps, ; between them"
    return "" if isinstance(asked.question, MathAnswer) else "in words"
