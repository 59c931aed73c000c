"""A Markdown note cut into blocks: headings, items, paragraphs, formulas, pictures and the rest, with lines.

Every line that is not blank belongs to exactly one block: what reads the blocks can account for the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

BlockKind: TypeAlias = Literal[
    "heading",
    "item",
    "text",
    "formula",
    "picture",
    "front matter",
    "code",
    "table",
    "row",
    "quotation",
    "rule line",
    "comment",
    "tags",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a note.

    Attributes:
        kind: what it is.
        text: what it says: of a heading or an item without its marker, of a formula the LaTeX.
        line: where it begins, counted from 1.
        marker: of an item `1.` or `*`, of a heading its `#`s.
        indent: columns before it.
        sound: False of what was not closed.
    """

    kind: BlockKind
    text: str
    line: int
    marker: str = ""
    indent: int = 0
    sound: bool = True


_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+]|\(?\d{1,4}[.)])\s+(?P<text>\S.*)$")
_PICTURE = re.compile(r"(?:(?:!\[\[[^\[\]]+\]\]|!\[[^\[\]]*\]\([^()]+\))\s*)+$")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_TITLE = re.compile(r"(?:\*\*|__)\S.*?(?:\*\*|__)")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_TAGS = re.compile(r"(?:#[^\s#,;]+[\s,;]*)+$")
_ENVIRONMENT = re.compile(r"\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}")
_LONE_EQUATION = re.compile(r"\s*\$(?!\$)[^$]*=[^$]*\$[.,;]?\s*$")
_OPENINGS = (("$$", "$$"), ("\\[", "\\]"))


def blocks_of(note: str) -> list[Block]:
    """The blocks of a note, in its order."""
    return _Cutter(note).cut()


class _Cutter:
    def __init__(self, note: str) -> None:
        self.lines = note.split("\n")
        self.at = 0
        self.found: list[Block] = []
        self.paragraph: list[str] = []
        self.begun = 0

    def cut(self) -> list[Block]:
        if self.lines and self.lines[0].strip() == "---":
            self.enclosed("front matter", "---")
        while self.at < len(self.lines):
            self.one()
        self.close()
        return self.found

    def one(self) -> None:
        """Take what begins at the line."""
        line = self.lines[self.at]
        bare = line.strip()
        if not bare:
            self.close()
            self.at += 1
        elif opening := self.formula_at(line):
            self.formula(line, *opening)
        elif fence := _FENCE.match(line):
            self.enclosed("code", fence[1])
        elif bare.startswith("%%"):
            self.enclosed("comment", "%%")
        elif bare.startswith("<!--"):
            self.enclosed("comment", "-->")
        elif heading := _HEADING.match(line):
            self.whole("heading", heading[2], heading[1])
        elif _PICTURE.match(bare):
            self.whole("picture", bare)
        elif _RULE.match(line):
            self.whole("rule line", bare)
        elif _TAGS.match(bare):
            self.whole("tags", bare)
        elif bare[0] == ">":
            self.run("quotation", ">")
        elif bare[0] == "|":
            self.run("table", "|")
        elif item := _ITEM.match(line):
            self.whole("item", item["text"], item["marker"].lstrip("("), len(item["indent"].expandtabs(4)))
        else:
            if _TITLE.match(bare):
                self.close()
            if not self.paragraph:
                self.begun = self.at
            self.paragraph.append(line)
            self.at += 1

    def close(self) -> None:
        """End the paragraph that is being read."""
        if len(self.paragraph) > 1 and all(map(_LONE_EQUATION.match, self.paragraph)):
            for at, line in enumerate(self.paragraph, start=self.begun + 1):  # a list of rules, one a line
                self.found.append(Block("formula", line.strip().strip("$.,; "), at))
            self.paragraph = []
        if self.paragraph:
            first = self.paragraph[0]
            indent = len(first.expandtabs(4)) - len(first.expandtabs(4).lstrip())
            text = " ".join(line.strip() for line in self.paragraph)
            self.found.append(Block("text", text, self.begun + 1, "", indent))
            self.paragraph = []

    def whole(self, kind: BlockKind, text: str, marker: str = "", indent: int = 0) -> None:
        self.close()
        self.found.append(Block(kind, text, self.at + 1, marker, indent))
        self.at += 1

    def run(self, kind: BlockKind, mark: str) -> None:
        """Lines that all begin with one mark."""
        self.close()
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at].strip().startswith(mark):
            self.at += 1
        self.add(kind, self.lines[start : self.at], start)

    def enclosed(self, kind: BlockKind, end: str) -> None:
        """Lines up to one that has the end; to the note's last where none has."""
        self.close()
        start = self.at
        first = self.lines[start].strip()
        is_closed = end in first[len(end) :] or (end == "-->" and end in first)
        self.at += 1
        while not is_closed and self.at < len(self.lines):
            is_closed = end in self.lines[self.at]
            self.at += 1
        self.add(kind, self.lines[start : self.at], start, sound=is_closed)

    def add(self, kind: BlockKind, lines: Iterable[str], start: int, *, sound: bool = True) -> None:
        self.found.append(Block(kind, "\n".join(lines).strip(), start + 1, sound=sound))

    def formula_at(self, line: str) -> tuple[int, str, str] | None:
        """Where in a line a displayed formula begins, and what opens and closes it."""
        found_at = (
            (re.search(rf"(?<!\\\\){re.escape(opening)}", line), opening, end) for opening, end in _OPENINGS
        )
        places = [(match.start(), opening, end) for match, opening, end in found_at if match]
        if environment := _ENVIRONMENT.search(line):
            name = environment[1] + environment[2]
            places.append((environment.start(), environment[0], f"\\end{{{name}}}"))
        found = [place for place in places if line[: place[0]].count("`") % 2 == 0]
        return min(found) if found else None

    def formula(self, line: str, column: int, opening: str, closing: str) -> None:
        """A displayed formula: what stands before it ends a paragraph, what stands behind begins one."""
        if before := line[:column].strip():
            if item := _ITEM.match(line[:column]):
                self.whole(
                    "item", item["text"], item["marker"].lstrip("("), len(item["indent"].expandtabs(4))
                )
            else:
                self.begun = self.at if not self.paragraph else self.begun
                self.paragraph.append(before)
                self.at += 1
            self.at -= 1
        self.close()
        start = self.at
        rest = line[column + len(opening) :]
        taken: list[str] = []
        while closing not in rest:
            taken.append(rest)
            self.at += 1
            if self.at >= len(self.lines) or _HEADING.match(self.lines[self.at]):
                self.found.append(Block("formula", "\n".join(taken).strip(), start + 1, sound=False))
                return
            rest = self.lines[self.at]
        inside, _, behind = rest.partition(closing)
        text = "\n".join([*taken, inside]).strip()
        self.found.append(Block("formula", text, start + 1))
        if behind.strip(" .,;"):
            self.lines[self.at] = behind
        else:
            self.at += 1
