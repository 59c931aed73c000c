r"""What single characters and LaTeX commands mean to the reader: the tables of its spellings."""

from __future__ import annotations

from typing import Literal, TypeAlias

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
    "method",
    "stop",
]
"""`run` is a row of letters and digits, to be split along declared names; `name` is one name for certain."""


PAIRS: dict[str, str] = {
    ".*": "⊙",
    "./": "⊘",
    ".^": ".^",
    ".+": "+",
    ".-": "-",
    "**": "**",
    "<=": "<=",
    "=<": "<=",
    ">=": ">=",
    "!=": "!=",
    "<>": "!=",
    "==": "=",
    "&&": "and",
    "=>": "→",
    "->": "→",
}
"""Operators of two characters."""

TRIPLES: dict[str, str] = {".**": ".^", "=/=": "!=", "+/-": "±"}

SINGLE: dict[str, tuple[Kind, str]] = {
    **{character: ("op", character) for character in '+-*/^_@=<>|!,;:~&%"°'},
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
    "⁄": ("op", "/"),
    "⊙": ("op", "⊙"),
    "∘": ("op", "⊙"),
    "⊘": ("op", "⊘"),
    "⊗": ("op", "⊗"),
    "⨂": ("op", "⊗"),
    "⨀": ("op", "⊙"),
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
    "∣": ("op", "|"),
    "→": ("op", "→"),
    "⇒": ("op", "→"),
    "⟹": ("op", "→"),
    "≡": ("op", "="),
    "≔": ("op", "="),
    "†": ("op", "†"),
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
    "ᴴ": ("superscript", "H"),
    "⊤": ("op", "⊤"),
    "ℝ": ("name", "reals"),
}

LATEX: dict[str, tuple[Kind, str]] = {
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
    "bigotimes": ("op", "⊗"),
    "bigodot": ("op", "⊙"),
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
    "equiv": ("op", "="),
    "coloneqq": ("op", "="),
    "to": ("op", "→"),
    "rightarrow": ("op", "→"),
    "Rightarrow": ("op", "→"),
    "implies": ("op", "→"),
    "over": ("op", "over"),
    "choose": ("op", "choose"),
    "degree": ("op", "°"),
    "dagger": ("op", "†"),
    "prime": ("op", "'"),
    "top": ("op", "⊤"),
    "intercal": ("op", "⊤"),
    "T": ("op", "⊤"),
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
    "Re": ("run", "Re"),
    "Im": ("run", "Im"),
    "%": ("op", "%"),
    "_": ("op", "_"),
    "&": ("op", "&"),
    "\\": ("op", "\\\\"),
    "cr": ("op", "\\\\"),
    "sum": ("run", "sum"),
    "prod": ("run", "prod"),
}

IGNORED = frozenset(
    ", ; : ! quad qquad left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr"
    " limits nolimits displaystyle textstyle scriptstyle thinspace medspace thickspace enspace nonumber"
    " mathstrut bigm Bigm allowbreak hfill rm bf it sf tt cal mit notag ( ) [ ]".split(" ")
) | {" ", "\n", "\t", ">", "/"}
SIDES = frozenset(("left", "right", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr"))
FONTS = frozenset(
    "mathbf boldsymbol bm vec mathrm mathit mathsf mathtt mathcal mathbb mathfrak text textbf textrm textit"
    " textsf operatorname operatorname* boxed"
    " pmb bold underline overrightarrow mathop boldmath mathnormal".split()
)
STRUCTURE = frozenset(
    ("frac", "tfrac", "dfrac", "cfrac", "sqrt", "binom", "tbinom", "dbinom", "partial", "nabla")
)
ACCENTS = frozenset("hat bar tilde dot ddot check breve widehat widetilde overline acute grave".split())
MATRICES = frozenset("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array".split())
WRAPPERS = frozenset("equation align aligned gather gathered split math displaymath multline".split())
"""Environments that only set what stands in them."""

COMBINING: dict[str, str] = {
    "\u0300": "grave",
    "\u0301": "acute",
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0306": "breve",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u030c": "check",
    "\u20d7": "",
    "\u20d1": "",
    "\u0331": "",
    "\u0332": "",  # arrows and lines are fonts, as \\vec is
}
"""Accents that stand behind their letter; `ŷ` is `y_hat`, as `\\hat{y}` is."""

_INTEGRAL = "an integral is an instruction; write its value"
_LIMIT = "a limit is an instruction; write its value"
_DOTS = "dots are not read; write a sum, or every entry"
UNREAD: dict[str, str] = {
    **dict.fromkeys(("∫", "∮", "int", "oint", "iint"), _INTEGRAL),
    **dict.fromkeys(("lim", "limsup", "liminf"), _LIMIT),
    **dict.fromkeys(("…", "⋯", "⋮", "⋱", "ldots", "cdots", "dots", "vdots", "ddots"), _DOTS),
    **dict.fromkeys(("∩", "cap", "∖", "setminus"), "only unions ∪ of sets are read"),
    **dict.fromkeys(("≈", "approx", "sim", "simeq"), "an approximation is not read; write the exact value"),
}
"""What is mathematics but no answer, each with its sentence."""

SUPERSCRIPTS = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-=()niTabcdefghjklmoprstuvwxyz"
)
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx")
FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅙": "1/6", "⅛": "1/8"}
