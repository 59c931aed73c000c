"""Help: the keys that work where the learner stands, and how answers are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from quizzer.tui.fitted import Fitted
from quizzer.tui.paint import NO_LINE, beside, sentence, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

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


class HelpScreen(ModalScreen[None]):
    """Closed by any of the keys that leave."""

    DEFAULT_CSS: ClassVar[str] = """
    HelpScreen { align: center middle; }
    HelpScreen #help {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 3; background: $surface;
        border: round $accent; border-title-color: $text-accent; scrollbar-size-vertical: 1;
    }
    HelpScreen.-short #help, HelpScreen.-narrow #help { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q,question_mark", "close", "close"),
        Binding("up,k", "scroll(-1)", "up", show=False),
        Binding("down,j", "scroll(1)", "down", show=False),
        Binding("pageup", "scroll(-8)", "page up", show=False),
        Binding("pagedown,space", "scroll(8)", "page down", show=False),
    ]

    def __init__(
        self, keys: Sequence[tuple[str, str]], *, with_typing: bool, more: More | None = None
    ) -> None:
        super().__init__()
        self.more = more
        self.keys = keys
        self.with_typing = with_typing

    def compose(self) -> ComposeResult:
        """One text in a frame."""
        with VerticalScroll(id="help", can_focus=False) as frame:
            frame.border_title = "Help"
            frame.border_subtitle = "Esc closes"
            yield Fitted(
                lambda width: help_lines(self.keys, width, with_typing=self.with_typing, more=self.more)
            )

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one("#help").scroll_relative(y=rows, animate=False)
