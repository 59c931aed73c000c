"""What is noted while a note is read: what became of each block, and what the blocks of a section share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzer.exchange.context import Context

if TYPE_CHECKING:
    from quizzer.exchange.account import Fate
    from quizzer.exchange.blocks import Block


@dataclass(slots=True)
class Piece:
    """A block and what became of it; `card` is the number of a draft."""

    block: Block
    fate: Fate
    card: int | None = None
    said: str = ""


@dataclass(slots=True)
class Section:
    """What the blocks under one heading share."""

    context: Context = field(default_factory=Context)
    words: list[Block] = field(default_factory=list)
    """Texts that no card has used yet."""
    pictures: list[Block] = field(default_factory=list)
    first_card: int | None = None
    using_card: int | None = None
    """The first card that uses what the section defines."""
