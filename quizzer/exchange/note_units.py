"""A note's blocks gathered under their titles: a heading, a numbered rule and a bold title begin a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.exchange.prose import prose_of, titled, unquoted

if TYPE_CHECKING:
    from quizzer.exchange.blocks import Block

_CONDITION = re.compile(
    r"(?:if|when|whenever|where|assuming|provided|for|with|as long as|here)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Unit:
    """What stands under one title; `headings` are those above it, the outermost first."""

    title: str
    blocks: list[Block]
    headings: tuple[str, ...]
    is_rule: bool = False


def units_of(blocks: list[Block]) -> list[Unit]:
    """The note cut where a heading, a numbered rule or a bold title begins."""
    found: list[Unit] = [Unit("", [], ())]
    headings: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind == "heading":
            level = len(block.marker)
            headings = [one for one in headings if one[0] < level] + [(level, prose_of(block.text))]
        title = titled(block.text) if block.kind in ("item", "text") else None
        names = tuple(text for _, text in headings)
        if block.kind == "heading":
            found.append(Unit("", [block], names))
        elif title is not None and block.indent < 4:
            is_rule = block.kind == "item" and block.marker[:1].isdigit()
            found.append(Unit(title[0], [block], names, is_rule))
        elif found[-1].is_rule and block.kind == "item" and _is_next(found[-1].blocks[0], block):
            found.append(Unit("", [block], names))
        else:
            found[-1].blocks.append(block)
    return [unit for unit in found if unit.blocks]


def _is_next(rule: Block, item: Block) -> bool:
    """Whether an item is the next rule of a numbered list, one that has no title of its own."""
    return item.marker[:1].isdigit() and item.indent == rule.indent


def said_in(block: Block) -> str:
    """What a block says, its bold title aside."""
    if block.kind == "quotation":
        return unquoted(block.text)
    title = titled(block.text) if block.kind in ("item", "text") else None
    return title[1] if title is not None and block.indent < 4 else block.text


def condition_behind(blocks: list[Block], at: int) -> Block | None:
    """The text behind a formula, if it says under which condition that holds."""
    if at + 1 >= len(blocks) or blocks[at + 1].kind != "text":
        return None
    behind = blocks[at + 1]
    is_lead = behind.text.rstrip().endswith(":")
    return behind if _CONDITION.match(behind.text.strip()) and not is_lead else None
