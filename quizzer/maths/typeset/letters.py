"""From the words that name letters inside (`Sigma`) to the letters that are shown (Σ)."""

from __future__ import annotations

from quizzer.maths.names import GREEK

LETTERS: dict[str, str] = {}
for _letter, _word in GREEK.items():
    LETTERS.setdefault(_word, _letter)  # the first is the common form, the later ones are variants
LETTERS["hbar"] = "ℏ"
