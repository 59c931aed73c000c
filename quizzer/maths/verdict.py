"""What the judge says of an answer, as values: verdicts, diagnoses, readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from quizzer.maths.sizes import Shape
    from quizzer.maths.tree import Node, Span
    from quizzer.maths.witness import Shown

VerdictKind: TypeAlias = Literal[
    "equivalent", "wrong-form", "different", "mis-shaped", "malformed", "undecided"
]
Certainty: TypeAlias = Literal["proved", "refuted", "sampled", "none"]

UNDECIDED = "this could not be decided in time; judge it yourself"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that went wrong: a code for machines, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that a card's author foresaw, and what to say of it."""

    answer: str
    say: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read: its tree and shape, or the sentence and the place where reading stops."""

    tree: Node | None = None
    shape: Shape | None = None
    kind: Literal["read", "malformed", "mis-shaped", "empty"] = "read"
    message: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of an answer.

    Attributes:
        kind: the verdict.
        certainty: `refuted` and `proved` are proofs; `sampled` is agreement at random points.
        diagnoses: what went wrong, most specific first, at most two.
        witness: where the two part.
        message: one sentence, where the diagnoses do not say it all.
        span: the columns of the answer that the message speaks of, from 0, the end not included.
        tree: the answer as read.
        points: at how many points the two agreed.
        seconds: how long the judge took.
    """

    kind: VerdictKind
    certainty: Certainty = "none"
    diagnoses: tuple[Diagnosis, ...] = ()
    witness: Shown | None = None
    message: str = ""
    span: Span | None = None
    tree: Node | None = None
    points: int = 0
    seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        """Whether the meaning is right."""
        return self.kind in ("equivalent", "wrong-form")

    @property
    def is_slip(self) -> bool:
        """Whether it is asked again rather than graded."""
        return self.kind in ("mis-shaped", "malformed")
