r"""LaTeX's mathematics read into a layout, strictly: what cannot be set as meant is refused with its column.

formula = item*                     item   = nucleus ("^" argument | "_" argument | "'")*
nucleus = character | command | "{" formula "}" | "\left" fence formula "\right" fence | environment
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quizzer.maths.typeset import macros
from quizzer.maths.typeset.layout import (
    EMPTY,
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Limits,
    Radical,
    Row,
    Scripts,
    Space,
    paired,
    row,
    spacing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzer.maths.typeset.box import Style
    from quizzer.maths.typeset.layout import GridKind

DEEPEST = 40
"""Groups inside each other."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\d+(?:\.\d+)?|[^\S]+|.|\\\Z", re.DOTALL)


class LatexError(Exception):
    """A formula that cannot be set; `column` counts from 0 and stands where the fault was met."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class _Token(NamedTuple):
    text: str
    column: int


def read_latex(source: str) -> Layout:
    """Read a formula, without its dollar signs.

    Raises:
        LatexError: with a sentence and the column of what is wrong.
    """
    reader = _Reader(source)
    layout = reader.formula(())
    if reader.next.text:
        raise reader.stray()
    return layout


class _Reader:
    """The tokens of a formula and the place among them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = [
            _Token(match[0], match.start()) for match in _TOKEN.finditer(source) if not match[0].isspace()
        ]
        self.tokens.append(_Token("", len(source)))
        self.at = 0
        self.font = ""
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def advance(self) -> _Token:
        token = self.tokens[self.at]
        self.at += bool(token.text)
        return token

    def stray(self) -> LatexError:
        """The error for a token that ends something which was not begun."""
        token = self.next
        told = {
            "}": "} closes no brace",
            "&": "& stands outside of a matrix",
            "\\\\": "\\\\ stands outside of a matrix",
            "\\right": "\\right has no \\left",
            "\\middle": "\\middle has no \\left",
            "\\end": "\\end has no \\begin",
        }
        return LatexError(told.get(token.text, f"{token.text} cannot stand here"), token.column)

    def formula(self, stops: tuple[str, ...]) -> Layout:
        """Items up to one of the stops, or up to what only an outer reading can take."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise LatexError(f"this is nested more than {DEEPEST} deep", self.next.column)
        items: list[Layout] = []
        bars: list[str] = []
        while (text := self.next.text) and text not in stops and text not in _ENDS:
            if text in ("|", "\\|"):
                items.append(self.bar(items, bars))
            else:
                items.append(self.item())
        self.depth -= 1
        items = [item for item in items if item != EMPTY]
        return row(*paired(items))

    def bar(self, before: list[Layout], bars: list[str]) -> Layout:
        """A bar, taken to open where an operand is due and to close where one has been."""
        glyph = "‖" if self.advance().text == "\\|" else "|"
        due = not before or spacing(before[-1]) in ("bin", "rel", "open", "punct", "op", "big")
        if bars and bars[-1] == glyph and not due:
            bars.pop()
            return self.scripted(Glyph(glyph, space="close"))
        if due or self.has_partner(glyph):
            bars.append(glyph)
            return Glyph(glyph, space="open")
        return self.scripted(Glyph(glyph))

    def has_partner(self, glyph: str) -> bool:
        """Whether an even number of such bars is left in this group, this one included."""
        wanted = "\\|" if glyph == "‖" else "|"
        depth, count = 0, 1
        for text, _ in self.tokens[self.at :]:
            depth += (text in ("{", "\\left", "\\begin", "(", "[")) - (text in _ENDS or text in (")", "]"))
            if depth < 0:
                break
            count += depth == 0 and text == wanted
        return count % 2 == 0

    def item(self) -> Layout:
        """A nucleus with its scripts."""
        token = self.next
        if token.text in ("^", "_", "'"):
            raise LatexError(f"nothing stands before {token.text}", token.column)
        return self.scripted(self.nucleus())

    def scripted(self, base: Layout) -> Layout:
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
        if sub is None and sup is None:
            return base
        if isinstance(base, Limits):
            return Limits(base.base, _joined(base.lower, sub), _joined(base.upper, sup))
        if isinstance(base, Glyph) and (base.space == "big" or base.text in _LIMITED):
            return Limits(base, sub, sup)
        return Scripts(base, sub, sup)

    def argument(self, of: str) -> Layout:
        """A group, or a single token, as TeX takes an argument.

        Raises:
            LatexError: if there is none.
        """
        token = self.next
        if not token.text or token.text in _ENDS or token.text in ("^", "_", "'"):
            raise LatexError(f"{of} lacks what it stands for", token.column)
        if token.text[0].isdigit() and len(token.text) > 1:  # \frac12 is one half, x^12 is x¹2
            self.tokens[self.at : self.at + 1] = [
                _Token(char, token.column + at) for at, char in enumerate(token.text)
            ]
        return self.nucleus()

    def nucleus(self) -> Layout:
        token = self.next
        if token.text == "{":
            return self.group()
        if token.text in _ENDS:
            raise self.stray()
        self.advance()
        if token.text.startswith("\\"):
            return self.command(token)
        if token.text in ("$", "#", "%"):
            raise LatexError(f"{token.text} is written \\{token.text} in a formula", token.column)
        if token.text == "~":
            return Space(1)
        glyph, space = macros.CHARACTERS.get(token.text, (token.text, "ord"))
        return Glyph(self.lettered(glyph), self.style(space), space)

    def style(self, space: str) -> Style:
        return "bold" if self.font == "bold" and space == "ord" else "plain"

    def lettered(self, glyph: str) -> str:
        """The letter in the font that holds here; a font without it leaves it as it is."""
        if self.font == "double":
            return macros.DOUBLE_STRUCK.get(glyph, glyph)
        return macros.SCRIPT.get(glyph, glyph) if self.font == "script" else glyph

    def group(self) -> Layout:
        opened = self.advance()
        body = self.formula(())
        if self.next.text == "}":
            self.advance()
            return _ordinary(body) if isinstance(body, Glyph) else body
        if self.next.text:
            raise self.stray()
        raise LatexError("this brace is not closed", opened.column)

    def command(self, token: _Token) -> Layout:
        """A command whose name has just been taken."""
        name = token.text[1:]
        if name in macros.SYMBOLS:
            glyph, space = macros.SYMBOLS[name]
            return Glyph(glyph, self.style(space), space)
        if name in macros.FUNCTIONS or name in macros.LIMIT_FUNCTIONS:
            return Glyph(_LIMITED_AS.get(name, name), space="op")
        if name in macros.SPACES:
            return Space(macros.SPACES[name])
        if name in macros.IGNORED:
            return EMPTY
        if name in macros.FONTS:
            return self.in_font(macros.FONTS[name], token)
        if name in macros.TEXTS:
            bold: Style = "bold" if macros.TEXTS[name] == "bold" or self.font == "bold" else "plain"
            return Glyph(self.raw(token), bold)
        if name in macros.ACCENTS:
            return Accent(macros.ACCENTS[name], self.argument(token.text))
        if name in _COMMANDS:
            return _COMMANDS[name](self, token)
        if not name:
            raise LatexError("a command's name is missing after \\", token.column)
        raise LatexError(f"unknown command {token.text}", token.column)

    def in_font(self, font: str, token: _Token) -> Layout:
        before, self.font = self.font, font
        body = self.argument(token.text)
        self.font = before
        if font == "upright" and isinstance(body, Row):
            texts = [item.text for item in body.items if isinstance(item, Glyph) and item.text.isalnum()]
            if len(texts) == len(body.items):  # \mathrm{Var} is one word
                return Glyph("".join(texts), "bold" if before == "bold" else "plain")
        return body

    def raw(self, token: _Token) -> str:
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
        text = self.source[opened.column + 1 : last.column]
        shown = re.sub(
            r"\\([{}%$&#_ ])|\\[,;: ]|~|[{}]|\s+", lambda found: found[1] or _blank(found[0]), text
        )
        unknown = re.search(r"(?<!\\)\\[A-Za-z]+|(?<!\\)\$", text)
        if unknown:
            raise LatexError(
                f"{unknown[0]} cannot stand in {token.text}", opened.column + 1 + unknown.start()
            )
        return shown

    def function_name(self, token: _Token) -> Layout:
        starred = self.next.text == "*"
        if starred:
            self.advance()
        name = Glyph(self.raw(token), space="op")
        return Limits(name) if starred else name

    def fraction(self, token: _Token) -> Layout:
        return Fraction(self.argument(token.text), self.argument(token.text))

    def binomial(self, token: _Token) -> Layout:
        upper, lower = self.argument(token.text), self.argument(token.text)
        return Delimited("(", Grid(((upper,), (lower,)), "stack"), ")")

    def root(self, token: _Token) -> Layout:
        degree: Layout | None = None
        if self.next.text == "[":
            opened = self.advance()
            degree = self.formula(("]",))
            if self.next.text != "]":
                raise LatexError("this bracket is not closed", opened.column)
            self.advance()
        return Radical(self.argument(token.text), degree)

    def fence(self, of: str) -> str:
        token = self.advance()
        if token.text not in macros.FENCES:
            raise LatexError(f"{of} wants a bracket", token.column)
        return macros.FENCES[token.text]

    def fenced(self, token: _Token) -> Layout:
        left = self.fence("\\left")
        body = self.formula(("\\middle",))
        while self.next.text == "\\middle":
            self.advance()
            body = row(body, Glyph(self.fence("\\middle") or " ", space="rel"), self.formula(("\\middle",)))
        if self.next.text != "\\right":
            if self.next.text and self.next.text != "\\end":
                raise self.stray()
            raise LatexError("\\left has no \\right", token.column)
        self.advance()
        return Delimited(left, body, self.fence("\\right"))

    def environment(self, token: _Token) -> Layout:
        name = self.raw(token)
        if name not in macros.ENVIRONMENTS:
            raise LatexError(f"unknown environment {name}", token.column)
        if name == "array":
            self.raw(token)
        rows = self.table()
        if self.next.text != "\\end":
            if self.next.text:
                raise self.stray()
            raise LatexError(f"\\begin{{{name}}} has no \\end", token.column)
        end = self.advance()
        closed = self.raw(end)
        if closed != name:
            raise LatexError(f"\\begin{{{name}}} is ended by \\end{{{closed}}}", end.column)
        left, right = macros.ENVIRONMENTS[name]
        kind: GridKind = "matrix"
        if name == "cases":
            kind = "cases"
        elif name in ("aligned", "align", "align*", "split"):
            kind = "aligned"
        columns = max(map(len, rows))
        grid = Grid(tuple((*cells, *(EMPTY,) * (columns - len(cells))) for cells in rows), kind)
        return Delimited(left, grid, right) if left or right else grid

    def table(self) -> list[tuple[Layout, ...]]:
        r"""Cells parted by &, rows parted by \\, whose last one may be empty."""
        rows: list[tuple[Layout, ...]] = []
        cells = [self.formula(())]
        while self.next.text in ("&", "\\\\"):
            if self.advance().text == "\\\\":
                rows.append(tuple(cells))
                cells = []
            cells.append(self.formula(()))
        if cells != [EMPTY] or not rows:
            rows.append(tuple(cells))
        return rows

    def stacked(self, token: _Token) -> Layout:
        r"""\overset{above}{base} and \underset{below}{base}."""
        note, base = self.argument(token.text), self.argument(token.text)
        return Limits(base, lower=note) if token.text == "\\underset" else Limits(base, upper=note)

    def braced(self, token: _Token) -> Layout:
        r"""\underbrace and \overbrace: a line under or over, and the note that may follow as a script."""
        body = self.argument(token.text)
        if token.text == "\\underbrace":
            return Limits(Accent("underline", body))
        return Limits(Accent("bar", body))

    def modulus(self, token: _Token) -> Layout:
        return row(Space(2), Delimited("(", row(Glyph("mod", space="op"), self.argument(token.text)), ")"))

    def negated(self, token: _Token) -> Layout:
        base = self.argument(token.text)
        if not isinstance(base, Glyph):
            raise LatexError("\\not wants a relation", token.column)
        return Glyph(base.text + "\u0338", base.style, base.space)


def _joined(one: Layout | None, other: Layout | None) -> Layout | None:
    if one is None or other is None:
        return other if one is None else one
    return row(one, Glyph(",", space="punct"), other)


def _ordinary(glyph: Glyph) -> Glyph:
    """Braces take an operator's spacing away, as in {,} and {=}."""
    return glyph if glyph.space in ("ord", "op", "big") else Glyph(glyph.text, glyph.style)


def _blank(found: str) -> str:
    return "" if found in "{}" else " "


_ENDS = ("}", "&", "\\\\", "\\right", "\\end", "\\middle")

_LIMITED_AS = {"argmax": "arg max", "argmin": "arg min", "liminf": "lim inf", "limsup": "lim sup"}
_LIMITED = frozenset(_LIMITED_AS.get(name, name) for name in macros.LIMIT_FUNCTIONS)

_COMMANDS: dict[str, Callable[[_Reader, _Token], Layout]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac"), _Reader.fraction),
    **dict.fromkeys(("binom", "tbinom", "dbinom"), _Reader.binomial),
    **dict.fromkeys(("overset", "underset", "stackrel"), _Reader.stacked),
    **dict.fromkeys(("underbrace", "overbrace"), _Reader.braced),
    "operatorname": _Reader.function_name,
    "sqrt": _Reader.root,
    "left": _Reader.fenced,
    "begin": _Reader.environment,
    "pmod": _Reader.modulus,
    "not": _Reader.negated,
}
