"""What the plain mode says of a question, a verdict and a sitting, in rows of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.cli.one_row import expression_row, prose_rows, tree_row, witness_row
from quizzer.deck.cards import ClozeAnswer, MathAnswer, Recall
from quizzer.deck.problems import visible
from quizzer.scheduling.day import study_day
from quizzer.study import when
from quizzer.study.prospects import prospects, prospects_text
from quizzer.study.session import is_flagged
from quizzer.study.sitting import before
from quizzer.study.slipping import slipping
from quizzer.study.summary import summary
from quizzer.study.told import KINDS, graded_text, prompt_text
from quizzer.tui.symbols import symbol_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime, time

    from quizzer.deck.remarks import Remark
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.outcome import Outcome
    from quizzer.study.session import Session


@dataclass(frozen=True, slots=True)
class Manner:
    """How things are said: with which glyphs, when the learner's day begins, and by which clock."""

    glyphs: Glyphs
    starts: time
    now: Callable[[], datetime]

    def today(self, at: datetime) -> date:
        """The study day."""
        return study_day(at, self.starts)

    def prose(self, text: str, label: str = "") -> list[str]:
        """A deck's prose, its first row after a label."""
        rows = prose_rows(text, self.glyphs)
        return [label + rows[0], *rows[1:]] if rows else []


def question_rows(session: Session, manner: Manner) -> list[str]:
    """The question that stands before the learner, with what the letters are."""
    asked = session.asked
    assert asked is not None
    about = [
        f"{session.position} of {session.total}",
        asked.card.deck,
        KINDS[asked.kind],
        "flagged" if is_flagged(session) else "",
    ]
    rows = ["", visible(", ".join(part for part in about if part))]
    if asked.step == 0 or asked.step_prompt is None:
        rows += manner.prose(cloze_row(asked.question) or asked.prompt.text)
        for image in asked.card.images:
            alt = f"{image.alt} ({image.path.text})" if image.alt else image.path.text
            rows.append(visible(f"Picture: {alt}"))
    if asked.step_prompt is not None:
        rows += manner.prose(asked.step_prompt.text, f"Step {asked.step + 1} of {asked.steps}: ")
    for number, option in enumerate(asked.options, 1):
        rows += manner.prose(option.text.text, f"{number}. ")
    if sum(option.is_right for option in asked.options) > 1:
        rows.append("More than one is right: type the numbers of all that are, such as 1 2.")
    if isinstance(asked.question, Recall):
        rows.append("Say it to yourself, then press Enter.")
    elif symbols := symbol_texts(asked, manner.glyphs):
        rows.append(visible("; ".join(symbols)))
    return rows


def cloze_row(question: object) -> str:
    """A cloze's text with its gaps open; "" for another kind."""
    if not isinstance(question, ClozeAnswer):
        return ""
    text = question.parts[0].text
    for gap, part in zip(question.gaps, question.parts[1:], strict=True):
        text += (f"[… {gap.hint} …]" if gap.hint else "[…]") + part.text
    return text


def verdict_rows(
    outcome: Outcome, manner: Manner, at: datetime, *, only_grade: bool = False, reveal: bool = False
) -> list[str]:
    """What came of an answer; `reveal` shows the right one even if another try would count."""
    rows = [] if only_grade else [*_headline(outcome, manner), *_went_wrong(outcome, manner)]
    if outcome.kind == "slip":
        return rows
    if outcome.may_retry and not reveal:
        return [*rows, "Once more? An empty line shows the right answer."]
    if not only_grade:
        rows += _right(outcome, manner)
        rows += manner.prose(outcome.asked.note.text, "Note: ") if outcome.asked.note else []
    if outcome.grade is not None and outcome.is_last_step:
        rows.append(graded_text(outcome, manner.today(at), ", "))
    return rows


def about_rows(session: Session, remarks: Sequence[Remark], at: datetime, manner: Manner) -> list[str]:
    """After a verdict: that the card keeps slipping, with what can be done, and the learner's own remarks."""
    outcome = session.outcome
    if outcome is None or not outcome.is_last_step or outcome.grade is None:
        return []
    rows = [visible(one) for one in slipping(session, outcome, manner.today(at))]
    if rows:
        rows.append(":n notes something on it, :x suspends it; its deck can be edited meanwhile.")
    return rows + [visible(f"Your remark of {one.at[:10]}: {one.text}") for one in remarks]


def prospects_row(session: Session, outcome: Outcome, today: date) -> str:
    """What each grade would lead to."""
    memory = before(session, outcome).memory
    scheduler = session.rules.schedulers.of(outcome.asked.card.key)
    found = prospects(lambda quality: scheduler.step(memory, quality, today).due, today)
    return prospects_text(found).replace(" · ", ", ")


def _headline(outcome: Outcome, manner: Manner) -> list[str]:
    tree = outcome.verdict.tree if outcome.verdict else None
    if outcome.kind == "slip" or tree is None:
        return [] if outcome.kind == "slip" else [f"{outcome.headline}."]
    return [f"{outcome.headline}: {tree_row(tree, manner.glyphs, outcome.typed)}"]


def _went_wrong(outcome: Outcome, manner: Manner) -> list[str]:
    if outcome.kind == "slip":
        place = f" (column {outcome.span.start + 1})" if outcome.span else ""
        return [visible(f"{outcome.headline}: {outcome.message}{place}. Try again.")]
    rows: list[str] = []
    for found in outcome.verdict.diagnoses if outcome.verdict else ():
        rows += manner.prose(found.message) if found.code == "predicted" else [visible(found.message)]
    if outcome.message:
        rows.append(visible(outcome.message[:1].upper() + outcome.message[1:].rstrip(".") + "."))
    if outcome.verdict is not None and outcome.verdict.witness is not None:
        rows.append(witness_row(outcome.verdict.witness))
    return rows


def _right(outcome: Outcome, manner: Manner) -> list[str]:
    asked = outcome.asked
    if outcome.kind == "right" and not isinstance(asked.question, MathAnswer):
        return []
    if outcome.kind == "right":
        tree = outcome.verdict.tree if outcome.verdict else None
        typed = "" if tree is None else tree_row(tree, manner.glyphs, outcome.typed)
        forms = [expression_row(text, asked.scope, manner.glyphs) for text in outcome.right]
        return [] if typed in forms else [f"The deck's form: {form}" for form in forms[:1]]
    label = "Right is: "
    rows: list[str] = []
    for text in outcome.right:
        if isinstance(asked.question, MathAnswer):
            rows.append(label + expression_row(text, asked.scope, manner.glyphs))
        else:
            rows += manner.prose(text, label)
    return rows


def summary_rows(session: Session, manner: Manner) -> list[str]:
    """What the sitting came to: how many, what was hard, what comes when."""
    found = summary(session)
    if not found.asked:
        return ["", "Nothing was answered.", *found.put_off]
    rows = ["", f"{when.counted(found.asked, 'card')}, {found.right} right when first asked."]
    for hard in found.hard:
        rows += manner.prose(prompt_text(hard.card), f"Hard, {hard.reason}: ")
    today = manner.today(manner.now())
    rows += [f"{when.counted(count, 'card')} {when.coming(day, today)}." for day, count in found.due]
    for card in found.slipping:
        rows += manner.prose(prompt_text(card), "Keeps slipping: ")
    return [*rows, *found.put_off]
