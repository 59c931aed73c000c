r"""A deck's prose as HTML: emphasis, code, lists and paragraphs; formulas as a writer of them is given.

Everything that is text is escaped: a deck's `<script>` is shown, and never run.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from quizzer.maths.typeset.prose import Break, Formula, Item, Words, read_prose

if TYPE_CHECKING:
    from collections.abc import Callable

_TAGS = {"bold": "b", "italic": "i", "code": "code"}


def html_of(text: str, formula: Callable[[Formula], str]) -> str:
    """The HTML of a text; `formula` writes each of its formulas."""
    parts: list[str] = []
    is_open: list[str] = []

    def close() -> None:
        while is_open:
            parts.append(f"</li></{is_open.pop()}>")

    for piece in read_prose(text):
        match piece:
            case Words(words, style):
                body = _lines(words)
                tag = _TAGS.get(style)
                parts.append(f"<{tag}>{body}</{tag}>" if tag else body)
            case Formula():
                parts.append(formula(piece))
            case Break():
                close()
                parts.append("<br><br>")
            case Item(marker):
                tag = "ol" if marker[0].isdigit() else "ul"
                if is_open and is_open[-1] == tag:
                    parts.append("</li><li>")
                else:
                    close()
                    is_open.append(tag)
                    start = re.sub(r"\D", "", marker)
                    parts.append(f'<ol start="{start}"><li>' if start not in ("", "1") else f"<{tag}><li>")
    close()
    return "".join(parts)


def mathjax(formula: Formula) -> str:
    r"""A formula as Anki and MathJax read it: \(…\), or \[…\] where it is displayed."""
    body = escape(formula.source, quote=False)
    return rf"\[{body}\]" if formula.display else rf"\({body}\)"


def mathjax_html(text: str) -> str:
    """The HTML of a text for Anki."""
    return html_of(text, mathjax)


def _lines(words: str) -> str:
    return escape(words, quote=False).replace("\n", "<br>")
