"""A note's prose as a deck has it: formulas between dollar signs, links as their words."""

from __future__ import annotations

import re

from quizzer.exchange.context import FORMULA
from quizzer.exchange.drafts import cleaned
from quizzer.exchange.tex import tidy, with_dollars, with_money

_LINK = re.compile(r"(?<!!)\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_WEB_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)")
_MARKED = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_ANCHOR = re.compile(r"\s\^[A-Za-z0-9-]+$")
_REMARK = re.compile(r"%%.*?%%|<!--.*?-->", re.DOTALL)
_EMBED = re.compile(r"!\[\[([^\[\]|#]+)(?:[#|][^\[\]]*)?\]\]|!\[([^\[\]]*)\]\(([^)\s]+)[^)]*\)")
_QUOTED = re.compile(r"^\s*>\s?(?:\[![^\]]*\][+-]?\s*)?", re.MULTILINE)
_BULLETED = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_BOLD_LEAD = re.compile(r"^(?:\*\*|__)(?P<title>.+?)(?:\*\*|__)\s*(?P<rest>.*)$", re.DOTALL)


def prose_of(text: str) -> str:
    """The text as a deck's prose."""
    return FORMULA.sub(lambda match: f"${tidy(match[1])}$", raw_prose(text))


def raw_prose(text: str) -> str:
    """The text as a deck's prose, its formulas as they were, bold letters and all."""
    text = with_money(with_dollars(cleaned(text)))
    text = _LINK.sub(r"\1", _REMARK.sub("", text))
    text = _MARKED.sub(r"\1", _WEB_LINK.sub(r"\1", text))
    return _ANCHOR.sub("", " ".join(text.split()))


def unquoted(text: str) -> str:
    """What stands in a quotation or a callout."""
    return _QUOTED.sub("", text)


def unbulleted(text: str) -> str:
    """Lines without their markers."""
    return _BULLETED.sub("", text)


def embedded(text: str) -> list[tuple[str, str]]:
    """Pictures of a line: the file that each names, and what it says in words."""
    return [(match[1] or match[3], match[2] or "") for match in _EMBED.finditer(text)]


def titled(text: str) -> tuple[str, str] | None:
    """The bold words that a text begins with, and what follows them; None where it does not begin so."""
    found = _BOLD_LEAD.match(text.strip())
    if found is None:
        return None
    return found["title"].strip().rstrip(":."), found["rest"].strip().lstrip(":.").strip()


def lowered(text: str) -> str:
    """A sentence's beginning as it stands in the middle of one."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
