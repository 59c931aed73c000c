"""What the letters of a card are: `A: matrix(n, n)`, `x: vector(n)`, `c: positive`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from quizzer.maths.names import GREEK, GREEK_COMMANDS, nearest
from quizzer.maths.signs import COMBINING
from quizzer.maths.sizes import ONE, SCALAR, Shape, Size

if TYPE_CHECKING:
    from collections.abc import Mapping

ScalarKind: TypeAlias = Literal[
    "scalar", "positive", "nonnegative", "integer", "natural", "probability", "complex", "constant"
]
ArrayKind: TypeAlias = Literal[
    "vector", "matrix", "square", "symmetric", "spd", "invertible", "orthogonal", "diagonal", "simplex"
]
Kind: TypeAlias = ScalarKind | ArrayKind | Literal["index", "function"]

SCALAR_KINDS: tuple[str, ...] = get_args(ScalarKind)
ARRAY_KINDS: tuple[str, ...] = get_args(ArrayKind)
SQUARE_KINDS = frozenset(("square", "symmetric", "spd", "invertible", "orthogonal", "diagonal"))
_COUNTS = ("natural", "integer", "positive", "nonnegative", "scalar")
"""What a dimension's name may be declared as besides: it is that dimension, one number wherever it stands."""
_ALIASES = {
    "real": "scalar",
    "number": "scalar",
    "constants": "constant",
    "nonsingular": "invertible",
    "psd": "spd",
}


class DeclarationError(ValueError):
    """A declaration that cannot be read: one sentence; `offset` is where in the declaration's text."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one name is. `shape` is that of its values; of a function, that of its result."""

    kind: Kind
    shape: Shape = SCALAR
    arguments: tuple[Declaration, ...] = ()
    size: Size | None = None  # an index runs from 1 to this

    def __str__(self) -> str:
        if self.kind in ("vector", "simplex"):
            return f"{self.kind}({self.shape.rows})"
        if self.kind == "matrix":
            return f"matrix({self.shape.rows}, {self.shape.cols})"
        if self.kind in SQUARE_KINDS:
            return f"{self.kind}({self.shape.rows})"
        if self.kind == "index":
            return f"index({self.size})"
        if self.kind == "function":
            return f"function({', '.join(map(str, self.arguments))} -> {self.shape.described})"
        return self.kind


