"""What was perhaps meant by a word that names nothing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean `study`?`, or nothing where no known word is near; case is forgiven."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower()[:200], by_lower, n=1, cutoff=0.6)
    return f"did you mean `{by_lower[near[0]]}`?" if near else ""
