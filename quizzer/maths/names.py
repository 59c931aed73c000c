"""What letters and words are called: Greek by word, functions by their canonical name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_GREEK_WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau"
    " upsilon phi chi psi omega"
).split()
_LOWER = "αβγδεζηθικλμνξοπρστυφχψω"
_UPPER = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"

GREEK: dict[str, str] = {
    **dict(zip(_LOWER, _GREEK_WORDS, strict=True)),
    **{letter: word.capitalize() for letter, word in zip(_UPPER, _GREEK_WORDS, strict=True)},
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "ϱ": "rho",
    "ς": "sigma",
    "µ": "mu",  # the micro sign, which keyboards have
    "Ω": "Omega",  # the ohm sign
    "∆": "Delta",  # the increment sign
    "ℓ": "ell",
}
"""From a Greek letter to the word that names it everywhere inside."""

GREEK_WORDS = frozenset(GREEK.values())

GREEK_COMMANDS: dict[str, str] = {
    **{word: word for word in GREEK_WORDS},
    "varepsilon": "epsilon",
    "varphi": "phi",
    "vartheta": "theta",
    "varrho": "rho",
    "varsigma": "sigma",
    "hbar": "hbar",
}
"""From a LaTeX command, without its backslash, to the name."""

_TRIGONOMETRIC = "sin cos tan sec csc cot".split()
_HYPERBOLIC = "sinh cosh tanh sech csch coth".split()

ENTRYWISE: frozenset[str] = frozenset(
    [
        *_TRIGONOMETRIC,
        *_HYPERBOLIC,
        *("arc" + name for name in (*_TRIGONOMETRIC, *_HYPERBOLIC)),
        *"exp log log2 log10 sqrt cbrt abs sign floor ceil factorial gamma lgamma digamma erf erfc".split(),
        *"sigmoid softplus relu conj re im step".split(),
    ]
)
"""Functions of one scalar; of an array they act on each entry."""

ARRAY_FUNCTIONS: frozenset[str] = frozenset(
    "tr det logdet rank diag vec norm sum prod mean eigvals softmax logsumexp transpose inv pinv kron"
    " dot outer hadamard cross".split()
)
"""Functions that see an array as a whole."""

SEVERAL: frozenset[str] = frozenset("min max binomial root logbase atan2 gcd lcm mod polygamma".split())
"""Functions of several scalars; `root(x, n)` is also \\sqrt[n]{x}, and `logbase(x, b)` is log_b x."""

DERIVATIVES: frozenset[str] = frozenset(("diff", "grad", "jacobian", "hessian"))
"""What only a deck's `verify` may use."""

