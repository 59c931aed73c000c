"""What the form for a card says: echo, verdict of its `verify`, problems; and the card that it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.deck.adding import added, declared
from quizzer.deck.cards import MathAnswer
from quizzer.deck.declared import scope_with
from quizzer.deck.problems import Problem
from quizzer.deck.source import read_source
from quizzer.deck.spelt import Spelt
from quizzer.deck.writing import AddingError, replace_file
from quizzer.tui.echo import echo, pointed
from quizzer.tui.paint import NO_LINE, beside, indented, prose, sentence, spread, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzer.deck.cards import Deck
    from quizzer.deck.writing import Value
    from quizzer.maths.declarations import Scope
    from quizzer.maths.typeset.glyphs import Glyphs
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines

PLACEHOLDERS = {
    "prompt": "Gradient of $x^T A x$ by $x$.",
    "symbols": "A: matrix(n, n); x: vector(n)  (where the deck does not say so)",
    "answer": "(A + A^T) x",
    "verify": "grad(x^T A x, x)  (or nothing)",
    "tags": "gradient, trace  (or nothing)",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the fields."""

    prompt: str = ""
    symbols: str = ""
    answer: str = ""
    verify: str = ""
    tags: str = ""

    def fields(self) -> Mapping[str, Value]:
        """The card as a deck writes it.

        Raises:
            AddingError: it has no prompt or no answer, or its symbols cannot be told apart.
        """
        for name in ("prompt", "answer"):
            if not getattr(self, name).strip():
                raise AddingError(f"the card has no {name} yet")
        found: dict[str, Value] = {"prompt": self.prompt.strip()}
        if self.symbols.strip():
            found["symbols"] = declared(self.symbols)
        found["answer"] = self.answer.strip()
        if self.verify.strip():
            found["verify"] = self.verify.strip()
        if tags := [tag.strip() for tag in self.tags.split(",") if tag.strip()]:
            found["tags"] = tags
        return found


def _scope(form: Form, deck: Deck) -> Scope:
    """The letters of the deck and the card.

    Raises:
        AddingError, DeclarationError: the card's cannot be read.
    """
    from quizzer.maths.declarations import read_declaration, read_names  # noqa: PLC0415

    own: dict[str, str] = {}
    for names, kind in declared(form.symbols).items():
        read_declaration(kind)
        own |= dict.fromkeys(read_names(names), kind)
    return scope_with({**deck.symbols, **own}, {})


def title(deck: str, width: int) -> Lines:
    """What is written, and where it goes."""
    return spread(beside(words(" Add a card", "accent"), words(f" to {deck}")), words(""), width)[:1]


def label(name: str) -> Maker:
    """A field's name."""
    return lambda _: [words(name.capitalize(), "muted")]


def prompt(text: str, glyphs: Glyphs) -> Maker | None:
    """The prompt as it will be asked."""
    if not text.strip():
        return None
    return lambda width: prose(text, width, glyphs)


def symbols(form: Form, deck: Deck) -> Maker | None:
    """What is wrong with the declarations; else what the deck declares."""
    try:
        _scope(form, deck)
    except ValueError as error:
        told = str(error)
        return lambda width: sentence(told, width, "warning")
    known = "; ".join(f"{name}: {kind}" for name, kind in deck.symbols.items())
    return (lambda width: sentence(f"The deck: {known}", width, "muted")[:2]) if known else None


def answer(form: Form, deck: Deck, glyphs: Glyphs, scroll: int) -> Maker | None:
    """How the answer is read, and its shape; or a caret where reading stops."""
    from quizzer.maths.grade import read  # noqa: PLC0415 - the judge loads while the form is filled in

    try:
        reading = read(form.answer, _scope(form, deck))
    except ValueError:
        return None  # said under the symbols
    if reading.kind == "empty":
        return None
    return lambda width: echo(reading, form.answer, width, glyphs, scroll)


def waiting(width: int) -> Lines:
    """That the `verify` is being computed, or about to be."""
    return words_of("…", width)


def words_of(text: str, width: int) -> Lines:
    """A muted sentence."""
    return sentence(text, width, "muted")


def verified(form: Form, deck: Deck, glyphs: Glyphs, scroll: int) -> Maker | None:
    """Whether the `verify` gives the answer; else where the two part, or a caret where reading stops."""
    from quizzer.deck.checks.answers import answer_findings  # noqa: PLC0415
    from quizzer.maths.tree import Span  # noqa: PLC0415

    if not form.answer.strip():
        return lambda width: words_of("It is compared once there is an answer.", width)
    try:
        scope = _scope(form, deck)
        asked = MathAnswer((Spelt.bare(form.answer),), Spelt.bare(form.verify))
        found = answer_findings(asked, scope)
    except (ValueError, ArithmeticError) as error:
        told = str(error)
        return lambda width: sentence(told, width, "warning")
    for issue in found.issues:
        if issue.field == "verify":
            span = Span(issue.offset, issue.offset + issue.length) if issue.length else None
            return lambda width, issue=issue, span=span: pointed(  # type: ignore[misc]
                issue.message, form.verify, span, width, glyphs=glyphs, scroll=scroll, tone="warning"
            )
        if issue.severity == "error":
            if "verify" not in issue.message:
                return None  # said under the answer
            return lambda width, issue=issue: beside_mark("✗", issue.message, width)  # type: ignore[misc]
    if found.certainty is None:
        return None
    how = "for all values" if found.certainty == "proved" else "wherever it was tried"
    return lambda width: beside_mark("✓", f"it gives the answer, {how}", width)


def beside_mark(mark: str, text: str, width: int) -> Lines:
    """A sentence after ✓ or ✗."""
    lines = sentence(text, width - 2)
    return [beside(words(f"{mark} ", "right" if mark == "✓" else "wrong"), lines[0]), *indented(lines[1:], 2)]


def written(form: Form, deck: Deck) -> list[Problem | str] | tuple[Problem, ...]:
    """Write the card into the deck's file; a list of what stands against it, else warnings in a tuple."""
    try:
        source = read_source(deck.path)
        if isinstance(source, Problem):
            return [source]
        found = added(source, deck, form.fields())
        if not found.is_sound:
            return list(found.problems)
        replace_file(deck.path, found.text)
    except AddingError as error:
        return [f"Not written: {error}."]
    except OSError as error:
        return [f"{deck.path} cannot be written: {error.strerror or error}."]
    return found.problems


def problems(found: Sequence[Problem | str]) -> Maker:
    """What stands against a card, and that nothing was written."""

    def lines(width: int) -> Lines:
        shown: Lines = []
        for one in found:
            if isinstance(one, str):
                shown += sentence(one, width, "warning")
                continue
            name = one.field.rpartition("].")[2]
            shown += sentence(
                f"{name}: {one.message}", width, "warning" if one.severity == "warning" else "wrong"
            )
            if one.hint:
                shown += indented(sentence(one.hint, width - 2, "muted"), 2)
        if not isinstance(found[0], str):
            shown += [NO_LINE, *sentence("Nothing was written.", width, "muted")]
        return shown

    return lines


def saved(deck: str, cards: int, warnings: Sequence[Problem]) -> Maker:
    """That the card is in the deck, and what may still be thought over."""

    def lines(width: int) -> Lines:
        shown = beside_mark("✓", f"Written. {deck} has {cards} card{'s' if cards != 1 else ''} now.", width)
        for one in warnings:
            shown += sentence(one.message, width, "warning")
        return shown

    return lines
