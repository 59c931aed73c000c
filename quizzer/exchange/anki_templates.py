"""A note's card as Anki shows it: its template with the note's fields put in, as HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECTION = re.compile(r"\{\{([#^])\s*([^{}]+?)\s*\}\}((?:(?!\{\{[#^/]).)*?)\{\{/\s*\2\s*\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_ANSWER_LINE = re.compile(r"<hr[^>]*\bid\s*=\s*[\"']?answer[\"']?[^>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPECIAL = frozenset(("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"))
_MOST_ROUNDS = 20


def rendered(template: str, fields: Mapping[str, str]) -> str:
    """The template with fields put in; sections of empty fields left out, and inverted ones of full ones."""
    text = _COMMENT.sub("", template)
    for _ in range(_MOST_ROUNDS):
        changed = _SECTION.sub(lambda match: _kept(match, fields), text)
        if changed == text:
            break
        text = changed
    return _FIELD.sub(lambda match: _put(match[1], fields), text)


def answer_of(template: str, fields: Mapping[str, str]) -> str:
    """What an answer's template shows besides the question: behind its line, if it has one."""
    text = template.replace("{{FrontSide}}", "")
    behind = _ANSWER_LINE.split(text, maxsplit=1)
    return rendered(behind[-1], fields)


def is_typed(template: str) -> bool:
    """Whether the answer is to be typed."""
    return "{{type:" in template.replace(" ", "")


def names_in(template: str) -> list[str]:
    """The fields that a template shows."""
    return [match[1].rpartition(":")[2].strip() for match in _FIELD.finditer(template)]


def _kept(match: re.Match[str], fields: Mapping[str, str]) -> str:
    is_full = bool(
        re.sub(r"<[^>]*>|&nbsp;|\s", "", fields.get(match[2], "")) or "<img" in fields.get(match[2], "")
    )
    return match[3] if is_full == (match[1] == "#") else ""


def _put(name: str, fields: Mapping[str, str]) -> str:
    filters, _, field = name.rpartition(":")
    field = field.strip()
    if name[:1] in "#^/" or field in _SPECIAL or field == "FrontSide" or "type" in filters.split(":"):
        return ""
    return fields.get(field, "")
