"""The line that says what the letters of a question are, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths.declarations import ARRAY_KINDS
from quizzer.study.letters import letters_of
from quizzer.tui.formulas import name_box

if TYPE_CHECKING:
    from quizzer.maths.declarations import Declaration
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.study.asked import Asked

_WORDS = {"spd": "symmetric positive definite", "simplex": "probability vector"}
_UNSHAPED = ("matrix", "square")


def spoken(asked: Asked) -> list[tuple[tuple[str, ...], Declaration]]:
    """The declared names that the question or its answer speaks of, those of one kind together."""
    texts = [asked.prompt.text, asked.step_prompt.text if asked.step_prompt else ""]
    used = letters_of(texts, asked.question, asked.scope)
    kinds: dict[Declaration, list[str]] = {}
    for name, declaration in asked.scope.symbols.items():
        if name in used:
            kinds.setdefault(declaration, []).append(name)
    return [(tuple(names), declaration) for declaration, names in kinds.items()]


def described(declaration: Declaration) -> str:
    """A declaration as a mathematician says it."""
    kind = declaration.kind
    if kind == "index":
        return f"index, 1 to {declaration.size}"
    if kind == "function":
        return str(declaration)
    word = _WORDS.get(kind, kind)
    if kind in ("vector", "simplex"):
        return f"{word} ({declaration.shape.rows})"
    if kind in _UNSHAPED:
        return str(declaration.shape)
    return f"{word} {declaration.shape}" if kind in ARRAY_KINDS else word


def symbol_texts(asked: Asked, glyphs: Glyphs) -> list[str]:
    """`A, B: n×n`, `x: vector (n)`, one text a kind."""
    return [
        f"{', '.join(name_box(name, glyphs).lines()[0] for name in names)}: {described(declaration)}"
        for names, declaration in spoken(asked)
    ]
