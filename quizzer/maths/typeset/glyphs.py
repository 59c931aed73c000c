"""Which glyphs a terminal may be asked for: all, those of common fonts, or ASCII alone.

A glyph that a set lacks is spelt with glyphs that it has; nothing is ever left out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.maths.names import GREEK
from quizzer.maths.typeset import macros

if TYPE_CHECKING:
    from collections.abc import Mapping

Glyphs: TypeAlias = Literal["full", "basic", "ascii"]

_SUPERSCRIPTS = {
    **dict(zip("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)),
    **dict(zip("abcdefghjklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδφχ", "ᵝᵞᵟᵠᵡ", strict=True)),
    "⊤": "ᵀ",
    "′": "′",
    "†": "†",
    "∘": "°",
    "°": "°",
}
_SUBSCRIPTS = {
    **dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}
_COMMON_SUPERSCRIPTS = {"1": "¹", "2": "²", "3": "³", "n": "ⁿ", "′": "′", "∘": "°", "°": "°"}

_PLAIN_LETTERS = {glyph: letter for table in macros.LETTERS.values() for letter, glyph in table.items()}

_BASIC_SYMBOLS = frozenset(
    "…′″‼‾⁄•‖–—―‘’‚“”„†‡‰‹›←↑→↓↔↕∂∏∑−∕∙√∞∟∩∫≈≠≡≤≥⌂⌐⌠⌡─│┌┐└┘├┤┬┴┼═"
    "║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓■□▪▫▲►▼◄◊○●◘◙◦ⁿ"
)
"""Beyond letters and Latin-1: what the Windows Glyph List 4 holds, and so nearly every monospace font."""

_BASIC = {
    **_PLAIN_LETTERS,
    **dict(zip("∣⋯⋮⋱∼∖⊤∗⋅ϕϵϑϱ", "|…:\\~\\T*·φεθρ", strict=True)),
    "‖": "||",
    "∥": "||",
    "⌊": "|_",
    "⌋": "_|",
    "⌈": "|^",
    "⌉": "^|",
    "∈": "in",
    "∉": "not in",
    "∋": "contains",
    "∇": "grad",
    "∝": "propto",
    "∀": "for all",
    "∃": "exists",
    "⊙": ".*",
    "⊘": "./",
    "⊗": "kron",
    "⊕": "(+)",
    "∘": "◦",
    "∅": "{}",
    "↦": "|→",
    "⇒": "=>",
    "⇔": "<=>",
    "≪": "<<",
    "≫": ">>",
    "⊂": "subset",
    "⊆": "subseteq",
    "∪": "union",
    "⋃": "union",
    "⋂": "∩",
    "∬": "∫∫",
    "∭": "∫∫∫",
    "∧": "and",
    "∨": "or",
    "⇐": "<==",
    "⟨": "<",
    "⟩": ">",
    "⟶": "→",
    "⟼": "|→",
    "≔": ":=",
    "≜": ":=",
    "∓": "-+",
    "⪰": ">=",
    "⪯": "<=",
    "≻": ">",
    "≺": "<",
    "ℓ": "l",
    "⊥": "perp",
    "≅": "~=",
    "≃": "~=",
    "¬": "not",
    "⋆": "*",
    "⊖": "(-)",
}
_ASCII = {
    **_BASIC,
    **GREEK,
    "ϕ": "phi",
    "ϵ": "epsilon",
    "−": "-",
    "×": "x",
    "÷": "/",
    "·": "*",
    "⋅": "*",
    "∘": "o",
    "±": "+-",
    "∞": "inf",
    "∂": "d",
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
    "⋂": "intersect",
    "∬": "int int",
    "∭": "int int int",
    "√": "sqrt",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~=",
    "≡": "==",
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "↦": "|->",
    "⟶": "->",
    "⟼": "|->",
    "′": "'",
    "…": "...",
    "⋯": "...",
    "∩": "intersect",
    "°": "deg",
    "†": "dagger",
    "•": "*",
    "§": "sect.",
    "ı": "i",
    "ȷ": "j",
    "↑": "up",
    "↓": "down",
    "ℏ": "hbar",
    "◦": "o",
    "–": "-",
    "—": "--",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "½": "1/2",
    "ᵀ": "^T",
    "⁻": "^-",
    "¹": "^1",
    "²": "^2",
    "³": "^3",
    "─": "-",
    "│": "|",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "Æ": "AE",
    "Œ": "OE",
    "Ø": "O",
    "Ł": "L",
    "«": '"',
    "»": '"',
    "„": '"',
    "‚": "'",
    "€": "EUR",
    "\u00a0": " ",
}
_NAMED = {glyph: name for name, (glyph, _) in reversed(macros.SYMBOLS.items())} | _ASCII
_WORDS = {
    **{script: f"_{base}" for base, script in _SUBSCRIPTS.items() if base.isascii()},
    **{script: f"^{base}" for base, script in _SUPERSCRIPTS.items() if base.isascii()},
    **{glyph: f"not {_NAMED.get(relation, relation)}" for relation, glyph in macros.NEGATED.items()},
    **_NAMED,
}
"""What is said in place of a glyph for want of anything better: mostly the name of LaTeX's command."""


@dataclass(frozen=True, slots=True)
class GlyphSet:
    """A repertoire: how to spell what is outside of it, and which scripts are single glyphs of it."""

    name: Glyphs
    spellings: Mapping[str, str]
    superscripts: Mapping[str, str]
    subscripts: Mapping[str, str]
    bar: str
    """Of fractions and of the roof of a root."""
    roof: tuple[str, str, str]
    """The corner, the stem and the foot of a root."""

    def spelt(self, text: str) -> str:
        """The text with glyphs of this set only."""
        if text.isascii() or self.name == "full":
            return text
        return "".join(map(self._spelt, unicodedata.normalize("NFC", text)))

    def _spelt(self, char: str) -> str:
        spelling = self.spellings.get(char, char)
        if all(self.has(one) for one in spelling):
            return spelling
        if char in _WORDS:
            return _WORDS[char]
        plain = ""
        if unicodedata.category(char) in ("Lu", "Ll"):  # a letter without its accents
            plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        return plain or f"<U+{ord(char):04X}>"

    def has(self, char: str) -> bool:
        """Whether a glyph is one of this set."""
        if char.isascii() or self.name == "full":
            return True
        if self.name == "ascii":
            return False
        return char in _BASIC_SYMBOLS or ord(char) < 0x100 or (ord(char) < 0x600 and char.isalpha())


SETS: dict[Glyphs, GlyphSet] = {
    "full": GlyphSet("full", {}, _SUPERSCRIPTS, _SUBSCRIPTS, "─", ("┌", "│", "√")),
    "basic": GlyphSet("basic", _BASIC, _COMMON_SUPERSCRIPTS, {}, "─", ("┌", "│", "√")),
    "ascii": GlyphSet("ascii", _ASCII, {"′": "'"}, {}, "-", (" ", "|", "\\")),
}

BASE_OF_SCRIPT: dict[str, str] = {
    **{script: base for base, script in _SUBSCRIPTS.items()},
    **{script: base for base, script in _SUPERSCRIPTS.items()},
    "⊤": "T",
    "ᵀ": "T",
    "∘": "°",
    "◦": "°",
}
"""From a script's glyph back to the character it stands for."""