_BASE = re.compile(r"([A-Za-z]+)(?:_\w+|\d+)")


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use: symbols, and the dimensions that their shapes speak of."""

    symbols: Mapping[str, Declaration] = field(default_factory=dict)
    open: bool = False
    """Whether an undeclared single letter is taken to be a scalar."""
    told: tuple[str, ...] | None = None
    """The symbols that messages may speak of, where a question speaks of some only; None for all."""

    dimensions: frozenset[str] = field(init=False, compare=False)
    """The names of dimensions that are not symbols too."""
    indices: frozenset[str] = field(init=False, compare=False)
    """The symbols that are indices."""
    bases: frozenset[str] = field(init=False, compare=False)
    """What stands before the index in names such as `x_1` and `x1`."""
    has_derivatives: bool = field(init=False, compare=False)
    """Whether a derivative such as `dL/dy` is a name here."""
    has_arrays: bool = field(init=False, compare=False)
    """Whether anything here is a vector or a matrix."""
    is_complex: bool = field(init=False, compare=False)
    """Whether `i` is the imaginary unit here."""
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Look through the symbols once: the reader asks for each letter."""
        kinds = {name: one.kind for name, one in self.symbols.items()}
        found = {
            "dimensions": _dimensions(self.symbols) - self.symbols.keys(),
            "indices": frozenset(name for name, kind in kinds.items() if kind == "index"),
            "bases": frozenset(base[1] for name in kinds if (base := _BASE.fullmatch(name))),
            "has_derivatives": any("/" in name or name.startswith("nabla_") for name in kinds),
            "has_arrays": any(kind in ARRAY_KINDS for kind in kinds.values()),
            "is_complex": "complex" in kinds.values(),
            "_hash": hash((tuple(self.symbols.items()), self.open, self.told)),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        return self._hash

    def with_symbols(self, more: Mapping[str, Declaration]) -> Scope:
        """The scope with some declarations added or replaced."""
        return Scope({**self.symbols, **more}, self.open, self.told)


def _dimensions(symbols: Mapping[str, Declaration]) -> frozenset[str]:
    found: set[str] = set()
    for one in symbols.values():
        for each in (one, *one.arguments):
            found |= each.shape.rows.names | each.shape.cols.names
            if each.size is not None:
                found |= each.size.names
    return frozenset(found)


_FONT = re.compile(
    r"\\(?:mathbf|boldsymbol|vec|mathrm|bm|mathit|mathcal|mathbb|mathsf|text|operatorname|pmb)\s*\{([^{}]*)\}"
)
_ACCENT = re.compile(r"\\(?:wide)?(hat|bar|tilde|dot|ddot)\s*(?:\{\s*\\?(\w+)\s*\}|\\?(\w+))")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙ", "0123456789ijkmn")


def canonical(name: str) -> str:
    """A name as it is known inside: Greek by word, fonts dropped, scripts as `_`, `∂L/∂y` as `dL/dy`."""
    name = _without_marks(name.strip())
    name = _FONT.sub(r"\1", name)
    name = _ACCENT.sub(lambda found: f"{found[2] or found[3]}_{found[1]}", name)
    name = _FRACTION.sub(r"\1/\2", name)
    name = re.sub(r"(?:\\partial|∂)\s*", "d", name)
    name = re.sub(r"(?:\\nabla|∇)\s*", "nabla_", name)
    name = re.sub(r"\\([A-Za-z]+)", lambda found: GREEK_COMMANDS.get(found[1], found[1]), name)
    name = "".join(GREEK.get(letter, letter) for letter in name)
    name = name.translate(_SMALL) if "_" in name else _subscripted(name)
    return re.sub(r"[{}]|\s*(?=/)|(?<=/)\s*", "", name)


def _without_marks(name: str) -> str:
    """`ŷ` as `y_hat`: accents that stand on their letter, or behind it, by name."""
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFD", name)
    return "".join(
        f"_{COMBINING[one]}" if COMBINING.get(one) else one for one in apart if COMBINING.get(one) != ""
    )


def _subscripted(name: str) -> str:
    match = re.fullmatch(r"(.*?)([₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙ]+)", name)
    if match is None:
        return name
    return f"{match[1]}_{match[2].translate(_SMALL)}"


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?(?:/d[A-Za-z][A-Za-z0-9_]*)?")
_DECLARATION = re.compile(r"\s*([A-Za-z]+)\s*(?:\((.*)\))?\s*", re.DOTALL)


def read_declaration(text: str) -> Declaration:
    """Read `matrix(m, n)` and its like.

    Raises:
        DeclarationError: with a sentence that says what is known.
    """
    match = _DECLARATION.fullmatch(text)
    if match is None:
        raise DeclarationError(
            f"`{text.strip()}` is not a declaration such as `scalar`, `vector(n)` or `matrix(m, n)`"
        )
    kind, inside = match[1].lower(), match[2]
    kind = _ALIASES.get(kind, kind)
    if kind in SCALAR_KINDS:
        if inside is not None:
            raise DeclarationError(f"`{kind}` takes no size", match.start(2))
        return Declaration(cast("Kind", kind))
    if kind == "function":
        return _function(inside or "", match.start(2))
    if kind not in (*ARRAY_KINDS, "index"):
        known = (*SCALAR_KINDS, *ARRAY_KINDS, "index", "function")
        guess = nearest(kind, known)
        raise DeclarationError(
            f"no kind `{match[1]}`"
            + (f"; did you mean `{guess}`?" if guess else f"; known are {', '.join(known)}"),
            match.start(1),
        )
    sizes = [_size(part, match.start(2)) for part in inside.split(",")] if inside else []
    return _array(cast("ArrayKind", kind), sizes, match.start(2) if inside else len(text))


def _array(kind: ArrayKind | Literal["index"], sizes: list[Size], offset: int) -> Declaration:
    if kind == "matrix":
        if len(sizes) != 2:
            raise DeclarationError("a matrix takes two sizes, as in `matrix(m, n)`", offset)
        return Declaration(kind, Shape(sizes[0], sizes[1]))
    if kind in SQUARE_KINDS and len(sizes) == 2 and sizes[0] == sizes[1]:
        sizes = sizes[:1]
    if len(sizes) != 1:
        raise DeclarationError(f"`{kind}` takes one size, as in `{kind}(n)`", offset)
    if kind == "index":
        return Declaration(kind, size=sizes[0])
    return Declaration(kind, Shape(sizes[0], sizes[0] if kind in SQUARE_KINDS else ONE))


def _size(text: str, offset: int) -> Size:
    total = Size(())
    for term in text.split("+"):
        product = ONE
        parts = re.findall(r"\d+|[A-Za-z]\w*|\S", term.replace("*", " ").replace("·", " "))
        for part in parts or [term]:
            if not re.fullmatch(r"\d+|[A-Za-z]\w*", part):
                raise DeclarationError(f"`{text.strip()}` is not a size: a name or a number is", offset)
            product *= Size.of(int(part) if part.isdigit() else part)
        total += product
    number = total.number
    if number is not None and not 1 <= number <= 64:
        raise DeclarationError(f"a size of {number} is not between 1 and 64", offset)
    return total


def _function(inside: str, offset: int) -> Declaration:
    before, arrow, after = inside.partition("->")
    if not arrow:
        before, arrow, after = inside.partition("→")
    if not arrow:
        if inside.strip():
            raise DeclarationError(
                "a function says what it takes and gives: `function(vector(n) -> scalar)`", offset
            )
        return Declaration("function", SCALAR, (Declaration("scalar"),))
    arguments = tuple(read_declaration(part) for part in _split(before, ","))
    result = read_declaration(after)
    return Declaration("function", result.shape, arguments)


def _split(text: str, separators: str) -> list[str]:
    """Split at separators that stand outside parentheses."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and character in separators:
            parts.append(text[start:position])
            start = position + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def read_names(text: str) -> list[str]:
    """The canonical names of `A, B`.

    Raises:
        DeclarationError: for what is not a name.
    """
    names = []
    for part in text.split(","):
        name = canonical(part)
        if not _NAME.fullmatch(name):
            raise DeclarationError(f"`{part.strip()}` is not a name", text.find(part))
        names.append(name)
    return names


def read_scope(symbols: Mapping[str, str] | str, *, open_names: bool = False) -> Scope:
    """The scope of `{"A, B": "matrix(n, n)"}`, or of the text `A, B: matrix(n, n); x: vector(n)`.

    Raises:
        DeclarationError: for the first thing that cannot be read.
    """
    if isinstance(symbols, str):
        return _scope_of(_pairs(symbols), open_names)
    return _scope_of(tuple(symbols.items()), open_names)


@lru_cache(maxsize=512)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in _split(text.replace("\n", ";"), ";"):
        names, colon, kind = part.partition(":")
        if not colon:
            raise DeclarationError(f"`{part.strip()}` has no colon: write `x: vector(n)`", text.find(part))
        pairs.append((names, kind))
    return tuple(pairs)


@lru_cache(maxsize=512)
def _scope_of(pairs: tuple[tuple[str, str], ...], open_names: bool) -> Scope:
    found: dict[str, Declaration] = {}
    for names, kind in pairs:
        declaration = read_declaration(kind)
        for name in read_names(names):
            if name in found:
                raise DeclarationError(f"`{name}` is declared twice")
            found[name] = declaration
    sizes = {name for name in _dimensions(found) & found.keys() if found[name].kind in _COUNTS}
    return Scope({name: one for name, one in found.items() if name not in sizes}, open_names)
