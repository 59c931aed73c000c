"""What LaTeX's commands stand for: symbols with their spacing, functions, fonts, fences, accents, spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzer.maths.typeset.box import Style
    from quizzer.maths.typeset.layout import GridKind, Mark, Spacing


def _table(spaced: str) -> dict[str, str]:
    words = spaced.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_GREEK = _table(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ"
    " lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ"
    " chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_ORDINARY = _table(
    "nabla ∇ partial ∂ infty ∞ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ emptyset ∅ varnothing ∅ ell ℓ hbar ℏ"
    " Re ℜ Im ℑ aleph ℵ prime ′ ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ neg ¬ lnot ¬ angle ∠"
    " triangle △ square □ Box □ blacksquare ■ checkmark ✓ degree ° dagger † dag † imath ı jmath ȷ"
    " { { } } % % # # & & $ $ _ _ | ‖ vert | Vert ‖ backslash \\ surd √ S § colon :"
)
_BINARY = _table(
    "cdot · times × div ÷ pm ± mp ∓ odot ⊙ otimes ⊗ oplus ⊕ ominus ⊖ oslash ⊘ circ ∘ bullet • ast ∗ star ⋆"
    " cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ sqcup ⊔ bmod mod amalg ⨿ uplus ⊎ diamond ⋄"
    " boxtimes ⊠ ltimes ⋉"
)
_RELATIONS = _table(
    "in ∈ notin ∉ ni ∋ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ cong ≅ sim ∼"
    " simeq ≃ propto ∝ ll ≪ gg ≫ lt < gt > subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ subsetneq ⊊ prec ≺ succ ≻"
    " preceq ⪯ succeq ⪰ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒"
    " Leftarrow ⇐ impliedby ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦ longrightarrow ⟶ longmapsto ⟼ hookrightarrow ↪"
    " uparrow ↑ downarrow ↓ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ models ⊨ coloneqq ≔ triangleq ≜ doteq ≐"
    " asymp ≍ rightsquigarrow ⇝ leadsto ⇝ longleftarrow ⟵ nearrow ↗ searrow ↘ lesssim ≲ gtrsim ≳ therefore ∴"
    " because ∵ nsubseteq ⊈ supsetneq ⊋"
)
_BIG = _table(
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀"
    " bigvee ⋁"
)
_OPEN = _table("lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lbrack [ lparen (")
_CLOSE = _table("rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rbrack ] rparen )")

SYMBOLS: dict[str, tuple[str, Spacing]] = {
    **{name: (glyph, "ord") for name, glyph in (_GREEK | _ORDINARY).items()},
    **{name: (glyph, "bin") for name, glyph in _BINARY.items()},
    **{name: (glyph, "rel") for name, glyph in _RELATIONS.items()},
    **{name: (glyph, "big") for name, glyph in _BIG.items()},
    **{name: (glyph, "open") for name, glyph in _OPEN.items()},
    **{name: (glyph, "close") for name, glyph in _CLOSE.items()},
    "{": ("{", "open"),
    "}": ("}", "close"),
}
"""Commands, without their backslash, that are one glyph."""

CHARACTERS: dict[str, tuple[str, Spacing]] = {
    **{glyph: (glyph, space) for glyph, space in SYMBOLS.values() if len(glyph) == 1},
    "+": ("+", "bin"),
    "-": ("−", "bin"),
    "−": ("−", "bin"),
    "*": ("∗", "bin"),
    "=": ("=", "rel"),
    "<": ("<", "rel"),
    ">": (">", "rel"),
    ":": (":", "rel"),
    ",": (",", "punct"),
    ";": (";", "punct"),
    "(": ("(", "open"),
    "[": ("[", "open"),
    ")": (")", "close"),
    "]": ("]", "close"),
    "⊤": ("⊤", "ord"),
    "⊥": ("⊥", "ord"),
    "|": ("|", "ord"),
}
"""Characters that have a spacing of their own; all other letters are ordinary."""

FUNCTIONS = frozenset(
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth log ln lg exp arg deg dim hom ker"
    " csch sech".split()
)
"""Names of functions whose scripts stand beside them."""

LIMIT_FUNCTIONS = {
    **{name: name for name in "det gcd inf lim max min sup Pr".split()},
    "liminf": "lim inf",
    "limsup": "lim sup",
    "argmax": "arg max",
    "argmin": "arg min",
}
"""Functions whose scripts stand above and below their names."""

FONTS = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "vec", "pmb", "symbf"), "bold"),
    **dict.fromkeys(("mathrm", "mathit", "mathsf", "mathtt", "mathnormal"), "upright"),
    "mathbb": "double",
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "mathfrak": "fraktur",
}
"""Commands that choose a letter's font; `\\vec` is set as bold, the way the notes write vectors."""

TEXTS: dict[str, Style] = {
    **dict.fromkeys(("text", "textrm", "textsf", "mbox", "textnormal"), "plain"),
    **dict.fromkeys(("textit", "emph"), "italic"),
    "textbf": "bold",
    "texttt": "code",
}
"""Commands whose argument is words, and their style."""

ACCENTS: dict[str, Mark] = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
    "dot": "dot",
    "ddot": "ddot",
    **dict.fromkeys(("check", "widecheck"), "check"),
    "overrightarrow": "vec",
    "underline": "underline",
}

SPACES = {
    **dict.fromkeys((",", ":", ";", " ", ">", "thinspace", "medspace", "thickspace", "enspace"), 1),
    **dict.fromkeys(("!", "negthinspace"), 0),
    "quad": 2,
    "qquad": 4,
}
"""Widths in cells; what is narrower than a cell is rounded to one, and negative ones to none."""

IGNORED = frozenset(
    "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr"
    " Biggl Biggr bigm Bigm".split()
)
"""Commands about sizes: all letters of a terminal are equally large."""

ENVIRONMENTS: dict[str, tuple[GridKind, str, str]] = {
    **dict.fromkeys(("matrix", "smallmatrix", "array"), ("matrix", "", "")),
    "bmatrix": ("matrix", "[", "]"),
    "pmatrix": ("matrix", "(", ")"),
    "vmatrix": ("matrix", "|", "|"),
    "Vmatrix": ("matrix", "‖", "‖"),
    "Bmatrix": ("matrix", "{", "}"),
    "cases": ("cases", "{", ""),
    **dict.fromkeys(("aligned", "align", "align*", "split"), ("aligned", "", "")),
    **dict.fromkeys(("gathered", "gather", "gather*"), ("stack", "", "")),
}
"""The kind of each table, and the brackets around it."""

FENCES = {
    **{char: char for char in "()[]|‖⟨⟩⌊⌋⌈⌉"},
    **{"\\" + name: glyph for name, glyph in (_OPEN | _CLOSE).items()},
    ".": "",
    "<": "⟨",
    ">": "⟩",
    "\\{": "{",
    "\\}": "}",
    "\\|": "‖",
    "\\vert": "|",
    "\\Vert": "‖",
}
"""What may follow \\left and \\right."""

LETTERS = {
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}
"""The letters of each font that Unicode's first plane has."""

STAND_IN: dict[str, Style] = {"double": "bold", "script": "italic", "fraktur": "italic"}
"""The style of a plain letter in place of one that the first plane lacks."""

NEGATED = dict(zip("=∈∋<>≤≥∼≈≡⊂⊆∣∥⊢", "≠∉∌≮≯≰≱≁≉≢⊄⊈∤∦⊬", strict=True))
"""Relations with a stroke through them."""
