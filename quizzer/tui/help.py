"""Help: the keys that work where the learner stands, and how answers are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from quizzer.tui.paint import NO_LINE, beside, sentence, words
from quizzer.tui.telling import TellScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.tui.paint import Lines


class More(NamedTuple):
    """What a screen has to tell besides its keys: what is typed there, and what it means."""

    title: str
    entries: tuple[tuple[str, str], ...]


_TYPING = (
    ("(A + A')x", "transpose: A' A^T Aᵀ A.T \\top"),
    ("A^-1  inv(A)", "inverse; A^-T its transpose"),
    ("2 A x  2*A@x", "products by a space, * or @; ⊙ or .* entrywise"),
    ("x^2  1/2  sqrt(x)", "powers, fractions, roots; \\frac{1}{2} pasted from notes too"),
    ("Sigma  \\Sigma  Σ", "one letter, three spellings"),
    ("tr det norm exp log", "functions by name; ||x||, |A|, sum(x), diag(x)"),
)


def help_lines(
    keys: Sequence[tuple[str, str]], width: int, *, with_typing: bool, more: More | None = None
) -> Lines:
    """The keys with what they do, then how mathematics is typed, or what else the screen has to tell."""
    lines = [words("Keys here", "accent")]
    lines += [line for key, does in keys for line in _entry(key, does, 14, width)]
    if more is not None:
        lines += [NO_LINE, words(more.title, "accent")]
        lines += [line for typed, means in more.entries for line in _entry(typed, means, 24, width)]
    if with_typing:
        lines += [NO_LINE, words("Typing mathematics", "accent")]
        lines += [line for typed, means in _TYPING for line in _entry(typed, means, 20, width)]
        lines += [
            NO_LINE,
            *sentence("The line under the input shows how your answer is read.", width, "muted"),
        ]
    return lines


def _entry(key: str, does: str, column: int, width: int) -> Lines:
    said = sentence(does, max(12, width - column), "muted")
    first = beside(words(f"{key:<{column}}"), *said[:1])
    return [first, *(line.pad_left(column) for line in said[1:])]


class HelpScreen(TellScreen):
    """Closed by the keys that opened it, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "close", "close", show=False),
    ]

    def __init__(
        self, keys: Sequence[tuple[str, str]], *, with_typing: bool, more: More | None = None
    ) -> None:
        super().__init__("Help", lambda width: help_lines(keys, width, with_typing=with_typing, more=more))
