"""From the characters typed to tokens: ASCII, Unicode and LaTeX spellings of one thing are one token.

Nothing is decided here that needs the declarations: a run of letters stays one token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from quizzer.maths.names import GREEK, GREEK_COMMANDS, nearest
from quizzer.maths.tree import Span

LONGEST = 10_000
"""Characters of the longest text that is read."""

Kind: TypeAlias = Literal[
    "number",
    "run",
    "name",
    "op",
    "open",
    "close",
    "superscript",
    "subscript",
    "command",
    "begin",
    "end",
    "stop",
]


@dataclass(frozen=True, slots=True)
class Token:
    r"""A token: its kind, its normal spelling, where it stands, and whether white space stands before it.

    `run` is a row of letters and digits as typed, to be split along declared names; `name` is one name for
    certain (a Greek letter, `\mathbf{x}`). `number` holds its exact value; Unicode scripts their tokens.
    """

    kind: Kind
    text: str
    span: Span
    spaced: bool = False
    value: Fraction | None = None
    inside: tuple[Token, ...] = ()


class ReadingError(Exception):
    """A text that cannot be read: one sentence, and the columns it speaks of."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


_NUMBER = re.compile(r"(?:\d+(?:\.\d+|\.(?![\d*/^'T(+\-]))?|\.\d+)(?:[eE][+-]?\d+(?![A-Za-z0-9]))?")
_RUN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_NUMPY = re.compile(
    r"(?:np|numpy|jnp|torch|math|cmath|scipy|sp|tf)\.(?:linalg\.|special\.|nn\.functional\.|nn\.)?(?=[A-Za-z])"
)
_SPACE = re.compile(r"\s+")
_ENTRYWISE = {".*": "⊙", "./": "⊘", ".^": ".^", ".+": "+", ".-": "-"}

_SINGLE: dict[str, tuple[Kind, str]] = {
    **{character: ("op", character) for character in "+-*/^_@=<>|!,;:~&"},
    **{character: ("open", character) for character in "([{"},
    **{character: ("close", character) for character in ")]}"},
    "−": ("op", "-"),
    "–": ("op", "-"),
    "·": ("op", "·"),
    "⋅": ("op", "·"),
    "∙": ("op", "·"),
    "•": ("op", "·"),
    "×": ("op", "×"),
    "∗": ("op", "*"),
    "÷": ("op", "/"),
    "∕": ("op", "/"),
    "⊙": ("op", "⊙"),
    "∘": ("op", "⊙"),
    "⊘": ("op", "⊘"),
    "⊗": ("op", "⊗"),
    "±": ("op", "±"),
    "≤": ("op", "<="),
    "⩽": ("op", "<="),
    "≥": ("op", ">="),
    "⩾": ("op", ">="),
    "≠": ("op", "!="),
    "∈": ("op", "in"),
    "∪": ("op", "∪"),
    "∧": ("op", "and"),
    "∨": ("op", "or"),
    "'": ("op", "'"),
    "′": ("op", "'"),
    "’": ("op", "'"),
    "‖": ("op", "‖"),
    "∥": ("op", "‖"),
    "⟨": ("open", "⟨"),
    "⟩": ("close", "⟩"),
    "√": ("command", "sqrt"),
    "∛": ("command", "cbrt"),
    "∂": ("command", "partial"),
    "∇": ("command", "nabla"),
    "∑": ("run", "sum"),
    "∏": ("run", "prod"),
    "∞": ("name", "inf"),
    "∅": ("name", "emptyset"),
    "⌊": ("open", "⌊"),
    "⌋": ("close", "⌋"),
    "⌈": ("open", "⌈"),
    "⌉": ("close", "⌉"),
    "𝟏": ("name", "ones"),
    "ᵀ": ("superscript", "T"),
    "⊤": ("op", "⊤"),
    "ℝ": ("name", "reals"),
}

