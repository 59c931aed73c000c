"""From the characters typed to tokens: ASCII, Unicode and LaTeX spellings of one thing are one token.

Nothing is decided here that needs the declarations: a run of letters stays one token.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from quizzer.maths.names import FUNCTIONS, GREEK, GREEK_COMMANDS, nearest
from quizzer.maths.signs import (
    ACCENTS,
    COMBINING,
    FONTS,
    FRACTIONS,
    IGNORED,
    LATEX,
    MATRICES,
    PAIRS,
    SIDES,
    SINGLE,
    STRUCTURE,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    TRIPLES,
    UNREAD,
    WRAPPERS,
)
from quizzer.maths.tokens import ReadingError, Token, quoted
from quizzer.maths.tree import Span

if TYPE_CHECKING:
    from quizzer.maths.signs import Kind

LONGEST = 10_000
"""Characters of the longest text that is read."""

_NUMBER = re.compile(r"(?:\d+(?:\.\d+|\.(?![\d*/^'T(+\-]))?|\.\d+)(?:[eE][+-]?\d+(?![A-Za-z0-9]))?")
_RUN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WORD_WITH_LINE = re.compile(r"(?:matrix_(?:power|rank|transpose)|log_?softmax|(?:ones|zeros)_like)(?=\s*\()")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_NUMPY = re.compile(
    r"(?:(?:np|numpy|jnp|jax|torch|math|cmath|scipy|sp|sympy|tf|nn|linalg)\.)+"
    r"(?:(?:linalg|special|functional|nn|math)\.)*(?=[A-Za-z])(?!(?:T|mT|H|I)\b)"
    r"|F\.(?=(?:softmax|sigmoid|relu|softplus|tanh)\()"
)
_METHOD = re.compile(r"\.([A-Za-z_]+)(?=\()|\.(T|mT|H|I)(?![a-z0-9])")
_DOTS = re.compile(r"\.\.+")
_ATTRIBUTE = re.compile(r"\.[A-Za-z_]{3,}")
_SPACE = re.compile(r"\s+")
_FULL_STOP = re.compile(r"\.[\s$]*(?:\\[)\]]|\\end\{\w+\*?\})?[\s$]*\Z")
_ROW_GAP = re.compile(r"\s*\[-?\d*\.?\d+\s*(?:pt|em|ex|mm|cm|in)\]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\u2061\u2062\u2064\ufeff\u00ad$"
_GAP = re.compile(f"[ {_INVISIBLE}]+")
_DELIMITERS = "()[]{}|\\./<>‖⟨⟩⌊⌋⌈⌉∥∣"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GROUPS = re.compile(r"(?<![\d.])\d{1,3}(?:(?:\{,\}|\\,|\u202f|\u2009)\d{3})+(?!\d)(?:\.\d+)?")
_GAPS = re.compile(r"\{,\}|\\,|[\u202f\u2009]")
_LARGEST_EXPONENT = 4_000
_WIDEST_NUMBER = 4_000
_DEEPEST = 20  # fonts inside fonts


def plain(text: str) -> str:
    """The text with the full-width forms of East Asian keyboards, （ｘ＋１）, as the characters they are."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text, a `stop` last.

    Raises:
        ReadingError: for a character or a command that means nothing here.
    """
    if len(text) > LONGEST:
        raise ReadingError(
            f"this is {len(text):,} characters long; at most {LONGEST:,} are read", Span(LONGEST, len(text))
        )
    return (*_Lexer(text).run(), Token("stop", "", Span(len(text), len(text))))


class _Lexer:
    """One pass over the text, from left to right; `depth` counts the fonts around."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text = text
        self.depth = depth
        self.at = 0
        self.spaced = False
        self.out: list[Token] = []

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            self._next()
        return self.out

    def emit(
        self, kind: Kind, text: str, end: int, value: Fraction | None = None, inside: tuple[Token, ...] = ()
    ) -> None:
        self.out.append(Token(kind, text, Span(self.at, end), self.spaced, value, inside))
        self.at = end
        self.spaced = False

    def skip(self, end: int) -> None:
        self.at = end
        self.spaced = True

    def _next(self) -> None:
        text, at = self.text, self.at
        character = text[at]
        if gap := _GAP.match(text, at):
            self.skip(gap.end())
        elif character == "\\":
            self._command()
        elif character == "𝟏":  # a digit to the regular expression below
            self.emit("name", "ones", at + 1)
        elif number := _GROUPS.match(text, at) or _NUMBER.match(text, at):
            self._number(number)
        elif run := _RUN.match(text, at):
            self._letters(run)
        elif character in SINGLE or character == ".":
            self._operator()
        elif space := _SPACE.match(text, at):
            self.skip(space.end())
        elif character in FRACTIONS:
            self.emit("number", FRACTIONS[character], at + 1, Fraction(FRACTIONS[character]))
        elif character.translate(SUPERSCRIPTS) != character:
            self._script("superscript", SUPERSCRIPTS)
        elif character.translate(SUBSCRIPTS) != character:
            self._script("subscript", SUBSCRIPTS)
        else:
            self._letter(character)

    def _letters(self, run: re.Match[str]) -> None:
        text, at = self.text, self.at
        if prefix := _NUMPY.match(text, at):
            self.emit("op", "np.", prefix.end())
            return
        if word := _WORD_WITH_LINE.match(text, at):
            self.emit("run", word.group().replace("_", ""), word.end())
            return
        end = run.end()
        if text[end : end + 1] in COMBINING and end < len(text):
            if end - at > 1:
                self.emit("run", text[at : end - 1], end - 1)
            self._accented(text[end - 1], COMBINING[text[end]], end + 1)
        else:
            self.emit("run", run.group(), end)

    def _accented(self, letter: str, accent: str, end: int) -> None:
        self.emit("name", f"{letter}_{accent}" if accent else letter, end)

    def _operator(self) -> None:
        text, at = self.text, self.at
        character = text[at]
        three, two = text[at : at + 3], text[at : at + 2]
        if three in TRIPLES:
            self.emit("op", TRIPLES[three], at + 3)
        elif two == "+-" and self._starts_expression():
            self.emit("op", "±", at + 2)
        elif two in PAIRS:
            self.emit("op", PAIRS[two], at + 2)
        elif character == ".":
            self._point()
        else:
            kind, normal = SINGLE[character]
            inside = (Token("run", normal, Span(at, at + 1)),) if kind == "superscript" else ()
            self.emit(kind, normal, at + 1, inside=inside)

    def _starts_expression(self) -> bool:
        """Whether nothing stands before that a sign could add to: so `+-1` is ±1, but `2+-1` is 1."""
        before = self.out[-1] if self.out else None
        return before is None or before.kind == "open" or before.text in ("=", ",")

    def _point(self) -> None:
        text, at = self.text, self.at
        if method := _METHOD.match(text, at):
            if method[2]:
                self.emit("op", {"mT": ".T"}.get(method[2], f".{method[2]}"), method.end())
            else:
                self.emit("method", method[1], method.end())
        elif text[at + 1 : at + 2] in ("'", "(") and self.out:
            self.at += 1  # MATLAB's A.' is a transpose, Julia's exp.(x) is entrywise as every function is
        elif stop := _FULL_STOP.match(text, at):
            self.skip(stop.end())
        elif dots := _DOTS.match(text, at):
            raise ReadingError(UNREAD["…"], Span(at, dots.end()))
        elif word := _ATTRIBUTE.match(text, at):
            raise ReadingError(f"`{word.group()}` is not read", Span(at, word.end()))
        else:
            raise ReadingError("a point alone means nothing; a product is * or ·", Span(at, at + 1))

    def _letter(self, character: str) -> None:
        end = self.at + 1
        letter, accent = _plain_letter(character)
        if letter and not accent and end < len(self.text) and self.text[end] in COMBINING:
            accent, end = COMBINING[self.text[end]], end + 1
        if letter:
            self._accented(letter, accent, end)
            return
        if character in UNREAD:
            raise ReadingError(UNREAD[character], Span(self.at, end))
        alone = character.isprintable() and not unicodedata.combining(character)
        shown = f"`{character}`" if alone else f"the character U+{ord(character):04X}"
        raise ReadingError(f"{shown} means nothing here", Span(self.at, end))

    def _number(self, match: re.Match[str]) -> None:
        spelt = _GAPS.sub("", match.group())
        mantissa, _, exponent = spelt.lower().partition("e")
        span = Span(match.start(), match.end())
        if len(mantissa) > _WIDEST_NUMBER:
            raise ReadingError(f"a number of {len(mantissa):,} digits is more than is read", span)
        value = Fraction(int(mantissa)) if mantissa.isdecimal() else Fraction(mantissa.rstrip("."))
        if exponent:
            if len(exponent) > 6 or abs(int(exponent)) > _LARGEST_EXPONENT:
                raise ReadingError("an exponent of more than 4,000 is more than is read", span)
            value *= Fraction(10) ** int(exponent)
        self.emit("number", spelt, match.end(), value)

    def _script(self, kind: Literal["superscript", "subscript"], table: dict[int, int]) -> None:
        start = end = self.at
        while end < len(self.text) and (one := self.text[end]).translate(table) != one:
            end += 1
        inner = _Lexer(self.text[start:end].translate(table), self.depth).run()
        self.emit(kind, self.text[start:end], end, inside=tuple(token.moved(start) for token in inner))

    # ---------------------------------------------------------------- LaTeX

    def _command(self) -> None:
        match = _COMMAND.match(self.text, self.at)
        if match is None:
            raise ReadingError("a backslash stands alone at the end", Span(self.at, self.at + 1))
        name, end = match.group()[1:], match.end()
        if name in ("begin", "end"):
            self._environment(name, end)
        elif name in IGNORED:
            self._ignored(name, end)
        elif name == "not" and self.text[end:].lstrip().startswith("="):
            self.emit("op", "!=", self.text.index("=", end) + 1)
        elif name in LATEX:
            kind, normal = LATEX[name]
            self.emit(kind, normal, end)
            if normal == "\\\\" and (gap := _ROW_GAP.match(self.text, end)):
                self.at = gap.end()
        elif name in FONTS and not (name == "vec" and self.text[end:].lstrip().startswith(("(", "\\left("))):
            self._font(name, end)
        elif name in ACCENTS:
            self._accent(name, end)
        elif name in GREEK_COMMANDS:
            self.emit("name", GREEK_COMMANDS[name], end)
        elif name in STRUCTURE:
            self.emit("command", name, end)
        elif name in FUNCTIONS:
            self.emit("run", name, end)
        else:
            raise ReadingError(self._no_command(name), Span(self.at, end))

    def _no_command(self, name: str) -> str:
        if name in UNREAD:
            return UNREAD[name]
        if len(name) == 1 and name.isalpha() and self.out:
            return f"no command `\\{name}`; to solve A x = b type A^-1 b"
        known = [*LATEX, *FONTS, *GREEK_COMMANDS, *STRUCTURE, *FUNCTIONS]
        guess = nearest(name, known)
        return f"no command `\\{name}`" + (f"; did you mean `\\{guess}`?" if guess else "")

    def _ignored(self, name: str, end: int) -> None:
        spaced_backslash = name == " " and self.spaced and self.text.count("\\") == 1
        if spaced_backslash and self.out:
            raise ReadingError(
                "`\\` does not divide here; to solve A x = b type A^-1 b", Span(self.at, self.at + 1)
            )
        at = self.at
        self.skip(end)
        if name not in SIDES:
            return
        rest = self.text[end:].lstrip()
        if not rest or rest[0] not in _DELIMITERS:
            raise ReadingError(f"a bracket is missing after \\{name}", Span(at, end))
        if rest.startswith("."):  # \left. is a bracket that is not drawn
            self.at = self.text.index(".", end) + 1
            return
        kind: Kind = "open" if name in ("left", "bigl", "Bigl", "biggl", "Biggl") else "close"
        for spelt, normal in _BARS:
            if rest.startswith(spelt):
                self.at = len(self.text) - len(rest)
                self.emit(kind, normal, self.at + len(spelt))
                return

    def _argument(self, end: int) -> tuple[str, int, int]:
        """What a command that takes one argument takes: the text, and where it starts and ends."""
        text = self.text
        while end < len(text) and text[end].isspace():
            end += 1
        if end < len(text) and text[end] == "{":
            depth = 0
            for brace in _BRACE.finditer(text, end):
                depth += {"{": 1, "}": -1}.get(brace.group(), 0)
                if depth == 0:
                    return text[end + 1 : brace.start()], end + 1, brace.end()
            raise ReadingError("the brace { is not closed", Span(end, end + 1))
        if match := _COMMAND.match(text, end):
            return match.group(), end, match.end()
        return text[end : end + 1], end, min(end + 1, len(text))

    def _inside(self, inner: str, start: int) -> list[Token]:
        if self.depth == _DEEPEST:
            raise ReadingError(f"this is nested more than {_DEEPEST} deep", Span(self.at, start))
        try:
            found = _Lexer(inner, self.depth + 1).run()
        except ReadingError as error:
            span = Span(error.span.start + start, error.span.end + start)
            raise ReadingError(error.message, span) from None
        return [token.moved(start) for token in found]

    def _font(self, name: str, end: int) -> None:
        inner, start, after = self._argument(end)
        bare = inner.strip()
        if name in ("mathbf", "mathbb", "boldsymbol", "bm", "vec", "text", "textbf", "pmb") and bare == "1":
            self.emit("name", "ones", after)
            return
        if name in ("text", "textrm", "mathrm", "textbf", "operatorname") and bare in ("or", "and"):
            self.emit("op", bare, after)
            return
        if name == "mathbb" and bare == "R":
            self.emit("name", "reals", after)
            return
        inside = self._inside(inner, start)
        if not inside:
            self.skip(after)
            return
        inside[0] = inside[0]._replace(spaced=self.spaced or inside[0].spaced)
        if len(inside) == 1 and inside[0].kind == "run" and len(inside[0].text) == 1:
            inside[0] = inside[0]._replace(kind="name")
        self.out.extend(inside)
        self.at, self.spaced = after, False

    def _accent(self, name: str, end: int) -> None:
        inner, start, after = self._argument(end)
        inside = self._inside(inner, start)
        accent = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}.get(name, name)
        if len(inside) == 1 and inside[0].kind in ("run", "name"):
            self.emit("name", f"{inside[0].text}_{accent}", after)
        elif accent == "bar" and inside and self.text[start - 1] == "{":
            self.emit("run", "conj", start - 1)  # a line over more than a name is a conjugate
        else:
            raise ReadingError(f"`\\{name}` stands over one name", Span(self.at, after))

    def _environment(self, name: str, end: int) -> None:
        inner, _, after = self._argument(end)
        plain = inner.rstrip("*")
        if plain in WRAPPERS:
            self.skip(after)
            return
        if plain not in MATRICES:
            raise ReadingError(
                f"`{quoted(inner)}` is not a matrix that is read; use bmatrix", Span(self.at, after)
            )
        if name == "begin" and plain == "array":
            _, _, after = self._argument(after)
        elif name == "begin" and inner != plain and self.text[after : after + 1] == "[":
            after = self.text.find("]", after) + 1 or after  # the columns' alignment in pmatrix*
        self.emit("begin" if name == "begin" else "end", plain, after)


_BARS: tuple[tuple[str, str], ...] = (
    ("\\|", "‖"),
    ("\\Vert", "‖"),
    ("\\lVert", "‖"),
    ("\\rVert", "‖"),
    ("‖", "‖"),
)
_BARS += (("|", "|"), ("\\vert", "|"), ("\\lvert", "|"), ("\\rvert", "|"))
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def _plain_letter(character: str) -> tuple[str, str]:
    """The plain name of a letter and its accent: 𝐀 is A, 𝛍 is mu, ŷ is y with `hat`; empty if it is none."""
    if character in GREEK:
        return GREEK[character], ""
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and (folded in GREEK or (folded.isascii() and folded.isalpha())):
        return GREEK.get(folded, folded), ""
    apart = unicodedata.normalize("NFD", folded)
    if len(apart) == 2 and apart[1] in COMBINING and (apart[0] in GREEK or apart[0].isascii()):
        return GREEK.get(apart[0], apart[0]), COMBINING[apart[1]]
    return "", ""
