"""Report: what is found in a card, said once, wherever its instances repeat it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.deck.spelt import problem_at

if TYPE_CHECKING:
    from quizzer.deck.checks.verified import Certainty, Claim
    from quizzer.deck.problems import Problem, Severity
    from quizzer.deck.spelt import Spelt


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong with one text of a question, whatever its place in a file.

    Attributes:
        field: the text's path in its question, such as `answer` or `mistakes[0].answer`.
        message: one sentence.
        hint: what to do, or "".
        severity: whether it has to be put right.
        offset: the first character that is meant.
        length: how many are; 0 for all that follow in the line.
    """

    field: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    offset: int = 0
    length: int = 0


@dataclass(slots=True)
class Report:
    """Problems of one deck. `card` is the path of the card, `drawn` what its instance has drawn, as JSON."""

    problems: list[Problem] = field(default_factory=list)
    card: str = ""
    drawn: str = ""
    verified: dict[str, list[tuple[Certainty, Claim]]] = field(default_factory=dict)
    """By the path of a `verify`: what each instance came to."""
    _said: set[tuple[int, str]] = field(default_factory=set)

    def say(self, text: Spelt, issue: Issue, step: str = "") -> None:
        """Keep an issue with the text it speaks of; of instances the first that has it."""
        key = (text.start, issue.message if not self.drawn else issue.field)
        if key in self._said:
            return
        self._said.add(key)
        path = ".".join(filter(None, (self.card, step, issue.field)))
        told = f" (with {_values(self.drawn)})" if self.drawn else ""
        self.problems.append(
            problem_at(
                text,
                path,
                issue.message + told,
                hint=issue.hint,
                severity=issue.severity,
                offset=min(issue.offset, max(len(text.text) - 1, 0)),
                length=issue.length,
            )
        )

    def bear_out(self, certainty: Certainty, claim: Claim, step: str = "") -> None:
        """Keep that a `verify` gave its answer, in one instance."""
        path = ".".join(filter(None, (self.card, step, "verify")))
        self.verified.setdefault(path, []).append((certainty, claim))


def _values(drawn: str) -> str:
    return ", ".join(f"{name} = {value}" for name, value in json.loads(drawn).items())
