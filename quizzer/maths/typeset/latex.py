r"""LaTeX's mathematics read into a layout, strictly: what cannot be set as meant is refused with its column.

formula = item*                     item   = nucleus ("^" argument | "_" argument | "'")*
nucleus = character | command | "{" formula "}" | "\left" fence formula "\right" fence | environment
"""

from __future__ import annotations

import re

from quizzer.maths.names import nearest
from quizzer.maths.typeset import macros
from quizzer.maths.typeset.commands import COMMANDS, symbol
from quizzer.maths.typeset.latex_tokens import ENDS, LatexError, Token, stray, tokens_of
from quizzer.maths.typeset.layout import (
    EMPTY,
    Accent,
    Glyph,
    Layout,
    Limits,
    Row,
    Scripts,
    Space,
    paired,
    row,
    spacing,
)

DEEPEST = 40
"""Groups inside each other."""

_BLANKS = re.compile(r"\\([{}%$&#_ ])|\\[,;:]|~|[{}]|\s+")
_NOT_TEXT = re.compile(r"(?<!\\)\\[A-Za-z]+|(?<!\\)\$")


def read_latex(source: str) -> Layout:
    """Read a formula, without its dollar signs.

    Raises:
        LatexError: with a sentence and the column of what is wrong.
    """
    reader = Reader(source)
    layout = reader.formula()
    if reader.next.text:
        raise stray(reader.next)
    return layout


class Reader:
    """The tokens of a formula, the place among them, and the font that holds there."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens_of(source)
        self.at = 0
        self.font = ""
        self.depth = 0

    @property
    def next(self) -> Token:
        """The token that has not been taken yet."""
        return self.tokens[self.at]

    def advance(self) -> Token:
        """Take a token; the empty one at the end stays."""
        token = self.tokens[self.at]
        self.at += bool(token.text)
        return token

    def formula(self, stop: str = "") -> Layout:
        """Items up to the stop, or up to what only an outer reading can take."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise LatexError(f"this is nested more than {DEEPEST} deep", self.next.column)
        items: list[Layout] = []
        bars: list[str] = []
        while (text := self.next.text) and text != stop and text not in ENDS:
            item = self._bar(items, bars) if text in ("|", "\\|") else self._item()
            if item != EMPTY:
                items.append(item)
        self.depth -= 1
        return row(*paired(items))

    def _bar(self, before: list[Layout], bars: list[str]) -> Layout:
        """A bar, taken to open where an operand is due and to close where one has been."""
        glyph = "‖" if self.advance().text == "\\|" else "|"
        due = not before or spacing(before[-1]) in ("bin", "rel", "open", "punct", "op", "big")
        if bars and bars[-1] == glyph and not due:
            bars.pop()
            return self._scripted(Glyph(glyph, space="close"))
        if due or self._has_partner(glyph):
            bars.append(glyph)
            return Glyph(glyph, space="open")
        return self._scripted(Glyph(glyph))

    def _has_partner(self, glyph: str) -> bool:
        """Whether an even number of such bars is left in this group, this one included."""
        wanted = "\\|" if glyph == "‖" else "|"
        depth, count = 0, 1
        for text, _ in self.tokens[self.at :]:
            depth += (text in ("{", "\\left", "\\begin", "(", "[")) - (text in ENDS or text in (")", "]"))
            if depth < 0:
                break
            count += depth == 0 and text == wanted
        return count % 2 == 0

    def _item(self) -> Layout:
        """A nucleus with its scripts."""
        token = self.next
        if token.text in ("^", "_", "'"):
            raise LatexError(f"nothing stands before {token.text}", token.column)
        return self._scripted(self._nucleus())

    def _scripted(self, base: Layout) -> Layout:
        """The scripts that follow a nucleus; primes are a part of the superscript."""
        sub: Layout | None = None
        sup: Layout | None = None
        primes = ""
        while (token := self.next).text in ("^", "_", "'", "\\limits", "\\nolimits"):
            self.advance()
            if token.text == "'":
                if sup is not None:
                    raise LatexError("a prime after a superscript is a double superscript", token.column)
                primes += "′"
            elif token.text == "_":
                if sub is not None:
                    raise LatexError("double subscript", token.column)
                sub = self.argument("_")
            elif token.text == "^":
                if sup is not None:
                    raise LatexError("double superscript", token.column)
                sup = self.argument("^")
        if primes:
            sup = row(Glyph(primes), *(() if sup is None else (sup,)))
        return _with_scripts(base, sub, sup)

    def argument(self, of: str) -> Layout:
        """A group, or a single token, as TeX takes an argument.

        Raises:
            LatexError: if there is none.
        """
        token = self.next
        if not token.text or token.text in ENDS or token.text in ("^", "_", "'"):
            raise LatexError(f"{of} lacks what it stands for", token.column)
        if token.text[0].isdigit() and len(token.text) > 1:  # \frac12 is one half, x^12 is x¹2
            self.tokens[self.at : self.at + 1] = [
                Token(char, token.column + at) for at, char in enumerate(token.text)
            ]
        found = self._nucleus()
        if token.text != "{" and (found == EMPTY or isinstance(found, Space)):
            raise LatexError(f"{of} lacks what it stands for", token.column)
        return found

    def _nucleus(self) -> Layout:
        token = self.next
        if token.text == "{":
            return self._group()
        if token.text in ENDS:
            raise stray(token)
        self.advance()
        if token.text.startswith("\\"):
            return self._command(token)
        if token.text in ("$", "#", "%"):
            raise LatexError(f"{token.text} is written \\{token.text} in a formula", token.column)
        if token.text == "~":
            return Space(1)
        return symbol(*macros.CHARACTERS.get(token.text, (token.text, "ord")), self.font)

    def _group(self) -> Layout:
        opened = self.advance()
        body = self.formula()
        if self.next.text == "}":
            self.advance()
            return _ordinary(body) if isinstance(body, Glyph) else body
        if self.next.text:
            raise stray(self.next)
        raise LatexError("this brace is not closed", opened.column)

    def _command(self, token: Token) -> Layout:
        """A command whose name has just been taken."""
        name = token.text[1:]
        if name in macros.SYMBOLS:
            return symbol(*macros.SYMBOLS[name], self.font)
        if name in macros.FUNCTIONS:
            return Glyph(name, space="op")
        if name in macros.LIMIT_FUNCTIONS:
            return Glyph(macros.LIMIT_FUNCTIONS[name], space="op")
        if name in macros.SPACES:
            return Space(macros.SPACES[name])
        if name in macros.IGNORED:
            return EMPTY
        if name in macros.FONTS:
            return self._in_font(macros.FONTS[name], token)
        if name in macros.TEXTS:
            style = macros.TEXTS[name]
            return Glyph(self.raw(token), "bold" if self.font == "bold" else style)
        if name in macros.ACCENTS:
            return Accent(macros.ACCENTS[name], self.argument(token.text))
        if name in COMMANDS:
            return COMMANDS[name](self, token)
        if not name:
            raise LatexError("a command's name is missing after \\", token.column)
        raise LatexError(_unknown(name), token.column)

    def _in_font(self, font: str, token: Token) -> Layout:
        before, self.font = self.font, font
        body = self.argument(token.text)
        self.font = before
        if font == "upright" and isinstance(body, Row):
            texts = [item.text for item in body.items if isinstance(item, Glyph) and item.text.isalnum()]
            if len(texts) == len(body.items):  # \mathrm{Var} is one word
                return Glyph("".join(texts), "bold" if before == "bold" else "plain")
        return body

    def raw(self, token: Token) -> str:
        """The braced argument as text."""
        opened = self.next
        if opened.text != "{":
            raise LatexError(f"{token.text} lacks what it stands for", opened.column)
        self.advance()
        depth = 1
        while depth:
            last = self.advance()
            if not last.text:
                raise LatexError("this brace is not closed", opened.column)
            depth += (last.text == "{") - (last.text == "}")
        start = opened.column + 1
        text = self.source[start : last.column]
        unknown = _NOT_TEXT.search(text)
        if unknown:
            raise LatexError(f"{unknown[0]} cannot stand in {token.text}", start + unknown.start())
        return _BLANKS.sub(lambda found: found[1] or ("" if found[0] in "{}" else " "), text)