_LATEX: dict[str, tuple[Kind, str]] = {
    "cdot": ("op", "·"),
    "bullet": ("op", "·"),
    "times": ("op", "×"),
    "ast": ("op", "*"),
    "star": ("op", "*"),
    "div": ("op", "/"),
    "odot": ("op", "⊙"),
    "circ": ("op", "⊙"),
    "oslash": ("op", "⊘"),
    "otimes": ("op", "⊗"),
    "pm": ("op", "±"),
    "le": ("op", "<="),
    "leq": ("op", "<="),
    "leqslant": ("op", "<="),
    "ge": ("op", ">="),
    "geq": ("op", ">="),
    "geqslant": ("op", ">="),
    "lt": ("op", "<"),
    "gt": ("op", ">"),
    "ne": ("op", "!="),
    "neq": ("op", "!="),
    "in": ("op", "in"),
    "cup": ("op", "∪"),
    "land": ("op", "and"),
    "wedge": ("op", "and"),
    "lor": ("op", "or"),
    "vee": ("op", "or"),
    "prime": ("op", "'"),
    "top": ("op", "⊤"),
    "intercal": ("op", "⊤"),
    "mid": ("op", "|"),
    "vert": ("op", "|"),
    "lvert": ("open", "|"),
    "rvert": ("close", "|"),
    "|": ("op", "‖"),
    "Vert": ("op", "‖"),
    "lVert": ("open", "‖"),
    "rVert": ("close", "‖"),
    "{": ("open", "\\{"),
    "}": ("close", "\\}"),
    "lbrace": ("open", "\\{"),
    "rbrace": ("close", "\\}"),
    "lbrack": ("open", "["),
    "rbrack": ("close", "]"),
    "langle": ("open", "⟨"),
    "rangle": ("close", "⟩"),
    "lfloor": ("open", "⌊"),
    "rfloor": ("close", "⌋"),
    "lceil": ("open", "⌈"),
    "rceil": ("close", "⌉"),
    "infty": ("name", "inf"),
    "emptyset": ("name", "emptyset"),
    "varnothing": ("name", "emptyset"),
    "ell": ("name", "ell"),
    "%": ("op", "%"),
    "_": ("op", "_"),
    "&": ("op", "&"),
    "\\": ("op", "\\\\"),
    "cr": ("op", "\\\\"),
    "sum": ("run", "sum"),
    "prod": ("run", "prod"),
}

