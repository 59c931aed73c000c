r"""What a note's words say of its letters: shapes, conditions, definitions, which law a random vector has.

    For $f(x) = x^T A x$ with $x \in \mathbb{R}^n$ and symmetric $A$:

declares x: vector(n) and A: symmetric, and defines f. What is "not symmetric" loses what was said before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizzer.exchange.tex import bold_names, group, membership, sides, tidy, unspaced
from quizzer.maths.names import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMULA = re.compile(r"(?<!\\)\$\$?((?:[^$\\]|\\.)+?)\$\$?")
NAME = (
    r"(?:\\(?:hat|bar|tilde|widehat|widetilde)\s*(?:\{\s*(?:\\[A-Za-z]+|[A-Za-z])\s*\}|\\[A-Za-z]+|[A-Za-z])"
    r"|\\[A-Za-z]+|[A-Za-z])(?:_(?:\{\w+\}|\w))?(?:\s*\^\s*\{?\s*(?:\*|\\star|\\ast)\s*\}?)?"
)
"""One letter or command, with an accent or a subscript."""

_ADJECTIVES = {
    "symmetric": "symmetric",
    "invertible": "invertible",
    "nonsingular": "invertible",
    "non-singular": "invertible",
    "square": "square",
    "orthogonal": "orthogonal",
    "diagonal": "diagonal",
    "positive definite": "spd",
    "positive-definite": "spd",
    "spd": "spd",
    "one-hot": "simplex",
    "probability vector": "simplex",
}
_STRENGTH = ("square", "invertible", "symmetric", "diagonal", "orthogonal", "spd", "simplex")
_ADJECTIVE = "(?:" + "|".join(sorted(_ADJECTIVES, key=len, reverse=True)) + ")"
_LIST = r"⟦\d+⟧(?:\s*(?:,|and|, and|,? or)\s*⟦\d+⟧)*"
_IS = re.compile(
    rf"(?P<names>{_LIST})\s+(?:is|are|be)\s+(?:an?\s+|both\s+)?(?P<negated>not\s+(?:an?\s+)?|non-?)?"
    rf"(?P<words>{_ADJECTIVE}(?:\s*(?:,|and|, and)\s*{_ADJECTIVE})*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<negated>\bnot\s+|\bnon-?)?\b(?P<words>{_ADJECTIVE}(?:\s*(?:,|and|, and)?\s*{_ADJECTIVE})*)"
    rf"\s+(?:(?:matrix|matrices|vector|vectors|\$?n)\s+)?(?P<names>{_LIST})",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"\b(?P<noun>scalar|number|constant|vector|matrix|matric)(?:e?s)?\s+(?P<names>{_LIST})", re.IGNORECASE
)
_RANDOM = re.compile(
    r"(?:random (?:vector|variable)\s+)?⟦(?P<x>\d+)⟧\s+(?:is\s+)?(?:a random (?:vector|variable)\s+)?"
    r"(?:with|has)\s+(?:the\s+)?mean\s+⟦(?P<mean>\d+)⟧\s*,?\s*and\s+(?:the\s+)?"
    r"(?:covariance matrix|covariance|variance)\s+⟦(?P<spread>\d+)⟧",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    rf"(?P<names>{_LIST})\s+(?:is|are)\s+positive(?![- ](?:semi)?-?definite)", re.IGNORECASE
)
_CALLED = re.compile(
    rf"^(?P<name>{NAME})\s*(?:\\left)?\((?P<arguments>[^()]*?)(?:\\right)?\)(?:_\{{?(?P<index>\w)\}}?)?$"
)
_NORMAL = re.compile(
    rf"(?P<x>{NAME})\s*\\sim\s*(?:\\mathcal\s*\{{?\s*N\s*\}}?|\\operatorname\s*\{{N\}}|N)\s*(?:\\left)?"
    r"\((?P<mean>[^(),]+),(?P<spread>[^(),]+?)(?:\\right)?\)$"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """`f(x) = body`; `index` is that of an entry, as in σ(z)_i."""

    name: str
    arguments: str
    body: str
    index: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    r"""What is known of the letters where an equation stands. Names are LaTeX's, as in `\mu`.

    Attributes:
        shapes: dimensions of a letter: () of a scalar, ("n",) of a vector, ("m", "n") of a matrix.
        kinds: conditions such as `symmetric`, by the words of the deck format.
        nouns: `scalar`, `vector` or `matrix`, where the text calls a letter so.
        definitions: what a name stands for.
        bold: the letters that stand in bold somewhere.
        law: of a random vector its name, its mean's and its covariance's.
        says_sigmoid: whether σ is said to be the sigmoid.
    """

    shapes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    bold: frozenset[str] = frozenset()
    law: tuple[str, str, str] | None = None
    says_sigmoid: bool = False

    def with_text(self, text: str) -> Context:
        """What is known once a text has been read, too."""
        formulas = [match[1] for match in FORMULA.finditer(text)]
        bold = self.bold.union(*(bold_names(one) for one in formulas))
        plain = [unspaced(tidy(one)) for one in formulas]
        numbers = iter(range(len(plain)))
        marked = FORMULA.sub(lambda _: f"⟦{next(numbers)}⟧", text)
        found = replace(self, bold=bold, says_sigmoid=self.says_sigmoid or "sigmoid" in text.lower())
        for formula in plain:
            found = found.with_formula(formula)
        found = replace(
            found,
            nouns={**found.nouns, **dict(_nouns(marked, plain))},
            kinds=_conditions(marked, plain, found.kinds),
        )
        law = _RANDOM.search(marked)
        if law:
            found = replace(found, law=tuple(plain[int(law[part])] for part in ("x", "mean", "spread")))  # type: ignore[arg-type]
        return found

    def with_formula(self, formula: str) -> Context:
        """What is known once a formula in the text has been read: a membership, or a definition."""
        shapes = dict(self.shapes)
        if inside := membership(formula):
            letters, where = inside
            dimensions = dimensions_of(where)
            last = sides(letters)[-1]
            for name in _letters(last) if dimensions is not None else ():
                shapes[name] = dimensions or ()
            formula = letters
        law, nouns = self.law, dict(self.nouns)
        if normal := _NORMAL.match(formula):
            law = (normal["x"], normal["mean"].strip(), normal["spread"].strip())
        if positive := re.fullmatch(rf"({NAME})\s*>\s*0", formula):
            nouns[positive[1]] = "positive"
        definition = definition_of(formula)
        definitions = dict(self.definitions)
        if definition is not None:
            definitions[definition.name] = definition
        return replace(self, shapes=shapes, definitions=definitions, law=law, nouns=nouns)

    def with_bold(self, formula: str) -> Context:
        """What is known once a formula's bold letters have been seen."""
        return replace(self, bold=self.bold | bold_names(formula))


