"""A card's remarks, as lines for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.tui.paint import indented, sentence, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.deck.remarks import Remark
    from quizzer.tui.paint import Lines


def remark_lines(remarks: Sequence[Remark], width: int) -> Lines:
    """A card's remarks, the oldest first, as they were typed."""
    lines: Lines = [words("Your remarks", "accent")] if remarks else []
    for one in remarks:
        lines += indented(sentence(f"{one.at[:10]}  {one.text}", max(8, width - 2)), 2)
    return lines