_IGNORED = frozenset(
    ", ; : ! quad qquad left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr"
    " limits nolimits displaystyle textstyle scriptstyle thinspace medspace thickspace enspace nonumber"
    " mathstrut bigm Bigm allowbreak hfill".split(" ")
) | {" ", "\n", "\t", ">", "/"}
_SIDES = frozenset(("left", "right", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr"))
_FONTS = frozenset(
    "mathbf boldsymbol bm vec mathrm mathit mathsf mathtt mathcal mathbb mathfrak text textbf textrm textit"
    " textsf operatorname operatorname* pmb bold underline overrightarrow mathop boldmath mathnormal".split()
)
_STRUCTURE = frozenset(
    ("frac", "tfrac", "dfrac", "cfrac", "sqrt", "binom", "tbinom", "dbinom", "partial", "nabla")
)
_ACCENTS = frozenset("hat bar tilde dot ddot check breve widehat widetilde overline acute grave".split())
_FUNCTION_COMMANDS = frozenset(
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth exp log ln lg det max min tr Tr rank"
    " dim gcd deg arg ker Pr sup inf lim sech csch arcsec arccsc arccot diag vec erf sgn sign".split()
)

_SUPERSCRIPTS = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-=()niTabcdefghjklmoprstuvwxyz"
)
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx")
_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅙": "1/6", "⅛": "1/8"}
_LARGEST_EXPONENT = 4_000
_WIDEST_NUMBER = 4_000


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
    """One pass over the text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
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

    def _next(self) -> None:
        text, at = self.text, self.at
        character = text[at]
        if (space := _SPACE.match(text, at)) or character in "\u200b\u2061\u2062\ufeff$":
            self.at = space.end() if space else at + 1
            self.spaced = True
        elif character == "\\":
            self._command()
        elif number := _NUMBER.match(text, at):
            self._number(number)
        elif prefix := _NUMPY.match(text, at):
            self.at = prefix.end()
        elif run := _RUN.match(text, at):
            self.emit("run", run.group(), run.end())
        elif character in _FRACTIONS:
            self.emit("number", _FRACTIONS[character], at + 1, Fraction(_FRACTIONS[character]))
        elif character.translate(_SUPERSCRIPTS) != character:
            self._script("superscript", _SUPERSCRIPTS)
        elif character.translate(_SUBSCRIPTS) != character:
            self._script("subscript", _SUBSCRIPTS)
        elif not self._operator():
            self._letter(character)

    def _operator(self) -> bool:
        text, at = self.text, self.at
        character = text[at]
        three, two = text[at : at + 3], text[at : at + 2]
        if three == ".**":
            self.emit("op", ".^", at + 3)
        elif two == ".T" and not text[at + 2 : at + 3].isalnum():
            self.emit("op", ".T", at + 2)
        elif two in _ENTRYWISE:
            self.emit("op", _ENTRYWISE[two], at + 2)
        elif two in (".'", ".(") and self.out:
            self.at += 1  # MATLAB's A.' is a transpose, Julia's exp.(x) is entrywise as every function is
        elif two == "**":
            self.emit("op", "**", at + 2)
        elif two in ("<=", ">=", "!=", "==", "=<"):
            self.emit("op", {"==": "=", "=<": "<="}.get(two, two), at + 2)
        elif two == "+-":
            self.emit("op", "+", at + 1)
        elif character in _SINGLE:
            kind, normal = _SINGLE[character]
            inside = (Token("run", "T", Span(at, at + 1)),) if kind == "superscript" else ()
            self.emit(kind, normal, at + 1, inside=inside)
        else:
            return False
        return True

    def _letter(self, character: str) -> None:
        if character in GREEK:
            self.emit("name", GREEK[character], self.at + 1)
            return
        plain = _plain_letter(character)
        if plain is not None:
            self.emit("name", plain, self.at + 1)
            return
        shown = character if character.isprintable() else f"the character U+{ord(character):04X}"
        raise ReadingError(f"`{shown}` means nothing here", Span(self.at, self.at + 1))

    def _number(self, match: re.Match[str]) -> None:
        spelt = match.group()
        mantissa, _, exponent = spelt.lower().partition("e")
        span = Span(match.start(), match.end())
        if len(mantissa) > _WIDEST_NUMBER:
            raise ReadingError(f"a number of {len(mantissa):,} digits is more than is read", span)
        value = Fraction(mantissa.rstrip(".") or "0")
        if exponent:
            if len(exponent) > 6 or abs(int(exponent)) > _LARGEST_EXPONENT:
                raise ReadingError("an exponent of more than 4,000 is more than is read", span)
            value *= Fraction(10) ** int(exponent)
        self.emit("number", spelt, match.end(), value)

    def _script(self, kind: Literal["superscript", "subscript"], table: dict[int, int]) -> None:
        start = end = self.at
        while end < len(self.text) and (one := self.text[end]).translate(table) != one:
            end += 1
        inner = _Lexer(self.text[start:end].translate(table)).run()
        moved = tuple(replace(t, span=Span(t.span.start + start, t.span.end + start)) for t in inner)
        self.emit(kind, self.text[start:end], end, inside=moved)

    def _command(self) -> None:
        match = _COMMAND.match(self.text, self.at)
        if match is None:
            raise ReadingError("a backslash stands alone at the end", Span(self.at, self.at + 1))
        name, end = match.group()[1:], match.end()
        if name in ("begin", "end"):
            self._environment(name, end)
        elif name in _IGNORED:
            self._ignored(name, end)
        elif name in _LATEX:
            kind, normal = _LATEX[name]
            self.emit(kind, normal, end)
        elif name in _FONTS:
            self._font(name, end)
        elif name in _ACCENTS:
            self._accent(name, end)
        elif name in GREEK_COMMANDS:
            self.emit("name", GREEK_COMMANDS[name], end)
        elif name in _STRUCTURE:
            self.emit("command", name, end)
        elif name in _FUNCTION_COMMANDS:
            self.emit("run", name, end)
        else:
            known = [*_LATEX, *_FONTS, *GREEK_COMMANDS, *_STRUCTURE, *_FUNCTION_COMMANDS]
            guess = nearest(name, known)
            hint = f"; did you mean `\\{guess}`?" if guess else ""
            raise ReadingError(f"no command `\\{name}`{hint}", Span(self.at, end))

    def _ignored(self, name: str, end: int) -> None:
        self.at = end
        self.spaced = True
        if name not in _SIDES:
            return
        rest = self.text[end:].lstrip()
        if rest.startswith("."):  # \left. is a bracket that is not drawn
            self.at = self.text.index(".", end) + 1
            return
        kind: Kind = "open" if name in ("left", "bigl", "Bigl", "biggl", "Biggl") else "close"
        for spelt, normal in (
            ("\\|", "‖"),
            ("\\Vert", "‖"),
            ("\\lVert", "‖"),
            ("\\rVert", "‖"),
            ("|", "|"),
            ("\\vert", "|"),
        ):
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
            for close in range(end, len(text)):
                depth += {"{": 1, "}": -1}.get(text[close], 0)
                if depth == 0:
                    return text[end + 1 : close], end + 1, close + 1
            raise ReadingError("a brace { is not closed", Span(end, end + 1))
        if match := _COMMAND.match(text, end):
            return match.group(), end, match.end()
        return text[end : end + 1], end, min(end + 1, len(text))

    def _font(self, name: str, end: int) -> None:
        inner, start, after = self._argument(end)
        if name in ("mathbf", "mathbb", "boldsymbol", "bm", "vec", "text", "textbf") and inner.strip() == "1":
            self.emit("name", "ones", after)
            return
        if name in ("text", "textrm", "mathrm") and inner.strip() in ("or", "and"):
            self.emit("op", inner.strip(), after)
            return
        inside = _Lexer(inner).run()
        if not inside:
            self.at, self.spaced = after, True
            return
        spaced = self.spaced
        for position, token in enumerate(inside):
            whole = token.kind == "run" and (name.startswith("operatorname") or len(inside) == 1)
            self.out.append(
                replace(
                    token,
                    span=Span(token.span.start + start, token.span.end + start),
                    spaced=spaced or token.spaced if position == 0 else token.spaced,
                    kind="name"
                    if whole and not name.startswith("operatorname") and len(token.text) == 1
                    else token.kind,
                )
            )
        self.at, self.spaced = after, False

    def _accent(self, name: str, end: int) -> None:
        inner, _, after = self._argument(end)
        inside = _Lexer(inner).run()
        if len(inside) != 1 or inside[0].kind not in ("run", "name"):
            raise ReadingError(f"`\\{name}` stands over one name", Span(self.at, after))
        accent = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}.get(name, name)
        self.emit("name", f"{inside[0].text}_{accent}", after)

    def _environment(self, name: str, end: int) -> None:
        inner, _, after = self._argument(end)
        kind: Kind = "begin" if name == "begin" else "end"
        known = "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array".split()
        if inner not in known:
            raise ReadingError(f"`{inner}` is not a matrix that is read; use bmatrix", Span(self.at, after))
        if inner == "array" and kind == "begin":
            _, _, after = self._argument(after)
        self.emit(kind, inner, after)


def _plain_letter(character: str) -> str | None:
    """The plain letter of a mathematical alphabet's one (𝐀 is A, 𝛍 is mu), or None."""
    import unicodedata  # noqa: PLC0415 - needed for pasted text only

    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1 or folded == character:
        return None
    if folded in GREEK:
        return GREEK[folded]
    return folded if folded.isascii() and folded.isalpha() else None
