"""What the palette of symbols offers: the card's own letters first, then the operators of mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzer.maths.typeset.letters import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.typeset.glyphs import Glyphs


class Entry(NamedTuple):
    """One symbol: as it is shown, what it puts into the answer, and what it means."""

    shown: str
    typed: str
    means: str


_OPERATORS = (
    Entry("ᵀ", "^T", "transpose"),
    Entry("⁻¹", "^-1", "inverse"),
    Entry("²", "^2", "square"),
    Entry("√", "sqrt(", "square root"),
    Entry("∑", "sum_", "sum over an index"),
    Entry("∏", "prod_", "product over an index"),
    Entry("⊙", " ⊙ ", "product entry by entry"),
    Entry("⊗", " ⊗ ", "Kronecker's product"),
    Entry("·", " · ", "product"),
    Entry("‖ ‖", "norm(", "norm"),
    Entry("| |", "abs(", "absolute value"),
    Entry("tr", "tr(", "trace"),
    Entry("det", "det(", "determinant"),
    Entry("diag", "diag(", "diagonal matrix"),
    Entry("exp", "exp(", "exponential function"),
    Entry("log", "log(", "natural logarithm"),
    Entry("sin", "sin(", "sine"),
    Entry("cos", "cos(", "cosine"),
    Entry("σ", "σ(", "logistic sigmoid"),
    Entry("I", "I", "identity matrix"),
    Entry("π", "π", "3.14159…"),
    Entry("∞", "∞", "infinity"),
    Entry("≤", " ≤ ", "at most"),
    Entry("≥", " ≥ ", "at least"),
    Entry("±", "±", "plus or minus"),
    Entry("∈", " ∈ ", "element of"),
    Entry("∪", " ∪ ", "union"),
    Entry("∅", "∅", "empty set"),
    Entry("½", "1/2", "a half"),
)
_ASCII = {
    "ᵀ": "^T",
    "⁻¹": "^-1",
    "²": "^2",
    "√": "sqrt",
    "∑": "sum",
    "∏": "prod",
    "⊙": ".*",
    "⊗": "kron",
    "·": "*",
    "‖ ‖": "norm",
    "σ": "sigmoid",
    "π": "pi",
    "∞": "inf",
    "≤": "<=",
    "≥": ">=",
    "±": "+/-",
    "∈": "in",
    "∪": "U",
    "∅": "{}",
    "½": "1/2",
}
_TYPED_IN_ASCII = {
    " ⊙ ": " .* ",
    " ⊗ ": "kron(",
    " · ": " * ",
    "σ(": "sigmoid(",
    "π": "pi",
    "∞": "inf",
    " ≤ ": " <= ",
    " ≥ ": " >= ",
    "±": "+/-",
    " ∈ ": " in ",
    " ∪ ": " U ",
    "∅": "{}",
}


def entries(declared: Sequence[str], glyphs: Glyphs) -> tuple[Entry, ...]:
    """The palette for a card that declares some names, as they are known inside (`Sigma`)."""
    own = [Entry(name, name, "") for name in declared]
    if glyphs == "ascii":
        return (
            *own,
            *(
                Entry(_ASCII.get(one.shown, one.shown), _TYPED_IN_ASCII.get(one.typed, one.typed), one.means)
                for one in _OPERATORS
            ),
        )
    return (
        *(Entry(LETTERS.get(one.shown, one.shown), LETTERS.get(one.typed, one.typed), "") for one in own),
        *_OPERATORS,
    )
