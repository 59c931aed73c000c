r"""Fresh names for a card's variables, where the renamed card is provably the same question.

    Gradient of $x^T A x$ with respect to $x$.        (A + A^T) x        with x for v, A for M:
    Gradient of $v^T M v$ with respect to $v$.        (M + M^T) v

A name is changed only if it is one declared letter, and the new one stands nowhere in the card. It is left
alone where anything might speak of it that is not mathematics: prose between the `$`, text within a formula,
subscripted relatives, a function's name. Then every expression is read both before and after: the trees must
be the same but for the names, or the card keeps its own.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from quizzer.deck.cards import MathAnswer, Mistake, Steps
from quizzer.maths.declarations import ARRAY_KINDS, Scope
from quizzer.maths.names import FUNCTIONS
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import Sym, replaced
from quizzer.maths.typeset.prose import Formula, prose_problems, read_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quizzer.deck.cards import Card
    from quizzer.deck.spelt import Spelt
    from quizzer.maths.tree import Node

_T = TypeVar("_T")

_MATRICES, _VECTORS, _SCALARS = "ABMPQRWXY", "abcuvwxyz", "abcrstuvwxyz"
_SCALAR_KINDS = ("scalar", "positive", "nonnegative", "complex", "constant")
"""Of the others (`p` for a probability, `n` for a whole number) the letter itself says what they are."""
_NEVER = frozenset("deijklmnoCEINT")
"""Letters that mean something by themselves, or are read as sizes and indices."""
_RUN = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
_TOKEN = re.compile(
    r"(?P<skipped>\\(?:begin|end|operatorname\*?|text\w*|mathrm|label|tag)\s*\{[^{}]*\})"
    r"|\\[A-Za-z]+|\\.|(?P<letter>[A-Za-z])",
    re.DOTALL,
)
_WORD = re.compile(r"\\?[^\W\d_]+")
_SUBSCRIPT = re.compile(r"([A-Za-z])\s*_\s*(\{[^{}]*\}|\w)")


def fresh_names(card: Card, seed: int) -> Mapping[str, str]:
    """From declared letters to fresh ones, by lot; nothing where the card does not allow it.

    Args:
        card: of a parametric card the instance.
        seed: decides the letters.
    """
    if not _is_plain(card):
        return {}
    source = random.Random(seed)  # noqa: S311 - letters, not secrets
    taken = _letters_anywhere(card)
    chosen: dict[str, str] = {}
    for letter in sorted(_free(card)):
        pool = [one for one in _pool(card.scope, letter) if one not in taken and one not in chosen.values()]
        if pool:
            chosen[letter] = source.choice(pool)
    sound = {old: new for old, new in chosen.items() if renamed(card, {old: new}) is not None}
    return sound if renamed(card, sound) is not None else {}


def renamed(card: Card, names: Mapping[str, str]) -> Card | None:
    """The card with other names for some of its letters; None where it would not be the same question."""
    if not names:
        return card
    if not _is_plain(card) or not names.keys() <= _free(card):
        return None
    if set(names.values()) & _letters_anywhere(card) or len(set(names.values())) < len(names):
        return None
    naming = _Naming(names)
    try:
        found = naming.card(card)
    except ReadingError:
        return None
    return found if naming.holds else None


def _is_plain(card: Card) -> bool:
    """Whether it asks for mathematics only, declares its letters and shows no picture of them."""
    questions = _questions(card)
    return (
        not card.images and not card.scope.open and all(isinstance(one, MathAnswer) for one, _ in questions)
    )


def _questions(card: Card) -> list[tuple[object, Scope]]:
    if isinstance(card.question, Steps):
        return [(step.question, step.scope) for step in card.question.steps]
    return [(card.question, card.scope)]


def _prose(card: Card) -> Iterator[Spelt]:
    yield card.prompt
    yield from card.hints
    if card.note is not None:
        yield card.note
    if isinstance(card.question, Steps):
        for step in card.question.steps:
            yield step.prompt
            yield from step.hints
            if step.note is not None:
                yield step.note
    for question, _ in _questions(card):
        if isinstance(question, MathAnswer):
            yield from (one.say for one in question.mistakes)


def _expressions(card: Card) -> Iterator[tuple[str, Scope, bool]]:
    """The text, the scope, and whether it may differentiate."""
    for question, scope in _questions(card):
        if isinstance(question, MathAnswer):
            for one in (*question.answers, *question.restated, *(each.answer for each in question.mistakes)):
                yield one.text, scope, False
            if question.verify is not None:
                yield question.verify.text, scope, True


def _scopes(card: Card) -> list[Scope]:
    return [card.scope, *(scope for _, scope in _questions(card))]


def _letters_anywhere(card: Card) -> set[str]:
    """Every letter that stands in the card, alone or within anything; those only declared are left out."""
    found: set[str] = set()
    for one in _prose(card):
        for start, end, is_formula in _stretches(one.text):
            words = _WORD.findall(one.text[start:end])
            found |= {letter for word in words if is_formula or len(word) == 1 for letter in _named_in(word)}
    for text, _, _ in _expressions(card):
        found |= {letter for word in _WORD.findall(text) for letter in _named_in(word)}
    for scope in _scopes(card):
        found |= _sizes(scope)
        found |= {letter for name in scope.symbols if len(name) > 1 for letter in name}
    return found


def _named_in(word: str) -> str:
    """The letters of a word that might be names: of a command none."""
    return "" if word.startswith("\\") else word


def _free(card: Card) -> frozenset[str]:
    """The declared letters of the prompts that only mathematics speaks of, each the same thing in all steps.

    What the prompt does not name (a constant of integration) the learner could not know by another name.
    """
    scopes = _scopes(card)
    declared = {name: kind for scope in scopes for name, kind in scope.symbols.items()}
    names = {name for scope in scopes for name in scope.symbols}
    sizes = {name for scope in scopes for name in _sizes(scope)}
    kept, asked = _spoken_of(card), _asked(card)
    return frozenset(
        letter
        for letter, kind in declared.items()
        if letter in asked
        and letter not in _NEVER
        and letter not in kept
        and letter not in sizes
        and kind.kind != "index"
        and all(scope.symbols.get(letter, kind) == kind for scope in scopes)
        and not any(letter in _pieces(name) for name in names if name != letter)
    )


def _sizes(scope: Scope) -> frozenset[str]:
    """What declarations speak of as sizes, symbols' namesakes (`b: vector(n)`, `X: matrix(b, d)`) too."""
    return Scope({f"_{number}": kind for number, kind in enumerate(scope.symbols.values())}).dimensions


