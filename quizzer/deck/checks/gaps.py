"""Gaps that are numbered as Anki numbers them: here what stands before the :: is the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.checks.report import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzer.deck.cards import ClozeAnswer

_NUMBERED = re.compile(r"\{\{(c\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


def numbered_gaps(asked: ClozeAnswer) -> Iterator[Issue]:
    """Yield an error at the first gap whose answer would be `c1`, and shown beside it what was meant."""
    if not any(re.fullmatch(r"c\d+", gap.answer.text) and gap.hint for gap in asked.gaps):
        return
    found = _NUMBERED.search(asked.whole.text)
    if found is not None:
        meant = f"{{{{{found[2]}{'::' + found[3] if found[3] else ''}}}}}"
        message = f"this gap's answer is `{found[1]}`, and `{found[2]}` is shown in its place"
        hint = f"gaps have no numbers here: write {meant}; `quizzer import` reads Anki's"
        yield Issue("cloze", message, hint, "error", found.start(), len(found[0]))