def definition_of(formula: str) -> Definition | None:
    """`f(x) = x^T A x` and `y = A x` define; other equations state."""
    parts = sides(formula)
    if len(parts) != 2 or not all(parts):
        return None
    left, body = parts
    if re.search(
        r"^\\(?:wide)?(?:hat|bar|tilde)\b|\^", left
    ):  # an estimator, a mean: a result rather than a name
        return None
    if re.fullmatch(NAME, left):
        return Definition(left, "", body)
    called = _CALLED.match(left)
    if (
        called
        and (called["name"] == "\\sigma" or called["name"].lstrip("\\") not in FUNCTIONS)
        and all(re.fullmatch(NAME, one.strip()) for one in called["arguments"].split(","))
    ):
        return Definition(called["name"], called["arguments"].strip(), body, called["index"] or "")
    return None


def dimensions_of(where: str) -> tuple[str, ...] | None:
    r"""The dimensions of \mathbb{R}^{b \times d}: ("b", "d"); None of what is not understood."""
    opening = re.match(r"\\mathbb\s*\{?R\}?\s*", where)
    if opening is None:
        return None
    rest = where[opening.end() :].strip(" .,;")
    if not rest:
        return ()
    if rest[0] != "^" or (found := group(rest, 1)) is None:
        return None
    parts = [part.strip() for part in re.split(r"\\times|×", found[0])]
    if len(parts) > 2 or not all(re.fullmatch(r"[A-Za-z]|\d{1,3}", part) for part in parts):
        return None
    return tuple(parts)


def _letters(formula: str) -> list[str]:
    """The names of a list such as `A, B`, or of one letter with what belongs to it."""
    head = membership(formula)
    text = head[0] if head else formula
    return [part.strip() for part in text.split(",") if re.fullmatch(NAME, part.strip())]


def _named(names: str, formulas: list[str]) -> Iterator[str]:
    for number in re.findall(r"\d+", names):
        yield from _letters(formulas[int(number)])


def _nouns(marked: str, formulas: list[str]) -> Iterator[tuple[str, str]]:
    for match in _NOUN.finditer(marked):
        noun = match["noun"].lower()
        kind = {"number": "scalar", "matric": "matrix", "constant": "scalar"}.get(noun, noun)
        for name in _named(match["names"], formulas):
            yield name, kind
    for match in _POSITIVE.finditer(marked):
        for name in _named(match["names"], formulas):
            yield name, "positive"


def _conditions(marked: str, formulas: list[str], known: Mapping[str, str]) -> dict[str, str]:
    kinds = dict(known)
    for pattern in (_BEFORE, _IS):
        for match in pattern.finditer(marked):
            found = re.findall(_ADJECTIVE, match["words"], re.IGNORECASE)
            words = [_ADJECTIVES[re.sub(r"\s+", " ", one.lower())] for one in found]
            for name in _named(match["names"], formulas):
                if match["negated"]:
                    kinds.pop(name, None)
                else:
                    kinds[name] = max(words, key=_STRENGTH.index)
    return kinds
