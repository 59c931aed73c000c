r"""HTML as a deck's prose: emphasis, code, lists and line breaks kept, formulas between dollar signs.

Scripts and styles are dropped with what they hold; no tag is ever obeyed. Pictures are told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from quizzer.exchange.drafts import cleaned
from quizzer.exchange.tex import with_dollars
from quizzer.maths.typeset.prose import Words, read_prose

_HIDDEN = frozenset(("script", "style", "head", "title", "iframe", "object", "embed", "template", "noscript"))
_BLOCKS = frozenset(
    ("p", "div", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote", "pre", "hr")
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
_FORMULA = re.compile(
    r"\\\((?:(?!\\\().)+?\\\)|\\\[(?:(?!\\\[).)+?\\\]|\[\$\$?\](?:(?!\[\$).)+?\[/\$\$?\]"
    r"|\[latex\](?:(?!\[latex\]).)+?\[/latex\]",
    re.DOTALL,
)
_REMARK = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_MANY_TICKS = re.compile(r"`{4,}")
_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_SIGN = re.compile(r"([\\$*_`])")
_BREAK = "\ue000"  # of the private use area: what comes in loses its own
_SHELVED = "\ue001"
_BOUND = "\ue002"
_OURS = str.maketrans("", "", f"{_BREAK}{_SHELVED}{_BOUND}\r")
_MOST_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Plain:
    """What a piece of HTML comes to: its prose, and the media files that it names."""

    text: str
    pictures: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()


def looks_like_html(text: str) -> bool:
    """Whether a text has tags or entities."""
    return _TAG.search(text) is not None


def prose_of_html(html: str) -> str:
    """The prose of a piece of HTML."""
    return plain_of(html).text


def plain_of(html: str) -> Plain:
    """The prose of a piece of HTML, and the media that it names."""
    reader = _Reader()
    reader.feed(_REMARK.sub("", html).replace("<!--", "&lt;!--"))
    reader.close()
    sounds: list[str] = []

    def heard(match: re.Match[str]) -> str:
        sounds.append(match[1])
        return ""

    text = _SOUND.sub(heard, "".join(reader.parts))
    return Plain(_set(text), tuple(reader.pictures), tuple(sounds))


@dataclass
class _Reader(HTMLParser):
    parts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """Of each list that is open the number of its next item; 0 where they have none."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self.hidden.append(tag)
        elif self.hidden:
            return
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img" and told.get("src"):
            self.pictures.append(told["src"])
        elif tag == "anki-mathjax":
            self.parts.append(r"\[" if told.get("block", "") == "true" else r"\(")
            self.lists.append(-1 if told.get("block", "") == "true" else -2)
        elif tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self.item()
        elif tag in _BLOCKS:
            self.parts.append(_BOUND)
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _MARKS:
            self.parts.append(f"{_BREAK}{_MARKS[tag]}{_BREAK}")

    def item(self) -> None:
        depth = max(len(self.lists) - 1, 0)
        marker = "-"
        if self.lists and self.lists[-1] > 0:
            marker = f"{self.lists[-1]}."
            self.lists[-1] += 1
        self.parts.append(f"{_BOUND}{_BREAK}{'  ' * min(depth, _MOST_DEPTH)}{marker} {_BREAK}")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.pop()
        elif tag == "anki-mathjax" and self.lists and self.lists[-1] < 0:
            self.parts.append(r"\]" if self.lists.pop() == -1 else r"\)")
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self.parts.append(_BOUND)
        elif tag in _BLOCKS:
            self.parts.append(_BOUND)
        elif tag in _MARKS:
            self.parts.append(f"{_BREAK}{_MARKS[tag]}{_BREAK}")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(_MANY_TICKS.sub("```", data.translate(_OURS)))


def _set(text: str) -> str:
    """The text with its formulas in dollar signs, its own signs escaped, its marks paired."""
    formulas: list[str] = []

    def shelved(match: re.Match[str]) -> str:
        formulas.append(with_dollars(match[0].replace(_BREAK, "").replace("\n", " ")))
        return f"{_SHELVED}{len(formulas) - 1}{_SHELVED}"

    text = _FORMULA.sub(shelved, re.sub(rf"\n?{_BOUND}[\n{_BOUND}]*", "\n", text))
    pieces = text.split(_BREAK)
    made = (
        "".join(piece if at % 2 else _escaped(cleaned(piece)) for at, piece in enumerate(pieces))
        if len(pieces) % 2
        else _escaped(cleaned("".join(pieces)))
    )
    made = re.sub(rf"{_SHELVED}(\d+){_SHELVED}", lambda match: cleaned(formulas[int(match[1])]), made)
    made = re.sub(r"\*\*\s*\*\*|``", "", made)
    made = re.sub(r"(\*\*)(\s*)(.*?)(\s*)(\*\*)", r"\2\1\3\5\4", made, flags=re.DOTALL)
    lines = [
        line.rstrip() if line.lstrip().startswith(("-", "1")) else line.strip() for line in made.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("\u00a0", " ").strip()


def _escaped(text: str) -> str:
    """Signs that a deck's prose would obey, escaped; only where it would."""
    pieces = read_prose(text)
    if len(pieces) <= 1 and all(
        isinstance(one, Words) and one.style == "plain" and one.text == text for one in pieces
    ):
        return text
    parts = text.split("\n")
    made = "\n".join(part if _is_plain(part) else _SIGN.sub(r"\\\1", part) for part in parts)
    is_obeyed = any(not isinstance(one, Words) or one.style != "plain" for one in read_prose(made))
    return _SIGN.sub(r"\\\1", text) if is_obeyed and made == text and "$" in text + "*_`" else made


def _is_plain(text: str) -> bool:
    pieces = read_prose(text)
    return all(isinstance(one, Words) and one.style == "plain" for one in pieces) and "\\" not in text
