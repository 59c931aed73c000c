r"""Which letters a formula uses, and what each may be: proposals for a card's `symbols`, most likely first.

Bold capitals are matrices, bold small letters vectors; without bold a capital is a matrix, and a small letter
that is transposed a vector. Sizes are as different as the formula lets them be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from quizzer.maths.names import FUNCTIONS, GREEK_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzer.exchange.context import Context

INDICES = "ijklrst"
_VECTORS = "abuvwxyz"
_POOL = ("m", "n", "p", "k", "q", "d", "r", "s")
_MOST = 10_000
_WORDS = re.compile(r"\\(?:operatorname\*?|mathrm|text|textrm|mathop|mathbb)\s*\{[^{}]*\}")
_ATOM = re.compile(r"\\[A-Za-z]+|[A-Za-z]+")
_BOUND = re.compile(r"\\(?:sum|prod)(?:\\limits)?\s*_\s*(?:\{\s*(\w)\b[^{}]*\}|(\w))")
_INDEXED = re.compile(r"(\\?[A-Za-z]+|\))\s*_\s*(?:\{\s*([A-Za-z](?:\s*,?\s*[A-Za-z])*)\s*\}|([A-Za-z]))")
_NUMBERED = re.compile(r"(\\[A-Za-z]+|[A-Za-z])\s*_\s*(?:\{\s*(\d+|[A-Za-z]{2,})\s*\}|(\d))")
_ACCENTED = re.compile(
    r"\\(?P<mark>hat|bar|tilde|widehat|widetilde|dot)\s*(?:\{\s*(?P<braced>\\?[A-Za-z]+)\s*\}|(?P<bare>\\[A-Za-z]+|[A-Za-z]))"
)
_ACCENTS = {"widehat": "hat", "widetilde": "tilde"}
_NORM = re.compile(
    r"(\\\||\|\||\\rVert)\s*_\s*(?:\{\s*(?:F|fro|\\mathrm\s*\{F\}|\w|\\infty)\s*\}|[F\d]|\\infty)"
)
_SAID = re.compile(r"\b(?:diff|grad|jacobian|hessian|sum|normal|E)(?=\()")
_UPPER = re.compile(r"\\(?:sum|prod)(?:\\limits)?\s*_\s*(?:\{[^{}]*\}|\w)\s*\^\s*\{?\s*([A-Za-z])\b")
_TRANSPOSED = r"\s*\^\s*(?:\{\s*)?(?:T\b|\\top|\\intercal|\\mathsf)"
_COMMANDS = frozenset(
    f"\\{word}"
    for word in (
        "left right frac dfrac tfrac cdot times odot circ otimes in top intercal sum prod nabla partial"
        " sqrt infty pi limits lvert rvert lVert rVert langle rangle mathsf ne le ge cup pm begin end binom"
        " text mathrm to cdots dots ldots mid oslash dagger neq leq geq"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Use:
    """A name in a formula: as LaTeX has it, and how it is used."""

    name: str
    is_index: bool = False
    has_index: bool = False
    is_transposed: bool = False
    is_behind_capital: bool = False
    """Whether a capital stands before it, as in A x."""
    is_differentiated_by: bool = False
    """Whether a ∇ is taken by it."""
    is_inverted: bool = False
    counts: bool = False
    """Whether a sum goes up to it."""
    entry_of: tuple[str, int] = ("", 0)
    """Of an index, what it is the index of, and which of its indices it is."""


def names_used(formulas: Iterable[str], by: str = "") -> list[Use]:
    """The names that formulas use and must declare, in order of appearance; numbers and functions aside.

    `by` is what a gradient is taken by.
    """
    bare = _WORDS.sub(" ", _SAID.sub(" ", " ; ".join(formulas)))
    bare = _NORM.sub(r"\1", bare)
    bare = _ACCENTED.sub(lambda match: f" {accented(match)} ", bare)
    bare = _NUMBERED.sub(lambda match: f" {_joined(match)} ", bare)
    bound = {match[1] or match[2] for match in _BOUND.finditer(bare)}
    ends = {match[1] for match in _UPPER.finditer(bare)}
    indexed: dict[str, tuple[str, int]] = {}
    bases: set[str] = set()
    for match in _INDEXED.finditer(bare):
        letters = re.findall(r"[A-Za-z]", match[2] or match[3])
        if all(one in INDICES for one in letters):
            bases.add(match[1])
            for place, letter in enumerate(letters):
                if indexed.get(letter, ("\\delta", 0))[0] in ("\\delta", ")"):
                    indexed[letter] = (match[1], place)
    found: dict[str, Use] = {}
    for atom in re.findall(r"⟨[^⟩]+⟩|\\[A-Za-z]+|[A-Za-z]+", bare):
        for name in _split(atom):
            if name in found or name in bound or _is_said(name, bare):
                continue
            alone = rf"(?<![A-Za-z\\]){re.escape(name)}(?![A-Za-z])"
            found[name] = Use(
                name,
                name in indexed,
                name in bases,
                re.search(alone + _TRANSPOSED, bare) is not None,
                re.search(rf"[A-Z]\s*{re.escape(name)}(?![A-Za-z])", bare) is not None,
                name == by,
                re.search(alone + r"\s*\^\s*\{?\s*-\s*(?:1|T|\\top)", bare) is not None,
                name in ends,
                indexed.get(name, ("", 0)),
            )
    return list(found.values())


def accented(match: re.Match[str]) -> str:
    r"""The mark of a name with an accent, \hat{y}: ⟨y_hat⟩."""
    return f"⟨{match['braced'] or match['bare']}_{_ACCENTS.get(match['mark'], match['mark'])}⟩"


def _joined(match: re.Match[str]) -> str:
    if match[2] and all(
        letter in INDICES for letter in match[2]
    ):  # δ_{ij} has two indices, and no name of its own
        return match[0]
    return f"⟨{match[1]}_{match[2] or match[3]}⟩"


def _split(atom: str) -> list[str]:
    """The names in a run of letters: one of its own, a command, or a letter each."""
    if atom[0] == "⟨":
        return [atom[1:-1]]
    if atom[0] == "\\":
        return [atom]
    return [] if len(atom) > 1 and atom in FUNCTIONS else list(atom)


def _is_said(name: str, text: str) -> bool:
    """Whether a name has a meaning of its own: a function, a command, e, T over something, I."""
    if name[0] == "\\":
        word = name[1:].partition("_")[0]
        if "_" in name:
            return word not in GREEK_COMMANDS
        if word == "delta" and re.search(r"\\delta\s*_", text):
            return True
        if word in ("sigma", "Gamma", "gamma") and re.search(rf"\\{word}\s*(?:\\left)?\s*\(", text):
            return True
        return name in _COMMANDS or word not in GREEK_COMMANDS
    if name == "T":
        return not re.search(r"(?<![A-Za-z\\])T(?![A-Za-z])", re.sub(r"\^\s*\{?\s*-?\s*T\b", "", text))
    if name == "e":  # Euler's, unless it is a vector's name
        return not re.search(r"(?<![A-Za-z\\])e\s*(?:_|\^\s*\{?\s*(?:T\b|\\top))", text)
    return name == "I" or (name == "d" and "\\int" in text)


def spelt_name(name: str) -> str:
    r"""A name as a deck declares it: `\mu` is mu, `\Sigma` is Sigma, `x_{12}` is x_12."""
    bare = name.replace("{", "").replace("}", "")
    if not bare.startswith("\\"):
        return bare
    head, mark, tail = bare[1:].partition("_")
    return GREEK_COMMANDS.get(head, head) + mark + tail


def proposals(uses: list[Use], context: Context) -> Iterator[tuple[int, dict[str, str]]]:
    """Declarations for all names, each with how unlikely it is; of equals those with more sizes first.

    A letter such as n may also be the size of what stands beside it, c^n det(A): then it is not declared.
    """
    sizes_of_others = {size for use in uses for size in context.shapes.get(use.name, ())}
    uses = [use for use in uses if use.name not in sizes_of_others or use.is_index]
    yield from _declared_alike(uses, context, ())
    as_sizes = tuple(use.name for use in uses if use.name in _POOL and not use.is_index)
    if as_sizes and any(spelt_name(use.name)[:1].isupper() for use in uses):
        rest = [use for use in uses if use.name not in as_sizes]
        yield from ((tier + 1, kinds) for tier, kinds in _declared_alike(rest, context, as_sizes))


def _declared_alike(
    uses: list[Use], context: Context, given: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Declarations of all names; `given` are sizes that the formula speaks of."""
    arrays = [use for use in uses if not use.is_index]
    fixed = [*given] + [size for use in arrays for size in context.shapes.get(use.name, ()) if size.isalpha()]
    taken = {use.name for use in uses} | set(fixed)
    pool = [size for size in _POOL if size not in taken]
    unknown = sum(use.name not in context.shapes for use in arrays)
    sizes = tuple(dict.fromkeys((*fixed, *pool[: 3 if unknown > 2 else 2])))[:3]
    has_capital = any(spelt_name(use.name)[:1].isupper() for use in arrays)
    options = [list(_options(use, context, sizes, has_capital=has_capital)) for use in arrays]
    combined = islice(product(*options), _MOST)
    ranked = sorted(combined, key=lambda chosen: (sum(tier for tier, _, _ in chosen), -_distinct(chosen)))
    for chosen in ranked:
        by_name = {use.name: shape for use, (_, _, shape) in zip(arrays, chosen, strict=True)}
        kinds = {spelt_name(use.name): kind for use, (_, kind, _) in zip(arrays, chosen, strict=True)}
        for use in uses:
            if use.is_index:
                kinds[spelt_name(use.name)] = f"index({_range(use, by_name)})"
        tier = sum(tier for tier, _, _ in chosen)
        yield tier, _renamed(kinds, [size for _, _, shape in chosen for size in shape], fixed, pool)