def _with_scripts(base: Layout, sub: Layout | None, sup: Layout | None) -> Layout:
    if sub is None and sup is None:
        return base
    if isinstance(base, Limits):
        return Limits(base.base, _joined(base.lower, sub), _joined(base.upper, sup))
    if isinstance(base, Glyph) and (base.space == "big" or base.text in _LIMITED):
        return Limits(base, sub, sup)
    return Scripts(base, sub, sup)


def _joined(one: Layout | None, other: Layout | None) -> Layout | None:
    if one is None or other is None:
        return other if one is None else one
    return row(one, Glyph(",", space="punct"), other)


def _ordinary(glyph: Glyph) -> Glyph:
    """Braces take an operator's spacing away, as in {,} and {=}."""
    return glyph if glyph.space in ("ord", "op", "big") else Glyph(glyph.text, glyph.style)


def _unknown(name: str) -> str:
    known = {*macros.SYMBOLS, *macros.FUNCTIONS, *macros.LIMIT_FUNCTIONS, *macros.FONTS, *macros.TEXTS}
    meant = nearest(name, sorted(known | set(macros.ACCENTS) | set(COMMANDS)))
    if meant is not None:
        return f"unknown command \\{name}; did you mean \\{meant}?"
    hint = f"; a name in upright letters is \\operatorname{{{name}}}" if name.isalpha() else ""
    return f"unknown command \\{name}{hint}"


_LIMITED = frozenset(macros.LIMIT_FUNCTIONS.values())