FUNCTIONS: dict[str, str] = {
    **{name: name for name in (*ENTRYWISE, *ARRAY_FUNCTIONS, *SEVERAL)},
    **{"a" + name: "arc" + name for name in (*_TRIGONOMETRIC, *_HYPERBOLIC)},
    **{"ar" + name: "arc" + name for name in _HYPERBOLIC},
    "ln": "log",
    "lg": "log10",
    "cosec": "csc",
    "cosech": "csch",
    "arctan2": "atan2",
    "tg": "tan",
    "Log": "log",
    "Exp": "exp",
    "logistic": "sigmoid",
    "expit": "sigmoid",
    "sigma": "sigmoid",
    "Sigmoid": "sigmoid",
    "Softmax": "softmax",
    "ReLU": "relu",
    "ReLu": "relu",
    "sgn": "sign",
    "signum": "sign",
    "ceiling": "ceil",
    "Gamma": "gamma",
    "loggamma": "lgamma",
    "gammaln": "lgamma",
    "psi": "digamma",
    "binom": "binomial",
    "choose": "binomial",
    "comb": "binomial",
    "C": "binomial",
    "fact": "factorial",
    "Tr": "tr",
    "trace": "tr",
    "Trace": "tr",
    "Det": "det",
    "determinant": "det",
    "rk": "rank",
    "Rank": "rank",
    "Diag": "diag",
    "diagonal": "diag",
    "average": "mean",
    "product": "prod",
    "inverse": "inv",
    "Inv": "inv",
    "eigenvalues": "eigvals",
    "eig": "eigvals",
    "conjugate": "conj",
    "Re": "re",
    "Im": "im",
    "inner": "dot",
    "vdot": "dot",
    "heaviside": "step",
    "multiply": "hadamard",
    "divide": "divide",
    "adj": "adjugate",
    "adjugate": "adjugate",
    "pseudoinverse": "pinv",
    "Pinv": "pinv",
    "kronecker": "kron",
    "Kron": "kron",
    "root": "root",
    "maximum": "max",
    "minimum": "min",
    "absolute": "abs",
    "fabs": "abs",
    **dict.fromkeys(("nchoosek", "nCr", "comb"), "binomial"),
    "matmul": "matmul",
    "mm": "matmul",
    "mv": "matmul",
    "power": "power",
    "pow": "pow",
    "square": "square",
    "reciprocal": "reciprocal",
    "matrixpower": "matrixpower",
    "matrixrank": "rank",
    "matrixtranspose": "transpose",
    "solve": "solve",
    "linsolve": "solve",
    **dict.fromkeys(("array", "matrix", "Matrix", "tensor"), "array"),
    **{name.capitalize(): name for name in (*_TRIGONOMETRIC, *_HYPERBOLIC)},
    **{f"Arc{name}": f"arc{name}" for name in _TRIGONOMETRIC},
    **{name.capitalize(): name for name in "sqrt abs floor min max sum mean sign norm vec erf".split()},
    "Arctan": "arctan",
    "Inverse": "inv",
    "Transpose": "transpose",
}
"""From a spelling to the canonical name. A declared symbol of the same spelling goes first."""

NEED_PARENTHESES: frozenset[str] = frozenset(
    "C psi Gamma gamma sigma step im re root mm mv power pow square array matrix Matrix tensor product"
    " average solve inner multiply inverse diagonal".split()
)
"""Spellings that are functions only in front of a parenthesis: alone they are far likelier a name."""

IDENTITIES = ("I", "Id", "eye", "identity")
SIZED = (*IDENTITIES, "ones", "zeros")
"""Names of arrays that may take their size with them."""

METHODS: dict[str, str] = {
    **{name: name for name in "sum prod mean min max abs exp log sqrt sin cos tan tanh sign round".split()},
    **{name: name for name in "sigmoid softmax relu square reciprocal pow det logdet trace norm".split()},
    **dict.fromkeys(("transpose", "t"), "transpose"),
    **dict.fromkeys(("inv", "inverse"), "inv"),
    **dict.fromkeys(("matmul", "mm", "mv"), "matmul"),
    **dict.fromkeys(("mul", "multiply"), "hadamard"),
    "trace": "tr",
    "diag": "diag",
    "diagonal": "diag",
    "dot": "dot",
    "outer": "outer",
    "pinv": "pinv",
}
"""What NumPy's, PyTorch's and SymPy's arrays can do: from a method's name to the canonical function."""

CONSTANTS: dict[str, str] = {
    "pi": "pi",
    "e": "e",
    "i": "i",
    "j": "i",
    **dict.fromkeys(("inf", "infty", "infinity", "Inf", "Infinity", "oo"), "inf"),
}
IMAGINARY = ("i", "j")
"""Constants only where the card is complex."""


_CLOSE = {1: 0.99, 2: 0.99, 3: 0.8}  # by a word's length: among short words most are alike


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was likely meant to be, or None."""
    choices = [choice for choice in known if choice[:1] == word[:1] or abs(len(choice) - len(word)) < 3]
    if len(word) > 2:
        longer = [choice for choice in choices if choice.startswith(word) and len(choice) > len(word)]
        if longer:
            return max(longer, key=len) if len(word) > 3 else min(longer, key=len)
    shorter = [choice for choice in choices if len(choice) > 2 and word.startswith(choice)]
    if shorter and len(word) > 5:
        return max(shorter, key=len)
    candidates = difflib.get_close_matches(word, choices, n=1, cutoff=_CLOSE.get(len(word), 0.7))
    return candidates[0] if candidates else None
