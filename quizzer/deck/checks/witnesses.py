"""A refutation in one sentence: at which point the two part, and what each gives there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzer.maths.verdict import Verdict
    from quizzer.maths.witness import Rows

_LONGEST = 160


def parting(verdict: Verdict, one: str, other: str) -> str:
    """Return where two expressions part: `at A = …, x = … {one} is …, {other} …`.

    Args:
        verdict: of an answer (the other) to what was expected (the one).
        one: what to call what was expected.
        other: what to call the answer.
    """
    witness = verdict.witness
    if witness is None:
        because = verdict.message or " ".join(diagnosis.message for diagnosis in verdict.diagnoses[:1])
        return because.rstrip(".") or "they have different shapes"
    point = ", ".join(f"{name} = {numbers(rows)}" for name, rows in witness.names)
    gives = "has no value" if witness.answer is None else f"is {numbers(witness.answer)}"
    sentence = f"{other} {gives}, {one} is {numbers(witness.expected)}"
    return _short(f"at {point} {sentence}" if point else sentence, sentence)


def numbers(rows: Rows) -> str:
    """Return a value as one types it: `2`, `[1, 0]` for a column, `[[1, 2], [3, 4]]` for a matrix."""
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    if all(len(row) == 1 for row in rows):
        return f"[{', '.join(row[0] for row in rows)}]"
    return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"


def _short(text: str, ending: str) -> str:
    return text if len(text) <= 2 * _LONGEST else f"at one point {ending}"[: 2 * _LONGEST]
