"""How a note's equation is asked for: what was said before it, its left side, and under which condition."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.exchange.context import FORMULA, definition_of
from quizzer.exchange.prose import lowered
from quizzer.exchange.tex import unspaced

if TYPE_CHECKING:
    from quizzer.exchange.context import Context
    from quizzer.exchange.drafts import Draft
    from quizzer.exchange.equations import Told


def given(left: str, said: str, context: Context) -> str:
    """`With f(x) = x^T A x. `: what the left side's names stand for, where nothing that is said tells it."""
    defined = [
        f"${one.name}{f'({one.arguments})' if one.arguments else ''} = {one.body}$"
        for one in context.definitions.values()
        if re.search(rf"(?<![A-Za-z\\]){re.escape(one.name)}(?![A-Za-z])", left)
        and not one.index
        and not any(definition_of(unspaced(match[1])) == one for match in FORMULA.finditer(said))
    ]
    return f"With {' and '.join(defined)}. " if defined else ""


def prompt_of(left: str, lead: str, tail: str, found: Told, context: Context) -> str:
    """The question: what was said before, the left side, and the conditions."""
    start = given(left, f"{lead} {tail}", context)
    asked = f"{lead}: ${left} =$ …" if lead else f"${left} =$ …"
    if tail:
        asked += f", {lowered(tail)}."
    if found.conditions:
        asked = f"{asked.rstrip('.')}, where {found.conditions}."
    return f"{start}{asked}" + (f" {found.words}" if found.words else "")


def full(text: str) -> str:
    """The text with a full stop, unless it ends in a sign already."""
    return text if text.endswith((".", ":", "!", "?", "$$")) else f"{text}."


def noted(card: Draft, text: str) -> Draft:
    """The card with a text put to its note."""
    note = card.fields.get("note", "")
    joined = f"{note} {text}".strip() if isinstance(note, str) else text
    fields = {name: value for name, value in card.fields.items() if name != "note"}
    place = next((at for at, name in enumerate(fields) if name in ("tags", "family")), len(fields))
    items = list(fields.items())
    return replace(card, fields=dict([*items[:place], ("note", joined), *items[place:]]))
