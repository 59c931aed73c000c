"""From a typed answer to a quality of 0 to 5, with the reason that the learner is shown."""

from __future__ import annotations

from typing import NamedTuple

GRADED = frozenset(("equivalent", "wrong-form", "different"))
"""These decide a quality. What cannot be read is asked again; what is undecided the learner grades."""


class Grade(NamedTuple):
    """A quality, 0 to 5, and why, in a few words to the learner."""

    quality: int
    reason: str


def quality_of(
    verdict: str,
    *,
    near_miss: bool = False,
    hints: int = 0,
    tries: int = 1,
    blank: bool = False,
    first_key: float | None = None,
    median_first_key: float | None = None,
    earlier_successes: int = 0,
) -> Grade:
    """The grade of a card's last answer before the reveal.

    Args:
        verdict: one of GRADED; not looked at when `blank`.
        near_miss: a diagnosis fits the wrong answer (sign, factor, transpose, order, …).
        hints: how many were taken.
        tries: answers judged so far, this one included.
        blank: nothing was typed, or "don't know".
        first_key: seconds to the first key.
        median_first_key: the card's own, over its earlier passed reviews.
        earlier_successes: the card's passed reviews before this one.

    Raises:
        ValueError: `verdict` is none that decides a quality.
    """
    if blank:
        return Grade(0, "not known")
    if verdict not in GRADED:
        raise ValueError(f"the verdict {verdict!r} decides no quality")
    if verdict == "different":
        return Grade(2, "wrong, but a near miss") if near_miss else Grade(1, "wrong")
    if tries > 2:
        return Grade(2, "wrong, but put right before the reveal")
    if tries == 2:
        return Grade(3, "right after one retry")
    if hints:
        return Grade(3, "right after a hint" if hints == 1 else f"right after {hints} hints")
    if verdict == "wrong-form":
        return Grade(3, "right, but not in the form asked for")
    if earlier_successes and first_key is not None and first_key < (median_first_key or 0):
        return Grade(5, "right at once, and faster than usual")
    return Grade(4, "right at once")