def _range(use: Use, shapes: dict[str, tuple[str, ...]]) -> str:
    """How far an index runs: as far as what it is an index of."""
    base, place = use.entry_of
    shape = shapes.get(base) or next((one for one in shapes.values() if one), ("n",))
    return shape[min(place, len(shape) - 1)]


def _distinct(chosen: tuple[tuple[int, str, tuple[str, ...]], ...]) -> int:
    return len({size for _, _, shape in chosen for size in shape})


def _options(
    use: Use, context: Context, sizes: tuple[str, ...], *, has_capital: bool
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """What a name may be: how unlikely, the declaration, its sizes."""
    kind = context.kinds.get(use.name, "")
    shape = context.shapes.get(use.name)
    noun = context.nouns.get(use.name, "")
    if shape is not None:
        yield (0, _declared(shape, kind), shape)
    elif kind:
        yield from ((0, f"{kind}({size})", (size,)) for size in sizes)
    elif use.counts:
        yield (0, "natural", ())
    elif noun in ("scalar", "positive"):
        yield (0, noun, ())
    else:
        for tier, what in enumerate(_order(use, context, noun, has_capital=has_capital)):
            if what == "matrix" and use.is_inverted:
                yield from ((tier, f"invertible({size})", (size,)) for size in sizes)
            elif what == "scalar":
                yield (tier, "scalar", ())
            elif what == "vector":
                yield from ((tier, f"vector({size})", (size,)) for size in sizes)
            else:
                pairs = sorted(product(sizes, sizes), key=lambda pair: pair[0] == pair[1])
                yield from ((tier, f"matrix({rows}, {cols})", (rows, cols)) for rows, cols in pairs)


def _order(use: Use, context: Context, noun: str, *, has_capital: bool) -> tuple[str, ...]:
    is_capital = spelt_name(use.name)[:1].isupper()
    if noun:
        return (noun,)
    if use.name in context.bold:
        return ("matrix", "vector") if is_capital else ("vector", "matrix")
    if is_capital:
        return ("matrix", "scalar")
    if context.bold and not use.is_transposed:
        return ("scalar", "vector")
    is_vectors_letter = has_capital and use.name in _VECTORS
    if (
        use.is_transposed
        or use.has_index
        or use.is_behind_capital
        or use.is_differentiated_by
        or is_vectors_letter
    ):
        return ("vector", "scalar")
    return ("scalar", "vector")


def _declared(shape: tuple[str, ...], kind: str) -> str:
    if not shape:
        return "scalar"
    if len(shape) == 1:
        return f"vector({shape[0]})"
    if kind and shape[0] == shape[1]:
        return f"{kind}({shape[0]})"
    return f"matrix({shape[0]}, {shape[1]})"


def _renamed(kinds: dict[str, str], sizes: list[str], fixed: list[str], pool: list[str]) -> dict[str, str]:
    """The declarations with sizes named as people do: a single one is n, two are m and n."""
    free = [size for size in dict.fromkeys(sizes) if size.isalpha() and size not in fixed]
    wanted = [size for size in (("n",) if len(free) == 1 else _POOL) if size not in fixed and size in pool]
    names = dict(zip(free, wanted, strict=False))
    if len(names) < len(free):
        return kinds

    def put(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    return {
        name: re.sub(r"\b\w+\b(?=[,)])", put, kind) if "(" in kind else kind for name, kind in kinds.items()
    }
