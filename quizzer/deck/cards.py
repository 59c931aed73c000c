"""Cards: what is asked and what is right, as frozen values that keep their places in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from quizzer.maths.declarations import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from quizzer.deck.spelt import Spelt


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer that the author foresaw, and what to say of it."""

    answer: Spelt
    say: Spelt


@dataclass(frozen=True, slots=True)
class MathAnswer:
    """`answer:` an expression, judged by meaning; of several any is right."""

    answers: tuple[Spelt, ...]
    verify: Spelt | None = None
    restated: tuple[Spelt, ...] = ()
    """`not:` expressions that only restate the question."""
    mistakes: tuple[Mistake, ...] = ()
    form: str | None = None
    layout: str | None = None
    form_spelt: Spelt | None = None
    """`form:` with its place."""


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """`text:` words; one between slashes is a regular expression. The first plain one is shown."""

    accepted: tuple[Spelt, ...]


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """`number:` a number, right to `within` (absolute, or `1%` of it; None: exactly)."""

    value: Spelt
    within: Spelt | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One of the `choices:`; what is right was marked with = in the file."""

    text: Spelt
    is_right: bool


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """`choices:` in the file's order; one or more are right, not all."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A `{{…}}` of a cloze: what belongs there, and what may be shown in its place."""

    answer: Spelt
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ClozeAnswer:
    """`cloze:` a text with gaps; `parts` are what stands around them, one more than there are gaps."""

    parts: tuple[Spelt, ...]
    gaps: tuple[Gap, ...]
    whole: Spelt
    """The text with its gaps, as written."""


@dataclass(frozen=True, slots=True)
class Recall:
    """`recall:` graded by the learner, once `answer-text` is shown."""

    answer_text: Spelt


@dataclass(frozen=True, slots=True)
class Step:
    """One of the `steps:`, with declarations of its own over those of its card."""

    prompt: Spelt
    question: SingleQuestion
    symbols: Mapping[str, str]
    scope: Scope
    hints: tuple[Spelt, ...] = ()
    note: Spelt | None = None
    start: int = 0
    """Index into the file's text."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`steps:` asked one after another, each judged and shown before the next."""

    steps: tuple[Step, ...]


SingleQuestion: TypeAlias = MathAnswer | TextAnswer | NumberAnswer | ChoiceAnswer | ClozeAnswer | Recall
Question: TypeAlias = SingleQuestion | Steps


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to a card: its file, as written in the deck, and what is shown in words."""

    path: Spelt
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One rule of a deck."""

    key: str
    """"deck/card-id": what the log knows it by."""
    deck: str
    """The deck's name, as shown."""
    id: str
    prompt: Spelt
    """Of a cloze its whole text with gaps, of a recall what is asked for."""
    question: Question
    symbols: Mapping[str, str] = field(default_factory=dict)
    """Declarations as written, the card's over the deck's."""
    scope: Scope = field(default_factory=Scope)
    hints: tuple[Spelt, ...] = ()
    note: Spelt | None = None
    tags: tuple[str, ...] = ()
    family: str = ""
    vary: Mapping[str, tuple[Spelt, ...]] = field(default_factory=dict)
    """Of a parametric card the values of each placeholder; its other texts still hold `{k}`."""
    lang: str = ""
    images: tuple[Image, ...] = ()
    start: int = 0
    """Index into the file's text of the card's beginning."""
    has_own_id: bool = True
    """Whether the file names the id; else it was made from the prompt."""
    reverse: bool = False
    """Whether this is the reversed twin of a card."""
    number: int = 0
    """Which of the file's cards it is, counted from 0."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck's file, read."""

    name: str
    slug: str
    """The deck's part of its cards' keys: from the file's name, or its `id:`."""
    path: Path
    cards: tuple[Card, ...]
    about: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""
