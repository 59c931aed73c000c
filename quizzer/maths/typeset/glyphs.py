"""Which glyphs a terminal may be asked for: all, those of common fonts, or ASCII alone.

A glyph that a set lacks is spelt with glyphs that it has; nothing is ever left out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.maths.names import GREEK
from quizzer.maths.typeset.macros import DOUBLE_STRUCK, SCRIPT

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

_PLAIN_LETTERS = {glyph: letter for table in (DOUBLE_STRUCK, SCRIPT) for letter, glyph in table.items()}

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
    "∘": "o",
    "∅": "{}",
    "↦": "|→",
    "⇒": "=>",
    "⇔": "<=>",
    "≪": "<<",
    "≫": ">>",
    "⊂": "subset",
    "⊆": "subseteq",
    "∪": "union",
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
    "±": "+-",
    "∞": "inf",
    "∂": "d",
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
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
}


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
        spelt = "".join(self.spellings.get(char, char) for char in text)
        return _to_ascii(spelt) if self.name == "ascii" and not spelt.isascii() else spelt


def _to_ascii(text: str) -> str:
    """What is left beyond ASCII: letters without their accents, else the character's number."""
    out = []
    for char in text:
        plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        out.append(char if char.isascii() else plain or f"<U+{ord(char):04X}>")
    return "".join(out)


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
}
"""From a script's glyph back to the character it stands for."""