def _asked(card: Card) -> set[str]:
    """The letters of the prompts' formulas."""
    prompts = [card.prompt]
    if isinstance(card.question, Steps):
        prompts += [step.prompt for step in card.question.steps]
    return {
        found["letter"]
        for prompt in prompts
        for start, end, is_formula in _stretches(prompt.text)
        if is_formula
        for found in _TOKEN.finditer(prompt.text, start, end)
        if found["letter"]
    }


def _pieces(name: str) -> list[str]:
    return re.split(r"[_/\d]", name.replace("/d", "/").removeprefix("d")) + re.split(r"[_/\d]", name)


def _spoken_of(card: Card) -> set[str]:
    """Letters that stand where only mathematics is looked at, and so must keep their names."""
    kept: set[str] = set()
    for one in _prose(card):
        text = one.text
        if prose_problems(text):
            return set(map(chr, range(128)))
        for start, end, is_formula in _stretches(text):
            piece = text[start:end]
            if is_formula:
                for found in _TOKEN.finditer(piece):
                    if found["skipped"]:
                        kept |= set(re.findall(r"[A-Za-z]", found["skipped"]))
                for _, script in _SUBSCRIPT.findall(piece):
                    kept |= set(re.findall(r"[A-Za-z]", script))
                for run in _RUN.findall(piece):
                    if run in FUNCTIONS or run.lower() in FUNCTIONS:
                        kept |= set(run)
            else:
                kept |= {word for word in _WORD.findall(piece) if len(word) == 1}
    return kept


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text from end to end: where prose stands, and where formulas."""
    at = 0
    for piece in read_prose(text):
        if isinstance(piece, Formula):
            yield at, piece.offset, False
            at = piece.offset + len(piece.source)
            yield piece.offset, at, True
    yield at, len(text), False


def _pool(scope: Scope, letter: str) -> str:
    declaration = scope.symbols.get(letter)
    if declaration is None:
        return ""
    if declaration.kind in ("vector", "simplex"):
        return _VECTORS
    if declaration.kind in ARRAY_KINDS:
        return _MATRICES
    return _SCALARS if declaration.kind in _SCALAR_KINDS else ""


class _Naming:
    """Names on their way into all texts of one card, every expression proved to be the same."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.holds = True

    def card(self, card: Card) -> Card:
        question = card.question
        if isinstance(question, Steps):
            steps = tuple(
                replace(
                    step,
                    prompt=self.prose(step.prompt),
                    question=self.question(step.question, step.scope),
                    symbols=self.symbols(step.symbols),
                    scope=self.scope(step.scope),
                    hints=tuple(map(self.prose, step.hints)),
                    note=None if step.note is None else self.prose(step.note),
                )
                for step in question.steps
            )
            asked: Steps | object = Steps(steps)
        else:
            asked = self.question(question, card.scope)
        return replace(
            card,
            prompt=self.prose(card.prompt),
            question=asked,  # type: ignore[arg-type]  # what came in as a question goes out as one
            symbols=self.symbols(card.symbols),
            scope=self.scope(card.scope),
            hints=tuple(map(self.prose, card.hints)),
            note=None if card.note is None else self.prose(card.note),
        )

    def question(self, question: object, scope: Scope) -> MathAnswer:
        assert isinstance(question, MathAnswer)
        verify = question.verify
        return replace(
            question,
            answers=tuple(self.expression(one, scope) for one in question.answers),
            restated=tuple(self.expression(one, scope) for one in question.restated),
            mistakes=tuple(
                Mistake(self.expression(one.answer, scope), self.prose(one.say)) for one in question.mistakes
            ),
            verify=None if verify is None else self.expression(verify, scope, verify=True),
        )

    def prose(self, text: Spelt) -> Spelt:
        changes: list[tuple[int, int, str]] = []
        for start, end, is_formula in _stretches(text.text):
            if is_formula:
                changes += self._letters(text.text, start, end)
        found = text.replaced(changes)
        self.holds &= _back(found.text, self.names) == text.text
        return found

    def _letters(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        for found in _TOKEN.finditer(text, start, end):
            if found["letter"] in self.names:
                yield found.start(), found.end(), self.names[found["letter"]]

    def expression(self, text: Spelt, scope: Scope, *, verify: bool = False) -> Spelt:
        """The expression in other names; it holds only if it is read as the same tree but for them."""
        changes = [
            (found.start("letter"), found.end("letter"), self.names[found["letter"]])
            for found in _TOKEN.finditer(text.text)
            if found["letter"] in self.names and not _within_a_word(text.text, found.start("letter"))
        ]
        found = text.replaced(changes)
        before = replaced(parse(text.text, scope, verify=verify), self._node)
        self.holds &= before == parse(found.text, self.scope(scope), verify=verify)
        return found

    def _node(self, node: Node) -> Node | None:
        if isinstance(node, Sym) and node.name in self.names:
            return replace(node, name=self.names[node.name])
        return None

    def scope(self, scope: Scope) -> Scope:
        return Scope(self._named(scope.symbols), scope.open)

    def symbols(self, symbols: Mapping[str, str]) -> Mapping[str, str]:
        return self._named(symbols)

    def _named(self, declared: Mapping[str, _T]) -> dict[str, _T]:
        """The declarations in other names; one that the card does not use makes room for its namesake."""
        new = set(self.names.values())
        return {self.names.get(name, name): kind for name, kind in declared.items() if name not in new}


def _within_a_word(text: str, at: int) -> bool:
    """Whether a letter is a part of a longer run of letters, which may be a function's name."""
    return any(0 <= k < len(text) and text[k].isalpha() for k in (at - 1, at + 1))


def _back(text: str, names: Mapping[str, str]) -> str:
    """The text with its own names again: no new one stands in a formula but for an old one."""
    old = {new: name for name, new in names.items()}
    changed: Sequence[tuple[int, int, str]] = [
        (found.start(), found.end(), old[found["letter"]])
        for start, end, is_formula in _stretches(text)
        if is_formula
        for found in _TOKEN.finditer(text, start, end)
        if found["letter"] in old
    ]
    for start, end, name in reversed(changed):
        text = text[:start] + name + text[end:]
    return text
