"""The mistakes that recur, by the codes of the diagnoses that the log keeps with every wrong answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from quizzer.scheduling.sm2 import PASS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzer.scheduling.log import Review

DONE = {
    "sign": "had a sign the wrong way round",
    "factor": "were off by a constant factor",
    "offset": "were off by an added constant",
    "transpose": "dropped the transpose, or took one too many",
    "transpose-inside": "dropped a transpose, or took one too many",
    "inverse": "mixed up what is inverted",
    "order": "swapped the order of a product",
    "product-kind": "took another kind of product",
    "symmetric": "took a matrix for symmetric",
    "missing-term": "left out a term",
    "extra-term": "wrote a term too many",
    "power": "got a power wrong",
    "domain": "gave what holds on part of the domain only",
    "constant": "left out the constant",
    "degrees": "took degrees for radians",
    "differentiated": "differentiated once too often",
    "integrated": "integrated where you should not",
    "rounded": "rounded a number",
    "entries": "got single entries wrong",
    "predicted": "fell into the trap that the card foresees",
    "restated": "only restated the question",
}
"""What a learner did, by the code of its diagnosis: "you …"."""

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_FEWEST = 2


class Recurring(NamedTuple):
    """What went wrong more than once."""

    text: str
    """What was done: "you dropped the transpose"."""
    times: int
    failures: int
    """How many answers failed in all."""

    @property
    def told(self) -> str:
        """In a sentence: `Four times out of five you dropped the transpose`."""
        times = "twice" if self.times == 2 else f"{counted(self.times)} times"
        return f"{times[:1].upper()}{times[1:]} out of {counted(self.failures)} {self.text}."


def counted(number: int) -> str:
    """A small number in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def recurring(rows: Iterable[Review]) -> Recurring | None:
    """The mistake that most of a card's failed answers share; None where no two share one.

    Args:
        rows: answers that count, with the quality that counts (see `effect.effective`).
    """
    failed = [row for row in rows if row.quality is not None and row.quality < PASS]
    codes = Counter(code for row in failed for code in set(row.mistakes) if code in DONE)
    blank = sum(not row.typed.strip() for row in failed)
    if codes and (most := max(codes.values())) >= max(_FEWEST, blank):
        code = next(code for code in DONE if codes[code] == most)
        return Recurring(f"you {DONE[code]}", most, len(failed))
    if blank >= _FEWEST:
        return Recurring("you did not know it", blank, len(failed))
    same = Counter(" ".join(row.typed.split()) for row in failed if row.typed.strip())
    if same and max(same.values()) >= _FEWEST:
        typed, times = same.most_common(1)[0]
        return Recurring(f"you wrote {typed}", times, len(failed))
    return None
